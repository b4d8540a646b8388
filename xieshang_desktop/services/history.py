"""What happened to a topic or a meeting, told from its entries in order."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import msgspec

from xieshang_desktop.domain.attendance import Attendance, Invitation
from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Opinion, TopicOption
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.topic import Participant, Research, Step
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.unit_of_work import Reader

_OF_TOPIC: tuple[type[Record], ...] = (
    Step,
    Research,
    TopicOption,
    Participant,
    AgendaItem,
    Outcome,
    Task,
    Submission,
    Notice,
    DecisionMeeting,
)

#: Entries of these nouns are summed up elsewhere on the page.
_LEFT_OUT = {Attendance.NOUN, Invitation.NOUN, Opinion.NOUN}


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as people are told of it: `kind` has words, `facts` is its record payload; `times`
    counts entries of one kind that one action wrote."""

    at: datetime
    kind: str
    actor: str
    object_type: str
    facts: dict[str, Any]
    times: int = 1


def topic_history(desk: Desk, topic_id: str) -> list[Happening]:
    """The history of a topic with all that belongs to it."""
    with desk.store.read() as reader:
        ids = [topic_id]
        for record in _OF_TOPIC:
            ids += [value.id for value in reader.all(record, topic_id=topic_id)]
        notices = [n.id for n in reader.all(Notice, topic_id=topic_id)]
        ids += [p.id for p in reader.all(Posting, notice_id=notices)]
        return _told(reader, ids)


def meeting_called(desk: Desk, name: str) -> Meeting:
    """The meeting with this number or id; for `latest` the last that was held, else the last that
    is planned. BadInput `meeting_unknown`."""
    with desk.store.read() as reader:
        found = reader.all(Meeting, "-starts")
    if name == "latest":
        found.sort(key=lambda meeting: meeting.opened_at is None)
    for meeting in found:
        if name in {"latest", meeting.number, meeting.id}:
            return meeting
    if not found:
        raise BadInput("meetings_none")
    raise BadInput("meeting_unknown", name=name)


def _told(reader: Reader, object_ids: list[str]) -> list[Happening]:
    told: list[Happening] = []
    last: tuple[str, str] | None = None
    for entry in journal.history(reader, *object_ids):
        header = entry.read_header()
        if header.object_type in _LEFT_OUT:
            continue
        if last and last[0] == header.action and header.kind == "step_done":
            continue  # what completed the step was told just now
        if last == (header.action, header.kind) and told:
            told[-1] = msgspec.structs.replace(told[-1], times=told[-1].times + 1)
            continue
        last = (header.action, header.kind)
        told.append(
            Happening(
                at=header.at,
                kind=header.kind,
                actor=header.actor,
                object_type=header.object_type,
                facts=json.loads(entry.record) if entry.record else {},
            )
        )
    return told
