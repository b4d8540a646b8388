"""Versions of the program that lie side by side in `settings.versions_dir()`: what each is worth.

A version is a whole program folder, named like the version, with small marks beside its content:
`installed.json` is written last; `trying` while it starts and has not said that it is ready;
`proven` once it opened records; `failed.json` why it is not used any more; `told` once a person
read that; `in-use` is held by every process that runs in the folder.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from xieshang_desktop import settings
from xieshang_desktop.replacing import replace

Number = tuple[int, ...]

INSTALLED, TRYING, PROVEN = "installed.json", "trying", "proven"
FAILED, TOLD = "failed.json", "told"
IN_USE = "in-use"

#: So often a version may begin to start without ever being ready: a power cut is no fault of its
#: own, two are doubted. A proven one may be started so often before a newer proof is asked of it.
TRIES = 2

#: Why a version is not used: it ended before it was ready, it was not ready in time, it was cut
#: off again and again, its files are gone, a person went back.
ENDED, LATE, CUT_OFF, GONE, PUT_BACK = "ended", "late", "cut_off", "gone", "put_back"


class Version(NamedTuple):
    """One version in the folder of versions, complete and readable."""

    number: Number
    name: str
    folder: Path

    @property
    def program(self) -> Path:
        """What is started."""
        return self.folder / ("xieshang.exe" if sys.platform == "win32" else "xieshang")

    @property
    def proven(self) -> bool:
        """Whether it once opened records here."""
        return (self.folder / PROVEN).exists()

    @property
    def proof(self) -> tuple[int, int] | None:
        """Which proof lies here, to see that a newer one came; None when there is none."""
        try:
            found = (self.folder / PROVEN).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    @property
    def failed(self) -> bool:
        """Whether it is not used any more."""
        return (self.folder / FAILED).exists()

    @property
    def tries(self) -> int:
        """How often it began to start since it was last ready."""
        try:
            return int((self.folder / TRYING).read_text("ascii"))
        except FileNotFoundError:
            return 0
        except (OSError, ValueError):
            return 1

    @property
    def trusted(self) -> bool:
        """Whether it may be started without anybody watching."""
        return self.proven and self.tries < TRIES

    @property
    def doubted(self) -> bool:
        """Whether it was given every chance and never became ready."""
        return self.tries >= (2 * TRIES if self.proven else TRIES)

    def note(self, mark: str) -> dict[str, Any]:
        """What a mark of JSON says; empty when it is not there or says nonsense."""
        import json

        with suppress(OSError, ValueError):
            found = json.loads((self.folder / mark).read_bytes())
            if isinstance(found, dict):
                return found
        return {}


def read_number(text: str) -> Number | None:
    """Two to four whole numbers with dots between, without zeros before them; zeros at the end make
    no difference: 1.2 and 1.2.0 are the same. None for anything else."""
    parts = text.split(".")
    if not 2 <= len(parts) <= 4:
        return None
    if not all(p.isascii() and p.isdigit() and len(p) <= 6 and str(int(p)) == p for p in parts):
        return None
    number = [int(part) for part in parts]
    while len(number) > 2 and not number[-1]:
        number.pop()
    return tuple(number)


def installed() -> list[Version]:
    """Every version whose folder is complete, failed or not, the highest first."""
    root = settings.versions_dir()
    found = []
    try:
        for name in os.listdir(root):
            number = read_number(name)
            if number is not None and (root / name / INSTALLED).exists():
                found.append(Version(number, name, root / name))
    except OSError:
        return []
    return sorted(found, reverse=True)


def usable(above: Number) -> list[Version]:
    """Those above a version that have not failed, the highest first."""
    return [each for each in installed() if each.number > above and not each.failed]


def fail(version: Version, reason: str, status: int = 0) -> None:
    """From now on this version is left alone; OSError when that can't be written."""
    import json

    note = {"version": version.name, "reason": reason, "status": status, "at": int(time.time())}
    write(version.folder / FAILED, json.dumps(note).encode())
    for mark in (TRYING, TOLD):  # nobody has read of this failure yet
        with suppress(OSError):
            (version.folder / mark).unlink(missing_ok=True)


def take_up_again(version: Version) -> bool:
    """Whether one that was put aside gets another chance, because its records are needed: it did
    start once, and its program is there. Unless a person had gone back it has to prove itself anew,
    so that this happens once for each proof."""
    asked = version.note(FAILED).get("reason") == PUT_BACK
    if not (asked or version.proven) or not version.program.is_file():
        return False
    try:
        (version.folder / FAILED).unlink()
        if not asked:
            (version.folder / PROVEN).unlink()
    except OSError:
        return not version.failed
    return True


def begin(version: Version) -> None:
    """Note that it begins to start; OSError when that can't be written."""
    # Where it is proven a mark lost in a power cut does no harm, and waiting for the disk would.
    write(version.folder / TRYING, b"%d" % (version.tries + 1), durable=not version.proven)


def excuse(version: Version) -> None:
    """The last start says nothing about it."""
    tries = version.tries - 1
    with suppress(OSError):
        if tries > 0:
            write(version.folder / TRYING, b"%d" % tries)
        else:
            (version.folder / TRYING).unlink(missing_ok=True)


def prove(folder: Path) -> bool:
    """The window of this version stands, with records. A mark is renamed, which needs no room on
    the disk; while a virus scanner holds that mark, a new one says so, and False asks to be called
    again. Where no mark is left, because it asked something first, a new one says so too."""
    proven = folder / PROVEN
    try:
        os.replace(folder / TRYING, proven)
    except OSError as error:
        unmarked = isinstance(error, FileNotFoundError)
        if not (unmarked and proven.exists()):
            with suppress(OSError):
                proven.write_bytes(b"%d" % time.time_ns())
        return unmarked and proven.exists()
    return True


def leave(folder: Path) -> bool:
    """The window of this version asks something, and there are no records that it could open: the
    start is not counted, and proves nothing. False while the mark is held, as in `prove`."""
    try:
        (folder / TRYING).unlink(missing_ok=True)
    except OSError:
        return False
    return True


_held: list[int] = []  # open to the end of the process


def hold(version: Version) -> None:
    """From now on, until this process ends, others see that the version is in use."""
    file = version.folder / IN_USE
    try:
        try:
            descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
        except PermissionError:
            descriptor = os.open(file, os.O_RDONLY)  # another account's
    except OSError:
        return
    _held.append(descriptor)
    if sys.platform != "win32":
        import fcntl

        for _time in range(20):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.005)  # somebody looks whether it is in use, and lets go at once
            except OSError:
                return
            else:
                return


def in_use(folder: Path) -> bool:
    """Whether a process runs in this folder of a version: its files must stay where they are."""
    file = folder / IN_USE
    try:
        if sys.platform == "win32":
            file.unlink()  # refused while somebody has it open
            return False
        import fcntl

        descriptor = os.open(file, os.O_RDONLY)
    except PermissionError:
        return True
    except OSError:
        return False  # no version lies there, or none that ever ran
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False  # a file system without locks
    finally:
        os.close(descriptor)
    return False


def write(file: Path, content: bytes, *, durable: bool = True) -> None:
    """A mark that is there whole or not at all, `durable` also after a power cut; raises
    OSError."""
    temporary = file.with_name(f"{file.name}.part")
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        if durable:
            os.fsync(stream.fileno())
    replace(temporary, file)
