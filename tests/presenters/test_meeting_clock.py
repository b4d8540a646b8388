"""The agenda in time, and what happens when the laptop sleeps or its clock is moved."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.making import Attempts, items_of, some_people
from tests.presenters.in_hall import (
    MINUTE,
    acted,
    agenda_of,
    an_open_hall,
    clock_of,
    pass_time,
    raise_hand,
)
from tests.presenters.told import Told, Ways
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.span import length_of
from xieshang_desktop.services import drafting, running, speaking
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.meeting_clock import left_words, length_words
from xieshang_desktop.ui.presenters.meeting_hall import HallPresenter


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def hall(desk: Desk, page: Told, attempts: Attempts, ways: Ways) -> HallPresenter:
    return HallPresenter(desk, page, attempts, ways)


@pytest.fixture
def meeting_id(desk: Desk, clock: HandClock, people: list[Person], hall: HallPresenter) -> str:
    return an_open_hall(desk, clock, people, hall)


# ---- the agenda in time


def test_the_agenda_shows_planned_times_then_real_ones(
    hall: HallPresenter, meeting_id: str, page: Told, clock: HandClock
) -> None:
    assert [row.note for row in agenda_of(page).agenda] == [
        "计划 09:00，20 分钟",
        "计划 09:20，10 分钟",
        "计划 09:30，5 分钟",
    ]
    assert agenda_of(page).following == "第一项"
    acted(hall, meeting_id, hall.next_item)
    assert agenda_of(page).running == agenda_of(page).agenda[0].key
    assert agenda_of(page).agenda[0].note == "正在议，09:00 起"
    pass_time(hall, clock, 12)
    acted(hall, meeting_id, hall.next_item)
    assert agenda_of(page).agenda[0].note == "09:00–09:12"
    assert (agenda_of(page).number, agenda_of(page).following) == (2, "下一项")
    pass_time(hall, clock, 1)
    acted(hall, meeting_id, hall.next_item)
    assert agenda_of(page).following == "议完了"
    pass_time(hall, clock, 1)
    acted(hall, meeting_id, hall.next_item)
    assert agenda_of(page).following == ""
    acted(hall, meeting_id, hall.previous_item)
    assert agenda_of(page).running == agenda_of(page).agenda[2].key


def test_being_late_and_the_end_to_expect_are_said(
    hall: HallPresenter, meeting_id: str, page: Told, clock: HandClock
) -> None:
    acted(hall, meeting_id, hall.next_item)
    assert clock_of(page).item == "本项还剩 20:00"
    assert (clock_of(page).late, clock_of(page).end) == ("", "预计 09:35 结束")
    pass_time(hall, clock, 19.5)
    assert (clock_of(page).item, clock_of(page).item_state) == ("本项还剩 0:30", "soon")
    pass_time(hall, clock, 12.5)
    assert (clock_of(page).item, clock_of(page).item_state) == ("本项超时 12:00", "over")
    assert (clock_of(page).late, clock_of(page).end) == ("晚了 12 分钟", "预计 09:47 结束")


def test_an_item_is_moved_dropped_put_right_and_begun_out_of_turn(
    hall: HallPresenter, meeting_id: str, page: Told, desk: Desk
) -> None:
    keys = [row.key for row in agenda_of(page).agenda]
    acted(hall, meeting_id, lambda: hall.move_item(keys[2], -1))
    assert [row.key for row in agenda_of(page).agenda] == [keys[0], keys[2], keys[1]]
    acted(hall, meeting_id, lambda: hall.drop_item(keys[2], 0))
    assert [row.key for row in agenda_of(page).agenda] == [keys[2], keys[0], keys[1]]
    hall.ask_item(keys[1])
    choice = page.last("ask_item")
    assert (choice.title, choice.minutes, choice.public) == ("上次办理情况", 10, True)
    acted(
        hall,
        meeting_id,
        lambda: hall.change_item(choice._replace(title="账目说明", minutes=None, public=False)),
    )
    row = agenda_of(page).agenda[2]
    assert (row.text, row.note) == ("账目说明", "计划 09:25 · 内部")
    acted(hall, meeting_id, lambda: hall.begin_item(keys[1]))
    assert agenda_of(page).running == keys[1]


# ---- when the laptop sleeps


def test_hours_of_sleep_are_asked_about_and_not_recorded(
    hall: HallPresenter, meeting_id: str, page: Told, clock: HandClock, desk: Desk
) -> None:
    raise_hand(hall, page, "wxe", meeting_id)
    acted(hall, meeting_id, hall.floor.call_next)
    pass_time(hall, clock, 1)
    clock.moment += timedelta(hours=3)
    hall.floor.tick()
    hall.floor.tick()
    assert page.times("ask_gap") == 1
    title, words, ended, going_on = page.last("ask_gap")
    assert title == "电脑停了 3 小时"
    assert words == "09:01 到 12:01 这台电脑没有运行。王小二 的发言算到停机时为止吗？"
    assert (ended, going_on) == ("发言算到 09:01", "会没有停，照算")
    assert clock_of(page).speech == "1:00"  # it stands still until somebody says
    acted(hall, meeting_id, lambda: hall.floor.settle_gap(talking=False))
    with desk.store.read() as reader:
        (speech,) = speaking.speeches_of(reader, meeting_id)
    assert round(length_of(speech.spans, clock()) / MINUTE) == 1
    spans = items_of(desk, meeting_id)[0].spans
    assert round(length_of(spans, clock()) / MINUTE) == 1
    assert spans[-1].until is None


def test_who_talked_all_the_time_is_counted_when_that_is_said(
    hall: HallPresenter, meeting_id: str, page: Told, clock: HandClock, desk: Desk
) -> None:
    acted(hall, meeting_id, hall.next_item)
    clock.moment += 2 * MINUTE
    hall.floor.tick()
    assert page.last("ask_gap")[2] == "不算进去"
    acted(hall, meeting_id, lambda: hall.floor.settle_gap(talking=True))
    assert len(items_of(desk, meeting_id)[0].spans) == 1
    pass_time(hall, clock, 1)
    assert page.times("ask_gap") == 1


def test_after_a_power_cut_the_last_moment_somebody_was_there_is_known(
    hall: HallPresenter,
    meeting_id: str,
    page: Told,
    clock: HandClock,
    desk: Desk,
    attempts: Attempts,
    ways: Ways,
) -> None:
    raise_hand(hall, page, "wxe", meeting_id)
    acted(hall, meeting_id, hall.floor.call_next)
    pass_time(hall, clock, 1)
    assert drafting.kept(desk, meeting_id, "seen")
    clock.moment += timedelta(hours=2)
    again = Told()
    HallPresenter(desk, again, attempts, ways).open(meeting_id)
    assert again.last("ask_gap")[0] == "电脑停了 2 小时"
    assert again.last("ask_gap")[2] == "发言算到 09:01"


def test_a_clock_set_back_goes_on_counting_without_a_question(
    hall: HallPresenter,
    meeting_id: str,
    page: Told,
    clock: HandClock,
    desk: Desk,
    attempts: Attempts,
) -> None:
    raise_hand(hall, page, "wxe", meeting_id)
    acted(hall, meeting_id, hall.floor.call_next)
    pass_time(hall, clock, 1)
    clock.moment -= timedelta(hours=8)
    acted(hall, meeting_id, hall.floor.tick)
    assert page.times("ask_gap") == 0
    assert attempts.said[-1] == "电脑的时间改过，发言用时接着算"
    assert clock_of(page).speech == "1:00"
    pass_time(hall, clock, 0.5)
    assert clock_of(page).speech == "0:30"


def test_a_quiet_hall_is_never_asked_about(
    hall: HallPresenter, meeting_id: str, page: Told, clock: HandClock, desk: Desk
) -> None:
    clock.moment += timedelta(hours=1)
    hall.floor.tick()
    running.next_item(desk, meeting_id)
    hall.open(meeting_id)
    assert page.times("ask_gap") == 0


def test_times_are_said_plainly() -> None:
    lefts = (timedelta(seconds=120), timedelta(seconds=59.2), timedelta(seconds=-12.4))
    assert [left_words(left) for left in lefts] == ["2:00", "1:00", "0:12"]
    lengths = [timedelta(seconds=40), 12 * MINUTE, 120 * MINUTE, 185 * MINUTE]
    assert [length_words(each) for each in lengths] == [
        "40 秒",
        "12 分钟",
        "2 小时",
        "3 小时 5 分",
    ]
