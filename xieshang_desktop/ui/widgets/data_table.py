"""A table of records, rows 44 design pixels high; it never scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.tables import Column, Rows
from xieshang_desktop.ui.widgets import chip
from xieshang_desktop.ui.widgets.row_ring import paint_row_ring

_Index = QModelIndex | QPersistentModelIndex
_ROW, _LEAST = 44, 160


class _ChipPainter(QStyledItemDelegate):
    """Cells of a chip column; their values are (words, kind)."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        area = option.rect  # type: ignore[attr-defined]  # missing in Qt's stubs
        state = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("red_soft"))
        thick = theme.line_width()
        under = QRect(area.x(), area.bottom() + 1 - thick, area.width(), thick)
        painter.fillRect(under, theme.colour("line"))
        model = index.model()
        assert isinstance(model, Rows)  # noqa: S101  # only DataTable uses this painter
        words, kind = model.row(index.row())[index.column()]
        if words:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            chip.paint(painter, area.x() + theme.px(10), area.center().y() + 1, words, kind)
            painter.restore()


class _SecondaryPainter(QStyledItemDelegate):
    """Cells in the quieter ink."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        shades = option.palette  # type: ignore[attr-defined]
        shades.setColor(shades.ColorRole.Text, theme.colour("secondary"))
        shades.setColor(shades.ColorRole.HighlightedText, theme.colour("secondary"))


class DataTable(QTableView):
    """Rows are tuples: a value for each column, then the row's key as the last item.

    `opened(key)`: Enter, or a click. Letters search in the first column, arrows move.
    """

    opened = Signal(str)
    marked = Signal(str)

    def __init__(
        self, columns: Sequence[Column], least: int = 4, parent: QWidget | None = None
    ) -> None:
        """`least`: rows that stay in sight however little room there is; 0 is all of them, then
        the page scrolls and the table does not."""
        super().__init__(parent)
        self._least = least
        self.rows = Rows(columns, self)
        self.setModel(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setSectionsClickable(True)
        across.setSortIndicatorClearable(True)
        for number, column in enumerate(columns):
            if column.kind == "chip":
                self.setItemDelegateForColumn(number, _ChipPainter(self))
            elif column.kind == "secondary":
                self.setItemDelegateForColumn(number, _SecondaryPainter(self))
        across.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.clicked.connect(self._open)
        self.rescale()

    def show_rows(self, rows: Sequence[tuple[Any, ...]], mark: str = "") -> None:
        """Show these; the row of key `mark`, else the first, is marked."""
        self.rows.set_rows(rows)
        if not self._least:
            self.updateGeometry()
        self._mark(mark)

    def keep(self, test: Callable[[tuple[Any, ...]], bool] | None) -> None:
        """Show only rows that pass; None shows all."""
        mark = self.marked_key()
        self.rows.keep(test)
        self._mark(mark)

    def marked_key(self) -> str:
        """The key of the marked row, or ""."""
        at = self.currentIndex().row()
        return str(self.rows.row(at)[-1]) if 0 <= at < self.rows.rowCount() else ""

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self._fit(self.viewport().width())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(_ROW) * ((self._least or self.rows.rowCount()) + 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().width())
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_row_ring(self)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()  # the ring goes along, whole
        if current.isValid() and current.row() != previous.row():
            self.marked.emit(self.marked_key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: _Index) -> None:
        if index.isValid():
            self.opened.emit(str(self.rows.row(index.row())[-1]))

    def _mark(self, key: str) -> None:
        shown = self.rows.shown()
        at = next((n for n, row in enumerate(shown) if row[-1] == key), 0) if key else 0
        if shown:
            self.setCurrentIndex(self.rows.index(at, 0))

    def _fit(self, width: int) -> None:
        """Leave out what has no room, and share what is left among the columns without width."""
        columns = self.rows.columns
        wanted = [theme.px(column.width or _LEAST) for column in columns]
        shown = set(range(len(columns)))
        for number in sorted(shown, key=lambda n: -columns[n].rank):
            if columns[number].rank and sum(wanted[n] for n in shown) > width:
                shown.discard(number)
        spare = width - sum(wanted[n] for n in shown)
        elastic = [n for n in sorted(shown) if not columns[n].width] or [max(shown, default=0)]
        for number in range(len(columns)):
            self.setColumnHidden(number, number not in shown)
            extra = 0
            if number in elastic:
                extra = spare // len(elastic) + (
                    spare % len(elastic) if number == elastic[-1] else 0
                )
            self.setColumnWidth(number, max(theme.px(40), wanted[number] + extra))
