"""The door: who is there. A sign-in is one row and one entry, and is undone the same way."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.attendance import Attendance, DoorFigures, Invitation, count_door
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import AttendanceState, MeetingState, Part
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import add_guest
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.people_search import PersonHit, read_hits
from xieshang_desktop.storage.unit_of_work import Reader


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting as its door sees it."""

    meeting: Meeting
    invitations: dict[str, Invitation]
    attendances: dict[str, Attendance]
    people: dict[str, Person]

    @property
    def figures(self) -> DoorFigures:
        """The counts beside the list."""
        return count_door(self.invitations.values(), self.attendances.values(), self.people)

    @property
    def missing(self) -> list[Person]:
        """Who was invited and neither came nor asked to be excused."""
        return [
            self.people[person_id]
            for person_id, invitation in self.invitations.items()
            if person_id not in self.attendances
            and invitation.part is not Part.OBSERVER
            and person_id in self.people
        ]

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


def open_door(desk: Desk, meeting_id: str) -> Door:
    """Everybody who was invited or is there."""
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        invitations = {i.person_id: i for i in reader.all(Invitation, meeting_id=meeting_id)}
        attendances = {a.person_id: a for a in reader.all(Attendance, meeting_id=meeting_id)}
        people = people_by_ids(reader, list(dict.fromkeys([*invitations, *attendances])))
    return Door(
        meeting=meeting,
        invitations=invitations,
        attendances=attendances,
        people={person.id: person for person in people},
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
    """Somebody is present (出席), or observes (列席) when invited as an observer.

    RuleBroken `already_signed_in`, `meeting_over`.
    """
    return _attend(desk, meeting_id, person_id, None, "", "signed_in")


def observe(desk: Desk, meeting_id: str, person_id: str) -> Attendance:
    """Somebody sits in without taking part (列席)."""
    return _attend(desk, meeting_id, person_id, AttendanceState.OBSERVING, "", "signed_in")


def excuse(desk: Desk, meeting_id: str, person_id: str, reason: str) -> Attendance:
    """Somebody asked to be excused (请假), with a reason."""
    if not reason.strip():
        raise BadInput("reason_missing")
    state = AttendanceState.EXCUSED
    return _attend(desk, meeting_id, person_id, state, reason.strip(), "excused")


def sign_in_guest(
    desk: Desk, meeting_id: str, name: str, organisation: str = ""
) -> tuple[Attendance, Person]:
    """Somebody who is not on the roster: added and signed in as an observer."""
    person = add_guest(desk, name, organisation)
    return observe(desk, meeting_id, person.id), person


def withdraw(desk: Desk, meeting_id: str, person_id: str) -> None:
    """Take somebody's attendance away again (the wrong person was signed in)."""
    with desk.store.write(desk.actor) as uow:
        known = _known(uow, meeting_id, person_id)
        if known is None:
            raise RuleBroken("not_signed_in")
        uow.take_away(Attendance, known.id, "sign_in_withdrawn")
        uow.commit()


def _attend(
    desk: Desk,
    meeting_id: str,
    person_id: str,
    state: AttendanceState | None,
    reason: str,
    kind: str,
) -> Attendance:
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(Meeting, meeting_id)
        if meeting.state not in {MeetingState.PLANNED, MeetingState.OPEN, MeetingState.CLOSED}:
            raise RuleBroken("meeting_over", title=meeting.title)
        known = _known(uow, meeting_id, person_id)
        invited = uow.all(Invitation, meeting_id=meeting_id, person_id=person_id)
        part = invited[0].part if invited else Part.OBSERVER
        if state is None:
            observing = part is Part.OBSERVER
            state = AttendanceState.OBSERVING if observing else AttendanceState.PRESENT
        here = {AttendanceState.PRESENT, AttendanceState.OBSERVING}  # who came stays since then
        if known is not None and known.state is state:
            raise RuleBroken("already_signed_in", at=known.at)
        attendance = Attendance(
            id=known.id if known else new_id(),
            meeting_id=meeting_id,
            person_id=person_id,
            state=state,
            part=part,
            at=known.at if known and known.state in here and state in here else desk.clock(),
            reason=reason,
        )
        uow.put(attendance, kind)
        uow.commit()
    return attendance


def _known(reader: Reader, meeting_id: str, person_id: str) -> Attendance | None:
    found = reader.all(Attendance, meeting_id=meeting_id, person_id=person_id)
    return found[0] if found else None
