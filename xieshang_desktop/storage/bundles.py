"""What was written into bundles and messages, and what the other side has confirmed of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import msgspec

from xieshang_desktop.domain.terms import Carrier
from xieshang_desktop.storage.rows import from_row, layout, plain_of, to_row
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

ENTRIES = "entries"
_DAY = timedelta(days=1)

_WRITTEN = "SELECT max(\"last\") FROM bundles WHERE unit_id = ? AND kind = 'entries' AND line = ?"
_NEWEST = "SELECT max(number) FROM entries WHERE unit_id = ? AND line = ?"
_NUMBERED = (
    "SELECT number FROM message_numbers WHERE unit_id = ? AND addressee = ? AND generation = ?"
)
_RESERVE = (
    "INSERT INTO message_numbers (unit_id, addressee, generation, number) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (unit_id, addressee, generation) DO UPDATE SET number = excluded.number"
)
_CONFIRM = (
    "UPDATE bundles SET confirmed_at = coalesce(confirmed_at, ?)"
    " WHERE unit_id = ? AND kind = 'entries' AND line = ? AND \"last\" <= ?"
)
_DOUBT = (
    "UPDATE bundles SET confirmed_at = NULL, slip_at = NULL"
    " WHERE unit_id = ? AND kind = 'entries' AND line = ? AND \"last\" > ?"
)
_CARRIED = (
    'SELECT name, "last", coalesce(sent_at, written_at), sent_at IS NOT NULL FROM bundles'
    " WHERE unit_id = ? AND kind = 'entries' AND line = ? AND carrier = 'network'"
    " AND refused = '' AND sealed_to = ?"
)
_CHOICES = (
    "SELECT count(*) FROM entries"
    " WHERE unit_id = ? AND (object_type = 'sharing' OR kind = 'private_erased')"
)
_SENT = "UPDATE bundles SET sent_at = ? WHERE unit_id = ? AND name = ?"
_UNSENT = (
    "DELETE FROM bundles WHERE unit_id = ? AND name = ? AND sent_at IS NULL"
    " AND confirmed_at IS NULL"
)
_REFUSE = (
    "UPDATE bundles SET refused = ? WHERE unit_id = ? AND kind = 'entries' AND confirmed_at IS NULL"
)
_SLIP = (
    "UPDATE bundles SET slip_at = coalesce(slip_at, ?)"
    " WHERE unit_id = ? AND kind = 'entries' AND line = ? AND \"last\" <= ?"
)


class BundleRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle this installation wrote. `addressee` is empty while there is none; `sealed_to` is
    the addressee's age recipient; `generation` is that of `line`; `last_hash` is that of the last
    entry, of a message what it says without number and time; `shared` counts what left, noun by
    noun and how much of it; `choices` is how many choices and erasures it heeds; `confirmed_at` is
    set by a signed receipt alone, `slip_at` by a typed slip; `refused` is a code."""

    name: str
    kind: str = ENTRIES
    addressee: str = ""
    sealed_to: str = ""
    line: str
    generation: int = 1
    first: int
    last: int
    last_hash: str = ""
    sha256: str
    size: int = 0
    files: int = 0
    shared: dict[str, int] = {}
    choices: int = 0
    carrier: Carrier = Carrier.FOLDER
    written_at: datetime
    sent_at: datetime | None = None
    slip_at: datetime | None = None
    confirmed_at: datetime | None = None
    refused: str = ""


def record_bundle(uow: UnitOfWork, bundle: BundleRecord) -> None:
    """Remember a bundle that was written and read back, or what became of it."""
    shape = layout(BundleRecord, "bundles", "name")
    uow.change(shape.upsert, [to_row(shape, uow.unit_id, plain_of(bundle))])


def bundles_of(reader: Reader, *, kind: str = ENTRIES, addressee: str = "") -> list[BundleRecord]:
    """All bundles of a kind, newest first; with `addressee`, those to one unit."""
    shape = layout(BundleRecord, "bundles", "name")
    query = f"{shape.select} AND kind = ? AND ? IN ('', addressee) ORDER BY written_at DESC, name"
    rows = reader.connection.execute(query, (reader.unit_id, kind, addressee))
    return [from_row(BundleRecord, shape, row) for row in rows]


def bundle_named(reader: Reader, name: str) -> BundleRecord | None:
    """The bundle of this file name, or None."""
    shape = layout(BundleRecord, "bundles", "name")
    row = reader.connection.execute(f"{shape.select} AND name = ?", (reader.unit_id, name))
    return next((from_row(BundleRecord, shape, each) for each in row), None)


def newest_to(
    reader: Reader, addressee: str, kind: str, carrier: Carrier | None = None, *, sent: bool = False
) -> BundleRecord | None:
    """The newest message of a kind that was written to a unit, or None; with `carrier`, of those
    that went by it, with `sent`, of those that arrived at the line's other end."""
    shape = layout(BundleRecord, "bundles", "name")
    condition = (
        "AND addressee = ? AND kind = ? AND ? IN ('', carrier) AND (sent_at IS NOT NULL OR NOT ?)"
        ' ORDER BY generation DESC, "last" DESC LIMIT 1'
    )
    place = (reader.unit_id, addressee, kind, carrier.value if carrier else "", sent)
    rows = reader.connection.execute(f"{shape.select} {condition}", place)
    return next((from_row(BundleRecord, shape, row) for row in rows), None)


def confirmed_number(reader: Reader, line: str) -> int:
    """The last entry of a line that a receipt confirmed; 0 when none was."""
    return _highest(reader, f"{_WRITTEN} AND confirmed_at IS NOT NULL", line)


def is_late(moment: datetime, now: datetime, days: int) -> bool:
    """Whether so many days have passed since a moment. One in the future was said by a clock that
    was wrong: nobody knows how long ago it is, and it counts as late."""
    return not -_DAY <= now - moment <= days * _DAY


def carried_number(
    reader: Reader, line: str, sealed_to: str, now: datetime, days: int, lying: Collection[str]
) -> int:
    """The last entry of a line that went over the network in the last `days`, sealed to a
    recipient, and was not refused; what has not gone counts while its file is among `lying`."""
    rows = reader.connection.execute(_CARRIED, (reader.unit_id, line, sealed_to))
    return max(
        (
            last
            for name, last, moment, sent in rows
            if (sent or name in lying) and not is_late(datetime.fromisoformat(moment), now, days)
        ),
        default=0,
    )


def choices_made(reader: Reader) -> int:
    """How many entries there are that change what may leave: a choice about sharing, an erasure."""
    row = reader.connection.execute(_CHOICES, (reader.unit_id,)).fetchone()
    made: int = row[0]
    return made


def note_sent(uow: UnitOfWork, name: str, at: datetime) -> None:
    """A file arrived at the line's other end; nothing else that is known of it changes."""
    uow.change(_SENT, [(at.isoformat(), uow.unit_id, name)])


def forget_unsent(uow: UnitOfWork, name: str) -> None:
    """A bundle that never left and whose file is gone was never written."""
    uow.change(_UNSENT, [(uow.unit_id, name)])


def refuse_unconfirmed(uow: UnitOfWork, code: str) -> None:
    """What no receipt confirmed will be taken no more as it is: it is written anew."""
    uow.change(_REFUSE, [(code, uow.unit_id)])


def waiting_entries(reader: Reader, line: str) -> int:
    """How many entries no bundle holds yet."""
    return _highest(reader, _NEWEST, line) - _highest(reader, _WRITTEN, line)


def confirm_to(uow: UnitOfWork, line: str, number: int, at: datetime) -> None:
    """A receipt says that a line was taken up to `number`: bundles up to there are confirmed, and
    those above are not, whatever an earlier receipt said."""
    uow.change(_CONFIRM, [(at.isoformat(), uow.unit_id, line, number)])
    uow.change(_DOUBT, [(uow.unit_id, line, number)])


def slip_to(uow: UnitOfWork, line: str, number: int, at: datetime) -> None:
    """A slip says that a line was taken up to `number`; only a receipt confirms."""
    uow.change(_SLIP, [(at.isoformat(), uow.unit_id, line, number)])


def next_number(reader: Reader, addressee: str, generation: int) -> int:
    """The number of the next message to a unit."""
    place = (reader.unit_id, addressee, generation)
    row = reader.connection.execute(_NUMBERED, place).fetchone()
    return (row[0] if row else 0) + 1


def reserve_numbers(uow: UnitOfWork, addressee: str, generation: int, count: int) -> None:
    """The next `count` numbers of messages to a unit are given away, whatever becomes of them."""
    last = next_number(uow, addressee, generation) + count - 1
    uow.change(_RESERVE, [(uow.unit_id, addressee, generation, last)])


def _highest(reader: Reader, query: str, line: str) -> int:
    return reader.connection.execute(query, (reader.unit_id, line)).fetchone()[0] or 0
