"""A topic 议题 and its five steps: what is done, what is missing, what may be skipped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import (
    Complexity,
    NotOpen,
    Part,
    Scope,
    Sex,
    StepKind,
    TopicClass,
    TopicSource,
    TopicState,
)

#: Steps that may be skipped for a written reason. The topic itself, the talk and the posting
#: (VCL art. 35) can't be.
SKIPPABLE = (StepKind.PARTICIPANTS, StepKind.RESEARCH)

#: Characters that a written reason has at least.
SHORTEST_REASON = 4


class Screening(msgspec.Struct, frozen=True, kw_only=True):
    """切口小、关联广、群众反映强烈 (S0-18), each with its reason, and whether the matter is open
    to consultation at all (S4-21)."""

    small_cut: bool
    small_cut_reason: str = ""
    wide_relevance: bool
    wide_relevance_reason: str = ""
    strong_reaction: bool
    strong_reaction_reason: str = ""
    not_open: NotOpen | None = None


class Topic(Record, frozen=True, kw_only=True):
    """A matter somebody raised. `kind` is a key of the taxonomy; `reason` tells why it was
    refused or merged; `answer` is what its proposer was told (S0-21)."""

    NOUN: ClassVar[str] = "topic"

    number: str
    title: str
    background: str = ""
    source: TopicSource
    topic_class: TopicClass
    kind: str = ""
    scope: Scope = Scope.VILLAGE
    complexity: Complexity = Complexity.ORDINARY
    households: int | None = None
    group: str = ""
    grid: str = ""
    proposer: str
    proposer_id: str | None = None
    proposed_on: date
    collective_property: bool = False
    state: TopicState = TopicState.COLLECTED
    screening: Screening | None = None
    decided_on: date | None = None
    reason: str = ""
    merged_into: str | None = None
    answer: str = ""
    answered_on: date | None = None


class Step(Record, frozen=True, kw_only=True):
    """One of the five steps of one topic: done on a day, or skipped for a written reason."""

    NOUN: ClassVar[str] = "step"

    topic_id: str
    kind: StepKind
    done_on: date
    skipped_reason: str = ""
    note: str = ""


class Research(Record, frozen=True, kw_only=True):
    """Research before talk 先调研后发言 (S2-04)."""

    NOUN: ClassVar[str] = "research"

    topic_id: str
    made_on: date
    researchers: str
    findings: str


class Participant(Record, frozen=True, kw_only=True):
    """Somebody chosen for a topic, and as what."""

    NOUN: ClassVar[str] = "participant"

    topic_id: str
    person_id: str
    part: Part
    reason: str = ""


class Mix(msgspec.Struct, frozen=True, kw_only=True):
    """Who would sit together, shown before inviting (S4-07): counts and what is missing."""

    total: int
    women: int
    party_members: int
    groups: int
    parts: dict[Part, int]
    missing: tuple[Part, ...]


def mix_of(participants: Sequence[Participant], people: Sequence[Person]) -> Mix:
    """The mix of a topic's participants, each person counted once; council, stakeholders and the
    supervision committee (VCL art. 37: it may take part in every consultation) are named when
    nobody stands for them."""
    known = {person.id: person for person in people}
    chosen = [known[i] for i in dict.fromkeys(p.person_id for p in participants) if i in known]
    parts: dict[Part, int] = {}
    for participant in participants:
        parts[participant.part] = parts.get(participant.part, 0) + 1
    wanted = (Part.COUNCIL, Part.STAKEHOLDER, Part.SUPERVISION)
    return Mix(
        total=len(chosen),
        women=sum(person.sex is Sex.FEMALE for person in chosen),
        party_members=sum(person.party_member for person in chosen),
        groups=len({person.group for person in chosen if person.group}),
        parts=parts,
        missing=tuple(part for part in wanted if part not in parts),
    )


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """All that decides where a topic stands."""

    topic: Topic
    steps: tuple[Step, ...] = ()
    research: tuple[Research, ...] = ()
    participants: tuple[Participant, ...] = ()
    meeting_on: date | None = None
    discussed: bool = False
    result_notice: bool = False
    result_posted: bool = False

    def step(self, kind: StepKind) -> Step | None:
        """The step as recorded, or None while it is open."""
        return next((s for s in self.steps if s.kind is kind), None)

    def missing(self, kind: StepKind) -> tuple[str, ...]:
        """Codes of what `kind` still lacks; empty means it can be confirmed now."""
        topic = self.topic
        lacks: dict[StepKind, tuple[tuple[str, bool], ...]] = {
            StepKind.TOPIC: (
                ("background", not topic.background.strip()),
                ("screening", topic.screening is None),
                ("acceptance", topic.state not in {TopicState.ACCEPTED, TopicState.CLOSED}),
            ),
            StepKind.PARTICIPANTS: (
                ("participants", not self.participants),
                ("stakeholders", not any(p.part is Part.STAKEHOLDER for p in self.participants)),
            ),
            StepKind.RESEARCH: (("research", not self.research),),
            StepKind.DISCUSSION: (
                ("meeting", self.meeting_on is None),
                ("discussion", not self.discussed),
            ),
            StepKind.PUBLICITY: (
                ("result_notice", not self.result_notice),
                ("posting", not self.result_posted),
            ),
        }
        return tuple(code for code, lacking in lacks[kind] if lacking)

    @property
    def current(self) -> StepKind | None:
        """The first step that is neither done nor skipped; None when all five are settled."""
        return next((kind for kind in StepKind if self.step(kind) is None), None)

    def may_discuss(self) -> bool:
        """No discussion without research or a written reason (S2-04), nor before the first two
        steps are settled."""
        return not self.before_discussion()

    def before_discussion(self) -> tuple[StepKind, ...]:
        """The steps that are to be settled before the topic may be discussed."""
        return tuple(
            kind
            for kind in (StepKind.TOPIC, StepKind.PARTICIPANTS, StepKind.RESEARCH)
            if self.step(kind) is None
        )
