"""Finds what was changed behind the program's back, in one pass over the journal and the tables."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from xieshang_desktop.domain.entry import Entry, Fault, Header, check_chain
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.storage.rows import from_payloads, from_row, layout_of
from xieshang_desktop.storage.unit_of_work import Reader

#: How many rows are compared with their entries at a time: ten years of payloads are never held.
_BATCH = 500

_LINES = (
    "SELECT line, device, generation, closed_after FROM lines WHERE unit_id = ?"
    " ORDER BY generation, line"
)
_STRAY = "SELECT DISTINCT line FROM entries WHERE unit_id = ?"
_WALK = (
    "SELECT unit_id, line, number, action, kind, object_type, object_id,"
    " header, hash, record, record_salt, private, private_salt"
    " FROM entries WHERE unit_id = ? AND line = ? ORDER BY number"
)
_HASH = "SELECT hash FROM entries WHERE unit_id = ? AND line = ? AND number = ?"
_PAYLOADS = "SELECT number, record, private FROM entries WHERE unit_id = ? AND line = ? AND number"


class _Place(NamedTuple):
    """Where an object's newest entry stands, and whether it left the object in its table."""

    line: str
    number: int
    kept: bool


def faults_of(reader: Reader) -> list[Fault]:
    """See `journal.verify`. What another unit handed over may lack what that unit withheld."""
    walk = _Walk(reader)
    known = reader.connection.execute(_LINES, (reader.unit_id,)).fetchall()
    generations = {line: generation for line, _, generation, _ in known}
    walk.closed = {line: after for line, _, _, after in known if after is not None}
    for line, device, generation, _ in known:
        walk.faults += check_chain(walk.entries(line))
        walk.check_origin(line, device, generation, generations)
    stray = reader.connection.execute(_STRAY, (reader.unit_id,)).fetchall()
    walk.faults += [Fault(line, 1, "columns") for (line,) in stray if line not in generations]
    walk.check_payloads()
    for noun in RECORDS:
        walk.faults += walk.rows_that_differ(noun)
    return walk.faults


class _Walk:
    """One pass, remembering only what the checks after it need."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.mirrored = reader.store.mirrored
        self.closed: dict[str, int] = {}
        self.faults: list[Fault] = []
        self.newest: dict[str, dict[str, _Place]] = defaultdict(dict)
        self.bare: dict[tuple[str, str], list[Fault]] = defaultdict(list)
        self.origins: dict[str, dict[str, Any]] = {}

    def entries(self, line: str) -> Iterator[Entry]:
        """The entries of a line for the chain's check; each is looked at on its way."""
        empty = True
        for row in self.reader.connection.execute(_WALK, (self.reader.unit_id, line)):
            entry = Entry(
                header=row[7],
                hash=row[8],
                record=row[9],
                record_salt=row[10],
                private=row[11],
                private_salt=row[12],
            )
            try:
                header = entry.read_header()
            except ValueError:
                self.faults.append(Fault(line, row[2], "hash"))
                continue
            if empty:
                self._open(header, entry)
            empty = False
            self._look(row, header, entry)
            yield entry
        if empty:
            self.faults.append(Fault(line, 1, "number"))

    def _open(self, header: Header, entry: Entry) -> None:
        try:
            origin = json.loads(entry.record or b"")
        except ValueError:
            origin = None
        if header.kind == "line_opened" and isinstance(origin, dict):
            self.origins[header.line] = origin
        else:
            self.faults.append(Fault(header.line, 1, "number"))

    def _look(self, row: Sequence[Any], header: Header, entry: Entry) -> None:
        noun, object_id = header.object_type, header.object_id
        place = (header.unit, header.line, header.number)
        if tuple(row[:7]) != (*place, header.action, header.kind, noun, object_id):
            self.faults.append(Fault(row[1], row[2], "columns"))
        kept = (entry.record if self.mirrored else header.record_hash) is not None
        if row[2] <= self.closed.get(row[1], row[2]):
            self.newest[noun][object_id] = _Place(row[1], row[2], kept)
        if header.kind == "private_erased":
            self.bare.pop((noun, object_id), None)
        if self.mirrored:
            return
        if header.private_hash and entry.private is None:
            self.bare[noun, object_id].append(Fault(row[1], row[2], "private"))
        if header.record_hash and entry.record is None:
            self.faults.append(Fault(row[1], row[2], "record"))

    def check_origin(
        self, line: str, device: str, generation: int, generations: dict[str, int]
    ) -> None:
        """A line is what its first entry says: whose, and grown from where."""
        origin = self.origins.get(line)
        if origin is None:
            return
        parent = origin.get("line", "")
        expected = generations.get(parent, 0) + 1 if parent else 1
        if origin.get("device") != device or generation != expected:
            self.faults.append(Fault(line, 1, "columns"))
        if parent:
            place = (self.reader.unit_id, parent, origin.get("number"))
            found = self.reader.connection.execute(_HASH, place).fetchone()
            if found is None or found[0] != origin.get("hash"):
                self.faults.append(Fault(line, 1, "previous"))

    def check_payloads(self) -> None:
        """Private payloads are gone only where a later entry says that they were erased."""
        for faults in self.bare.values():
            self.faults += faults

    def rows_that_differ(self, noun: str) -> Iterator[Fault]:
        """A fault for each row that is not its object's newest value, and each row missing."""
        record = RECORDS[noun]
        places = self.newest[noun]
        rows = self.reader.connection.execute(layout_of(record).select, (self.reader.unit_id,))
        while batch := rows.fetchmany(_BATCH):
            known = {row[0]: places.pop(row[0], None) for row in batch}
            payloads = self._payloads([place for place in known.values() if place])
            for row in batch:
                place = known[row[0]]
                if place is None:
                    yield Fault("", 0, "row")
                elif not _same(record, row, payloads[place]):
                    yield Fault(place.line, place.number, "row")
        for place in places.values():
            if place.kept:
                yield Fault(place.line, place.number, "row")

    def _payloads(self, places: list[_Place]) -> dict[_Place, tuple[bytes | None, bytes | None]]:
        found: dict[_Place, tuple[bytes | None, bytes | None]] = {}
        for line in {place.line for place in places}:
            own = {place.number: place for place in places if place.line == line}
            query = f"{_PAYLOADS} IN ({', '.join('?' * len(own))})"
            rows = self.reader.connection.execute(query, (self.reader.unit_id, line, *own))
            found |= {own[number]: (record, private) for number, record, private in rows}
        return found


def _same(
    record: type[Record], row: Sequence[Any], payload: tuple[bytes | None, bytes | None]
) -> bool:
    public, private = payload
    if public is None:
        return False
    try:
        return from_payloads(record, public, private) == from_row(record, layout_of(record), row)
    except (ValueError, TypeError):
        return False
