"""A decision record is sealed as it was set and kept by its hash; later only numbered corrections.
What was decided hangs on the board, and later what came of it (两公开)."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.decision import (
    DecisionCorrection,
    DecisionMeeting,
    DecisionPosting,
    Motion,
    Vote,
)
from xieshang_desktop.domain.rules import earliest_removal, posting_days
from xieshang_desktop.domain.terms_decision import DecisionPaper, DecisionState
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.decision_file import read_file
from xieshang_desktop.services.decision_papers import decision_record, decision_signatures
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.hanging import check_posting, take_off
from xieshang_desktop.services.rule_profiles import is_rest_day
from xieshang_desktop.services.typesetting import set_paper


def seal_decision(desk: Desk, meeting_id: str) -> DecisionMeeting:
    """Seal the record: the paper as it stands, its bytes kept by hash. Nothing of it changes later.

    A motion without a vote needs a reason. RuleBroken `decision_not_closed`, `decision_unvoted`,
    `motions_missing`.
    """
    with desk.store.read() as reader:
        meeting = reader.one(DecisionMeeting, meeting_id)
        motions = reader.all(Motion, "position", decision_meeting_id=meeting_id)
        voted = {vote.motion_id for vote in reader.all(Vote, decision_meeting_id=meeting_id)}
    if meeting.state is not DecisionState.CLOSED:
        raise RuleBroken("decision_not_closed", title=meeting.title)
    if not motions:
        raise RuleBroken("motions_missing")
    for motion in motions:
        if motion.id not in voted and not motion.not_voted:
            raise RuleBroken("decision_unvoted", title=motion.title)
    paper = decision_record(desk, meeting_id, {})
    record = msgspec.json.encode(paper)
    pdf = set_paper(paper).pdf
    kept = [
        (pdf, f"会议记录 {meeting.number}.pdf", "application/pdf"),
        (record, f"会议记录 {meeting.number}.json", "application/json"),
    ]
    signatures = b""
    if read_file(desk, meeting_id).signable:
        signed = replace(decision_signatures(desk, meeting_id, {}), salt=secrets.token_hex(16))
        signatures = msgspec.json.encode(signed)
        kept.append((signatures, f"签名表 {meeting.number}.json", "application/json"))
    sealed = replace(
        meeting,
        state=DecisionState.SEALED,
        sealed_on=desk.today,
        digest=hashlib.sha256(pdf).hexdigest(),
        record_digest=hashlib.sha256(record).hexdigest(),
        signatures_digest=hashlib.sha256(signatures).hexdigest() if signatures else "",
    )
    with desk.store.write(desk.actor) as uow:
        for content, name, media_type in kept:
            attachment = Attachment(
                id=new_id(),
                object_type=DecisionMeeting.NOUN,
                object_id=meeting_id,
                sha256=desk.files.keep(content),
                name=name,
                media_type=media_type,
                size=len(content),
                added_on=desk.today,
            )
            uow.put(attachment, "file_attached")
        uow.put(sealed, "decision_sealed")
        uow.commit()
    return sealed


def correct_decision(desk: Desk, meeting_id: str, text: str) -> DecisionCorrection:
    """A numbered correction of a sealed record; BadInput `correction_empty`, RuleBroken
    `decision_not_sealed`."""
    if not text.strip():
        raise BadInput("correction_empty")
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(DecisionMeeting, meeting_id)
        if meeting.state is not DecisionState.SEALED:
            raise RuleBroken("decision_not_sealed")
        correction = DecisionCorrection(
            id=new_id(),
            decision_meeting_id=meeting_id,
            number=uow.count(DecisionCorrection, decision_meeting_id=meeting_id) + 1,
            text=text.strip(),
            made_on=desk.today,
            made_by=desk.actor,
        )
        uow.put(correction, "decision_corrected")
        uow.commit()
    return correction


def post_decision(
    desk: Desk,
    meeting_id: str,
    kind: DecisionPaper,
    place: str,
    day: date | None = None,
    text: str = "",
) -> DecisionPosting:
    """A decision, or how it was carried out, hangs since `day`, for as long as the law says (VCL
    art. 35, UCL art. 34: fifteen days).

    BadInput `place_missing`, `date_in_future`, `decision_posted_before`; RuleBroken
    `decision_not_closed`, `decision_nothing_passed`.
    """
    day = day or desk.today
    check_posting(desk, place, day)
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(DecisionMeeting, meeting_id)
        if day < meeting.starts.date():
            raise BadInput("decision_posted_before", day=day)
        if meeting.state not in {DecisionState.CLOSED, DecisionState.SEALED}:
            raise RuleBroken("decision_not_closed", title=meeting.title)
        votes = uow.all(Vote, decision_meeting_id=meeting_id)
        if not any(vote.passed for vote in votes):
            raise RuleBroken("decision_nothing_passed")
        posting = DecisionPosting(
            id=new_id(),
            decision_meeting_id=meeting_id,
            kind=kind,
            place=place.strip(),
            posted_on=day,
            removable_on=earliest_removal(day, posting_days(day, desk.profile), is_rest_day),
            text=text.strip(),
        )
        uow.put(posting, "decision_posted")
        uow.commit()
    return posting


def take_decision_down(desk: Desk, posting_id: str, day: date | None = None) -> DecisionPosting:
    """A posting came down; RuleBroken `posting_too_early`, `posting_down`, BadInput
    `date_in_future`."""
    return take_off(desk, DecisionPosting, posting_id, day, "decision_posting_removed")
