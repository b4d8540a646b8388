"""Rows of a list put in another place by dragging; a line shows where they would come."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QListView

from xieshang_desktop.ui import theme


class RowDragging(QObject):
    """`dropped(from, to)`: row numbers, `to` as it will be when the row was taken out. A press that
    stays where it was is the list's own."""

    dropped = Signal(int, int)

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._from = -1
        self._pressed = QPoint()
        self._line = QFrame(view.viewport())
        self._line.setObjectName("dropLine")
        self._line.hide()
        self.on = True
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or not self.on:
            return False
        at = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            self._from, self._pressed = self._view.indexAt(at).row(), at
        elif event.type() == QEvent.Type.MouseMove and self._from >= 0:
            far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            held = bool(event.buttons() & Qt.MouseButton.LeftButton)
            if held and (far or self._line.isVisible()):
                self._show_line(at)
                return True
        elif event.type() == QEvent.Type.MouseButtonRelease and self._line.isVisible():
            gap = self._gap(at)
            begun, self._from = self._from, -1
            self._line.hide()
            self._view.unsetCursor()
            to = gap - 1 if gap > begun else gap
            if to != begun:
                self.dropped.emit(begun, to)
            return True
        return False

    def _gap(self, at: QPoint) -> int:
        """Before which row it would come; behind the last it is their number."""
        model = self._view.model()
        for row in range(model.rowCount()):
            if at.y() < self._view.visualRect(model.index(row, 0)).center().y():
                return row
        return model.rowCount()

    def _show_line(self, at: QPoint) -> None:
        model, gap = self._view.model(), self._gap(at)
        last = max(0, min(gap, model.rowCount() - 1))
        box = self._view.visualRect(model.index(last, 0))
        y = box.bottom() + 1 if gap > last else box.top()
        high = max(2, theme.px(3))
        width = self._view.viewport().width()
        self._line.setGeometry(0, max(0, y - high), width, high)
        self._line.show()
        self._line.raise_()
        self._view.setCursor(Qt.CursorShape.ClosedHandCursor)
