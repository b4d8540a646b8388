"""`xieshang update FILE`: says what is new, takes it when told to, refuses in one sentence."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.installer.update_files import a_program, install_here, make, new_keys
from tests.making import a_desk
from xieshang_desktop import __version__, launching
from xieshang_desktop.services import backup, updates
from xieshang_desktop.storage.database import REVISION


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An update file that fits this process, as if it were packed."""
    keys = new_keys(tmp_path)
    install_here(monkeypatch, tmp_path, keys)
    return make(a_program(tmp_path / "program"), tmp_path / "stick", keys)


def test_without_yes_it_only_says_what_is_new(file: Path, tmp_path: Path) -> None:
    ran = run("--data", tmp_path / "none", "update", file)
    assert ran.status == 0
    assert ran.out.startswith(f"新版本 9.9.9，现在用的是 {__version__}。\n签到的名单可以按小组排\n")
    assert "还没有装" in ran.out
    assert updates.state().waiting == ""
    assert not (tmp_path / "none").exists()


def test_the_news_are_told_in_the_language_in_force(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIESHANG_LANGUAGE", "en")
    told = run("--data", tmp_path / "none", "update", file).out.splitlines()
    assert told[1:-1] == ["The list at the door can be sorted by group"]


def test_with_yes_it_backs_up_and_takes_it(file: Path, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.close()
    ran = run("--data", desk.folder, "update", file, "--yes", "--json")
    assert (ran.status, ran.err) == (0, "")
    assert ran.json["version"] == "9.9.9"
    assert ran.json["taken"] is True
    assert ran.json["news"]["en"].startswith("The list")
    assert updates.state().waiting == "9.9.9"
    assert len(backup.copies(desk.folder)) == 1


def test_looking_changes_nothing_beside_records_of_a_newer_version(
    file: Path, tmp_path: Path
) -> None:
    desk = a_desk(tmp_path)
    desk.close()
    cut = tmp_path / "cut"  # as after a power cut: the newer version's last change is not folded in
    cut.mkdir()
    with closing(sqlite3.connect(desk.folder / "xieshang.db", isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute(f"PRAGMA user_version = {REVISION + 1}")
        for name in ("xieshang.db", "xieshang.db-wal"):
            shutil.copy(desk.folder / name, cut / name)
    before = {each.name: each.read_bytes() for each in cut.iterdir()}
    ran = run("--data", cut, "update", file)
    assert (ran.status, ran.out) == (1, "")  # the file's version would not understand them either
    assert {each.name: each.read_bytes() for each in cut.iterdir()} == before


def test_before_there_are_records_nothing_is_backed_up(file: Path, tmp_path: Path) -> None:
    ran = run("--data", tmp_path / "none", "update", file, "--yes")
    assert "装好了。下次打开窗口时用上。" in ran.out
    assert not (tmp_path / "none").exists()


def test_a_file_that_does_not_fit_is_one_sentence_and_status_1(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(file.read_bytes()[:-99])
    ran = run("--data", tmp_path, "update", file)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("这个更新文件坏了，或者没有抄完整")
    monkeypatch.delenv(launching.LAUNCH)
    ran = run("--data", tmp_path, "update", file)
    assert "是从源代码运行的" in ran.err
