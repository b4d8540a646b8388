"""Ids sort in the order of their making; the clock speaks Beijing time."""

from __future__ import annotations

import uuid
from datetime import timedelta

from xieshang_desktop import ids


def test_ids_are_uuid_version_seven_and_sort_as_they_are_made() -> None:
    made = [ids.new_id() for _ in range(5_000)]
    assert made == sorted(set(made))
    assert {uuid.UUID(one).version for one in made} == {7}
    assert {uuid.UUID(one).variant for one in made} == {uuid.RFC_4122}


def test_the_clock_is_beijing_time_to_the_millisecond() -> None:
    moment = ids.now()
    assert moment.utcoffset() == timedelta(hours=8)
    assert moment.microsecond % 1000 == 0
