"""F1: the handbook, opened at the page in view."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.handbook import chapter_for


def open_handbook(context: Context, key: str) -> QWidget | None:
    """Show the chapter for the page of this key; Escape leads back to it."""
    place, _slash, detail = key.partition("/")
    if detail == "handbook":
        return None
    page = context.window.page(key)
    bar = getattr(page, "bar", None)  # a meeting's page tells which of its parts is in front
    part = bar.tabs.key() if bar is not None else ""
    return context.go(f"{place or 'home'}/handbook", chapter_for(key, part))
