"""Which rows belong to one household, from whatever columns the roster has for it."""

from __future__ import annotations

from collections import Counter

import msgspec

#: What stands in the relation column of the head of a household.
HEAD_WORDS = frozenset(["户主", "本人", "户主本人", "本户户主", "是"])


class Place(msgspec.Struct, kw_only=True, gc=False):
    """The row of one person: group, household's number and head, as written or handed down, and
    the key of the household, '' where the row belongs to none."""

    group: str
    number: str
    head: str
    name: str
    relation: str
    key: str = ""

    @property
    def is_head(self) -> bool:
        """Whether the row itself says that this is the head of a household."""
        return self.relation in HEAD_WORDS


class Households:
    """Takes the rows in order; a blank cell is filled from above within the same household."""

    def __init__(self, *, numbered: bool, headed: bool, related: bool, merged: bool) -> None:
        self._any_column = numbered or headed or related
        self._headed = headed
        self._related = related
        self._merged = merged
        self._last: Place | None = None
        self._times_headed: Counter[tuple[str, str, str]] = Counter()

    def interrupt(self) -> None:
        """A total or a heading came: what follows does not continue the household above."""
        self._last = None

    def place(self, row: Place) -> bool:
        """Completes `row`; False where a household was expected and cannot be told."""
        if not self._any_column:
            return True
        last = self._last
        if last and row.group in ("", last.group) and self._continues(row, last):
            row.group, row.number = last.group, last.number
            row.head = row.head or last.head
        if not row.head and row.is_head and (self._headed or not row.number):
            row.head = row.name
        if not row.number and not row.head:
            return False
        self._last = row
        row.key = self._key(row)
        return True

    def _continues(self, row: Place, last: Place) -> bool:
        if row.is_head:
            return False
        if row.number or row.head:
            return row.number in ("", last.number) and row.head in ("", last.head)
        # Nothing but the position says so. Where cells were merged over households, a blank cell
        # outside a merge was left out, unless the relation says that somebody stands above.
        return bool(row.relation) or not (self._related or self._merged)

    def _key(self, row: Place) -> str:
        # Two heads of one name in one group, told apart by the second row that says 户主.
        where = (row.group, row.number, row.head)
        if row.is_head and row.name == row.head:
            self._times_headed[where] += 1
        times = self._times_headed[where]
        return "|".join((*where, str(times)) if times > 1 else where)


def complete_heads(places: list[Place]) -> None:
    """Where only numbers are given, the member marked 户主 is the head for all."""
    heads = {place.key: place.name for place in reversed(places) if place.is_head and place.key}
    for place in places:
        if place.key and not place.head:
            place.head = heads.get(place.key, "")
