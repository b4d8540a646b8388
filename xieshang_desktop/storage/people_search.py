"""Finds and lists people as lines of a list: the answer to each keystroke at the door."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

import msgspec

from xieshang_desktop.domain.terms import Role, Sex
from xieshang_desktop.storage.unit_of_work import Reader

#: Two ranges of one B-tree: keys from the beginning of a name before all others.
_IDS = """
    SELECT person_id FROM person_keys WHERE unit_id = ? AND key >= ? AND key < ?
    UNION ALL
    SELECT person_id FROM person_keys WHERE unit_id = ? AND key >= ? AND key < ?
"""
_NEWEST = "SELECT max(number) FROM entries WHERE unit_id = ? AND line = ?"
_SINCE = """
    SELECT max(number), max(object_type IN ('person', 'household', 'role_held'))
    FROM entries WHERE unit_id = ? AND line = ? AND number > ?
"""
_PEOPLE = """
    SELECT id, name, sex, "group", household_id, relation, birth, party_member, villager,
        organisation, left_on IS NOT NULL
    FROM person WHERE unit_id = ?{}
"""
_HEADS = "SELECT id, head FROM household WHERE unit_id = ?{}"
_NAMESAKES = """
    SELECT name FROM person WHERE unit_id = ? AND left_on IS NULL GROUP BY name HAVING count(*) > 1
"""
#: The same for some names: a second one is enough, however many there are.
_NAMESAKES_AMONG = """
    SELECT asked.value FROM json_each(?) AS asked WHERE (SELECT count(*) FROM (
        SELECT 1 FROM person WHERE unit_id = ? AND name = asked.value AND left_on IS NULL LIMIT 2
    )) > 1
"""
_ROLES = """
    SELECT DISTINCT person_id, role FROM role_held WHERE unit_id = ?
    AND (since IS NULL OR since <= ?) AND (until IS NULL OR until > ?){}
"""
_SEXES = {sex.value: sex for sex in Sex}


class PersonHit(msgspec.Struct, frozen=True, kw_only=True):
    """One person as lists show them: nothing that reaches the person.

    `namesake`: somebody else who has not left has the same name; group and head tell them apart.
    """

    id: str
    name: str
    sex: Sex
    group: str
    household_id: str | None
    head: str
    relation: str
    birth: str
    party_member: bool
    villager: bool
    organisation: str
    left: bool
    roles: tuple[Role, ...]
    namesake: bool


def newest_entry(reader: Reader) -> int:
    """The number of this line's newest entry."""
    row = reader.connection.execute(_NEWEST, (reader.unit_id, reader.store.line)).fetchone()
    return int(row[0] or 0)


def entries_since(reader: Reader, number: int) -> tuple[int, bool]:
    """The number of the newest entry, and whether one after `number` is about people: while none
    is, what was read of people still holds."""
    bounds = (reader.unit_id, reader.store.line, number)
    newest, about_people = reader.connection.execute(_SINCE, bounds).fetchone()
    return (number if newest is None else newest), bool(about_people)


def search_ids(reader: Reader, text: str, limit: int) -> list[str]:
    """Ids of people with a key that begins with `text`, those whose names begin so first."""
    unit_id, end = reader.unit_id, f"{text}\U0010ffff"
    rows = reader.connection.execute(
        _IDS, (unit_id, f"0{text}", f"0{end}", unit_id, f"1{text}", f"1{end}")
    )
    found: dict[str, None] = {}
    for (person_id,) in rows:
        found[person_id] = None
        if len(found) == limit:
            break
    rows.close()
    return list(found)


def read_hits(reader: Reader, day: date, ids: Sequence[str] | None = None) -> list[PersonHit]:
    """The people of these ids, or everybody, in the order of their making, with the roles that
    they hold on `day`."""

    def ask(query: str, column: str, values: Iterable[object], *facts: str) -> Iterable[Any]:
        if ids is None:
            return reader.connection.execute(query.format(""), (reader.unit_id, *facts))
        among = " ".join((" AND", column, "IN (SELECT value FROM json_each(?))"))
        bound = (reader.unit_id, *facts, json.dumps(list(values)))
        return reader.connection.execute(query.format(among), bound)

    today = day.isoformat()
    # The table lies in that order; a few are sorted sooner here.
    order = " ORDER BY id" if ids is None else ""
    people = sorted(ask(_PEOPLE + order, "id", ids or ()), key=itemgetter(0))
    heads = dict(ask(_HEADS, "id", {row[4] for row in people}))
    if ids is None:
        same = reader.connection.execute(_NAMESAKES, (reader.unit_id,))
    else:
        names = json.dumps(list({row[1] for row in people}))
        same = reader.connection.execute(_NAMESAKES_AMONG, (names, reader.unit_id))
    namesakes = {name for (name,) in same}
    roles: dict[str, tuple[Role, ...]] = {}
    for person_id, role in ask(_ROLES, "person_id", ids or (), today, today):
        roles[person_id] = (*roles.get(person_id, ()), Role(role))
    return [
        PersonHit(
            id=row[0],
            name=row[1],
            sex=_SEXES[row[2]],
            group=row[3],
            household_id=row[4],
            head=heads.get(row[4], ""),
            relation=row[5],
            birth=row[6],
            party_member=bool(row[7]),
            villager=bool(row[8]),
            organisation=row[9],
            left=bool(row[10]),
            roles=roles.get(row[0], ()),
            namesake=row[1] in namesakes,
        )
        for row in people
    ]
