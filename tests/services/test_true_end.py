"""A consultation closed on another day, or by a clock that was set back, asks when it ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.making import a_meeting, items_of, ready_topic, some_people, talk
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import deliberation, sittings
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes import open_minutes
from xieshang_desktop.services.minutes_course import when_words
from xieshang_desktop.services.running import begin_item
from xieshang_desktop.services.true_end import TrueEnd, doubted_end

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def meeting_id(desk: Desk, clock: HandClock) -> str:
    meeting_id = a_meeting(desk, [ready_topic(desk, some_people(desk)).id])
    clock.moment += 10 * DAY
    clock.moment = clock.moment.replace(hour=9, minute=0)
    deliberation.open_meeting(desk, meeting_id)
    (item,) = items_of(desk, meeting_id)
    begin_item(desk, item.id)
    clock.moment += HOUR / 2
    talk(desk, item.id, OutcomeKind.CONTINUE)
    return meeting_id


def test_a_meeting_that_ends_on_its_day_asks_nothing(desk: Desk, meeting_id: str) -> None:
    assert doubted_end(desk, meeting_id) is None
    assert deliberation.close_meeting(desk, meeting_id).meeting.end_reason == ""


@pytest.mark.parametrize("moved", [DAY, -5 * HOUR], ids=["the next day", "a clock set back"])
def test_the_true_end_is_entered_with_why_and_the_minutes_say_so(
    desk: Desk, clock: HandClock, meeting_id: str, moved: timedelta
) -> None:
    last = clock.moment
    clock.moment += moved
    asked = doubted_end(desk, meeting_id)
    assert asked is not None
    assert abs(asked - last) < timedelta(minutes=1)
    end = TrueEnd(at=last + HOUR, reason="停电")
    meeting = deliberation.close_meeting(desk, meeting_id, end).meeting
    assert meeting.closed_at == last + HOUR
    (item,) = items_of(desk, meeting_id)
    assert item.spans[-1].until == last + HOUR
    told = when_words(open_minutes(desk, meeting_id).facts)
    assert told.endswith("上午9:00至上午10:30（结束时间为散会后补填：停电）")


def test_an_end_that_cannot_be_is_refused(desk: Desk, clock: HandClock, meeting_id: str) -> None:
    last = clock.moment
    clock.moment += DAY
    for at, reason, code in (
        (last - HOUR, "停电", "ends_before_begin"),
        (last + 3 * DAY, "停电", "end_to_come"),
        (last, " ", "reason_missing"),
    ):
        with pytest.raises(BadInput, match=code):
            deliberation.close_meeting(desk, meeting_id, TrueEnd(at=at, reason=reason))


def test_a_meeting_that_went_on_another_day_ends_there(
    desk: Desk, clock: HandClock, meeting_id: str
) -> None:
    sittings.adjourn(desk, meeting_id, "停电")
    clock.moment += DAY
    assert doubted_end(desk, meeting_id) is None  # it ended with its sitting
    sittings.resume(desk, meeting_id)
    assert doubted_end(desk, meeting_id) is None
