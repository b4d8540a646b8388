"""One window for one folder, whoever opens it; looking at a folder leaves nothing in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.making import a_desk
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services.folder_lock import FILE, FolderLock, account, used_by


@pytest.fixture
def data(tmp_path: Path) -> Path:
    a_desk(tmp_path).close()
    return tmp_path / "data"


def lock(folder: Path, home: str = "one") -> FolderLock:
    """A lock as an account with a home of its own takes it."""
    return FolderLock(folder, folder.parent / home / "windows" / "lock", home)


def test_one_of_two_has_the_folder_and_the_other_learns_who(data: Path) -> None:
    first, second = lock(data), lock(data, "two")
    assert first.take()
    assert not second.take()
    holder = second.holder()
    assert (holder.who, holder.process, holder.answers) == (account(), os.getpid(), "one")
    first.let_go()
    assert second.take()
    second.let_go()


def test_the_same_folder_under_another_name_is_the_same(data: Path) -> None:
    other = data.with_name("D盘")
    other.symlink_to(data)
    first = lock(data)
    assert first.take()
    assert not lock(other, "two").take()
    first.let_go()


def test_who_may_read_the_records_finds_the_lock_whatever_the_umask_was(data: Path) -> None:
    before = os.umask(0o077)
    try:
        first = lock(data)
        assert first.take()
    finally:
        os.umask(before)
    records = (data / "xieshang.db").stat().st_mode
    assert (data / FILE).stat().st_mode & 0o666 == records & 0o666
    first.let_go()


def test_before_there_are_records_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    first = lock(folder)
    assert first.take()
    assert not lock(folder).take()
    assert not folder.exists()
    a_desk(tmp_path).close()
    (tmp_path / "data").rename(folder)
    assert first.take()
    assert (folder / FILE).exists()
    assert not lock(folder, "two").take()
    first.let_go()


def test_who_asks_leaves_nothing_behind(data: Path) -> None:
    assert used_by(data) is None
    assert not (data / FILE).exists()
    first = lock(data)
    assert first.take()
    found = used_by(data)
    assert found is not None
    assert found.who == account()
    first.let_go()
    assert used_by(data) is None


def test_a_copy_of_a_folder_in_use_is_free(data: Path, tmp_path: Path) -> None:
    first = lock(data)
    assert first.take()
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("xieshang.db", FILE):
        (copy / name).write_bytes((data / name).read_bytes())
    second = lock(copy, "two")
    assert second.take()
    first.let_go()
    second.let_go()


def test_where_no_lock_can_be_kept_it_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file", "utf-8")
    with pytest.raises(WorldFailed) as failure:
        FolderLock(tmp_path / "new", blocked / "windows" / "lock").take()
    assert failure.value.code == "settings_not_writable"
