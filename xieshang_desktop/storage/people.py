"""People by their ids, and the keys by which `people_search` finds them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

#: Rows that one statement inserts. In the order of the tree and many at a time, the sixty thousand
#: keys of 5,000 people take two thirds of the time.
_AT_ONCE = 200
_INSERT = "INSERT INTO person_keys (unit_id, key, person_id) VALUES (?, ?, ?)"


def add_keys(uow: UnitOfWork, keys: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Store the search keys of people who have none yet: (person id, keys)."""
    unit_id = uow.unit_id
    pairs = sorted([(key, person_id) for person_id, own in keys for key in own])
    rows = [(unit_id, key, person_id) for key, person_id in pairs]
    whole = len(rows) - len(rows) % _AT_ONCE
    values = list(chain.from_iterable(rows[:whole]))
    width = 3 * _AT_ONCE
    many = _INSERT + ", (?, ?, ?)" * (_AT_ONCE - 1)
    uow.change(many, [values[start : start + width] for start in range(0, len(values), width)])
    uow.change(_INSERT, rows[whole:])


def drop_keys(uow: UnitOfWork, ids: Collection[str]) -> None:
    """Forget the search keys of people.

    This looks at all keys (10 ms in a village of 5,000): a second index for it would double both
    the file and the time of an import, and people change their names rarely.
    """
    uow.change(
        "DELETE FROM person_keys WHERE unit_id = ?"
        " AND person_id IN (SELECT value FROM json_each(?))",
        [(uow.unit_id, json.dumps(list(ids)))],
    )


def people_by_ids(reader: Reader, ids: Sequence[str]) -> list[Person]:
    """The people of these ids, in this order."""
    where = "id IN (SELECT value FROM json_each(?))"
    found = {each.id: each for each in reader.values(Person, where, json.dumps(list(ids)))}
    return [found[person_id] for person_id in ids if person_id in found]


def people_in_use(reader: Reader, action: str) -> int:
    """How many of the people that `action` put on the roster are named by something written
    since: invited, present, given a role …"""
    uses = " UNION ".join(
        " ".join(("SELECT unit_id, person_id, id FROM", noun))
        for noun, record in RECORDS.items()
        if "person_id" in record.__struct_fields__
    )
    query = f"""
        WITH done AS (SELECT object_id, kind FROM entries WHERE unit_id = ? AND action = ?)
        SELECT count(DISTINCT person_id) FROM ({uses})
        WHERE unit_id = ? AND id NOT IN (SELECT object_id FROM done)
        AND person_id IN (SELECT object_id FROM done WHERE kind = 'person_added')
    """  # noqa: S608 - our own names
    unit_id = reader.unit_id
    return int(reader.connection.execute(query, (unit_id, action, unit_id)).fetchone()[0])
