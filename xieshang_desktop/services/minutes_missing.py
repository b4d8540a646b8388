"""What minutes still lack, in one list, and where each is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum

import msgspec

from xieshang_desktop.domain.minutes import MinutesSection
from xieshang_desktop.domain.span import length_of
from xieshang_desktop.domain.terms import (
    AttendanceState,
    Clarity,
    MinutesState,
    OutcomeKind,
    Part,
    Rank,
    StepKind,
)
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.deliberation import ItemFile
from xieshang_desktop.services.minutes import MinutesFile
from xieshang_desktop.services.minutes_facts import Facts
from xieshang_desktop.services.minutes_modules import MODULE, blanks_in
from xieshang_desktop.services.minutes_text import speaker_words

#: Fewer voices on a topic, or less time, look like going through the motions (S3-07). Own numbers.
FEW_SPEAKERS = 3
SHORT_TALK = timedelta(minutes=10)

#: Modules that something in the records asks for.
SUPERVISION_MODULE = "监督委员会意见"
CONFORMITY_MODULE = "与政策法规的一致性"


class Weight(StrEnum):
    """MUST stands in the way of sealing; SHOULD is owed; LATER may come after; LOOK is a hint."""

    MUST = "must"
    SHOULD = "should"
    LATER = "later"
    LOOK = "look"


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is missing. `place` is where it is filled in: a part of the meeting's page
    (`plan`, `door`, `hall`), `statements`, `recorder`, `section`, `module`, `clarity` or `topic`,
    with `about` naming which one; `names` are the words that its sentence needs."""

    code: str
    weight: Weight
    place: str
    about: str = ""
    names: tuple[str, ...] = ()


def missing_in(file: MinutesFile) -> tuple[Missing, ...]:
    """What is missing, the weightiest first; after sealing only what may still come."""
    order = list(Weight)
    found = sorted(_all(file), key=lambda missing: order.index(missing.weight))
    if file.minutes.state is MinutesState.SEALED:
        found = [missing for missing in found if missing.weight is Weight.LATER]
    return tuple(found)


def unsettled(file: MinutesFile) -> tuple[MinutesSection, ...]:
    """The sections that are printed and say what the facts said before they changed."""
    return tuple(each for each in file.sections if each.chosen and each.id in file.changed)


def refuse_unsettled(file: MinutesFile) -> None:
    """Minutes that contradict their own lists are not confirmed; RuleBroken `facts_unsettled`
    names the section."""
    for section in unsettled(file):
        raise RuleBroken("facts_unsettled", heading=section.heading)


def _all(file: MinutesFile) -> Iterator[Missing]:
    yield from _haves(file)
    yield from _sections(file)
    yield from _items(file.facts)
    yield from _people(file)
    yield from _modules(file)
    judged = {answer.question for answer in file.minutes.clarity}
    if len(judged) < len(Clarity):
        left = tuple(each.official for each in Clarity if each not in judged)
        yield Missing(code="clarity", weight=Weight.SHOULD, place="clarity", names=left)
    yield from _quality(file.facts)


def _haves(file: MinutesFile) -> Iterator[Missing]:
    """五个有 (S1-22); the effect may come later."""
    haves = file.haves
    for code, there, place in (
        ("have_time", haves.time, "hall"),
        ("have_place", haves.place, "plan"),
        ("have_theme", haves.theme, "plan"),
        ("have_measures", haves.measures, "hall"),
    ):
        if not there:
            yield Missing(code=code, weight=Weight.MUST, place=place)
    for item in file.hall.items:
        if item.topic and item.outcome and not item.outcome.effect.strip():
            yield _about_topic("have_effect", Weight.LATER, item)


def _sections(file: MinutesFile) -> Iterator[Missing]:
    for section in file.sections:
        where = {"place": "section", "about": section.id}
        if section.id in file.changed:
            weight = Weight.MUST if section.chosen else Weight.LOOK
            yield Missing(code="facts_changed", weight=weight, names=(section.heading,), **where)
        if blanks := blanks_in(section):
            names = (section.heading, *dict.fromkeys(blanks))
            yield Missing(code="blanks", weight=Weight.SHOULD, names=names, **where)


def _items(facts: Facts) -> Iterator[Missing]:
    for file in facts.hall.items:
        title = file.item.title
        if any(not measure.owner.strip() for measure in file.measures):
            yield Missing(code="owner", weight=Weight.MUST, place="hall", names=(title,))
        owed = [o for o in file.opinions if o.demand and not o.answer.strip()]
        if owed:
            names = (title, *dict.fromkeys(speaker_words(opinion) for opinion in owed))
            yield Missing(code="demand", weight=Weight.SHOULD, place="hall", names=names)
        if file.topic is None:
            continue
        steps = facts.steps.get(file.topic.id, ())
        skipped = any(s.kind is StepKind.RESEARCH and s.skipped_reason for s in steps)
        if not file.research and not skipped:
            yield _about_topic("research", Weight.SHOULD, file)
        if not file.topic.answer.strip() and file.outcome is not None:
            yield _about_topic("proposer", Weight.LATER, file, file.topic.proposer)


def _people(file: MinutesFile) -> Iterator[Missing]:
    facts, meeting = file.facts, file.facts.meeting
    for rank, convenor_id in (
        (Rank.FIRST, meeting.first_convenor_id),
        (Rank.SECOND, meeting.second_convenor_id),
    ):
        if convenor_id is None:
            yield Missing(code="convenor", weight=Weight.MUST, place="plan", names=(rank.official,))
    if not facts.recorders:
        yield Missing(code="recorder", weight=Weight.SHOULD, place="recorder")
    if facts.unaccounted and facts.attendances:
        count = str(facts.unaccounted)
        yield Missing(code="unmarked", weight=Weight.SHOULD, place="door", names=(count,))
    if left := facts.slips.out - facts.slips.back:
        yield Missing(code="slips", weight=Weight.SHOULD, place="statements", names=(str(left),))
    if not facts.of_state(AttendanceState.PRESENT) and not facts.statements:
        yield Missing(code="nobody", weight=Weight.SHOULD, place="door")


def _modules(file: MinutesFile) -> Iterator[Missing]:
    """What the records ask for and a text module says."""
    facts = file.facts
    chosen = {section.key for section in file.sections if section.chosen}
    watched = any(a.part is Part.SUPERVISION and a.here for a in facts.attendances)
    if watched and MODULE + SUPERVISION_MODULE not in chosen:
        yield Missing(
            code="supervision", weight=Weight.LOOK, place="module", about=SUPERVISION_MODULE
        )
    unchecked = any(
        f.outcome and f.outcome.kind is OutcomeKind.CONSENSUS and not f.outcome.conformity.strip()
        for f in facts.hall.items
    )
    if unchecked and MODULE + CONFORMITY_MODULE not in chosen:
        yield Missing(
            code="conformity", weight=Weight.SHOULD, place="module", about=CONFORMITY_MODULE
        )


def _quality(facts: Facts) -> Iterator[Missing]:
    """What looks like going through the motions (S3-07): shown to the convenor first."""
    topics = [file for file in facts.hall.items if file.topic]
    touched = any(a.part is Part.STAKEHOLDER and a.here for a in facts.attendances)
    if topics and facts.attendances and not touched:
        yield Missing(code="no_stakeholder", weight=Weight.LOOK, place="door")
    for file in topics:
        title = file.item.title
        voices = {o.person_id or o.speaker or o.id for o in file.opinions}
        if len(voices) < FEW_SPEAKERS:
            names = (title, str(len(voices)))
            yield Missing(code="few_speakers", weight=Weight.LOOK, place="hall", names=names)
        spans = [span for span in file.item.spans if span.until is not None]
        length = length_of(spans, spans[-1].since) if spans else None
        if length is not None and length < SHORT_TALK:
            names = (title, str(max(1, round(length.total_seconds() / 60))))
            yield Missing(code="short_talk", weight=Weight.LOOK, place="hall", names=names)


def _about_topic(code: str, weight: Weight, file: ItemFile, *names: str) -> Missing:
    about = file.topic.id if file.topic else ""
    names = (file.item.title, *names)
    return Missing(code=code, weight=weight, place="topic", about=about, names=names)
