"""Looking after the data: is it whole, is the clock believable, and the daily copy."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta

import msgspec

from xieshang_desktop.domain.entry import Fault, Header
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.database import copy_database, integrity
from xieshang_desktop.storage.unit_of_work import Reader

#: Daily copies kept beside the data.
COPIES = 14


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found; empty lists mean whole."""

    database: tuple[str, ...]
    faults: tuple[Fault, ...]
    files: tuple[str, ...]
    entries: int

    @property
    def whole(self) -> bool:
        """Nothing is wrong."""
        return not (self.database or self.faults or self.files)


def check(desk: Desk) -> Health:
    """SQLite's own integrity check, the journal's chain, and every attached file."""
    from xieshang_desktop.domain.attachment import Attachment
    from xieshang_desktop.errors import WorldFailed

    found = integrity(desk.store.database)
    missing = []
    with desk.store.read() as reader:
        faults = tuple(journal.verify(reader)) if not found else ()
        newest = _newest(reader)
        for attachment in reader.all(Attachment):
            try:
                desk.files.read(attachment.sha256)
            except WorldFailed:
                missing.append(attachment.name)
    return Health(
        database=found,
        faults=faults,
        files=tuple(missing),
        entries=sum(header.number for header in newest),
    )


def clock_behind(desk: Desk) -> datetime | None:
    """The newest entry's time when the laptop's clock stands before it by more than a day (N10):
    the clock is asked about, not believed."""
    with desk.store.read() as reader:
        at = max(journal.recent_moments(reader), default=desk.clock())
    return at if desk.clock() < at - timedelta(days=1) else None


def _newest(reader: Reader) -> list[Header]:
    """The last entry of each line."""
    found = (journal.newest(reader, line) for line in journal.lines_of(reader))
    return [entry.read_header() for entry in found if entry is not None]


def back_up(desk: Desk, *, at_most_daily: bool = False) -> datetime:
    """A verified copy beside the data; the oldest beyond fourteen go. Gives when it was made."""
    from xieshang_desktop.services.paper_saving import SHOWN
    from xieshang_desktop.services.snapshot import last_backup

    now = desk.clock()
    last = last_backup(desk.folder)
    if at_most_daily and last is not None and last.date() == now.date():
        return last
    folder = desk.folder / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / "copy.part"
    part.unlink(missing_ok=True)
    copy_database(desk.store.database, part)
    part.replace(folder / f"xieshang-{now:%Y%m%d-%H%M%S}.db")
    for old in sorted(folder.glob("xieshang-*.db"))[:-COPIES]:
        old.unlink()
    shutil.rmtree(desk.folder / SHOWN, ignore_errors=True)  # what no program holds any more
    return now
