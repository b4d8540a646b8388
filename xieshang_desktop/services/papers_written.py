"""Papers of other forms of consultation: slips for written opinions, a meeting called off."""

from __future__ import annotations

from collections.abc import Mapping

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.attendance import Invitation
from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.meeting import AgendaItem, Meeting
from xieshang_desktop.domain.terms import MeetingState, Part
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import village_days
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_answers import Answers


def written_slip(desk: Desk, meeting_id: str, answers: Mapping[str, str]) -> documents.WrittenSlip:
    """书面协商意见表 on every topic of a meeting; RuleBroken `agenda_empty` without one."""
    asked = Answers(answers)
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        items = reader.all(AgendaItem, "position", meeting_id=meeting_id)
        items = [item for item in items if item.topic_id and item.public]
        topics = {t.id: t for t in reader.all(Topic, id=[i.topic_id for i in items])}
    if not items:
        raise RuleBroken("agenda_empty")
    return documents.WrittenSlip(
        unit=desk.unit.room,
        title="书面协商意见表",
        meeting=meeting.title,
        name=asked.text("name"),
        due=date_words(meeting.answers_by) + "前" if meeting.answers_by else "",
        hand_in=desk.unit.room,
        matters=tuple(
            documents.SlipMatter(title=item.title, text=topics[item.topic_id or ""].background)
            for item in items
        ),
        issued_on=desk.today,
        practice=desk.unit.practice,
    )


def cause(reason: str) -> str:
    """A reason as it stands behind 因: `因暴雨。` is `暴雨`."""
    return reason.strip().rstrip("。").removeprefix("因为").removeprefix("因")


def cancellation(
    desk: Desk, meeting_id: str, answers: Mapping[str, str]
) -> documents.CancellationPaper:
    """会议取消通知; RuleBroken `meeting_not_cancelled`."""
    asked = Answers(answers)
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        parts = {i.part for i in reader.all(Invitation, meeting_id=meeting_id)}
    if meeting.state is not MeetingState.CANCELLED:
        raise RuleBroken("meeting_not_cancelled", title=meeting.title)
    return documents.CancellationPaper(
        unit=desk.unit.name,
        title=f"关于取消{meeting.title}的通知",
        addressees=tuple(p.official for p in Part if p in parts) or ("各位村民",),
        when=village_days.when_words(desk, meeting.starts),
        place=meeting.place,
        meeting=meeting.title,
        reason=cause(meeting.notice_reason),
        later="1" if asked.ticked("later") else "",
        contact=desk.unit.room,
        contact_phone=desk.unit.official_phone,
        signer=desk.unit.signer or desk.unit.room,
        issued_on=desk.today,
        practice=desk.unit.practice,
    )
