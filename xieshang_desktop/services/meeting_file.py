"""Reading meetings: the list, and one meeting's plan with who is invited."""

from __future__ import annotations

from datetime import date

import msgspec

from xieshang_desktop.domain.attendance import HERE, Attendance, Invitation
from xieshang_desktop.domain.meeting import AgendaItem, Meeting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.terms import (
    MeetingState,
    NoticeKind,
    Part,
    Sex,
    StepKind,
    TopicState,
)
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meetings import suggested, topics_coming, topics_to_continue
from xieshang_desktop.services.rule_profiles import notice_until
from xieshang_desktop.services.topics import standing_of
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.people_search import PersonHit, read_hits
from xieshang_desktop.storage.unit_of_work import Reader


class MeetingLine(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the list: a meeting, its topics and how many are invited."""

    meeting: Meeting
    items: tuple[AgendaItem, ...]
    invited: int


class MeetingFile(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting's plan: agenda, invited people, what is missing before it may open."""

    meeting: Meeting
    items: tuple[AgendaItem, ...]
    unready: tuple[tuple[Topic, tuple[StepKind, ...]], ...]  # with the steps still to be settled
    ready_topics: tuple[Topic, ...]
    invited: tuple[tuple[Invitation, Person], ...]
    suggested: int
    women: int
    parts: dict[Part, int]
    attended: int
    convenors: tuple[Convenor, ...]
    notice: Notice | None
    notice_days: int
    notice_until: date
    postings: tuple[Posting, ...]


def list_meetings(desk: Desk) -> list[MeetingLine]:
    """All meetings, the latest first."""
    with desk.store.read() as reader:
        meetings = reader.all(Meeting, "-starts")
        items: dict[str, list[AgendaItem]] = {}
        for item in reader.all(AgendaItem, "position"):
            items.setdefault(item.meeting_id, []).append(item)
        invited = reader.counts(Invitation, "meeting_id")
    return [
        MeetingLine(
            meeting=meeting,
            items=tuple(items.get(meeting.id, ())),
            invited=invited.get(meeting.id, 0),
        )
        for meeting in meetings
    ]


def read_meeting(desk: Desk, meeting_id: str) -> Meeting:
    """The meeting itself; RuleBroken `gone`."""
    with desk.store.read() as reader:
        return reader.one(Meeting, meeting_id)


def topics_to_take(desk: Desk) -> tuple[tuple[Topic, ...], frozenset[str]]:
    """For a new meeting: the topics it can take, and the ids of those that come by themselves
    because an earlier talk goes on (持续协商)."""
    with desk.store.read() as reader:
        return _ready(reader), frozenset(topics_to_continue(reader))


def invited_lines(desk: Desk, meeting_id: str) -> dict[str, PersonHit]:
    """How lists show the invited people."""
    with desk.store.read() as reader:
        ids = [i.person_id for i in reader.all(Invitation, meeting_id=meeting_id)]
        return {hit.id: hit for hit in read_hits(reader, desk.today, ids)}


def open_plan(desk: Desk, meeting_id: str) -> MeetingFile:
    """One meeting's plan."""
    proposals = len(suggested(desk, meeting_id))
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        items = reader.all(AgendaItem, "position", meeting_id=meeting_id)
        invitations = reader.all(Invitation, meeting_id=meeting_id)
        people = {p.id: p for p in people_by_ids(reader, [i.person_id for i in invitations])}
        invited = [(i, people[i.person_id]) for i in invitations if i.person_id in people]
        parts: dict[Part, int] = {}
        for invitation, _ in invited:
            parts[invitation.part] = parts.get(invitation.part, 0) + 1
        notices = [
            n for n in reader.all(Notice, meeting_id=meeting_id) if n.kind is NoticeKind.MEETING
        ]
        days = desk.profile.number("notice_days") or 0
        convenors = [
            reader.find(Convenor, convenor_id)
            for convenor_id in (meeting.first_convenor_id, meeting.second_convenor_id)
        ]
        return MeetingFile(
            meeting=meeting,
            items=tuple(items),
            unready=_unready(reader, items),
            ready_topics=_ready(reader) if meeting.state is MeetingState.PLANNED else (),
            invited=tuple(invited),
            suggested=proposals,
            women=sum(p.sex is Sex.FEMALE for _, p in invited),
            parts=parts,
            attended=reader.count(Attendance, meeting_id=meeting_id, state=list(HERE)),
            convenors=tuple(c for c in convenors if c),
            notice=notices[0] if notices else None,
            notice_days=days,
            notice_until=notice_until(desk.profile, meeting.starts.date()),
            postings=tuple(reader.all(Posting, notice_id=[n.id for n in notices])),
        )


def _unready(
    reader: Reader, items: list[AgendaItem]
) -> tuple[tuple[Topic, tuple[StepKind, ...]], ...]:
    """Topics on the agenda that may not be discussed yet."""
    topics = reader.all(Topic, id=[i.topic_id for i in items if i.topic_id])
    told = ((topic, standing_of(reader, topic).before_discussion()) for topic in topics)
    return tuple((topic, steps) for topic, steps in told if steps)


def _ready(reader: Reader) -> tuple[Topic, ...]:
    """Accepted topics that stand on no coming agenda and have no result yet."""
    taken = topics_coming(reader)
    return tuple(
        topic
        for topic in reader.all(Topic, "number", state=TopicState.ACCEPTED)
        if topic.id not in taken and not standing_of(reader, topic).discussed
    )
