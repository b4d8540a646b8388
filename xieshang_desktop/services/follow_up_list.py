"""Reading what was promised: tasks and submissions with their clocks, effects and answers owed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.rules import publish_by
from xieshang_desktop.domain.terms import NoticeKind, OutcomeKind, TaskState, TopicState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topics import loop_missing


class TaskLine(msgspec.Struct, frozen=True, kw_only=True):
    """A task with the result it comes from and its topic."""

    task: Task
    outcome: Outcome
    topic: Topic


class SubmissionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A submission with the result it comes from and its topic."""

    submission: Submission
    outcome: Outcome
    topic: Topic


class EffectLine(msgspec.Struct, frozen=True, kw_only=True):
    """A result whose work is done: its effect is still to be seen, or was recorded."""

    outcome: Outcome
    topic: Topic


class AnswerLine(msgspec.Struct, frozen=True, kw_only=True):
    """A topic whose result stands: its proposer is owed an answer until `due`; `missing` says by
    code what its loop still lacks."""

    topic: Topic
    outcome: Outcome
    due: date
    missing: tuple[str, ...]


class ImplementationLine(msgspec.Struct, frozen=True, kw_only=True):
    """A result whose work is done: how it was carried out is to be made known until `due`, or its
    notice waits to be posted, or hangs (`postings` are those still up)."""

    topic: Topic
    outcome: Outcome
    notice: Notice | None
    postings: tuple[Posting, ...]
    due: date


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was promised, each list by its day; `tasks` and `submissions` hold open and
    settled ones, `effects` and `answers` what is still owed or was recorded; `photos` counts the
    photos of a task or a result by its id."""

    day: date
    tasks: tuple[TaskLine, ...]
    submissions: tuple[SubmissionLine, ...]
    effects: tuple[EffectLine, ...]
    answers: tuple[AnswerLine, ...]
    implementations: tuple[ImplementationLine, ...] = ()
    photos: dict[str, int] = {}


def list_follow_up(desk: Desk) -> FollowUp:
    """What was promised, by deadline."""
    with desk.store.read() as reader:
        tasks = reader.all(Task, "due")
        submissions = reader.all(Submission, "reply_due")
        outcomes = {outcome.id: outcome for outcome in reader.all(Outcome, "decided_on")}
        topics = {topic.id: topic for topic in reader.all(Topic)}
        decided = {o.topic_id: o for o in outcomes.values() if o.kind is not OutcomeKind.CONTINUE}
        lacking = {
            topic_id: loop_missing(reader, topics[topic_id])
            for topic_id in decided
            if topics[topic_id].state is TopicState.ACCEPTED
        }
        notices = reader.all(Notice, "issued_on", topic_id=list(decided))
        postings = reader.all(Posting, "posted_on", notice_id=[n.id for n in notices])
        photos = Counter(
            a.object_id for a in reader.all(Attachment, object_type=["task", "outcome"])
        )
    busy = {t.outcome_id for t in tasks if t.state is TaskState.OPEN}
    busy |= {s.outcome_id for s in submissions if s.replied_on is None}
    days = timedelta(days=desk.profile.number("feedback_days") or 30)
    return FollowUp(
        day=desk.today,
        tasks=tuple(
            TaskLine(task=t, outcome=outcomes[t.outcome_id], topic=topics[t.topic_id])
            for t in tasks
        ),
        submissions=tuple(
            SubmissionLine(submission=s, outcome=outcomes[s.outcome_id], topic=topics[s.topic_id])
            for s in submissions
        ),
        effects=tuple(
            EffectLine(outcome=o, topic=topics[o.topic_id])
            for o in outcomes.values()
            if o.kind is not OutcomeKind.CONTINUE and o.id not in busy
        ),
        answers=tuple(
            AnswerLine(
                topic=topics[topic_id],
                outcome=outcome,
                due=outcome.decided_on + days,
                missing=lacking[topic_id],
            )
            for topic_id, outcome in decided.items()
            if topic_id in lacking
        ),
        implementations=tuple(
            line
            for topic_id, outcome in decided.items()
            if outcome.id not in busy
            and (
                line := _implementation(
                    topics[topic_id],
                    outcome,
                    [n for n in notices if n.topic_id == topic_id],
                    postings,
                    _done_on(outcome, tasks, submissions),
                )
            )
        ),
        photos=dict(photos),
    )


def _done_on(outcome: Outcome, tasks: Sequence[Task], submissions: Sequence[Submission]) -> date:
    """The day the last of its work was done."""
    days = [t.done_on for t in tasks if t.outcome_id == outcome.id and t.done_on]
    days += [s.replied_on for s in submissions if s.outcome_id == outcome.id and s.replied_on]
    return max(days, default=outcome.decided_on)


def _implementation(
    topic: Topic,
    outcome: Outcome,
    notices: Sequence[Notice],
    postings: Sequence[Posting],
    done_on: date,
) -> ImplementationLine | None:
    """What is still to do about the second posting; None where the first has not been, or all came
    down again, or the topic was closed without one."""

    def of(kind: NoticeKind) -> list[Posting]:
        ids = [n.id for n in notices if n.kind is kind]
        return [p for p in postings if p.notice_id in ids]

    written = [n for n in notices if n.kind is NoticeKind.IMPLEMENTATION][-1:]
    hanging = [p for p in of(NoticeKind.IMPLEMENTATION) if p.removed_on is None]
    if not written and (topic.state is not TopicState.ACCEPTED or not of(NoticeKind.RESULT)):
        return None
    unposted = bool(written) and not any(p.notice_id == written[0].id for p in postings)
    if written and not unposted and not hanging:
        return None
    return ImplementationLine(
        topic=topic,
        outcome=outcome,
        notice=written[0] if written else None,
        postings=tuple(hanging),
        due=publish_by(done_on),
    )
