"""年度计划: twelve months, what was planned beside what was held."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, held_meeting, ready_topic, some_people, undo_last
from xieshang_desktop.domain.plan import PlannedActivity
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import meetings, plans
from xieshang_desktop.services.desk import Desk


def planned(desk: Desk, month: int, subject: str, **fields: object) -> PlannedActivity:
    """A line of this year's plan."""
    blank = plans.blank_activity(desk, desk.today.year, month)
    return plans.save_activity(desk, replace(blank, subject=subject, **fields))


def test_a_year_has_twelve_months_whether_or_not_anything_is_planned(desk: Desk) -> None:
    planned(desk, 3, "春耕用水怎么轮")
    planned(desk, 12, "来年道路养护")
    plan = plans.year_plan(desk, 2026)
    assert len(plan.months) == 12
    assert [len(month) for month in plan.months] == [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert (plan.planned, plan.carried_out) == (2, 0)
    assert plan.years == (2026, 2027)


def test_the_first_convenor_answers_for_a_new_activity(desk: Desk) -> None:
    assert plans.blank_activity(desk, 2026, 5).owner == "周建国"


def test_a_plan_is_carried_out_once_its_meeting_was_held(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = held_meeting(desk, clock, [topic.id])
    unplanned = plans.year_plan(desk, 2026).months[2]
    assert [line.activity for line in unplanned] == [None]
    planned(desk, 3, "生产道路怎么修", meeting_id=meeting_id)
    plan = plans.year_plan(desk, 2026)
    assert (plan.planned, plan.carried_out) == (1, 1)
    assert [line.meeting.id for line in plan.months[2] if line.meeting] == [meeting_id]


def test_a_meeting_that_was_called_off_carries_nothing_out(desk: Desk) -> None:
    meeting_id = a_meeting(desk, notice=False)
    planned(desk, 3, "生产道路怎么修", meeting_id=meeting_id)
    meetings.cancel_meeting(desk, meeting_id, "下大雪")
    plan = plans.year_plan(desk, 2026)
    assert [line.meeting for line in plan.months[2]] == [None]
    assert plan.meetings == ()


def test_an_activity_needs_a_subject_a_month_and_a_meeting_that_is_there(desk: Desk) -> None:
    with pytest.raises(BadInput, match="activity_subject_missing"):
        planned(desk, 3, " ")
    with pytest.raises(BadInput, match="activity_month_wrong"):
        planned(desk, 13, "春耕")
    with pytest.raises(RuleBroken, match="gone"):
        planned(desk, 3, "春耕", meeting_id="0")
    assert plans.year_plan(desk, 2026).planned == 0


def test_an_activity_is_changed_taken_out_and_given_back(desk: Desk) -> None:
    activity = planned(desk, 3, "春耕用水怎么轮")
    plans.save_activity(desk, replace(activity, month=4))
    assert [len(m) for m in plans.year_plan(desk, 2026).months][2:4] == [0, 1]
    plans.remove_activity(desk, activity.id)
    assert plans.find_activity(desk, activity.id) is None
    undo_last(desk)
    assert plans.find_activity(desk, activity.id) == replace(activity, month=4)
    with pytest.raises(RuleBroken, match="gone"):
        plans.remove_activity(desk, "0")
