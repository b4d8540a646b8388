"""Durable sign-ins a second: row and journal entry, against raw sqlite3 writing the same rows.

Both write into the practice village with so many years of records, with the same pragmas.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.villages import a_copy_of, opened, village_of
from xieshang_desktop.domain.people import Person
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meetings import blank_meeting, plan_meeting
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.storage.database import file_of

BENCHMARK = Benchmark(
    name="sign-in commits",
    unit="/s",
    size="years",
    sizes=(1, 10),
    goal=Goal(0.7, "limit", at_least=True),
)
_PEOPLE = 200


class Doors:
    """The desk that signs in, and a plain connection to a copy of its file."""

    def __init__(self, desk: Desk, raw: sqlite3.Connection) -> None:
        self.desk = desk
        with desk.store.read() as reader:
            self.people = [person.id for person in reader.all(Person)[:_PEOPLE]]
        self.raw = raw
        raw.row_factory = sqlite3.Row
        self.attendance = _last_row(raw, "attendance")
        self.entry = _last_row(raw, "entries")

    def new_meeting(self) -> str:
        """A meeting whose door is open."""
        meeting = blank_meeting(self.desk, self.desk.clock() + timedelta(hours=1))
        return plan_meeting(self.desk, replace(meeting, title="测量", place="议事室")).id


def _last_row(raw: sqlite3.Connection, table: str) -> dict[str, Any]:
    query = f"SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1"  # noqa: S608 - our own names
    return dict(raw.execute(query).fetchone())


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[Doors]:
    with doors_of(size, folder, "doors") as doors:
        yield doors


@contextmanager
def doors_of(years: int, folder: Path, name: str) -> Iterator[Doors]:
    """The doors of a copy of the village with so many years of records."""
    data = a_copy_of(village_of(years, folder), folder / f"{name}-{years}")
    with opened(data, folder) as desk:
        meeting = blank_meeting(desk, desk.clock() + timedelta(hours=1))
        meeting = plan_meeting(desk, replace(meeting, title="测量", place="议事室"))
        with desk.store.read() as reader:
            sign_in(desk, meeting.id, reader.all(Person)[0].id)
    copy = a_copy_of(data, folder / f"{name}-{years}-raw")
    raw = sqlite3.connect(file_of(copy), isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        raw.execute(f"PRAGMA {pragma}")
    with opened(data, folder) as desk:
        yield Doors(desk, raw)
    raw.close()


def ours(doors: Doors) -> float:
    meeting_id = doors.new_meeting()
    started = time.perf_counter()
    for person_id in doors.people:
        sign_in(doors.desk, meeting_id, person_id)
    return len(doors.people) / (time.perf_counter() - started)


def limit(doors: Doors) -> float:
    write = {
        table: f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{n}' for n in row)})"  # noqa: S608 - our own names
        for table, row in (("attendance", doors.attendance), ("entries", doors.entry))
    }
    rows = []
    for person_id in doors.people:
        doors.entry = doors.entry | {"number": doors.entry["number"] + 1, "object_id": new_id()}
        attendance = {"id": doors.entry["object_id"], "person_id": person_id}
        rows.append((doors.attendance | attendance, doors.entry))
    started = time.perf_counter()
    for attendance_row, entry_row in rows:
        doors.raw.execute("BEGIN IMMEDIATE")
        doors.raw.execute(write["attendance"], attendance_row)
        doors.raw.execute(write["entries"], entry_row)
        doors.raw.execute("COMMIT")
    return len(rows) / (time.perf_counter() - started)
