"""Text modules of minutes: official wording with fields filled from the facts, own ones too."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Final

import msgspec

from xieshang_desktop.domain.minutes import Minutes, MinutesSection
from xieshang_desktop.errors import BadInput, Problem, WorldFailed
from xieshang_desktop.services import sent_forms
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_facts import Facts
from xieshang_desktop.services.minutes_fields import BLANKS, values_of
from xieshang_desktop.services.minutes_text import FreshText
from xieshang_desktop.services.typesetting import forms_folder

if TYPE_CHECKING:
    from xieshang_desktop.printing.texts import Texts

#: What the key of a module's section begins with.
MODULE: Final = "module:"

#: The form that holds them: a township or a unit replaces it, or adds to it, like any other form.
FORM: Final = "minutes_modules"

#: A blank that somebody has to fill in: 【学习内容】.
BLANK = re.compile(r"【([^【】\n]{1,30})】")

_OPTIONAL = re.compile(r"\[[^\[\]]*\]")
_LONGEST_NAME = 20


class Module(msgspec.Struct, frozen=True, kw_only=True):
    """One module; `text` is as the facts fill it now, `template` with its fields; `own` says that
    this unit wrote it."""

    name: str
    text: str
    template: str
    own: bool


def modules_of(desk: Desk, facts: Facts, minutes: Minutes) -> tuple[Module, ...]:
    """All there are, shipped ones first; WorldFailed `forms_folder_missing`, BadInput
    `form_text_unreadable`."""
    form, own = _form(), own_modules()
    values = values_of(desk, facts, minutes)
    return tuple(
        Module(
            name=name,
            text=_fill(form, form.raw(name), values),
            template=form.raw(name).strip(),
            own=name in own,
        )
        for name in form.words
        if form.raw(name).strip()
    )


def module_text(desk: Desk, facts: Facts, minutes: Minutes, key: str) -> FreshText | None:
    """A module's text from the facts as they stand; None where nobody has this module any more,
    or its file cannot be read: what was written stays then."""
    name = key.removeprefix(MODULE)
    try:
        form = _form()
        template = form.raw(name)
        if not template.strip():
            return None
        text = _fill(form, template, values_of(desk, facts, minutes))
    except Problem:
        return None
    return FreshText(key=key, heading=name, text=text)


def own_modules() -> dict[str, str]:
    """The modules of this unit (or of its township), by name; BadInput `form_text_unreadable`."""
    folder = forms_folder()
    file = folder / f"{FORM}.toml" if folder else None
    if file is None or not file.is_file():
        return {}
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), dict[str, str])
    except (OSError, ValueError) as error:
        raise BadInput("form_text_unreadable", file=file.name) from error


def keep_module(desk: Desk, name: str, text: str) -> None:
    """Keep a text as this unit's own module, in the place of one of the same name.

    BadInput `module_name_missing`, `module_name_long`, `module_empty`, and what `sent_forms.adopt`
    raises (`form_text_braces`, `form_text_unknown_field`, WorldFailed `disk_full` …).
    """
    name, text = " ".join(name.split()), text.strip()
    if not name:
        raise BadInput("module_name_missing")
    if len(name) > _LONGEST_NAME:
        raise BadInput("module_name_long", most=_LONGEST_NAME)
    if not text:
        raise BadInput("module_empty")
    _check_fields(text)
    _write(desk, own_modules() | {name: text})


def drop_module(desk: Desk, name: str) -> None:
    """Give up an own module; a shipped one of the same name is there again. Sections that were
    made from it stay as they are."""
    _write(desk, {known: text for known, text in own_modules().items() if known != name})


def blanks_in(section: MinutesSection) -> tuple[str, ...]:
    """What is still to be filled in, in the words of the blanks."""
    return tuple(BLANK.findall(section.text)) if section.chosen else ()


def _write(desk: Desk, modules: dict[str, str]) -> None:
    lines = (
        f"{json.dumps(name, ensure_ascii=False)} = {json.dumps(_plain(text), ensure_ascii=False)}"
        for name, text in modules.items()
    )
    sent_forms.adopt(desk.folder, FORM, "\n".join(lines) + "\n")


def _plain(text: str) -> str:
    """Without characters that a TOML text cannot hold."""
    return "".join(c for c in text if c >= " " or c == "\n").replace("\x7f", "")


def _check_fields(text: str) -> None:
    """A module asks only for what minutes know; BadInput `form_text_unknown_field`."""
    for field in re.findall(r"\{(\w+)\}", text):
        if field not in BLANKS:
            raise BadInput("form_text_unknown_field", paper=FORM, name=text[:40], field=field)


def _form() -> Texts:
    from xieshang_desktop.printing.texts import texts

    try:
        return texts(FORM, forms_folder())
    except WorldFailed:
        return texts(FORM)  # the township's folder is on a stick that is not here


def _fill(form: Texts, template: str, values: dict[str, str]) -> str:
    """The template with what is known; what is not, and is not optional, stays a blank."""
    lines = []
    for line in template.strip().splitlines():
        needed = set(form.names(_OPTIONAL.sub("", line)))
        blanks = {name: f"【{BLANKS[name]}】" for name in needed if not values.get(name, "")}
        lines.append(form.fill(line, {**dict.fromkeys(BLANKS, ""), **values, **blanks}))
    return "\n".join(line for line in lines if line.strip())
