"""Reads the journal: the history of an object, what a bundle holds, and whether it is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from xieshang_desktop.domain.entry import Entry, Fault, Header, decode_header
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.storage.rows import from_payloads, plain_of
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork
from xieshang_desktop.storage.verification import faults_of

_ENTRIES = "SELECT header, hash, record, record_salt, private, private_salt FROM entries"
#: Everything that happened to the objects that were written after an entry, oldest first.
_SINCE = (
    "SELECT object_type, object_id, line = ? AND number > ?, record, private FROM entries"
    " JOIN lines USING (unit_id, line) WHERE unit_id = ? AND object_id IN"
    " (SELECT object_id FROM entries WHERE unit_id = ? AND line = ? AND number > ?)"
    " ORDER BY generation, number"
)
_PRIVATE = (
    "SELECT object_id, record, private FROM entries JOIN lines USING (unit_id, line)"
    " WHERE unit_id = ? AND object_type = ? AND private IS NOT NULL ORDER BY generation, number"
)


def entries_of_line(
    reader: Reader, line: str, after: int = 0, to: int | None = None
) -> Iterator[Entry]:
    """The entries of a line with numbers above `after`, up to `to`, in order, without holding
    them all."""
    where = "unit_id = ? AND line = ? AND number > ? AND number <= coalesce(?, number)"
    query = f"{_ENTRIES} WHERE {where} ORDER BY number"
    return map(_entry, reader.connection.execute(query, (reader.unit_id, line, after, to)))


def headed_entries(reader: Reader, line: str, after: int) -> Iterator[tuple[Header, Entry]]:
    """The same, each with its header."""
    return ((entry.read_header(), entry) for entry in entries_of_line(reader, line, after))


def hash_at(reader: Reader, line: str, number: int) -> str | None:
    """The hash of one entry, or None when it is not there."""
    return hash_of(reader, reader.unit_id, line, number)


def hash_of(reader: Reader, unit_id: str, line: str, number: int) -> str | None:
    """The same of any unit whose records lie here."""
    query = "SELECT hash FROM entries WHERE unit_id = ? AND line = ? AND number = ?"
    row = reader.connection.execute(query, (unit_id, line, number)).fetchone()
    return None if row is None else str(row[0])


def newest_number(reader: Reader, line: str) -> int:
    """The number of the last entry of a line that lies here; 0 when none does."""
    query = "SELECT max(number) FROM entries WHERE unit_id = ? AND line = ?"
    return reader.connection.execute(query, (reader.unit_id, line)).fetchone()[0] or 0


def generation_of(reader: Reader, line: str) -> int:
    """How many lines there were up to this one, each grown from the one before."""
    query = "SELECT generation FROM lines WHERE unit_id = ? AND line = ?"
    return int(reader.connection.execute(query, (reader.unit_id, line)).fetchone()[0])


def origin_of(reader: Reader, line: str) -> tuple[str, int]:
    """The line this one grew from and after which number; "" and 0 for the first."""
    query = f"{_ENTRIES} WHERE unit_id = ? AND line = ? AND number = 1"
    row = reader.connection.execute(query, (reader.unit_id, line)).fetchone()
    origin = json.loads(_entry(row).record or b"{}") if row else {}
    return origin.get("line", ""), origin.get("number", 0)


def closed_lines(reader: Reader) -> dict[str, int]:
    """Lines that were closed, with the last number of each that counts."""
    query = "SELECT line, closed_after FROM lines WHERE unit_id = ? AND closed_after IS NOT NULL"
    return dict(reader.connection.execute(query, (reader.unit_id,)).fetchall())


def close_line(uow: UnitOfWork, line: str, number: int) -> Entry:
    """What stands on another line after `number` counts no more; the entry that says so travels."""
    record = json.dumps({"line": line, "number": number}, separators=(",", ":")).encode()
    uow.change(
        "UPDATE lines SET closed_after = ? WHERE unit_id = ? AND line = ?",
        [(number, uow.unit_id, line)],
    )
    return uow.note("line_closed", "line", line, record)


def newest(reader: Reader, line: str) -> Entry | None:
    """The last entry of a line."""
    query = f"{_ENTRIES} WHERE unit_id = ? AND line = ? ORDER BY number DESC LIMIT 1"
    row = reader.connection.execute(query, (reader.unit_id, line)).fetchone()
    return None if row is None else _entry(row)


def history(reader: Reader, *object_ids: str) -> list[Entry]:
    """All entries of the given objects, oldest first."""
    marks = ", ".join("?" * len(object_ids))
    query = (
        f"{_ENTRIES} JOIN lines USING (unit_id, line) WHERE unit_id = ? AND object_id IN ({marks})"
        " ORDER BY generation, number"
    )
    return [_entry(row) for row in reader.connection.execute(query, (reader.unit_id, *object_ids))]


def lines_of(reader: Reader) -> list[str]:
    """The lines of the unit, parents before children."""
    query = "SELECT line FROM lines WHERE unit_id = ? ORDER BY generation, line"
    return [row[0] for row in reader.connection.execute(query, (reader.unit_id,))]


def recent_moments(reader: Reader, most: int = 500) -> list[datetime]:
    """When the last entries of each line were written, by the clock of that moment."""
    query = "SELECT header FROM entries WHERE unit_id = ? AND line = ? ORDER BY number DESC LIMIT ?"
    return [
        decode_header(row[0]).at
        for line in lines_of(reader)
        for row in reader.connection.execute(query, (reader.unit_id, line, most))
    ]


def kinds_of(reader: Reader, action: str) -> set[str]:
    """The kinds of the entries that one action wrote."""
    query = "SELECT DISTINCT kind FROM entries WHERE unit_id = ? AND action = ?"
    return {row[0] for row in reader.connection.execute(query, (reader.unit_id, action))}


def built_on(reader: Reader, line: str, action: str) -> bool:
    """Whether anything that was written after an action of a line stands: what was taken back
    since leaves every object as the action found it."""
    query = "SELECT max(number) FROM entries WHERE unit_id = ? AND line = ? AND action = ?"
    number = reader.connection.execute(query, (reader.unit_id, line, action)).fetchone()[0]
    if number is None:  # it was written on an earlier line
        return True
    then: dict[tuple[str, str], tuple[bytes | None, bytes | None]] = {}
    now: dict[tuple[str, str], tuple[bytes | None, bytes | None]] = {}
    given = (line, number, reader.unit_id, reader.unit_id, line, number)
    for noun, object_id, later, *payloads in reader.connection.execute(_SINCE, given):
        (now if later else then)[noun, object_id] = tuple(payloads)
    return any(key[0] not in RECORDS or then.get(key, (None, None)) != now[key] for key in now)


def verify(reader: Reader) -> list[Fault]:
    """Every changed, missing or reordered entry, every payload that vanished without an erasing
    entry, and every table row that is not the newest value of its object."""
    return faults_of(reader)


def erase_private(uow: UnitOfWork, object_type: str, object_id: str) -> Entry:
    """Take what identifies or reaches a person out of an object, of all its entries, and of what
    was being typed about it (PIPL art. 47); the entry that says so travels like any other.

    Salts go too: a telephone number is short enough to be guessed from a salted hash. So do a
    person's search keys, which hold the tail of the number; the caller writes those that remain.
    Sealed papers, bundles already written and copies can't be reached from here.
    """
    record = RECORDS[object_type]
    known = uow.find(record, object_id)
    if known is None and history(uow, object_id):  # taken away before: its past goes all the same
        entry = uow.take_away(record, object_id, "private_erased")
    else:
        plain = plain_of(known or uow.one(record, object_id))
        blank = {name: value for name, value in plain.items() if name not in record.PRIVATE}
        entry = uow.put(from_payloads(record, json.dumps(blank).encode(), None), "private_erased")
    this = [(uow.unit_id, object_id)]
    uow.change(
        "UPDATE entries SET private = NULL, private_salt = ?"
        " WHERE unit_id = ? AND object_id = ? AND private IS NOT NULL",
        [(b"", *this[0])],
    )
    uow.change("DELETE FROM drafts WHERE unit_id = ? AND object_id = ?", this)
    if record is Person:
        uow.change("DELETE FROM person_keys WHERE unit_id = ? AND person_id = ?", this)
    return entry


def private_of(reader: Reader, record: type[Record], person_id: str) -> dict[str, dict[str, Any]]:
    """The objects about a person that hold something private, or held it once, also those that
    were taken away since: by id, all that was told of each, what was told last before the rest."""
    found: dict[str, dict[str, Any]] = {}
    for object_id, plain in told_privately(reader, record, person_id):
        if plain.get("person_id") == person_id:
            found[object_id] = found.get(object_id, {}) | plain
    return found


def told_privately(
    reader: Reader, record: type[Record], naming: str = ""
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every entry of a kind of record that still says something private: its object's id and all
    that it says, the oldest first. With `naming` only those in which this id stands anywhere:
    a village's years hold many thousands, and most of the time goes into taking them apart."""
    id_there = naming.encode()
    rows = reader.connection.execute(_PRIVATE, (reader.unit_id, record.NOUN))
    for object_id, payload, private in rows:
        if id_there in (payload or b"") or id_there in private:
            yield object_id, json.loads(payload or b"{}") | json.loads(private)


def _entry(row: Sequence[Any]) -> Entry:
    header, own_hash, record, record_salt, private, private_salt = row
    return Entry(
        header=header,
        hash=own_hash,
        record=record,
        record_salt=record_salt,
        private=private,
        private_salt=private_salt,
    )
