"""Presenters with a real desk and hand-written pages: what was asked, and what is shown."""
