"""Updates without a network: what an update file brings, and taking it. A newer version is laid
beside the others and proves itself at the next start."""

from __future__ import annotations

import os
import platform
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from xieshang_desktop import __version__, launching, resources, settings, versions
from xieshang_desktop.errors import BadInput, RuleBroken, WorldFailed
from xieshang_desktop.replacing import replace
from xieshang_desktop.services import backup
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.going_back import beyond
from xieshang_desktop.services.old_versions import new_part, remove
from xieshang_desktop.storage.database import REVISION
from xieshang_desktop.storage.going_back import keep_copy
from xieshang_desktop.versions import Number, Version

SUFFIX: Final = ".xsu"
BACKUP, PROGRAM = "backup", "program"
#: Beyond what the program takes: for records, backups and the system's own needs.
_ROOM_LEFT: Final = 200 * 1024 * 1024
#: Windows: a virus scanner looks into every new file, and lets go of it after seconds.
_HELD: Final = (0.1, 0.3, 1.0, 3.0, 5.0)

#: `progress(part, done, total)`: part BACKUP or PROGRAM.
Progress = Callable[[str, int, int], object]
Cancelled = Callable[[], bool]


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """An update file that fits: what it brings, from which version; bytes of the file and of what
    it becomes."""

    file: Path
    version: str
    own: str
    news_zh: str
    news_en: str
    made: str
    size: int
    unpacked: int

    @property
    def news(self) -> list[str]:
        """What is new, a line each, in the language in force where the file has it."""
        words = self.news_en if settings.language() == "en" and self.news_en else self.news_zh
        return [line for each in words.splitlines() if (line := each.strip(" -*·　"))]


class State(msgspec.Struct, frozen=True, kw_only=True):
    """The version that runs, the one that would run after going back ("" if none), the one that
    waits for a new start, those that did not start, those that a person went back from, and whether
    update files can be taken at all: "" or the code of why not."""

    own: str
    before: str
    waiting: str
    failed: tuple[str, ...]
    left: tuple[str, ...]
    closed: str


def state() -> State:
    """What lies side by side on this computer."""
    waiting = versions.usable(launching.own_number())
    aside = [v for v in versions.installed() if v.failed and _is_above_own(v)]
    left = [v for v in aside if v.note(versions.FAILED).get("reason") == versions.PUT_BACK]
    try:
        require_possible()
        closed = ""
    except RuleBroken as problem:
        closed = problem.code
    return State(
        own=__version__,
        before=launching.version_before(),
        waiting=waiting[0].name if waiting else "",
        failed=tuple(v.name for v in aside if v not in left),
        left=tuple(v.name for v in left),
        closed=closed,
    )


def look_at(file: Path, records: int = REVISION) -> Offer:
    """What an update file would bring; everything but the program inside is checked. `records`: the
    revision of the tables that it has to understand.

    RuleBroken: update_from_checkout, update_no_key, update_other_system, update_same,
    update_older, update_waiting, update_in_use, update_needs_newer, update_old_records.
    WorldFailed: update_unreadable, update_no_right, update_no_room. BadInput: update_foreign,
    update_unsigned, update_other_key, update_damaged, update_format_newer.
    """
    from xieshang_desktop.exchange.updates import read_update

    update = read_update(file, require_possible())
    number = versions.read_number(update.version)
    needs = versions.read_number(update.needs)
    if number is None or needs is None:
        raise BadInput("update_foreign", file=file.name)
    if update.system != system():
        raise RuleBroken("update_other_system", system=update.system, own=system())
    _require_newer(number, update.version, stranded=records > REVISION)
    if launching.own_number() < needs:
        raise RuleBroken("update_needs_newer", version=update.version, needs=update.needs)
    if update.revision < max(records, REVISION):
        raise RuleBroken("update_old_records", version=update.version)
    _require_room(update.program.unpacked)
    return Offer(
        file=file,
        version=update.version,
        own=__version__,
        news_zh=update.news.zh,
        news_en=update.news.en,
        made=update.made,
        size=update.program.size,
        unpacked=update.program.unpacked,
    )


def offers_in(folder: Path, records: int = REVISION) -> list[Offer]:
    """The update files at the top of a drive or folder that fit, the newest version first."""
    found = []
    try:
        files = sorted(folder.glob(f"*{SUFFIX}"))
    except OSError:
        return []
    for file in files:
        with suppress(RuleBroken, BadInput, WorldFailed):
            found.append(look_at(file, records))
    return sorted(found, key=lambda o: versions.read_number(o.version) or (), reverse=True)


def take(
    desk: Desk | Path | None,
    file: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> str:
    """Back the records up, then lay the new version beside the others, to be tried at the next
    start: gives its name. Where that fails everything is as it was. In place of a desk the folder
    of records that this version does not understand: of those a plain copy is kept.

    What `look_at` raises, what `backup.back_up` raises, and WorldFailed: update_cancelled,
    update_folder_closed, update_cannot_run, update_held.
    """
    from xieshang_desktop.exchange.updates import read_update, unpack_program

    stranded = desk if isinstance(desk, Path) else None
    offer = look_at(file, beyond(stranded) if stranded else REVISION)
    root = settings.versions_dir()
    with _closed_folder(root):
        _require_runnable(root)
    if isinstance(desk, Path):
        keep_copy(desk)
    elif desk is not None:
        backup.back_up(desk, progress=_told(progress, BACKUP), cancelled=cancelled)
    update = read_update(file, require_possible())
    if update.version != offer.version:
        raise BadInput("update_damaged", file=file.name)
    part = new_part(update.version)
    try:
        with _closed_folder(root):
            part.mkdir(mode=0o755, parents=True)
        unpack_program(file, update, part, _told(progress, PROGRAM), cancelled)
        version = Version(versions.read_number(update.version) or (), update.version, part)
        if not version.program.is_file():
            raise BadInput("update_damaged", file=file.name)
        note = {
            "version": update.version,
            "sha256": update.program.sha256,
            "revision": update.revision,
            "taken_by": __version__,
            "taken_by_revision": REVISION,
        }
        with _closed_folder(root):
            (part / versions.IN_USE).touch(0o666)
            versions.write(part / versions.INSTALLED, msgspec.json.encode(note))
        _put_in_place(part, root / update.version)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return update.version


def tell_failure() -> tuple[str, str] | None:
    """A new version that did not start, and why by code, until `failure_told`."""
    version = launching.failure_to_tell()
    if version is None:
        return None
    return version.name, str(version.note(versions.FAILED)["reason"])


def failure_told() -> None:
    """The person has read of it."""
    version = launching.failure_to_tell()
    if version is not None:
        with suppress(OSError):
            (version.folder / versions.TOLD).touch()


def system() -> str:
    """The kind of computer this program runs on, as update files name it."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}
    named = platform.machine().lower()
    return f"{'windows' if sys.platform == 'win32' else 'linux'}-{machine.get(named, named)}"


def require_possible() -> str:
    """The public key of the releases, without which nothing can be believed. RuleBroken
    `update_from_checkout`, `update_no_key`."""
    if launching.own_folder() is None:
        raise RuleBroken("update_from_checkout")
    from xieshang_desktop.exchange import minisign

    try:
        text = resources.path("release.pub").read_text("ascii")
        minisign.read_public(text)
    except (OSError, ValueError) as error:
        raise RuleBroken("update_no_key") from error
    return text


def _require_newer(number: Number, name: str, *, stranded: bool) -> None:
    own = launching.own_number()
    if number == own:
        raise RuleBroken("update_same", version=name)
    if number < own:
        raise RuleBroken("update_older", version=name, own=__version__)
    waiting = versions.usable(own)
    same = bool(waiting) and number == waiting[0].number
    if waiting and number <= waiting[0].number and not (same and stranded):
        raise RuleBroken("update_waiting", version=waiting[0].name)
    if versions.in_use(settings.versions_dir() / name):
        raise RuleBroken("update_in_use", version=name)


def _require_room(unpacked: int) -> None:
    place = settings.versions_dir()
    while not place.exists() and place != place.parent:
        place = place.parent
    needed = unpacked + _ROOM_LEFT
    try:
        free = shutil.disk_usage(place).free
    except OSError as error:
        raise WorldFailed("update_folder_closed", folder=str(place)) from error
    if free < needed:
        raise WorldFailed("update_no_room", folder=str(settings.versions_dir()))


def _require_runnable(root: Path) -> None:
    """WorldFailed `update_cannot_run` on a stick whose file system runs no programs (FAT on
    Linux): the program that runs from such a stick was copied elsewhere first."""
    root.mkdir(parents=True, exist_ok=True)
    probe = root / f".{secrets.token_hex(4)}.part"
    try:
        probe.touch()
        probe.chmod(0o755)
        if not os.access(probe, os.X_OK):
            raise WorldFailed("update_cannot_run", folder=str(root))
    finally:
        probe.unlink(missing_ok=True)


def _put_in_place(part: Path, target: Path) -> None:
    """Under its name, in place of one that failed before."""

    def swap(fresh: Path, place: Path) -> None:
        if place.exists():
            if versions.in_use(place):
                raise RuleBroken("update_in_use", version=place.name)
            remove(place)
        os.replace(fresh, place)

    held = _is_windows()
    try:
        replace(part, target, _HELD if held else (), swap)
    except OSError as error:
        if held and isinstance(error, PermissionError):
            raise WorldFailed("update_held", folder=str(target.parent)) from error
        raise WorldFailed("update_folder_closed", folder=str(target.parent)) from error


@contextmanager
def _closed_folder(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorldFailed("update_folder_closed", folder=str(folder)) from error


def _told(progress: Progress | None, part: str) -> Callable[[int, int], object] | None:
    return None if progress is None else lambda done, total: progress(part, done, total)


def _is_above_own(version: Version) -> bool:
    return version.number > launching.own_number()


def _is_windows() -> bool:
    return sys.platform == "win32"
