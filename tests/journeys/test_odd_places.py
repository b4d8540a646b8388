"""Homes, drives and disks as they are in villages: every case ends with the work going on, or with
a sentence that says what to do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.acting import CLOSE_THE_BOX, acting
from tests.journeys.starting import NOBODY, started
from tests.making import a_desk
from xieshang_desktop.ids import now
from xieshang_desktop.services.desk import open_desk

BOX = acting(CLOSE_THE_BOX)

#: Answers the three questions by hand, then waits for the check of the computer.
ANSWER = """
import signal
steps = []
def act(session):
    first = session._first
    if not steps and hasattr(first, "where"):
        steps.append(1)
        first.where.name.show_value("柳河镇张家村")
        first.where.room.show_value("柳河镇张家村协商议事室")
        first.who.fields[0].show_value("张德厚")
        first.wizard.go(2)
        first.wizard.next.click()
        if session._first is first:
            print("said", said(), flush=True)
    ends_in_order = callable(signal.getsignal(signal.SIGTERM))
    return steps and ends_in_order and session.context is not None and "能用" in said()
"""

root_only = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="only root may start a program under another account",
)


def test_a_home_with_spaces_and_rare_characters_works(tmp_path: Path) -> None:
    home = tmp_path / "张 德厚（𬭎）"
    home.mkdir()
    with started(None, home, script=acting(ANSWER)) as program:
        program.wait_until("done")
    data = home / "share" / "xieshang" / "data"
    desk = open_desk(data, home / "config" / "xieshang")
    assert desk.unit.name == "柳河镇张家村"
    desk.close()
    again = "def act(session): return '柳河镇张家村协商议事室' in said()"
    with started(None, home, script=acting(again)) as program:
        program.wait_until("done")


def chosen(home: Path, folder: Path) -> None:
    """The records of this home lie in this folder."""
    config = home / "config" / "xieshang"
    config.mkdir(parents=True, exist_ok=True)
    (config / "settings.json").write_text(json.dumps({"data": str(folder)}), "utf-8")


def test_a_drive_that_is_not_in_is_missed_and_nothing_is_begun_anew(tmp_path: Path) -> None:
    stick = tmp_path / "E盘"
    chosen(tmp_path, stick / "data")
    a_desk(stick, now).close()
    away = stick.rename(tmp_path / "拔掉了")
    act = f"""
import os
steps = []
def act(session):
    if not steps and "资料文件夹不见了" in said():
        steps.append(1)
        session._first.wizard.next.click()
        assert "还是没有" in said()
        os.rename({str(away)!r}, {str(stick)!r})
        session._first.wizard.next.click()
    return session.context is not None
"""
    with started(None, tmp_path, script=acting(act)) as program:
        program.wait_until("done")
    assert not (tmp_path / "share" / "xieshang" / "data").exists()


def test_records_that_were_deleted_are_missed_in_the_usual_folder_too(tmp_path: Path) -> None:
    with started(None, tmp_path, script=acting(ANSWER)) as program:
        program.wait_until("done")
        program.process.terminate()
        assert program.status() == 0
    shutil.rmtree(tmp_path / "share" / "xieshang" / "data")
    act = """
steps = []
def act(session):
    if not steps and "资料文件夹不见了" in said():
        steps.append(1)
        session._first._begin_anew()
    return "在哪里协商？" in said()
"""
    with started(None, tmp_path, script=acting(act)) as program:
        program.wait_until("done")


@root_only
def test_a_home_that_takes_nothing_is_said(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    with started(None, home, script=BOX, before=NOBODY) as program:
        program.wait_until("done")
        assert program.status() == 1
        assert "程序存不了自己的设置" in program.errors()
    assert list(home.iterdir()) == []


@root_only
def test_a_data_folder_that_takes_nothing_keeps_the_question_open(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for name in ("config", "share"):
        (home / name).mkdir(parents=True)
    (home / "config").chmod(0o777)
    with started(None, home, script=acting(ANSWER), before=NOBODY) as program:
        line = _until_said(program.process.stdout)
    assert "这里不能写入" in line
    assert list((home / "share").iterdir()) == []


@root_only
def test_a_village_without_the_right_to_write_is_said(tmp_path: Path) -> None:
    a_desk(tmp_path, now).close()
    home, data = tmp_path / "home", tmp_path / "data"
    home.mkdir()
    home.chmod(0o777)
    with started(data, home, script=BOX, before=NOBODY) as program:
        program.wait_until("done")
        assert "这里放着账户“root”的资料" in program.errors()
    for path in (data, *data.rglob("*")):
        os.chown(path, 65534, 65534)
        path.chmod(0o555 if path.is_dir() else 0o444)
    with started(data, home, script=BOX, before=NOBODY) as program:
        program.wait_until("done")
        assert "不能写入" in program.errors()


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path]:
    """A disk of its own, as small as a full one."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def test_a_full_disk_at_the_first_start_is_said_and_the_answers_stay(tmp_path: Path) -> None:
    with small_disk(tmp_path / "D盘", "48k") as disk:
        (disk / "photos").write_bytes(b"0" * 20_000)
        with started(disk / "data", tmp_path, script=acting(ANSWER)) as program:
            line = _until_said(program.process.stdout)
        assert "磁盘满了" in line
        assert "名册在哪里？" in line
        assert not (disk / "data" / "xieshang.db").exists()


def _until_said(stream: object) -> str:
    """The line that tells what the window says."""
    for line in stream:  # type: ignore[attr-defined]
        if line.startswith("said"):
            return str(line)
    raise AssertionError("the window said nothing")
