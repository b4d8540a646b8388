"""An agenda in time: what was planned, how late it is, when it will end."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from xieshang_desktop.domain.agenda import (
    ItemTimes,
    current_item,
    expected_end,
    following_item,
    lateness,
    planned_times,
    time_left_on,
)
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Sitting
from xieshang_desktop.domain.span import Span
from xieshang_desktop.ids import BEIJING

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)
MEETING = Meeting(id="m", number="2026-001", title="第一次协商议事会", starts=NINE)


def at(minutes: float) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=minutes)


def item(position: int, minutes: int | None, *stretch: float | None) -> AgendaItem:
    """An item, talked about from, until, from, until …"""
    ends = list(stretch)
    spans = tuple(
        Span(at(since or 0), None if until is None else at(until))
        for since, until in zip(ends[::2], ends[1::2], strict=True)
    )
    return AgendaItem(
        id=str(position),
        meeting_id="m",
        position=position,
        title="议程",
        minutes=minutes,
        spans=spans,
    )


def late(items: list[AgendaItem], minutes: float) -> float:
    """How many minutes late at a moment."""
    return lateness(MEETING, items, at(minutes)) / timedelta(minutes=1)


def ends(items: list[AgendaItem], minutes: float, meeting: Meeting = MEETING) -> float | None:
    """How many minutes after nine it will end."""
    end = expected_end(meeting, items, at(minutes))
    return None if end is None else (end - NINE) / timedelta(minutes=1)


def test_planned_times_follow_each_other_until_one_is_not_known() -> None:
    times = planned_times(MEETING, [item(1, 10), item(2, None), item(3, 20)])
    assert times == {
        "1": ItemTimes(at(0), at(10)),
        "2": ItemTimes(at(10), None),
        "3": ItemTimes(None, None),
    }


def test_the_running_item_and_the_one_that_follows_it() -> None:
    items = [item(1, 10, 0, 10), item(2, 10), item(3, 10, 10, None), item(4, 10)]
    assert current_item(items) == items[2]
    assert following_item(items) == items[3]
    assert following_item([*items[:3]]) == items[1]
    assert following_item([items[0], items[2]]) is None
    assert following_item([item(1, 10), item(2, 10)]) == item(1, 10)


def test_a_break_makes_nobody_late() -> None:
    held = [
        Sitting(id="a", meeting_id="m", number=1, place="", began_at=at(0), ended_at=at(30)),
        Sitting(id="b", meeting_id="m", number=2, place="", began_at=at(150)),
    ]
    items = [item(1, 60, 0, 30, 150, None)]
    assert lateness(MEETING, items, at(150), held) == timedelta()
    assert lateness(MEETING, items, at(190), held) == timedelta(minutes=10)
    meeting = replace(MEETING, ends=at(90))
    items = [item(1, 60, 0, 30, 150, None), item(2, None)]
    assert expected_end(meeting, items, at(150), held) == at(210)
    assert lateness(MEETING, items[:1], at(100), held[:1]) == timedelta()


def test_a_meeting_that_begins_late_is_late_before_its_first_item() -> None:
    assert late([item(1, 10), item(2, 10)], 12) == 12
    assert late([item(1, 10), item(2, 10)], -5) == 0


def test_an_item_that_takes_longer_makes_late_and_a_shorter_one_catches_up() -> None:
    assert late([item(1, 10, 0, None), item(2, 10)], 9) == 0
    assert late([item(1, 10, 0, None), item(2, 10)], 14) == 4
    assert late([item(1, 10, 4, None), item(2, 10)], 6) == 4
    assert late([item(1, 10, 0, 14), item(2, 10, 14, 16)], 16) == 0
    assert late([item(1, 10, 0, 14), item(2, 10, 14, None)], 15) == 4


def test_what_is_over_becomes_no_later() -> None:
    assert late([item(1, 10, 0, 14)], 60) == 4


def test_an_item_without_planned_minutes_makes_nothing_late() -> None:
    assert late([item(1, None, 0, None), item(2, 10)], 45) == 0
    assert late([item(1, None, 0, 30), item(2, 10, 30, None)], 45) == 5
    assert time_left_on(item(1, None, 0, None), at(3)) is None


def test_on_another_day_nothing_is_late() -> None:
    assert late([item(1, 10)], 24 * 60) == 0


def test_the_expected_end_adds_what_is_still_planned() -> None:
    assert ends([item(1, 10), item(2, 20)], -30) == 30
    assert ends([item(1, 10, 5, None), item(2, 20)], 8) == 35
    assert ends([item(1, 10, 5, None), item(2, 20)], 18) == 38
    assert ends([item(1, 10, 0, 10), item(2, 20, 10, 30)], 31) is None


def test_without_planned_minutes_the_planned_end_stands_with_the_delay() -> None:
    meeting = Meeting(id="m", number="1", title="会", starts=NINE, ends=at(60))
    items = [item(1, 10, 0, None), item(2, None)]
    assert ends(items, 25, meeting) == 75
    assert ends(items, 25) is None
    assert ends(items, 24 * 60 + 25, meeting) is None  # resumed on another day


def test_the_time_left_of_an_item_leaves_out_the_stretches_between() -> None:
    left = time_left_on(item(1, 10, 0, 4, 30, None), at(33))
    assert left == timedelta(minutes=3)
