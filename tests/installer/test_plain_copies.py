"""Plain copies that updates left beside the records: they go when nothing needs them any more."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.installer.test_going_back_asked import Newer, migrated, newer
from tests.installer.update_files import install_here
from tests.making import a_desk
from xieshang_desktop import launching, versions
from xieshang_desktop.errors import RuleBroken, WorldFailed
from xieshang_desktop.services import backup, plain_copies
from xieshang_desktop.storage.database import REVISION, file_of
from xieshang_desktop.storage.going_back import copies_beside
from xieshang_desktop.wording import words_for

__all__ = ["newer"]

LONG_AGO = 1_700_000_000  # before every backup of these tests


def leave(folder: Path, *names: str) -> list[Path]:
    """Copies that an update left here long ago."""
    left = [folder / f"xieshang-{name}.db" for name in names]
    for copy in left:
        shutil.copy(file_of(folder), copy)
        os.utime(copy, (LONG_AGO, LONG_AGO))
    return sorted(left)


def names_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir() if each.is_file()}


def backed_up(tmp_path: Path) -> Path:
    """Records with a backup of today beside them."""
    desk = a_desk(tmp_path)
    backup.back_up(desk)
    desk.close()
    return desk.folder


def untried(home: Path) -> None:
    """A newer version waits for the next start."""
    folder = home / "versions" / "9.9.9"
    folder.mkdir(parents=True)
    (folder / versions.INSTALLED).write_text(json.dumps({"version": "9.9.9"}))


def test_copies_older_than_the_newest_backup_go_by_themselves(tmp_path: Path) -> None:
    folder = backed_up(tmp_path)
    before = names_in(folder)
    leave(folder, "before-1-2", "kept-2", "left-2")
    fresh = folder / "xieshang-kept-3.db"
    shutil.copy(file_of(folder), fresh)
    os.utime(fresh, (4_000_000_000, 4_000_000_000))
    plain_copies.tidy(folder)
    assert names_in(folder) == before | {fresh.name}


def test_without_a_backup_they_stay(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    left = leave(desk.folder, "before-1-2", "kept-2")
    plain_copies.tidy(desk.folder)
    assert copies_beside(desk.folder) == left
    desk.close()


def test_while_a_newer_version_is_on_trial_they_stay_whoever_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    untried(install_here(monkeypatch, tmp_path, None))
    folder = backed_up(tmp_path)
    left = leave(folder, "before-1-2", "kept-2")
    plain_copies.tidy(folder)
    with pytest.raises(RuleBroken) as refused:
        plain_copies.remove(folder)
    assert words_for(refused.value).sentence.startswith("新版本 9.9.9 还没有启用过")
    assert copies_beside(folder) == left
    (tmp_path / "home" / "versions" / "9.9.9" / versions.PROVEN).touch()
    plain_copies.remove(folder)
    assert copies_beside(folder) == []


def test_the_version_that_is_tried_itself_removes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = install_here(monkeypatch, tmp_path, None)
    untried(home)
    monkeypatch.setenv(launching.LAUNCH, str(home / "versions" / "9.9.9"))
    monkeypatch.setenv(launching.TRIAL, str(home / "versions" / "9.9.9"))
    folder = backed_up(tmp_path)
    left = leave(folder, "before-1-2")
    with pytest.raises(RuleBroken, match="copies_on_trial"):
        plain_copies.remove(folder)
    assert copies_beside(folder) == left


@pytest.mark.parametrize("written", [False, True])
def test_the_copy_that_going_back_would_use_stays_until_something_is_written(
    newer: Newer, tmp_path: Path, written: bool
) -> None:
    folder = backed_up(tmp_path)
    migrated(folder, written=written)
    (copy,) = copies_beside(folder)
    os.utime(copy, (LONG_AGO, LONG_AGO))
    leave(folder, f"kept-{REVISION + 1}")
    plain_copies.tidy(folder)
    assert copies_beside(folder) == ([] if written else [copy])


def test_a_person_removes_all_of_them_and_nothing_else(tmp_path: Path) -> None:
    folder = backed_up(tmp_path)
    before = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    leave(folder, "before-1-2", "kept-2", "left-2")
    (folder / "xieshang-before-1-2.db-wal").touch()
    plain_copies.remove(folder)
    assert {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()} == before


def test_a_copy_that_cannot_be_removed_is_told(tmp_path: Path) -> None:
    folder = backed_up(tmp_path)
    (folder / "xieshang-kept-2.db").mkdir()  # nobody can unlink it
    with pytest.raises(WorldFailed, match="folder_not_writable"):
        plain_copies.remove(folder)
    plain_copies.tidy(folder)  # in silence
