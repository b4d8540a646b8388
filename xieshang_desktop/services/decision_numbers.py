"""The numbers by which a meeting that decides is judged, mended once people have come."""

from __future__ import annotations

from msgspec.structs import replace

from xieshang_desktop.domain.decision import DecisionMeeting, Vote
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.decision_file import COMING
from xieshang_desktop.services.desk import Desk


def correct_numbers(
    desk: Desk, meeting_id: str, entitled: int, reason: str, *, members: int | None = None
) -> DecisionMeeting:
    """How many may vote was counted wrongly: the right numbers with the reason, until the first
    vote was taken.

    BadInput `number_below_zero`, `entitled_missing`, `reason_missing`; RuleBroken `decision_over`,
    `numbers_voted_on`.
    """
    if entitled <= 0:
        raise BadInput("entitled_missing")
    if members is not None and members < 0:
        raise BadInput("number_below_zero")
    if not reason.strip():
        raise BadInput("reason_missing")
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(DecisionMeeting, meeting_id)
        if meeting.state not in COMING:
            raise RuleBroken("decision_over", title=meeting.title)
        if uow.count(Vote, decision_meeting_id=meeting_id):
            raise RuleBroken("numbers_voted_on")
        one = meeting.counting.measure
        told = []
        if entitled != meeting.entitled:
            told.append(f"应到由{meeting.entitled}{one}更正为{entitled}{one}")
        if members is not None and members != meeting.members:
            told.append(f"集体成员由{meeting.members}人更正为{members}人")
        if not told:
            return meeting
        words = f"{'，'.join(told)}：{reason.strip()}。"
        meeting = replace(
            meeting,
            entitled=entitled,
            members=meeting.members if members is None else members,
            numbers_corrected=meeting.numbers_corrected + words,
        )
        uow.put(meeting, "decision_numbers_corrected")
        uow.commit()
    return meeting
