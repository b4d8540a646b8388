"""What was promised: tasks done, submissions answered, the effect felt."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.terms import TaskState
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.unit_of_work import UnitOfWork


def finish_task(desk: Desk, task_id: str, result: str, day: date | None = None) -> Task:
    """A task is done, with what came of it; BadInput `result_missing`, `date_in_future`,
    `done_before_decided`; RuleBroken `task_done`."""
    day = day or desk.today
    if not result.strip():
        raise BadInput("result_missing")
    if day > desk.today:
        raise BadInput("date_in_future", day=day)
    with desk.store.write(desk.actor) as uow:
        task = _open(uow, task_id)
        outcome = uow.find(Outcome, task.outcome_id)
        if outcome is not None and day < outcome.decided_on:
            raise BadInput("done_before_decided", decided_on=outcome.decided_on)
        task = replace(task, state=TaskState.DONE, done_on=day, result=result.strip())
        uow.put(task, "task_done")
        uow.commit()
    return task


def extend_task(desk: Desk, task_id: str, due: date, reason: str) -> Task:
    """Give a task more time, for a written reason; BadInput `reason_missing`, `due_in_past`;
    RuleBroken `task_done`."""
    if not reason.strip():
        raise BadInput("reason_missing")
    if due < desk.today:
        raise BadInput("due_in_past", day=due)
    with desk.store.write(desk.actor) as uow:
        task = _open(uow, task_id)
        task = replace(task, due=due, result=reason.strip())
        uow.put(task, "task_extended")
        uow.commit()
    return task


def record_effect(
    desk: Desk,
    outcome_id: str,
    effect: str,
    *,
    satisfaction: int | None = None,
    note: str = "",
) -> Outcome:
    """The fifth of the five haves: what the result did; satisfaction in percent as asked."""
    if not effect.strip():
        raise BadInput("effect_missing")
    if satisfaction is not None and not 0 <= satisfaction <= 100:
        raise BadInput("satisfaction_range", value=satisfaction)
    with desk.store.write(desk.actor) as uow:
        outcome = replace(
            uow.one(Outcome, outcome_id),
            effect=effect.strip(),
            effect_on=desk.today,
            satisfaction=satisfaction,
            satisfaction_note=note.strip(),
        )
        uow.put(outcome, "effect_recorded")
        uow.commit()
    return outcome


def hand_in(desk: Desk, submission_id: str, text: str, addressee: str) -> Submission:
    """A submission was handed to its addressee today: the days for a reply count from now."""
    if not text.strip() or not addressee.strip():
        raise BadInput("submission_incomplete")
    with desk.store.write(desk.actor) as uow:
        submission = uow.one(Submission, submission_id)
        if submission.submitted_on is not None:
            raise RuleBroken("submission_handed_in", day=submission.submitted_on)
        submission = replace(
            submission,
            text=text.strip(),
            addressee=addressee.strip(),
            submitted_on=desk.today,
            reply_due=desk.today + timedelta(days=desk.profile.number("feedback_days") or 30),
        )
        uow.put(submission, "submission_handed_in")
        uow.commit()
    return submission


def record_reply(desk: Desk, submission_id: str, reply: str) -> Submission:
    """What the addressee answered."""
    if not reply.strip():
        raise BadInput("answer_missing")
    with desk.store.write(desk.actor) as uow:
        submission = uow.one(Submission, submission_id)
        if submission.submitted_on is None:
            raise RuleBroken("submission_not_handed_in")
        submission = replace(submission, reply=reply.strip(), replied_on=desk.today)
        uow.put(submission, "submission_answered")
        uow.commit()
    return submission


def change_task_owner(desk: Desk, task_id: str, owner: str) -> Task:
    """Somebody else answers for a task; BadInput `owner_missing`; RuleBroken `task_done`."""
    if not owner.strip():
        raise BadInput("owner_missing")
    with desk.store.write(desk.actor) as uow:
        task = replace(_open(uow, task_id), owner=owner.strip())
        uow.put(task, "task_changed")
        uow.commit()
    return task


def _open(uow: UnitOfWork, task_id: str) -> Task:
    task = uow.one(Task, task_id)
    if task.state is TaskState.DONE:
        raise RuleBroken("task_done", text=task.text)
    return task
