"""The text of the minutes as the facts tell it, section by section."""

from __future__ import annotations

import json
from functools import cache

from xieshang_desktop import resources
from xieshang_desktop.domain.attendance import Attendance, Invitation
from xieshang_desktop.domain.dates import date_words, short_date, span_words
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.minutes import Minutes, MinutesSection
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.terms import AttendanceState, OutcomeKind, Part
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.deliberation import Hall, ItemFile
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.unit_of_work import Reader


@cache
def phrases() -> dict[str, str]:
    """The wording of minutes, which a township can replace."""
    text = resources.path("papers", "minutes_text.json").read_text("utf-8")
    found: dict[str, str] = json.loads(text)
    return found


def sections_of(
    desk: Desk, reader: Reader, minutes: Minutes, hall: Hall
) -> tuple[MinutesSection, ...]:
    """One section on the course of the meeting, one for each agenda item."""
    meeting = hall.meeting
    texts = [("course", "会议经过", _course(desk, reader, meeting))]
    texts += [
        (
            file.item.id,
            phrases()["item_heading"].format(title=file.item.title)
            if file.topic
            else file.item.title,
            _item(reader, file),
        )
        for file in hall.items
    ]
    return tuple(
        MinutesSection(
            id=new_id(),
            minutes_id=minutes.id,
            position=position,
            key=key,
            heading=heading,
            text=text,
        )
        for position, (key, heading, text) in enumerate(texts)
    )


def earlier_talks(desk: Desk, file: ItemFile) -> tuple[str, ...]:
    """The same for the hall, while people talk."""
    with desk.store.read() as reader:
        return tuple(earlier_words(reader, file))


def outcome_words(desk: Desk, outcome: Outcome) -> str:
    """The route a topic took, as minutes and notices put it."""
    key = {
        OutcomeKind.CONSENSUS: "outcome_consensus",
        OutcomeKind.CONTINUE: "outcome_continue",
        OutcomeKind.SUBMIT: "outcome_submit",
    }[outcome.kind]
    addressee = desk.unit.township or desk.unit.name
    return phrases()[key].format(text=outcome.text, addressee=addressee)


def _course(desk: Desk, reader: Reader, meeting: Meeting) -> str:
    attendances = reader.all(Attendance, meeting_id=meeting.id)
    invitations = reader.all(Invitation, meeting_id=meeting.id)
    states = [a.state for a in attendances]
    words = phrases()
    text = words["course"].format(
        when=span_words(meeting.opened_at or meeting.starts, meeting.closed_at),
        unit=desk.unit.room,
        place=meeting.place,
        title=meeting.title,
        chair=meeting.chair or "召集人",
        recorder=meeting.recorder or "工作人员",
        expected=sum(i.part is not Part.OBSERVER for i in invitations),
        present=states.count(AttendanceState.PRESENT),
        observing=states.count(AttendanceState.OBSERVING),
        excused=states.count(AttendanceState.EXCUSED),
    )
    if meeting.notice_reason and meeting.notice_on:
        text += "\n" + words["course_unplanned_notice"].format(
            notice_on=date_words(meeting.notice_on), reason=meeting.notice_reason.rstrip("。")
        )
    return text


def _item(reader: Reader, file: ItemFile) -> str:
    words = phrases()
    paragraphs: list[str] = []
    if file.topic is not None:
        paragraphs.append(
            words["background"].format(
                proposer=file.topic.proposer,
                proposed_on=date_words(file.topic.proposed_on),
                source=file.topic.source.official,
                background=file.topic.background,
            )
        )
        paragraphs += earlier_words(reader, file)
    paragraphs += [
        words["research"].format(
            researchers=r.researchers, made_on=short_date(r.made_on), findings=r.findings
        )
        for r in file.research
    ]
    for opinion in file.opinions:
        speaker = opinion.speaker
        if opinion.group:
            speaker = words["speaker"].format(name=speaker, group=opinion.group)
        paragraphs.append(words["opinion"].format(speaker=speaker, text=opinion.text))
    if file.topic is not None and not file.opinions:
        paragraphs.append(words["no_opinion"])
    return "\n".join(paragraphs)


def earlier_words(reader: Reader, file: ItemFile) -> list[str]:
    """What earlier meetings left open on a topic that came back."""
    if file.topic is None:
        return []
    found = []
    this = reader.one(Meeting, file.item.meeting_id)
    for outcome in reader.all(Outcome, "decided_on", topic_id=file.topic.id):
        meeting = reader.one(Meeting, outcome.meeting_id)
        if meeting.starts < this.starts:
            found.append(
                phrases()["earlier"].format(
                    meeting=f"{date_words(meeting.starts)}{meeting.title}", text=outcome.text
                )
            )
    return found
