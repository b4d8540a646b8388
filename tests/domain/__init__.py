"""The rules and values, without any file."""
