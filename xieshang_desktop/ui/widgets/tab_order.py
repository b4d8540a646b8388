"""Where Tab leads: what is made anew would come last in the window, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_through(inside: QWidget, parts: Iterable[QWidget]) -> None:
    """Let Tab come to these parts of a widget one after another, where the widget stands."""
    before: QWidget | None = inside
    # Qt orders only what can take the keyboard.
    while before is not None and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
        before = before.previousInFocusChain()
        if before is inside:
            return
    for part in parts:
        if before is not None and part.window() is before.window():
            QWidget.setTabOrder(before, part)
            before = part
