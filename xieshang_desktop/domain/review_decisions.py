"""What the township checks of meetings that decide: whether enough were there, enough agreed, what
was counted adds up, and the record was sealed and the decision made public in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

import msgspec

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.decision import DecisionMeeting, DecisionPosting, Motion, Vote
from xieshang_desktop.domain.decision_rules import DecisionRule, needed
from xieshang_desktop.domain.review import Finding, found
from xieshang_desktop.domain.terms_decision import (
    DecisionBody,
    DecisionPaper,
    DecisionState,
    VotingWay,
    Whole,
)

#: VCL art. 35, UCL art. 34: what was decided is published at least once a quarter. What a meeting
#: of party members agreed to is no decision of the village yet (四议两公开).
PUBLISHED_WITHIN: Final = timedelta(days=92)
#: No law names a day for the record; by then it should be with the files of the year's quarter too.
SEALED_WITHIN: Final = timedelta(days=92)
#: The law of residents' committees as revised in 2025.
_UCL_SINCE: Final = date(2026, 1, 1)
_RESIDENTS: Final = frozenset({DecisionBody.RESIDENTS, DecisionBody.RESIDENT_REPRESENTATIVES})
_OVER: Final = frozenset({DecisionState.CLOSED, DecisionState.SEALED})


class DecidedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting that decides with what is judged beside it. `rules` has, by the id of a vote, the
    row that was in force on the day it was taken; None where another meeting had to decide.
    `unknown` are the ids of votes that name a row that is not known here; where none of that day is
    known either, `rules` has none."""

    meeting: DecisionMeeting
    motions: tuple[Motion, ...] = ()
    votes: tuple[Vote, ...] = ()
    rules: Mapping[str, DecisionRule | None] = {}
    unknown: frozenset[str] = frozenset()
    postings: tuple[DecisionPosting, ...] = ()


def judge_decision(file: DecidedFile, today: date) -> Iterator[Finding]:
    """Every rule that a meeting that decides breaks."""
    meeting = file.meeting
    for vote in file.votes:
        yield from _judge_count(vote)
        yield from _judge_vote(file, vote)
    if meeting.state in _OVER and meeting.opened_at is None:
        yield found("decision_never_opened", meeting)
    if meeting.state is DecisionState.SEALED and not (meeting.digest and meeting.record_digest):
        yield found("decision_without_record", meeting)
    if meeting.state not in _OVER or meeting.closed_at is None:
        return
    closed = meeting.closed_at.date()
    if meeting.state is DecisionState.CLOSED and today > closed + SEALED_WITHIN:
        yield found("decision_unsealed", meeting, closed_on=date_words(closed))
    posted = any(each.kind is DecisionPaper.DECISION for each in file.postings)
    passed = any(vote.passed for vote in file.votes) and _to_publish(meeting.body, closed)
    if passed and not posted and today > closed + PUBLISHED_WITHIN:
        day = date_words(closed)
        yield found("decision_unposted", meeting, DecisionPosting.NOUN, closed_on=day)


def _to_publish(body: DecisionBody, day: date) -> bool:
    """Whether a law that was read asks for it; the law of residents' committees of before was
    not."""
    if body is DecisionBody.PARTY_MEMBERS:
        return False
    return day >= _UCL_SINCE or body not in _RESIDENTS


def _judge_count(vote: Vote) -> Iterator[Finding]:
    """What three numbers say that one cannot."""
    total = vote.count.total
    if min(vote.count.agree, vote.count.disagree, vote.count.abstain) < 0 or total > vote.present:
        yield found("vote_beyond_present", vote, total=str(total), present=str(vote.present))
    if vote.way is not VotingWay.BALLOT:
        return
    issued, returned, invalid = vote.issued or 0, vote.returned or 0, vote.invalid or 0
    if issued > vote.present or returned > issued or total + invalid != returned:
        yield found(
            "ballots_wrong",
            vote,
            issued=str(issued),
            returned=str(returned),
            invalid=str(invalid),
            total=str(total),
        )


def _judge_vote(file: DecidedFile, vote: Vote) -> Iterator[Finding]:
    if vote.expected <= 0 or not vote.basis.strip():
        yield found("vote_without_basis", vote)
        return
    if vote.present > vote.expected:
        expected, present = str(vote.expected), str(vote.present)
        yield found("vote_more_than_entitled", vote, expected=expected, present=present)
    if vote.id in file.unknown:
        yield found("vote_unknown_rule", vote)
    if vote.id not in file.rules:
        return
    rule = file.rules[vote.id]
    if rule is None or (vote.rule != rule.id and vote.id not in file.unknown):
        yield found("vote_other_rule", vote, day=date_words(vote.taken_at))
    if rule is None:
        return
    entitled = file.meeting.members if rule.acting else file.meeting.entitled
    if vote.expected != entitled:
        yield found(
            "vote_other_expected", vote, expected=str(vote.expected), entitled=str(entitled)
        )
    counting = file.meeting.counting
    share = next((q.share for q in rule.quorum if q.counting is counting), None)
    must_come = needed(share, vote.expected) if share else 0
    if rule.quorum and share is None:
        yield found("vote_counting_not_allowed", vote)
    elif vote.present < must_come:
        yield found(
            "vote_without_quorum",
            vote,
            expected=str(vote.expected),
            present=str(vote.present),
            needed=str(must_come),
        )
    yield from _judge_agreeing(rule, vote)


def _judge_agreeing(rule: DecisionRule, vote: Vote) -> Iterator[Finding]:
    of = vote.expected if rule.agree_of is Whole.ENTITLED else vote.present
    if of <= 0:
        return
    least = needed(rule.agree, of)
    agree = vote.count.agree
    if vote.needed != least:
        yield found("vote_other_needed", vote, told=str(vote.needed), needed=str(least))
    if vote.passed and agree < least:
        yield found("vote_not_carried", vote, agree=str(agree), needed=str(least))
    if not vote.passed and agree >= least:
        yield found("vote_carried", vote, agree=str(agree), needed=str(least))
