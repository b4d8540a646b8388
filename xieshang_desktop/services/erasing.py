"""What identifies or reaches a person is erased when the person asks (PIPL art. 47); what cannot be
reached from here is counted, so that it can be named."""

from __future__ import annotations

import msgspec

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import refresh_keys
from xieshang_desktop.services.snapshot import copies
from xieshang_desktop.services.unsent import renew_unsent
from xieshang_desktop.storage import bundles, journal
from xieshang_desktop.storage.unit_of_work import Reader


class Erasing(msgspec.Struct, frozen=True, kw_only=True):
    """What erasing takes from a person, and what it leaves. `fields` are the names of the private
    fields that say something now or said it once; `excuses` counts the reasons given for staying
    away. Out of reach are the records and papers of `sealed` meetings to which the person was
    asked (what both convenors sealed is never changed), `handed_over` bundles already written that
    hold an entry of the person, and `copies` beside the data."""

    name: str
    fields: tuple[str, ...]
    excuses: int
    sealed: int
    handed_over: int
    copies: int

    @property
    def anything(self) -> bool:
        """Whether there is anything to erase."""
        return bool(self.fields or self.excuses)


def look_at(desk: Desk, person_id: str) -> Erasing:
    """What `erase_person` would take; RuleBroken `gone`."""
    with desk.store.read() as reader:
        person = reader.one(Person, person_id)
        attended = reader.all(Attendance, person_id=person_id)
        past = journal.history(reader, person_id)
        places = [(h.line, h.number) for h in (entry.read_header() for entry in past)]
        written = bundles.bundles_of(reader)
        met = reader.all(Meeting, id=[each.meeting_id for each in attended])
        excuses = len(_excused(reader, attended))
    said: set[str] = set()
    for entry in past:
        said |= set(msgspec.json.decode(entry.private)) if entry.private is not None else set()
    return Erasing(
        name=person.name,
        fields=tuple(name for name in Person.PRIVATE if name in said or getattr(person, name)),
        excuses=excuses,
        sealed=sum(meeting.state is MeetingState.SEALED for meeting in met),
        handed_over=sum(
            any(b.line == line and b.first <= number <= b.last for line, number in places)
            for b in written
        ),
        copies=len(copies(desk.folder)),
    )


def erase_person(desk: Desk, person_id: str) -> Erasing:
    """Erase what identifies or reaches a person, in every entry, and tell the township so with the
    next bundle; bundles not sent yet are written anew without it. Gives what was erased. Name,
    group and the meetings stay: they are the record of a consultation. It cannot be undone.
    RuleBroken `gone`."""
    erasing = look_at(desk, person_id)
    if not erasing.anything:
        return erasing
    with desk.store.write(desk.actor) as uow:
        for attendance in _excused(uow, uow.all(Attendance, person_id=person_id)):
            journal.erase_private(uow, Attendance.NOUN, attendance.id)
        journal.erase_private(uow, Person.NOUN, person_id)
        refresh_keys(uow, [person_id])
        uow.commit()
    renew_unsent(desk)
    return erasing


def _excused(reader: Reader, attended: list[Attendance]) -> list[Attendance]:
    """Those of which a reason is kept, or was once, and whose meeting is not sealed."""
    met = reader.all(Meeting, id=[each.meeting_id for each in attended])
    closed = {meeting.id for meeting in met if meeting.state is MeetingState.SEALED}
    return [
        each
        for each in attended
        if each.meeting_id not in closed
        and any(entry.private is not None for entry in journal.history(reader, each.id))
    ]
