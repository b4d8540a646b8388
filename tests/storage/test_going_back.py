"""Back to the copy from before a migration: only where everything is in it, and never half."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.storage.village import opened, person
from xieshang_desktop.domain.people import Person
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.storage import going_back
from xieshang_desktop.storage.database import REVISION, file_of
from xieshang_desktop.storage.going_back import copy_to_return_to, return_to_copy, revision_seen

NEXT = REVISION + 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Records with one person, brought to the next revision by a version that had to go."""
    folder = tmp_path / "data"
    with opened(folder, tmp_path / "device") as store, store.write() as uow:
        uow.put(person("吴桂兰"), "person_entered")
        uow.commit()
    shutil.copy(file_of(folder), folder / f"xieshang-before-{REVISION}-{NEXT}.db")
    change(folder, f"PRAGMA user_version = {NEXT}", "ALTER TABLE drafts ADD COLUMN later TEXT")
    return folder


def change(folder: Path, *statements: str) -> None:
    """What the newer version wrote."""
    with closing(sqlite3.connect(file_of(folder), isolation_level=None)) as raw:
        for statement in statements:
            raw.execute(statement)


def version_of(file: Path) -> int:
    with closing(sqlite3.connect(file)) as raw:
        return int(raw.execute("PRAGMA user_version").fetchone()[0])


def test_the_copy_takes_the_place_and_what_was_there_is_kept(folder: Path, tmp_path: Path) -> None:
    copy = copy_to_return_to(folder, REVISION)
    assert copy is not None
    return_to_copy(folder, copy)
    assert version_of(folder / f"xieshang-left-{NEXT}.db") == NEXT
    assert copy.exists()
    with opened(folder, tmp_path / "device") as store, store.read() as reader:
        assert [each.name for each in reader.all(Person)] == ["吴桂兰"]


def _entry(folder: Path) -> None:
    columns = "unit_id, line, number, action, kind, object_type, object_id, header, hash"
    with closing(sqlite3.connect(file_of(folder))) as raw:
        raw.execute("PRAGMA user_version")
        names = [row[1] for row in raw.execute("PRAGMA table_info(entries)")]
    rest = [name for name in names if name not in columns.replace(" ", "").split(",")]
    more = "".join(f", {name}" for name in rest)
    change(
        folder,
        f"INSERT INTO entries ({columns}{more}) SELECT unit_id, line, number + 1, action, kind,"  # noqa: S608
        f" object_type, object_id, header, 'other'{more} FROM entries ORDER BY number DESC LIMIT 1",
    )


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(_entry, id="an entry"),
        pytest.param(
            lambda f: change(
                f, "INSERT INTO drafts VALUES ('u', 'o', 'text', '写到一半', '2026-03-02', NULL)"
            ),
            id="a draft",
        ),
        pytest.param(
            lambda f: change(
                f, "INSERT INTO pins VALUES ('u', 'c', x'00', x'00', '2026-03-02', 0, '')"
            ),
            id="a PIN",
        ),
        pytest.param(lambda f: change(f, "DROP TABLE arrivals"), id="another table"),
        pytest.param(lambda f: change(f, "ALTER TABLE pins DROP COLUMN salt"), id="another column"),
    ],
)
def test_what_was_written_since_keeps_the_copy_from_coming_back(
    folder: Path, write: Callable[[Path], object]
) -> None:
    write(folder)
    assert copy_to_return_to(folder, REVISION) is None


@pytest.mark.parametrize("written", [False, True])
def test_a_table_that_the_copy_lacks_matters_only_when_something_stands_in_it(
    folder: Path, written: bool
) -> None:
    copy = folder / f"xieshang-before-{REVISION}-{NEXT}.db"
    with closing(sqlite3.connect(copy, isolation_level=None)) as raw:
        raw.execute("DROP TABLE drafts")
    if written:
        change(folder, "INSERT INTO drafts VALUES ('u', 'o', 'text', '', '2026-03-02', NULL)")
    assert copy_to_return_to(folder, REVISION) == (None if written else copy)


@pytest.mark.parametrize("left", ["", "-wal"])
def test_looking_at_the_revision_changes_nothing(folder: Path, tmp_path: Path, left: str) -> None:
    with closing(sqlite3.connect(file_of(folder), isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute(f"PRAGMA user_version = {NEXT + 1}")
        if not left:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cut = tmp_path / "cut"  # what lies there after a power cut
        cut.mkdir()
        for name in {"", left}:
            shutil.copy(f"{file_of(folder)}{name}", f"{file_of(cut)}{name}")
    before = {each.name: each.read_bytes() for each in cut.iterdir()}
    assert revision_seen(cut) == NEXT + 1
    assert {each.name: each.read_bytes() for each in cut.iterdir()} == before


def test_a_copy_that_is_itself_too_new_or_broken_or_foreign_is_passed_over(folder: Path) -> None:
    assert copy_to_return_to(folder, REVISION - 1) is None
    copy = folder / f"xieshang-before-{REVISION}-{NEXT}.db"
    copy.write_bytes(copy.read_bytes()[:5000])
    (folder / "xieshang-before-0-1.db").write_text("no copy")
    assert copy_to_return_to(folder, REVISION) is None


def test_while_another_program_has_the_records_open_nothing_is_put_back(folder: Path) -> None:
    copy = copy_to_return_to(folder, REVISION)
    assert copy is not None
    with closing(sqlite3.connect(file_of(folder), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorldFailed) as failure:
            return_to_copy(folder, copy)
        assert failure.value.code == "data_locked"
        other.execute("ROLLBACK")
    assert version_of(file_of(folder)) == NEXT


@pytest.mark.parametrize("step", [1, 2])
def test_a_whole_database_lies_there_whenever_the_power_goes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    copy = copy_to_return_to(folder, REVISION)
    assert copy is not None
    steps = iter(range(1, 9))
    real = going_back.put_in_place

    def power_cut(temporary: Path, target: Path) -> None:
        if next(steps) == step:
            raise KeyboardInterrupt
        real(temporary, target)

    monkeypatch.setattr(going_back, "put_in_place", power_cut)
    with pytest.raises(KeyboardInterrupt):
        return_to_copy(folder, copy)
    assert version_of(file_of(folder)) == NEXT
    again = copy_to_return_to(folder, REVISION)
    assert again is not None
    return_to_copy(folder, again)
    with opened(folder, tmp_path / "device") as store, store.read() as reader:
        assert reader.count(Person) == 1
