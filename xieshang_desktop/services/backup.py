"""The daily copy of everything, sealed to the village's own key: beside the data and on a stick."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from xieshang_desktop.errors import RuleBroken, WorldFailed
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.services.paper_saving import SHOWN
from xieshang_desktop.services.snapshot import COPIES_FOLDER, STICK_NOTE, copies, copy_moment
from xieshang_desktop.storage.copies import verified_copy
from xieshang_desktop.storage.database import alone
from xieshang_desktop.storage.files import write_whole

if TYPE_CHECKING:
    from xieshang_desktop.exchange.drives import Drive
    from xieshang_desktop.exchange.progress import Course
    from xieshang_desktop.exchange.target import TargetFolder

__all__ = [
    "COPIES",
    "COPIES_ON_STICK",
    "StickCopy",
    "back_up",
    "back_up_to",
    "back_up_to_stick",
    "copies",
    "is_backup_stick",
    "name_backup_stick",
]

Progress = Callable[[int, int], object]
Cancelled = Callable[[], bool]

#: Copies kept beside the data, and on the backup stick.
COPIES = 14
COPIES_ON_STICK = 10

_MARK, _MARK_BYTES = "stick", 4096
#: Beside sealed attachments: to whom they are sealed.
_RECIPIENT = "recipient.txt"


class StickCopy(msgspec.Struct, frozen=True, kw_only=True):
    """A copy that is on a drive for certain: `files` attachments lie beside it, of which `added`
    are new there."""

    path: Path
    at: datetime
    files: int
    added: int


def back_up(
    desk: Desk,
    *,
    at_most_daily: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> datetime:
    """A copy beside the data, verified, sealed, opened again; the attachments that are new are
    sealed beside it. Gives when it was made, or, `at_most_daily`, when today's was made.

    WorldFailed: backup_disk_full, backup_disk_failed, backup_not_whole, backup_cancelled,
    backup_unreadable, keys_…, and the failures of the database.
    """
    with alone(desk.folder / "tmp"):
        moments = [at for at in map(copy_moment, copies(desk.folder)) if at]
        today = [at for at in moments if at.date() == desk.today]
        if at_most_daily and today:
            return max(today)
        return _back_up(desk, progress, cancelled)


def back_up_to(
    desk: Desk,
    folder: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    *,
    keep: int = 0,
) -> StickCopy:
    """A new copy, in a folder or on a drive too, with every attachment; of the copies there only
    the newest `keep` stay, if that is told.

    What `back_up` raises, and WorldFailed: drive_missing, drive_full, drive_read_only,
    drive_pulled, drive_file_too_large, drive_write_differs, drive_failed, folder_not_writable.
    """
    from xieshang_desktop.exchange import backups
    from xieshang_desktop.exchange.target import TargetFolder, drive_errors

    target = TargetFolder(folder)
    target.require()
    made = back_up(desk, progress=progress, cancelled=cancelled)
    with alone(desk.folder / "tmp"), _worded():
        newest = desk.folder / COPIES_FOLDER / backups.copy_name(desk.unit.id, made)
        own = desk.folder / COPIES_FOLDER / backups.files_name(desk.unit.id)
        beside = TargetFolder(folder / own.name)
        with drive_errors(folder):
            beside.folder.mkdir(exist_ok=True)
            _remove(target, target.names(backups.prefix_of(desk.unit.id), backups.PART))
            _remove(beside, beside.names("", backups.PART))
            known = {p.name: p.stat().st_size for p in beside.folder.glob(f"*{backups.SEALED}")}
            recipient = _sealed_to(own)
            if _sealed_to(beside.folder) != recipient:
                known = {}
        everything = sorted(own.glob(f"*{backups.SEALED}"))
        missing = [file for file in everything if known.get(file.name) != file.stat().st_size]
        course = _course([*missing, newest], progress, cancelled)
        for file in missing:
            backups.copy_file(file, beside, file.name, course)
        backups.write_mark(beside, _RECIPIENT, recipient)
        backups.copy_file(newest, target, newest.name, course)
        if keep:
            with drive_errors(folder):
                there = target.names(backups.prefix_of(desk.unit.id), backups.COPY)
                _remove(target, _superfluous(there, newest.name, keep))
    return StickCopy(
        path=folder / newest.name,
        at=made,
        files=len(everything),
        added=len(missing),
    )


def name_backup_stick(desk: Desk, drive: Drive) -> None:
    """From now on copies go to this stick whenever it is plugged in. WorldFailed as the drive."""
    from xieshang_desktop.exchange.backups import write_mark
    from xieshang_desktop.exchange.target import TargetFolder

    mark = new_id()
    target = TargetFolder(drive.path)
    target.require()
    write_mark(target, _mark_name(desk), json.dumps({"id": mark}))
    _note(desk, {"id": mark})


def is_backup_stick(desk: Desk, drive: Drive) -> bool:
    """Whether this is the stick that was named here."""
    mark = _plain(desk.folder / COPIES_FOLDER / STICK_NOTE).get("id")
    return mark is not None and _plain(drive.path / _mark_name(desk)).get("id") == mark


def back_up_to_stick(
    desk: Desk,
    drive: Drive,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> StickCopy:
    """A new copy on the backup stick, and a note of when; RuleBroken `backup_stick_unknown` when it
    is another stick, and what `back_up_to` raises."""
    if not is_backup_stick(desk, drive):
        raise RuleBroken("backup_stick_unknown", drive=drive.label)
    copied = back_up_to(desk, drive.path, progress, cancelled, keep=COPIES_ON_STICK)
    note = _plain(desk.folder / COPIES_FOLDER / STICK_NOTE)
    _note(desk, note | {"at": copied.at.isoformat()})
    return copied


def _back_up(desk: Desk, progress: Progress | None, cancelled: Cancelled | None) -> datetime:
    from xieshang_desktop.exchange import backups
    from xieshang_desktop.exchange.target import TargetFolder

    keys = own_keys(desk)
    now = desk.clock()
    folder = desk.folder / COPIES_FOLDER
    beside = folder / backups.files_name(desk.unit.id)
    with _ours(desk.folder), _worded():
        beside.mkdir(mode=0o700, parents=True, exist_ok=True)
        for place in (folder, beside):
            for leftover in place.glob(f"*{backups.PART}"):
                leftover.unlink()
        sealed = {path.stem for path in beside.glob(f"*{backups.SEALED}")}
        if _sealed_to(beside) != keys.age_recipient:
            sealed = set()  # the key was changed: new sheets would not open what is here
        new = [path for path in desk.files.everything() if path.name not in sealed]
        with _clear_copy(desk) as clear:
            course = _course([*new, clear], progress, cancelled)
            for file in new:
                name = f"{file.name}{backups.SEALED}"
                backups.seal_file(
                    file, TargetFolder(beside), name, keys.age_identity, keys.age_recipient, course
                )
            backups.write_mark(TargetFolder(beside), _RECIPIENT, keys.age_recipient)
            name = backups.copy_name(desk.unit.id, now)
            backups.seal_file(
                clear,
                TargetFolder(folder),
                name,
                keys.age_identity,
                keys.age_recipient,
                course,
                packed=True,
            )
        for old in _superfluous([path.name for path in copies(desk.folder)], name, COPIES):
            (folder / old).unlink()
    shutil.rmtree(desk.folder / SHOWN, ignore_errors=True)  # what no program holds any more
    return now


@contextmanager
def _clear_copy(desk: Desk) -> Iterator[Path]:
    """A verified copy that only we may read; gone afterwards, and what a crash left before."""
    folder = desk.folder / "tmp" / "backup"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        clear = folder / "xieshang.db"
        verified_copy(desk.store.database, clear)
        yield clear
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _superfluous(names: Sequence[str], fresh: str, keep: int) -> list[str]:
    """Copies beyond `keep`: all but the last of a day go first, then the oldest; never `fresh`,
    though a clock that was set back may have given it the oldest name."""
    others = sorted(set(names) - {fresh})
    last_of_day = {name.split("-")[2]: name for name in [*others, fresh]}.values()
    earlier = [name for name in others if name not in last_of_day]
    order = [*earlier, *(name for name in others if name in last_of_day)]
    return order[: max(0, len(order) + 1 - keep)]


def _course(
    files: Sequence[Path], progress: Progress | None, cancelled: Cancelled | None
) -> Course:
    """Every byte is written once and read once."""
    from xieshang_desktop.exchange.backups import size_of
    from xieshang_desktop.exchange.progress import Course

    return Course(2 * sum(map(size_of, files)), 1, progress, cancelled)


@contextmanager
def _worded() -> Iterator[None]:
    """What stops a bundle stops a copy: under its own name."""
    try:
        yield
    except WorldFailed as problem:
        if problem.code == "bundle_cancelled":
            raise WorldFailed("backup_cancelled") from problem
        raise


@contextmanager
def _ours(folder: Path) -> Iterator[None]:
    """Inside, the failures of a drive are those of this computer's own disk."""
    try:
        yield
    except OSError as error:
        from xieshang_desktop.exchange.backups import own_failure

        raise own_failure(error, folder) from error
    except WorldFailed as problem:
        if problem.code in ("drive_full", "disk_full"):
            raise WorldFailed("backup_disk_full", folder=str(folder)) from problem
        if problem.code.startswith("drive_") or problem.code == "folder_not_writable":
            raise WorldFailed("backup_disk_failed", folder=str(folder)) from problem
        raise


def _remove(target: TargetFolder, names: Sequence[str]) -> None:
    for name in names:
        target.remove(name)


def _mark_name(desk: Desk) -> str:
    from xieshang_desktop.exchange.backups import prefix_of

    return f"{prefix_of(desk.unit.id)}".rstrip("-") + f".{_MARK}"


def _sealed_to(beside: Path) -> str:
    """The recipient to which the attachments in this folder are sealed."""
    with suppress(OSError, ValueError):
        return (beside / _RECIPIENT).read_text("utf-8")
    return ""


def _note(desk: Desk, note: dict[str, Any]) -> None:
    write_whole(desk.folder / COPIES_FOLDER / STICK_NOTE, json.dumps(note).encode())


def _plain(file: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        with file.open("rb") as stream:
            plain = json.loads(stream.read(_MARK_BYTES))
        if isinstance(plain, dict):
            return plain
    return {}
