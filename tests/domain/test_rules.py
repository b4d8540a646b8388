"""How days are counted, which law an act follows, and that local numbers never go below it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.rules import (
    POSTING_FLOOR_DAYS,
    RuleNumber,
    RuleProfile,
    earliest_removal,
    law_of,
    notice_deadline,
    posting_days,
    publicity_basis,
)
from xieshang_desktop.domain.terms import Body

days_of_the_program = st.dates(date(2019, 1, 1), date(2060, 12, 31))
periods = st.integers(1, 60)

#: 劳动节 2026: 1 to 5 May rest, and Saturday 9 May is worked.
MAY = {date(2026, 5, day) for day in range(1, 6)}


def never(_day: date) -> bool:
    return False


def weekend(day: date) -> bool:
    return day.weekday() >= 5


def in_may_2026(day: date) -> bool:
    return day in MAY or (weekend(day) and day != date(2026, 5, 9))


def profile(**numbers: int | None) -> RuleProfile:
    return RuleProfile(
        id="test",
        name="测试县",
        version="2",
        valid_from=date(2019, 1, 1),
        status="未核",
        note="",
        numbers=tuple(
            RuleNumber(
                key=key, value=value, unit="日", label="", source="", certainty="D", checked=False
            )
            for key, value in numbers.items()
        ),
    )


def test_posted_on_2_march_for_fifteen_days_it_may_come_down_on_18_march() -> None:
    assert earliest_removal(date(2026, 3, 2), 15, weekend) == date(2026, 3, 18)


@pytest.mark.parametrize(
    ("posted", "last"),
    [
        pytest.param(date(2026, 3, 6), date(2026, 3, 23), id="Saturday waits for Monday"),
        pytest.param(date(2026, 3, 7), date(2026, 3, 23), id="Sunday waits for Monday"),
        pytest.param(date(2026, 4, 16), date(2026, 5, 6), id="the holiday waits for its end"),
        pytest.param(date(2026, 4, 24), date(2026, 5, 9), id="a worked Saturday counts"),
        pytest.param(date(2027, 12, 31), date(2028, 1, 17), id="over the end of a year"),
        pytest.param(date(2028, 2, 14), date(2028, 2, 29), id="a leap day"),
    ],
)
def test_a_last_day_of_rest_moves_to_the_next_working_day(posted: date, last: date) -> None:
    assert earliest_removal(posted, 15, in_may_2026) == last + timedelta(days=1)


@given(days_of_the_program, periods)
def test_without_days_of_rest_the_posting_stands_its_whole_days(posted: date, days: int) -> None:
    """The day of posting is not counted, the last day is counted to its end."""
    whole_days = (earliest_removal(posted, days, never) - posted).days - 1
    assert whole_days == days


@given(days_of_the_program, periods, st.sets(st.integers(0, 90)))
def test_rest_days_only_lengthen_a_posting_and_it_never_ends_on_one(
    posted: date, days: int, resting: set[int]
) -> None:
    rest = {posted + timedelta(days=day) for day in resting}
    removal = earliest_removal(posted, days, rest.__contains__)
    last = removal - timedelta(days=1)
    assert removal >= earliest_removal(posted, days, never)
    assert last not in rest
    counted_out = posted + timedelta(days=days)
    assert all(counted_out + timedelta(days=n) in rest for n in range((last - counted_out).days))


@given(days_of_the_program, periods)
def test_longer_posting_never_ends_earlier(posted: date, days: int) -> None:
    assert earliest_removal(posted, days, weekend) <= earliest_removal(posted, days + 1, weekend)


@given(days_of_the_program, st.one_of(st.none(), periods))
def test_no_local_number_shortens_what_the_law_orders(posted: date, local: int | None) -> None:
    days = posting_days(posted, profile(posting_days=local))
    if posted >= date(2026, 1, 1):
        assert days == max(POSTING_FLOOR_DAYS, local or 0) >= 15
    else:
        assert days == (local or 15)


def test_five_days_of_an_older_province_rule_count_only_until_the_new_law() -> None:
    shandong = profile(posting_days=5)
    assert posting_days(date(2025, 12, 31), shandong) == 5
    assert posting_days(date(2026, 1, 1), shandong) == 15
    assert posting_days(date(2026, 1, 1), profile()) == 15


def test_ten_days_before_12_march_is_2_march() -> None:
    assert notice_deadline(date(2026, 3, 12), 10) == date(2026, 3, 2)


@given(days_of_the_program, st.integers(0, 60))
def test_a_notice_in_time_leaves_the_days_between(meeting_on: date, days: int) -> None:
    deadline = notice_deadline(meeting_on, days)
    assert (meeting_on - deadline).days == days


def test_each_act_follows_the_law_of_its_own_day() -> None:
    last_of_the_old, first_of_the_new = date(2025, 12, 31), date(2026, 1, 1)
    assert (law_of(last_of_the_old), law_of(first_of_the_new)) == ("2018", "2025")
    for body, article in (
        (Body.VILLAGE, "《中华人民共和国村民委员会组织法》第三十五条"),
        (Body.COMMUNITY, "《中华人民共和国城市居民委员会组织法》第三十四条"),
    ):
        assert publicity_basis(body, last_of_the_old) == ""
        assert article in publicity_basis(body, first_of_the_new)


def test_a_profile_says_its_numbers_and_its_stamp() -> None:
    county = profile(notice_days=3, members_max=None)
    assert (county.number("notice_days"), county.number("members_max")) == (3, None)
    assert county.number("feedback_days") is None
    assert county.stamp == "test@2"
