"""Who was invited, who came, and the figures at the door."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import AttendanceState, Part, Sex


class Invitation(Record, frozen=True, kw_only=True):
    """Somebody is asked to a meeting as a part, for one topic or for the whole."""

    NOUN: ClassVar[str] = "invitation"

    meeting_id: str
    person_id: str
    part: Part
    topic_id: str | None = None


class Attendance(Record, frozen=True, kw_only=True):
    """How one person attended one meeting; `at` is the moment at the door, `reason` why not."""

    NOUN: ClassVar[str] = "attendance"
    PRIVATE: ClassVar[tuple[str, ...]] = ("reason",)

    meeting_id: str
    person_id: str
    state: AttendanceState
    part: Part
    at: datetime
    reason: str = ""


class Count(msgspec.Struct, frozen=True):
    """How many of how many."""

    present: int
    expected: int


class DoorFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers shown at the door. A consultation has no quorum: they decide nothing."""

    total: Count
    women: int
    party_members: int
    parts: dict[Part, Count]


def count_door(
    invitations: Iterable[Invitation],
    attendances: Collection[Attendance],
    people: Mapping[str, Person],
) -> DoorFigures:
    """Figures from who was invited and who is there (应到, 实到). Observers (列席) are neither
    expected nor counted as present; the excused are expected and absent."""
    expected = {i.person_id: i.part for i in invitations if i.part is not Part.OBSERVER}
    here = {a.person_id: a.part for a in attendances if a.state is AttendanceState.PRESENT}
    parts: dict[Part, Count] = {part: Count(0, 0) for part in Part if part is not Part.OBSERVER}
    for person_id, part in (expected | here).items():
        old = parts.get(part)
        if old is not None:
            parts[part] = Count(
                old.present + (person_id in here), old.expected + (person_id in expected)
            )
    known = [people[person_id] for person_id in here if person_id in people]
    return DoorFigures(
        total=Count(len(here), len(expected)),
        women=sum(person.sex is Sex.FEMALE for person in known),
        party_members=sum(person.party_member for person in known),
        parts={part: count for part, count in parts.items() if count != Count(0, 0)},
    )
