"""The columns of a file, one line each: its letter, title and first cells, and what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.fields import SelectField
from xieshang_desktop.ui.widgets.layout import Grid, show_if
from xieshang_desktop.ui.widgets.text import Label, OneLine

_SELECT = 196
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ColumnLine(NamedTuple):
    """One column; `mark` is a word for one that nobody understood."""

    key: str
    letter: str
    title: str
    samples: str
    chosen: str
    mark: str = ""


class ColumnMap(QWidget):
    """`changed(key, field)` when a person says what a column holds."""

    changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: Sequence[tuple[str, str]] = ()
        self._grid = Grid(self, gap=14, row_gap=8)
        self._grid.setColumnStretch(2, 1)
        self._lines: list[_Line] = []
        self._keys: list[str] = []

    def show_columns(
        self, columns: Sequence[ColumnLine], choices: Sequence[tuple[str, str]]
    ) -> None:
        """Show these columns; each can hold one of `choices`."""
        while len(self._lines) < len(columns):
            self._add(len(self._lines))
        if choices != self._choices:
            self._choices = choices
            for line in self._lines:
                line.field.show_choices(choices)
        self._keys = [column.key for column in columns]
        for number, line in enumerate(self._lines):
            line.show_column(columns[number] if number < len(columns) else None)

    def _add(self, number: int) -> None:
        line = _Line(self._choices)
        line.field.changed.connect(lambda field: self.changed.emit(self._keys[number], field))
        for place, part in enumerate((line.letter, line.title, line.samples, line.mark)):
            self._grid.addWidget(part, number, place, _LEFT if place != 2 else Qt.AlignmentFlag(0))
        self._grid.addWidget(line.field, number, 4)
        self._lines.append(line)


class _Line:
    """The parts of one line."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        self.letter = Label("", "small")
        self.title = Label("", "strong")
        self.samples = OneLine("", "secondary")
        self.mark = Chip("", "waiting")
        self.field = _Select()
        self.field.show_choices(choices)

    def show_column(self, column: ColumnLine | None) -> None:
        """Show one column, or nothing."""
        for part in (self.letter, self.title, self.samples, self.field):
            show_if(part, column is not None)
        show_if(self.mark, column is not None and bool(column.mark))
        if column is not None:
            self.letter.setText(column.letter)
            self.title.setText(column.title)
            self.samples.setText(column.samples)
            self.mark.setText(column.mark)
            self.field.show_value(column.chosen)
            self.field.box.setAccessibleName(f"{column.letter} {column.title}")


class _Select(SelectField):
    """A drop-down list of one width."""

    def __init__(self) -> None:
        super().__init__("")
        self.rescale()

    def rescale(self) -> None:
        """Take the width in force."""
        self.setFixedWidth(theme.px(_SELECT))
