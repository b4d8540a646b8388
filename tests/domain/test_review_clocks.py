"""Clocks that cannot be right are remarked on, never believed and never refused."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from xieshang_desktop.domain.entry import Entry, Header
from xieshang_desktop.domain.review_clocks import ClockWatch
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.wording import review as words

MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)


def header(number: int, at: datetime) -> Header:
    return Header(
        unit="u",
        line="0000000a",
        number=number,
        action="a",
        at=at,
        actor="",
        kind="signed_in",
        object_type="attendance",
        object_id="o",
        schema=1,
        record_hash=None,
        private_hash=None,
        previous="",
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([0, 0, 0], []),
        ([-40, -39, -1], []),
        ([400, 401, 402], [("clock_ahead", 1)]),
        ([0, 400, 0], [("clock_ahead", 2), ("clock_set_back", 3)]),
        ([0, -300, -299, 0], [("clock_set_back", 2)]),
        ([0.9, 0], []),
    ],
)
def test_a_clock_that_cannot_be_right_is_remarked_on_once(
    days: list[float], expected: list[tuple[str, int]]
) -> None:
    headers = [header(n, MOMENT + timedelta(days=day)) for n, day in enumerate(days, 1)]
    passed = [(each, nothing_inside(each)) for each in headers]
    clocks = ClockWatch(MOMENT)
    assert list(clocks.passing(passed)) == passed
    assert [(each.code, each.number) for each in clocks.remarks] == expected
    said = "".join(words.clock_words(clocks.facts()))
    assert all(f"{each.days} 天" in said for each in clocks.remarks)


def nothing_inside(of: Header) -> Entry:
    return Entry(
        header=b"",
        hash=of.kind,
        record=None,
        record_salt=b"",
        private=None,
        private_salt=b"",
    )
