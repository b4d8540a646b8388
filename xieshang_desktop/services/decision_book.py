"""The year's decisions as the civil affairs office asks for them, and vote by vote.

农村民主决策情况 (rules 6): 实到占比 = 实到 ÷ 应到, 同意占比 = 同意 ÷ 实到, two decimals, half up,
`--` where nobody was. Meetings are counted once; the numbers of people are summed over their votes,
those of households apart from them, and a meeting without a vote decided nothing. Consultations are
never counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import msgspec

from xieshang_desktop.domain.decision import DecisionMeeting, DecisionPosting, Motion, Vote
from xieshang_desktop.domain.decision_rules import percent
from xieshang_desktop.domain.documents import (
    DecisionLedger,
    DecisionLedgerRow,
    DecisionStatistics,
    StatisticsRow,
)
from xieshang_desktop.domain.terms import Body
from xieshang_desktop.domain.terms_decision import (
    Counting,
    DecisionBody,
    DecisionPaper,
    DecisionState,
)
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services.desk import Desk

#: Rows of the form, in its order; a village without such a meeting tells that it had none.
_ROWS: Final = {
    Body.VILLAGE: (DecisionBody.VILLAGERS, DecisionBody.VILLAGE_REPRESENTATIVES),
    Body.COMMUNITY: (DecisionBody.RESIDENTS, DecisionBody.RESIDENT_REPRESENTATIVES),
}
#: The form also asks for this, which the program does not hold.
_PLEBISCITE: Final = {Body.VILLAGE: "村民公决", Body.COMMUNITY: ""}


class _Voted(msgspec.Struct, frozen=True):
    """One vote of the year with what it belongs to."""

    meeting: DecisionMeeting
    motion: Motion
    vote: Vote
    posted_on: date | None


def decision_statistics(desk: Desk, year: str, _answers: Mapping[str, str]) -> DecisionStatistics:
    """民主决策情况 of a year; BadInput `year_unreadable`."""
    chosen = _year(desk, year)
    votes = _votes(desk, chosen)
    rows = []
    for body in _ROWS[desk.unit.body]:
        own = [v for v in votes if v.meeting.body is body]
        rows.append(_row(body.official, _counted(own, Counting.PEOPLE)))
        if homes := _counted(own, Counting.HOUSEHOLDS):
            rows.append(_row(f"{body.official}（按户）", homes, of_people=False))
    if plebiscite := _PLEBISCITE[desk.unit.body]:
        rows.append(_row(plebiscite, []))
    return DecisionStatistics(
        unit=desk.unit.name,
        issued_on=desk.today,
        practice=desk.unit.practice,
        year=chosen,
        rows=tuple(rows),
    )


def decision_ledger(desk: Desk, year: str, _answers: Mapping[str, str]) -> DecisionLedger:
    """民主决策台账: every vote of a year in its order; BadInput `year_unreadable`."""
    chosen = _year(desk, year)
    rows = [
        DecisionLedgerRow(
            held_on=_held_on(each.meeting),
            body=each.meeting.body.official,
            matter=each.motion.title,
            measure=each.meeting.counting.measure,
            expected=each.vote.expected,
            present=each.vote.present,
            women=each.vote.women,
            agree=each.vote.count.agree,
            disagree=each.vote.count.disagree,
            abstain=each.vote.count.abstain,
            result="通过" if each.vote.passed else "未通过",
            meeting_number=each.meeting.number,
            posted_on=each.posted_on,
        )
        for each in _votes(desk, chosen)
    ]
    return DecisionLedger(
        unit=desk.unit.name,
        issued_on=desk.today,
        practice=desk.unit.practice,
        year=chosen,
        rows=tuple(rows),
    )


def _held_on(meeting: DecisionMeeting) -> date:
    return (meeting.opened_at or meeting.starts).date()


def _counted(votes: Sequence[_Voted], counting: Counting) -> list[_Voted]:
    return [vote for vote in votes if vote.meeting.counting is counting]


def _row(name: str, votes: Sequence[_Voted], *, of_people: bool = True) -> StatisticsRow:
    """Women are people: of households they are no share."""
    expected = sum(v.vote.expected for v in votes)
    present = sum(v.vote.present for v in votes)
    agree = sum(v.vote.count.agree for v in votes)
    disagree = sum(v.vote.count.disagree for v in votes)
    abstain = sum(v.vote.count.abstain for v in votes)
    women = sum(v.vote.women for v in votes)
    return StatisticsRow(
        body=name,
        meetings=len({v.meeting.id for v in votes}),
        expected=expected,
        present=present,
        present_share=percent(present, expected),
        agree=agree,
        agree_share=percent(agree, present),
        disagree=disagree,
        disagree_share=percent(disagree, present),
        abstain=abstain,
        abstain_share=percent(abstain, present),
        women=women,
        women_share=percent(women, present if of_people else 0),
    )


def _votes(desk: Desk, year: int) -> list[_Voted]:
    """The votes of meetings that were held in a year, in their order."""
    with desk.store.read() as reader:
        meetings = {
            m.id: m
            for m in reader.all(DecisionMeeting, "starts")
            if _held_on(m).year == year and m.state in {DecisionState.CLOSED, DecisionState.SEALED}
        }
        motions = {m.id: m for m in reader.all(Motion)}
        votes = [v for v in reader.all(Vote, "taken_at") if v.decision_meeting_id in meetings]
        postings = reader.all(DecisionPosting, "-posted_on", kind=DecisionPaper.DECISION)
    posted = {posting.decision_meeting_id: posting.posted_on for posting in postings}
    order = {meeting_id: at for at, meeting_id in enumerate(meetings)}
    votes.sort(key=lambda vote: order[vote.decision_meeting_id])
    return [
        _Voted(
            meetings[vote.decision_meeting_id],
            motions[vote.motion_id],
            vote,
            posted.get(vote.decision_meeting_id),
        )
        for vote in votes
        if vote.motion_id in motions
    ]


def _year(desk: Desk, year: str) -> int:
    if not year:
        return desk.today.year
    if not re.fullmatch("[1-9][0-9]{3}", year):
        raise BadInput("year_unreadable", words=year[:20])
    return int(year)
