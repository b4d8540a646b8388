"""Pages: only widgets; signals out, `show_…` in."""
