"""What there is to do today, made from the records."""

from __future__ import annotations

from datetime import date, timedelta

from xieshang_desktop.domain.meeting import AgendaItem, Meeting
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.rules import notice_deadline
from xieshang_desktop.domain.terms import (
    MeetingState,
    NoticeKind,
    OutcomeKind,
    TaskState,
    TopicState,
)
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.snapshot import NextMeeting, Todo, Workday, last_backup
from xieshang_desktop.storage import bundles, journal
from xieshang_desktop.storage.unit_of_work import Reader


def open_workday(desk: Desk) -> Workday:
    """The work page from the records as they stand."""
    today = desk.today
    with desk.store.read() as reader:
        coming = reader.all(
            Meeting,
            "starts",
            state=[MeetingState.PLANNED.value, MeetingState.OPEN.value, MeetingState.CLOSED.value],
        )
        tasks = reader.all(Task, "due", state=TaskState.OPEN)
        todos = [
            *_meeting_todos(desk, reader, coming),
            *_task_todos(tasks),
            *_posting_todos(reader, today),
            *_topic_todos(desk, reader),
            *_submission_todos(reader),
        ]
        written = bundles.bundles_of(reader)
        next_meeting = next(
            (m for m in coming if m.state is not MeetingState.CLOSED and m.starts.date() >= today),
            None,
        )
        year = f"{today.year}-"
        return Workday(
            room=desk.unit.room,
            day=today,
            todos=tuple(sorted(todos, key=lambda t: (t.due or today, t.kind))),
            next_meeting=NextMeeting(
                next_meeting.id,
                next_meeting.title,
                next_meeting.starts,
                next_meeting.state is MeetingState.OPEN,
            )
            if next_meeting
            else None,
            topics_by_state={state.value: reader.count(Topic, state=state) for state in TopicState},
            meetings_held=len(reader.texts(Meeting, "closed_at", year)),
            tasks_open=len(tasks),
            tasks_overdue=sum(t.overdue(today) for t in tasks),
            tasks_done=len(reader.texts(Task, "done_on", year)),
            outcomes_year=len(reader.texts(Outcome, "decided_on", year)),
            waiting_bundles=sum(b.confirmed_at is None for b in written),
            unwritten_entries=sum(
                bundles.waiting_entries(reader, line) for line in journal.lines_of(reader)
            ),
            backed_up_at=last_backup(desk.folder),
            people=reader.count(Person, left_on=None),
            practice=desk.unit.practice,
        )


def _meeting_todos(desk: Desk, reader: Reader, coming: list[Meeting]) -> list[Todo]:
    days = desk.profile.number("notice_days") or 0
    minutes_days = desk.profile.number("minutes_days") or 7
    todos = []
    for meeting in coming:
        day = meeting.starts.date()
        if meeting.state is MeetingState.CLOSED:
            kind, due = "minutes_due", day + timedelta(days=minutes_days)
        elif meeting.state is MeetingState.OPEN:
            kind, due = "meeting_running", day
        elif meeting.notice_on is None:
            kind, due = "notice_due", notice_deadline(day, days)
        else:
            kind, due = "meeting_coming", day
        todos.append(
            Todo(kind=kind, due=due, title=meeting.title, place="meetings", object_id=meeting.id)
        )
    return todos


def _task_todos(tasks: list[Task]) -> list[Todo]:
    return [
        Todo(kind="task_due", due=t.due, title=t.text, place="follow_up", object_id=t.id)
        for t in tasks
    ]


def _posting_todos(reader: Reader, today: date) -> list[Todo]:
    todos = []
    for posting in reader.all(Posting, "removable_on", removed_on=None):
        notice = reader.one(Notice, posting.notice_id)
        if posting.removable_on <= today + timedelta(days=30):
            todos.append(
                Todo(
                    kind="posting_may_come_down",
                    due=posting.removable_on,
                    title=notice.title,
                    place="topics",
                    object_id=notice.topic_id or "",
                )
            )
    return todos


def _topic_todos(desk: Desk, reader: Reader) -> list[Todo]:
    todos = [
        Todo(
            kind="screening_due",
            due=None,
            title=topic.title,
            place="topics",
            object_id=topic.id,
        )
        for topic in reader.all(Topic, "proposed_on", state=TopicState.COLLECTED)
    ]
    soon = desk.profile.number("minutes_days") or 7
    answer_in = desk.profile.number("feedback_days") or 30
    for topic in reader.all(Topic, "number", state=TopicState.ACCEPTED):
        outcomes = reader.all(Outcome, "decided_on", topic_id=topic.id)
        if not outcomes or outcomes[-1].kind is OutcomeKind.CONTINUE:
            if outcomes and not _coming(reader, topic.id):
                todos.append(_todo("continue_due", None, topic))
            continue
        decided = outcomes[-1].decided_on
        notices = [n for n in reader.all(Notice, topic_id=topic.id) if n.kind is NoticeKind.RESULT]
        if not reader.all(Posting, notice_id=[n.id for n in notices]):
            todos.append(_todo("result_due", decided + timedelta(days=soon), topic))
        elif not topic.answer:
            todos.append(_todo("answer_due", decided + timedelta(days=answer_in), topic))
    return todos


def _coming(reader: Reader, topic_id: str) -> bool:
    ids = [i.meeting_id for i in reader.all(AgendaItem, topic_id=topic_id)]
    return any(
        m.state in {MeetingState.PLANNED, MeetingState.OPEN} for m in reader.all(Meeting, id=ids)
    )


def _submission_todos(reader: Reader) -> list[Todo]:
    return [
        Todo(
            kind="submission_due" if s.submitted_on is None else "reply_due",
            due=s.reply_due,
            title=reader.one(Topic, s.topic_id).title,
            place="follow_up",
            object_id=s.id,
        )
        for s in reader.all(Submission, replied_on=None)
    ]


def _todo(kind: str, due: date | None, topic: Topic) -> Todo:
    return Todo(kind=kind, due=due, title=topic.title, place="topics", object_id=topic.id)
