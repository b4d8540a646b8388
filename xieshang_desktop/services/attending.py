"""What every change at the door begins with: the meeting, who is known there, one voice a household
(户代表, N13)."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from xieshang_desktop.domain.attendance import Attendance, Invitation, household_of
from xieshang_desktop.domain.meeting import UNSEALED, Meeting, Sitting, Statement
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.stays import Room, room_of
from xieshang_desktop.domain.terms import AttendanceState, MeetingState, Part
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork


def meeting_at_door(uow: UnitOfWork, meeting_id: str) -> Meeting:
    """The meeting, while its door may be written; RuleBroken `meeting_over`."""
    meeting = uow.one(Meeting, meeting_id)
    if meeting.state not in UNSEALED:
        raise RuleBroken("meeting_over", title=meeting.title)
    return meeting


def room_in(reader: Reader, meeting: Meeting) -> Room:
    """The meeting's room with its sittings."""
    return room_of(meeting, reader.all(Sitting, "number", meeting_id=meeting.id))


def attendance_of(reader: Reader, meeting_id: str, person_id: str) -> Attendance | None:
    """How somebody attends the meeting, if anything is known."""
    found = reader.all(Attendance, meeting_id=meeting_id, person_id=person_id)
    return found[0] if found else None


def here(reader: Reader, meeting_id: str, person_id: str) -> Attendance:
    """The same of somebody who came; RuleBroken `not_signed_in`."""
    known = attendance_of(reader, meeting_id, person_id)
    if known is None or not known.here:
        raise RuleBroken("not_signed_in")
    return known


def not_later(uow: UnitOfWork, at: datetime) -> datetime:
    """A time that was given; BadInput `time_to_come` when it has not come."""
    if at > uow.at:
        raise BadInput("time_to_come", at=at)
    return at


def moment_given(uow: UnitOfWork, meeting: Meeting, at: datetime | None) -> datetime:
    """A time that was given, else now; BadInput `time_to_come`, `time_missing` in a meeting that
    is entered afterwards: nothing of it happens now."""
    if at is not None:
        return not_later(uow, at)
    if meeting.entered_on is not None:
        raise BadInput("time_missing")
    return uow.at


def a_new_one(
    uow: UnitOfWork, meeting: Meeting, person_id: str, known: Attendance | None
) -> Attendance:
    """Somebody who comes now: present as what they were invited as, or as the household that was,
    else observing. In a meeting of households the first who comes speaks for the household."""
    part = _part(uow, meeting, person_id)
    sits_in = part is Part.OBSERVER
    at = meeting.moment(uow.at)
    if meeting.state is not MeetingState.PLANNED:
        # A clock that was set back does not put anybody into the sitting before.
        at = max(at, room_in(uow, meeting).signs_since or at)
    attendance = Attendance(
        id=known.id if known else new_id(),
        meeting_id=meeting.id,
        person_id=person_id,
        state=AttendanceState.OBSERVING if sits_in else AttendanceState.PRESENT,
        part=part,
        at=at,
    )
    return with_voice(uow, meeting, attendance)


def with_voice(uow: UnitOfWork, meeting: Meeting, attendance: Attendance) -> Attendance:
    """The attendance as it speaks for a household: none who only sits in, else for one's own while
    nobody else does; who speaks for one goes on."""
    takes_part = attendance.state is AttendanceState.PRESENT
    if not meeting.by_household or not takes_part:
        return replace(attendance, household_id=None)
    if attendance.household_id is not None:
        return attendance
    own = household_of(uow.one(Person, attendance.person_id))
    voice = voices_of(uow, meeting).get(own, attendance.person_id)
    if not own or voice != attendance.person_id:
        return attendance
    return replace(attendance, household_id=own)


def voices_of(reader: Reader, meeting: Meeting) -> dict[str, str]:
    """Who speaks for each household that is heard (by id), in the room or from outside (书面意见);
    nobody where households are not counted."""
    if not meeting.by_household:
        return {}
    voices = {s.household_id: s.person_id for s in _told(reader, meeting) if s.household_id}
    there = reader.all(Attendance, meeting_id=meeting.id)
    return voices | {a.household_id: a.person_id for a in there if a.household_id}


def told_households(reader: Reader, meeting: Meeting) -> frozenset[str]:
    """The households for which somebody told something from outside; none where they are not
    counted."""
    told = _told(reader, meeting) if meeting.by_household else []
    return frozenset(s.household_id for s in told if s.household_id is not None)


def _told(reader: Reader, meeting: Meeting) -> list[Statement]:
    return [s for s in reader.all(Statement, meeting_id=meeting.id) if s.told_on is not None]


def pass_voice(
    uow: UnitOfWork, meeting_id: str, household_id: str | None
) -> Attendance | Statement | None:
    """Nobody speaks for the household any more: whoever of it came first does, else who told
    something first, if anybody did."""
    meeting = uow.one(Meeting, meeting_id)
    if household_id is None or not meeting.by_household:
        return None
    if household_id in voices_of(uow, meeting):
        return None
    members = [p.id for p in uow.all(Person, household_id=household_id)] or [household_id]
    came = uow.all(Attendance, "at", meeting_id=meeting_id, person_id=members)
    free = [a for a in came if a.state is AttendanceState.PRESENT and a.household_id is None]
    told = uow.all(Statement, meeting_id=meeting_id, person_id=members)
    given = [s for s in told if s.told_on is not None and s.household_id is None]
    waiting: list[Attendance | Statement] = [*free, *given]
    if not waiting:
        return None
    voice = replace(waiting[0], household_id=household_id)
    uow.put(voice, "household_represented")
    return voice


def part_of_household(reader: Reader, meeting_id: str, household_id: str) -> Part | None:
    """As what a household was invited, through any of its members."""
    members = [p.id for p in reader.all(Person, household_id=household_id)] or [household_id]
    asked = reader.all(Invitation, meeting_id=meeting_id, person_id=members)
    return next((i.part for i in asked if i.part is not Part.OBSERVER), None)


def _part(uow: UnitOfWork, meeting: Meeting, person_id: str) -> Part:
    invited = uow.all(Invitation, meeting_id=meeting.id, person_id=person_id)
    if invited:
        return invited[0].part
    person = uow.one(Person, person_id) if meeting.by_household else None
    own = household_of(person) if person else ""
    return (part_of_household(uow, meeting.id, own) if own else None) or Part.OBSERVER
