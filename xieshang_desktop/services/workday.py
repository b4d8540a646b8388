"""What there is to do today, made from the records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xieshang_desktop.domain.decision import DecisionMeeting, Motion
from xieshang_desktop.domain.meeting import COMING, AgendaItem, Meeting, Sitting, Statement
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.rules import publish_by
from xieshang_desktop.domain.terms import (
    MeetingState,
    NoticeKind,
    OutcomeKind,
    TaskState,
    TopicState,
)
from xieshang_desktop.domain.terms_decision import DecisionState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.instructions import instruction_todos
from xieshang_desktop.services.rule_profiles import notice_until
from xieshang_desktop.services.snapshot import (
    NextMeeting,
    Todo,
    Workday,
    last_backup,
    last_stick_backup,
)
from xieshang_desktop.settings import Settings
from xieshang_desktop.storage import bundles, journal
from xieshang_desktop.storage.unit_of_work import Reader

#: Where the rule profile says nothing: days for the minutes and the posting, for the answer.
_MINUTES_DAYS, _ANSWER_DAYS = 7, 30
#: People sit there and wait: before everything else.
_NOW = ("meeting_running", "decision_running")


def open_workday(desk: Desk) -> Workday:
    """The work page from the records as they stand."""
    today = desk.today
    with desk.store.read() as reader:
        coming = reader.all(
            Meeting,
            "starts",
            state=[*COMING, MeetingState.CLOSED],
        )
        tasks = reader.all(Task, "due", state=TaskState.OPEN)
        submissions = reader.all(Submission, "reply_due", replied_on=None)
        busy = {task.topic_id for task in tasks} | {each.topic_id for each in submissions}
        todos = [
            *_meeting_todos(desk, reader, coming),
            *_slip_todos(reader, coming),
            *(_todo("task_due", task.due, task.text, task.id) for task in tasks),
            *_posting_todos(reader, today),
            *_topic_todos(desk, reader, coming, busy),
            *_submission_todos(reader, submissions),
            *instruction_todos(reader),
            *_decision_todos(desk, reader),
        ]
        # Those sealed to the village alone are nobody's to confirm.
        waiting = [b for b in bundles.bundles_of(reader) if b.addressee and not b.confirmed_at]
        overdue = _overdue(desk, waiting)
        todos += _receipt_todos(overdue)
        year = f"{today.year}-"
        return Workday(
            room=desk.unit.room,
            day=today,
            todos=tuple(sorted(todos, key=lambda t: (t.kind not in _NOW, t.due or today, t.kind))),
            next_meeting=_next_meeting(coming, today),
            topics_by_state=reader.counts(Topic, "state"),
            meetings_held=len(reader.texts(Meeting, "closed_at", year)),
            tasks_open=len(tasks),
            tasks_overdue=sum(task.overdue(today) for task in tasks),
            tasks_done=len(reader.texts(Task, "done_on", year)),
            outcomes_year=len(reader.texts(Outcome, "decided_on", year)),
            waiting_bundles=len(waiting),
            unwritten_entries=sum(
                bundles.waiting_entries(reader, line) for line in journal.lines_of(reader)
            ),
            backed_up_at=last_backup(desk.folder),
            people=reader.count(Person, villager=True, left_on=None),
            practice=desk.unit.practice,
            stick_backed_up_at=last_stick_backup(desk.folder),
            overdue_bundles=len(overdue),
        )


def _todo(kind: str, due: date | None, title: str, object_id: str) -> Todo:
    return Todo(kind=kind, due=due, title=title, object_id=object_id)


def _overdue(desk: Desk, waiting: list[bundles.BundleRecord]) -> list[bundles.BundleRecord]:
    if not waiting:
        return []
    from xieshang_desktop.services.handover import is_overdue  # not for the first page

    return [bundle for bundle in waiting if is_overdue(bundle, desk.clock())]


def _receipt_todos(overdue: list[bundles.BundleRecord]) -> Iterator[Todo]:
    """One for all that wait too long: the oldest tells since when."""
    if overdue:
        oldest = min(overdue, key=lambda bundle: bundle.written_at)
        due = oldest.written_at.date() + timedelta(days=Settings().number("receipt_days"))
        yield _todo("receipt_missing", due, str(len(overdue)), oldest.name)


def _next_meeting(coming: list[Meeting], today: date) -> NextMeeting | None:
    """The one that is open, else the first that is still to come."""
    running = [m for m in coming if m.state is MeetingState.OPEN]
    planned = [m for m in coming if m.state is MeetingState.PLANNED and m.starts.date() >= today]
    for meeting in (*running, *planned):
        return NextMeeting(meeting.id, meeting.title, meeting.starts, meeting in running)
    return None


def _meeting_todos(desk: Desk, reader: Reader, coming: list[Meeting]) -> Iterator[Todo]:
    minutes_days = desk.profile.number("minutes_days") or _MINUTES_DAYS
    for meeting in coming:
        day = meeting.starts.date()
        due: date | None
        if meeting.state is MeetingState.CLOSED:
            kind, due = "minutes_due", day + timedelta(days=minutes_days)
        elif meeting.state is MeetingState.OPEN:
            kind, due = "meeting_running", day
        elif meeting.state is MeetingState.ADJOURNED:
            kind, due = "meeting_resumes", _resumes(reader, meeting)
        elif meeting.notice_on is None:
            kind, due = "notice_due", notice_until(desk.profile, day)
        else:
            kind, due = "meeting_coming", day
        yield _todo(kind, due, meeting.title, meeting.id)


def _resumes(reader: Reader, meeting: Meeting) -> date | None:
    """The day on which an adjourned meeting goes on, where one was named."""
    sittings = reader.all(Sitting, "number", meeting_id=meeting.id)
    named = sittings[-1].resumes if sittings else None
    return named.date() if named else None


def _slip_todos(reader: Reader, coming: list[Meeting]) -> Iterator[Todo]:
    """Slips that are still out when their day comes."""
    waited = [m for m in coming if m.answers_by is not None]
    told = reader.all(Statement, meeting_id=[m.id for m in waited])
    out = {s.meeting_id for s in told if s.told_on is None}
    for meeting in waited:
        if meeting.id in out:
            yield _todo("slips_due", meeting.answers_by, meeting.title, meeting.id)


def _decision_todos(desk: Desk, reader: Reader) -> Iterator[Todo]:
    """Meetings that decide by the law; no rule says by when their record is sealed."""
    states = [DecisionState.PLANNED, DecisionState.OPEN, DecisionState.CLOSED]
    for meeting in reader.all(DecisionMeeting, "starts", state=states):
        kind, due = "decision_record_due", None
        if meeting.state is DecisionState.OPEN:
            kind, due = "decision_running", meeting.starts.date()
        elif meeting.state is DecisionState.PLANNED and meeting.notice_on is None:
            from xieshang_desktop.services.decision_checks import notice_by  # as above

            matters = reader.all(Motion, decision_meeting_id=meeting.id)
            kind, due = (
                "decision_notice_due",
                notice_by(desk, meeting, matters) or meeting.starts.date(),
            )
        elif meeting.state is DecisionState.PLANNED:
            kind, due = "decision_coming", meeting.starts.date()
        yield _todo(kind, due, meeting.title, meeting.id)


def _posting_todos(reader: Reader, today: date) -> Iterator[Todo]:
    postings = [
        posting
        for posting in reader.all(Posting, "removable_on", removed_on=None)
        if posting.removable_on <= today + timedelta(days=30)
    ]
    notices = {n.id: n for n in reader.all(Notice, id=[p.notice_id for p in postings])}
    for posting in postings:
        notice = notices[posting.notice_id]
        kind, about = "posting_may_come_down", notice.meeting_id or ""
        if notice.kind is NoticeKind.IMPLEMENTATION:
            kind, about = "implementation_may_come_down", f"implementation:{notice.topic_id}"
        yield _todo(kind, posting.removable_on, notice.title, about)


def _topic_todos(
    desk: Desk, reader: Reader, coming: list[Meeting], busy: set[str]
) -> Iterator[Todo]:
    """What is due on topics; `busy` ones have a task or a submission that is seen to first."""
    for topic in reader.all(Topic, "proposed_on", state=TopicState.COLLECTED):
        yield _todo("screening_due", None, topic.title, topic.id)
    topics = reader.all(Topic, "number", state=TopicState.ACCEPTED)
    ids = [topic.id for topic in topics]
    outcomes = {o.topic_id: o for o in reader.all(Outcome, "decided_on", topic_id=ids)}
    notices = reader.all(Notice, topic_id=ids)
    hung = {p.notice_id for p in reader.all(Posting, notice_id=[n.id for n in notices])}
    posted = {n.topic_id for n in notices if n.id in hung and n.kind is NoticeKind.RESULT}
    told = {n.topic_id for n in notices if n.id in hung and n.kind is NoticeKind.IMPLEMENTATION}
    done = {
        task.topic_id: task.done_on
        for task in reader.all(Task, "done_on", topic_id=ids, state=TaskState.DONE)
    }
    ahead = [m.id for m in coming if m.state is not MeetingState.CLOSED]
    on_agenda = {i.topic_id for i in reader.all(AgendaItem, meeting_id=ahead)}
    post_in = desk.profile.number("minutes_days") or _MINUTES_DAYS
    answer_in = desk.profile.number("feedback_days") or _ANSWER_DAYS
    for topic in topics:
        outcome = outcomes.get(topic.id)
        if outcome is None:
            continue
        if outcome.kind is OutcomeKind.CONTINUE:
            if topic.id not in on_agenda:
                yield _todo("continue_due", None, topic.title, topic.id)
        elif topic.id not in posted:
            due = outcome.decided_on + timedelta(days=post_in)
            yield _todo("result_due", due, topic.title, topic.id)
        elif not topic.answer:
            due = outcome.decided_on + timedelta(days=answer_in)
            yield _todo("answer_due", due, topic.title, topic.id)
        elif topic.id not in busy:
            if outcome.effect and topic.id not in told:
                due = publish_by(done.get(topic.id) or outcome.decided_on)
                about = f"implementation:{topic.id}"
                yield _todo("implementation_due", due, topic.title, about)
                continue
            kind = "close_due" if outcome.effect else "effect_due"
            yield _todo(kind, None, topic.title, topic.id)


def _submission_todos(reader: Reader, submissions: list[Submission]) -> Iterator[Todo]:
    topics = {t.id: t for t in reader.all(Topic, id=[s.topic_id for s in submissions])}
    for submission in submissions:
        kind = "submission_due" if submission.submitted_on is None else "reply_due"
        title = topics[submission.topic_id].title
        yield _todo(kind, submission.reply_due, title, submission.id)
