"""What is said of a day: market, busy season, holiday, festival, 节气."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.lunar import lunar_day
from xieshang_desktop.domain.terms import MarketRule
from xieshang_desktop.domain.village_calendar import BusySeason, VillageCalendar
from xieshang_desktop.domain.village_days import (
    VillageDays,
    busy_seasons,
    holiday_name,
    is_market_day,
)

HARVEST = BusySeason(name="夏收", first_month=5, first_day=25, last_month=6, last_day=20)
WINTER = BusySeason(name="冬修", first_month=12, first_day=10, last_month=1, last_day=15)
LIUHE = VillageCalendar(
    id="calendar",
    market_rule=MarketRule.LUNAR,
    market_days=(2, 7),
    market_place="柳河镇",
    busy_seasons=(HARVEST, WINTER),
)
GOLDEN_WEEK = {date(2025, 10, day) for day in range(1, 9)}


def off(day: date) -> bool:
    return day in GOLDEN_WEEK


def said(day: date, calendar: VillageCalendar = LIUHE) -> list[str]:
    days = VillageDays(calendar, off, lambda each: each == date(2025, 10, 11))
    return [remark.official for remark in days.remarks(day)]


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_a_lunar_market_is_held_on_days_that_end_in_its_figures(day: date) -> None:
    lunar = lunar_day(day)
    assert lunar is not None
    assert is_market_day(LIUHE, day) == (lunar.day in (2, 7, 12, 17, 22, 27))


def test_a_civil_market_and_a_market_by_the_week() -> None:
    civil = VillageCalendar(id="c", market_rule=MarketRule.CIVIL, market_days=(0, 5))
    week = VillageCalendar(id="w", market_rule=MarketRule.WEEKDAY, market_days=(7,))
    march = [date(2026, 3, day) for day in range(1, 32)]
    assert [d.day for d in march if is_market_day(civil, d)] == [5, 10, 15, 20, 25, 30]
    assert [d.day for d in march if is_market_day(week, d)] == [1, 8, 15, 22, 29]


def test_without_a_rule_there_is_no_market() -> None:
    assert not is_market_day(VillageCalendar(id="n", market_days=(2,)), date(2026, 3, 20))
    nothing_chosen = VillageCalendar(id="n", market_rule=MarketRule.LUNAR)
    assert VillageDays(nothing_chosen).next_market_days(date(2026, 3, 20)) == ()


def test_the_next_market_days_begin_with_the_day_itself() -> None:
    found = VillageDays(LIUHE).next_market_days(date(2026, 3, 20))
    assert found == (date(2026, 3, 20), date(2026, 3, 25), date(2026, 3, 30))


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2026, 5, 24), []),
        (date(2026, 5, 25), ["夏收"]),
        (date(2026, 6, 20), ["夏收"]),
        (date(2026, 6, 21), []),
        (date(2026, 12, 31), ["冬修"]),
        (date(2026, 1, 15), ["冬修"]),
        (date(2026, 1, 16), []),
    ],
)
def test_busy_seasons_hold_both_their_ends_and_may_reach_over_the_new_year(
    day: date, names: list[str]
) -> None:
    assert [season.name for season in busy_seasons(LIUHE, day)] == names


def test_a_run_of_days_off_bears_the_names_of_its_festivals() -> None:
    assert holiday_name(date(2025, 10, 3), off) == "国庆节、中秋节"
    assert holiday_name(date(2025, 10, 9), off) is None
    assert holiday_name(date(2025, 11, 5), lambda day: True) == ""


def test_what_a_day_is_is_said_once() -> None:
    assert said(date(2026, 3, 20)) == ["龙抬头", "逢集（柳河镇）", "春分"]
    assert said(date(2025, 10, 1)) == ["国庆节、中秋节假期"]
    assert said(date(2025, 10, 11)) == ["调休上班"]
    assert said(date(2026, 4, 5)) == ["清明节"]
    assert said(date(2026, 5, 28)) == ["逢集（柳河镇）", "农忙（夏收）"]
    assert said(date(2026, 12, 22), VillageCalendar(id="n")) == ["冬至"]
    assert said(date(2026, 11, 23)) == []


def test_a_mere_term_of_the_sun_keeps_nobody_away() -> None:
    days = VillageDays(VillageCalendar(id="n"))
    assert [r.name for r in days.remarks(date(2026, 11, 22))] == ["小雪"]
    assert days.keeps_away(date(2026, 11, 22)) == ()
    assert [r.name for r in days.keeps_away(date(2026, 2, 17))] == ["春节"]


def test_a_month_shows_the_name_of_a_day_before_its_lunar_date() -> None:
    days = VillageDays(LIUHE)
    assert days.view(date(2026, 3, 19))[:2] == ("二月", False)
    assert days.view(date(2026, 3, 20))[:2] == ("龙抬头", True)
    assert days.view(date(2026, 3, 21))[:2] == ("初三", False)
    assert days.view(date(2026, 11, 22))[:2] == ("小雪", True)


@given(st.dates())
def test_nothing_can_be_asked_that_upsets_it(day: date) -> None:
    days = VillageDays(LIUHE)
    days.view(day)
    assert days.keeps_away(day) == tuple(
        each for each in days.remarks(day) if each.kind.value != "term"
    )
    if day < date.max - timedelta(days=100):
        days.next_market_days(day)
