"""What happened, by date: the history of a topic, a meeting, a task."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.icons import IconLabel
from xieshang_desktop.ui.widgets.layout import Grid, show_if
from xieshang_desktop.ui.widgets.text import Label

_TOP = Qt.AlignmentFlag.AlignTop


class HistoryList(QWidget):
    """Dates at the left, sentences at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = Grid(self, gap=26, row_gap=10)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[tuple[Label, Label]] = []

    def show_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Show these (date in words, sentence)."""
        while len(self._labels) < len(items):
            at = len(self._labels)
            pair = Label("", "secondary"), Label("", "row", wrap=True)
            self._grid.addWidget(pair[0], at, 0, _TOP)
            self._grid.addWidget(pair[1], at, 1)
            self._labels.append(pair)
        for number, pair in enumerate(self._labels):
            for label in pair:
                show_if(label, number < len(items))
        for pair, item in zip(self._labels, items, strict=False):
            pair[0].setText(item[0])
            pair[1].setText(item[1])


class Checks(QWidget):
    """Criteria with ✓ or what is missing: (state done / ahead / attention, words, note)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = Grid(self, gap=12, row_gap=12)
        self._grid.setColumnStretch(2, 1)
        self._rows: list[tuple[IconLabel, Label, Label]] = []

    def show_items(self, items: Sequence[tuple[str, str, str]]) -> None:
        """Show these (state, words, note)."""
        while len(self._rows) < len(items):
            at = len(self._rows)
            note = Label("", "secondary", wrap=True)
            row = IconLabel("tick", "green", 16), Label("", "criterion"), note
            for column, widget in enumerate(row):
                self._grid.addWidget(widget, at, column)
            self._rows.append(row)
        icons = {"done": ("tick", "green"), "attention": ("warning", "red")}
        for number, row in enumerate(self._rows):
            for widget in row:
                show_if(widget, number < len(items))
        for row, (state, words, reason) in zip(self._rows, items, strict=False):
            row[0].show_icon(*icons.get(state, ("minus", "secondary")))
            row[1].setText(words)
            row[2].setText(reason)
