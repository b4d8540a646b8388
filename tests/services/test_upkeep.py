"""Looking after the data: damage is found, a wrong clock is noticed, copies are made and kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.making import a_topic, held_meeting, ready_topic, some_people
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.services import minutes, upkeep
from xieshang_desktop.services.desk import Desk, open_desk
from xieshang_desktop.services.snapshot import last_backup
from xieshang_desktop.services.topic_file import list_topics
from xieshang_desktop.storage.database import file_of


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
    minutes.confirm(desk, file.minutes.id, Rank.FIRST)
    sealed = minutes.confirm(desk, file.minutes.id, Rank.SECOND)
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


def test_a_copy_is_made_once_a_day(desk: Desk, clock: HandClock) -> None:
    first = upkeep.back_up(desk, at_most_daily=True)
    clock.moment += timedelta(hours=2)
    again = upkeep.back_up(desk, at_most_daily=True)
    assert again == last_backup(desk.folder)
    assert abs(again - first) < timedelta(seconds=1)
    assert len(list((desk.folder / "backups").iterdir())) == 1
    upkeep.back_up(desk)
    assert len(list((desk.folder / "backups").iterdir())) == 2


def test_the_last_fourteen_copies_stay(desk: Desk, clock: HandClock) -> None:
    for _day in range(16):
        upkeep.back_up(desk)
        clock.moment += timedelta(days=1)
    names = sorted(file.name for file in (desk.folder / "backups").iterdir())
    assert len(names) == upkeep.COPIES
    assert names[0].startswith("xieshang-20260304-")


def test_a_copy_opens_with_everything_in_it_as_a_line_of_its_own(
    desk: Desk, clock: HandClock, tmp_path: Path
) -> None:
    topic = a_topic(desk)
    upkeep.back_up(desk)
    a_topic(desk, "后来的事")
    (copy,) = (desk.folder / "backups").iterdir()
    restored = tmp_path / "restored"
    restored.mkdir()
    file_of(restored).write_bytes(copy.read_bytes())
    other = open_desk(restored, tmp_path / "device", clock)
    assert other.new_line
    assert [line.topic.id for line in list_topics(other)] == [topic.id]
    assert upkeep.check(other).whole
    other.close()


def test_a_copy_left_half_done_is_no_copy(desk: Desk) -> None:
    folder = desk.folder / "backups"
    folder.mkdir()
    (folder / "copy.part").write_bytes(b"half")
    assert last_backup(desk.folder) is None
    upkeep.back_up(desk)
    assert [file.suffix for file in folder.iterdir()] == [".db"]
