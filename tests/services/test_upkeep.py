"""Looking after the data: damage is found, a wrong clock is noticed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.making import a_topic, held_meeting, ready_topic, some_people
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.services import minutes, sealing, upkeep
from xieshang_desktop.services.desk import Desk


def test_a_village_just_begun_is_whole(desk: Desk) -> None:
    health = upkeep.check(desk)
    assert health.whole
    assert health.entries > 0


def test_a_changed_row_is_found(desk: Desk) -> None:
    a_topic(desk)
    with desk.store.database.transaction(write=True) as connection:
        connection.execute("UPDATE topic SET title = 'something else'")
        connection.execute("COMMIT")
    health = upkeep.check(desk)
    assert not health.whole
    assert health.faults


def test_a_missing_attachment_is_named(desk: Desk, clock: HandClock) -> None:
    meeting_id = held_meeting(desk, clock, [ready_topic(desk, some_people(desk)).id])
    file = minutes.open_minutes(desk, meeting_id)
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    sealed = sealing.confirm(desk, file.minutes.id, Rank.SECOND)
    assert upkeep.check(desk).whole
    desk.files.path(sealed.minutes.digest).unlink()
    assert upkeep.check(desk).files == ("纪要 2026-01.pdf",)


@pytest.mark.parametrize(("days", "asked"), [(0, False), (-1, False), (-2, True), (-3650, True)])
def test_a_clock_that_stands_before_the_newest_entry_is_asked_about(
    desk: Desk, clock: HandClock, days: int, asked: bool
) -> None:
    a_topic(desk)
    newest = clock.moment
    clock.moment += timedelta(days=days)
    behind = upkeep.clock_behind(desk)
    assert (behind is not None) is asked
    if behind is not None:
        assert abs(behind - newest) < timedelta(seconds=1)
