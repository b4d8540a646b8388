"""The village's calendar is one record, and its papers bear the lunar date where it wants them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, held_meeting, ready_topic, some_people, undo_last
from xieshang_desktop.domain.terms import MarketRule
from xieshang_desktop.domain.village_calendar import BusySeason, VillageCalendar
from xieshang_desktop.errors import BadInput
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import publishing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.village_days import (
    open_days,
    printed_lunar,
    set_village_calendar,
    village_calendar,
    when_words,
)
from xieshang_desktop.storage import journal

SUMMER = BusySeason(name=" 夏收 ", first_month=5, first_day=25, last_month=6, last_day=20)
LIUHE = VillageCalendar(
    id="",
    market_rule=MarketRule.LUNAR,
    market_days=(7, 2, 7),
    market_place=" 柳河镇 ",
    busy_seasons=(SUMMER,),
)
MORNING = datetime(2026, 3, 20, 9, tzinfo=BEIJING)


def test_a_village_begins_without_markets_and_seasons(desk: Desk) -> None:
    calendar = village_calendar(desk)
    assert calendar.market_rule is MarketRule.NONE
    assert open_days(desk).next_market_days(desk.today) == ()


def test_the_calendar_is_one_record_however_often_it_is_set(desk: Desk) -> None:
    first = set_village_calendar(desk, LIUHE)
    assert first.market_days == (2, 7)
    assert (first.market_place, first.busy_seasons[0].name) == ("柳河镇", "夏收")
    second = set_village_calendar(desk, replace(first, market_days=(5, 0)))
    assert second.id == first.id
    assert village_calendar(desk) == second
    with desk.store.read() as reader:
        assert reader.count(VillageCalendar) == 1
        kinds = [entry.read_header().kind for entry in journal.history(reader, first.id)]
    assert kinds == ["village_calendar_set"] * 2


def test_setting_what_is_set_writes_nothing(desk: Desk) -> None:
    calendar = set_village_calendar(desk, LIUHE)
    before = list(desk.store.recent)
    assert set_village_calendar(desk, calendar) == calendar
    assert desk.store.recent == before


def test_a_calendar_can_be_taken_back(desk: Desk) -> None:
    first = set_village_calendar(desk, LIUHE)
    set_village_calendar(desk, replace(first, market_place="镇上"))
    undo_last(desk)
    assert village_calendar(desk) == first


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"market_days": (10,)}, "market_day_wrong"),
        ({"market_days": (-1,)}, "market_day_wrong"),
        ({"market_rule": MarketRule.WEEKDAY, "market_days": (0,)}, "market_day_wrong"),
        ({"busy_seasons": (replace(SUMMER, name=" "),)}, "busy_season_nameless"),
        (
            {"busy_seasons": (replace(SUMMER, first_month=2, first_day=30),)},
            "busy_season_day_wrong",
        ),
        ({"busy_seasons": (replace(SUMMER, last_month=13),)}, "busy_season_day_wrong"),
    ],
)
def test_days_that_are_none_are_refused(desk: Desk, changes: dict[str, object], code: str) -> None:
    with pytest.raises(BadInput, match=code):
        set_village_calendar(desk, replace(LIUHE, **changes))


def test_the_29th_of_february_may_end_a_season(desk: Desk) -> None:
    leap = replace(SUMMER, first_month=2, first_day=1, last_month=2, last_day=29)
    assert set_village_calendar(desk, replace(LIUHE, busy_seasons=(leap,))).busy_seasons


def test_what_a_day_falls_on_with_the_state_councils_holidays(desk: Desk) -> None:
    set_village_calendar(desk, LIUHE)
    assert [r.official for r in open_days(desk).remarks(date(2026, 3, 20))] == [
        "龙抬头",
        "逢集（柳河镇）",
        "春分",
    ]
    assert [r.official for r in open_days(desk).remarks(date(2026, 2, 16))] == ["春节假期", "除夕"]
    assert [r.official for r in open_days(desk).remarks(date(2026, 1, 4))] == ["调休上班"]
    assert [r.official for r in open_days(desk).remarks(date(2026, 6, 5))] == [
        "农忙（夏收）",
        "芒种",
    ]


def test_a_time_is_printed_plain_until_the_village_wants_the_lunar_date(desk: Desk) -> None:
    assert when_words(desk, MORNING) == "2026年3月20日（星期五）上午9:00"
    assert printed_lunar(desk, MORNING.date()) == ""
    set_village_calendar(desk, replace(LIUHE, lunar_on_notices=True))
    assert when_words(desk, MORNING) == "2026年3月20日（星期五，农历二月初二，逢集）上午9:00"
    other = MORNING.replace(day=21)
    assert when_words(desk, other) == "2026年3月21日（星期六，农历二月初三）上午9:00"
    assert printed_lunar(desk, MORNING.date()) == "农历二月初二"
    before_the_table = MORNING.replace(year=1800)
    assert "农历" not in when_words(desk, before_the_table)


def test_the_notice_of_a_meeting_bears_it(desk: Desk) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, some_people(desk)).id])
    starts = read_meeting(desk, meeting_id).starts
    assert "农历" not in publishing.notice_paper(desk, meeting_id, {}).when
    set_village_calendar(desk, replace(LIUHE, lunar_on_notices=True))
    assert publishing.notice_paper(desk, meeting_id, {}).when == when_words(desk, starts)
    assert "农历" in publishing.notice_paper(desk, meeting_id, {}).when


def test_the_posting_of_a_result_bears_it_on_both_its_days(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    plain = publishing.publicity_paper(desk, topic.id, {})
    assert (plain.posted_lunar, plain.removable_lunar) == ("", "")
    set_village_calendar(desk, replace(LIUHE, lunar_on_notices=True))
    paper = publishing.publicity_paper(desk, topic.id, {})
    assert (paper.posted_lunar, paper.removable_lunar) == ("农历正月廿四", "农历二月初十")
    assert (paper.posted_on, paper.days, paper.removable_on) == (
        plain.posted_on,
        plain.days,
        plain.removable_on,
    )
