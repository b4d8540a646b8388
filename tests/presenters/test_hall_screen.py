"""Which slide is on, when the records are read, which page is in view, what time is left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import MORNING, a_desk, a_meeting, items_of, ready_topic, some_people, undo_last
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms import PointKind
from xieshang_desktop.services import deliberation, running, speaking
from xieshang_desktop.services.hall_screen import ScreenView, Slide, Voice
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.ui.presenters.hall_screen import (
    TURNED_AFTER,
    HallScreenPresenter,
    Pages,
    Place,
    Standing,
    newest_point,
    standing_words,
)
from xieshang_desktop.ui.presenters.hall_screen_words import Section, Shown, Timing, shown

VIEW = ScreenView(
    unit="柳河镇张家村",
    brand="",
    meeting="第一次协商议事会",
    open=True,
    item="修路",
    present=37,
    minutes=2,
    times=2,
)


class Screen:
    """What the presenter showed last."""

    def __init__(self) -> None:
        self.shown: list[tuple[Shown, Shown, Place | None]] = []

    def show_slides(self, now: Shown, following: Shown, newest: Place | None) -> None:
        self.shown.append((now, following, newest))

    @property
    def now(self) -> Shown:
        return self.shown[-1][0]


class Hall:
    """A meeting that is on, and its screen."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock(MORNING)
        self.desk = a_desk(folder, self.clock)
        self.people = some_people(self.desk)
        self.meeting_id = a_meeting(self.desk, [ready_topic(self.desk, self.people, "修路").id])
        self.clock.moment += timedelta(days=10)
        deliberation.open_meeting(self.desk, self.meeting_id)
        (self.item,) = items_of(self.desk, self.meeting_id)
        running.begin_item(self.desk, self.item.id)
        self.page = Screen()
        self.presenter = HallScreenPresenter(self.desk, self.page)
        self.presenter.open(self.meeting_id)

    def agree(self, text: str) -> None:
        """A point is agreed on."""
        deliberation.add_point(self.desk, self.item.id, PointKind.AGREED, text)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path)
    yield hall
    hall.desk.close()


def test_the_head_names_the_village_its_brand_and_who_is_here() -> None:
    head = shown(VIEW, Slide.ITEM)
    assert (head.lead, head.present) == ("柳河镇张家村　有事好商量", "实到 37 人")


def test_slides_come_in_turn_and_those_with_nothing_to_show_are_left_out(hall: Hall) -> None:
    seen = [hall.presenter.slide]
    for _time in range(4):
        hall.presenter.step()
        seen.append(hall.presenter.slide)
    assert seen == [Slide.ITEM, Slide.RULES, Slide.CODE, Slide.BLANK, Slide.ITEM]


def test_the_next_slide_is_shown_to_the_operator_before(hall: Hall) -> None:
    _now, following, _newest = hall.page.shown[-1]
    assert (following.slide, following.title) == (Slide.RULES, "发言规则")


def test_blank_shows_the_brand_and_goes_back_to_where_it_was(hall: Hall) -> None:
    hall.presenter.choose(Slide.CODE)
    hall.presenter.blank()
    assert (hall.page.now.slide, hall.page.now.title) == (Slide.BLANK, "有事好商量")
    hall.presenter.blank()
    assert hall.page.now.slide is Slide.CODE


def test_a_message_is_shown_at_once_and_without_words_gives_way(hall: Hall) -> None:
    hall.presenter.write("休息十分钟")
    assert hall.page.now.message == "休息十分钟"
    assert Slide.MESSAGE in hall.presenter.slides
    hall.presenter.write(" ")
    assert hall.page.now.slide is Slide.ITEM


def test_the_item_comes_back_when_what_was_shown_is_gone(hall: Hall) -> None:
    hall.presenter.choose(Slide.CODE)
    running.end_item(hall.desk, hall.item.id)
    hall.presenter.refresh()
    assert hall.page.now.slide is Slide.ITEM
    assert hall.page.now.title == "第一次协商议事会"


def test_another_meeting_begins_at_its_item(hall: Hall) -> None:
    hall.presenter.choose(Slide.RULES)
    other = a_meeting(hall.desk, notice=False)
    hall.presenter.open(other)
    assert hall.presenter.slide is Slide.ITEM


def test_a_second_reads_nothing_and_a_commit_is_seen(hall: Hall) -> None:
    count = len(hall.page.shown)
    assert not hall.presenter.refresh_if_changed()
    assert len(hall.page.shown) == count
    sign_in(hall.desk, hall.meeting_id, hall.people[0].id)  # at the door, which tells nobody else
    assert hall.presenter.refresh_if_changed()
    assert hall.page.now.present == "实到 1 人"


def test_undoing_is_seen_too(hall: Hall) -> None:
    hall.agree("路宽3.5米")
    hall.presenter.refresh()
    undo_last(hall.desk)
    assert hall.presenter.refresh_if_changed()
    assert hall.page.now.sections == ()


def test_the_newest_point_is_named(hall: Hall) -> None:
    for text in ("一", "二"):
        hall.agree(text)
        hall.presenter.refresh()
    assert hall.page.shown[-1][2] == (0, 1)
    hall.presenter.refresh()
    assert hall.page.shown[-1][2] is None


def test_a_point_that_is_agreed_after_all_is_new_where_it_stands_now() -> None:
    before = Shown(Slide.ITEM, title="修路", sections=(Section("", "open", ("宽",)),))
    now = before._replace(sections=(Section("", "agreed", ("宽",)),))
    assert newest_point(before, now) == (0, 0)


def test_one_point_has_no_number_and_several_have(hall: Hall) -> None:
    hall.agree("一条")
    hall.presenter.refresh()
    assert [section.numbered for section in hall.page.now.sections] == [False]
    hall.agree("两条")
    hall.presenter.refresh()
    assert [section.numbered for section in hall.page.now.sections] == [True]


def test_who_speaks_and_a_pause_are_told_in_words(hall: Hall) -> None:
    speaking.ask_floor(hall.desk, hall.item.id, person_id=hall.people[0].id)
    speaking.ask_floor(hall.desk, hall.item.id, person_id=hall.people[1].id)
    speech = speaking.next_speaker(hall.desk, hall.item.id)
    assert speech is not None
    hall.presenter.refresh()
    now = hall.page.now
    assert now.speaking == ("正在发言", hall.people[0].name, hall.people[0].group)
    assert now.following[0] == f"下一位　{hall.people[1].name}（{hall.people[1].group}）"
    hall.clock.moment += timedelta(seconds=5)
    speaking.pause(hall.desk, speech.id)
    hall.presenter.refresh()
    assert hall.page.now.speaking is not None
    assert hall.page.now.speaking.label == "发言暂停"


def test_what_comes_next_is_told_shorter_where_there_is_no_room() -> None:
    view = replace(VIEW, waiting=(Voice(name="马长青", group="第二组"),))
    assert shown(view, Slide.ITEM).following == ("下一位　马长青（第二组）", "下一位　马长青")


def test_time_is_left_then_it_is_over() -> None:
    timing = Timing((Span(MORNING),), timedelta(minutes=2))
    assert timing.left(MORNING) == ("还剩", "2:00", False)
    assert timing.left(MORNING + timedelta(seconds=36)) == ("还剩", "1:24", False)
    assert timing.left(MORNING + timedelta(seconds=120)) == ("还剩", "0:00", False)
    assert timing.left(MORNING + timedelta(seconds=132)) == ("超时", "0:12", True)


@given(st.integers(0, 3_000_000))
def test_the_time_told_never_differs_by_a_second(milliseconds: int) -> None:
    timing = Timing((Span(MORNING),), timedelta(minutes=20))
    told = timing.left(MORNING + timedelta(milliseconds=milliseconds))
    minutes, seconds = map(int, told.clock.split(":"))
    real = 20 * 60 - milliseconds / 1000
    assert 0 <= seconds < 60
    assert abs((minutes * 60 + seconds) * (-1 if told.over else 1) - real) < 1


def test_pages_turn_by_themselves_and_a_named_page_stays_its_time() -> None:
    pages = Pages()
    pages.take(3)
    turned = [second for second in range(1, 25) if pages.second()]
    assert turned == [TURNED_AFTER, 2 * TURNED_AFTER, 3 * TURNED_AFTER]
    assert pages.at == 0
    for _second in range(TURNED_AFTER - 1):
        pages.second()
    pages.take(3, 2)
    assert not pages.second()
    assert pages.at == 2


def test_one_page_is_not_turned() -> None:
    pages = Pages()
    assert not any(pages.second() for _second in range(30))
    assert not pages.turn()


@given(st.lists(st.tuples(st.integers(1, 9), st.none() | st.integers(0, 20))))
def test_the_page_in_view_is_always_there(steps: list[tuple[int, int | None]]) -> None:
    pages = Pages()
    for count, at in steps:
        pages.take(count, at)
        assert 0 <= pages.at < pages.count == count
        pages.turn()
        assert 0 <= pages.at < pages.count


def test_every_standing_has_words_and_none_is_a_puzzle() -> None:
    words = {standing_words(standing, "HDMI-1 1024×768") for standing in Standing}
    assert len(words) == len(Standing)
