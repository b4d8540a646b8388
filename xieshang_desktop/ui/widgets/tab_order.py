"""Where Tab leads: what is made anew would come last in the window, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget


def tab_through(inside: QWidget, parts: Iterable[QWidget]) -> None:
    """Let Tab come to these parts of a widget one after another, where the widget stands."""
    before = inside
    for part in parts:
        QWidget.setTabOrder(before, part)
        before = part
