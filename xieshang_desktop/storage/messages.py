"""Receipts, directives and changes of keys that were taken in, as they came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

_NAMES = "sender, kind, generation, number, sha256, content, signer, taken_at"
_KEEP = f"INSERT OR REPLACE INTO messages (unit_id, {_NAMES}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_FIND = f"SELECT {_NAMES} FROM messages WHERE unit_id = ? AND sender = ?"  # noqa: S608
#: The one that was taken in last: a sender who went back to a copy may begin lower again.
_ORDER = "ORDER BY rowid DESC"


class TakenMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A message as it came; (`generation`, `number`) is its place among those that its sender
    signed with the key `signer`."""

    sender: str
    kind: str
    generation: int
    number: int
    sha256: str
    content: bytes
    signer: str = ""
    taken_at: datetime


def keep_message(uow: UnitOfWork, message: TakenMessage) -> None:
    """Remember a message that was taken in."""
    row = msgspec.structs.astuple(message)
    uow.change(_KEEP, [(uow.unit_id, *row[:-1], message.taken_at.isoformat())])


def newest_message(reader: Reader, sender: str, kind: str, signer: str = "") -> TakenMessage | None:
    """The newest message of a kind that was taken in from a sender, or None; with `signer`, of
    those signed with this key."""
    query = f"{_FIND} AND kind = ? AND ? IN ('', signer) {_ORDER} LIMIT 1"
    row = reader.connection.execute(query, (reader.unit_id, sender, kind, signer)).fetchone()
    return None if row is None else _message(row)


def first_message(reader: Reader, sender: str, kind: str) -> datetime | None:
    """When the first message of a kind was taken in from a sender."""
    query = "SELECT min(taken_at) FROM messages WHERE unit_id = ? AND sender = ? AND kind = ?"
    row = reader.connection.execute(query, (reader.unit_id, sender, kind)).fetchone()
    return datetime.fromisoformat(row[0]) if row[0] else None


def kept_messages(reader: Reader, kind: str) -> list[TakenMessage]:
    """Every message of a kind, in the order in which they came."""
    query = f"SELECT {_NAMES} FROM messages WHERE unit_id = ? AND kind = ? ORDER BY taken_at"  # noqa: S608
    return [_message(row) for row in reader.connection.execute(query, (reader.unit_id, kind))]


def drop_message(uow: UnitOfWork, sha256: str) -> None:
    """Forget a message that was dealt with."""
    uow.change("DELETE FROM messages WHERE unit_id = ? AND sha256 = ?", [(uow.unit_id, sha256)])


def has_message(reader: Reader, sha256: str) -> bool:
    """Whether this very file was taken in before."""
    query = "SELECT 1 FROM messages WHERE unit_id = ? AND sha256 = ?"
    return reader.connection.execute(query, (reader.unit_id, sha256)).fetchone() is not None


def _message(row: Sequence[Any]) -> TakenMessage:
    *fields, taken_at = row
    names = TakenMessage.__struct_fields__
    moment = datetime.fromisoformat(taken_at)
    return TakenMessage(**dict(zip(names, fields, strict=False)), taken_at=moment)
