"""Presenters: what was asked, the service, what to show. No Qt."""
