"""The ring around the marked row of a list that has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.last_input import was_key


def paint_row_ring(view: QAbstractItemView) -> None:
    """For who uses keys; around the whole list while no row is marked."""
    if not view.hasFocus() or not was_key():
        return
    row, across = view.visualRect(view.currentIndex()), view.viewport().rect()
    box = QRect(0, row.y(), across.width(), row.height()) if row.isValid() else across
    painter = QPainter(view.viewport())
    painter.setPen(QPen(theme.colour("focus"), 2))
    painter.drawRect(box.adjusted(1, 1, -1, -1))
