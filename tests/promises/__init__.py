"""Promises that the tree keeps: what the documents, locks, walls and words say is so."""
