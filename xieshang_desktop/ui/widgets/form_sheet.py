"""A small form in a sheet, made from a description of its fields; what is typed is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.fields import (
    CheckField,
    Field,
    LineField,
    Question,
    SelectField,
)
from xieshang_desktop.ui.widgets.keeping import Keeping
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea


class FormField(Question, Protocol):
    """One field: `kind` is line, text, day, choice or check. Values are texts: a day is ISO 8601
    or empty, a check `yes` or empty, a choice its key."""

    @property
    def rows(self) -> int: ...


class Form(Protocol):
    """What is asked: the words of the button that takes it, and a note below its fields."""

    @property
    def title(self) -> str: ...
    @property
    def yes(self) -> str: ...
    @property
    def fields(self) -> Sequence[FormField]: ...
    @property
    def note(self) -> str: ...
    @property
    def wide(self) -> bool: ...


class _Part(NamedTuple):
    shown: QWidget
    watched: QWidget
    read: Callable[[], str]


class FormSheet(Sheet):
    """It stays until `answer(values)` says that they were recorded, or something else calls
    `take()`. `keep(values)` is called while somebody types and when it is closed before that."""

    def __init__(
        self,
        host: QWidget,
        form: Form,
        today: Callable[[], date],
        answer: Callable[[dict[str, str]], bool],
        keep: Callable[[dict[str, str]], object] | None = None,
    ) -> None:
        super().__init__(host, form.title, form.yes, width=680 if form.wide else 560)
        self._answer = answer
        self._keep = keep or _nothing
        self._keeping = Keeping(self, self._keep_typing)
        self._parts = {field.name: _made(field, today) for field in form.fields}
        for part in self._parts.values():
            self.body.addWidget(part.shown)
            self._keeping.watch(part.watched)
        if form.note:
            self.body.addWidget(Label(form.note, "small", wrap=True))
        self.accepted.connect(self._taken)

    def field(self, name: str) -> QWidget:
        """One of the fields."""
        return self._parts[name].watched

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: part.read() for name, part in self._parts.items()}

    def open(self, first: QWidget | None = None) -> None:
        """Show it; writing begins in the first field that is no box to tick."""
        fields = [part.watched for part in self._parts.values()]
        first = first or next((f for f in fields if not isinstance(f, CheckField)), None)
        super().open(first)

    def take(self) -> None:
        """What was typed is recorded: close it, and keep nothing any more."""
        self._keep = _nothing
        self.leave()

    def leave(self) -> None:
        """Close it; what was typed is kept."""
        self._keeping.now()
        super().leave()

    def _taken(self) -> None:
        if self._answer(self.values()):
            self.take()

    def _keep_typing(self) -> None:
        self._keep(self.values())


def _nothing(_values: dict[str, str]) -> None:
    pass


def _made(field: FormField, today: Callable[[], date]) -> _Part:
    if field.kind == "text":
        area = TextArea(field.example, rows=field.rows)
        area.show_value(field.value)
        return _Part(Field(field.label, area), area, lambda: area.value().strip())
    if field.kind == "day":
        return _day(field, today)
    if field.kind == "choice":
        select = SelectField(field.label)
        select.show_choices(field.choices, field.value)
        return _Part(select, select, select.value)
    if field.kind == "check":
        check = CheckField(field.label)
        check.setChecked(bool(field.value))
        return _Part(check, check, lambda: "yes" if check.isChecked() else "")
    line = LineField(field.label, example=field.example)
    if not field.label:
        line.line.setAccessibleName(field.example)
    line.show_value(field.value)
    return _Part(line, line, line.value)


def _day(field: FormField, today: Callable[[], date]) -> _Part:
    line = DateField(field.label, today)
    line.show_day(date.fromisoformat(field.value) if field.value else None)

    def read() -> str:
        day = line.day()
        return day.isoformat() if day else ""

    return _Part(line, line, read)
