"""Opening the data: what cannot be used is refused with its code, and nothing is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storage.village import UNIT, faults, opened, person
from xieshang_desktop.domain.people import Person
from xieshang_desktop.errors import Problem, RuleBroken, WorldFailed
from xieshang_desktop.storage.database import (
    REVISION,
    copy_database,
    file_of,
    integrity,
    open_database,
)
from xieshang_desktop.storage.unit_of_work import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A village with one person, closed."""
    folder = tmp_path / "data"
    with opened(folder, tmp_path / "device") as store, store.write() as uow:
        uow.put(person("吴桂兰"), "person_entered")
        uow.commit()
    return folder


def code_of(opening: Callable[[], object]) -> str:
    with pytest.raises(Problem) as problem:
        opening()
    return problem.value.code


def test_a_folder_without_data_is_missing_unless_it_may_be_made(tmp_path: Path) -> None:
    assert code_of(lambda: open_database(tmp_path / "x", create=False)) == "data_missing"
    assert not (tmp_path / "x").exists()
    open_database(tmp_path / "x" / "y").close()
    assert file_of(tmp_path / "x" / "y").exists()
    assert integrity(open_database(tmp_path / "x" / "y", create=False)) == ()


def test_making_a_file_leaves_no_half_of_one(tmp_path: Path) -> None:
    (tmp_path / "xieshang.db.part").write_bytes(b"left by a power cut")
    open_database(tmp_path).close()
    assert [f.name for f in tmp_path.iterdir()] == ["xieshang.db"]


def test_a_file_of_a_newer_version_is_refused_untouched(folder: Path) -> None:
    raw = sqlite3.connect(file_of(folder))
    raw.execute(f"PRAGMA user_version = {REVISION + 1}")
    raw.close()
    before = file_of(folder).read_bytes()
    with pytest.raises(RuleBroken) as refusal:
        open_database(folder)
    assert refusal.value.code == "data_newer"
    assert (refusal.value.facts["found"], refusal.value.facts["known"]) == (REVISION + 1, REVISION)
    assert file_of(folder).read_bytes() == before


def _first_page_only(file: Path) -> None:
    os.truncate(file, 4096)


def _half(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _foreign(file: Path) -> None:
    file.unlink()
    raw = sqlite3.connect(file)
    raw.execute("CREATE TABLE songs (title TEXT)")
    raw.close()


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        pytest.param(lambda f: f.write_bytes(b""), "data_damaged", id="no bytes at all"),
        pytest.param(lambda f: f.write_bytes(bytes(8192)), "data_damaged", id="only zeros"),
        pytest.param(lambda f: f.write_text("村民花名册"), "data_damaged", id="a short text"),
        pytest.param(lambda f: f.write_text("村" * 9999), "data_damaged", id="a long text"),
        pytest.param(_first_page_only, "data_damaged", id="cut after the first page"),
        pytest.param(_half, "data_damaged", id="cut in the middle"),
        pytest.param(_foreign, "data_foreign", id="another program's SQLite file"),
    ],
)
def test_a_file_that_cannot_be_ours_is_named_and_left_alone(
    folder: Path, damage: Callable[[Path], object], code: str
) -> None:
    damage(file_of(folder))
    before = file_of(folder).read_bytes()
    assert code_of(lambda: open_database(folder)) == code
    assert code_of(lambda: open_database(folder, create=False)) == code
    assert file_of(folder).read_bytes() == before


def test_damage_inside_the_file_is_found_by_the_integrity_check(folder: Path) -> None:
    with file_of(folder).open("r+b") as stream:
        stream.seek(4096 * 3)
        stream.write(os.urandom(4096 * 20))
    database = open_database(folder)
    try:
        found: object = integrity(database)
    except WorldFailed as failure:
        found = failure.code
    assert found not in ((), None)
    database.close()


def test_a_writer_that_waits_too_long_says_who_is_in_the_way(folder: Path, tmp_path: Path) -> None:
    with opened(folder, tmp_path / "device") as store:
        patient = Store(open_database(folder, timeout=0.01), UNIT, store.line)
        with store.write(), pytest.raises(WorldFailed) as failure, patient.write():
            pass
        assert failure.value.code == "data_locked"
        with patient.read() as reader:
            assert reader.count(Person) == 1
        with patient.write() as uow:
            uow.put(person(), "person_entered")
            uow.commit()
        patient.database.close()
        assert faults(store) == []


def test_on_a_full_disk_nothing_committed_is_lost_and_work_goes_on_when_there_is_room(
    folder: Path, tmp_path: Path
) -> None:
    def enter_five_hundred(store: Store) -> None:
        with store.write() as uow:
            uow.put_all([person(str(n)) for n in range(500)], "person_entered")
            uow.commit()

    with opened(folder, tmp_path / "device") as store:
        with store.read() as reader:
            pages = reader.connection.execute("PRAGMA page_count").fetchone()[0]
            reader.connection.execute(f"PRAGMA max_page_count = {pages + 3}")
        with pytest.raises(WorldFailed) as failure:
            enter_five_hundred(store)
        assert failure.value.code == "disk_full"
        assert faults(store) == []
        with store.read() as reader:
            assert reader.count(Person) == 1
            reader.connection.execute("PRAGMA max_page_count = 1000000")
        enter_five_hundred(store)
        assert faults(store) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not delete open files")
def test_a_folder_deleted_while_running_is_noticed_before_anything_is_lost(
    folder: Path, tmp_path: Path
) -> None:
    with opened(folder, tmp_path / "device") as store:
        with store.write() as uow:
            uow.put(person(), "person_entered")
            folder.rename(tmp_path / "trash")
            assert code_of(uow.commit) == "data_folder_gone"
        assert code_of(lambda: faults(store)) == "data_folder_gone"
        (tmp_path / "trash").rename(folder)
        assert faults(store) == []
        with store.read() as reader:
            assert reader.count(Person) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not replace open files")
def test_another_file_put_in_its_place_is_noticed(folder: Path, tmp_path: Path) -> None:
    with opened(folder, tmp_path / "device") as store:
        file = file_of(folder)
        file.rename(tmp_path / "aside")
        shutil.copy(tmp_path / "aside", file)
        with pytest.raises(WorldFailed) as failure, store.write():
            pass
        assert failure.value.code == "data_folder_gone"
        (tmp_path / "aside").replace(file)


_OPEN_AS_NOBODY = """
import os, sys
from pathlib import Path
from tests.storage.village import person
from xieshang_desktop.errors import Problem
from xieshang_desktop.storage import schema
from xieshang_desktop.storage.database import open_database
from xieshang_desktop.storage.unit_of_work import Store
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with Store(open_database(Path(sys.argv[1])), "u", "l").write() as uow:
        uow.put(person(), "person_entered")
        uow.commit()
except Problem as problem:
    print(problem.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are asked for in another way")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "code"),
    [
        pytest.param(0o444, 0o555, "data_read_only", id="everything read-only"),
        pytest.param(0o444, 0o777, "data_read_only", id="a read-only file"),
        pytest.param(0o666, 0o555, "data_read_only", id="a read-only folder"),
        pytest.param(0o000, 0o555, "data_read_only", id="a file that may not even be read"),
        pytest.param(None, 0o555, "folder_not_writable", id="a read-only folder without data"),
    ],
)
def test_data_that_may_not_be_written_is_named(
    folder: Path, file_mode: int | None, folder_mode: int, code: str
) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        if file_mode is not None:
            shutil.copy(file_of(folder), place)
            file_of(place).chmod(file_mode)
        place.chmod(folder_mode)
        for path in (place, *place.iterdir()) if os.geteuid() == 0 else ():
            os.chown(path, 65534, 65534)
        done = subprocess.run(
            [sys.executable, "-c", _OPEN_AS_NOBODY, name],
            capture_output=True,
            text=True,
            check=True,
        )
        place.chmod(0o700)
    assert done.stdout.split() == [code]


def test_a_copy_is_whole_and_appears_under_its_name_only_then(folder: Path, tmp_path: Path) -> None:
    with opened(folder, tmp_path / "device") as store:
        target = tmp_path / "copy.db"
        with store.write() as uow:
            uow.put(person("周"), "person_entered")
            copy_database(store.database, target)
            uow.commit()
        assert not (tmp_path / "copy.db.part").exists()
        raw = sqlite3.connect(target)
        assert raw.execute("SELECT name FROM person").fetchall() == [("吴桂兰",)]
        raw.close()
        assert (
            code_of(lambda: copy_database(store.database, tmp_path / "no" / "copy.db"))
            == "folder_not_writable"
        )


def test_what_the_last_session_left_in_the_log_counts(folder: Path, tmp_path: Path) -> None:
    """The version is asked of SQLite, not read from a header that may be older than its log."""
    with opened(folder, tmp_path / "device") as store:
        with store.write() as uow:
            uow.connection.execute(f"PRAGMA user_version = {REVISION + 1}")
            uow.commit()
        shutil.copytree(folder, tmp_path / "after a crash")
    assert code_of(lambda: open_database(tmp_path / "after a crash")) == "data_newer"
