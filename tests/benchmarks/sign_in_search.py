"""Each keystroke at the door: the slowest hundredth, against one range of a B-tree in sqlite3.

A hundred people come one after the other; each is typed letter by letter, and an entry lies
between two of them, as a sign-in does at the door. The peer is SQLite's own full-text search.
"""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.measure import Absent, Benchmark, Goal
from tests.benchmarks.rosters import invented_people
from tests.benchmarks.villages import new_village
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.search_keys import keys_of
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import find_people
from xieshang_desktop.storage.database import file_of
from xieshang_desktop.storage.people import add_keys

BENCHMARK = Benchmark(
    name="sign-in search, p99",
    unit="ms",
    size="people",
    sizes=(5_000, 100_000),
    goal=Goal(2.0, "limit"),
)
_AT_THE_DOOR = 100
_LISTED = 60

_PROBE = """
    SELECT person.* FROM person_keys JOIN person
    ON person.unit_id = person_keys.unit_id AND person.id = person_keys.person_id
    WHERE person_keys.unit_id = ? AND key >= ? AND key < ? LIMIT ?
"""


class Search:
    """One village, its desk, and a plain connection to the same file."""

    def __init__(self, desk: Desk, raw: sqlite3.Connection, typed: list[str]) -> None:
        self.desk = desk
        self.raw = raw
        self.typed = typed

    def slowest_hundredth(self, find: Callable[[str], object]) -> float:
        """Milliseconds that 99 of 100 keystrokes stay below."""
        times = []
        for text in self.typed:
            with self.desk.store.write() as uow:
                uow.note("measured", "person", self.desk.unit.id, b"{}")
                uow.commit()
            for end in range(1, len(text) + 1):
                started = time.perf_counter()
                find(text[:end])
                times.append(time.perf_counter() - started)
        return statistics.quantiles(times, n=100)[98] * 1000


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[Search]:
    with new_village(folder) as desk:
        people = [
            Person(id=new_id(), name=name, group=f"第{number % 8 + 1}组", phones=(telephone,))
            for number, (name, _sex, _birth, _id, telephone) in enumerate(invented_people(size))
        ]
        with desk.store.write() as uow:
            uow.put_all(people, "person_added")
            add_keys(uow, [(p.id, keys_of(p.name, p.phones)) for p in people])
            uow.commit()
        typed = []
        for number, person in enumerate(people[:: size // _AT_THE_DOOR]):
            keys = [key[1:] for key in keys_of(person.name, person.phones)]
            typed.append(keys[number % len(keys)])
        raw = sqlite3.connect(file_of(desk.folder), isolation_level=None)
        _index_full_text(raw)
        yield Search(desk, raw, typed)
        raw.close()


def _index_full_text(raw: sqlite3.Connection) -> None:
    raw.execute("ATTACH ':memory:' AS peer")
    try:
        raw.execute("CREATE VIRTUAL TABLE peer.found USING fts5(id UNINDEXED, keys, prefix='1 2')")
    except sqlite3.OperationalError:
        return
    raw.execute(
        "INSERT INTO peer.found SELECT person_id, group_concat(substr(key, 2), ' ')"
        " FROM person_keys GROUP BY person_id"
    )


def ours(search: Search) -> float:
    return search.slowest_hundredth(lambda text: find_people(search.desk, text, _LISTED))


def limit(search: Search) -> float:
    unit = search.desk.unit.id

    def probe(text: str) -> object:
        bounds = (unit, f"0{text}", f"0{text}\U0010ffff", _LISTED)
        return search.raw.execute(_PROBE, bounds).fetchall()

    return search.slowest_hundredth(probe)


def peer(search: Search) -> float:
    if not search.raw.execute("SELECT 1 FROM peer.sqlite_master WHERE name = 'found'").fetchone():
        raise Absent
    query = (
        "SELECT person.* FROM peer.found JOIN person ON person.unit_id = ? AND"
        " person.id = found.id WHERE found MATCH ? LIMIT ?"
    )
    unit = search.desk.unit.id
    return search.slowest_hundredth(
        lambda text: search.raw.execute(query, (unit, f'keys : "{text}"*', _LISTED)).fetchall()
    )
