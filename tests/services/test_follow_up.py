"""What was promised: tasks are done once, extended for a reason, replies come after handing in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.making import held_meeting, ready_topic, some_people, undo_last
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.terms import OutcomeKind, TaskState
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import follow_up
from xieshang_desktop.services.desk import Desk


@pytest.fixture
def task(desk: Desk, clock: HandClock) -> Task:
    """What one consensus promised."""
    held_meeting(desk, clock, [ready_topic(desk, some_people(desk)).id])
    with desk.store.read() as reader:
        return reader.all(Task)[0]


@pytest.fixture
def submission(desk: Desk, clock: HandClock) -> Submission:
    """What goes up, not handed in yet."""
    held_meeting(desk, clock, [ready_topic(desk, some_people(desk)).id], OutcomeKind.SUBMIT)
    with desk.store.read() as reader:
        return reader.all(Submission)[0]


def test_a_task_is_done_with_its_result_and_a_day_that_has_come(
    desk: Desk, clock: HandClock, task: Task
) -> None:
    with pytest.raises(BadInput, match="result_missing"):
        follow_up.finish_task(desk, task.id, " ")
    with pytest.raises(BadInput, match="date_in_future"):
        follow_up.finish_task(desk, task.id, "已报。", desk.today + timedelta(days=1))
    yesterday = desk.today - timedelta(days=1)
    with pytest.raises(BadInput, match="done_before_decided"):
        follow_up.finish_task(desk, task.id, "已报。", yesterday)
    clock.moment += timedelta(days=2)
    yesterday = desk.today - timedelta(days=1)
    done = follow_up.finish_task(desk, task.id, "已报。 ", yesterday)
    assert (done.state, done.done_on, done.result) == (TaskState.DONE, yesterday, "已报。")


def test_a_task_that_is_done_stays_as_it_is(desk: Desk, task: Task) -> None:
    follow_up.finish_task(desk, task.id, "已报。")
    for late in (
        lambda: follow_up.finish_task(desk, task.id, "又报一次。"),
        lambda: follow_up.extend_task(desk, task.id, desk.today, "还要几天"),
        lambda: follow_up.change_task_owner(desk, task.id, "镇交通办"),
    ):
        with pytest.raises(RuleBroken, match="task_done"):
            late()
    undo_last(desk)
    assert follow_up.change_task_owner(desk, task.id, "镇交通办").state is TaskState.OPEN


def test_more_time_is_given_for_a_reason_and_to_a_day_to_come(desk: Desk, task: Task) -> None:
    with pytest.raises(BadInput, match="reason_missing"):
        follow_up.extend_task(desk, task.id, desk.today, " ")
    with pytest.raises(BadInput, match="due_in_past"):
        follow_up.extend_task(desk, task.id, desk.today - timedelta(days=1), "连续阴雨")
    later = desk.today + timedelta(days=60)
    assert follow_up.extend_task(desk, task.id, later, "连续阴雨").due == later


def test_somebody_answers_for_a_task(desk: Desk, task: Task) -> None:
    with pytest.raises(BadInput, match="owner_missing"):
        follow_up.change_task_owner(desk, task.id, "")
    assert follow_up.change_task_owner(desk, task.id, " 镇交通办 ").owner == "镇交通办"


def test_a_task_is_overdue_the_day_after_its_last(desk: Desk, task: Task) -> None:
    assert not task.overdue(task.due)
    assert task.overdue(task.due + timedelta(days=1))


@pytest.mark.parametrize("satisfaction", [-1, 101])
def test_satisfaction_is_a_share_of_a_hundred(desk: Desk, task: Task, satisfaction: int) -> None:
    with pytest.raises(BadInput, match="satisfaction_range"):
        follow_up.record_effect(desk, task.outcome_id, "能走。", satisfaction=satisfaction)


def test_the_effect_says_something_and_may_leave_satisfaction_out(desk: Desk, task: Task) -> None:
    with pytest.raises(BadInput, match="effect_missing"):
        follow_up.record_effect(desk, task.outcome_id, " ")
    seen = follow_up.record_effect(desk, task.outcome_id, "雨天能走。", note="问了20户")
    assert (seen.effect_on, seen.satisfaction) == (desk.today, None)
    with desk.store.read() as reader:
        assert reader.one(Outcome, task.outcome_id) == seen


def test_a_submission_is_handed_in_before_it_is_answered(
    desk: Desk, clock: HandClock, submission: Submission
) -> None:
    with pytest.raises(RuleBroken, match="submission_not_handed_in"):
        follow_up.record_reply(desk, submission.id, "同意。")
    for text, addressee in (("", "柳河镇"), ("请镇里定。", " ")):
        with pytest.raises(BadInput, match="submission_incomplete"):
            follow_up.hand_in(desk, submission.id, text, addressee)
    clock.moment += timedelta(days=2)
    handed = follow_up.hand_in(desk, submission.id, "请镇里定。", "柳河镇人民政府")
    assert handed.submitted_on == desk.today
    assert handed.reply_due is not None
    assert handed.reply_due > desk.today
    with pytest.raises(BadInput, match="answer_missing"):
        follow_up.record_reply(desk, submission.id, " ")
    assert follow_up.record_reply(desk, submission.id, "同意。").replied_on == desk.today
