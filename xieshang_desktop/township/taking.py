"""Everything that lies on a stick taken in, and the receipts written back to it: one action."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from xieshang_desktop.domain.terms import Carrier, VillageState
from xieshang_desktop.domain.township import Village
from xieshang_desktop.errors import BadInput, Problem, WorldFailed
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.handover import drives
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.arrivals import Arrival
from xieshang_desktop.township.receiving import (
    ASIDE,
    Cancelled,
    Progress,
    bundles_in,
    receive,
)
from xieshang_desktop.township.sending import write_messages

if TYPE_CHECKING:
    from xieshang_desktop.exchange.drives import Drive as Drive

__all__ = [
    "Stick",
    "Taken",
    "aside_folder",
    "drives",
    "look_at",
    "require_plugged",
    "take_all",
    "take_one",
    "write_back",
]


class Stick(msgspec.Struct, frozen=True):
    """A drive plugged in now, how many bundles of villages lie on it, and programs on it that
    would start by themselves."""

    drive: Drive
    bundles: int = 0
    programs: tuple[str, ...] = ()


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one stick or folder: each bundle, the villages whose receipt was written back,
    and those for which it could not be, with why (the bundles are in all the same)."""

    arrivals: tuple[Arrival, ...]
    receipts: tuple[str, ...]
    problems: tuple[tuple[str, Problem], ...] = ()
    stopped: bool = False

    @property
    def problem(self) -> Problem | None:
        """Why the first of those receipts could not be written."""
        return self.problems[0][1] if self.problems else None


class WrittenBack(msgspec.Struct, frozen=True, kw_only=True):
    """Receipts and directives that were written: for whom, which files; and the names of those for
    whom it failed, with why."""

    villages: tuple[str, ...]
    files: tuple[Path, ...]
    problems: tuple[tuple[str, Problem], ...]


def look_at(desk: Desk, drive: Drive) -> Stick:
    """What lies on a drive. Names prove nothing: they only say what to expect."""
    from xieshang_desktop.exchange.drives import programs_on

    try:
        found = theirs(desk, drive.path)
    except Problem:
        found = []  # pulled out a moment ago
    return Stick(drive, len(found), programs_on(drive.path))


def require_plugged(drive: Drive, now: Sequence[Drive]) -> None:
    """WorldFailed `township_stick_pulled` when a drive that was seen is not among those of now."""
    if not drive.path.is_dir() or all(each.path != drive.path for each in now):
        raise WorldFailed("township_stick_pulled", name=drive.label)


def theirs(desk: Desk, folder: Path) -> list[Path]:
    """The bundles in a folder but for those we wrote there ourselves: a name says on which line
    its bundle was written."""
    return _by_others(desk, bundles_in(folder))


def _by_others(desk: Desk, files: Sequence[Path]) -> list[Path]:
    with desk.store.read() as reader:
        own = set(journal.lines_of(reader))
    return [file for file in files if not own & set(file.name.split("-")[2:3])]


def take_all(
    desk: Desk,
    folder: Path,
    carrier: Carrier,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Taken:
    """Take in what villages wrote there, and write what we have for them back to the same place.

    BadInput `township_nothing_there`; RuleBroken `not_township`, WorldFailed for our own disk.
    """
    files = theirs(desk, folder)
    if not files:
        raise BadInput("township_nothing_there", folder=str(folder))
    return _take(desk, files, folder, carrier, progress, cancelled)


def take_one(desk: Desk, file: Path, carrier: Carrier) -> Taken:
    """Take this one in, and write what we have for its village beside it.

    BadInput `opened_own` for what we wrote ourselves; else as `take_all`.
    """
    if not _by_others(desk, [file]):
        raise BadInput("opened_own", name=file.name)
    return _take(desk, [file], file.parent, carrier, None, None)


def _take(
    desk: Desk,
    files: Sequence[Path],
    folder: Path,
    carrier: Carrier,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> Taken:
    came = receive(desk, files, carrier, progress, cancelled)
    stopped = cancelled is not None and cancelled()
    # Who was refused for a gap has to hear what is missing.
    senders = dict.fromkeys(a.sender for a in came if a.sender)
    back = write_back(desk, list(senders), folder, carrier)
    return Taken(
        arrivals=tuple(came), receipts=back.villages, problems=back.problems, stopped=stopped
    )


def write_back(
    desk: Desk, village_ids: Sequence[str], folder: Path, carrier: Carrier
) -> WrittenBack:
    """Write receipts and directives of these villages to a folder. Whoever is not enrolled has
    none; what fails for one village hinders no other."""
    with desk.store.read() as reader:
        found = [reader.find(Village, each) for each in village_ids]
    names: list[str] = []
    files: list[Path] = []
    problems: list[tuple[str, Problem]] = []
    for village in found:
        if village is None or village.state is not VillageState.ENROLLED:
            continue
        try:
            files += write_messages(desk, village.id, folder, carrier)
        except Problem as problem:
            problems.append((village.name, problem))
        else:
            names.append(village.name)
    return WrittenBack(villages=tuple(names), files=tuple(files), problems=tuple(problems))


def aside_folder(desk: Desk) -> Path:
    """Where refused bundles wait for a person."""
    return desk.folder / ASIDE
