"""The ring around what has the keyboard, for widgets that paint themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.last_input import shows_ring

if TYPE_CHECKING:
    _Mixed = QWidget
else:
    _Mixed = object  # the widget itself is the other base


class Ringed(_Mixed):
    """Stands before the kind of widget among the bases; `ring` says whether to paint one."""

    ring = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = shows_ring(event.reason())
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.ring = False
        super().focusOutEvent(event)


def paint_ring(painter: QPainter, box: QRect) -> None:
    """Draw it inside this box."""
    painter.setPen(QPen(theme.colour("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, theme.px(8), theme.px(8))
