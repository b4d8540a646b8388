"""Reading what was promised: tasks and submissions with their clocks, effects and answers owed."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.terms import OutcomeKind, TaskState, TopicState
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


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was promised, each list by its day; `tasks` and `submissions` hold open and
    settled ones, `effects` and `answers` what is still owed or was recorded."""

    day: date
    tasks: tuple[TaskLine, ...]
    submissions: tuple[SubmissionLine, ...]
    effects: tuple[EffectLine, ...]
    answers: tuple[AnswerLine, ...]


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
    )
