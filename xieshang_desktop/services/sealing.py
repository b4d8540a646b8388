"""Minutes are confirmed by both convenors, sealed, and from then on only corrected by numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.minutes import Confirmation, Correction, Minutes
from xieshang_desktop.domain.terms import ConfirmationWay, MeetingState, MinutesState, Rank
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import pins, proof
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import MinutesFile, file_of
from xieshang_desktop.services.minutes_missing import refuse_unsettled
from xieshang_desktop.services.seal_lines import seal_lines
from xieshang_desktop.services.sealed_record import digest_of
from xieshang_desktop.services.signatories import (
    Signatory,
    Standing,
    refuse_one_for_both,
    signatory,
)
from xieshang_desktop.services.signed_paper import code_of, refuse_drafts, signed_pages
from xieshang_desktop.services.typesetting import set_paper


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed the paper for an office: the convenor of the meeting, or whose id this is, for
    the reason."""

    rank: Rank
    convenor_id: str = ""
    reason: str = ""


def confirm(
    desk: Desk,
    minutes_id: str,
    rank: Rank,
    *,
    convenor_id: str = "",
    reason: str = "",
    pin: str = "",
    shown: str | None = None,
) -> MinutesFile:
    """The convenor, or a substitute for a reason, confirms the text as it stands; the second
    confirmation seals it. `shown` is the digest of the paper that was on the screen (None where
    none was shown): what was not read is not confirmed.

    RuleBroken `five_haves_missing` names what is missing, `facts_unsettled` the section,
    `shown_changed`, `draft_pending`, `sealed`, `already_confirmed`, `pin_unset`, `pin_only_paper`
    out of office, and as `signatory` and `pins.check_pin`.
    """
    file = _open(desk, minutes_id)
    if shown is not None and shown != digest_of(file.paper):
        raise RuleBroken("shown_changed")
    who = _who(desk, file, Signed(rank=rank, convenor_id=convenor_id, reason=reason))
    convenor = who.convenor
    way = ConfirmationWay.SCREEN
    match pins.need_of(desk, convenor):
        case pins.Need.PIN:
            pins.check_pin(desk, convenor.id, pin)
            way = ConfirmationWay.PIN
        case pins.Need.FIRST_PIN:
            raise RuleBroken("pin_unset", name=convenor.name)
        case pins.Need.PAPER:
            raise RuleBroken("pin_only_paper", name=convenor.name)
        case pins.Need.NOTHING:
            pass
    return _take(desk, file, [_confirmation(desk, file, who, way, reason)])


def confirm_on_paper(
    desk: Desk, minutes_id: str, signed: Sequence[Signed], code: str
) -> MinutesFile:
    """One or both signed the printed minutes by hand; the photos of the signed pages were kept
    first. `code` is what stands at the foot of the signed pages: it shows that the text that was
    signed is the text that stands.

    BadInput `paper_code_wrong`, `paper_signer_missing`; RuleBroken `paper_photo_missing`, and as
    `confirm`.
    """
    file = _open(desk, minutes_id)
    if not signed:
        raise BadInput("paper_signer_missing")
    right = code_of(file.paper)
    if "".join(code.split()).upper() != right:
        raise BadInput("paper_code_wrong", written=code.strip())
    with desk.store.read() as reader:
        pages = signed_pages(reader, minutes_id, right)
    if not pages:
        raise RuleBroken("paper_photo_missing")
    given: list[Confirmation] = []
    for each in signed:
        who = _who(desk, file, each)
        for other in given:
            refuse_one_for_both(desk, who.convenor, other.convenor_id)
        made = _confirmation(desk, file, who, ConfirmationWay.PAPER, each.reason)
        given.append(replace(made, photo=pages[-1].sha256))
    return _take(desk, file, given)


def correct(desk: Desk, minutes_id: str, text: str) -> Correction:
    """A numbered correction of sealed minutes; they themselves stay as they are."""
    if not text.strip():
        raise BadInput("correction_empty")
    with desk.store.write(desk.actor) as uow:
        minutes = uow.one(Minutes, minutes_id)
        if minutes.state is not MinutesState.SEALED:
            raise RuleBroken("not_sealed")
        known = uow.all(Correction, minutes_id=minutes_id)
        correction = Correction(
            id=new_id(),
            minutes_id=minutes_id,
            number=len(known) + 1,
            text=text.strip(),
            made_on=desk.today,
            made_by=desk.actor,
        )
        uow.put(correction, "minutes_corrected")
        uow.commit()
    return correction


def _open(desk: Desk, minutes_id: str) -> MinutesFile:
    """The minutes, if they may be confirmed as they stand."""
    with desk.store.read() as reader:
        file = file_of(desk, reader, reader.one(Minutes, minutes_id))
    if file.minutes.state is MinutesState.SEALED:
        raise RuleBroken("sealed")
    if not file.haves.sealable:
        lacking = [
            name for name in ("time", "place", "theme", "measures") if not getattr(file.haves, name)
        ]
        raise RuleBroken("five_haves_missing", missing=lacking)
    refuse_drafts(file)
    refuse_unsettled(file)
    return file


def _who(desk: Desk, file: MinutesFile, signed: Signed) -> Signatory:
    """Who confirms; the same person never for both, nobody twice."""
    who = signatory(desk, file.hall.meeting, signed.rank, signed.convenor_id, signed.reason)
    for each in file.confirmations:
        if each.rank is signed.rank:
            raise RuleBroken("already_confirmed", rank=signed.rank)
        refuse_one_for_both(desk, who.convenor, each.convenor_id)
    return who


def _confirmation(
    desk: Desk, file: MinutesFile, who: Signatory, way: ConfirmationWay, reason: str
) -> Confirmation:
    own = who.standing is Standing.CONVENOR
    meeting = file.hall.meeting
    over = meeting.closed_at or meeting.starts
    with desk.store.read() as reader:
        reset = pins.reset_for_reason(reader, who.convenor.id, over)
    return Confirmation(
        id=new_id(),
        minutes_id=file.minutes.id,
        convenor_id=who.convenor.id,
        rank=who.rank,
        digest=digest_of(file.paper),
        at=desk.clock(),
        way=way,
        reason="" if own else reason.strip(),
        name=who.convenor.name,
        title=who.convenor.title,
        pin_reset_on=reset if way is ConfirmationWay.PIN else None,
    )


def _take(desk: Desk, file: MinutesFile, given: Sequence[Confirmation]) -> MinutesFile:
    """Record the confirmations, and seal when both are there: whole or not at all, files first."""
    minutes_id = file.minutes.id
    confirmations = (*file.confirmations, *given)
    sealed = _sealed(desk, file, confirmations) if len(confirmations) == len(Rank) else None
    with desk.store.write(desk.actor) as uow:
        for old in uow.all(Confirmation, minutes_id=minutes_id):
            if old.digest != given[0].digest:
                uow.take_away(Confirmation, old.id, "confirmation_void")
        uow.put_all(given, "minutes_confirmed")
        if sealed is not None:
            uow.put(sealed.minutes, "minutes_sealed")
            uow.put_all(sealed.files, "file_attached")
            uow.put(replace(file.hall.meeting, state=MeetingState.SEALED), "meeting_sealed")
        uow.commit()
    with desk.store.read() as reader:
        return file_of(desk, reader, reader.one(Minutes, minutes_id))


class _Sealed(msgspec.Struct, frozen=True):
    """What is kept of sealed minutes: their row, and the record and the paper as files."""

    minutes: Minutes
    files: tuple[Attachment, ...]


def _sealed(desk: Desk, file: MinutesFile, confirmations: Sequence[Confirmation]) -> _Sealed:
    on_paper = any(each.way is ConfirmationWay.PAPER for each in confirmations)
    with desk.store.read() as reader:
        lines = seal_lines(reader, file.hall.meeting, confirmations)
        pages = signed_pages(reader, file.minutes.id, code_of(file.paper)) if on_paper else []
    originals = tuple(dict.fromkeys(page.sha256 for page in pages))
    if not {each.photo for each in confirmations if each.photo} <= set(originals):
        raise RuleBroken("paper_photo_missing")
    paper = replace(file.paper, convenors=lines, originals=originals)
    record = msgspec.json.encode(paper)
    minutes = replace(
        file.minutes,
        state=MinutesState.SEALED,
        sealed_on=desk.today,
        record_digest=hashlib.sha256(record).hexdigest(),
    )
    if proof.wanted():
        paper = replace(paper, proof=proof.proof_of(minutes))
    pdf = set_paper(paper).pdf
    minutes = replace(minutes, digest=hashlib.sha256(pdf).hexdigest())
    files = tuple(
        Attachment(
            id=new_id(),
            object_type=Minutes.NOUN,
            object_id=minutes.id,
            sha256=desk.files.keep(content),
            name=f"纪要 {minutes.number}.{suffix}",
            media_type=media_type,
            size=len(content),
            added_on=desk.today,
        )
        for content, suffix, media_type in (
            (pdf, "pdf", "application/pdf"),
            (record, "json", "application/json"),
        )
    )
    return _Sealed(minutes, files)
