"""Clocks that cannot be right are remarked on, never believed and never refused."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from xieshang_desktop.domain.entry import Entry, Header
from xieshang_desktop.domain.review_clocks import ClockWatch
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.wording import review as words

MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)


def header(number: int, at: datetime, kind: str = "signed_in") -> Header:
    return Header(
        unit="u",
        line="0000000a",
        number=number,
        action="a",
        at=at,
        actor="",
        kind=kind,
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


def test_that_a_pin_was_reset_is_told_with_the_entry_and_how_often() -> None:
    kinds = ["signed_in", "pin_reset", "signed_in", "pin_reset"]
    headers = [header(n, MOMENT, kind) for n, kind in enumerate(kinds, 1)]
    clocks = ClockWatch(MOMENT)
    list(clocks.passing((each, nothing_inside(each)) for each in headers))
    assert clocks.facts() == {"pin_reset": 2, "pin_reset_times": 2}
    (told,) = words.clock_words(clocks.facts())
    assert told == "召集人的口令重设过 2 次（第 2 条记录起），请知悉"


def nothing_inside(of: Header) -> Entry:
    return Entry(
        header=b"",
        hash=of.kind,
        record=None,
        record_salt=b"",
        private=None,
        private_salt=b"",
    )
