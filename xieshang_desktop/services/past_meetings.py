"""Meetings that were held on paper and are entered afterwards, with their true dates (补录)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meetings import check_meeting, put_on_agenda
from xieshang_desktop.services.past_times import check_past, check_topics, notice_of
from xieshang_desktop.services.topics import next_number, standing_of


def enter_past_meeting(
    desk: Desk, meeting: Meeting, ended: datetime, topic_ids: Sequence[str] = ()
) -> Meeting:
    """Keep a meeting that took place from `meeting.starts` until `ended`; it stands open, so that
    who came and what was said can be entered, and its minutes say that they were entered later.
    Without the day of its notice (`notice_on`) it says why (`notice_reason`).

    BadInput `meeting_title_missing`, `place_missing`, `past_meeting_to_come` (it is not over yet),
    `ends_before_begin`, `notice_day_unknown`, `notice_after_meeting`; RuleBroken `notice_late`
    without a reason, `research_missing`, `topic_not_accepted`, `topic_after_meeting`,
    `research_after_meeting`.
    """
    meeting = replace(meeting, ends=ended)
    check_meeting(meeting)
    check_past(desk, meeting)
    with desk.store.write(desk.actor) as uow:
        meeting = replace(
            meeting,
            number=next_number(uow, Meeting, meeting.starts.year),
            state=MeetingState.OPEN,
            opened_at=meeting.starts,
            entered_on=desk.today,
        )
        uow.put(meeting, "meeting_entered")
        for position, topic_id in enumerate(dict.fromkeys(topic_ids), 1):
            topic = uow.one(Topic, topic_id)
            if not standing_of(uow, topic).may_discuss():
                raise RuleBroken("research_missing", title=topic.title)
            check_topics(uow, meeting, [topic])
            put_on_agenda(uow, meeting.id, topic, position)
        if meeting.notice_on is not None:
            uow.put(notice_of(desk, meeting), "notice_issued")
        uow.commit()
    return meeting
