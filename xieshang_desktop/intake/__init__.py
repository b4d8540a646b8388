"""Rosters and other files in: reading, finding headers, cleaning, reporting."""
