"""Who works in a data folder: the system's own lock on a file in it. It holds against every account
and every computer that sees the folder, and ends with its program, however that ends."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.ids import now

#: Lies beside the records; what stands in it is only for words, the lock is the system's.
FILE = "in-use.lock"

_AWAY = 1 << 30  # Windows locks bytes: those far behind the words, which others may then read


class Holder(NamedTuple):
    """Who has a folder: account, computer, process, since when, and the name its window answers
    to. Empty where the system keeps it to itself."""

    who: str = ""
    computer: str = ""
    process: int = 0
    since: datetime | None = None
    answers: str = ""


class FolderLock:
    """The lock of one data folder. Before there are records, and where the folder takes no file,
    `aside` (a file of the person's own) stands in for it: nobody else can write there either."""

    def __init__(self, folder: Path, aside: Path, answers: str = "") -> None:
        self._folder = folder
        self._aside = aside
        self._answers = answers
        self._file: int | None = None
        self._lasting = False  # on the folder itself

    def take(self) -> bool:
        """Whether nobody else has the folder; taking it again moves the lock into a folder that
        was made meanwhile. WorldFailed `settings_not_writable` where no lock can be kept at all."""
        if self._lasting:
            return True
        try:
            file = _open(self._folder / FILE)
            lasting = True
        except OSError:
            if self._file is not None:
                return True
            lasting = False
            try:
                self._aside.parent.mkdir(parents=True, exist_ok=True)
                file = _open(self._aside)
            except OSError as error:
                raise WorldFailed("settings_not_writable", file=str(self._aside.parent)) from error
        if not _lock(file):
            os.close(file)
            return False
        before, self._file, self._lasting = self._file, file, lasting
        if before is not None:
            os.close(before)
        self._note()
        return True

    def holder(self) -> Holder:
        """Who has it, as far as can be told."""
        for place in (self._folder / FILE, self._aside):
            with suppress(OSError, ValueError, KeyError, TypeError):
                found = json.loads(place.read_text("utf-8"))
                holder = Holder(
                    str(found["who"]),
                    str(found["computer"]),
                    int(found["process"]),
                    datetime.fromisoformat(found["since"]),
                    str(found["answers"]),
                )
                return holder if _stands(holder) else Holder()
        return Holder()

    def let_go(self) -> None:
        """Somebody else may take it. The file stays: who removed it could remove another's."""
        if self._file is not None:
            with suppress(OSError):
                os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file, self._lasting = None, False

    def _note(self) -> None:
        """Leave word for whoever comes; where another account owns the file, there is none."""
        note = {
            "who": account(),
            "computer": computer(),
            "process": os.getpid(),
            "since": now().isoformat(),
            "answers": self._answers,
        }
        if self._file is not None:
            with suppress(OSError):
                os.ftruncate(self._file, 0)
                os.lseek(self._file, 0, os.SEEK_SET)
                os.write(self._file, json.dumps(note, ensure_ascii=False).encode())


def used_by(folder: Path) -> Holder | None:
    """Who works in a folder now, this program too; None when nobody does, or when there are no
    records yet. Looking leaves nothing behind."""
    try:
        file = os.open(folder / FILE, os.O_RDONLY)
    except OSError:
        return None
    try:
        free = _lock(file)
    finally:
        os.close(file)
    return None if free else FolderLock(folder, folder / FILE).holder()


def account() -> str:
    """The name of the account this program runs under."""
    if sys.platform == "win32":
        return os.environ.get("USERNAME", "")
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def computer() -> str:
    """The computer's own name."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


def _open(place: Path) -> int:
    """The file of a lock; another account's is opened for reading, which is enough to lock it."""
    records = place.parent / "xieshang.db"
    if place.name == FILE and not records.exists():
        raise FileNotFoundError(place)  # no records yet: nothing is left in the folder
    try:
        file = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        return os.open(place, os.O_RDONLY)
    if place.name == FILE and sys.platform != "win32":
        with suppress(OSError):  # who may read the records finds the lock, whatever the umask was
            os.fchmod(file, records.stat().st_mode & 0o666)
    return file


def _lock(file: int) -> bool:
    """Whether the system gives it to us. A file system without locks, as some drives of a network
    are, refuses nobody: the check of the laptop warns of it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, _AWAY, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _stands(holder: Holder) -> bool:
    """Whether a note is of now: one that could not be written over names somebody of before."""
    if holder.computer != computer():
        return True
    import psutil

    return bool(psutil.pid_exists(holder.process))
