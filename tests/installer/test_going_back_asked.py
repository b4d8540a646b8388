"""Going back when somebody asks for it: every folder of this account is looked at first."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.installer.update_files import a_program, install_here, make, new_keys
from tests.making import a_desk
from xieshang_desktop import launching, settings, versions
from xieshang_desktop.errors import Problem
from xieshang_desktop.services import going_back, updates
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.services.going_back import go_back, out_of_reach
from xieshang_desktop.storage.database import REVISION, file_of
from xieshang_desktop.versions import Version, read_number


def records(folder: Path) -> Path:
    """A village's records in a folder that this account knows, as the version before left them."""
    desk = a_desk(folder.parent / f"made-{folder.name}")
    desk.close()
    desk.folder.rename(folder)
    open_desk(folder).close()  # this device remembers where it saw them
    return folder


def migrated(folder: Path, *, written: bool) -> None:
    """The newer version brought them up to date, and perhaps something was written since."""
    copy = folder / f"xieshang-before-{REVISION}-{REVISION + 1}.db"
    with closing(sqlite3.connect(file_of(folder), isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
    shutil.copy(file_of(folder), copy)
    with closing(sqlite3.connect(file_of(folder), isolation_level=None)) as raw:
        raw.execute(f"PRAGMA user_version = {REVISION + 1}")
        if written:
            raw.execute("INSERT INTO pins VALUES ('u', 'c', x'00', x'00', '2026-03-02', 0, '')")


class Newer:
    """This process is a newer version that migrates; the one before knew fewer tables."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.home = install_here(patch, folder, None)
        self.own = Version((9, 9, 9), "9.9.9", self.home / "versions" / "9.9.9")
        self.own.folder.mkdir(parents=True)
        note = {
            "version": "9.9.9",
            "revision": REVISION + 1,
            "taken_by": "0.1.0",
            "taken_by_revision": REVISION,
        }
        (self.own.folder / versions.INSTALLED).write_text(json.dumps(note))
        patch.setenv(launching.LAUNCH, str(self.own.folder))
        patch.setenv(launching.BASE_VERSION, "0.1.0")
        patch.setattr(going_back, "REVISION", REVISION + 1)
        self.data = records(settings.default_data_dir())


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newer:
    return Newer(tmp_path, monkeypatch)


def refusal(call: Callable[[], object]) -> Problem:
    with pytest.raises(Problem) as problem:
        call()
    return problem.value


def a_practice(_newer: Newer, _tmp: Path) -> Path:
    return records(settings.practice_dir())


def on_another_drive(_newer: Newer, tmp: Path) -> Path:
    return records(tmp / "D盘")


def chosen_in_the_settings(_newer: Newer, tmp: Path) -> Path:
    folder = records(tmp / "chosen")
    for memory in settings.config_dir().glob("????????.json"):
        memory.unlink()  # its window was never closed in order
    settings.Settings().choose("data", str(folder))
    return folder


@pytest.mark.parametrize("make_other", [a_practice, on_another_drive, chosen_in_the_settings])
@pytest.mark.parametrize("written", [False, True])
def test_what_was_written_in_any_folder_of_this_account_is_in_the_way(
    newer: Newer, tmp_path: Path, make_other: Callable[[Newer, Path], Path], written: bool
) -> None:
    migrated(newer.data, written=False)
    other = make_other(newer, tmp_path)
    migrated(other, written=written)
    if not written:
        assert go_back(newer.data) == "0.1.0"
        assert newer.own.failed
        return
    problem = refusal(lambda: go_back(newer.data))
    assert (problem.code, problem.facts["folder"]) == ("version_before_blind", str(other))
    assert not newer.own.failed


def test_the_open_folder_is_in_the_way_too(newer: Newer) -> None:
    migrated(newer.data, written=True)
    assert refusal(lambda: go_back(newer.data)).code == "version_before_blind"


def test_a_folder_that_the_newer_version_never_saw_is_not_in_the_way(
    newer: Newer, tmp_path: Path
) -> None:
    migrated(newer.data, written=False)
    on_another_drive(newer, tmp_path)
    assert go_back(newer.data) == "0.1.0"


def test_a_drive_that_is_not_there_is_named_and_what_was_thrown_away_is_not(
    newer: Newer, tmp_path: Path
) -> None:
    drive = tmp_path / "media" / "KINGSTON"
    (tmp_path / "media").mkdir()
    drive.mkdir()
    away = records(drive / "协商资料")
    practice = a_practice(newer, tmp_path)
    assert out_of_reach() == []
    shutil.rmtree(drive)
    shutil.rmtree(practice)
    assert out_of_reach() == [away]
    assert go_back(newer.data) == "0.1.0"


def test_damaged_records_elsewhere_are_named(newer: Newer, tmp_path: Path) -> None:
    other = on_another_drive(newer, tmp_path)
    file_of(other).write_bytes(b"no records" * 999)
    assert out_of_reach() == [other]


def test_one_of_which_a_window_is_open_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = new_keys(tmp_path)
    home = install_here(monkeypatch, tmp_path, keys)
    file = make(a_program(tmp_path / "program"), tmp_path / "stick", keys)
    assert updates.take(None, file) == "9.9.9"
    taken = Version(read_number("9.9.9") or (), "9.9.9", home / "versions" / "9.9.9")
    versions.fail(taken, versions.ENDED)
    before = versions._held.copy()  # noqa: SLF001
    versions.hold(taken)
    (taken.folder / "still needed").touch()
    assert refusal(lambda: updates.take(None, file)).code == "update_in_use"
    assert (taken.folder / "still needed").exists()
    for descriptor in versions._held[len(before) :]:  # noqa: SLF001
        launching.os.close(descriptor)
    versions._held[:] = before  # noqa: SLF001
    assert updates.take(None, file) == "9.9.9"
    assert not (taken.folder / "still needed").exists()
