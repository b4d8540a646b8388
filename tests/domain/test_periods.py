"""Periods: how they are written, read, and what comes before them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.periods import Period, days, month, quarter, read_period, year
from xieshang_desktop.errors import BadInput

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def test_a_month_a_quarter_and_a_year_have_their_days() -> None:
    assert (month(2024, 2).first, month(2024, 2).last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (quarter(2026, 4).first, quarter(2026, 4).last) == (
        date(2026, 10, 1),
        date(2026, 12, 31),
    )
    assert (year(2026).first, year(2026).last) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("period", "label", "before", "words"),
    [
        (month(2026, 1), "2026-01", "2025-12", "2026年1月"),
        (quarter(2026, 1), "2026-Q1", "2025-Q4", "2026年第一季度"),
        (quarter(2026, 3), "2026-Q3", "2026-Q2", "2026年第三季度"),
        (year(2026), "2026", "2025", "2026年"),
        (
            days(date(2026, 3, 11), date(2026, 3, 20)),
            "2026-03-11/2026-03-20",
            "2026-03-01/2026-03-10",
            "2026年3月11日至3月20日",
        ),
    ],
)
def test_each_kind_knows_its_label_its_words_and_what_came_before(
    period: Period, label: str, before: str, words: str
) -> None:
    assert (period.label, period.before.label, period.official) == (label, before, words)


def test_a_range_that_is_a_whole_month_is_that_month() -> None:
    assert days(date(2026, 2, 1), date(2026, 2, 28)) == month(2026, 2)
    assert days(date(2026, 1, 1), date(2026, 12, 31)) == year(2026)


@given(DAYS, st.integers(0, 4000))
def test_every_period_is_read_as_it_is_written(first: date, length: int) -> None:
    period = days(first, first + timedelta(days=length))
    assert read_period(period.label) == period
    assert period.before.last == first - timedelta(days=1)


@pytest.mark.parametrize(
    "words",
    ["", "2026-13", "2026-Q5", "0000", "2026-2-1/2026-03-01", "今年", "2026-02-30/2026-03-01"],
)
def test_what_is_no_period_is_told(words: str) -> None:
    with pytest.raises(BadInput, match="period_unreadable"):
        read_period(words)


def test_a_range_goes_forwards() -> None:
    with pytest.raises(BadInput, match="period_backwards"):
        read_period("2026-03-02/2026-03-01")
