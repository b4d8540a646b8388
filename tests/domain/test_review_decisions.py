"""Every rule of meetings that decide finds its fault, and nothing else."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from xieshang_desktop.domain.decision import (
    Count,
    DecisionMeeting,
    DecisionPosting,
    Motion,
    Vote,
)
from xieshang_desktop.domain.review_decisions import DecidedFile, judge_decision
from xieshang_desktop.domain.review_words import reason_of
from xieshang_desktop.domain.terms_decision import (
    Counting,
    DecisionBody,
    DecisionPaper,
    DecisionState,
    VotingWay,
)
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services.decision_table import rule_named

DAY = date(2026, 3, 20)
MOMENT = datetime(2026, 3, 20, 9, 0, tzinfo=BEIJING)
LATER = DAY + timedelta(days=93)
ROW = rule_named("village-representatives-2025")
COLLECTIVE = rule_named("village-representatives-collective-2025")

MEETING = DecisionMeeting(
    id="d",
    number="2026-01",
    title="2026年村民代表会议",
    body=DecisionBody.VILLAGE_REPRESENTATIVES,
    starts=MOMENT,
    entitled=48,
    state=DecisionState.SEALED,
    opened_at=MOMENT,
    closed_at=MOMENT + timedelta(hours=2),
    digest="a",
    record_digest="b",
)
MOTION = Motion(
    id="m",
    decision_meeting_id="d",
    position=1,
    title="筹资",
    text="三百元",
    collective_property=False,
)
VOTE = Vote(
    id="v",
    decision_meeting_id="d",
    motion_id="m",
    way=VotingWay.HANDS,
    taken_at=MOMENT,
    expected=48,
    present=37,
    count=Count(agree=30, disagree=5, abstain=2),
    needed=19,
    passed=True,
    rule="village-representatives-2025",
    basis="应到48人，实到37人",
)
BALLOT = replace(VOTE, way=VotingWay.BALLOT, issued=37, returned=37, invalid=0)
POSTING = DecisionPosting(
    id="p",
    decision_meeting_id="d",
    kind=DecisionPaper.DECISION,
    place="村部",
    posted_on=DAY,
    removable_on=DAY + timedelta(days=16),
)
GOOD = DecidedFile(
    meeting=MEETING, motions=(MOTION,), votes=(VOTE,), rules={"v": ROW}, postings=(POSTING,)
)


def with_vote(vote: Vote = VOTE, **changed: Any) -> DecidedFile:
    return replace(GOOD, votes=(replace(vote, **changed),))


def with_meeting(**changed: Any) -> DecidedFile:
    return replace(GOOD, meeting=replace(MEETING, **changed))


#: For each rule a file that breaks it.
BROKEN: dict[str, DecidedFile] = {
    "decision_never_opened": with_meeting(opened_at=None),
    "decision_without_record": with_meeting(record_digest=""),
    "decision_unsealed": with_meeting(state=DecisionState.CLOSED),
    "decision_unposted": replace(GOOD, postings=()),
    "vote_without_basis": with_vote(basis=" "),
    "vote_more_than_entitled": replace(
        with_meeting(entitled=36), votes=(replace(VOTE, expected=36),)
    ),
    "vote_unknown_rule": replace(with_vote(rule="mine"), unknown=frozenset({"v"})),
    "vote_other_expected": with_meeting(entitled=60),
    "vote_other_needed": with_vote(needed=18),
    "vote_carried": with_vote(passed=False),
    "vote_beyond_present": with_vote(count=Count(agree=30, disagree=5, abstain=3)),
    "ballots_wrong": with_vote(BALLOT, returned=36),
    "vote_other_rule": with_vote(rule="village-representatives-2018"),
    "vote_counting_not_allowed": with_meeting(counting=Counting.HOUSEHOLDS),
    "vote_without_quorum": with_vote(
        present=31, needed=16, count=Count(agree=31, disagree=0, abstain=0)
    ),
    "vote_not_carried": with_vote(count=Count(agree=18, disagree=17, abstain=2)),
}


def codes(file: DecidedFile, today: date = LATER) -> list[str]:
    return [finding.code for finding in judge_decision(file, today)]


@pytest.mark.parametrize("code", BROKEN)
def test_each_fault_is_found_and_told(code: str) -> None:
    (finding,) = judge_decision(BROKEN[code], LATER)
    assert finding.code == code
    assert "{" not in reason_of(finding)


@pytest.mark.parametrize(
    "file",
    [
        GOOD,
        with_vote(BALLOT),
        with_vote(passed=False, count=Count(agree=10, disagree=27, abstain=0)),
        with_vote(present=32, needed=17, count=Count(agree=17, disagree=0, abstain=15)),
        with_meeting(state=DecisionState.CANCELLED, opened_at=None, closed_at=None),
        with_vote(rule="a-row-of-a-newer-program"),
    ],
)
def test_what_is_right_gives_nothing(file: DecidedFile) -> None:
    newer = {} if file.votes[0].rule.startswith("a-row") else file.rules
    assert codes(replace(file, rules=newer)) == []


def test_time_alone_makes_a_fault_of_what_waits() -> None:
    waiting = replace(with_meeting(state=DecisionState.CLOSED), postings=())
    assert codes(waiting, DAY + timedelta(days=92)) == []
    assert codes(waiting) == ["decision_unsealed", "decision_unposted"]


def test_what_party_members_agreed_to_is_no_decision_to_make_public() -> None:
    party = with_meeting(body=DecisionBody.PARTY_MEMBERS)
    row = {"v": rule_named("party-members")}
    told = Count(agree=37, disagree=0, abstain=0)
    vote = replace(VOTE, rule="party-members", count=told, needed=25)
    assert codes(replace(party, votes=(vote,), rules=row, postings=())) == []


def test_two_thirds_of_all_are_asked_of_a_collective_matter() -> None:
    vote = replace(VOTE, rule="village-representatives-collective-2025", needed=32)
    file = replace(GOOD, votes=(vote,), rules={"v": COLLECTIVE})
    assert codes(file) == ["vote_not_carried"]
    enough = replace(vote, count=Count(agree=32, disagree=5, abstain=0))
    assert codes(replace(file, votes=(enough,))) == []
    assert codes(replace(GOOD, rules={"v": COLLECTIVE}))[0] == "vote_other_rule"


def test_a_rule_that_is_not_known_is_told_and_the_day_s_own_is_asked_all_the_same() -> None:
    few = Count(agree=18, disagree=17, abstain=2)
    forged = replace(with_vote(rule="mine", count=few), unknown=frozenset({"v"}))
    assert codes(forged) == ["vote_unknown_rule", "vote_not_carried"]
    assert codes(replace(forged, rules={})) == ["vote_unknown_rule"]


def test_where_the_village_acts_the_members_are_those_expected() -> None:
    row = rule_named("villagers-collective-2025")
    meeting = replace(MEETING, body=DecisionBody.VILLAGERS, entitled=90, members=48)
    vote = replace(VOTE, rule="villagers-collective-2025", needed=32)
    vote = replace(vote, count=Count(agree=32, disagree=5, abstain=0))
    file = replace(GOOD, meeting=meeting, votes=(vote,), rules={"v": row})
    assert codes(file) == []
    assert codes(replace(file, meeting=replace(meeting, members=49))) == ["vote_other_expected"]


@pytest.mark.parametrize(("year", "expected"), [(2025, []), (2026, ["decision_unposted"])])
def test_no_publishing_is_asked_of_residents_by_a_law_that_was_not_read(
    year: int, expected: list[str]
) -> None:
    closed = datetime(year, 3, 20, 11, 0, tzinfo=BEIJING)
    residents = with_meeting(body=DecisionBody.RESIDENTS, closed_at=closed)
    assert codes(replace(residents, rules={}, postings=())) == expected


def test_what_another_meeting_had_to_decide_is_found() -> None:
    assert codes(replace(GOOD, rules={"v": None})) == ["vote_other_rule"]
