"""The minutes before those who sign them: the text named by its digest."""

from __future__ import annotations

import msgspec

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.signature import Shown, Signed
from xieshang_desktop.domain.terms import Part
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import open_minutes
from xieshang_desktop.services.minutes_shown import minutes_shown
from xieshang_desktop.services.papers_door import in_order
from xieshang_desktop.services.signatures import Signing, signatures_of
from xieshang_desktop.storage.people import people_by_ids


def on_minutes(desk: Desk, meeting_id: str, person_id: str) -> Signing:
    """The minutes as they stand, before somebody who was there; RuleBroken `signer_not_here`,
    `meeting_not_closed`."""
    shown = minutes_lines(desk, meeting_id)
    with desk.store.read() as reader:
        person = reader.one(Person, person_id)
        found = reader.all(Attendance, meeting_id=meeting_id, person_id=person_id)
        if not found or not found[0].here:
            raise RuleBroken("signer_not_here", name=person.name)
        signed = signatures_of(reader, [shown]).get((shown.object_id, person_id))
    return Signing(person=person, shown=shown, signed=signed)


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was there, and the signature under the minutes if there is one."""

    person: Person
    part: Part
    signed: Signed | None = None


def signers_of(desk: Desk, meeting_id: str) -> list[Signer]:
    """Who was there, as sheets list them; RuleBroken `meeting_not_closed`."""
    shown = minutes_lines(desk, meeting_id)
    with desk.store.read() as reader:
        here = [a for a in reader.all(Attendance, meeting_id=meeting_id) if a.here]
        parts = {a.person_id: a.part for a in here}
        people = people_by_ids(reader, list(parts))
        signed = signatures_of(reader, [shown])
    return [
        Signer(person=p, part=parts[p.id], signed=signed.get((shown.object_id, p.id)))
        for p in in_order(people)
    ]


def minutes_lines(desk: Desk, meeting_id: str) -> Shown:
    """What is signed under the minutes as they stand; RuleBroken `meeting_not_closed`."""
    return minutes_shown(desk, open_minutes(desk, meeting_id))
