"""A sheet with a few things to choose from: arrows and Enter, a click, or the letter before one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.entry_list import Entry, EntryList
from xieshang_desktop.ui.widgets.sheet import Sheet

_Index = QModelIndex | QPersistentModelIndex


class _Menu(EntryList):
    """The letter that stands before a row opens it, whatever the input method."""

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.text().upper()
        found = [row.key for row in self.rows() if pressed and row.lead == pressed]
        if found:
            self.opened.emit(found[0])
        else:
            super().keyPressEvent(event)


class MenuSheet(Sheet):
    """`chosen(key)` is called when the sheet is gone; the letter of a row is its `lead`."""

    def __init__(
        self,
        host: QWidget,
        title: str,
        no: str,
        rows: Sequence[Entry],
        chosen: Callable[[str], object],
    ) -> None:
        super().__init__(host, title, no=no, width=600)
        self.list = _Menu(clicks=True, most=12, lead=24)
        self.list.show_rows(rows, rows[0].key)
        self.body.addWidget(self.list)

        def choose(key: str) -> None:
            self.leave()
            chosen(key)

        self.list.opened.connect(choose)

    def open(self, first: QWidget | None = None) -> None:
        """Begin on the first row."""
        super().open(first or self.list)
