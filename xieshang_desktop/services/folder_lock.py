"""Who works in a data folder: the system's own lock on a file in it. It holds against every account
and every computer that sees the folder, and ends with its program, however that ends."""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.ids import now

#: Lies beside the records; what stands in it is only for words, the lock is the system's.
FILE = "in-use.lock"

_AWAY = 1 << 30  # Windows locks bytes: those far behind the words, which others may then read

#: Seconds until a lock without a name counts: somebody may just be looking (`used_by`), or be about
#: to write the name.
_PATIENCE = 2.0
_AGAIN = 0.02

#: How a file system says that it has no locks. Whatever else is said may mean that somebody has it:
#: a drive of a network gives no lock on a file that may only be read (EBADF).
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}


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
        self._place = folder / FILE
        self._aside = aside
        self._answers = answers
        self._tried = self._place
        self._file: int | None = None
        self._lasting = False  # on the folder itself

    def take(self) -> bool:
        """Whether nobody else has the folder; taking it again moves the lock into a folder that
        was made meanwhile. In doubt somebody has it: a lock that may not be looked at is another
        account's. WorldFailed `settings_not_writable` where no lock can be kept at all."""
        until = monotonic() + _PATIENCE
        while not self._take():
            if self.holder().who or monotonic() > until:
                return False
            sleep(_AGAIN)
        return True

    def _take(self) -> bool:
        if self._lasting:
            return True
        self._tried = self._place
        try:
            file = _open(self._place)
        except FileNotFoundError:
            if self._file is not None:
                return True
            self._tried = self._aside
            try:
                self._aside.parent.mkdir(parents=True, exist_ok=True)
                file = _open(self._aside)
            except OSError as error:
                raise WorldFailed("settings_not_writable", file=str(self._aside.parent)) from error
        except OSError:
            return False
        if not _lock(file):
            os.close(file)
            return False
        before, self._file, self._lasting = self._file, file, self._tried == self._place
        if before is not None:
            os.close(before)
        self._note()
        return True

    def holder(self) -> Holder:
        """Who has it, as far as can be told."""
        return _named_in(self._tried)

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
    place = folder / FILE
    until = monotonic() + _PATIENCE
    while True:
        try:
            file = os.open(place, os.O_RDONLY)
        except OSError:
            return Holder() if os.path.lexists(place) else None
        try:
            free = _lock(file, shared=True)
        finally:
            os.close(file)
        if free:
            return None
        holder = _named_in(place)
        if holder.who or monotonic() > until:
            return holder
        sleep(_AGAIN)


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
    """The file of a lock; another account's is opened for reading, which is enough to lock it on a
    disk. FileNotFoundError when there is none and none can be made; any other OSError when it is
    there and can't be opened."""
    records = place.parent / "xieshang.db"
    if place.name == FILE and not os.path.exists(records):
        raise FileNotFoundError(place)  # no records yet: nothing is left in the folder
    try:
        file = _open_either(place)
    except OSError as error:
        if os.path.lexists(place):
            raise PermissionError(place) from error
        raise FileNotFoundError(place) from error
    if place.name == FILE and sys.platform != "win32":
        with suppress(OSError):  # who may read the records finds the lock, whatever the umask was
            os.fchmod(file, records.stat().st_mode & 0o666)
    return file


def _open_either(place: Path) -> int:
    for flags in (os.O_RDWR, os.O_RDWR | os.O_CREAT):
        with suppress(OSError):  # in a folder like /tmp another's file is refused with O_CREAT
            return os.open(place, flags, 0o666)
    return os.open(place, os.O_RDONLY)


def _lock(file: int, *, shared: bool = False) -> bool:
    """Whether the system gives it to us; `shared`: those who only look do not refuse each other. A
    file system without locks, as some drives of a network are, refuses nobody: the check of the
    laptop warns of it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, _AWAY, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in _NO_LOCKS
    return True


def _named_in(place: Path) -> Holder:
    """Whom a lock's note names, if that is of now."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads(place.read_text("utf-8"))
        holder = Holder(
            str(found["who"]),
            str(found["computer"]),
            int(found["process"]),
            datetime.fromisoformat(found["since"]),
            str(found["answers"]),
        )
        if _stands(holder):
            return holder
    return Holder()


def _stands(holder: Holder) -> bool:
    """Whether a note is of now: one that could not be written over names somebody of before."""
    if holder.computer != computer():
        return True
    import psutil

    return bool(psutil.pid_exists(holder.process))
