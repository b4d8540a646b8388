"""Papers, measured and read back through other programs' eyes."""
