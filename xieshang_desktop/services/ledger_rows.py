"""A year's records read once, and the rows of 协商台账 made of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.attendance import Attendance, DoorFigures, Invitation, count_door
from xieshang_desktop.domain.documents import LedgerRow
from xieshang_desktop.domain.meeting import AgendaItem, Meeting
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.people import RoleHeld
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import (
    AttendanceState,
    MeetingState,
    MinutesState,
    NoticeKind,
    OutcomeKind,
    Part,
    Role,
    TaskState,
    TopicState,
)
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.domain.unit import Convenor
from xieshang_desktop.services.attending import told_households
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.taxonomy import kind_words
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.unit_of_work import Reader

R = TypeVar("R", bound=Record)

#: How the names of bodies end: 村委会, 镇水利站, 第三村民小组. Other owners are people.
_BODY = re.compile(
    r"(?:..|[村镇乡县居社])(?:会|委|办|站|局|所|组|社|室|中心|公司|队|处|部|府|村|镇|街道|院|校|厂)$"
)
_APART = re.compile(r"[、，,；;／/\s（）()]+")


class Hall(msgspec.Struct, frozen=True, kw_only=True):
    """Who was expected at a meeting and who came."""

    figures: DoorFigures
    cppcc_members: int


class YearRecords(msgspec.Struct, kw_only=True):
    """What the books of a year are made of; tasks and submissions by their outcome."""

    year: int
    topics: dict[str, Topic]
    meetings: dict[str, Meeting]
    items: list[AgendaItem]
    outcomes: list[Outcome]
    tasks: dict[str, list[Task]]
    submissions: dict[str, list[Submission]]
    convenors: dict[str, str]
    halls: dict[str, Hall]
    sealed: dict[str, str]
    notices: dict[str, list[str]]
    postings: dict[str, list[Posting]]
    attached: dict[str, int]

    def rows(self) -> Iterator[LedgerRow]:
        """Topics in the order of their meetings, then those that had none."""
        seen: set[str] = set()
        for item in self.items:
            if item.topic_id in self.topics and item.meeting_id in self.meetings:
                seen.add(item.topic_id)
                yield self._row(self.topics[item.topic_id], self.meetings[item.meeting_id], item)
        for topic in self.topics.values():
            if topic.id not in seen and topic.proposed_on.year == self.year:
                yield self._row(topic, None, None)

    def posting(self, topic_id: str) -> Posting | None:
        """Where the result of a topic hung first."""
        posted = [p for n in self.notices.get(topic_id, ()) for p in self.postings.get(n, ())]
        return min(posted, key=lambda posting: posting.posted_on, default=None)

    def carried_out(self, outcome: Outcome) -> str:
        """How far the work of a result has come."""
        tasks = self.tasks.get(outcome.id, [])
        done = sum(task.state is TaskState.DONE for task in tasks)
        if tasks:
            return "已办结" if done == len(tasks) else f"办理中（{done}/{len(tasks)}）"
        if submissions := self.submissions.get(outcome.id, []):
            if all(s.replied_on for s in submissions):
                return "上级已答复"
            return "已上报" if all(s.submitted_on for s in submissions) else "待上报"
        return ""

    def _row(self, topic: Topic, meeting: Meeting | None, item: AgendaItem | None) -> LedgerRow:
        row = LedgerRow(
            topic_number=topic.number,
            topic=topic.title,
            source=topic.source.official,
            topic_class=kind_words(topic.kind) or topic.topic_class.official,
            proposer=topic.proposer,
            proposed_on=topic.proposed_on,
            screening=self._screening(topic),
            answered_on=topic.answered_on,
            attachments=self.attached.get(topic.id, 0),
        )
        if meeting is None or item is None:
            return row
        outcome = next((o for o in self.outcomes if o.agenda_item_id == item.id), None)
        row = msgspec.structs.replace(
            row,
            form=meeting.form.official,
            held_on=meeting.starts.date(),
            place=meeting.place,
            first_convenor=self.convenors.get(meeting.first_convenor_id or "", ""),
            second_convenor=self.convenors.get(meeting.second_convenor_id or "", ""),
            chair=meeting.chair,
            recorder=meeting.recorder,
            notice_on=meeting.notice_on,
            archive_number=self.sealed.get(meeting.id, ""),
            attachments=row.attachments + self.attached.get(meeting.id, 0),
            **self._door(meeting),
        )
        return self._with_outcome(row, topic, outcome) if outcome else row

    def _door(self, meeting: Meeting) -> dict[str, int | None]:
        """Who was expected; who came, once the door was open."""
        hall = self.halls[meeting.id]
        expected: dict[str, int | None] = {"expected": hall.figures.total.expected}
        if meeting.opened_at is None:
            return expected
        stakeholders = hall.figures.parts.get(Part.STAKEHOLDER)
        return expected | {
            "present": hall.figures.total.present,
            "women": hall.figures.women,
            "party_members": hall.figures.party_members,
            "cppcc_members": hall.cppcc_members,
            "stakeholders": stakeholders.present if stakeholders else 0,
        }

    def _with_outcome(self, row: LedgerRow, topic: Topic, outcome: Outcome) -> LedgerRow:
        tasks = self.tasks.get(outcome.id, [])
        submissions = self.submissions.get(outcome.id, [])
        units, people = apart(
            [task.owner for task in tasks] or [each.addressee for each in submissions]
        )
        posting = self.posting(topic.id) if outcome.kind is not OutcomeKind.CONTINUE else None
        dues = [task.due for task in tasks] or [s.reply_due for s in submissions if s.reply_due]
        adopted = {
            OutcomeKind.CONSENSUS: "采纳",
            OutcomeKind.CONTINUE: "",
            OutcomeKind.SUBMIT: "提交",
        }
        return msgspec.structs.replace(
            row,
            posted_on=posting.posted_on if posting else None,
            posted_until=(posting.removed_on or posting.removable_on) if posting else None,
            outcome=outcome.kind.official,
            adopted=adopted[outcome.kind],
            responsible_unit="、".join(units),
            responsible_person="、".join(people),
            due=max(dues, default=None),
            carried_out=self.carried_out(outcome),
            satisfaction=outcome.satisfaction,
            attachments=row.attachments + self.attached.get(outcome.id, 0),
        )

    def _screening(self, topic: Topic) -> str:
        match topic.state:
            case TopicState.COLLECTED:
                return "待筛选"
            case TopicState.REFUSED:
                return f"不列入：{topic.reason}"
            case TopicState.MERGED:
                return f"合并到{topic.reason}"
            case _:
                return "列入协商"


def apart(owners: Iterable[str]) -> tuple[list[str], list[str]]:
    """Who answers for something, told apart: bodies by how their names end, and people."""
    names = [name for owner in owners for name in _APART.split(owner) if name]
    bodies = dict.fromkeys(name for name in names if _BODY.search(name))
    return list(bodies), list(dict.fromkeys(name for name in names if name not in bodies))


def read_year(desk: Desk, year: int) -> YearRecords:
    """The records of a year, with the topics that its meetings took up. A meeting that was called
    off is none."""
    with desk.store.read() as reader:
        meetings = {
            meeting.id: meeting
            for meeting in reader.all(Meeting, "starts")
            if meeting.starts.year == year and meeting.state is not MeetingState.CANCELLED
        }
        order = {meeting_id: at for at, meeting_id in enumerate(meetings)}
        items = [i for i in reader.all(AgendaItem, "position") if i.meeting_id in order]
        items.sort(key=lambda item: order[item.meeting_id])
        results = NoticeKind.RESULT
        notices = _by(reader.all(Notice, kind=results), "topic_id")
        return YearRecords(
            year=year,
            topics={topic.id: topic for topic in reader.all(Topic, "number")},
            meetings=meetings,
            items=items,
            outcomes=reader.all(Outcome, "decided_on"),
            tasks=_by(reader.all(Task, "due"), "outcome_id"),
            submissions=_by(reader.all(Submission), "outcome_id"),
            convenors={convenor.id: convenor.name for convenor in reader.all(Convenor)},
            halls=_halls(reader, list(meetings.values())),
            sealed={
                minutes.meeting_id: minutes.number
                for minutes in reader.all(Minutes, state=MinutesState.SEALED)
            },
            notices={topic: [n.id for n in found] for topic, found in notices.items()},
            postings=_by(reader.all(Posting, "posted_on"), "notice_id"),
            attached=reader.counts(Attachment, "object_id"),
        )


def _halls(reader: Reader, meetings: Sequence[Meeting]) -> dict[str, Hall]:
    ids = [meeting.id for meeting in meetings]
    invitations = _by(reader.all(Invitation, meeting_id=ids), "meeting_id")
    attendances = _by(reader.all(Attendance, meeting_id=ids), "meeting_id")
    told = {meeting.id: told_households(reader, meeting) for meeting in meetings}
    wanted = {a.person_id for found in attendances.values() for a in found}
    people = {person.id: person for person in people_by_ids(reader, sorted(wanted))}
    members = reader.all(RoleHeld, role=Role.CPPCC_MEMBER)
    halls = {}
    for meeting in meetings:
        came = attendances.get(meeting.id, [])
        here = {a.person_id for a in came if a.state is AttendanceState.PRESENT}
        day = meeting.starts.date()
        cppcc = {held.person_id for held in members if _in_office(held, day)}
        halls[meeting.id] = Hall(
            figures=count_door(invitations.get(meeting.id, []), came, people, told[meeting.id]),
            cppcc_members=len(here & cppcc),
        )
    return halls


def _in_office(held: RoleHeld, day: date) -> bool:
    return (held.since is None or held.since <= day) and (held.until is None or day < held.until)


def _by(values: Iterable[R], field: str) -> dict[str, list[R]]:
    found: defaultdict[str, list[R]] = defaultdict(list)
    for value in values:
        found[getattr(value, field) or ""].append(value)
    return dict(found)
