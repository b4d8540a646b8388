"""Who sits at a meeting, in the order of name cards and passes."""

from __future__ import annotations

import msgspec

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Person, group_order, pass_code
from xieshang_desktop.domain.terms import Part
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.sign_in import open_door


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """One person: as what they sit there, and what their pass says (empty off the roster)."""

    person: documents.NamedPerson
    office: str
    code: str = ""


def seated(desk: Desk, meeting_id: str, who: str = "") -> list[Seat]:
    """Who was invited or came, without those excused: convenors first, then part by part.
    `who`: `council` only council members with the convenors, `observers` only who sits in."""
    door = open_door(desk, meeting_id)
    convenors = [] if who == "observers" else _convenors(desk, door.meeting)
    seats = [_convenor(each, door.people) for each in convenors]
    known = {seat.code for seat in seats}
    parts: dict[str, Part] = {i.person_id: i.part for i in door.invitations.values()}
    for attendance in door.attendances.values():
        if not attendance.here:
            parts.pop(attendance.person_id, None)
        else:
            parts.setdefault(attendance.person_id, attendance.part)
    wanted = {"council": {Part.COUNCIL}, "observers": {Part.OBSERVER}}.get(who, set(Part))
    everybody = list(door.people.values())
    people = [
        person
        for person in everybody
        if parts.get(person.id) in wanted and pass_code(person.id) not in known
    ]
    order = list(Part)
    people.sort(key=lambda p: (order.index(parts[p.id]), _place(p)))
    seats += [
        Seat(
            person=documents.tell_apart(person, everybody),
            office=parts[person.id].official,
            code=pass_code(person.id),
        )
        for person in people
    ]
    return seats


def _convenors(desk: Desk, meeting: Meeting) -> list[Convenor]:
    with desk.store.read() as reader:
        ids = (meeting.first_convenor_id, meeting.second_convenor_id)
        return [c for c in (reader.find(Convenor, i) for i in ids) if c]


def _convenor(convenor: Convenor, people: dict[str, Person]) -> Seat:
    """A convenor is on the roster by id, or by a name that one person at the meeting has."""
    same = [p.id for p in people.values() if p.name == convenor.name]
    person_id = convenor.person_id or (same[0] if len(same) == 1 else "")
    return Seat(
        person=documents.NamedPerson(name=convenor.name, group=convenor.title),
        office=convenor.rank.official,
        code=pass_code(person_id) if person_id else "",
    )


def _place(person: Person) -> tuple[object, ...]:
    return (group_order(person.organisation or person.group), person.household_id or "", person.id)
