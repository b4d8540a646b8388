"""A list whose rows change places: by dragging, or with the keys of its actions."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.entry_list import EntryList

_LINE = 3  # design pixels


class OrderList(EntryList):
    """`moved(key, to)`: the row of this key shall stand at place `to` (0 is the first), counted
    without itself. Escape while dragging leaves everything where it is."""

    moved = Signal(str, int)

    _from = QPoint()
    _dragged = ""
    _place = -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._from = event.position().toPoint()
        self._dragged, self._place = "", -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        far = (where - self._from).manhattanLength() >= QApplication.startDragDistance()
        if not self._dragged and far and self.indexAt(self._from).isValid():
            self._dragged = self.rows()[self.indexAt(self._from).row()].key
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged:
            beyond = min(where.y(), 0) + max(where.y() - self.viewport().height(), 0)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + beyond)
            self._place = self._gap_at(where.y())
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        key, place = self._dragged, self._place
        if not key:
            super().mouseReleaseEvent(event)
            return
        self._stop()
        at = next((n for n, row in enumerate(self.rows()) if row.key == key), -1)
        to = place - 1 if place > at else place
        if at >= 0 and to != at:
            self.moved.emit(key, to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._dragged and event.key() == Qt.Key.Key_Escape:
            self._stop()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._dragged:
            thick = theme.px(_LINE)
            top = self._top_of(self._place)
            low = min(max(top - thick // 2, 0), self.viewport().height() - thick)
            painter = QPainter(self.viewport())
            painter.fillRect(0, low, self.viewport().width(), thick, theme.colour("red"))

    def _stop(self) -> None:
        self._dragged, self._place = "", -1
        self.viewport().unsetCursor()
        self.viewport().update()

    def _gap_at(self, y: int) -> int:
        """Before which row something let go at this height would stand."""
        for number in range(len(self.rows())):
            if y < self.visualRect(self.model().index(number, 0)).center().y():
                return number
        return len(self.rows())

    def _top_of(self, gap: int) -> int:
        if gap < len(self.rows()):
            return self.visualRect(self.model().index(gap, 0)).top()
        return self.visualRect(self.model().index(len(self.rows()) - 1, 0)).bottom()
