"""How names are read: pinyin without tones, v for ü, surnames by a table of their own.

A reading is looked for in one text (some 12 µs, once for each character): laying all characters
out as a table would take 15 ms and 5 MB for the few hundred that a village's names are made of.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from xieshang_desktop.resources import path

#: The readings of one part of a name, the more usual first; none where no dictionary has one.
Readings = tuple[str, ...]

#: Latin letters and digits that stand together are one part, any other character is its own, also
#: one that is younger than Python's tables (extensions of the last years) or of private use.
_PART = re.compile(
    "[A-Za-z0-9\u00c0-\u036f\u1e00-\u1eff]+|[^\\W_]|[\ue000-\uf8ff\U00020000-\U0010ffff]"
)
#: Below it stand letters that are spelled, from it on characters that are read.
_FIRST_HAN = "\u2e80"
_LONGEST_SURNAME = 4


class Spelling(NamedTuple):
    """A name in parts and how each is read in this name; how many parts are the surname, and how
    those are read when they are no surname."""

    parts: tuple[str, ...]
    readings: tuple[Readings, ...]
    surname: int
    as_words: tuple[Readings, ...]


def spell(name: str) -> Spelling:
    """How a name is read; dots and blanks inside it are no parts."""
    parts = tuple(name)
    if not name.isalpha() or min(name) < _FIRST_HAN:
        found = _PART.findall(name)
        parts = tuple(p if p >= _FIRST_HAN else plain_letters(p) for p in found)
    words = tuple(map(readings, parts))
    surnames = _surnames()
    for length in range(min(_LONGEST_SURNAME, len(parts) - 1), 1, -1):
        if own := surnames.get("".join(parts[:length])):
            return Spelling(parts, own + words[length:], length, words[:length])
    own = surnames.get(parts[0], words[:1]) if parts else ()
    return Spelling(parts, own + words[1:], len(own), words[:1])


def pinyin(name: str) -> str:
    """The usual reading with blanks between the parts, by which lists are sorted; a character
    that no dictionary has stays as it is, which puts it after all others."""
    spelling = spell(name)
    pairs = zip(spelling.parts, spelling.readings, strict=True)
    return " ".join(read[0] if read else part for part, read in pairs)


@cache
def readings(part: str) -> Readings:
    """How a character is read as a word; plain letters read as they stand."""
    if part < _FIRST_HAN:
        return (part,)
    text = _dictionary()
    place = text.find(part)
    if place < 0:
        return ()
    start = text.rfind("\n", 0, place) + 1
    return _with_u(text[start : text.index("\t", start)].split())


def plain_letters(word: str) -> str:
    """Latin letters in lower case without tones; ü becomes v, as input methods write it."""
    word = word.lower()
    if word.isascii():
        return word
    word = unicodedata.normalize("NFD", word).replace("u\u0308", "v")
    return "".join(letter for letter in word if not unicodedata.combining(letter))


def _with_u(found: list[str]) -> Readings:
    """People who do not know the key for ü type u: lü is found as lv and as lu."""
    return (*found, *(reading.replace("v", "u") for reading in found if "v" in reading))


@cache
def _dictionary() -> str:
    return path("pinyin", "readings.txt").read_text("utf-8")


@cache
def _surnames() -> dict[str, tuple[Readings, ...]]:
    table: dict[str, tuple[Readings, ...]] = {}
    for line in path("pinyin", "surnames.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, *spoken = line.split()
            table[name] = tuple(_with_u(reading.split("/")) for reading in spoken)
    return table
