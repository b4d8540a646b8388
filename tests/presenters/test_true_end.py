"""Where the clock can't tell when a meeting ended, it is asked once before it is closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.deciding import an_assembly, an_open_decision, by_hands, first_motion, meeting_of
from tests.making import Attempts, items_of, some_people, talk
from tests.presenters.in_hall import an_open_hall
from tests.presenters.told import Told, Ways
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.decision_vote import DecisionVotePresenter
from xieshang_desktop.ui.presenters.meeting_hall import HallPresenter


@pytest.fixture
def hall(desk: Desk, page: Told, attempts: Attempts, ways: Ways) -> HallPresenter:
    return HallPresenter(desk, page, attempts, ways)


def test_the_hall_asks_for_the_true_end_the_next_day(
    desk: Desk, clock: HandClock, hall: HallPresenter, page: Told, attempts: Attempts
) -> None:
    meeting_id = an_open_hall(desk, clock, some_people(desk), hall)
    for item in items_of(desk, meeting_id):
        if item.topic_id:
            talk(desk, item.id, OutcomeKind.CONTINUE)
    began, clock.moment = clock.moment, clock.moment + timedelta(days=1)
    hall.end()
    form = page.last("ask_true_end")
    assert form.values()["day"] == began.date().isoformat()
    values = form.values() | {"time": "十一点", "reason": "停电"}
    assert not hall.answer_end(values)
    assert attempts.codes[-1] == "time_missing"
    assert hall.answer_end(values | {"time": "11:40"})
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
    assert meeting.closed_at == began.replace(hour=11, minute=40, second=0, microsecond=0)
    assert meeting.end_reason == "停电"


def test_a_decision_asks_too(
    desk: Desk, clock: HandClock, page: Told, attempts: Attempts, ways: Ways
) -> None:
    meeting_id = an_open_decision(desk, an_assembly(desk)[:37])
    by_hands(desk, first_motion(desk, meeting_id), 30, 7)
    clock.moment += timedelta(days=1)
    presenter = DecisionVotePresenter(desk, page, attempts, ways)
    presenter.open(meeting_id)
    presenter.close()
    form = page.last("ask")
    assert presenter.answer(form.key, form.values() | {"time": "11：40", "reason": "停电"})
    assert meeting_of(desk, meeting_id).end_reason == "停电"
