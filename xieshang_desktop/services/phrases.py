"""Phrases that recur in the hall, offered while somebody types: shipped ones and this unit's own.

Nothing that names a person or holds a number to reach one by is offered (PIPL art. 6): what one
meeting heard from somebody is not put into another's mouth.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from xieshang_desktop import resources
from xieshang_desktop.domain.meeting import Measure, Opinion, Point
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.pinyin import readings
from xieshang_desktop.domain.terms import PointKind
from xieshang_desktop.services.desk import Desk

#: So many of the newest opinions, points and measures are looked through.
_LOOKED_AT: Final = 1500
#: Characters of a phrase that is offered.
_SHORTEST, _LONGEST = 3, 30
#: Characters typed before anything is offered.
_LEAST: Final = 2
#: How often one that was said must have been said to count as a phrase.
_RECURS: Final = 2
_MOST: Final = 5
_PARTS: Final = re.compile(r"[，。；！？\n]+")
_NUMBER: Final = re.compile(r"[0-9０-９]{5,}|[0-9０-９][-－ ]?[0-9０-９]{4,}")
_LONGEST_NAME: Final = 4


class Phrases:
    """Phrases by field, the more usual first; finding takes some microseconds."""

    def __init__(self, by_field: Mapping[str, Iterable[str]]) -> None:
        self._texts = {field: list(dict.fromkeys(texts)) for field, texts in by_field.items()}
        self._keys = {
            field: sorted(
                (key, rank) for rank, text in enumerate(texts) for key in (text, _letters(text))
            )
            for field, texts in self._texts.items()
        }

    def find(self, field: str, typed: str) -> tuple[str, ...]:
        """What goes on from the words being typed, by its beginning or by pinyin initials."""
        wanted = clause_of(typed)
        if len(wanted) < _LEAST or field not in self._keys:
            return ()
        wanted = wanted.lower() if wanted.isascii() else wanted
        keys = self._keys[field]
        ranks: set[int] = set()
        for at in range(bisect_left(keys, (wanted, -1)), len(keys)):
            key, rank = keys[at]
            if not key.startswith(wanted):
                break
            ranks.add(rank)
        found = (self._texts[field][rank] for rank in sorted(ranks))
        return tuple(text for text in found if text != wanted)[:_MOST]


def clause_of(typed: str) -> str:
    """The piece after the last full stop, comma or line's end: what a phrase would replace."""
    return _PARTS.split(typed)[-1].lstrip()


def load_phrases(desk: Desk) -> Phrases:
    """The shipped phrases, after those of this unit that recur."""
    with desk.store.read() as reader:
        newest = f"1 = 1 ORDER BY id DESC LIMIT {_LOOKED_AT}"
        opinions = reader.values(Opinion, newest)
        points = reader.values(Point, newest)
        measures = reader.values(Measure, newest)
        names = set(reader.texts(Person, "name", ""))
    names |= {opinion.speaker for opinion in opinions}
    heard = Counter(part for o in opinions if not o.dissent for part in set(_clauses(o.text)))
    own = {
        "opinion": [text for text, times in heard.most_common() if times >= _RECURS],
        "agreed": _usual(p.text for p in points if p.kind is PointKind.AGREED),
        "open": _usual(p.text for p in points if p.kind is PointKind.OPEN),
        "measure": _usual(m.text for m in measures),
        "owner": _usual(m.owner for m in measures),
    }
    return Phrases(
        {
            field: (*(t for t in own.get(field, ()) if _may_be_offered(t, names)), *texts)
            for field, texts in _shipped().items()
        }
    )


@cache
def _shipped() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(resources.path("phrases.json").read_text("utf-8"))
    return found


def _usual(texts: Iterable[str]) -> list[str]:
    """What was written, the most often first."""
    found = Counter(part for text in texts for part in _clauses(text))
    return [text for text, _times in found.most_common()]


def _clauses(text: str) -> list[str]:
    parts = (part.strip() for part in _PARTS.split(text))
    return [part for part in parts if _SHORTEST <= len(part) <= _LONGEST]


def _may_be_offered(text: str, names: set[str]) -> bool:
    if _NUMBER.search(text):
        return False
    pieces = (
        text[at : at + length] for at in range(len(text)) for length in range(2, _LONGEST_NAME + 1)
    )
    return names.isdisjoint(pieces)


def _letters(text: str) -> str:
    """The pinyin initials, letters and digits as they stand."""
    initials = []
    for character in text:
        read = readings(character.lower())
        initials.append(read[0][:1] if read else "")
    return "".join(initials)
