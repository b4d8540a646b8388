"""The tables of every version grow into today's."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.storage.village import opened, person
from xieshang_desktop.domain.people import Person
from xieshang_desktop.storage import database
from xieshang_desktop.storage.database import APPLICATION_ID, REVISION, file_of, open_database
from xieshang_desktop.storage.migrations import upgrade

VERSIONS = Path(database.__file__).parent / "migrations" / "versions"


def schema_of(file: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(file)) as raw:
        return raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()


def marks_of(file: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(file)) as raw:
        return (
            raw.execute("PRAGMA application_id").fetchone()[0],
            raw.execute("PRAGMA user_version").fetchone()[0],
        )


def test_all_revisions_together_make_the_tables_of_a_new_file(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    grown = tmp_path / "100 % grown.db"
    grown.touch()
    upgrade(grown)
    assert schema_of(grown) == schema_of(file_of(tmp_path)), (
        "the tables changed: before the first release run"
        " `python -m tests.storage.write_first_revision`, afterwards add a revision"
    )
    assert marks_of(grown) == marks_of(file_of(tmp_path)) == (APPLICATION_ID, REVISION)


def test_there_is_one_revision_for_each_version() -> None:
    names = sorted(file.stem for file in VERSIONS.glob("rev_*.py"))
    assert names == [f"rev_{number:04}" for number in range(1, REVISION + 1)]


def test_no_revision_imports_todays_tables() -> None:
    for file in VERSIONS.glob("rev_*.py"):
        assert "xieshang_desktop" not in file.read_text("utf-8")


def test_a_file_that_is_up_to_date_stays_as_it_is(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    before = schema_of(file_of(tmp_path))
    upgrade(file_of(tmp_path))
    assert schema_of(file_of(tmp_path)) == before
    assert marks_of(file_of(tmp_path)) == (APPLICATION_ID, REVISION)


def test_a_file_that_is_behind_is_copied_whole_before_it_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    with opened(folder, tmp_path / "device") as store, store.write() as uow:
        uow.put(person("吴桂兰"), "person_entered")
        uow.commit()
    copies: list[tuple[int, list[str]]] = []

    def next_version(file: Path) -> None:
        copy = folder / f"xieshang-before-{REVISION}-{REVISION + 1}.db"
        with closing(sqlite3.connect(copy)) as raw:
            names = [row[0] for row in raw.execute("SELECT name FROM person")]
            copies.append((marks_of(copy)[1], names))
        with closing(sqlite3.connect(file)) as raw:
            raw.execute(f"PRAGMA user_version = {REVISION + 1}")

    monkeypatch.setattr("xieshang_desktop.storage.migrations.upgrade", next_version)
    monkeypatch.setattr(database, "REVISION", REVISION + 1)
    with opened(folder, tmp_path / "device") as store, store.read() as reader:
        assert [each.name for each in reader.all(Person)] == ["吴桂兰"]
    assert copies == [(REVISION, ["吴桂兰"])]


def test_a_revision_that_fails_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE topic (in_the_way TEXT)")
    before = file.read_bytes()
    with pytest.raises(Exception, match="already exists"):
        upgrade(file)
    assert file.read_bytes() == before
