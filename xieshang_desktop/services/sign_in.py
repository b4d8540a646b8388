"""The door: who is there. A sign-in is one row and one entry, and is undone the same way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.attendance import (
    Attendance,
    DoorFigures,
    Invitation,
    count_door,
    household_of,
)
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.signature import Signature
from xieshang_desktop.domain.stays import (
    Room,
    entered,
    gone,
    is_inside,
    left_early,
    minutes_late,
    this_time,
)
from xieshang_desktop.domain.terms import AttendanceState, Part
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.attending import (
    a_new_one,
    attendance_of,
    here,
    meeting_at_door,
    moment_given,
    pass_voice,
    room_in,
    told_households,
    with_voice,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import add_guest
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.people_search import PersonHit, read_hits
from xieshang_desktop.storage.rows import from_payloads
from xieshang_desktop.storage.unit_of_work import UnitOfWork


class Comings(msgspec.Struct, frozen=True, kw_only=True):
    """Who is in the room now (whoever it is), who of those present (出席) came late, who left
    before the others, and who came or did not come in another way."""

    inside: int
    late: int
    left: int
    states: dict[AttendanceState, int]


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting as its door sees it; `told` are households that were heard from outside."""

    meeting: Meeting
    invitations: dict[str, Invitation]
    attendances: dict[str, Attendance]
    people: dict[str, Person]
    room: Room = Room()
    told: frozenset[str] = frozenset()

    @property
    def figures(self) -> DoorFigures:
        """The counts of the whole meeting, as papers have them."""
        known = self.attendances.values()
        return count_door(self.invitations.values(), known, self.people, self.told)

    @property
    def figures_now(self) -> DoorFigures:
        """The counts beside the list: after a break, of who signed in again."""
        return count_door(self.invitations.values(), self._now(), self.people, self.told)

    @property
    def comings(self) -> Comings:
        """Who came and went, after a break since then."""
        came = [a for a in self._now() if a.here]
        states = [a.state for a in self.attendances.values()]
        present = [a for a in came if a.state is AttendanceState.PRESENT]
        return Comings(
            inside=sum(is_inside(a, self.room) for a in came),
            late=sum(minutes_late(a, self.room) > 0 for a in present),
            left=sum(left_early(a, self.room) for a in came),
            states={state: states.count(state) for state in AttendanceState},
        )

    @property
    def missing(self) -> list[Person]:
        """Who was asked to take part and neither came (again) nor asked to be excused; where
        households are counted, nobody whose household somebody else speaks for."""
        known = {a.person_id: a for a in self._now()}
        return self._without(known)

    @property
    def unaccounted(self) -> list[Person]:
        """The same over the whole meeting: of whom nothing is known."""
        return self._without(self.attendances)

    def came(self, person_id: str) -> Attendance | None:
        """Somebody's attendance while it needs no further sign-in."""
        known = self.attendances.get(person_id)
        if known is None or not known.here or not this_time(known, self.room):
            return None
        return known

    def after(self, attendance: Attendance, person: Person | None = None) -> Door:
        """The door with one more attendance, or a changed one; `person` if new to the door."""
        people = self.people if person is None else self.people | {person.id: person}
        attendances = self.attendances | {attendance.person_id: attendance}
        return replace(self, attendances=attendances, people=people)

    def without(self, person_id: str) -> Door:
        """The door after an attendance was taken away; who was not invited is gone from it."""
        left = {key: each for key, each in self.attendances.items() if key != person_id}
        if person_id in self.invitations:
            return replace(self, attendances=left)
        people = {key: each for key, each in self.people.items() if key != person_id}
        return replace(self, attendances=left, people=people)

    def _now(self) -> list[Attendance]:
        known = self.attendances.values()
        if self.room.signs_since is None:
            return list(known)
        return [a for a in known if not a.here or this_time(a, self.room)]

    def _without(self, known: dict[str, Attendance]) -> list[Person]:
        by_household = self.meeting.by_household
        voices = {a.household_id for a in known.values()} - {None} if by_household else set()
        voices |= self.told
        return [
            self.people[person_id]
            for person_id, invitation in self.invitations.items()
            if person_id not in known
            and invitation.part is not Part.OBSERVER
            and person_id in self.people
            and not (voices and household_of(self.people[person_id]) in voices)
        ]


def open_door(desk: Desk, meeting_id: str) -> Door:
    """Everybody who was invited or is there."""
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        invitations = {i.person_id: i for i in reader.all(Invitation, meeting_id=meeting_id)}
        attendances = {a.person_id: a for a in reader.all(Attendance, meeting_id=meeting_id)}
        people = people_by_ids(reader, list(dict.fromkeys([*invitations, *attendances])))
        room = room_in(reader, meeting)
        told = told_households(reader, meeting)
    return Door(
        meeting=meeting,
        invitations=invitations,
        attendances=attendances,
        people={person.id: person for person in people},
        room=room,
        told=told,
    )


def door_lines(desk: Desk, person_ids: Iterable[str]) -> dict[str, PersonHit]:
    """How lists show these people: group, head of the household, roles, whether namesakes."""
    with desk.store.read() as reader:
        return {hit.id: hit for hit in read_hits(reader, desk.today, list(person_ids))}


def person_at_door(desk: Desk, person_id: str) -> Person:
    """Somebody who was not expected and came; RuleBroken `gone`."""
    with desk.store.read() as reader:
        return reader.one(Person, person_id)


def sign_in(desk: Desk, meeting_id: str, person_id: str) -> Attendance:
    """Somebody is present (出席), or observes (列席) when not invited to take part. Who left, or
    was there before a break, is in the room again.

    RuleBroken `already_signed_in`, `meeting_over`.
    """
    return _attend(desk, meeting_id, person_id, None)


def take_part(desk: Desk, meeting_id: str, person_id: str) -> Attendance:
    """Somebody is present (出席) who was not invited to take part, as a stakeholder."""
    return _attend(desk, meeting_id, person_id, AttendanceState.PRESENT)


def observe(desk: Desk, meeting_id: str, person_id: str) -> Attendance:
    """Somebody sits in without taking part (列席)."""
    return _attend(desk, meeting_id, person_id, AttendanceState.OBSERVING)


def visit(desk: Desk, meeting_id: str, person_id: str) -> Attendance:
    """Somebody listens, without a say (旁听, S0-22)."""
    return _attend(desk, meeting_id, person_id, AttendanceState.VISITING)


def excuse(
    desk: Desk, meeting_id: str, person_id: str, reason: str, at: datetime | None = None
) -> Attendance:
    """Somebody asked to be excused (请假), with a reason. Who is here leaves now (or at a time
    given), excused: that they were here stays. BadInput `reason_missing`, `time_to_come`,
    `time_missing` for who is here in a meeting that is entered afterwards; RuleBroken
    `meeting_over`."""
    if not reason.strip():
        raise BadInput("reason_missing")
    with desk.store.write(desk.actor) as uow:
        meeting = meeting_at_door(uow, meeting_id)
        known = attendance_of(uow, meeting_id, person_id)
        if known is not None and known.here:
            left = gone(known, room_in(uow, meeting), moment_given(uow, meeting, at))
            attendance = replace(left, reason=reason.strip())
        else:
            attendance = _not_here(uow, meeting, person_id, known, AttendanceState.EXCUSED)
            attendance = replace(attendance, reason=reason.strip())
        uow.put(attendance, "excused")
        uow.commit()
    return attendance


def mark_absent(desk: Desk, meeting_id: str, person_id: str) -> Attendance:
    """Somebody did not come and did not ask to be excused (缺席). RuleBroken `came_after_all`,
    `too_early_for_absence`, `meeting_over`."""
    with desk.store.write(desk.actor) as uow:
        meeting = _begun(uow, meeting_id)
        known = attendance_of(uow, meeting_id, person_id)
        if known is not None and known.here:
            raise RuleBroken("came_after_all", at=known.at)
        attendance = _not_here(uow, meeting, person_id, known, AttendanceState.ABSENT)
        uow.put(attendance, "marked_absent")
        uow.commit()
    return attendance


def mark_rest_absent(desk: Desk, meeting_id: str) -> list[Attendance]:
    """The same for everybody who was asked to take part and neither came nor asked to be excused,
    as one action. RuleBroken `too_early_for_absence`, `meeting_over`."""
    rest = open_door(desk, meeting_id).unaccounted
    with desk.store.write(desk.actor) as uow:
        meeting = _begun(uow, meeting_id)
        marked = [
            _not_here(uow, meeting, person.id, None, AttendanceState.ABSENT) for person in rest
        ]
        uow.put_all(marked, "marked_absent")
        uow.commit()
    return marked


def sign_in_guest(
    desk: Desk, meeting_id: str, name: str, organisation: str = ""
) -> tuple[Attendance, Person]:
    """Somebody who is not on the roster: added and signed in as an observer."""
    person = add_guest(desk, name, organisation)
    return observe(desk, meeting_id, person.id), person


def withdraw(desk: Desk, meeting_id: str, person_id: str) -> None:
    """Take somebody's attendance away again: nothing is known of them, or what was before they
    came by mistake. Another of the household speaks for it. RuleBroken `not_signed_in`,
    `meeting_over`."""
    with desk.store.write(desk.actor) as uow:
        meeting_at_door(uow, meeting_id)
        known = attendance_of(uow, meeting_id, person_id)
        if known is None:
            raise RuleBroken("not_signed_in")
        _take_back(uow, known, "sign_in_withdrawn")
        pass_voice(uow, meeting_id, known.household_id)
        uow.commit()


def move_sign_in(desk: Desk, meeting_id: str, wrong_id: str, right_id: str) -> Attendance:
    """The wrong person was signed in: the right one came, at the same moments, in one action. What
    was signed under the wrong name is no signature of the right one.

    RuleBroken `not_signed_in`, `already_signed_in` (the right one is here), `meeting_over`.
    """
    with desk.store.write(desk.actor) as uow:
        meeting = meeting_at_door(uow, meeting_id)
        wrong = here(uow, meeting_id, wrong_id)
        known = attendance_of(uow, meeting_id, right_id)
        if known is not None and known.here:
            raise RuleBroken("already_signed_in", at=known.at)
        _take_back(uow, wrong, "sign_in_moved")
        own = household_of(uow.one(Person, wrong_id))
        authorised = wrong.household_id not in (None, own)
        attendance = replace(
            a_new_one(uow, meeting, right_id, known),
            at=wrong.at,
            stays=wrong.stays,
            on_paper=wrong.on_paper,
            reason=wrong.reason,
        )
        if wrong.state is AttendanceState.VISITING:
            attendance = replace(attendance, state=wrong.state)
        if authorised:
            attendance = replace(attendance, household_id=wrong.household_id)
        attendance = with_voice(uow, meeting, attendance)
        uow.put(attendance, "sign_in_moved")
        pass_voice(uow, meeting_id, wrong.household_id)
        uow.commit()
    return attendance


def _attend(
    desk: Desk, meeting_id: str, person_id: str, state: AttendanceState | None
) -> Attendance:
    with desk.store.write(desk.actor) as uow:
        meeting = meeting_at_door(uow, meeting_id)
        known = attendance_of(uow, meeting_id, person_id)
        if known is not None and known.here:
            attendance = known
            room = room_in(uow, meeting)
            goes_on = not room.over and meeting.entered_on is None
            if goes_on and not is_inside(known, room):
                attendance = entered(known, room, meeting.moment(uow.at))
            elif state in (None, known.state):
                raise RuleBroken("already_signed_in", at=known.at)
        else:
            attendance = a_new_one(uow, meeting, person_id, known)
        if state not in (None, attendance.state):
            takes_part = state is AttendanceState.PRESENT
            sat_in = attendance.part is Part.OBSERVER
            part = Part.STAKEHOLDER if takes_part and sat_in else attendance.part
            attendance = replace(attendance, state=state, part=part)
            attendance = with_voice(uow, meeting, attendance)
        uow.put(attendance, "signed_in")
        if known is not None and attendance.household_id is None:
            pass_voice(uow, meeting_id, known.household_id)
        uow.commit()
    return attendance


def _begun(uow: UnitOfWork, meeting_id: str) -> Meeting:
    meeting = meeting_at_door(uow, meeting_id)
    if meeting.opened_at is None:
        raise RuleBroken("too_early_for_absence")
    return meeting


def _not_here(
    uow: UnitOfWork,
    meeting: Meeting,
    person_id: str,
    known: Attendance | None,
    state: AttendanceState,
) -> Attendance:
    invited = uow.all(Invitation, meeting_id=meeting.id, person_id=person_id)
    return Attendance(
        id=known.id if known else new_id(),
        meeting_id=meeting.id,
        person_id=person_id,
        state=state,
        part=invited[0].part if invited else Part.OBSERVER,
        at=meeting.moment(uow.at),
    )


def _take_back(uow: UnitOfWork, known: Attendance, kind: str) -> None:
    """What was known before somebody came, excused or absent, or nothing; signatures fall away."""
    before = None
    for entry in journal.history(uow, known.id) if known.here else ():
        value = from_payloads(Attendance, entry.record, entry.private) if entry.record else None
        if value is None or not value.here:
            before = value
    if before is None:
        uow.take_away(Attendance, known.id, kind)
    else:
        uow.put(before, kind)
    signed = [s.id for s in uow.all(Signature, object_id=known.id)]
    uow.take_away_all(Signature, signed, "signature_withdrawn")
