"""A meeting that decides as its pages and papers see it: who is there, its motions and votes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.decision import (
    DecisionCorrection,
    DecisionMeeting,
    DecisionPosting,
    Motion,
    Presence,
    Voice,
    Vote,
)
from xieshang_desktop.domain.decision_rules import DecisionRule, needed
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Sex
from xieshang_desktop.domain.terms_decision import (
    Counting,
    DecisionState,
    PresenceWay,
    VotingWay,
    Whole,
)
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.decision_table import expected_of, rule_of
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.unit_of_work import Reader

#: Not over yet.
COMING = frozenset({DecisionState.PLANNED, DecisionState.OPEN})


class Quorum(msgspec.Struct, frozen=True, kw_only=True):
    """Who is in the room at a moment: people or households that may vote, how many are `needed`
    (None where the law names no number, or nobody said how many may vote), women among them, who
    sits in, and of those present who is `absent`: online, or by proxy."""

    expected: int
    present: int
    needed: int | None
    women: int
    sitting_in: int
    absent: int
    rule: DecisionRule

    @property
    def to_agree(self) -> int:
        """How many must agree; RuleBroken `cannot_count` where there is nobody."""
        of = self.expected if self.rule.agree_of is Whole.ENTITLED else self.present
        return needed(self.rule.agree, of)

    @property
    def missing(self) -> int:
        """How many more must come."""
        return max(0, (self.needed or 0) - self.present)


class DecisionFile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of one meeting; votes and voices by their motion, people by their ids."""

    meeting: DecisionMeeting
    motions: tuple[Motion, ...]
    votes: dict[str, Vote]
    voices: dict[str, dict[str, Voice]]
    presences: dict[str, Presence]
    people: dict[str, Person]
    topic: Topic | None
    postings: tuple[DecisionPosting, ...]
    corrections: tuple[DecisionCorrection, ...]

    @property
    def signable(self) -> tuple[Motion, ...]:
        """The motions on which names are signed beside what they said: a ballot stays secret."""
        ways = {m.id: self.votes[m.id].way if m.id in self.votes else m.way for m in self.motions}
        return tuple(m for m in self.motions if ways[m.id] is not VotingWay.BALLOT)

    def moment(self, at: datetime) -> datetime:
        """Now, as `moment_of` says."""
        return moment_of(self.meeting, self.presences.values(), self.votes.values(), at)

    def entitled_in_room(self, motion: Motion, moment: datetime) -> list[Person]:
        """Who may vote on a motion and is in the room, or takes part as if."""
        now = self.moment(moment)
        rule = motion_rule(self.meeting, motion, self._judged_on(now))
        return [
            self.people[p.person_id]
            for p in self.presences.values()
            if rule.counts(p, now) and p.in_room(now) and p.person_id in self.people
        ]

    def called(self, motion: Motion, moment: datetime) -> list[Presence]:
        """Whom a roll call on a motion counts: who was in the room when the first name was called
        or is now, and whoever answered, gone or not."""
        return [presence for presence, _at in self._called(motion, self.moment(moment))]

    def _called(self, motion: Motion, now: datetime) -> list[tuple[Presence, datetime]]:
        """The same, each with the moment at which the way they took part counts."""
        voices = self.voices.get(motion.id, {})
        first = min((voice.said_at for voice in voices.values()), default=now)
        rule = motion_rule(self.meeting, motion, self._judged_on(now))
        found = []
        for p in self.presences.values():
            answered = voices.get(p.person_id)
            at = answered.said_at if answered else now if p.in_room(now) else first
            if (answered or p.in_room(at)) and rule.counts(p, at):
                found.append((p, at))
        return found

    def calling(self, motion: Motion, moment: datetime) -> Quorum:
        """The quorum of a roll call: who leaves during it is still counted."""
        now = self.moment(moment)
        called = [
            replace(p, stays=(replace(p.stay_at(at), since=now, until=None),))
            for p, at in self._called(motion, now)
        ]
        rule = motion_rule(self.meeting, motion, self._judged_on(now))
        return quorum_of(self.meeting, called, self.people, rule, now)

    def quorum(self, moment: datetime, motion: Motion | None = None) -> Quorum:
        """Who is there, for one motion, or for the strictest of those still open."""
        now = self.moment(moment)
        day = self._judged_on(now)
        rule = self._strictest(day) if motion is None else motion_rule(self.meeting, motion, day)
        return quorum_of(self.meeting, self.presences.values(), self.people, rule, now)

    def _judged_on(self, now: datetime) -> date | None:
        """The day whose law a vote follows: today once the meeting has begun (rules R16)."""
        return now.date() if self.meeting.state is DecisionState.OPEN else None

    def _strictest(self, day: date | None) -> DecisionRule:
        rules = [rule_of(self.meeting, day=day)]
        for motion in self.motions:
            if motion.collective_property and motion.id not in self.votes:
                try:
                    rules.append(motion_rule(self.meeting, motion, day))
                except RuleBroken:  # another meeting's matter: said where it is put to the vote
                    continue
        return max(rules, key=lambda rule: _needed(rule, self.meeting) or 0)


def moment_of(
    meeting: DecisionMeeting, presences: Iterable[Presence], votes: Iterable[Vote], at: datetime
) -> datetime:
    """A moment that is never before what was already written of a meeting that is not over: a clock
    that was set back does not empty the room. What is entered afterwards (补录) has its own."""
    if meeting.state not in COMING:
        return at
    at = meeting.entered_at or at
    spans = [span for p in presences for span in p.stays]
    known = (meeting.opened_at, *(s.since for s in spans), *(s.until for s in spans))
    return max((at, *filter(None, known), *(vote.taken_at for vote in votes)))


def untold(meeting: DecisionMeeting, motion: Motion) -> bool:
    """Whether the notice did not name a motion, or not in these words."""
    return meeting.notice_on is not None and motion.told_as not in meeting.told


def put_later(meeting: DecisionMeeting, motion: Motion) -> bool:
    """Whether a motion was put forward after the notice, whatever its words were since."""
    told = {each.partition(":")[0] for each in meeting.told}
    return meeting.notice_on is not None and motion.id not in told


def motion_rule(meeting: DecisionMeeting, motion: Motion, day: date | None = None) -> DecisionRule:
    """The row of the table for one motion, on the day the meeting is planned for or on another;
    RuleBroken `collective_elsewhere`."""
    return rule_of(meeting, collective=bool(motion.collective_property), day=day)


def quorum_of(
    meeting: DecisionMeeting,
    presences: Iterable[Presence],
    people: dict[str, Person],
    rule: DecisionRule,
    moment: datetime,
) -> Quorum:
    """Who of a meeting is in the room; a household has one voice, however many of it came."""
    here = [p for p in presences if p.in_room(moment)]
    voting = [p for p in here if rule.counts(p, moment)]
    women = sum(p.person_id in people and people[p.person_id].sex is Sex.FEMALE for p in voting)
    voices = {p.person_id for p in voting}
    if meeting.counting is Counting.HOUSEHOLDS:
        voices = {p.household_id for p in voting if p.household_id}
    return Quorum(
        expected=expected_of(meeting, rule),
        present=len(voices),
        needed=_needed(rule, meeting),
        women=women,
        sitting_in=sum(
            p.stay_at(moment).way is PresenceWay.ROOM for p in here if not rule.counts(p, moment)
        ),
        absent=sum(p.stay_at(moment).way is not PresenceWay.ROOM for p in voting),
        rule=rule,
    )


def _needed(rule: DecisionRule, meeting: DecisionMeeting) -> int | None:
    if meeting.counting not in rule.countings or expected_of(meeting, rule) <= 0:
        return None
    share = rule.quorum_for(meeting.counting)
    return None if share is None else needed(share, expected_of(meeting, rule))


def read_file(desk: Desk, meeting_id: str) -> DecisionFile:
    """One meeting with all that belongs to it; RuleBroken `gone`."""
    with desk.store.read() as reader:
        return file_of(reader, meeting_id)


def file_of(reader: Reader, meeting_id: str) -> DecisionFile:
    """The same within a view of the records, or while they are written."""
    meeting = reader.one(DecisionMeeting, meeting_id)
    motions = tuple(reader.all(Motion, "position", decision_meeting_id=meeting_id))
    presences = {p.person_id: p for p in reader.all(Presence, decision_meeting_id=meeting_id)}
    voices: dict[str, dict[str, Voice]] = {motion.id: {} for motion in motions}
    for voice in reader.all(Voice, decision_meeting_id=meeting_id):
        voices.setdefault(voice.motion_id, {})[voice.person_id] = voice
    return DecisionFile(
        meeting=meeting,
        motions=motions,
        votes={v.motion_id: v for v in reader.all(Vote, decision_meeting_id=meeting_id)},
        voices=voices,
        presences=presences,
        people={p.id: p for p in people_by_ids(reader, _named(presences))},
        topic=reader.find(Topic, meeting.topic_id),
        postings=tuple(reader.all(DecisionPosting, "posted_on", decision_meeting_id=meeting_id)),
        corrections=tuple(reader.all(DecisionCorrection, "number", decision_meeting_id=meeting_id)),
    )


def _named(presences: dict[str, Presence]) -> list[str]:
    """Who is there, and who carries a proxy, also where their own signing in is gone."""
    carriers = (stay.carrier_id for p in presences.values() for stay in p.stays)
    return list(dict.fromkeys([*presences, *filter(None, carriers)]))


class DecisionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One meeting of the list, with its motions and how many of them passed."""

    meeting: DecisionMeeting
    motions: tuple[Motion, ...]
    voted: int
    passed: int


def list_decisions(desk: Desk) -> list[DecisionLine]:
    """All meetings that decide, the latest first."""
    with desk.store.read() as reader:
        meetings = reader.all(DecisionMeeting, "-starts")
        motions = reader.all(Motion, "position")
        votes = reader.all(Vote)
    return [
        DecisionLine(
            meeting=meeting,
            motions=tuple(m for m in motions if m.decision_meeting_id == meeting.id),
            voted=sum(v.decision_meeting_id == meeting.id for v in votes),
            passed=sum(v.decision_meeting_id == meeting.id and v.passed for v in votes),
        )
        for meeting in meetings
    ]
