"""Takes in another unit's entries: the journal as it came, and the newest value of each object.

Receiving twice changes nothing; where two lines of a unit have grown, the newest entry counts by
generation, line and number, so that the order in which bundles arrive makes no difference.
"""

from __future__ import annotations

import json
import typing
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from xieshang_desktop.domain.entry import NOTHING_BEFORE, Entry, Header
from xieshang_desktop.domain.messages import Count
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.errors import BundleRefused
from xieshang_desktop.storage.figures import keeping
from xieshang_desktop.storage.rows import layout_of, plain_of, to_row
from xieshang_desktop.storage.unit_of_work import WRITE_ENTRY, Reader, UnitOfWork

Payloads = tuple[bytes | None, bytes | None]

#: A table row of an object's newest value; None where it was taken away or is withheld.
Placed = tuple[Any, ...] | None

#: What a column of whole numbers holds (SQLite: 64 bits).
_STORABLE = range(-(2**63), 2**63)

#: Entries that are written at a time: a long bundle is never held.
_AT_ONCE = 2000

_LINE = "SELECT device, generation, closed_after FROM lines WHERE unit_id = ? AND line = ?"
_OPEN = "INSERT INTO lines (unit_id, line, device, generation, opened_at) VALUES (?, ?, ?, ?, ?)"
_CLOSE = "UPDATE lines SET closed_after = ? WHERE unit_id = ? AND line = ?"
_HEAD = (
    "SELECT number, hash FROM entries WHERE unit_id = ? AND line = ? ORDER BY number DESC LIMIT 1"
)
_HASHES = "SELECT number, hash FROM entries WHERE unit_id = ? AND line = ? AND number >= ?"
_HASH = "SELECT hash FROM entries WHERE unit_id = ? AND line = ? AND number = ?"
#: What was written after an erasing entry stands: somebody entered it anew.
_ERASE = (
    "UPDATE entries SET private = NULL, private_salt = x''"
    " WHERE unit_id = ? AND object_id = ? AND private IS NOT NULL"
    " AND ((SELECT generation FROM lines AS l WHERE l.unit_id = entries.unit_id"
    " AND l.line = entries.line), line, number) < (?, ?, ?)"
)
_ERASINGS = (
    "SELECT object_id, generation, line, number FROM entries JOIN lines USING (unit_id, line)"
    " WHERE unit_id = ? AND kind = 'private_erased'"
    " AND object_id IN (SELECT value FROM json_each(?))"
)
_CLOSINGS = (
    "SELECT record FROM entries JOIN lines USING (unit_id, line)"
    " WHERE unit_id = ? AND object_id = ? AND kind = 'line_closed'"
    " AND object_type = 'line' AND record IS NOT NULL"
    " ORDER BY generation DESC, line DESC, number DESC LIMIT 1"
)
_ABOVE = "SELECT 1 FROM lines WHERE unit_id = ? AND (generation, line) > (?, ?) LIMIT 1"
#: Every entry of some objects that counts, the newest last.
_STANDING = """
    SELECT object_type, object_id, record, private FROM entries
    JOIN lines USING (unit_id, line)
    WHERE unit_id = ? AND object_id IN (SELECT value FROM json_each(?))
    AND (closed_after IS NULL OR number <= closed_after)
    ORDER BY generation, line, number
"""
_AFTER = "SELECT object_type, object_id FROM entries WHERE unit_id = ? AND line = ? AND number > ?"


class LineHead(NamedTuple):
    """The newest entry of a line that lies here; number 0 when there is none."""

    number: int
    hash: str


class TakenIn(msgspec.Struct, frozen=True, kw_only=True):
    """What was new: how many entries, and by noun the objects they changed, each with the row that
    is in place now, None where there is none."""

    entries: int
    changed: dict[str, dict[str, Placed]]


class _Origin(msgspec.Struct, frozen=True):
    """What the first entry of a line says: whose it is, and what it grew from."""

    line: str
    number: Count
    hash: str
    device: str


class _Closing(msgspec.Struct, frozen=True):
    """What an entry says that closes a line: its last number that counts."""

    line: str
    number: Count


def line_head(reader: Reader, unit_id: str, line: str) -> LineHead:
    """Up to where a unit's line lies here."""
    row = reader.connection.execute(_HEAD, (unit_id, line)).fetchone()
    return LineHead(0, NOTHING_BEFORE) if row is None else LineHead(*row)


def require_follows(reader: Reader, unit_id: str, line: str, first: int, previous: str) -> LineHead:
    """BundleRefused `bundle_gap` when entries before `first` are missing here, `bundle_line_forked`
    when what is here before it has another hash. Gives the head that lies here."""
    head = line_head(reader, unit_id, line)
    if first > head.number + 1:
        raise BundleRefused("bundle_gap", line=line, wanted=head.number + 1, found=first)
    if first > 1 and _hash(reader, unit_id, line, first - 1) != previous:
        raise BundleRefused("bundle_line_forked", line=line, number=first - 1)
    return head


def take_in(
    uow: UnitOfWork, unit_id: str, line: str, incoming: Iterable[tuple[Header, Entry]]
) -> TakenIn:
    """Take the entries of one line in, inside the caller's transaction; see `require_follows`,
    which must have passed. BundleRefused: what `incoming` raises; `bundle_entry_unreadable`,
    `bundle_line_forked`, `bundle_gap` (the line it grew from is not here that far)."""
    taking = _Taking(uow, unit_id, line)
    for header, entry in incoming:
        taking.add(header, entry)
    return taking.finish()


class _Taking:
    """One bundle on its way in."""

    def __init__(self, uow: UnitOfWork, unit_id: str, line: str) -> None:
        self._uow = uow
        self._unit_id = unit_id
        self._line = line
        self._head = line_head(uow, unit_id, line)
        self._known: dict[int, str] | None = None
        self._rows: list[tuple[Any, ...]] = []
        self._newest: dict[str, dict[str, Placed]] = defaultdict(dict)
        self._erased: set[str] = set()
        self._closed: set[str] = set()
        self._count = 0

    def add(self, header: Header, entry: Entry) -> None:
        number, noun = header.number, header.object_type
        if number <= self._head.number:
            self._require_same(number, entry.hash)
            return
        if number == 1:
            self._open(header, entry)
        if noun in RECORDS:
            self._newest[noun][header.object_id] = self._checked(header, entry)
            if header.kind == "private_erased":
                self._erased.add(header.object_id)
        elif noun == "line" and header.kind == "line_closed":
            if _read(_Closing, header, entry).line != header.object_id:
                raise BundleRefused("bundle_entry_unreadable", place=number)
            self._closed.add(header.object_id)
        self._rows.append(
            (
                *(self._unit_id, self._line, number, header.action, header.kind, noun),
                *(header.object_id, entry.header, entry.hash, entry.record, entry.record_salt),
                *(entry.private, entry.private_salt),
            )
        )
        self._count += 1
        if len(self._rows) >= _AT_ONCE:
            self._write()

    def finish(self) -> TakenIn:
        self._write()
        overtaken = self._is_overtaken()
        self._erase(late=overtaken)
        closed = [line for line in self._closed if self._close(line)]
        if closed or overtaken:
            self._stand_back()
        with keeping(self._uow, self._unit_id, self._newest):
            for noun, values in self._newest.items():
                _place(self._uow, self._unit_id, RECORDS[noun], values)
        return TakenIn(entries=self._count, changed=self._newest)

    def _close(self, line: str) -> bool:
        """A line ends where the newest entry says that closes it, in whatever order they came;
        what counts differently by now is put in place anew."""
        row = self._uow.connection.execute(_LINE, (self._unit_id, line)).fetchone()
        said = self._uow.connection.execute(_CLOSINGS, (self._unit_id, line)).fetchone()
        if row is None or said is None:  # looked at again when the line comes
            return False
        number = msgspec.json.decode(said[0], type=_Closing).number
        self._uow.change(_CLOSE, [(number, self._unit_id, line)])
        place = (self._unit_id, line, number if row[2] is None else min(row[2], number))
        for noun, object_id in self._uow.connection.execute(_AFTER, place):
            if noun in RECORDS:
                self._newest[noun].setdefault(object_id, None)
        return True

    def _checked(self, header: Header, entry: Entry) -> Placed:
        """The table row, after the payloads proved to be a value of their type."""
        if entry.record is None:
            return None
        try:
            row = _row(self._unit_id, header.object_type, entry.record, entry.private)
            if row[1] != header.object_id:
                raise ValueError("another object")
            return row
        except (ValueError, TypeError, RecursionError) as error:
            raise BundleRefused("bundle_entry_unreadable", place=header.number) from error

    def _require_same(self, number: int, own_hash: str) -> None:
        if self._known is None:
            found = self._uow.connection.execute(_HASHES, (self._unit_id, self._line, number))
            self._known = dict(found.fetchall())
        if self._known.get(number) != own_hash:
            raise BundleRefused("bundle_line_forked", line=self._line, number=number)

    def _open(self, header: Header, entry: Entry) -> None:
        """The line is new here: its first entry says whose it is and what it grew from."""
        origin = _read(_Origin, header, entry)
        generation = 1
        if origin.line:
            parent = self._uow.connection.execute(_LINE, (self._unit_id, origin.line)).fetchone()
            head = line_head(self._uow, self._unit_id, origin.line)
            if parent is None or head.number < origin.number:
                wanted = head.number + 1
                raise BundleRefused(
                    "bundle_gap", line=origin.line, wanted=wanted, found=origin.number + 1
                )
            if _hash(self._uow, self._unit_id, origin.line, origin.number) != origin.hash:
                number = origin.number
                raise BundleRefused("bundle_line_forked", line=origin.line, number=number)
            generation = parent[1] + 1
        opened = header.at.isoformat()
        self._uow.change(_OPEN, [(self._unit_id, self._line, origin.device, generation, opened)])
        self._closed.add(self._line)  # the entry that closes it may have come first

    def _erase(self, *, late: bool) -> None:
        """Take out of the journal what an erasing entry speaks of. Where entries come `late`, their
        erasing entry may be here already."""
        ids = self._erased
        if late:
            ids = {object_id for values in self._newest.values() for object_id in values}
        place = (self._unit_id, json.dumps(list(ids)))
        erasings = self._uow.connection.execute(_ERASINGS, place).fetchall()
        rows = [(self._unit_id, object_id, *order) for object_id, *order in erasings]
        self._uow.change(_ERASE, rows)

    def _write(self) -> None:
        self._uow.change(WRITE_ENTRY, self._rows)
        self._rows = []

    def _is_overtaken(self) -> bool:
        """Whether another line of this unit may hold newer values, or this one was closed."""
        row = self._uow.connection.execute(_LINE, (self._unit_id, self._line)).fetchone()
        if row is None or row[2] is not None:
            return row is not None
        place = (self._unit_id, row[1], self._line)
        return self._uow.connection.execute(_ABOVE, place).fetchone() is not None

    def _stand_back(self) -> None:
        """What counts of the changed objects may stand in another line, or nowhere."""
        ids = [object_id for values in self._newest.values() for object_id in values]
        standing = _standing(self._uow, self._unit_id, ids)
        for noun, values in self._newest.items():
            for object_id in values:
                record, private = standing.get((noun, object_id), (None, None))
                row = None if record is None else _row(self._unit_id, noun, record, private)
                values[object_id] = row


def _standing(
    reader: Reader, unit_id: str, object_ids: Sequence[str]
) -> dict[tuple[str, str], Payloads]:
    """The newest payloads that count of some objects, by noun and id."""
    rows = reader.connection.execute(_STANDING, (unit_id, json.dumps(list(object_ids))))
    return {(noun, object_id): (record, private) for noun, object_id, record, private in rows}


def _place(uow: UnitOfWork, unit_id: str, record: type[Record], values: dict[str, Placed]) -> None:
    """Put the newest values in place; what was taken away or is withheld leaves its place."""
    shape = layout_of(record)
    uow.change(shape.delete, [(unit_id, each) for each, row in values.items() if row is None])
    uow.change(shape.upsert, [row for row in values.values() if row is not None])


@cache
def _decoder(noun: str) -> msgspec.json.Decoder[Record]:
    return msgspec.json.Decoder(RECORDS[noun])


def _row(unit_id: str, noun: str, record: bytes, private: bytes | None) -> tuple[Any, ...]:
    """The table row of the value that payloads carry; what was withheld or erased is empty.
    ValueError or TypeError when they carry none, or a number longer than any column."""
    if private is None:
        value = _decoder(noun).decode(record)
    else:
        reaching = msgspec.json.decode(private)
        if not reaching.keys() <= set(RECORDS[noun].PRIVATE):
            raise ValueError("not private")
        value = msgspec.convert(msgspec.json.decode(record) | reaching, RECORDS[noun])
    row = to_row(layout_of(RECORDS[noun]), unit_id, plain_of(value))
    for at in _whole_numbers(noun):
        if isinstance(row[at], int) and row[at] not in _STORABLE:
            raise ValueError("number too long")
    return row


@cache
def _whole_numbers(noun: str) -> tuple[int, ...]:
    """Where a table row of this noun has whole numbers."""
    hints = typing.get_type_hints(RECORDS[noun])
    return tuple(
        at
        for at, name in enumerate(RECORDS[noun].__struct_fields__, 1)
        if int in (hints[name], *typing.get_args(hints[name]))
    )


def _read(kind: type[Any], header: Header, entry: Entry) -> Any:
    try:
        return msgspec.json.decode(entry.record or b"", type=kind)
    except ValueError as error:
        raise BundleRefused("bundle_entry_unreadable", place=header.number) from error


def _hash(reader: Reader, unit_id: str, line: str, number: int) -> str | None:
    row = reader.connection.execute(_HASH, (unit_id, line, number)).fetchone()
    return None if row is None else str(row[0])
