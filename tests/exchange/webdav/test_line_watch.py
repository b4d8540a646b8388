"""When the line is tried again, and when it may be."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.exchange.line_watch import (
    LONGEST,
    NEEDS_PERSON,
    SHORTEST,
    SILENT,
    Plan,
    local_addresses,
    may_go_now,
    next_try,
    pauses,
)
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.wording.problems_webdav import WEBDAV

NOON = datetime(2026, 11, 22, 12, tzinfo=BEIJING)


def even() -> float:
    return 0.5


def test_pauses_grow_from_a_minute_to_two_hours() -> None:
    minutes = [pause / SHORTEST for pause in islice(pauses(chance=even), 10)]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 120, 120, 120]


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_a_pause_is_never_nothing_and_never_longer_than_the_longest(
    failures: int, chance: float
) -> None:
    pause = next_try(NOON, failures, "net_server_error", lambda: chance) - NOON
    assert SHORTEST * 0.79 <= pause <= LONGEST


def test_villages_do_not_come_all_at_once() -> None:
    assert len({next(pauses()) for _village in range(40)}) > 30


def test_after_success_comes_the_ordinary_round() -> None:
    assert next_try(NOON, 0, chance=even) == NOON + SHORTEST


@pytest.mark.parametrize("code", sorted(SILENT))
def test_a_line_that_is_seldom_there_is_not_slept_through(code: str) -> None:
    assert next_try(NOON, 1000, code) - NOON <= timedelta(minutes=5)


@pytest.mark.parametrize("code", sorted(NEEDS_PERSON))
def test_what_only_a_person_can_mend_is_not_tried_again_and_again(code: str) -> None:
    assert next_try(NOON, 1, code) - NOON == LONGEST


def test_the_codes_are_those_of_the_line() -> None:
    assert WEBDAV.keys() >= SILENT | NEEDS_PERSON


@pytest.mark.parametrize(
    ("hour", "minute", "night"),
    [(22, 0, True), (23, 59, True), (0, 0, True), (5, 59, True), (6, 0, False), (21, 59, False)],
)
def test_at_night_is_from_ten_to_six(hour: int, minute: int, night: bool) -> None:
    moment = NOON.replace(hour=hour, minute=minute)
    assert may_go_now(Plan.NIGHT, moment) is night
    assert may_go_now(Plan("always"), moment)
    assert not may_go_now(Plan("ask"), moment)


@pytest.mark.parametrize("plan", list(Plan))
def test_a_person_who_was_asked_decides(plan: Plan) -> None:
    assert may_go_now(plan, NOON, asked=True)


def test_the_own_addresses_are_those_that_reach_beyond_the_laptop() -> None:
    assert not [address for address in local_addresses() if address.startswith(("127.", "::1"))]
