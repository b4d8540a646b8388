"""Invented values for the tests of the rules."""

from __future__ import annotations

from datetime import datetime

from xieshang_desktop.domain.attendance import Attendance, Invitation
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import AttendanceState, Part, Sex
from xieshang_desktop.ids import BEIJING


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of 2 March 2026."""
    return datetime(2026, 3, 2, hour, minute, tzinfo=BEIJING)


def villager(person_id: str, sex: Sex, *, party_member: bool = False) -> Person:
    """Somebody on the roster."""
    return Person(id=person_id, name="吴", sex=sex, party_member=party_member)


def invited(person_id: str, part: Part) -> Invitation:
    """Somebody asked to the meeting."""
    return Invitation(id=f"i-{person_id}", meeting_id="m", person_id=person_id, part=part)


def attending(
    person_id: str, part: Part, state: AttendanceState = AttendanceState.PRESENT
) -> Attendance:
    """Somebody at the door at half past nine."""
    return Attendance(
        id=f"a-{person_id}",
        meeting_id="m",
        person_id=person_id,
        state=state,
        part=part,
        at=at(9, 30),
    )
