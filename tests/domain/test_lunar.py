"""The lunar calendar: known days, leap months, festivals, and an order without gaps."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.lunar import (
    FIRST,
    LAST,
    LunarDay,
    day_words,
    festivals,
    lunar_day,
    lunar_words,
    solar_term,
)

DAYS = st.dates(FIRST, LAST - timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "农历十月十四"),
        (date(2026, 3, 20), "农历二月初二"),
        (date(2026, 2, 16), "农历腊月廿九"),
        (date(2025, 7, 24), "农历六月三十"),
        (date(2025, 7, 25), "农历闰六月初一"),
        (date(2025, 8, 23), "农历七月初一"),
        (date(2033, 12, 22), "农历闰十一月初一"),
        (date(2034, 1, 20), "农历腊月初一"),
        (date(2023, 3, 22), "农历闰二月初一"),
        (date(1900, 1, 31), "农历正月初一"),
        (date(2101, 1, 28), "农历腊月廿九"),
    ],
)
def test_known_days(day: date, words: str) -> None:
    assert lunar_words(day) == words


@pytest.mark.parametrize(
    "new_year",
    [
        date(1912, 2, 18),
        date(1949, 1, 29),
        date(1985, 2, 20),
        date(2000, 2, 5),
        date(2020, 1, 25),
        date(2024, 2, 10),
        date(2025, 1, 29),
        date(2026, 2, 17),
        date(2027, 2, 6),
        date(2033, 1, 31),
        date(2034, 2, 19),
        date(2050, 1, 23),
    ],
)
def test_the_year_begins_on_its_new_years_day(new_year: date) -> None:
    found = lunar_day(new_year)
    assert found is not None
    assert (found.month, found.day, found.leap) == (1, 1, False)
    assert found.year == new_year.year
    assert "春节" in festivals(new_year)
    assert "除夕" in festivals(new_year - timedelta(days=1))


def test_a_day_in_full_as_papers_print_it() -> None:
    assert day_words(date(2026, 11, 22)) == "2026年11月22日 星期日 农历十月十四"
    assert day_words(date(1850, 5, 4)) == "1850年5月4日 星期六"


@given(DAYS)
def test_lunar_days_follow_each_other(day: date) -> None:
    here, next_one = lunar_day(day), lunar_day(day + timedelta(days=1))
    assert here is not None
    assert next_one is not None
    if next_one.day != 1:
        assert next_one == here._replace(day=here.day + 1)
        return
    assert here.day in (29, 30)
    followers = [
        LunarDay(here.year, here.month % 12 + 1, 1, False),
        LunarDay(here.year, here.month, 1, True),
    ]
    if here.month == 12:
        followers[0] = LunarDay(here.year + 1, 1, 1, False)
    assert next_one in (followers[:1] if here.leap else followers)


@given(DAYS)
def test_every_day_can_be_said(day: date) -> None:
    found = lunar_day(day)
    assert found is not None
    assert lunar_words(day).startswith("农历")
    assert found.words == found.official
    assert found.short in found.official


def test_there_is_none_outside_the_table() -> None:
    for day in (FIRST - timedelta(days=1), LAST + timedelta(days=1), date.min, date.max):
        assert lunar_day(day) is None
        assert lunar_words(day) == ""
        assert solar_term(day) == ""
        assert "春节" not in festivals(day)


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (date(2026, 2, 4), "立春"),
        (date(2026, 3, 20), "春分"),
        (date(2026, 4, 5), "清明"),
        (date(2026, 6, 21), "夏至"),
        (date(2026, 11, 22), "小雪"),
        (date(2026, 12, 22), "冬至"),
        (date(2026, 12, 23), ""),
    ],
)
def test_terms_of_the_sun(day: date, term: str) -> None:
    assert solar_term(day) == term


@given(st.integers(1901, 2100))
def test_a_year_has_its_24_terms(year: int) -> None:
    first = date(year, 1, 1)
    days = (first + timedelta(days=number) for number in range(366))
    terms = [solar_term(day) for day in days if day.year == year]
    found = [term for term in terms if term]
    assert len(found) == len(set(found)) == 24
    assert found[0] == "小寒"


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2026, 3, 3), ("元宵节",)),
        (date(2026, 4, 5), ("清明节",)),
        (date(2026, 6, 19), ("端午节",)),
        (date(2026, 9, 25), ("中秋节",)),
        (date(2020, 10, 1), ("中秋节", "国庆节")),
        (date(2026, 10, 18), ("重阳节",)),
        (date(2026, 12, 22), ("冬至",)),
        (date(2026, 5, 1), ("劳动节",)),
        (date(2026, 11, 22), ()),
    ],
)
def test_festivals_of_a_day(day: date, names: tuple[str, ...]) -> None:
    assert festivals(day) == names


def test_a_leap_month_has_no_festivals_of_its_own() -> None:
    ordinary, leap = date(2025, 5, 31), date(2025, 8, 8)
    assert festivals(ordinary) == ("端午节",)
    found = lunar_day(leap)
    assert found is not None
    assert found.leap
    assert festivals(leap) == ()


@pytest.mark.parametrize("disputed", [date(2057, 9, 28), date(2097, 8, 7)])
def test_where_calendars_disagree_the_month_is_the_longer_one(disputed: date) -> None:
    # A new moon at midnight: other tables begin the next month on this day.
    found, next_one = lunar_day(disputed), lunar_day(disputed + timedelta(days=1))
    assert found is not None
    assert next_one is not None
    assert (found.day, next_one.day) == (30, 1)


def test_the_table_is_not_loaded_before_a_day_is_asked_about() -> None:
    said = (
        "import sys\n"
        "from datetime import date\n"
        "from xieshang_desktop.domain import village_days\n"
        "from xieshang_desktop.services import village_days as services\n"
        "assert not any(name.startswith('borax') for name in sys.modules)\n"
        "from xieshang_desktop.domain.lunar import lunar_day\n"
        "lunar_day(date(2026, 3, 20))\n"
        "assert 'borax.calendars.lunardate' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", said], check=True)
