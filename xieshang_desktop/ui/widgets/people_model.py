"""What the people list holds: its rows as values, and the model over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

_Index = QModelIndex | QPersistentModelIndex


class PersonRow(NamedTuple):
    """What a row shows. `state_kind` is plain, done, waiting or attention (with its sign).

    `action` is the word on the button of the marked row; `picked` None means no tick box.
    """

    key: str
    name: str
    place: str = ""  # 第七组 · 户主 李德发
    role: str = ""
    state: str = ""
    state_kind: str = "plain"
    action: str = ""
    chip: str = ""  # 同名
    beside: str = ""  # what stays in sight beside the button of the marked row: 请假：看病
    picked: bool | None = None


class PeopleModel(QAbstractListModel):
    """The rows, replaced as a whole: a keystroke gives a new list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[PersonRow] = []

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()].name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.rows[index.row()]
            return " ".join(part for part in (row.name, row.place, row.role, row.state) if part)
        return None

    def show_rows(self, rows: Sequence[PersonRow]) -> None:
        """Put these in place of the others."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()
