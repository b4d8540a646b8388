"""What was written into bundles, and up to where the township has confirmed."""

from __future__ import annotations

from datetime import datetime

import msgspec

from xieshang_desktop.storage.rows import from_row, layout, plain_of, to_row
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

_WRITTEN = 'SELECT max("last") FROM bundles WHERE unit_id = ? AND line = ?'
_NEWEST = "SELECT max(number) FROM entries WHERE unit_id = ? AND line = ?"


class BundleRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle this installation wrote; `confirmed_at` only after a receipt."""

    name: str
    line: str
    first: int
    last: int
    sha256: str
    written_at: datetime
    confirmed_at: datetime | None = None


def record_bundle(uow: UnitOfWork, bundle: BundleRecord) -> None:
    """Remember a bundle that was written and read back."""
    shape = layout(BundleRecord, "bundles", "name")
    uow.change(shape.insert, [to_row(shape, uow.unit_id, plain_of(bundle))])


def bundles_of(reader: Reader) -> list[BundleRecord]:
    """All bundles, newest first."""
    shape = layout(BundleRecord, "bundles", "name")
    query = f"{shape.select} ORDER BY written_at DESC, name"
    rows = reader.connection.execute(query, (reader.unit_id,))
    return [from_row(BundleRecord, shape, row) for row in rows]


def confirmed_number(reader: Reader, line: str) -> int:
    """The last entry of a line that a receipt confirmed; 0 when none was."""
    return _highest(reader, f"{_WRITTEN} AND confirmed_at IS NOT NULL", line)


def waiting_entries(reader: Reader, line: str) -> int:
    """How many entries no bundle holds yet."""
    return _highest(reader, _NEWEST, line) - _highest(reader, _WRITTEN, line)


def _highest(reader: Reader, query: str, line: str) -> int:
    return reader.connection.execute(query, (reader.unit_id, line)).fetchone()[0] or 0
