"""The register as it is read: finding somebody at the door, lists for the table, one card."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Literal
from weakref import WeakKeyDictionary

import msgspec

from xieshang_desktop.domain.identity import mask_id_number, mask_phone
from xieshang_desktop.domain.people import Household, Person, RoleHeld, group_order, person_of_pass
from xieshang_desktop.domain.pinyin import pinyin
from xieshang_desktop.domain.search_keys import keys_of, normalise_query
from xieshang_desktop.domain.terms import Role
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.people_search import (
    PersonHit,
    entries_since,
    newest_entry,
    read_hits,
    search_ids,
)
from xieshang_desktop.storage.unit_of_work import Reader, Store

#: People looked through for what is half written, half composed: 张guo.
_MOST_HALF_WRITTEN = 2000
_HALF_COMPOSED = re.compile("([^\x00-\x7f]+)([a-z]+)")


class PersonCard(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of one person. Telephones are 138****1234 and of the ID number only the last
    four characters are legible unless `revealed`; `household` are the members, this one included.
    """

    person: PersonHit
    revealed: bool
    id_number: str
    phones: tuple[str, ...]
    address: str
    remarks: str
    left_on: date | None
    household: tuple[PersonHit, ...]
    household_number: str
    roles: tuple[RoleHeld, ...]


class HouseholdLine(msgspec.Struct, frozen=True, kw_only=True):
    """A household with the number of its members who have not left."""

    household: Household
    members: int


class GroupLine(msgspec.Struct, frozen=True, kw_only=True):
    """A group with its people who have not left and its households; '' are those without one."""

    group: str
    people: int
    households: int


class _Remembered:
    """Who was found on a day; the entries up to `number` are taken into account."""

    def __init__(self, day: date, number: int) -> None:
        self.day = day
        self.number = number
        self.hits: dict[str, PersonHit] = {}


_remembered: WeakKeyDictionary[Store, _Remembered] = WeakKeyDictionary()


def find_people(desk: Desk, text: str, limit: int = 60) -> tuple[PersonHit, ...]:
    """People by name, pinyin, initials or telephone tail, also while an input method is still
    composing; the likeliest first, those who have left last. The code of a scanned pass finds its
    person. Empty text finds nobody."""
    if scanned := person_of_pass(text):
        with desk.store.read() as reader:
            return tuple(read_hits(reader, desk.today, [scanned]))
    query = normalise_query(text)
    if not query:
        return ()
    with desk.store.read() as reader:
        found = _hits(reader, search_ids(reader, query, limit), desk.today)
        if not found and (half := _HALF_COMPOSED.fullmatch(query)):
            found = _half_composed(reader, half[1], half[2], desk.today)[:limit]
    if any(hit.left for hit in found):
        found.sort(key=lambda hit: hit.left)
    return tuple(found)


def list_people(
    desk: Desk,
    *,
    group: str | None = None,
    role: Role | None = None,
    household_id: str | None = None,
    order: Literal["roster", "name"] = "roster",
    left: bool = False,
    guests: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[PersonHit, ...]:
    """The people of a group, role or household by group and household, or by the pinyin of their
    names. Who has left, and guests, are left out unless asked for."""
    with desk.store.read() as reader:
        everybody = read_hits(reader, desk.today)
    chosen = [
        hit
        for hit in everybody
        if (group is None or hit.group == group)
        and (role is None or role in hit.roles)
        and (household_id is None or hit.household_id == household_id)
        and (left or not hit.left)
        and (guests or hit.villager)
    ]
    if order == "name":
        chosen.sort(key=lambda hit: pinyin(hit.name))
    else:
        chosen.sort(key=_roster_order)
    return tuple(chosen[offset : None if limit is None else offset + limit])


def person_card(desk: Desk, person_id: str, *, reveal: bool = False) -> PersonCard:
    """Everything known of one person; RuleBroken `gone`."""
    with desk.store.read() as reader:
        person = reader.one(Person, person_id)
        (hit,) = read_hits(reader, desk.today, [person_id])
        household = reader.find(Household, person.household_id)
        ids = (
            [each.id for each in reader.all(Person, household_id=person.household_id, left_on=None)]
            if household
            else []
        )
        members = read_hits(reader, desk.today, ids)
        roles = reader.all(RoleHeld, "-since", person_id=person_id)
    return PersonCard(
        person=hit,
        revealed=reveal,
        id_number=person.id_number if reveal else mask_id_number(person.id_number),
        phones=person.phones if reveal else tuple(map(mask_phone, person.phones)),
        address=person.address,
        remarks=person.remarks,
        left_on=person.left_on,
        household=tuple(members),
        household_number=household.number if household else "",
        roles=tuple(roles),
    )


def households(desk: Desk, group: str | None = None) -> tuple[HouseholdLine, ...]:
    """The households of a group or of the village, by group and in the order of the roster."""
    wanted = {} if group is None else {"group": group}
    with desk.store.read() as reader:
        found = reader.all(Household, **wanted)
        members = Counter(hit.household_id for hit in read_hits(reader, desk.today) if not hit.left)
    found.sort(key=lambda household: group_order(household.group))
    return tuple(HouseholdLine(household=each, members=members[each.id]) for each in found)


def groups(desk: Desk) -> tuple[GroupLine, ...]:
    """The groups in their order."""
    with desk.store.read() as reader:
        hits = [hit for hit in read_hits(reader, desk.today) if hit.villager and not hit.left]
        homes = reader.counts(Household, "group")
    people = Counter(hit.group for hit in hits)
    return tuple(
        GroupLine(group=group, people=people[group], households=homes.get(group, 0))
        for group in sorted(people.keys() | homes.keys(), key=group_order)
    )


def _hits(reader: Reader, ids: Sequence[str], day: date) -> list[PersonHit]:
    """The people of these ids in this order. Who was read is not read again until something about
    people is written: while somebody types, one list after the other shows the same people."""
    known = _remembered.get(reader.store)
    if known is None or known.day != day:
        known = _remembered[reader.store] = _Remembered(day, newest_entry(reader))
    known.number, changed = entries_since(reader, known.number)
    if changed:
        known.hits.clear()
    hits = known.hits
    missing = [person_id for person_id in ids if person_id not in hits]
    if missing:
        hits.update((hit.id, hit) for hit in read_hits(reader, day, missing))
    return [hits[person_id] for person_id in ids if person_id in hits]


def _half_composed(reader: Reader, written: str, composed: str, day: date) -> list[PersonHit]:
    """People whose name holds what is written, followed by what is still being composed."""
    candidates = _hits(reader, search_ids(reader, written, _MOST_HALF_WRITTEN), day)
    return [hit for hit in candidates if _goes_on(hit.name, written, composed)]


def _goes_on(name: str, written: str, composed: str) -> bool:
    rest = normalise_query(name).partition(written)[2]
    return any(key[1:].startswith(composed) for key in keys_of(rest))


def _roster_order(hit: PersonHit) -> tuple[object, ...]:
    return (group_order(hit.group), hit.household_id is None, hit.household_id or "", hit.id)
