"""Tables over plain Python lists: filtered and sorted here, never in a proxy model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "centre": Qt.AlignmentFlag.AlignCenter,
}


class Column(NamedTuple):
    """One column: `width` in design pixels, 0 takes the width that is left.

    `kind` is text, chip (its values are (words, chip kind)) or secondary; where the table is too
    narrow, the columns with the highest `rank` are left out first (rank 0 always stays). `order`
    turns a cell into the number or the text by which the column is sorted.
    """

    title: str
    width: int = 0
    align: str = "left"
    kind: str = "text"
    rank: int = 0
    order: Callable[[Any], Any] | None = None


class Rows(QAbstractTableModel):
    """Rows as tuples of what the columns show; what follows the columns is not shown (a key).

    100,000 rows reset and paint like a bare model: a cell is one list access.
    """

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._width = len(self.columns)
        self._all: list[tuple[Any, ...]] = []
        self._shown: list[tuple[Any, ...]] = []
        self._test: Callable[[tuple[Any, ...]], bool] | None = None
        self._order: tuple[int, bool] | None = None
        self._chips = frozenset(n for n, one in enumerate(columns) if one.kind == "chip")
        self._aligned = [_ALIGNMENTS[one.align] for one in columns]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._width

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            column = index.column()
            value = self._shown[index.row()][column]
            return value[0] if column in self._chips else value
        if role == _ALIGNMENT:
            return self._aligned[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == _DISPLAY:
                return self.columns[section].title
            if role == _ALIGNMENT:
                return self._aligned[section]
        return None

    def set_rows(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Put these in place of the others; filter and order stay in force."""
        self._all = list(rows)
        self._arrange()

    def keep(self, test: Callable[[tuple[Any, ...]], bool] | None) -> None:
        """Show only the rows that pass; None shows all."""
        self._test = test
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column (Qt calls this when a heading is pressed); -1 as they came."""
        self._order = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._arrange()

    def row(self, number: int) -> tuple[Any, ...]:
        """One shown row, whole."""
        return self._shown[number]

    def all_rows(self) -> list[tuple[Any, ...]]:
        """Every row, filtered out or not."""
        return self._all

    def shown(self) -> list[tuple[Any, ...]]:
        """The rows as they stand."""
        return self._shown

    def _arrange(self) -> None:
        rows = self._all if self._test is None else list(filter(self._test, self._all))
        if self._order is not None:
            column, backwards = self._order
            order = self.columns[column].order or (lambda cell: cell)
            rows = sorted(rows, key=lambda row: _sort_key(order(row[column])), reverse=backwards)
        self.beginResetModel()
        self._shown = rows
        self.endResetModel()


def _sort_key(value: Any) -> tuple[bool, bool, Any]:
    """Empty last, numbers by size, everything else as words."""
    if isinstance(value, tuple):
        value = value[0]
    number = isinstance(value, int | float)
    return (value is None or value == "", not number, value if number else str(value))
