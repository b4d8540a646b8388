"""The questions of a paper as fields, made anew for each paper; `changed()` with every letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    Field,
    LineField,
    NumberField,
    Question,
    SelectField,
)
from xieshang_desktop.ui.widgets.keeping import Keeping
from xieshang_desktop.ui.widgets.layout import Column
from xieshang_desktop.ui.widgets.text_area import TextArea

#: As many choices as are shown at once; more stand in a drop-down list.
_IN_SIGHT = 4
_SHORT = 8


def narrow(select: SelectField) -> None:
    """Its list may have long words; the field itself is as wide as its column."""
    box = select.box
    box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)


class AskFields(QWidget):
    """`changed()` while somebody types; `keep()` is called some seconds later and on leaving. The
    `kind` of a question is line, text, number, choice or tick (`1` or empty)."""

    changed = Signal()

    def __init__(self, keep: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = Column(self, gap=14)
        self._keep = keep
        self._keeping: Keeping | None = None
        self._parts: dict[str, QWidget] = {}
        self._read: dict[str, Callable[[], str]] = {}

    def show_fields(self, fields: Sequence[Question]) -> None:
        """Ask these in place of the others; what stood there is kept first."""
        self.keep_now()
        for part in self._parts.values():
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self._read = {}, {}
        self._keeping = Keeping(self, self._keep)
        for field in fields:
            self._add(field)

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: read() for name, read in self._read.items()}

    def first(self) -> QWidget | None:
        """The first field, if there is one."""
        return next(iter(self._parts.values()), None)

    def field(self, name: str) -> QWidget:
        """One of the fields."""
        return self._parts[name]

    def keep_now(self) -> None:
        """What stands in the fields is kept."""
        if self._keeping is not None and self._parts:
            self._keeping.now()

    def _add(self, field: Question) -> None:
        shown: QWidget
        watched: QWidget
        if field.kind == "text":
            area = TextArea(field.example, rows=3, most_rows=8)
            area.show_value(field.value)
            area.textChanged.connect(self.changed)
            shown, watched = Field(field.label, area), area
            self._read[field.name] = lambda: area.value().strip()
        elif field.kind == "choice":
            shown, watched = self._choice(field)
        elif field.kind == "tick":
            tick = CheckField(field.label)
            tick.setChecked(bool(field.value))
            tick.toggled.connect(lambda _on: self.changed.emit())
            shown = watched = tick
            self._read[field.name] = lambda: "1" if tick.isChecked() else ""
        else:
            line = NumberField(field.label) if field.kind == "number" else LineField(field.label)
            line.line.setPlaceholderText(field.example)
            line.show_value(field.value)
            line.changed.connect(lambda _words: self.changed.emit())
            shown = watched = line
            self._read[field.name] = line.value
        self._parts[field.name] = shown
        self._column.addWidget(shown)
        if self._keeping is not None:
            self._keeping.watch(watched)

    def _choice(self, field: Question) -> tuple[QWidget, QWidget]:
        few = len(field.choices) <= _IN_SIGHT
        if few and all(len(words) <= _SHORT for _code, words in field.choices):
            chips = ChoiceField(field.label, field.choices)
            chips.show_value(field.value)
            chips.changed.connect(lambda _keys: self.changed.emit())
            self._read[field.name] = chips.value
            return chips, chips
        select = SelectField(field.label)
        narrow(select)
        select.show_choices(field.choices, field.value)
        select.changed.connect(lambda _key: self.changed.emit())
        self._read[field.name] = select.value
        return select, select
