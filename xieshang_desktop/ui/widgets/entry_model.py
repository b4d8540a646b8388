"""Rows of an entry list: a short text with what stands before, below and behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

_Index = QModelIndex | QPersistentModelIndex


class EntryAction(NamedTuple):
    """Something that can be done to a row: its key here, its words, its shortcut."""

    key: str
    words: str
    shortcut: str = ""


class Entry(NamedTuple):
    """One row: a number or a name before the text, a note below it, a chip at its end.

    `picked` None means no tick box.
    """

    key: str
    text: str
    lead: str = ""
    note: str = ""
    chip: str = ""
    chip_kind: str = "neutral"
    strong: bool = False
    picked: bool | None = None


class EntryModel(QAbstractListModel):
    """The rows, replaced as a whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Entry] = []

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (row.lead, row.text, row.note, row.chip) if part)
        return None

    def show_rows(self, rows: Sequence[Entry]) -> None:
        """Put these in place of the others."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()
