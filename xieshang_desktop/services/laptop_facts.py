"""What this laptop is like: disk, clock, memory, sticks, the folder of the records. Only gathered
here; `laptop_check` judges."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from xieshang_desktop import resources
from xieshang_desktop.errors import Problem
from xieshang_desktop.ids import BEIJING, Clock, now
from xieshang_desktop.services.folder_kind import Kind, existing, kind_of, sync_of
from xieshang_desktop.services.folder_lock import Holder, used_by

if TYPE_CHECKING:
    from xieshang_desktop.services.handover import Drive

#: Names with characters of every shipped face: of two planes, of the newest standards.
RARE = "䶮㑇𠅤𬭎𫞩𪚥"
#: Bytes that are written to a stick and read again.
_TRIED = 64 * 1024


class StickFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A stick that is plugged in, and whether a file could be written, read again and removed."""

    label: str
    free: int
    read_only: bool
    works: bool


class LaptopFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes in bytes, `screen` in points as large as a pixel at 100 %. None is what was not asked
    or could not be told."""

    folder: Path
    there: bool
    writable: bool
    free: int | None
    records: int
    kind: Kind
    sync: str
    portable: bool
    holder: Holder | None
    now: datetime
    zone: timedelta
    newest: datetime | None
    made: datetime
    memory: int
    memory_free: int
    faces_missing: tuple[str, ...]
    undrawn: str
    sticks: tuple[StickFacts, ...]
    screen: tuple[int, int] | None = None
    printers: tuple[str, ...] | None = None
    printer: str = ""


def gather(folder: Path, clock: Clock = now, newest: datetime | None = None) -> LaptopFacts:
    """Look at everything that needs no window, in a second or two. `newest` is the moment of the
    last entry; not told, it is looked up where there are records."""
    import psutil

    memory = psutil.virtual_memory()
    missing, undrawn = _faces()
    drives = _drives()
    return LaptopFacts(
        folder=folder,
        there=existing(folder) == folder.absolute(),
        writable=can_write(folder),
        free=free_bytes(folder),
        records=_size(folder),
        kind=kind_of(folder, [drive.path for drive in drives]),
        sync=sync_of(folder, os.environ),
        portable=bool(os.environ.get("XIESHANG_HOME")),
        holder=used_by(folder),
        now=clock(),
        zone=datetime.now(UTC).astimezone().utcoffset() or timedelta(0),
        newest=newest or _newest(folder),
        made=made_on(),
        memory=memory.total,
        memory_free=memory.available,
        faces_missing=missing,
        undrawn=undrawn,
        sticks=tuple(_stick(drive) for drive in drives),
    )


def can_write(folder: Path) -> bool:
    """Whether a small file can be made in a folder, or in the one it would be made in."""
    there = existing(folder)
    return _write_and_remove(there, b"\0") if there is not None else False


class _Made(msgspec.Struct, frozen=True):
    timestamp: datetime


class _Parts(msgspec.Struct, frozen=True):
    """What is wanted of the list of parts that each package carries."""

    metadata: _Made


def made_on() -> datetime:
    """When the program was made: what its list of parts says, which no copying changes; in a
    checkout, which has none, the moment of its files."""
    try:
        listed = resources.path("sbom.cdx.json").read_bytes()
        return msgspec.json.decode(listed, type=_Parts).metadata.timestamp.astimezone(BEIJING)
    except (OSError, msgspec.MsgspecError):
        moment = resources.path("style.qss").stat().st_mtime
        return datetime.fromtimestamp(moment, BEIJING)


def free_bytes(folder: Path) -> int | None:
    """What is free where a folder lies or would be made; None where nobody can tell."""
    there = existing(folder)
    try:
        return shutil.disk_usage(there).free if there is not None else None
    except OSError:
        return None


def _size(folder: Path) -> int:
    """What the records and their copies take; what disappears meanwhile counts nothing."""
    total = 0
    for above, _folders, files in os.walk(folder):
        for name in files:
            with suppress(OSError):
                total += (Path(above) / name).lstat().st_size
    return total


def _newest(folder: Path) -> datetime | None:
    """The moment of the last entry, where there are records that can be read."""
    from xieshang_desktop.services.desk import open_desk
    from xieshang_desktop.services.upkeep import newest_moment

    try:
        with closing(open_desk(folder, looking=True)) as desk:
            return newest_moment(desk)
    except Problem:
        return None


def _faces() -> tuple[tuple[str, ...], str]:
    """Shipped faces that can't be opened, and rare characters that none of them draws."""
    from xieshang_desktop.printing.trial import face_faults

    return face_faults(RARE)


def _drives() -> list[Drive]:
    from xieshang_desktop.services.handover import drives

    try:
        return drives()
    except OSError:
        return []


def stick_paths() -> list[Path]:
    """Where the sticks are that are plugged in."""
    return [drive.path for drive in _drives()]


def _stick(drive: Drive) -> StickFacts:
    works = not drive.read_only and _write_and_remove(drive.path, secrets.token_bytes(_TRIED))
    return StickFacts(label=drive.label, free=drive.free, read_only=drive.read_only, works=works)


def _write_and_remove(folder: Path, content: bytes) -> bool:
    """Whether this can be written, flushed, read again and removed."""
    file = folder / f"xieshang-{secrets.token_hex(4)}.tmp"
    try:
        with file.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        return file.read_bytes() == content
    except OSError:
        return False
    finally:
        with suppress(OSError):
            file.unlink(missing_ok=True)
