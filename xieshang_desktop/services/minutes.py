"""Minutes: written from facts, edited as text, confirmed by both convenors, then never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.minutes import (
    Confirmation,
    Correction,
    FiveHaves,
    Minutes,
    MinutesSection,
    five_haves,
)
from xieshang_desktop.domain.terms import MeetingState, MinutesState, Rank
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import proof
from xieshang_desktop.services.deliberation import Hall, hall_of
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_paper import correction_lines, minutes_paper
from xieshang_desktop.services.minutes_text import sections_of
from xieshang_desktop.services.typesetting import set_paper
from xieshang_desktop.storage.drafts import draft_of, drop_draft, save_draft
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork


class MinutesFile(msgspec.Struct, frozen=True, kw_only=True):
    """The minutes with everything their page shows. `drafts` holds text that was being typed when
    the program last ended, by section id."""

    minutes: Minutes
    hall: Hall
    sections: tuple[MinutesSection, ...]
    drafts: dict[str, str]
    haves: FiveHaves
    confirmations: tuple[Confirmation, ...]
    corrections: tuple[Correction, ...]
    paper: documents.MinutesPaper


def open_minutes(desk: Desk, meeting_id: str) -> MinutesFile:
    """The minutes of a meeting; they are begun, and sections nobody edited follow the facts, until
    they are sealed. Of another unit's meeting they are read as they were handed over. RuleBroken
    `meeting_not_closed` while people still talk, `gone` when nothing was handed over."""
    if desk.store.mirrored:
        with desk.store.read() as reader:
            return _file(desk, reader, _handed_over(reader, meeting_id))
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(Meeting, meeting_id)
        if meeting.state not in {MeetingState.CLOSED, MeetingState.SEALED}:
            raise RuleBroken("meeting_not_closed", title=meeting.title)
        minutes = _minutes_of(uow, meeting)
        if minutes.state is MinutesState.DRAFT:
            _follow_facts(desk, uow, minutes, hall_of(uow, meeting))
        if uow.entries:
            uow.commit()
    with desk.store.read() as reader:
        return _file(desk, reader, minutes)


def are_here(desk: Desk, meeting_id: str) -> bool:
    """Whether there are minutes to show: always, but for what another unit did not hand over."""
    if not desk.store.mirrored:
        return True
    with desk.store.read() as reader:
        return reader.count(Minutes, meeting_id=meeting_id) > 0


def paper_of(desk: Desk, meeting_id: str, _answers: Mapping[str, str]) -> documents.MinutesPaper:
    """纪要 as it stands, or as it was sealed; RuleBroken `meeting_not_closed`."""
    return replace(open_minutes(desk, meeting_id).paper, corrections=())


def corrected_paper(
    desk: Desk, meeting_id: str, _answers: Mapping[str, str]
) -> documents.MinutesPaper:
    """纪要 as it was sealed, with its corrections behind; RuleBroken `meeting_not_closed`,
    `not_corrected` where there are none."""
    paper = open_minutes(desk, meeting_id).paper
    if not paper.corrections:
        raise RuleBroken("not_corrected")
    return paper


def _handed_over(reader: Reader, meeting_id: str) -> Minutes:
    found = reader.all(Minutes, meeting_id=meeting_id)
    if not found:
        raise RuleBroken("gone", noun=Minutes.NOUN, id=meeting_id)
    return found[0]


def keep_typing(desk: Desk, section_id: str, text: str) -> None:
    """Keep a section's text as it is being typed, without an entry."""
    save_draft(desk.store, section_id, "text", text)


def edit_section(desk: Desk, section_id: str, text: str) -> MinutesSection:
    """A section's text as left; its draft is dropped and a first confirmation falls away."""
    with desk.store.write(desk.actor) as uow:
        section = uow.one(MinutesSection, section_id)
        drop_draft(uow, section_id, "text")
        if section.text != text:
            section = replace(section, text=text, edited=True)
            uow.put(section, "section_edited")
            for confirmation in uow.all(Confirmation, minutes_id=section.minutes_id):
                uow.take_away(Confirmation, confirmation.id, "confirmation_void")
        uow.commit()
    return section


def from_facts(desk: Desk, section_id: str) -> MinutesSection:
    """Give a section its text from the facts again."""
    with desk.store.write(desk.actor) as uow:
        section = uow.one(MinutesSection, section_id)
        minutes = uow.one(Minutes, section.minutes_id)
        hall = hall_of(uow, uow.one(Meeting, minutes.meeting_id))
        fresh = {s.key: s for s in sections_of(desk, uow, minutes, hall)}[section.key]
        section = replace(section, text=fresh.text, heading=fresh.heading, edited=False)
        drop_draft(uow, section_id, "text")
        uow.put(section, "section_edited")
        uow.commit()
    return section


def confirm(desk: Desk, minutes_id: str, rank: Rank) -> MinutesFile:
    """One convenor confirms the text as it stands; the second confirmation seals it.

    RuleBroken `five_haves_missing` names what is missing, `convenor_missing`, `sealed`.
    """
    with desk.store.read() as reader:
        file = _file(desk, reader, reader.one(Minutes, minutes_id))
    if file.minutes.state is MinutesState.SEALED:
        raise RuleBroken("sealed")
    if not file.haves.sealable:
        lacking = [
            name for name in ("time", "place", "theme", "measures") if not getattr(file.haves, name)
        ]
        raise RuleBroken("five_haves_missing", missing=lacking)
    convenor = _convenor(desk, file.hall.meeting, rank)
    digest = digest_of(file.paper)
    confirmations = {c.rank: c for c in file.confirmations if c.digest == digest}
    if rank in confirmations:
        raise RuleBroken("already_confirmed", rank=rank)
    confirmations[rank] = Confirmation(
        id=new_id(),
        minutes_id=minutes_id,
        convenor_id=convenor.id,
        rank=rank,
        digest=digest,
        at=desk.clock(),
    )
    sealed = _sealed(desk, file, confirmations) if len(confirmations) == 2 else None
    with desk.store.write(desk.actor) as uow:
        for old in uow.all(Confirmation, minutes_id=minutes_id):
            if old.digest != digest:
                uow.take_away(Confirmation, old.id, "confirmation_void")
        uow.put(confirmations[rank], "minutes_confirmed")
        if sealed is not None:
            _seal(desk, uow, file, sealed)
        uow.commit()
    with desk.store.read() as reader:
        return _file(desk, reader, reader.one(Minutes, minutes_id))


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


def digest_of(paper: documents.MinutesPaper) -> str:
    """SHA-256 of what a convenor confirms: the paper without the confirmations themselves."""
    bare = replace(paper, convenors=(), corrections=())
    return hashlib.sha256(msgspec.json.encode(bare)).hexdigest()


def _file(desk: Desk, reader: Reader, minutes: Minutes) -> MinutesFile:
    minutes = reader.one(Minutes, minutes.id)
    meeting = reader.one(Meeting, minutes.meeting_id)
    hall = hall_of(reader, meeting)
    sections = tuple(reader.all(MinutesSection, "position", minutes_id=minutes.id))
    confirmations = tuple(reader.all(Confirmation, minutes_id=minutes.id))
    corrections = tuple(reader.all(Correction, "number", minutes_id=minutes.id))
    drafts = {s.id: draft_of(reader, s.id, "text") for s in sections}
    if minutes.state is MinutesState.DRAFT:
        # Only what was confirmed as it stands now counts, and is printed.
        bare = minutes_paper(desk, reader, minutes, hall, sections, (), corrections)
        digest = digest_of(bare)
        confirmations = tuple(c for c in confirmations if c.digest == digest)
    return MinutesFile(
        minutes=minutes,
        hall=hall,
        sections=sections,
        drafts={key: text for key, text in drafts.items() if text is not None},
        haves=five_haves(
            meeting,
            [f.item for f in hall.items],
            [m for f in hall.items for m in f.measures],
            [f.outcome for f in hall.items if f.outcome],
        ),
        confirmations=confirmations,
        corrections=corrections,
        paper=_as_sealed(desk, minutes, corrections)
        if minutes.record_digest
        else minutes_paper(desk, reader, minutes, hall, sections, confirmations, corrections),
    )


def _as_sealed(
    desk: Desk, minutes: Minutes, corrections: Sequence[Correction]
) -> documents.MinutesPaper:
    """The paper from the sealed record: what was renamed since does not change it."""
    record = desk.files.read(minutes.record_digest)
    paper = msgspec.json.decode(record, type=documents.MinutesPaper)
    return replace(paper, corrections=correction_lines(corrections))


def _minutes_of(uow: UnitOfWork, meeting: Meeting) -> Minutes:
    known = uow.all(Minutes, meeting_id=meeting.id)
    if known:
        return known[0]
    minutes = Minutes(id=new_id(), meeting_id=meeting.id, number=meeting.number)
    uow.put(minutes, "minutes_begun")
    return minutes


def _follow_facts(desk: Desk, uow: UnitOfWork, minutes: Minutes, hall: Hall) -> None:
    known = {s.key: s for s in uow.all(MinutesSection, minutes_id=minutes.id)}
    for fresh in sections_of(desk, uow, minutes, hall):
        old = known.get(fresh.key)
        if old is None:
            uow.put(fresh, "section_written")
        elif not old.edited and (old.text, old.heading) != (fresh.text, fresh.heading):
            uow.put(replace(fresh, id=old.id), "section_written")


def _convenor(desk: Desk, meeting: Meeting, rank: Rank) -> Convenor:
    chosen = {
        Rank.FIRST: meeting.first_convenor_id,
        Rank.SECOND: meeting.second_convenor_id,
    }[rank]
    with desk.store.read() as reader:
        convenor = reader.find(Convenor, chosen)
    if convenor is None:
        raise RuleBroken("convenor_missing", rank=rank)
    return convenor


class _Sealed(msgspec.Struct, frozen=True):
    """What is kept of sealed minutes, and as what: the record, and the paper set from it."""

    minutes: Minutes
    record: bytes
    pdf: bytes


def _sealed(desk: Desk, file: MinutesFile, confirmations: dict[Rank, Confirmation]) -> _Sealed:
    lines = tuple(
        replace(line, confirmed_on=confirmations[rank].at.date())
        for line, rank in zip(file.paper.convenors, (Rank.FIRST, Rank.SECOND), strict=True)
    )
    paper = replace(file.paper, convenors=lines)
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
    return _Sealed(replace(minutes, digest=hashlib.sha256(pdf).hexdigest()), record, pdf)


def _seal(desk: Desk, uow: UnitOfWork, file: MinutesFile, sealed: _Sealed) -> None:
    uow.put(sealed.minutes, "minutes_sealed")
    for content, suffix, media_type in (
        (sealed.pdf, "pdf", "application/pdf"),
        (sealed.record, "json", "application/json"),
    ):
        uow.put(
            Attachment(
                id=new_id(),
                object_type=Minutes.NOUN,
                object_id=file.minutes.id,
                sha256=desk.files.keep(content),
                name=f"纪要 {file.minutes.number}.{suffix}",
                media_type=media_type,
                size=len(content),
                added_on=desk.today,
            ),
            "file_attached",
        )
    uow.put(replace(file.hall.meeting, state=MeetingState.SEALED), "meeting_sealed")
