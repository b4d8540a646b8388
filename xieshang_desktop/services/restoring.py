"""A copy back into an empty folder: opened, checked from end to end, its attachments beside it."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from xieshang_desktop.domain.unit import Unit
from xieshang_desktop.errors import BadInput, Problem, RuleBroken, WorldFailed
from xieshang_desktop.services.snapshot import copy_moment
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.copies import attached, require_sound
from xieshang_desktop.storage.database import Database, file_of, open_database
from xieshang_desktop.storage.device import mark_restored
from xieshang_desktop.storage.files import Files, put_in_place
from xieshang_desktop.storage.holdings import unit_of
from xieshang_desktop.storage.unit_of_work import Store

if TYPE_CHECKING:
    from xieshang_desktop.exchange.progress import Course

Progress = Callable[[int, int], object]
Cancelled = Callable[[], bool]

_NAME: Final = re.compile(r"XSB1-([0-9a-f]{12})-\d{8}-\d{6}\.xsk")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
#: A legible mark of a folder in the making; it lies beside the one it becomes.
_MAKING: Final = "restoring"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A copy that lies somewhere: of which unit (the last digits of its id), made when."""

    path: Path
    unit12: str
    at: datetime


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What was put back: the unit, the newest entry's time by the clock of that day, how many
    entries and attachments; `missing` are the names of attachments that could not be had;
    `vouched` that its owner's key says who made it, which nothing does of a plain one."""

    unit_name: str
    newest_at: datetime | None
    entries: int
    files: int
    missing: tuple[str, ...]
    vouched: bool = True


def copies_in(folder: Path) -> list[Found]:
    """The copies at the top of a drive or in a folder, newest first."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            name, at = _NAME.fullmatch(path.name), copy_moment(path)
            if name and at:
                found.append(Found(path=path, unit12=name[1], at=at))
    return sorted(found, key=lambda copy: (copy.at, copy.path.name), reverse=True)


def check_share(text: str, sheet: int) -> None:
    """Whether what was typed of one recovery sheet (the first or the second) is whole in itself;
    BadInput share_…."""
    from xieshang_desktop.exchange.shares import check

    check(text, sheet)


def require_empty(into: Path) -> None:
    """RuleBroken `restore_not_empty` unless the folder is empty or not there yet."""
    try:
        taken = next(into.iterdir(), None) is not None
    except FileNotFoundError:
        return
    except OSError as error:
        raise RuleBroken("restore_not_empty", folder=str(into)) from error
    if taken:
        raise RuleBroken("restore_not_empty", folder=str(into))


def look_into(
    file: Path,
    into: Path,
    *,
    shares: Sequence[str] = (),
    identity: str = "",
    keys: Path | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Restored:
    """What `restore` would put into the folder: whose, how much, and how new, so that a person can
    judge before anything is in place. All attachments count as there. What `restore` raises; `into`
    is as it was."""
    into = into.resolve()
    require_empty(into)
    identities = _required(file, shares, identity, keys)
    with _in_the_making(into) as folder:
        database = _opened_copy(file, folder, identities, _course([file], progress, cancelled))
        try:
            return msgspec.structs.replace(_look(database), vouched=bool(identities))
        finally:
            database.close()


def restore(
    file: Path,
    into: Path,
    *,
    shares: Sequence[str] = (),
    identity: str = "",
    keys: Path | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Restored:
    """Put the copy `file` back into the empty or new folder `into`, with the attachments that lie
    beside it. What opens it: two recovery sheets as typed or scanned, an age identity, or a `keys`
    folder. Opening the folder afterwards begins a new line, on the same laptop too.

    RuleBroken: restore_not_empty, data_newer. BadInput: backup_key_missing, backup_unknown,
    backup_other_key, backup_damaged, backup_forged, backup_unsound, identity_unreadable, share_…,
    shares_….
    WorldFailed: backup_unreadable, backup_disk_full, backup_disk_failed, backup_cancelled.
    After any failure `into` is as it was.
    """
    into = into.resolve()
    require_empty(into)
    identities = _required(file, shares, identity, keys)
    with _in_the_making(into) as folder:
        sealed = _sealed_beside(file)
        course = _course([file, *sealed.values()], progress, cancelled)
        database = _opened_copy(file, folder, identities, course)
        try:
            restored = msgspec.structs.replace(_look(database), vouched=bool(identities))
            missing = _put_back(folder, attached(database), sealed, identities, course)
            mark_restored(database, folder)
        finally:
            database.close()
        if identities:
            from xieshang_desktop.exchange.keys import restore_seal

            restore_seal(folder / "keys", identities[0])
        _put_in_place(folder, into)
    return msgspec.structs.replace(
        restored, files=restored.files - len(missing), missing=tuple(missing)
    )


def _required(file: Path, shares: Sequence[str], identity: str, keys: Path | None) -> list[str]:
    """What may open the copy; BadInput `backup_key_missing` where it needs something."""
    from xieshang_desktop.exchange.backups import is_plain

    identities = _identities(shares, identity, keys)
    if not identities and not is_plain(file):
        raise BadInput("backup_key_missing")
    return identities


def _opened_copy(file: Path, folder: Path, identities: Sequence[str], course: Course) -> Database:
    """The copy in a folder of its own, checked from end to end."""
    from xieshang_desktop.exchange.backups import open_file

    open_file(file, file_of(folder), identities, course, packed=True)
    database = _open(folder)
    try:
        require_sound(database)
    except BaseException:
        database.close()
        raise
    return database


def _identities(shares: Sequence[str], identity: str, keys: Path | None) -> list[str]:
    """What may open the copy; the first one becomes the folder's own."""
    from xieshang_desktop.exchange.identities import read_identity, recipient_of
    from xieshang_desktop.exchange.shares import combine

    if shares:
        return [combine(shares)]
    if identity:
        recipient_of(identity)
        return [identity.strip()]
    if keys is not None:
        from xieshang_desktop.exchange.keys import former_identities

        return [read_identity(keys), *former_identities(keys)]
    return []


@contextmanager
def _in_the_making(into: Path) -> Iterator[Path]:
    """A folder beside `into` that only we may read; gone after a failure, and those that a crash
    left there before."""
    from xieshang_desktop.exchange.backups import own_failure

    beside = f".{into.name}.{_MAKING}-"
    folder = into.parent / f"{beside}{secrets.token_hex(4)}"
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        for leftover in into.parent.iterdir():
            if leftover.name.startswith(beside):
                shutil.rmtree(leftover, ignore_errors=True)
        folder.mkdir(mode=0o700)
        yield folder
    except OSError as error:
        raise own_failure(error, into) from error
    except Problem as problem:
        if (worded := _worded(problem, into)) is None:
            raise
        raise worded from problem
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _worded(problem: Problem, into: Path) -> Problem | None:
    """The failure as one of restoring, where it is another one when it happens to our own data."""
    match problem.code:
        case "bundle_cancelled":
            return WorldFailed("backup_cancelled")
        case "data_damaged" | "data_foreign":
            return BadInput("backup_unsound", fault=problem.code)
        case "disk_full":
            return WorldFailed("backup_disk_full", folder=str(into))
        case "folder_not_writable" | "disk_failing" | "data_read_only":
            return WorldFailed("backup_disk_failed", folder=str(into))
    return None


def _open(folder: Path) -> Database:
    """The opened copy, brought to this version where it is older."""
    database = open_database(folder, create=False)
    if unit_of(database) is None:
        database.close()
        raise BadInput("backup_unsound", fault="unit")
    return database


def _look(database: Database) -> Restored:
    """Whose records these are and how far they go; every attachment counts as there."""
    unit_id = unit_of(database) or ""
    with Store(database, unit_id, "").read() as reader:
        newest = [journal.newest(reader, line) for line in journal.lines_of(reader)]
        return Restored(
            unit_name=reader.one(Unit, unit_id).name,
            newest_at=max(journal.recent_moments(reader), default=None),
            entries=sum(entry.read_header().number for entry in newest if entry),
            files=len(attached(database)),
            missing=(),
        )


def _sealed_beside(file: Path) -> dict[str, Path]:
    """The sealed attachments beside a copy, by their hash."""
    from xieshang_desktop.exchange.backups import SEALED

    name = _NAME.fullmatch(file.name)
    folders = [file.parent / f"XSB1-{name[1]}-files"] if name else file.parent.glob("XSB1-*-files")
    return {path.stem: path for folder in folders for path in folder.glob(f"*{SEALED}")}


def _course(
    files: Sequence[Path], progress: Progress | None, cancelled: Cancelled | None
) -> Course:
    from xieshang_desktop.exchange.backups import size_of
    from xieshang_desktop.exchange.progress import Course

    return Course(sum(map(size_of, files)), 1, progress, cancelled)


def _put_back(
    folder: Path,
    names: dict[str, str],
    sealed: dict[str, Path],
    identities: Sequence[str],
    course: Course,
) -> list[str]:
    """Open what was attached; gives the names of what is not there or not what it was."""

    files, missing = Files(folder), []
    for digest, name in names.items():
        if not _DIGEST.fullmatch(digest) or digest not in sealed:
            missing.append(name)
            continue
        target = files.path(digest)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _opened(sealed[digest], target, identities, course):
            missing.append(name)
    return missing


def _opened(sealed: Path, target: Path, identities: Sequence[str], course: Course) -> bool:
    """Whether an attachment could be opened and is what it was; if not it is not there."""
    from xieshang_desktop.exchange.backups import open_file

    try:
        digest = open_file(sealed, target, identities, course)
    except BadInput:
        return False  # sealed with another key, or damaged where it lay
    except WorldFailed as problem:
        if problem.code == "backup_unreadable":
            return False
        raise
    if digest != target.name:
        target.unlink()
    return digest == target.name


def _put_in_place(folder: Path, into: Path) -> None:
    """The finished folder appears at once under its name."""
    with suppress(OSError):
        into.rmdir()  # an empty folder stands there; Windows renames onto nothing only
    put_in_place(folder, into)
