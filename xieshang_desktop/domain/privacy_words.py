"""The word lists by which addresses and health are recognised in a text, each with a source."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import msgspec

from xieshang_desktop.resources import path


class WordList(msgspec.Struct, frozen=True, kw_only=True):
    """Words, where they are from, and whether somebody checked them (已核/未核)."""

    source: str
    checked: bool
    words: tuple[str, ...]


@cache
def word_lists() -> dict[str, WordList]:
    """All lists of `resources/rules/privacy.toml` by name."""
    text = path("rules", "privacy.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, WordList])


def words(name: str) -> tuple[str, ...]:
    """The words of one list."""
    return word_lists()[name].words


@cache
def any_of(*names: str) -> str:
    """A pattern for any word of these lists, the longest first."""
    found = {word for name in names for word in words(name)}
    ordered = sorted(found, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"
