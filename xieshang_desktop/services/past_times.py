"""The times of a meeting that is entered afterwards (补录): what is checked, and what goes with the
meeting when its day or hour was written wrongly and is put right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Opinion, Sitting
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.publicity import Notice
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms import NoticeKind
from xieshang_desktop.domain.topic import Research, Topic
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import rule_profiles
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork


def check_past(desk: Desk, meeting: Meeting) -> None:
    """BadInput `past_meeting_to_come`, `ends_before_begin`, `notice_day_unknown`,
    `notice_after_meeting`; RuleBroken `notice_late` without a reason."""
    day, told = meeting.starts.date(), meeting.notice_on
    if meeting.ends is None or meeting.ends <= meeting.starts:
        raise BadInput("ends_before_begin")
    if meeting.ends > desk.clock():
        raise BadInput("past_meeting_to_come")
    explained = bool(meeting.notice_reason.strip())
    if told is None and not explained:
        raise BadInput("notice_day_unknown")
    if told is not None and told > day:
        raise BadInput("notice_after_meeting", day=told)
    deadline = rule_profiles.notice_until(desk.profile, day)
    if told is not None and told > deadline and not explained:
        days = desk.profile.number("notice_days") or 0
        raise RuleBroken("notice_late", days=days, deadline=deadline)


def check_topics(reader: Reader, meeting: Meeting, topics: Iterable[Topic]) -> None:
    """What was talked over was raised, and looked into, no later than the meeting: RuleBroken
    `topic_after_meeting`, `research_after_meeting`."""
    day = meeting.starts.date()
    for topic in topics:
        if topic.proposed_on > day:
            raise RuleBroken("topic_after_meeting", title=topic.title, day=topic.proposed_on)
        made = [research.made_on for research in reader.all(Research, topic_id=topic.id)]
        if made and min(made) > day:
            raise RuleBroken("research_after_meeting", title=topic.title, day=min(made))


def put_right(desk: Desk, uow: UnitOfWork, known: Meeting, meeting: Meeting) -> Meeting:
    """The meeting with its true times, checked as when it was entered; what was entered with the
    wrong ones moves along: the beginning with the beginning, another time of the day by days.

    Raises as `check_past` and `check_topics`.
    """
    meeting = replace(meeting, opened_at=meeting.starts)
    check_past(desk, meeting)
    items = uow.all(AgendaItem, meeting_id=meeting.id)
    check_topics(uow, meeting, uow.all(Topic, id=[i.topic_id for i in items if i.topic_id]))
    _put_notice(desk, uow, meeting)
    began, days = known.moment(known.starts), meeting.starts.date() - known.starts.date()
    if began != meeting.starts or known.ends != meeting.ends:
        _move(uow, known, meeting, began, days)
    return meeting


def _put_notice(desk: Desk, uow: UnitOfWork, meeting: Meeting) -> None:
    """The notice bears the day that is known; without one there is none."""
    issued = [n for n in uow.all(Notice, meeting_id=meeting.id) if n.kind is NoticeKind.MEETING]
    if meeting.notice_on is None:
        uow.take_away_all(Notice, [notice.id for notice in issued], "notice_withdrawn")
        return
    notice = replace(
        issued[0] if issued else notice_of(desk, meeting),
        title=meeting.title,
        issued_on=meeting.notice_on,
    )
    if [notice] != issued:
        uow.put(notice, "notice_issued")


def notice_of(desk: Desk, meeting: Meeting) -> Notice:
    """The notice as it was issued then."""
    return Notice(
        id=new_id(),
        kind=NoticeKind.MEETING,
        title=meeting.title,
        issued_on=meeting.notice_on or meeting.starts.date(),
        meeting_id=meeting.id,
        contact=desk.unit.official_phone,
    )


def _move(
    uow: UnitOfWork, known: Meeting, meeting: Meeting, began: datetime, days: timedelta
) -> None:
    def moved(moment: datetime) -> datetime:
        if moment == began:
            return meeting.starts
        if moment == known.ends and meeting.ends is not None:
            return meeting.ends
        return moment + days

    def span(stay: Span) -> Span:
        since = moved(stay.since)
        return Span(since, max(since, moved(stay.until)) if stay.until else None)

    came = uow.all(Attendance, meeting_id=meeting.id)
    stayed = [replace(a, at=moved(a.at), stays=tuple(map(span, a.stays))) for a in came]
    said = [replace(o, at=moved(o.at)) for o in uow.all(Opinion, meeting_id=meeting.id)]
    held = [
        replace(s, began_at=span(s.span).since, ended_at=span(s.span).until)
        for s in uow.all(Sitting, "number", meeting_id=meeting.id)
    ]
    routed = [
        replace(o, decided_on=o.decided_on + days) for o in uow.all(Outcome, meeting_id=meeting.id)
    ]
    for values in (stayed, said, held, routed):
        uow.put_all(values, "time_corrected")
