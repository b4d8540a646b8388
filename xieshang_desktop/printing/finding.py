"""Finds words among the characters of a page, whatever lines they are broken into."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

Edges = tuple[float, float, float, float]
"""Left, top, right and bottom."""

_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


class Letter(NamedTuple):
    """One character of a page by its code (or half of one, as UTF-16 parts it) and its em-box."""

    code: int
    box: Edges


def find(letters: Sequence[Letter], words: str) -> list[list[Edges]]:
    """Every place where the words stand, as one box for each line they run over.

    Width of digits and letters, their case, spaces and line breaks make no difference.
    """
    wanted = "".join(_plain(character) for character in words)
    if not wanted:
        return []
    text, places = [], []
    for at, character in _characters(letters):
        plain = _plain(character)
        text.append(plain)
        places += [at] * len(plain)
    whole, found, start = "".join(text), [], 0
    while (start := whole.find(wanted, start)) >= 0:
        end = start + len(wanted)
        found.append(_lines([letters[at].box for at in dict.fromkeys(places[start:end])]))
        start = end
    return found


def _characters(letters: Sequence[Letter]) -> list[tuple[int, str]]:
    """Each character with its place; the halves of one above U+FFFF are put together."""
    found, at = [], 0
    while at < len(letters):
        code, start = letters[at].code, at
        if code in _HIGH and at + 1 < len(letters) and letters[at + 1].code in _LOW:
            code = 0x10000 + (code - _HIGH.start << 10) + letters[at + 1].code - _LOW.start
            at += 1
        if code not in _HIGH and code not in _LOW:
            found.append((start, chr(code)))
        at += 1
    return found


def _plain(character: str) -> str:
    """What is compared: nothing of spaces and of what can't be seen."""
    shown = character.isprintable() and not character.isspace()
    return unicodedata.normalize("NFKC", character).casefold() if shown else ""


def _lines(boxes: Sequence[Edges]) -> list[Edges]:
    """One box for each run of characters that stand beside each other."""
    lines: list[Edges] = []
    for left, top, right, bottom in boxes:
        middle = (top + bottom) / 2
        if lines and lines[-1][1] < middle < lines[-1][3] and left >= lines[-1][0]:
            first, high, end, low = lines[-1]
            lines[-1] = (first, min(high, top), max(end, right), max(low, bottom))
        else:
            lines.append((left, top, right, bottom))
    return lines
