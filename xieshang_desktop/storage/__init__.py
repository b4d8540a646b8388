"""Keeps the record: one SQLite file, its tables, the journal, attachments."""
