"""Looking after the data: is it whole, is the clock believable."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from xieshang_desktop.domain.entry import Fault, Header
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.database import integrity
from xieshang_desktop.storage.unit_of_work import Reader


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
    from xieshang_desktop.storage.files import check_whole

    found = integrity(desk.store.database)
    missing = []
    with desk.store.read() as reader:
        faults = tuple(journal.verify(reader)) if not found else ()
        newest = _newest(reader)
        for attachment in reader.all(Attachment):
            try:
                check_whole(desk.files, attachment.sha256)
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
    at = newest_moment(desk) or desk.clock()
    return at if desk.clock() < at - timedelta(days=1) else None


def newest_moment(desk: Desk) -> datetime | None:
    """The newest entry's time, by the clock of that moment; None before the first."""
    with desk.store.read() as reader:
        return max(journal.recent_moments(reader), default=None)


def _newest(reader: Reader) -> list[Header]:
    """The last entry of each line."""
    found = (journal.newest(reader, line) for line in journal.lines_of(reader))
    return [entry.read_header() for entry in found if entry is not None]
