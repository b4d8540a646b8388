"""Meetings that decide, held on paper and entered afterwards with their true times (补录).

What is entered happened when the entering says it did: the meeting has a clock of its own, which
begins with it and is put forward from vote to vote."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.decision import DecisionMeeting, Presence, Vote
from xieshang_desktop.domain.terms_decision import DecisionState
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.decision_checks import lacks_of
from xieshang_desktop.services.decision_file import file_of, moment_of
from xieshang_desktop.services.desk import Desk


def enter_past_decision(
    desk: Desk, meeting_id: str, began: datetime, ended: datetime
) -> DecisionMeeting:
    """A planned meeting took place on its day from `began` until `ended`; it stands open, so that
    who came and how was voted can be entered.

    BadInput `ends_before_begin`, `past_meeting_to_come`, `notice_after_meeting`; RuleBroken
    `decision_over`, `past_other_day`, `signed_in_later` and the first lack that stops it.
    """
    if ended <= began:
        raise BadInput("ends_before_begin")
    if ended > desk.clock():
        raise BadInput("past_meeting_to_come")
    with desk.store.write(desk.actor) as uow:
        file = file_of(uow, meeting_id)
        meeting = file.meeting
        if meeting.state is not DecisionState.PLANNED:
            raise RuleBroken("decision_over", title=meeting.title)
        if began.date() != meeting.starts.date():
            raise RuleBroken("past_other_day", day=meeting.starts.date())
        if meeting.notice_on is not None and meeting.notice_on > began.date():
            raise BadInput("notice_after_meeting", day=meeting.notice_on)
        if any(stay.since > began for p in file.presences.values() for stay in p.stays):
            raise RuleBroken("signed_in_later")
        for lack in lacks_of(desk, file):
            if lack.stops:
                raise lack.problem
        meeting = replace(
            meeting,
            state=DecisionState.OPEN,
            opened_at=began,
            entered_on=desk.today,
            entered_by=desk.actor,
            entered_at=began,
            entered_until=ended,
        )
        uow.put(meeting, "decision_entered")
        uow.commit()
    return meeting


def put_forward(desk: Desk, meeting_id: str, at: datetime) -> DecisionMeeting:
    """What is entered from now on happened at this time.

    RuleBroken `decision_not_open`; BadInput `past_time_outside` after the end of the meeting, or
    before something that was entered already.
    """
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(DecisionMeeting, meeting_id)
        until = meeting.entered_until
        if meeting.state is not DecisionState.OPEN or until is None:
            raise RuleBroken("decision_not_open", title=meeting.title)
        presences = uow.all(Presence, decision_meeting_id=meeting_id)
        votes = uow.all(Vote, decision_meeting_id=meeting_id)
        moved = replace(meeting, entered_at=at)
        if at > until or moment_of(moved, presences, votes, at) != at:
            raise BadInput("past_time_outside")
        uow.put(moved, "decision_put_forward")
        uow.commit()
    return moved


def entered_told(meeting: DecisionMeeting) -> str:
    """`（当时记在纸上，2026年3月20日由周建国补录）`; empty where the laptop was there."""
    if meeting.entered_on is None:
        return ""
    by = f"由{meeting.entered_by}" if meeting.entered_by else ""
    return f"（当时记在纸上，{date_words(meeting.entered_on)}{by}补录）"
