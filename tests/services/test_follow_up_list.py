"""What was promised is read with its clocks; what is owed afterwards comes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.making import MORNING, a_desk, held_meeting, ready_topic, some_people
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import follow_up, publishing, topics
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.follow_up_list import list_follow_up


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MORNING)


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    desk = a_desk(tmp_path, clock)
    yield desk
    desk.close()


def decided(desk: Desk, clock: HandClock, kind: OutcomeKind = OutcomeKind.CONSENSUS) -> str:
    """A topic with a result of this kind; gives its id."""
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id], kind)
    return topic.id


def test_nothing_was_promised_in_a_new_village(desk: Desk) -> None:
    found = list_follow_up(desk)
    assert (found.tasks, found.submissions, found.effects, found.answers) == ((), (), (), ())


def test_a_consensus_leaves_a_task_and_an_answer_owed(desk: Desk, clock: HandClock) -> None:
    topic_id = decided(desk, clock)
    found = list_follow_up(desk)
    (line,) = found.tasks
    assert (line.task.text, line.topic.id, line.outcome.topic_id) == ("报奖补", topic_id, topic_id)
    (answer,) = found.answers
    assert answer.due == desk.today + timedelta(days=30)
    assert found.effects == ()  # while it is still being done


def test_the_effect_is_looked_at_once_the_work_is_done(desk: Desk, clock: HandClock) -> None:
    decided(desk, clock)
    task = list_follow_up(desk).tasks[0].task
    follow_up.finish_task(desk, task.id, "报上了。")
    (line,) = list_follow_up(desk).effects
    assert line.outcome.id == task.outcome_id


def test_what_goes_on_being_talked_about_leaves_nothing_to_do(desk: Desk, clock: HandClock) -> None:
    decided(desk, clock, OutcomeKind.CONTINUE)
    found = list_follow_up(desk)
    assert (found.tasks, found.effects, found.answers) == ((), (), ())


def test_the_days_for_a_reply_count_from_the_handing_in(desk: Desk, clock: HandClock) -> None:
    decided(desk, clock, OutcomeKind.SUBMIT)
    submission = list_follow_up(desk).submissions[0].submission
    clock.moment += timedelta(days=5)
    follow_up.hand_in(desk, submission.id, submission.text, submission.addressee)
    submission = list_follow_up(desk).submissions[0].submission
    assert submission.submitted_on == desk.today
    assert submission.reply_due == desk.today + timedelta(days=30)


def test_a_topic_names_what_it_lacks_until_it_can_be_closed(desk: Desk, clock: HandClock) -> None:
    topic_id = decided(desk, clock)
    assert "answer" in list_follow_up(desk).answers[0].missing
    topics.answer_proposer(desk, topic_id, "路要修了。")
    assert "answer" not in list_follow_up(desk).answers[0].missing
    notice = publishing.issue_result(desk, topic_id)
    publishing.post(desk, notice.id, "村务公开栏")
    line = list_follow_up(desk).tasks[0]
    follow_up.finish_task(desk, line.task.id, "报上了。")
    follow_up.record_effect(desk, line.outcome.id, "雨天能走。")
    assert list_follow_up(desk).answers[0].missing == ()
    topics.close_topic(desk, topic_id)
    assert list_follow_up(desk).answers == ()


def test_more_time_ends_after_today(desk: Desk, clock: HandClock) -> None:
    decided(desk, clock)
    task = list_follow_up(desk).tasks[0].task
    with pytest.raises(BadInput, match="due_in_past"):
        follow_up.extend_task(desk, task.id, desk.today - timedelta(days=1), "等材料")
