"""Public papers: the notice, the sign-in sheet, the result; and how long a posting stays."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.attendance import Invitation
from xieshang_desktop.domain.dates import date_words, moment_words
from xieshang_desktop.domain.meeting import AgendaItem, Measure, Meeting
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.people import group_order
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.rules import earliest_removal, posting_days, publicity_basis
from xieshang_desktop.domain.terms import (
    AttendanceState,
    MeetingState,
    MinutesState,
    NoticeKind,
    OutcomeKind,
    Part,
    StepKind,
)
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.body_face import set_paper
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import open_minutes
from xieshang_desktop.services.minutes_text import outcome_words
from xieshang_desktop.services.rule_profiles import is_rest_day
from xieshang_desktop.services.sign_in import open_door
from xieshang_desktop.services.topics import settle
from xieshang_desktop.storage.unit_of_work import Reader

if TYPE_CHECKING:
    from xieshang_desktop.printing.preview import PageSource


def issue_result(desk: Desk, topic_id: str) -> Notice:
    """Write the result notice (公示) of a topic; RuleBroken `nothing_to_publish` before an outcome
    other than 持续协商."""
    with desk.store.write(desk.actor) as uow:
        topic = uow.one(Topic, topic_id)
        outcome = _settled_outcome(uow, topic_id)
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


def post(desk: Desk, notice_id: str, place: str, day: date | None = None) -> Posting:
    """A notice hangs on a board since `day`; posting a result settles the fifth step. A result
    stays as long as the law says, the notice of a meeting until it is over.

    BadInput `place_missing`, `date_in_future`.
    """
    day = day or desk.today
    if not place.strip():
        raise BadInput("place_missing")
    if day > desk.today:
        raise BadInput("date_in_future", day=day)
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
    day = day or desk.today
    if day > desk.today:
        raise BadInput("date_in_future", day=day)
    with desk.store.write(desk.actor) as uow:
        posting = uow.one(Posting, posting_id)
        if posting.removed_on is not None:
            raise RuleBroken("posting_down", day=posting.removed_on)
        if day < posting.removable_on:
            raise RuleBroken("posting_too_early", removable_on=posting.removable_on)
        posting = replace(posting, removed_on=day)
        uow.put(posting, "posting_removed")
        uow.commit()
    return posting


def posting_period(desk: Desk) -> int:
    """For how many days a result posted today must hang (VCL art. 35, UCL art. 34)."""
    return posting_days(desk.today, desk.profile)


def notice_paper(desk: Desk, meeting_id: str) -> documents.NoticePaper:
    """会议通知."""
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        items = reader.all(AgendaItem, "position", meeting_id=meeting_id)
        parts = {i.part for i in reader.all(Invitation, meeting_id=meeting_id)}
    return documents.NoticePaper(
        unit=desk.unit.name,
        title=f"关于召开{meeting.title}的通知",
        addressees=tuple(p.official for p in Part if p in parts) or ("各位村民",),
        when=moment_words(meeting.starts),
        place=meeting.place,
        topics=tuple(i.title for i in items),
        chair=meeting.chair,
        contact=desk.unit.room,
        contact_phone=desk.unit.official_phone,
        signer=desk.unit.signer or desk.unit.room,
        issued_on=meeting.notice_on or desk.today,
        practice=desk.unit.practice,
    )


def sign_in_sheet(desk: Desk, meeting_id: str, *, filled: bool) -> documents.SignInSheet:
    """签到表: blank with a row for each invited person, or as recorded at the door."""
    door = open_door(desk, meeting_id)
    meeting = door.meeting
    people = sorted(
        (p for p in door.people.values() if filled or p.id in door.invitations),
        key=lambda p: (group_order(p.organisation or p.group), p.household_id or "", p.id),
    )
    rows = []
    for person in people:
        attendance = door.attendances.get(person.id)
        invitation = door.invitations.get(person.id)
        part = attendance.part if attendance else invitation.part if invitation else Part.OBSERVER
        signed = note = ""
        if filled and attendance is not None:
            if attendance.state is not AttendanceState.EXCUSED:
                signed = attendance.at.strftime("%H:%M")
            if attendance.state is not AttendanceState.PRESENT:
                note = attendance.state.official
        rows.append(
            documents.SignInRow(
                person=documents.tell_apart(person, people),
                part=part.official,
                signed=signed,
                note=note,
            )
        )
    total = door.figures.total
    counts = (
        documents.Count(label="应到", value=total.expected),
        documents.Count(label="实到", value=total.present),
        documents.Count(label="其中妇女", value=door.figures.women),
    )
    return documents.SignInSheet(
        unit=desk.unit.name,
        title=f"{meeting.title}签到表",
        when=moment_words(meeting.starts),
        place=meeting.place,
        rows=tuple(rows),
        filled=filled,
        spare_rows=0 if filled else 6,
        counts=counts if filled else (),
        recorder=meeting.recorder,
        issued_on=meeting.starts.date(),
        practice=desk.unit.practice,
    )


def publicity_paper(desk: Desk, topic_id: str) -> documents.PublicityPaper:
    """结果公示, with the day it may come down at the earliest."""
    with desk.store.read() as reader:
        topic = reader.one(Topic, topic_id)
        outcome = _settled_outcome(reader, topic_id)
        meeting = reader.one(Meeting, outcome.meeting_id)
        measures = reader.all(Measure, agenda_item_id=outcome.agenda_item_id)
        notices = [n for n in reader.all(Notice, topic_id=topic_id) if n.kind is NoticeKind.RESULT]
        postings = reader.all(Posting, "posted_on", notice_id=[n.id for n in notices])
    posted_on = postings[0].posted_on if postings else desk.today
    days = posting_days(posted_on, desk.profile)
    return documents.PublicityPaper(
        unit=desk.unit.name,
        title=_result_title(topic.title),
        basis=publicity_basis(desk.unit.body, posted_on),
        topic=topic.title,
        meeting=f"{date_words(meeting.starts)}召开{meeting.title}",
        result=outcome_words(desk, outcome),
        measures=tuple(documents.Measure(what=m.text, who=m.owner, due=m.due) for m in measures),
        posted=bool(postings),
        posted_on=posted_on,
        days=days,
        removable_on=earliest_removal(posted_on, days, is_rest_day),
        objections=f"公示期内如有不同意见，请向{desk.unit.room}提出。",
        official_phone=desk.unit.official_phone,
        signer=desk.unit.signer or desk.unit.room,
        issued_on=notices[0].issued_on if notices else posted_on,
        practice=desk.unit.practice,
    )


#: So many characters of a title stand on one line (GB/T 9704 clause 7.3.1: broken by sense).
_TITLE_LINE = 20


def _result_title(topic: str) -> str:
    """The title of a result notice, broken behind the topic's name where it is too long."""
    first, second = f"关于“{topic}”", "协商结果的公示"
    fits = len(first + second) <= _TITLE_LINE or len(first) > _TITLE_LINE
    return first + second if fits else f"{first}\n{second}"


def minutes_pdf(desk: Desk, meeting_id: str) -> bytes:
    """The minutes as PDF: the sealed file itself once there is one, never rendered again."""
    file = open_minutes(desk, meeting_id)
    if file.minutes.state is MinutesState.SEALED:
        return desk.files.read(file.minutes.digest)
    return _pdf(file.paper)


def write_papers(desk: Desk, meeting_id: str, folder: Path) -> list[Path]:
    """All papers a meeting has so far, into a folder; gives the files written."""
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        items = reader.all(AgendaItem, "position", meeting_id=meeting_id)
        outcomes = reader.all(Outcome, meeting_id=meeting_id)
    settled = {o.topic_id for o in outcomes if o.kind is not OutcomeKind.CONTINUE}
    name = meeting.number
    papers: list[tuple[str, bytes]] = [
        (f"{name}-通知.pdf", _pdf(notice_paper(desk, meeting_id))),
        (f"{name}-签到表（空白）.pdf", _pdf(sign_in_sheet(desk, meeting_id, filled=False))),
    ]
    if meeting.opened_at is not None:
        papers.append((f"{name}-签到表.pdf", _pdf(sign_in_sheet(desk, meeting_id, filled=True))))
    if meeting.closed_at is not None:
        papers.append((f"{name}-纪要.pdf", minutes_pdf(desk, meeting_id)))
        papers += [
            (f"{name}-公示{item.position}.pdf", _pdf(publicity_paper(desk, item.topic_id)))
            for item in items
            if item.topic_id in settled and item.topic_id
        ]
    return [_write(folder, file_name, content) for file_name, content in papers]


def open_pages(pdf: bytes) -> PageSource:
    """The pages of a PDF for the screen; BadInput `pdf_unreadable`. One thread at a time, as
    `papers.open_pages` sees to."""
    from xieshang_desktop.printing import preview

    return preview.open_pages(pdf)


def _pdf(paper: documents.Paper) -> bytes:
    return set_paper(paper)


def _write(folder: Path, name: str, content: bytes) -> Path:
    from xieshang_desktop.storage.files import write_whole

    file = folder / name
    write_whole(file, content)
    return file


def _settled_outcome(reader: Reader, topic_id: str) -> Outcome:
    found = [
        o
        for o in reader.all(Outcome, "decided_on", topic_id=topic_id)
        if o.kind is not OutcomeKind.CONTINUE
        and reader.one(Meeting, o.meeting_id).state in {MeetingState.CLOSED, MeetingState.SEALED}
    ]
    if not found:
        raise RuleBroken("nothing_to_publish")
    return found[-1]
