"""Meetings that decide by the law: a record of its own, linked from an outcome, never mixed with a
consultation (VCL art. 33: what needs a decision goes to the meeting that decides)."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms_decision import (
    Choice,
    Counting,
    DecisionBody,
    DecisionPaper,
    DecisionState,
    PresenceWay,
    VotingWay,
)


class DecisionMeeting(Record, frozen=True, kw_only=True):
    """A meeting of one body. `entitled` is how many may vote (应到) in what `counting` says: people
    or households; of an assembly's, `representatives` are not of the committee, and
    `women_representatives` are women among those. `entitled_on` says where the numbers were read.
    Matters that are `important` are first studied by the party branch, on `party_studied_on`
    (VCL art. 28, UCL art. 30); `proposed_on`, `committees_on`, `party_members_on` are the first
    steps of 四议两公开. On collective property the village decides only where it acts for the
    collective economy (VCL art. 28 ¶4, art. 32 ¶4): `acts_for` says on what ground, and `members`
    is how many members it has. Representatives decide what they were `authorised` to (VCL art. 29).
    `numbers_corrected` tells how these numbers were mended once people had come, and why.
    `outcome_id` is the consultation's outcome that asked for it.
    `told` are the motions that the notice named, each in the words it had (`told_as`).
    `cancel_reason` says why it was called off, `end_reason` why `closed_at` was entered by hand.
    One that was held on paper is `entered_on` a day by somebody (补录): it ended `entered_until`,
    and what is entered next happened `entered_at`."""

    NOUN: ClassVar[str] = "decision_meeting"

    number: str
    title: str
    body: DecisionBody
    counting: Counting = Counting.PEOPLE
    group: str = ""
    starts: datetime
    place: str = ""
    chair: str = ""
    recorder: str = ""
    entitled: int = 0
    representatives: int = 0
    women_representatives: int = 0
    entitled_on: str = ""
    members: int = 0
    numbers_corrected: str = ""
    acts_for: str = ""
    authorised: str = ""
    outcome_id: str | None = None
    topic_id: str | None = None
    important: bool = True
    party_studied_on: date | None = None
    proposed_on: date | None = None
    committees_on: date | None = None
    party_members_on: date | None = None
    supervision: str = ""
    state: DecisionState = DecisionState.PLANNED
    notice_on: date | None = None
    notice_reason: str = ""
    cancel_reason: str = ""
    told: tuple[str, ...] = ()
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    end_reason: str = ""
    entered_on: date | None = None
    entered_by: str = ""
    entered_at: datetime | None = None
    entered_until: datetime | None = None
    sealed_on: date | None = None
    digest: str = ""
    record_digest: str = ""
    signatures_digest: str = ""


class Stay(Span, frozen=True):
    """A stretch of a meeting that somebody took part in: in the room, online, or by a written
    proxy, which `carrier_id` carries."""

    way: PresenceWay = PresenceWay.ROOM
    carrier_id: str | None = None


class Presence(Record, frozen=True, kw_only=True):
    """Somebody at a meeting that decides, with the stretches there. Who is not `entitled` sits in;
    one who speaks for a household has its `household_id`. Who is no `member` of the collective has
    no voice in its matters. `paper` tells of the written proxies."""

    NOUN: ClassVar[str] = "presence"
    PRIVATE: ClassVar[tuple[str, ...]] = ("paper",)

    decision_meeting_id: str
    person_id: str
    entitled: bool = True
    household_id: str | None = None
    member: bool = True
    paper: str = ""
    stays: tuple[Stay, ...]

    @property
    def way(self) -> PresenceWay:
        """How the person takes part now, or did at last."""
        return self.stays[-1].way if self.stays else PresenceWay.ROOM

    @property
    def carrier_id(self) -> str | None:
        """Who carries the proxy now, or did at last."""
        return self.stays[-1].carrier_id if self.stays else None

    def stay_at(self, moment: datetime) -> Stay:
        """The stretch at a moment, or the last that began before it; in the room where none did."""
        begun = [stay for stay in self.stays if stay.since <= moment]
        return begun[-1] if begun else Stay(moment)

    def in_room(self, moment: datetime) -> bool:
        """Whether the person was in the room at a moment."""
        return any(span.covers(moment) for span in self.stays)

    @property
    def inside(self) -> bool:
        """Whether the person has come and not left; no clock is asked."""
        return bool(self.stays) and self.stays[-1].until is None

    def seen_at(self, moment: datetime) -> bool:
        """As `in_room`, and also at the very moment of leaving."""
        return any(s.since <= moment and (s.until is None or moment <= s.until) for s in self.stays)


class Motion(Record, frozen=True, kw_only=True):
    """A matter put to the vote, in the words that are decided on. `collective_property` says
    whether it touches collective property or members' rights (VCL art. 28 last paragraph); None
    until somebody answered, and so long it cannot be put to the vote; one that is `members_only` no
    delegates may decide (law of the collective economy art. 28). One put forward after the notice
    was studied by the party branch itself, on `studied_on`, unless it is `minor`. `not_voted` says
    why it was not voted on, once the meeting is over."""

    NOUN: ClassVar[str] = "motion"

    decision_meeting_id: str
    position: int
    title: str
    text: str
    collective_property: bool | None = None
    members_only: bool = False
    studied_on: date | None = None
    minor: bool = False
    way: VotingWay = VotingWay.HANDS
    not_voted: str = ""

    @property
    def told_as(self) -> str:
        """Its id with the digest of its words: what a notice names."""
        words = f"{self.title}\n{self.text}".encode()
        return f"{self.id}:{hashlib.sha256(words).hexdigest()}"


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """What was counted."""

    agree: int
    disagree: int
    abstain: int

    @property
    def total(self) -> int:
        """All who voted in one way or another."""
        return self.agree + self.disagree + self.abstain


class Vote(Record, frozen=True, kw_only=True):
    """The vote on a motion, taken at a moment with so many entitled in the room. Two counters
    count hands and ballots, an `overseer` (监票人) may watch them; of paper ballots `issued`,
    `returned` and `invalid` are reconciled.
    `rule` is the row of the table it was judged by, `basis` the sentence that papers print. `rest`
    says where those are who were counted in no way."""

    NOUN: ClassVar[str] = "vote"

    decision_meeting_id: str
    motion_id: str
    way: VotingWay
    taken_at: datetime
    expected: int
    present: int
    women: int = 0
    count: Count
    counters: tuple[str, ...] = ()
    overseer: str = ""
    issued: int | None = None
    returned: int | None = None
    invalid: int | None = None
    needed: int
    passed: bool
    rule: str
    basis: str
    rest: str = ""


class Voice(Record, frozen=True, kw_only=True):
    """What one entitled person said at a roll call, and when first."""

    NOUN: ClassVar[str] = "voice"

    decision_meeting_id: str
    motion_id: str
    person_id: str
    choice: Choice
    said_at: datetime


class DecisionPosting(Record, frozen=True, kw_only=True):
    """A decision, or how it was carried out, hangs on the board since a day (VCL art. 35 item 1:
    for at least fifteen days); `text` says what was carried out."""

    NOUN: ClassVar[str] = "decision_posting"

    decision_meeting_id: str
    kind: DecisionPaper
    place: str
    posted_on: date
    removable_on: date
    removed_on: date | None = None
    text: str = ""


class DecisionCorrection(Record, frozen=True, kw_only=True):
    """A numbered correction of a sealed decision record, which itself never changes."""

    NOUN: ClassVar[str] = "decision_correction"

    decision_meeting_id: str
    number: int
    text: str
    made_on: date
    made_by: str
