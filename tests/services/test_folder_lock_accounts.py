"""The lock where it can't be told who has it: it refuses, and waits for those who only look."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

import pytest

from tests.making import a_desk
from tests.promises.tree import ROOT
from xieshang_desktop.ids import now
from xieshang_desktop.services import folder_lock
from xieshang_desktop.services.folder_lock import FILE, FolderLock, Holder, computer, used_by

ROOT_ONLY = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root may run a program under another account"
)

#: Another account tries to take the folder, and looks who has it.
OTHER = """
import fcntl, os, psutil, pwd, sys  # while the environment may still be read
from pathlib import Path
from xieshang_desktop.services.folder_lock import FolderLock, used_by
folder, home = Path(sys.argv[1]), Path(sys.argv[2])
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
lock = FolderLock(folder, home / "lock", "nobody")
print(lock.take(), used_by(folder) is not None, (home / "lock").exists())
"""

#: Looks who has the folder, again and again, until it is ended.
LOOKS = """
import sys
from pathlib import Path
from xieshang_desktop.services.folder_lock import used_by
print("looks", flush=True)
while True:
    used_by(Path(sys.argv[1]))
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    a_desk(tmp_path).close()
    return tmp_path / "data"


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder with records on a drive of all accounts; a home for the second lies beside it."""
    with TemporaryDirectory() as drive:
        a_desk(Path(drive)).close()
        (Path(drive) / "home").mkdir()
        for path in (Path(drive), *Path(drive).rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        yield Path(drive) / "data"


def as_nobody(folder: Path) -> str:
    """Whether the other account gets the folder, sees it in use, and left a lock of its own."""
    return subprocess.run(
        [sys.executable, "-P", "-c", OTHER, folder, folder.parent / "home"],
        env=dict(os.environ) | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


def lock(folder: Path, home: str = "one") -> FolderLock:
    return FolderLock(folder, folder.parent / home / "windows" / "lock", home)


@ROOT_ONLY
def test_a_lock_that_may_not_even_be_read_is_another_account_s(shared: Path) -> None:
    first = lock(shared)
    assert first.take()
    (shared / FILE).chmod(0o600)
    assert as_nobody(shared) == "False True False"
    first.let_go()


@ROOT_ONLY
def test_a_lock_that_may_only_be_read_is_enough_on_a_disk(shared: Path) -> None:
    first = lock(shared)
    assert first.take()
    (shared / FILE).chmod(0o644)
    assert as_nobody(shared) == "False True False"
    first.let_go()
    assert as_nobody(shared) == "True True False"


@ROOT_ONLY
def test_the_lock_of_another_account_is_taken_where_only_owners_may_remove(shared: Path) -> None:
    first = lock(shared)
    assert first.take()
    first.let_go()
    shared.chmod(0o1777)  # there the system refuses to open another's file with O_CREAT
    assert as_nobody(shared) == "True True False"
    assert json.loads((shared / FILE).read_text("utf-8"))["who"] == "nobody"


@ROOT_ONLY
def test_where_the_folder_takes_no_file_the_lock_stands_aside(shared: Path) -> None:
    shared.chmod(0o755)
    assert as_nobody(shared) == "True False True"


@pytest.mark.parametrize(
    ("told", "given"),
    [
        (errno.ENOLCK, True),
        (errno.ENOSYS, True),
        (errno.EOPNOTSUPP, True),
        (errno.EINVAL, True),
        (errno.EWOULDBLOCK, False),
        (errno.EACCES, False),
        (errno.EBADF, False),
        (errno.EIO, False),
        (errno.ESTALE, False),
    ],
)
def test_only_a_file_system_without_locks_refuses_nobody(
    data: Path, monkeypatch: pytest.MonkeyPatch, told: int, given: bool
) -> None:
    def flock(_file: int, _how: int) -> None:
        raise OSError(told, os.strerror(told))

    monkeypatch.setattr(fcntl, "flock", flock)
    monkeypatch.setattr(folder_lock, "_PATIENCE", 0.0)
    one = lock(data)
    assert one.take() is given
    one.let_go()


def test_who_only_looks_keeps_nobody_out(data: Path) -> None:
    first = lock(data)
    assert first.take()
    first.let_go()
    with subprocess.Popen(
        [sys.executable, "-P", "-c", LOOKS, data],
        env=dict(os.environ) | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    ) as looking:
        try:
            assert looking.stdout is not None
            looking.stdout.readline()
            for _ in range(300):
                for _ in range(20):  # long enough for the other to find it free again
                    assert used_by(data) is None
                assert first.take()
                first.let_go()
        finally:
            looking.kill()


def test_two_who_look_do_not_see_each_other(data: Path) -> None:
    first = lock(data)
    assert first.take()
    first.let_go()
    with (data / FILE).open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_SH)
        assert used_by(data) is None


def test_a_lock_that_is_given_back_at_once_was_only_a_look(data: Path) -> None:
    with (data / FILE).open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        Timer(0.1, fcntl.flock, [other, fcntl.LOCK_UN]).start()
        first = lock(data)
        assert first.take()
        first.let_go()


def test_the_name_is_waited_for_that_follows_the_lock(data: Path) -> None:
    with (data / FILE).open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        Timer(0.1, (data / FILE).write_text, [a_note()]).start()
        found = used_by(data)
        assert found is not None
        assert found.who == "somebody"
        os.ftruncate(other.fileno(), 0)
        Timer(0.1, (data / FILE).write_text, [a_note()]).start()
        second = lock(data, "two")
        assert not second.take()
        assert second.holder().who == "somebody"


def test_a_lock_without_a_name_is_somebody_s_all_the_same(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_lock, "_PATIENCE", 0.0)
    with (data / FILE).open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        second = lock(data)
        assert not second.take()
        assert second.holder() == Holder()
        assert used_by(data) == Holder()


def a_note() -> str:
    """What a window leaves in its lock."""
    who = {"who": "somebody", "computer": computer(), "process": os.getpid(), "answers": "x"}
    return json.dumps(who | {"since": now().isoformat()})
