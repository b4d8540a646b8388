"""Convenors' PINs as they lie in this database: never in the journal, never handed over."""

from __future__ import annotations

from datetime import datetime

import msgspec

from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

_COLUMNS = "convenor_id, salt, digest, set_at, failures, failed_at"
_PIN = f"SELECT {_COLUMNS} FROM pins WHERE unit_id = ? AND convenor_id = ?"  # noqa: S608
_ALL = f"SELECT {_COLUMNS} FROM pins WHERE unit_id = ?"  # noqa: S608
_KEEP = f"INSERT OR REPLACE INTO pins (unit_id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_DROP = "DELETE FROM pins WHERE unit_id = ? AND convenor_id = ?"


class Pin(msgspec.Struct, frozen=True, kw_only=True):
    """One convenor's PIN, salted and stretched. `failures` counts wrong tries in a row, the last
    of them at `failed_at`."""

    convenor_id: str
    salt: bytes
    digest: bytes
    set_at: datetime
    failures: int = 0
    failed_at: datetime | None = None


def pin_of(reader: Reader, convenor_id: str) -> Pin | None:
    """The PIN of a convenor, or None."""
    row = reader.connection.execute(_PIN, (reader.unit_id, convenor_id)).fetchone()
    return None if row is None else _pin(row)


def all_pins(reader: Reader) -> dict[str, Pin]:
    """Every PIN, by convenor."""
    rows = reader.connection.execute(_ALL, (reader.unit_id,)).fetchall()
    return {row[0]: _pin(row) for row in rows}


def keep_pin(uow: UnitOfWork, pin: Pin) -> None:
    """Put a PIN, or its count of wrong tries, in place."""
    failed = pin.failed_at.isoformat() if pin.failed_at else ""
    row = (pin.convenor_id, pin.salt, pin.digest, pin.set_at.isoformat(), pin.failures, failed)
    uow.change(_KEEP, [(uow.unit_id, *row)])


def drop_pins(uow: UnitOfWork, convenor_ids: list[str]) -> None:
    """These convenors have no PIN any more."""
    uow.change(_DROP, [(uow.unit_id, each) for each in convenor_ids])


def _pin(row: tuple[str, bytes, bytes, str, int, str]) -> Pin:
    return Pin(
        convenor_id=row[0],
        salt=row[1],
        digest=row[2],
        set_at=datetime.fromisoformat(row[3]),
        failures=row[4],
        failed_at=datetime.fromisoformat(row[5]) if row[5] else None,
    )
