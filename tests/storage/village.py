"""A small invented village for the tests of storage: how it is begun, its values, its forger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.entry import Fault
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import AttendanceState, MeetingState, Part, TopicClass
from xieshang_desktop.domain.terms import TopicSource as Source
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.ids import BEIJING, Clock, new_id, now
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.database import open_database
from xieshang_desktop.storage.device import Device, open_line
from xieshang_desktop.storage.unit_of_work import Store

UNIT = "01900000-0000-7000-8000-000000000001"
MORNING = datetime(2026, 3, 2, 9, 30, tzinfo=BEIJING)


@contextmanager
def opened(data: Path, device: Path, clock: Clock = now) -> Iterator[Store]:
    """The records of a data folder as one installation opens, uses and closes them."""
    database = open_database(data)
    device_here = Device(device)
    line, _ = open_line(database, UNIT, device_here, data, clock)
    store = Store(database, UNIT, line, clock)
    yield store
    device_here.remember(store, data)
    database.close()


def person(name: str = "吴桂兰", **fields: object) -> Person:
    """A villager with a telephone."""
    return Person(**{"id": new_id(), "name": name, "phones": ("13800000001",), **fields})  # type: ignore[arg-type]


def topic(title: str = "村口路灯") -> Topic:
    """A matter somebody raised."""
    return Topic(
        id=new_id(),
        number="2026-01",
        title=title,
        source=Source.VILLAGERS,
        topic_class=TopicClass.LIVELIHOOD,
        proposer="吴桂兰",
        proposed_on=date(2026, 3, 2),
    )


def meeting(state: MeetingState = MeetingState.OPEN) -> Meeting:
    """A meeting in the room."""
    return Meeting(id=new_id(), number="2026-01", title="三月议事", starts=MORNING, state=state)


def signed_in(meeting_id: str, person_id: str = "p") -> Attendance:
    """Somebody at the door."""
    return Attendance(
        id=new_id(),
        meeting_id=meeting_id,
        person_id=person_id,
        state=AttendanceState.PRESENT,
        part=Part.COUNCIL,
        at=MORNING,
    )


def faults(store: Store) -> list[Fault]:
    """What a check of the journal finds."""
    with store.read() as reader:
        return journal.verify(reader)


@contextmanager
def forger(store: Store) -> Iterator[sqlite3.Connection]:
    """Somebody with another program on the same file, who first takes the guards away."""
    raw = sqlite3.connect(store.database.file, isolation_level=None)
    guards = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in guards:
        raw.execute(f"DROP TRIGGER {name}")
    try:
        yield raw
    finally:
        raw.close()
