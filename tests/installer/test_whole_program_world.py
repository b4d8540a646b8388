"""A new version that can't open the records: whether it is to blame shows in whether the version
that tries it can."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from tests.installer.laptop_here import Change, Laptop
from xieshang_desktop import versions
from xieshang_desktop.services.folder_lock import FolderLock
from xieshang_desktop.storage.database import REVISION, file_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")

OPENING = "app/opening.py"


def _foreign(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA application_id = 1")


def _empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize(
    ("harm", "said"),
    [(_foreign, "这不是协商桌面的资料文件"), (_empty, "资料文件")],
)
def test_records_that_no_version_can_open_put_none_aside(
    laptop: Laptop, harm: Callable[[Path], None], said: str
) -> None:
    newer = laptop.add()
    harm(file_of(laptop.data))
    for _time in range(4):
        status, out, err = laptop.window()
        assert (status, out) == (1, "")
        assert err.count(said) == 1  # by the one that tried it
        assert (newer.failed, newer.proven, newer.tries) == (False, False, 0)


def test_a_folder_that_somebody_else_has_puts_none_aside(laptop: Laptop) -> None:
    newer = laptop.add()
    somebody = FolderLock(laptop.data, laptop.home / "aside.lock", "somebody")
    assert somebody.take()
    window = laptop.begin("--data", str(laptop.data), until="hold")
    assert window.stderr is not None
    assert "上用这份资料" in window.stderr.readline()  # and a window of the one that tried it
    assert (newer.failed, newer.proven, newer.tries) == (False, False, 0)
    assert psutil.Process(window.pid).children() == []
    laptop.end()
    somebody.let_go()
    assert laptop.window() == (0, "ready\n", "")
    assert newer.proven


def raising(what: str) -> Change:
    """The new version does this where it opens the records."""
    return OPENING, r"^        desk = open_desk\(", f"        {what}\n        desk = open_desk("


def test_a_mistake_of_the_new_version_puts_it_aside_at_once(laptop: Laptop) -> None:
    newer = laptop.add(changes=[raising('raise KeyError("a column")')])
    status, out, err = laptop.window()
    assert (status, out) == (0, "ready\n")
    assert "KeyError" in err
    assert newer.note(versions.FAILED)["reason"] == versions.ENDED


def test_the_first_questions_prove_nothing_of_the_records(laptop: Laptop) -> None:
    newer = laptop.add(changes=[raising('raise KeyError("a column")')])
    for _time in range(2):
        assert laptop.start("--data", str(laptop.home / "another")) == (0, "ready\n", "")
        assert (newer.failed, newer.proven, newer.tries) == (False, False, 0)
    assert laptop.window()[:2] == (0, "ready\n")
    assert newer.note(versions.FAILED)["reason"] == versions.ENDED


def test_one_that_finds_whole_records_damaged_is_put_aside_after_two_starts(
    laptop: Laptop,
) -> None:
    newer = laptop.add(changes=[raising('raise Problem("data_damaged", file="/x")')])
    for _time in range(2):
        assert laptop.window() == (0, "ready\n", "")
        assert not newer.failed
    assert laptop.window() == (0, "ready\n", "")
    assert newer.note(versions.FAILED)["reason"] == versions.CUT_OFF


def test_one_that_migrates_and_then_finds_damage_gives_the_records_back(laptop: Laptop) -> None:
    damaged = (
        "    from xieshang_desktop.errors import WorldFailed\n"
        '    raise WorldFailed("data_damaged", file="/x")\n'
    )
    name = r'^def open_workday\((.*\n)*?    """.*"""\n'
    newer = laptop.add(migrates=True, changes=[("services/workday.py", name, r"\g<0>" + damaged)])
    before = laptop.entries()
    for _time in range(2):
        status, _out, err = laptop.window()
        assert status == 1
        assert f"会用 {newer.name} 打开" in err
    assert laptop.window()[:2] == (0, "ready\n")
    assert newer.note(versions.FAILED)["reason"] == versions.CUT_OFF
    assert laptop.revision() == REVISION
    assert laptop.entries() == before


def test_a_mark_that_is_held_is_set_as_soon_as_it_is_let_go(laptop: Laptop) -> None:
    """A virus scanner has the file open when the window stands."""
    held = (
        "versions.py",
        r"^def prove\(folder: Path\) -> bool:",
        "_times = iter(range(2))\n\n\n"
        "def prove(folder: Path) -> bool:\n"
        "    return next(_times, None) is None and really_prove(folder)\n\n\n"
        "def really_prove(folder: Path) -> bool:",
    )
    newer = laptop.add(changes=[held])
    window = laptop.begin("--data", str(laptop.data), until="hold")
    assert window.stdout is not None
    assert window.stdout.readline() == "ready\n"
    for _time in range(200):
        if newer.proven:
            break
        with pytest.raises(subprocess.TimeoutExpired):
            window.wait(0.1)
    assert newer.proven
    assert newer.tries == 0
