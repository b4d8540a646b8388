"""A small form in a sheet, made from a description of its fields; what is typed is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.fields import CheckField, Field, LineField, SelectField
from xieshang_desktop.ui.widgets.keeping import Keeping
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea


class FormField(Protocol):
    """One field: `kind` is line, text, day, choice or check. Values are texts: a day is ISO 8601
    or empty, a check `yes` or empty, a choice its key."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def example(self) -> str: ...
    @property
    def rows(self) -> int: ...
    @property
    def choices(self) -> Sequence[tuple[str, str]]: ...


class _Part(NamedTuple):
    shown: QWidget
    watched: QWidget
    read: Callable[[], str]


class FormSheet(Sheet):
    """Connect `accepted`, read `values()`, and call `take()` when they were recorded.

    `keep(values)` is called while somebody types and when the sheet is closed before that.
    """

    def __init__(
        self,
        host: QWidget,
        title: str,
        yes: str,
        fields: Sequence[FormField],
        keep: Callable[[dict[str, str]], object],
        today: Callable[[], date],
        note: str = "",
        width: int = 560,
    ) -> None:
        super().__init__(host, title, yes, width=width)
        self._keep = keep
        self._keeping = Keeping(self, self._keep_typing)
        self._parts = {field.name: _made(field, today) for field in fields}
        for part in self._parts.values():
            self.body.addWidget(part.shown)
            self._keeping.watch(part.watched)
        if note:
            self.body.addWidget(Label(note, "small", wrap=True))

    def field(self, name: str) -> QWidget:
        """One of the fields."""
        return self._parts[name].watched

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: part.read() for name, part in self._parts.items()}

    def first(self) -> QWidget | None:
        """Where writing begins: the first field that is no box to tick."""
        fields = [part.watched for part in self._parts.values()]
        return next((field for field in fields if not isinstance(field, CheckField)), None)

    def take(self) -> None:
        """What was typed is recorded: close it, and keep nothing any more."""
        self._keep = _nothing
        self.leave()

    def leave(self) -> None:
        """Close it; what was typed is kept."""
        self._keeping.now()
        super().leave()

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
