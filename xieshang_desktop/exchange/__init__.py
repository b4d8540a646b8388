"""Carrying the journal: sealed and signed bundles on a stick (docs/bundle-format.md)."""
