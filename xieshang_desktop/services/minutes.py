"""Minutes: written from facts, edited as text; `sealing` has what both convenors do to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.minutes import (
    Confirmation,
    Correction,
    FiveHaves,
    Minutes,
    MinutesSection,
    five_haves,
)
from xieshang_desktop.domain.terms import MeetingState, MinutesState
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.deliberation import Hall
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_editing import put_in_order
from xieshang_desktop.services.minutes_facts import Facts
from xieshang_desktop.services.minutes_fresh import facts_about, fresh_texts
from xieshang_desktop.services.minutes_modules import MODULE
from xieshang_desktop.services.minutes_paper import minutes_paper
from xieshang_desktop.services.sealed_record import as_sealed, digest_of
from xieshang_desktop.storage.drafts import draft_of
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork


class MinutesFile(msgspec.Struct, frozen=True, kw_only=True):
    """The minutes with everything their page shows. `drafts` holds text that was being typed when
    the program last ended, by section id; `changed` what the facts say now where somebody had
    written on a section before they changed."""

    minutes: Minutes
    facts: Facts
    sections: tuple[MinutesSection, ...]
    drafts: dict[str, str]
    changed: dict[str, str]
    haves: FiveHaves
    confirmations: tuple[Confirmation, ...]
    corrections: tuple[Correction, ...]
    paper: documents.MinutesPaper

    @property
    def hall(self) -> Hall:
        """The meeting with all that was said."""
        return self.facts.hall


def open_minutes(desk: Desk, meeting_id: str) -> MinutesFile:
    """The minutes of a meeting; they are begun, and sections nobody edited follow the facts, until
    they are sealed. Of another unit's meeting they are read as they were handed over. RuleBroken
    `meeting_not_closed` while people still talk, `gone` when nothing was handed over."""
    if desk.store.mirrored:
        with desk.store.read() as reader:
            return file_of(desk, reader, _handed_over(reader, meeting_id))
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(Meeting, meeting_id)
        if meeting.state not in {MeetingState.CLOSED, MeetingState.SEALED}:
            raise RuleBroken("meeting_not_closed", title=meeting.title)
        minutes = _minutes_of(uow, meeting)
        if minutes.state is MinutesState.DRAFT:
            _follow_facts(desk, uow, minutes)
        if uow.entries:
            uow.commit()
    with desk.store.read() as reader:
        return file_of(desk, reader, minutes)


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


def file_of(desk: Desk, reader: Reader, minutes: Minutes) -> MinutesFile:
    """The minutes as they stand, or as they were sealed."""
    minutes = reader.one(Minutes, minutes.id)
    facts = facts_about(reader, minutes)
    hall = facts.hall
    sections = tuple(reader.all(MinutesSection, "position", minutes_id=minutes.id))
    confirmations = tuple(reader.all(Confirmation, minutes_id=minutes.id))
    corrections = tuple(reader.all(Correction, "number", minutes_id=minutes.id))
    drafts = {s.id: draft_of(reader, s.id, "text") for s in sections}
    if minutes.state is MinutesState.DRAFT:
        # Only what was confirmed as it stands now counts, and is printed.
        bare = minutes_paper(desk, reader, minutes, facts, sections, (), corrections)
        digest = digest_of(bare)
        confirmations = tuple(c for c in confirmations if c.digest == digest)
    return MinutesFile(
        minutes=minutes,
        facts=facts,
        sections=sections,
        drafts={key: text for key, text in drafts.items() if text is not None},
        changed=_changed(desk, facts, minutes, sections),
        haves=five_haves(
            facts.meeting,
            [f.item for f in hall.items],
            [m for f in hall.items for m in f.measures],
            [f.outcome for f in hall.items if f.outcome],
        ),
        confirmations=confirmations,
        corrections=corrections,
        paper=as_sealed(desk, minutes, corrections)
        if minutes.record_digest
        else minutes_paper(desk, reader, minutes, facts, sections, confirmations, corrections),
    )


def _changed(
    desk: Desk, facts: Facts, minutes: Minutes, sections: Sequence[MinutesSection]
) -> dict[str, str]:
    """What the facts say now, by section, where that is not what they said when somebody wrote."""
    edited = [section for section in sections if section.edited]
    if minutes.state is not MinutesState.DRAFT or not edited:
        return {}
    fresh = fresh_texts(desk, facts, minutes, [section.key for section in edited])
    return {
        s.id: fresh[s.key].text
        for s in edited
        if s.key in fresh and fresh[s.key].text not in (s.basis, s.text)
    }


def _minutes_of(uow: UnitOfWork, meeting: Meeting) -> Minutes:
    known = uow.all(Minutes, meeting_id=meeting.id)
    if known:
        return known[0]
    minutes = Minutes(id=new_id(), meeting_id=meeting.id, number=meeting.number)
    uow.put(minutes, "minutes_begun")
    return minutes


def _follow_facts(desk: Desk, uow: UnitOfWork, minutes: Minutes) -> None:
    """Sections nobody edited say what the facts say now; a new item gets its section behind the
    one before it, one that was taken back loses it unless somebody wrote there."""
    order = uow.all(MinutesSection, "position", minutes_id=minutes.id)
    known = {section.key: section for section in order}
    fresh = fresh_texts(desk, facts_about(uow, minutes), minutes, known)
    at = 0
    for key, text in fresh.items():
        old = known.get(key)
        if old is not None:
            at = order.index(old) + 1 if not key.startswith(MODULE) else at
            now = replace(old, heading=text.heading)
            if not old.edited:
                now = replace(now, text=text.text)
            order[order.index(old)] = now
            continue
        written = MinutesSection(
            id=new_id(),
            minutes_id=minutes.id,
            position=at,
            key=key,
            heading=text.heading,
            text=text.text,
        )
        order.insert(at, written)
        at += 1
    gone = [
        s for s in order if not s.edited and s.key not in fresh and not s.key.startswith(MODULE)
    ]
    for section in gone:
        order.remove(section)
        uow.take_away(MinutesSection, section.id, "section_removed")
    put_in_order(uow, order, "section_written")
