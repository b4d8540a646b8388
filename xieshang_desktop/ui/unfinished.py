"""What is being written in a sheet stays when the sheet is closed, until it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xieshang_desktop.services import drafting
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField, SelectField
from xieshang_desktop.ui.widgets.keeping import Keeping
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text_area import TextArea
from xieshang_desktop.ui.widgets.village_picker import VillagePicker

Part = LineField | TextArea | SelectField | ChoiceField | DateField | VillagePicker


class Unfinished:
    """Fills the fields with what was left in them, and keeps what is typed; `about` names what is
    written. `take()` when it was sent: nothing is kept any more, and the sheet closes."""

    def __init__(self, sheet: Sheet, desk: Desk, about: str, parts: Mapping[str, Part]) -> None:
        self._sheet, self._desk, self._about, self._parts = sheet, desk, about, parts
        self._over = False
        for name, text in drafting.kept(desk, about, *parts).items():
            _show(parts[name], text)
        self._begun = {name: _read(part) for name, part in parts.items()}
        self._keeping = Keeping(sheet, self._keep)
        for part in parts.values():
            self._keeping.watch(part.field if isinstance(part, VillagePicker) else part)
        sheet.refused.connect(self._keeping.now)

    def take(self) -> None:
        """It was sent."""
        self._over = True
        self._keeping.stop()
        drafting.drop(self._desk, self._about, *self._parts)
        self._sheet.leave()

    def _keep(self) -> None:
        if self._over:
            return
        for name, part in self._parts.items():
            text = _read(part)
            if text != self._begun[name]:
                drafting.keep(self._desk, self._about, name, text)
                self._begun[name] = text


def _read(part: Part) -> str:
    if isinstance(part, VillagePicker):
        return ",".join(part.values())
    if isinstance(part, DateField):
        day = part.day()
        return day.isoformat() if day else ""
    return part.value()


def _show(part: Part, text: str) -> None:
    if isinstance(part, VillagePicker):
        part.choose(*text.split(","))
    elif isinstance(part, DateField):
        part.show_day(date.fromisoformat(text))
    else:
        part.show_value(text)
        if isinstance(part, SelectField):  # what can be chosen next follows from it
            part.changed.emit(text)
