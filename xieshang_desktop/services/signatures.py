"""Signing: by hand on the laptop, or on paper before a witness, bound to what was shown (N2)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.decision import DecisionMeeting, Motion
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.signature import (
    Shown,
    Signature,
    Signed,
    Stroke,
    digest_of,
    holds,
    text_of,
)
from xieshang_desktop.domain.strokes import is_written
from xieshang_desktop.domain.terms import MeetingState, MinutesState, SignatureWay
from xieshang_desktop.domain.terms_decision import DecisionState
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import file_of
from xieshang_desktop.services.minutes_shown import minutes_shown
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.unit_of_work import Reader


class Signing(msgspec.Struct, frozen=True, kw_only=True):
    """One person before what is to be signed; `signed` when that was done before."""

    person: Person
    shown: Shown
    signed: Signed | None = None


def at_door(desk: Desk, meeting_id: str, person_id: str) -> Signing:
    """The attendance line that somebody signs; RuleBroken `signer_not_here`."""
    with desk.store.read() as reader:
        person = reader.one(Person, person_id)
        found = reader.all(Attendance, meeting_id=meeting_id, person_id=person_id)
        if not found or not found[0].here:
            raise RuleBroken("signer_not_here", name=person.name)
        shown = door_lines(reader.one(Meeting, meeting_id), person, found[0])
        signed = signatures_of(reader, [shown]).get((shown.object_id, person_id))
    return Signing(person=person, shown=shown, signed=signed)


def last_at_door(desk: Desk, meeting_id: str) -> str | None:
    """Who came last, by the order of entering; None when nobody is here."""
    with desk.store.read() as reader:
        here = [a for a in reader.all(Attendance, meeting_id=meeting_id) if a.here]
    return here[-1].person_id if here else None


def door_lines(meeting: Meeting, person: Person, attendance: Attendance) -> Shown:
    """An attendance line in words. Going out and coming back are not in it: who signed that they
    came did not sign when they left. How a name or title is spelt is in the lines alone, and no
    fact about which they speak."""
    day = (meeting.opened_at or meeting.starts).date()
    part = attendance.part.official + ("，户代表" if attendance.household_id else "")
    return Shown(
        object_type=Attendance.NOUN,
        object_id=attendance.id,
        lines=(
            f"会议：{meeting.title}",
            f"时间：{date_words(day)}",
            f"姓名：{person.name}",
            f"身份：{part}",
            f"签到：{attendance.state.official}，{attendance.at:%H:%M}",
        ),
        about=(
            *(meeting.id, person.id, attendance.household_id or "", day.isoformat()),
            *(attendance.part.value, attendance.state.value, f"{attendance.at:%H:%M}"),
        ),
    )


def shown_at_door(
    reader: Reader, meeting: Meeting, attendances: Iterable[Attendance]
) -> list[Shown]:
    """The lines of all who are here."""
    here = [a for a in attendances if a.here]
    people = {p.id: p for p in people_by_ids(reader, [a.person_id for a in here])}
    return [door_lines(meeting, people[a.person_id], a) for a in here if a.person_id in people]


def signatures_of(reader: Reader, shown: Iterable[Shown]) -> dict[tuple[str, str], Signed]:
    """The signatures under what is shown, by object and person, each with whether it still holds.
    One under a record that is gone is not among them."""
    lines = {each.object_id: each for each in shown}
    return {
        (each.object_id, each.person_id): Signed(
            signature=each, holds=holds(each, lines[each.object_id])
        )
        for each in reader.all(Signature, object_id=list(lines))
        if each.object_type == lines[each.object_id].object_type
    }


def sign(desk: Desk, shown: Shown, person_id: str, strokes: tuple[Stroke, ...]) -> Signature:
    """Somebody signed by hand on the laptop. One that no longer holds is signed anew.

    BadInput `signature_too_short`; RuleBroken `signed_already`, `shown_changed`, `sealed`, `gone`.
    """
    if not is_written(strokes):
        raise BadInput("signature_too_short")
    return _put(desk, shown, person_id, SignatureWay.STROKES, strokes=strokes)


def sign_on_paper(
    desk: Desk, shown: Shown, person_id: str, way: SignatureWay, witness: str
) -> Signature:
    """Somebody signed the printed line, or put a thumb to it, before a witness: that it was done is
    kept, the mark itself stands on the paper alone (PIPL art. 28).

    BadInput `witness_missing`, `witness_is_signer`; RuleBroken as `sign`.
    """
    witness = witness.strip()
    if not witness:
        raise BadInput("witness_missing")
    with desk.store.read() as reader:
        if reader.one(Person, person_id).name == witness:
            raise BadInput("witness_is_signer", name=witness)
    return _put(desk, shown, person_id, way, witness=witness)


def withdraw(desk: Desk, signature_id: str) -> None:
    """Take a signature away again: the wrong person signed. RuleBroken `sealed`, `gone`."""
    with desk.store.write(desk.actor) as uow:
        signature = uow.one(Signature, signature_id)
        if _is_sealed(uow, signature.object_type, signature.object_id):
            raise RuleBroken("sealed")
        uow.take_away(Signature, signature_id, "signature_withdrawn")
        uow.commit()


def _put(
    desk: Desk,
    shown: Shown,
    person_id: str,
    way: SignatureWay,
    *,
    witness: str = "",
    strokes: tuple[Stroke, ...] = (),
) -> Signature:
    text = text_of(shown)
    with desk.store.write(desk.actor) as uow:
        # Sealed minutes never change, so they can be signed for ever; a sealed door is closed.
        if shown.object_type != Minutes.NOUN and _is_sealed(
            uow, shown.object_type, shown.object_id
        ):
            raise RuleBroken("sealed")
        _refuse_changed(desk, uow, shown, person_id)
        known = uow.all(
            Signature,
            object_type=shown.object_type,
            object_id=shown.object_id,
            person_id=person_id,
        )
        before = known[-1] if known else None
        if before is not None and holds(before, shown):
            raise RuleBroken("signed_already", at=before.signed_at)
        if before is not None and _is_sealed(uow, shown.object_type, shown.object_id):
            before = None  # what was signed before the sealing stays beside it
        signature = Signature(
            id=before.id if before else new_id(),
            object_type=shown.object_type,
            object_id=shown.object_id,
            person_id=person_id,
            way=way,
            digest=digest_of(text),
            signed_at=desk.clock(),
            witness=witness,
            strokes=strokes,
            shown=text,
            about=shown.about,
        )
        uow.put(signature, "signed")
        uow.commit()
    return signature


def _refuse_changed(desk: Desk, reader: Reader, shown: Shown, person_id: str) -> None:
    """What stood on the screen while the pen moved is what stands in the records, and of that
    person: it is built once more (another window may have corrected it)."""
    if shown.object_type == Attendance.NOUN:
        attendance = reader.one(Attendance, shown.object_id)
        meeting = reader.one(Meeting, attendance.meeting_id)
        now = shown_at_door(reader, meeting, [attendance])
        if now != [shown] or attendance.person_id != person_id:
            raise RuleBroken("shown_changed")
    elif shown.object_type == Minutes.NOUN:
        file = file_of(desk, reader, reader.one(Minutes, shown.object_id))
        if minutes_shown(desk, file) != shown:
            raise RuleBroken("shown_changed")
        found = reader.all(Attendance, meeting_id=file.minutes.meeting_id, person_id=person_id)
        if not found or not found[0].here:
            raise RuleBroken("signer_not_here", name=reader.one(Person, person_id).name)


def _is_sealed(reader: Reader, object_type: str, object_id: str) -> bool:
    if object_type == Minutes.NOUN:
        return reader.one(Minutes, object_id).state is MinutesState.SEALED
    if object_type == Attendance.NOUN:
        attendance = reader.find(Attendance, object_id)
        if attendance is None:
            return False
        return reader.one(Meeting, attendance.meeting_id).state is MeetingState.SEALED
    if object_type == Motion.NOUN:
        motion = reader.one(Motion, object_id)
        meeting = reader.one(DecisionMeeting, motion.decision_meeting_id)
        return meeting.state is DecisionState.SEALED
    return False
