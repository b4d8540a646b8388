"""A copy comes back whole on another laptop, or not at all; and goes on as a line of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.clock import HandClock
from tests.making import a_desk, a_topic, held_meeting, ready_topic, some_people
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.errors import Problem
from xieshang_desktop.services import backup, minutes, recovery, restoring, sealing, upkeep
from xieshang_desktop.services.desk import Desk, open_desk
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.services.topic_file import list_topics
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.database import Database, copy_database, file_of

Tables = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def village(desk: Desk, clock: HandClock) -> Desk:
    """A village with sealed minutes, a photograph and something half typed."""
    meeting_id = held_meeting(desk, clock, [ready_topic(desk, some_people(desk)).id])
    file = minutes.open_minutes(desk, meeting_id)
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    sealing.confirm(desk, file.minutes.id, Rank.SECOND)
    a_topic(desk, "村口路灯")
    return desk


@pytest.fixture
def folder(village: Desk, tmp_path: Path) -> Path:
    """A folder with a backup of the village."""
    (tmp_path / "stick").mkdir()
    backup.back_up_to(village, tmp_path / "stick")
    return tmp_path / "stick"


def copy_in(folder: Path) -> Path:
    return restoring.copies_in(folder)[0].path


def two_sheets(desk: Desk) -> list[str]:
    return [sheet.link for sheet in recovery.new_sheets(desk)[1:]]


def tables(database: Database) -> Tables:
    with database.transaction() as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608
            for (name,) in names
        }


def tables_in(folder: Path) -> Tables:
    with closing(Database(file_of(folder), 1)) as database:
        return tables(database)


def failure(work: Callable[[], object]) -> Problem:
    with pytest.raises(Problem) as failed:
        work()
    return failed.value


@pytest.fixture
def opened(tmp_path: Path, clock: HandClock) -> Iterator[Callable[..., Desk]]:
    """Opens a folder as this laptop (`device`) or another would."""
    desks = []

    def open_folder(folder: Path, device: str = "another device") -> Desk:
        desk = open_desk(folder, tmp_path / device, clock)
        desks.append(desk)
        return desk

    yield open_folder
    for desk in desks:
        desk.close()


def test_two_sheets_and_a_copy_bring_everything_back_on_another_laptop(
    village: Desk, folder: Path, tmp_path: Path, opened: Callable[..., Desk]
) -> None:
    into = tmp_path / "other laptop" / "data"
    restored = restoring.restore(copy_in(folder), into, shares=two_sheets(village))
    assert restored.unit_name == village.unit.name
    assert (restored.files, restored.missing) == (2, ())
    assert restored.newest_at is not None
    assert village.clock() - restored.newest_at < timedelta(seconds=1)
    assert tables_in(into) == tables(village.store.database)
    for path in village.files.everything():
        assert (into / path.relative_to(village.folder)).read_bytes() == path.read_bytes()
    other = opened(into)
    assert other.new_line
    assert upkeep.check(other).whole
    assert own_keys(other).age_identity == own_keys(village).age_identity
    assert own_keys(other).public_text != own_keys(village).public_text
    assert list(into.parent.iterdir()) == [into]


def test_the_new_line_names_the_restored_head(
    village: Desk, folder: Path, tmp_path: Path, opened: Callable[..., Desk]
) -> None:
    into = tmp_path / "restored"
    with village.store.read() as reader:
        head = journal.newest(reader, village.store.line)
    assert head is not None
    a_topic(village, "备份以后的事")
    restoring.restore(copy_in(folder), into, keys=village.folder / "keys")
    other = opened(into)
    with other.store.read() as reader:
        first = next(journal.entries_of_line(reader, other.store.line))
    origin = json.loads(first.record or b"")
    assert (origin["line"], origin["hash"]) == (village.store.line, head.hash)
    assert "备份以后的事" not in [line.topic.title for line in list_topics(other)]


def test_the_same_laptop_begins_a_new_line_too(tmp_path: Path, opened: Callable[..., Desk]) -> None:
    """Also when the old folder is gone and the copy is as new as what this laptop remembers."""
    desk = a_desk(tmp_path)
    (tmp_path / "stick").mkdir()
    backup.back_up_to(desk, tmp_path / "stick")
    line, folder, keys = desk.store.line, desk.folder, tmp_path / "keys"
    desk.close()
    shutil.copytree(folder / "keys", keys)
    shutil.rmtree(folder)
    restoring.restore(copy_in(tmp_path / "stick"), folder, keys=keys)
    again = opened(folder, "device")
    assert again.new_line
    assert again.store.line != line
    again.device.remember(again.store, folder)
    once_more = opened(folder, "device")
    assert not once_more.new_line
    assert once_more.store.line == again.store.line


def test_a_plain_copy_is_taken_after_the_same_checks(
    village: Desk, tmp_path: Path, opened: Callable[..., Desk]
) -> None:
    plain = tmp_path / "xieshang-20260301-081000.db"
    copy_database(village.store.database, plain)
    restored = restoring.restore(plain, tmp_path / "restored")
    assert len(restored.missing) == 2
    assert tables_in(tmp_path / "restored") == tables(village.store.database)
    assert opened(tmp_path / "restored").new_line


def test_missing_and_damaged_attachments_are_counted_and_named(
    village: Desk, folder: Path, tmp_path: Path
) -> None:
    first, second = sorted(next(folder.glob("*-files")).glob("*.age"))
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])
    restored = restoring.restore(copy_in(folder), tmp_path / "r", keys=village.folder / "keys")
    assert (restored.files, len(restored.missing)) == (0, 2)
    assert all(name.startswith("纪要") for name in restored.missing)
    assert not [path for path in (tmp_path / "r" / "files").rglob("*") if path.is_file()]


def test_a_folder_with_anything_in_it_is_refused(
    village: Desk, folder: Path, tmp_path: Path
) -> None:
    before = tables(village.store.database)
    key = own_keys(village).age_identity
    for into in (village.folder, folder, copy_in(folder)):
        problem = failure(partial(restoring.restore, copy_in(folder), into, identity=key))
        assert problem.code == "restore_not_empty"
    assert tables(village.store.database) == before
    (tmp_path / "empty").mkdir()
    restoring.restore(copy_in(folder), tmp_path / "empty", identity=key)
    assert file_of(tmp_path / "empty").exists()


def test_without_a_key_and_with_another_it_does_not_open(
    village: Desk, folder: Path, tmp_path: Path
) -> None:
    import pyrage

    copy, into = copy_in(folder), tmp_path / "into"
    other = str(pyrage.x25519.Identity.generate())
    sheets = two_sheets(village)
    for code, given_ in (
        ("backup_key_missing", {}),
        ("backup_other_key", {"identity": other}),
        ("identity_unreadable", {"identity": "secret"}),
        ("identity_unreadable", {"keys": tmp_path}),
        ("shares_too_few", {"shares": sheets[:1]}),
    ):
        assert failure(partial(restoring.restore, copy, into, **given_)).code == code
        assert not into.exists()
    assert own_keys(village).age_identity not in repr(sheets)


def test_a_copy_of_a_newer_program_is_refused(village: Desk, tmp_path: Path) -> None:
    plain = tmp_path / "newer.db"
    copy_database(village.store.database, plain)
    change(plain, "PRAGMA user_version = 99")
    assert failure(lambda: restoring.restore(plain, tmp_path / "into")).code == "data_newer"
    assert not (tmp_path / "into").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA application_id = 7",
        "DELETE FROM holdings",
        "UPDATE topic SET title = 'something else'",
        "UPDATE topic SET title = CAST(x'ff' AS TEXT)",
        "DELETE FROM entries WHERE number = 5",
    ],
)
def test_a_copy_that_does_not_hold_together_is_refused(
    village: Desk, tmp_path: Path, statement: str
) -> None:
    plain = tmp_path / "changed.db"
    copy_database(village.store.database, plain)
    change(plain, statement)
    assert failure(lambda: restoring.restore(plain, tmp_path / "into")).code == "backup_unsound"
    assert names(tmp_path, "into") == []


def change(file: Path, statement: str) -> None:
    """Behind the program's back."""
    with (
        closing(Database(file, 1)) as database,
        database.transaction(write=True) as connection,
    ):
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(statement)
        connection.execute("COMMIT")


REFUSALS = (
    "backup_key_missing",
    "backup_damaged",
    "backup_unknown",
    "backup_other_key",
    "backup_unsound",
    "data_newer",
)


def attempt(work: Callable[[], object]) -> Problem | None:
    """What went wrong, if anything did."""
    try:
        work()
    except Problem as problem:
        return problem
    return None


def names(folder: Path, part: str) -> list[str]:
    return [path.name for path in folder.iterdir() if part in path.name]


def what_was_written(folder: Path) -> list[tuple[object, ...]]:
    """What the journal's chain covers; the salt of a payload that is not there salts nothing."""
    query = "SELECT header, hash, record, private FROM entries ORDER BY line, number"
    with closing(Database(file_of(folder), 1)) as database, database.transaction() as connection:
        return connection.execute(query).fetchall()


@settings(max_examples=30)
@example(place=1.0, cut=False, plain=True)
@given(place=st.floats(0, 1), cut=st.booleans(), plain=st.booleans())
def test_damage_anywhere_is_refused_in_words_and_nothing_is_written(
    tmp_path_factory: pytest.TempPathFactory,
    damaged_source: tuple[Path, Path, str],
    place: float,
    cut: bool,
    plain: bool,
) -> None:
    """A sealed copy always; of a plain one what matters: nothing is taken that does not hold."""
    sealed, clear, identity = damaged_source
    folder = tmp_path_factory.mktemp("damaged")
    source = clear if plain else sealed
    content = bytearray(source.read_bytes())
    at = min(int(place * len(content)), len(content) - 1)
    if cut:
        del content[at:]
    else:
        content[at] ^= 0x40
    copy = folder / source.name
    copy.write_bytes(content)
    opens = "" if plain else identity
    problem = attempt(lambda: restoring.restore(copy, folder / "into", identity=opens))
    if problem is None:
        assert plain
        assert what_was_written(folder / "into") == what_was_written(clear.parent)
    else:
        assert problem.code in REFUSALS
        assert names(folder, "into") == []


@pytest.fixture(scope="module")
def damaged_source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path, str]]:
    """A sealed copy, the same in clear, and what opens it."""
    folder = tmp_path_factory.mktemp("source")
    desk = a_desk(folder)
    a_topic(desk)
    backup.back_up(desk)
    clear = file_of(folder)
    copy_database(desk.store.database, clear)
    yield backup.copies(desk.folder)[0], clear, own_keys(desk).age_identity
    desk.close()


def test_the_copies_on_a_stick_are_found_newest_first(
    village: Desk, clock: HandClock, folder: Path
) -> None:
    clock.moment += timedelta(days=1)
    backup.back_up_to(village, folder)
    (folder / "XSB1-0123456789ab-20270101-000000.xsk.part").touch()
    (folder / "XSB1-0123456789ab-20279901-000000.xsk").touch()
    found = restoring.copies_in(folder)
    assert [copy.unit12 for copy in found] == [village.unit.id[-12:]] * 2
    assert found[0].at - found[1].at == timedelta(days=1)
    assert restoring.copies_in(folder / "nowhere") == []


def test_it_can_be_stopped_and_leaves_nothing(village: Desk, folder: Path, tmp_path: Path) -> None:
    key = own_keys(village).age_identity
    problem = failure(
        lambda: restoring.restore(
            copy_in(folder), tmp_path / "into", identity=key, cancelled=lambda: True
        )
    )
    assert problem.code == "backup_cancelled"
    assert names(tmp_path, "into") == []


def test_what_a_crash_left_beside_it_is_cleaned(
    village: Desk, folder: Path, tmp_path: Path
) -> None:
    leftover = tmp_path / ".into.restoring-0123abcd"
    leftover.mkdir()
    file_of(leftover).write_bytes(b"half")
    restoring.restore(copy_in(folder), tmp_path / "into", keys=village.folder / "keys")
    assert names(tmp_path, "into") == ["into"]


def test_former_keys_open_what_was_sealed_before_a_rotation(
    village: Desk, folder: Path, tmp_path: Path
) -> None:
    from xieshang_desktop.exchange.keys import rotate

    rotate(village.folder / "keys")
    into = tmp_path / "into"
    restored = restoring.restore(copy_in(folder), into, keys=village.folder / "keys")
    assert restored.missing == ()
    seal = (into / "keys" / "seal.key").read_text()
    assert own_keys(village).age_identity in seal


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a file system")
def test_a_full_disk_is_told_and_nothing_stays(village: Desk, folder: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        problem = failure(
            lambda: restoring.restore(copy_in(folder), small / "into", keys=village.folder / "keys")
        )
        assert problem.code == "backup_disk_full"
        assert list(small.iterdir()) == []
    finally:
        subprocess.run(["umount", small], check=True)
