"""The list of the door and of the roster: one person a row, 60 design pixels high."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from xieshang_desktop.ui.widgets.people_model import PeopleModel, PersonRow
from xieshang_desktop.ui.widgets.people_rows import PersonPainter
from xieshang_desktop.ui.widgets.row_ring import paint_row_ring

_Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PeopleList(QListView):
    """`acted(key)`: Enter or the button of a row; `picked(key, on)`: Space or its tick box."""

    acted = Signal(str)
    picked = Signal(str, bool)
    marked = Signal(str)

    def __init__(self, least: int = 3, want: int = 0, parent: QWidget | None = None) -> None:
        """`least`: rows that stay in sight however little room there is; `want`: rows become lower
        so that so many are in sight."""
        super().__init__(parent)
        self._least, self._want = least, want
        self._people = PeopleModel(self)
        self._painter = PersonPainter(self)
        self.setModel(self._people)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def show_rows(self, rows: Sequence[PersonRow], mark: str = "") -> None:
        """Show these people; the row of key `mark`, else the first, is marked."""
        self._people.show_rows(rows)
        at = next((n for n, row in enumerate(rows) if row.key == mark), 0)
        if rows:
            self.setCurrentIndex(self._people.index(at))

    def rows(self) -> list[PersonRow]:
        """What is shown."""
        return self._people.rows

    def marked_key(self) -> str:
        """The key of the marked row, or ""."""
        at = self.currentIndex().row()
        return self._people.rows[at].key if 0 <= at < len(self._people.rows) else ""

    def act(self) -> None:
        """Do to the marked row what Enter does."""
        if self.marked_key():
            self.acted.emit(self.marked_key())

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._painter.least() * self._least)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_row_ring(self)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()  # the ring goes along, whole
        if current.isValid():
            self.marked.emit(self.marked_key())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._want:
            self._painter.fit(event.size().height() // self._want)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._row(self.currentIndex())
        if event.key() in _ENTER:
            self.act()
        elif event.key() == Qt.Key.Key_Space and row is not None and row.picked is not None:
            self.picked.emit(row.key, not row.picked)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        row = self._row(index)
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        area = self.visualRect(index)
        if row.picked is not None and self._painter.tick_box(area).contains(at):
            self.picked.emit(row.key, not row.picked)
        elif row.action and self._painter.button(area, row).contains(at):
            self.acted.emit(row.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._row(self.indexAt(event.position().toPoint()))
        if row is not None and not row.action:
            self.acted.emit(row.key)

    def _row(self, index: _Index) -> PersonRow | None:
        inside = index.isValid() and index.row() < len(self._people.rows)
        return self._people.rows[index.row()] if inside else None
