"""The forms of papers: words and layout, data that a township can replace, not code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from xieshang_desktop import resources
from xieshang_desktop.errors import BadInput

_FIELD = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_NO_FIELD = re.compile(r"\{([^{}]*)\}")


class FormColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column of a table: the field it shows (`number` counts), its head, width in millimetres."""

    field: str
    head: str
    width: float
    centred: bool = True


class FormTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table; it has at least `rows` rows, empty ones to write in."""

    columns: tuple[FormColumn, ...]
    rows: int = 0


class Texts:
    """The words of one paper by name, its `form` and its tables. A township's file needs only
    what it changes."""

    def __init__(
        self, paper: str, words: Mapping[str, str], tables: Mapping[str, FormTable] | None = None
    ) -> None:
        self._paper = paper
        self._words = words
        self._tables = tables or {}

    def __call__(self, name: str, /, **facts: str) -> str:
        """The words `name` with `{facts}` filled in. Raises BadInput `form_text_unknown_field` when
        the file asks for a fact that this paper has not."""
        return self.fill(self._words[name], facts)

    def raw(self, name: str) -> str:
        """The words `name` as they stand in the file; empty where there are none."""
        return self._words.get(name, "")

    @property
    def words(self) -> Mapping[str, str]:
        """All words by name, in the order of the file."""
        return self._words

    @property
    def tables(self) -> Mapping[str, FormTable]:
        """All tables, in the order of the file."""
        return self._tables

    def table(self, name: str) -> FormTable:
        """A table's columns; BadInput `form_text_unknown_field`."""
        if name not in self._tables:
            raise BadInput("form_text_unknown_field", paper=self._paper, name="form", field=name)
        return self._tables[name]

    def names(self, template: str) -> list[str]:
        """The facts a template asks for."""
        return _FIELD.findall(template)

    def fill(self, template: str, facts: Mapping[str, str]) -> str:
        """The template with `{facts}` filled in, or words of this file; what stands in [brackets]
        is left out where a fact in it is empty, and the whole is empty where a fact outside is."""

        def known(name: str) -> str:
            if name not in facts and name != "form" and name in self._words:
                return self.fill(self._words[name], facts)
            if name not in facts:
                raise BadInput(
                    "form_text_unknown_field", paper=self._paper, name=template, field=name
                )
            return facts[name]

        def optional(match: re.Match[str]) -> str:
            names = _FIELD.findall(match[1])
            if not names:
                return match[0]
            return match[1] if all(known(name) for name in names) else ""

        if any(not known(name) for name in _FIELD.findall(_OPTIONAL.sub("", template))):
            return ""
        return _FIELD.sub(lambda match: known(match[1]), _OPTIONAL.sub(optional, template))


def texts(paper: str, folder: Path | None = None) -> Texts:
    """The form of `paper`, from `folder` where it has it, else as shipped.
    Raises BadInput `form_text_unreadable`, `form_text_braces`, `form_text_unknown_field`."""
    words, tables = _read(resources.path("papers", f"{paper}.toml"), 0)
    own = folder / f"{paper}.toml" if folder else None
    if own and own.is_file():
        own_words, own_tables = _read(own, own.stat().st_mtime_ns)
        words, tables = {**words, **own_words}, {**tables, **own_tables}
    return Texts(paper, words, tables)


def own_words(paper: str, folder: Path | None) -> tuple[str, ...]:
    """What a township's own form of `paper` says itself; nothing where it has none.
    Raises BadInput `form_text_unreadable`."""
    own = folder / f"{paper}.toml" if folder else None
    if own is None or not own.is_file():
        return ()
    words, tables = _read(own, own.stat().st_mtime_ns)
    heads = (column.head for table in tables.values() for column in table.columns)
    return (*words.values(), *heads)


@lru_cache(maxsize=64)
def _read(file: Path, _changed: int) -> tuple[dict[str, str], dict[str, FormTable]]:
    try:
        content = tomllib.loads(file.read_text("utf-8"))
        tables = msgspec.convert(content.pop("tables", {}), dict[str, FormTable])
        words = msgspec.convert(content, dict[str, str])
    except (OSError, ValueError) as error:  # also TOMLDecodeError, UnicodeError, ValidationError
        raise BadInput("form_text_unreadable", file=file.name) from error
    for name, text in words.items():
        _check(file.stem, name, text)
    return words, tables


def _check(paper: str, name: str, text: str) -> None:
    """Nothing that looks like a blank may be printed as it stands."""
    for line in text.splitlines():
        rest = _FIELD.sub("", line)
        if strange := _NO_FIELD.search(rest):
            raise BadInput("form_text_unknown_field", paper=paper, name=name, field=strange[1])
        if re.search(r"[{}]", rest) or re.search(r"[\[\]]", _OPTIONAL.sub("", line)):
            raise BadInput("form_text_braces", paper=paper, name=name, words=line.strip()[:40])
