"""Forms of papers that the township sends down: checked, shown beside the present ones, kept."""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from xieshang_desktop.errors import BadInput
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.typesetting import choose_forms, forms_folder, shipped_forms
from xieshang_desktop.settings import Settings
from xieshang_desktop.storage.files import unwritable, write_whole

if TYPE_CHECKING:
    from xieshang_desktop.printing.texts import Texts

#: Where they lie, in the data folder.
FOLDER: Final = "forms"


class FormChange(msgspec.Struct, frozen=True):
    """One item of a form, as it is now and as it was sent; empty where there is none."""

    name: str
    before: str
    after: str


def check(form: str, text: str) -> None:
    """BadInput `form_unknown` for the form of no paper; `form_text_unreadable`,
    `form_text_braces`, `form_text_unknown_field` where its text cannot be used."""
    _read(form, text)


def name_of(form: str) -> str:
    """What the paper of a form is called; the form's own name where several papers share it."""
    names = [spec.name for spec in SPECS.values() if spec.kind.value == form]
    return names[0] if names else form


def changes(form: str, text: str) -> tuple[FormChange, ...]:
    """What would change with this form, item by item."""
    from xieshang_desktop.printing.texts import texts

    present, sent = texts(form, forms_folder()), _read(form, text)
    plain = tomllib.loads(text)
    words = [name for name in plain if name != "tables"]
    found = [FormChange(name, present.raw(name), sent.raw(name)) for name in words]
    for name in plain.get("tables", {}):
        found.append(FormChange(name, _columns(present, name), _columns(sent, name)))
    return tuple(change for change in found if change.before != change.after)


def adopt(folder: Path, form: str, text: str) -> None:
    """Set papers by this form from now on: it lies in the data folder, together with the forms that
    were chosen before. What `check` raises; WorldFailed `disk_full`, `folder_not_writable`,
    `forms_folder_missing`, `setting_not_saved`."""
    check(form, text)
    own, chosen = folder / FOLDER, forms_folder()
    if chosen is not None and chosen.resolve() != own.resolve():
        for file in sorted(chosen.glob("*.toml")):
            try:
                own.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, own / file.name)
            except OSError as error:
                raise unwritable(error, own / file.name) from error
    write_whole(own / f"{form}.toml", text.encode())
    choose_forms(Settings(), own)


def _columns(form: Texts, name: str) -> str:
    return "、".join(c.head for c in form.tables[name].columns) if name in form.tables else ""


def _read(form: str, text: str) -> Texts:
    """The form as it would be read."""
    from xieshang_desktop.printing.texts import texts

    if form not in shipped_forms():
        raise BadInput("form_unknown", form=form)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{form}.toml").write_text(text, "utf-8")
        return texts(form, Path(folder))
