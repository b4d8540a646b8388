"""A convenor's term of office."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.domain.unit import Convenor

SINCE, UNTIL = date(2026, 1, 1), date(2031, 1, 1)


def convenor(since: date | None = None, until: date | None = None) -> Convenor:
    return Convenor(id="c", rank=Rank.FIRST, name="周长海", since=since, until=until)


def test_a_term_begins_on_its_first_day_and_the_successors_day_is_not_in_it() -> None:
    term = convenor(SINCE, UNTIL)
    assert not term.serves_on(SINCE - timedelta(days=1))
    assert term.serves_on(SINCE)
    assert term.serves_on(UNTIL - timedelta(days=1))
    assert not term.serves_on(UNTIL)


@given(st.dates())
def test_a_term_without_dates_never_ends(day: date) -> None:
    assert convenor().serves_on(day)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_of_two_who_follow_each_other_just_one_serves_on_any_day(day: date) -> None:
    terms = [convenor(None, SINCE), convenor(SINCE, UNTIL), convenor(UNTIL)]
    assert sum(term.serves_on(day) for term in terms) == 1
