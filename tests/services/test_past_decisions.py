"""A meeting that decided on paper is entered afterwards with its true times, and says so."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.clock import HandClock
from tests.deciding import (
    a_decision,
    an_assembly,
    by_hands,
    first_motion,
    meeting_of,
    some_motion,
)
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import DecisionState
from xieshang_desktop.errors import BadInput, Problem, RuleBroken
from xieshang_desktop.services import decision_door, decision_papers, decision_sealing, decisions
from xieshang_desktop.services.decision_file import read_file
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.past_decisions import enter_past_decision, put_forward
from xieshang_desktop.services.true_end import doubted_decision_end
from xieshang_desktop.services.undoing import undo

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return an_assembly(desk)


@pytest.fixture
def began(desk: Desk, clock: HandClock, people: list[Person]) -> datetime:
    return clock.moment + 12 * DAY


@pytest.fixture
def meeting_id(desk: Desk, clock: HandClock, people: list[Person], began: datetime) -> str:
    meeting_id = a_decision(desk)
    clock.moment = began + 2 * DAY
    return meeting_id


def test_its_day_being_over_it_is_entered_with_the_times_it_had(
    desk: Desk, meeting_id: str, people: list[Person], began: datetime
) -> None:
    enter_past_decision(desk, meeting_id, began, began + 2 * HOUR)
    for person in people[:37]:
        decision_door.come_in(desk, meeting_id, person.id)
    put_forward(desk, meeting_id, began + HOUR)
    decision_door.go_out(desk, meeting_id, people[0].id)
    vote = by_hands(desk, first_motion(desk, meeting_id), 30, 6)
    assert (vote.taken_at, vote.present) == (began + HOUR, 36)
    assert doubted_decision_end(desk, meeting_id) is None
    closed = decisions.close_decision(desk, meeting_id)
    assert (closed.opened_at, closed.closed_at) == (began, began + 2 * HOUR)
    stays = read_file(desk, meeting_id).presences[people[1].id].stays
    assert [(stay.since, stay.until) for stay in stays] == [(began, began + 2 * HOUR)]
    record = decision_papers.decision_record(desk, meeting_id, {})
    assert record.when.startswith(
        "2026年3月14日（星期六）上午9:00至上午11:00（当时记在纸上，2026年3月16日"
    )
    assert record.when.endswith("补录）")
    assert record.motions[0].voting.startswith("10:00进行举手表决")
    sealed = decision_sealing.seal_decision(desk, meeting_id)
    assert sealed.state is DecisionState.SEALED


def test_what_cannot_have_been_is_refused(desk: Desk, meeting_id: str, began: datetime) -> None:
    for begin, end, code in (
        (began, began - HOUR, "ends_before_begin"),
        (began, began + 9 * DAY, "past_meeting_to_come"),
        (began + DAY, began + DAY + HOUR, "past_other_day"),
    ):
        with pytest.raises(Problem, match=code):
            enter_past_decision(desk, meeting_id, begin, end)
    enter_past_decision(desk, meeting_id, began, began + 2 * HOUR)
    with pytest.raises(RuleBroken, match="decision_over"):
        enter_past_decision(desk, meeting_id, began, began + 2 * HOUR)


def test_the_time_goes_on_from_what_was_entered_until_the_end(
    desk: Desk, meeting_id: str, people: list[Person], began: datetime
) -> None:
    with pytest.raises(RuleBroken, match="decision_not_open"):
        put_forward(desk, meeting_id, began)
    enter_past_decision(desk, meeting_id, began, began + 2 * HOUR)
    put_forward(desk, meeting_id, began + HOUR)
    decision_door.come_in(desk, meeting_id, people[0].id)
    for at in (began, began + 3 * HOUR):
        with pytest.raises(BadInput, match="past_time_outside"):
            put_forward(desk, meeting_id, at)


def test_what_the_law_asks_for_beforehand_is_asked_for_afterwards_too(
    desk: Desk, clock: HandClock, people: list[Person], began: datetime
) -> None:
    meeting_id = a_decision(desk, motion=some_motion(collective_property=None))
    clock.moment = began + 2 * DAY
    with pytest.raises(RuleBroken, match="collective_unanswered"):
        enter_past_decision(desk, meeting_id, began, began + HOUR)


def test_people_who_were_told_after_the_meeting_were_not_told(
    desk: Desk, meeting_id: str, began: datetime
) -> None:
    decisions.tell(desk, meeting_id, "补记")
    with pytest.raises(BadInput, match="notice_after_meeting"):
        enter_past_decision(desk, meeting_id, began, began + HOUR)


def test_a_signing_in_of_today_does_not_stand_in_a_meeting_of_the_past(
    desk: Desk, meeting_id: str, people: list[Person], began: datetime
) -> None:
    decision_door.come_in(desk, meeting_id, people[0].id)
    with pytest.raises(RuleBroken, match="signed_in_later"):
        enter_past_decision(desk, meeting_id, began, began + HOUR)


def test_entering_is_undone_only_at_once(
    desk: Desk, meeting_id: str, people: list[Person], began: datetime
) -> None:
    enter_past_decision(desk, meeting_id, began, began + HOUR)
    action = desk.store.recent[-1]
    decision_door.come_in(desk, meeting_id, people[0].id)
    with pytest.raises(RuleBroken):
        undo(desk, action)
    assert meeting_of(desk, meeting_id).state is DecisionState.OPEN
