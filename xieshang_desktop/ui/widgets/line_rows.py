"""A few lines of a card, each with a note under it and perhaps one button at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import divider
from xieshang_desktop.ui.widgets.layout import Column, Row
from xieshang_desktop.ui.widgets.text import Label


class LineRow(NamedTuple):
    """One line; `quiet` for what is over."""

    key: str
    words: str
    note: str = ""
    button: str = ""
    quiet: bool = False


class LineRows(QWidget):
    """`acted(key)` when the button of a line is pressed. For up to some twenty lines."""

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = Column(self, gap=0)
        self._parts: list[QWidget] = []

    def show_rows(self, rows: Sequence[LineRow]) -> None:
        """Show these, in this order."""
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        for number, row in enumerate(rows):
            if number:
                self._add(divider())
            self._add(self._line(row))

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._column.addWidget(part)

    def _line(self, row: LineRow) -> QWidget:
        widget = QWidget()
        across = Row(widget, gap=16, margins=(0, 8, 0, 8))
        words = Column(gap=2)
        words.addWidget(Label(row.words, "secondary" if row.quiet else "", wrap=True))
        if row.note:
            words.addWidget(Label(row.note, "small", wrap=True))
        across.addLayout(words, 1)
        if row.button:
            button = Button(row.button, pressed=lambda: self.acted.emit(row.key))
            button.setAccessibleDescription(row.words)
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return widget
