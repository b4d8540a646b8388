"""Who speaks for a household (户代表): one voice each (N13)."""

from __future__ import annotations

from msgspec.structs import replace

from xieshang_desktop.domain.attendance import Attendance, household_of
from xieshang_desktop.domain.meeting import Statement
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import AttendanceState, Part
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.attending import (
    a_new_one,
    attendance_of,
    meeting_at_door,
    part_of_household,
    pass_voice,
    voices_of,
)
from xieshang_desktop.services.desk import Desk


def represent(
    desk: Desk,
    meeting_id: str,
    person_id: str,
    household_id: str = "",
    reason: str = "",
    *,
    instead: bool = False,
) -> Attendance:
    """Somebody speaks for a household, their own unless told; who is not in yet is signed in. For
    another household the `reason` says in writing who authorised it. `instead` of who spoke for it
    until now, in the room or from outside: what was told stays, as no voice.

    BadInput `authorisation_missing`; RuleBroken `household_spoken_for` (by `name`),
    `speaks_already`, `one_voice_each` (nobody else is here for the own household), `no_household`,
    `not_by_household`, `meeting_over`.
    """
    with desk.store.write(desk.actor) as uow:
        meeting = meeting_at_door(uow, meeting_id)
        if not meeting.by_household:
            raise RuleBroken("not_by_household", title=meeting.title)
        person = uow.one(Person, person_id)
        household = household_id or household_of(person)
        if not household:
            raise RuleBroken("no_household", name=person.name)
        if household != household_of(person) and not reason.strip():
            raise BadInput("authorisation_missing")
        known = attendance_of(uow, meeting_id, person_id)
        if known is not None and known.household_id == household:
            raise RuleBroken("speaks_already", name=person.name)
        holder = voices_of(uow, meeting).get(household, person_id)
        if holder != person_id and not instead:
            raise RuleBroken("household_spoken_for", name=uow.one(Person, holder).name)
        if holder != person_id:
            for record in (Attendance, Statement):
                mine = uow.all(record, meeting_id=meeting_id, household_id=household)
                silent = [replace(each, household_id=None) for each in mine]
                uow.put_all(silent, "household_represented")
        came = known if known is not None and known.here else None
        attendance = came or a_new_one(uow, meeting, person_id, known)
        part = attendance.part
        if part is Part.OBSERVER:
            part = part_of_household(uow, meeting_id, household) or Part.STAKEHOLDER
        attendance = replace(
            attendance,
            state=AttendanceState.PRESENT,
            part=part,
            household_id=household,
            reason=reason.strip(),
        )
        uow.put(attendance, "household_represented")
        before = came.household_id if came is not None else None
        pass_voice(uow, meeting_id, before)
        if before is not None and before not in voices_of(uow, meeting):
            raise RuleBroken("one_voice_each", name=person.name)
        uow.commit()
    return attendance
