"""Public papers: the notice and the result; and how long a posting stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.attendance import Invitation
from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.meeting import AgendaItem, Measure, Meeting
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.rules import earliest_removal, posting_days
from xieshang_desktop.domain.terms import (
    MeetingState,
    NoticeKind,
    OutcomeKind,
    Part,
    StepKind,
)
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import village_days
from xieshang_desktop.services.board import board_facts
from xieshang_desktop.services.deeds import standing_words
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.hanging import check_posting, take_off
from xieshang_desktop.services.minutes_text import outcome_words
from xieshang_desktop.services.rule_profiles import is_rest_day
from xieshang_desktop.services.topics import settle
from xieshang_desktop.storage.unit_of_work import Reader


def issue_result(desk: Desk, topic_id: str) -> Notice:
    """Write the result notice (公示) of a topic; RuleBroken `nothing_to_publish` before an outcome
    other than 持续协商."""
    with desk.store.write(desk.actor) as uow:
        topic = uow.one(Topic, topic_id)
        outcome = settled_outcome(uow, topic_id)
        known = [n for n in uow.all(Notice, topic_id=topic_id) if n.kind is NoticeKind.RESULT]
        notice = Notice(
            id=known[0].id if known else new_id(),
            kind=NoticeKind.RESULT,
            title=topic.title,
            issued_on=known[0].issued_on if known else desk.today,
            meeting_id=outcome.meeting_id,
            topic_id=topic_id,
            text=outcome_words(desk, outcome),
            days=posting_days(desk.today, desk.profile),
            contact=desk.unit.official_phone,
        )
        uow.put(notice, "result_notice_issued")
        uow.commit()
    return notice


def issue_implementation(desk: Desk, topic_id: str) -> Notice:
    """Write the notice of how a result was carried out, the second posting (VCL art. 35 item 4,
    UCL art. 34 item 5). It may be written while work goes on: one that hangs already is followed by
    a further one when there is something new, else it is given as it is.

    RuleBroken `nothing_to_publish`, `result_not_posted`.
    """
    with desk.store.write(desk.actor) as uow:
        topic = uow.one(Topic, topic_id)
        outcome = settled_outcome(uow, topic_id)
        notices = uow.all(Notice, "issued_on", topic_id=topic_id)
        first = [n.id for n in notices if n.kind is NoticeKind.RESULT]
        if not uow.all(Posting, notice_id=first):
            raise RuleBroken("result_not_posted", title=topic.title)
        known = [n for n in notices if n.kind is NoticeKind.IMPLEMENTATION][-1:]
        hangs = bool(known and uow.all(Posting, notice_id=known[0].id))
        text = standing_words(uow, outcome)
        if hangs and known[0].text == text:
            return known[0]
        notice = Notice(
            id=known[0].id if known and not hangs else new_id(),
            kind=NoticeKind.IMPLEMENTATION,
            title=topic.title,
            issued_on=desk.today,
            meeting_id=outcome.meeting_id,
            topic_id=topic_id,
            text=text,
            days=posting_days(desk.today, desk.profile),
            contact=desk.unit.official_phone,
        )
        uow.put(notice, "implementation_notice_issued")
        uow.commit()
    return notice


def post(desk: Desk, notice_id: str, place: str, day: date | None = None) -> Posting:
    """A notice hangs on a board since `day`; posting a result settles the fifth step. A result
    stays as long as the law says, the notice of a meeting until it is over.

    BadInput `place_missing`, `date_in_future`.
    """
    day = day or desk.today
    check_posting(desk, place, day)
    with desk.store.write(desk.actor) as uow:
        notice = uow.one(Notice, notice_id)
        if day < notice.issued_on:
            raise BadInput("posting_before_notice", issued_on=notice.issued_on)
        if notice.kind is NoticeKind.MEETING:
            held_on = uow.one(Meeting, notice.meeting_id or "").starts.date()
            removable_on = max(day, held_on) + timedelta(days=1)
        else:
            days = notice.days or posting_days(day, desk.profile)
            removable_on = earliest_removal(day, days, is_rest_day)
        posting = Posting(
            id=new_id(),
            notice_id=notice_id,
            place=place.strip(),
            posted_on=day,
            removable_on=removable_on,
            posted_by=desk.actor,
        )
        uow.put(posting, "notice_posted")
        if notice.kind is NoticeKind.RESULT and notice.topic_id:
            settle(uow, notice.topic_id, StepKind.PUBLICITY, day)
        uow.commit()
    return posting


def take_down(desk: Desk, posting_id: str, day: date | None = None) -> Posting:
    """A posting came down; RuleBroken `posting_too_early` before its period is over,
    `posting_down` when it did before; BadInput `date_in_future`."""
    return take_off(desk, Posting, posting_id, day, "posting_removed")


def last_place(desk: Desk) -> str:
    """Where something was posted last: mostly it is the same board again."""
    with desk.store.read() as reader:
        newest = reader.values(Posting, "1 = 1 ORDER BY id DESC LIMIT 1")
    return newest[0].place if newest else ""


def posting_period(desk: Desk) -> int:
    """For how many days a result posted today must hang (VCL art. 35, UCL art. 34)."""
    return posting_days(desk.today, desk.profile)


def notice_paper(desk: Desk, meeting_id: str, _answers: Mapping[str, str]) -> documents.NoticePaper:
    """会议通知."""
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        items = reader.all(AgendaItem, "position", meeting_id=meeting_id)
        parts = {i.part for i in reader.all(Invitation, meeting_id=meeting_id)}
    return documents.NoticePaper(
        unit=desk.unit.name,
        title=f"关于召开{meeting.title}的通知",
        addressees=tuple(p.official for p in Part if p in parts) or ("各位村民",),
        when=village_days.when_words(desk, meeting.starts),
        place=meeting.place,
        topics=tuple(i.title for i in items if i.public),
        chair=meeting.chair,
        contact=desk.unit.room,
        contact_phone=desk.unit.official_phone,
        signer=desk.unit.signer or desk.unit.room,
        issued_on=meeting.notice_on or desk.today,
        practice=desk.unit.practice,
    )


def publicity_paper(
    desk: Desk, topic_id: str, answers: Mapping[str, str]
) -> documents.PublicityPaper:
    """结果公示, with the day it may come down at the earliest."""
    with desk.store.read() as reader:
        topic = reader.one(Topic, topic_id)
        outcome = settled_outcome(reader, topic_id)
        meeting = reader.one(Meeting, outcome.meeting_id)
        measures = reader.all(Measure, agenda_item_id=outcome.agenda_item_id)
        notices = [n for n in reader.all(Notice, topic_id=topic_id) if n.kind is NoticeKind.RESULT]
        postings = reader.all(Posting, "posted_on", notice_id=[n.id for n in notices])
    return documents.PublicityPaper(
        title=f"关于“{topic.title}”协商结果的公示",
        topic=topic.title,
        meeting=f"{date_words(meeting.starts)}召开{meeting.title}。",
        result=outcome_words(desk, outcome),
        measures=tuple(documents.Measure(what=m.text, who=m.owner, due=m.due) for m in measures),
        issued_on=notices[0].issued_on if notices else desk.today,
        **board_facts(desk, notices, postings, answers),
    )


def settled_outcome(reader: Reader, topic_id: str) -> Outcome:
    """The newest result of a topic but 持续协商, once its meeting is over; RuleBroken
    `nothing_to_publish`."""
    found = [
        o
        for o in reader.all(Outcome, "decided_on", topic_id=topic_id)
        if o.kind is not OutcomeKind.CONTINUE
        and reader.one(Meeting, o.meeting_id).state in {MeetingState.CLOSED, MeetingState.SEALED}
    ]
    if not found:
        raise RuleBroken("nothing_to_publish")
    return found[-1]
