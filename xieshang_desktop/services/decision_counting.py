"""计票单 of a meeting that decides: one sheet for each matter."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.decision import DecisionMeeting, Motion, Vote
from xieshang_desktop.domain.terms_decision import VotingWay
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.decision_file import motion_rule, read_file
from xieshang_desktop.services.decision_table import expected_of
from xieshang_desktop.services.decision_words import body_words
from xieshang_desktop.services.desk import Desk


def count_sheet(desk: Desk, meeting_id: str, _answers: Mapping[str, str]) -> documents.CountSheet:
    """计票单, filled where a vote was taken, else to be filled by hand; RuleBroken
    `motions_missing`."""
    file = read_file(desk, meeting_id)
    if not file.motions:
        raise RuleBroken("motions_missing")
    meeting = file.meeting
    return documents.CountSheet(
        unit=desk.unit.name,
        title=f"{body_words(meeting)}计票单",
        body=body_words(meeting),
        day=date_words(meeting.starts),
        sheets=tuple(
            replace(_counted(meeting, m, file.votes.get(m.id)), later=at > 0)
            for at, m in enumerate(file.motions)
        ),
        issued_on=meeting.starts.date(),
        practice=desk.unit.practice,
    )


def _counted(
    meeting: DecisionMeeting, motion: Motion, vote: Vote | None
) -> documents.CountedMotion:
    one = meeting.counting.measure
    if vote is None:
        expected = _expected(meeting, motion)
        return documents.CountedMotion(
            what=motion.title,
            way=motion.way.official,
            expected=f"{expected}{one}" if expected else "",
            ballot=motion.way is VotingWay.BALLOT,
        )
    ballot = vote.way is VotingWay.BALLOT
    valid = (vote.returned or 0) - (vote.invalid or 0)
    return documents.CountedMotion(
        what=motion.title,
        way=vote.way.official,
        expected=f"{vote.expected}{one}",
        present=f"{vote.present}{one}",
        ballot=ballot,
        issued=f"{vote.issued}张" if ballot else "",
        returned=f"{vote.returned}张" if ballot else "",
        valid=f"{valid}张" if ballot else "",
        invalid=f"{vote.invalid}张" if ballot else "",
        agree=str(vote.count.agree),
        disagree=str(vote.count.disagree),
        abstain=str(vote.count.abstain),
        needed=f"{vote.needed}{one}",
        result="通过" if vote.passed else "未通过",
        counters="、".join(vote.counters),
        overseer=vote.overseer,
    )


def _expected(meeting: DecisionMeeting, motion: Motion) -> int:
    """Of how many a matter counts: where the village acts for the collective, of its members."""
    try:
        return expected_of(meeting, motion_rule(meeting, motion))
    except RuleBroken:  # another meeting decides: refused when it is put to the vote
        return meeting.entitled
