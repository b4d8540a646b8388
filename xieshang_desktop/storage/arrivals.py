"""Bundles that came in: what became of each, and where a refused one is kept aside."""

from __future__ import annotations

from datetime import datetime

import msgspec

from xieshang_desktop.domain.terms import ArrivalState, Carrier
from xieshang_desktop.storage.rows import from_row, layout, plain_of, to_row
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One bundle, known by the SHA-256 of the sealed file. `sender` is empty when it could not be
    read so far; `fresh` counts its entries that were new; `code` and `facts` say why it was
    refused; `kept` is its file under `aside/` while it is kept aside."""

    sha256: str
    name: str
    kind: str = ""
    sender: str = ""
    sender_name: str = ""
    line: str = ""
    first: int = 0
    last: int = 0
    fresh: int = 0
    files: int = 0
    size: int
    state: ArrivalState
    code: str = ""
    facts: dict[str, str | int] = {}
    carrier: Carrier
    arrived_at: datetime
    clerk: str = ""
    kept: str = ""


def record_arrival(uow: UnitOfWork, arrival: Arrival) -> None:
    """Remember what became of a bundle; the same file again takes the place of before."""
    shape = layout(Arrival, "arrivals", "sha256")
    uow.change(shape.upsert, [to_row(shape, uow.unit_id, plain_of(arrival))])


def arrival_of(reader: Reader, sha256: str) -> Arrival | None:
    """What became of this very file, or None."""
    return next(iter(_read(reader, "AND sha256 = ?", sha256)), None)


def arrivals(reader: Reader, sender: str = "", most: int = 500) -> list[Arrival]:
    """What came in, newest first; with `sender`, from one unit."""
    order = "ORDER BY arrived_at DESC, name LIMIT ?"
    if sender:
        return _read(reader, f"AND sender = ? {order}", sender, most)
    return _read(reader, order, most)


def kept_aside(reader: Reader) -> list[Arrival]:
    """The refused ones that a person may still decide about, oldest first."""
    return _read(reader, "AND kept <> '' ORDER BY arrived_at, name")


def _read(reader: Reader, condition: str, *parameters: object) -> list[Arrival]:
    shape = layout(Arrival, "arrivals", "sha256")
    rows = reader.connection.execute(f"{shape.select} {condition}", (reader.unit_id, *parameters))
    return [from_row(Arrival, shape, row) for row in rows]
