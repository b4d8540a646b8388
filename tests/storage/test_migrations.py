"""The tables of every version grow into today's."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.starting import NOBODY
from tests.promises.tree import ROOT
from tests.storage.village import opened, person
from xieshang_desktop.domain.people import Person
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.storage import database
from xieshang_desktop.storage.database import APPLICATION_ID, REVISION, file_of, open_database
from xieshang_desktop.storage.migrations import REVISIONS, upgrade


def schema_of(file: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(file)) as raw:
        return raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()


def marks_of(file: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(file)) as raw:
        return (
            raw.execute("PRAGMA application_id").fetchone()[0],
            raw.execute("PRAGMA user_version").fetchone()[0],
        )


@pytest.fixture
def behind(tmp_path: Path) -> Path:
    """A file of ours that has no tables yet: one that every revision is run on."""
    file = file_of(tmp_path)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    return file


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
    names = [file.name for file in REVISIONS]
    assert names == [f"rev_{number:04}.sql" for number in range(1, REVISION + 1)]


def test_a_migration_needs_nothing_but_the_standard_library(behind: Path) -> None:
    """What the packages leave out of the other libraries can't be missing then."""
    script = (
        "import sys; from pathlib import Path\n"
        "from xieshang_desktop.storage.database import open_database\n"
        "before = set(sys.modules)\n"
        "open_database(Path(sys.argv[1])).close()\n"
        "print(*set(sys.modules) - before)"
    )
    ran = subprocess.run(
        [sys.executable, "-P", "-c", script, behind.parent],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert ran.stderr == ""
    assert marks_of(behind) == (APPLICATION_ID, REVISION)
    loaded = {name.partition(".")[0] for name in ran.stdout.split()}
    assert loaded - sys.stdlib_module_names == {"xieshang_desktop"}


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

    def next_version(file: Path, _timeout: float) -> None:
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


def test_a_file_that_another_program_writes_is_said_and_stays(behind: Path) -> None:
    before = behind.read_bytes()
    with closing(sqlite3.connect(behind, isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorldFailed, match="data_locked"):
            open_database(behind.parent, timeout=0.1)
    assert behind.read_bytes() == before
    copy = behind.with_name(f"xieshang-before-0-{REVISION}.db")
    assert marks_of(copy) == (APPLICATION_ID, 0)
    open_database(behind.parent).close()
    assert marks_of(behind) == (APPLICATION_ID, REVISION)


def test_a_file_that_may_not_be_written_is_said_and_stays(behind: Path) -> None:
    before = behind.read_bytes()
    behind.chmod(0o444)
    behind.parent.chmod(0o777)
    if os.geteuid() == 0:  # the administrator may write everywhere
        os.chown(behind, 65534, 65534)
    script = (
        "import sys; from pathlib import Path\n"
        "from xieshang_desktop.errors import Problem\n"
        "from xieshang_desktop.storage.database import open_database\n"
        "try:\n"
        "    open_database(Path(sys.argv[1]))\n"
        "except Problem as problem:\n"
        "    print(problem.code)\n"
    )
    ran = subprocess.run(
        [
            *(NOBODY if os.geteuid() == 0 else ()),
            *(sys.executable, "-P", "-c", script, behind.parent),
        ],
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )
    assert (ran.stdout, ran.stderr) == ("data_read_only\n", "")
    assert behind.read_bytes() == before
    copy = behind.with_name(f"xieshang-before-0-{REVISION}.db")
    assert marks_of(copy) == (APPLICATION_ID, 0)


def test_a_revision_that_fails_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE topic (in_the_way TEXT)")
    before = file.read_bytes()
    with pytest.raises(Exception, match="already exists"):
        upgrade(file)
    assert file.read_bytes() == before
