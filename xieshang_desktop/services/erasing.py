"""What identifies or reaches a person is erased when the person asks (PIPL art. 47); what cannot be
reached from here is counted, so that it can be named."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.decision import DecisionMeeting, Presence
from xieshang_desktop.domain.meeting import Meeting, Statement
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.signature import Signature
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.domain.terms_decision import DecisionState
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import refresh_keys
from xieshang_desktop.services.snapshot import copies
from xieshang_desktop.services.unsent import renew_unsent
from xieshang_desktop.storage import bundles, journal
from xieshang_desktop.storage.going_back import copies_beside
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork


class Erasing(msgspec.Struct, frozen=True, kw_only=True):
    """What erasing takes from a person, and what it leaves. `fields` are the names of the private
    fields that say something now or said it once; `excuses` counts the reasons given for staying
    away, `signatures` those written by hand: their strokes go, that somebody signed stays, also of
    sealed meetings (whose sealed papers never held the strokes); `answers` what was told on a
    network: the account or number goes, words and whose they are stay, as those of opinions do;
    `proxies` what was noted of a written proxy: that there was one stays.
    What was taken back or undone is among them. Out of reach are the records and papers of `sealed`
    meetings to which the person was asked or told something (what both convenors sealed is never
    changed), `decisions` meetings that decided with the person in the room, with what was said
    at a roll call, `handed_over` bundles already written that hold an entry of the person, and
    `copies` beside the data; `left_beside` names the copies of the whole records that updates and
    going back left in `folder`."""

    name: str
    fields: tuple[str, ...]
    excuses: int
    signatures: int = 0
    answers: int = 0
    proxies: int = 0
    sealed: int
    decisions: int = 0
    handed_over: int
    copies: int
    left_beside: tuple[str, ...] = ()
    folder: str = ""

    @property
    def anything(self) -> bool:
        """Whether there is anything to erase."""
        told = self.excuses or self.signatures or self.answers or self.proxies
        return bool(self.fields or told)


def look_at(desk: Desk, person_id: str) -> Erasing:
    """What `erase_person` would take; RuleBroken `gone`."""
    with desk.store.read() as reader:
        person = reader.one(Person, person_id)
        attended = reader.all(Attendance, person_id=person_id)
        past = journal.history(reader, person_id)
        places = [(h.line, h.number) for h in (entry.read_header() for entry in past)]
        written = bundles.bundles_of(reader)
        asked = [each.meeting_id for each in attended]
        asked += [each.meeting_id for each in reader.all(Statement, person_id=person_id)]
        met = reader.all(Meeting, id=asked)
        decisions = reader.count(Presence, person_id=person_id)
        excuses = len(_excused(reader, person_id))
        answers = len(_answered(reader, person_id))
        proxies = len(_sent(reader, person_id))
        signatures = len(journal.private_of(reader, Signature, person_id))
    said: set[str] = set()
    for entry in past:
        said |= set(msgspec.json.decode(entry.private)) if entry.private is not None else set()
    return Erasing(
        name=person.name,
        fields=tuple(name for name in Person.PRIVATE if name in said or getattr(person, name)),
        excuses=excuses,
        signatures=signatures,
        answers=answers,
        proxies=proxies,
        sealed=sum(meeting.state is MeetingState.SEALED for meeting in met),
        decisions=decisions,
        handed_over=sum(
            any(b.line == line and b.first <= number <= b.last for line, number in places)
            for b in written
        ),
        copies=len(copies(desk.folder)),
        left_beside=tuple(copy.name for copy in copies_beside(desk.folder)),
        folder=str(desk.folder),
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
        for attendance_id in _excused(uow, person_id):
            journal.erase_private(uow, Attendance.NOUN, attendance_id)
        for signature_id in journal.private_of(uow, Signature, person_id):
            journal.erase_private(uow, Signature.NOUN, signature_id)
        for statement_id in _answered(uow, person_id):
            _forget_source(uow, statement_id)
        for presence_id in _sent(uow, person_id):
            journal.erase_private(uow, Presence.NOUN, presence_id)
        journal.erase_private(uow, Person.NOUN, person_id)
        refresh_keys(uow, [person_id])
        uow.commit()
    renew_unsent(desk)
    return erasing


def erase_source(desk: Desk, statement_id: str) -> None:
    """Erase the account or number under which somebody answered on a network, who may be on no
    roster, from the statement and from all its entries; what was told stays. It cannot be undone.
    RuleBroken `gone`, `sealed`."""
    with desk.apart().store.write(desk.actor) as uow:
        uow.one(Statement, statement_id)
        _forget_source(uow, statement_id)
        uow.commit()
    renew_unsent(desk)


def _forget_source(uow: UnitOfWork, statement_id: str) -> None:
    """Without the digest of its row either: a number can be guessed from it."""
    known = uow.find(Statement, statement_id)
    journal.erase_private(uow, Statement.NOUN, statement_id)
    if known is not None:
        uow.put(replace(known, source="", answer=""), "source_erased")


def _answered(reader: Reader, person_id: str) -> list[str]:
    """Statements of which an account or number is kept, or was once, and whose meeting is not
    sealed."""
    told = journal.private_of(reader, Statement, person_id)
    return _unsealed(reader, {key: v for key, v in told.items() if {"source", "answer"} & v.keys()})


def _excused(reader: Reader, person_id: str) -> list[str]:
    """Attendances of which a reason is kept, or was once, and whose meeting is not sealed."""
    return _unsealed(reader, journal.private_of(reader, Attendance, person_id))


def _sent(reader: Reader, person_id: str) -> list[str]:
    """Presences by a written proxy of which something is noted, or was once, and whose meeting is
    not sealed."""
    told = journal.private_of(reader, Presence, person_id)
    met = reader.all(DecisionMeeting, id=[plain["decision_meeting_id"] for plain in told.values()])
    sealed = {meeting.id for meeting in met if meeting.state is DecisionState.SEALED}
    return [key for key, plain in told.items() if plain["decision_meeting_id"] not in sealed]


def _unsealed(reader: Reader, told: dict[str, dict[str, Any]]) -> list[str]:
    met = reader.all(Meeting, id=[plain["meeting_id"] for plain in told.values()])
    sealed = {meeting.id for meeting in met if meeting.state is MeetingState.SEALED}
    return [key for key, plain in told.items() if plain["meeting_id"] not in sealed]
