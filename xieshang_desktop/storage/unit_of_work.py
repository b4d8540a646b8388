"""One door to the database: what is done inside one block is committed whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import msgspec

from xieshang_desktop.domain.entry import NOTHING_BEFORE, Entry, write_entry
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import Clock, new_id, now
from xieshang_desktop.storage.database import Database
from xieshang_desktop.storage.rows import (
    from_payloads,
    from_row,
    layout_of,
    payloads,
    plain_of,
    quoted,
    to_row,
)

R = TypeVar("R", bound=Record)

_HEAD = (
    "SELECT number, hash FROM entries WHERE unit_id = ? AND line = ? ORDER BY number DESC LIMIT 1"
)
WRITE_ENTRY = (
    "INSERT INTO entries (unit_id, line, number, action, kind, object_type, object_id, header,"
    " hash, record, record_salt, private, private_salt)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
#: Everything that happened to the objects of one action, oldest first.
_TOUCHED = (
    "SELECT object_type, object_id, action, record, private FROM entries"
    " JOIN lines USING (unit_id, line) WHERE unit_id = ? AND object_id IN"
    " (SELECT object_id FROM entries WHERE unit_id = ? AND action = ?)"
    " ORDER BY generation, number"
)


class Store:
    """A unit's records in one database, written by one line of one device."""

    def __init__(
        self,
        database: Database,
        unit_id: str,
        line: str,
        clock: Clock = now,
        *,
        mirrored: bool = False,
    ) -> None:
        self.database = database
        self.unit_id = unit_id
        self.line = line
        self.clock = clock
        #: What another unit handed over is looked at, never written.
        self.mirrored = mirrored
        #: Actions committed in this session that can be undone, newest last.
        self.recent: list[str] = []

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A consistent view of the records."""
        with self.database.transaction() as connection:
            yield Reader(self, connection)

    @contextmanager
    def write(self, actor: str = "", action: str | None = None) -> Iterator[UnitOfWork]:
        """A transaction of `actor`; leaving the block rolls back unless `commit()` was said.
        RuleBroken `records_of_others` where the records are another unit's."""
        if self.mirrored:
            raise RuleBroken("records_of_others")
        with self.database.transaction(write=True) as connection:
            yield UnitOfWork(self, connection, actor, action or new_id())


class Reader:
    """Reads values; tables that one noun alone needs are read in that noun's file."""

    def __init__(self, store: Store, connection: sqlite3.Connection) -> None:
        self.store = store
        self.unit_id = store.unit_id
        self.connection = connection

    def one(self, record: type[R], object_id: str) -> R:
        """The value with this id; RuleBroken `gone` when there is none."""
        found = self.find(record, object_id)
        if found is None:
            raise RuleBroken("gone", noun=record.NOUN, id=object_id)
        return found

    def find(self, record: type[R], object_id: str | None) -> R | None:
        """The value with this id, or None."""
        if object_id is None:
            return None
        return next(iter(self.values(record, "id = ?", object_id)), None)

    def all(self, record: type[R], *order: str, **equal: object) -> list[R]:
        """All values whose fields equal, ordered by `order` (then by id: order of making); a
        leading `-` reverses, a list or tuple means any of."""
        where, parameters = _where(record, equal)
        rows = self._rows(record, where, parameters)
        # Ordered here: asked for an order, SQLite walks the whole table by id to be spared sorting.
        for name in reversed((*order, "id")):
            place = record.__struct_fields__.index(name.lstrip("-"))
            rows.sort(key=partial(_rank, place), reverse=name.startswith("-"))
        return [from_row(record, layout_of(record), row) for row in rows]

    def values(self, record: type[R], where: str, *parameters: object) -> list[R]:
        """The values for which a condition holds, written in SQL with `?` for each parameter."""
        rows = self._rows(record, where, parameters)
        return [from_row(record, layout_of(record), row) for row in rows]

    def texts(self, record: type[Record], name: str, prefix: str) -> list[str]:
        """The values of one text field that begin with `prefix`."""
        column = _column(record, name)
        where = f"WHERE unit_id = ? AND {column} >= ? AND {column} < ?"
        rows = self.connection.execute(
            " ".join(("SELECT", column, "FROM", record.NOUN, where)),
            (self.unit_id, prefix, prefix + "\U0010ffff"),
        )
        return [row[0] for row in rows]

    def counts(self, record: type[Record], name: str) -> dict[str, int]:
        """How many values there are for each value of one field."""
        column = _column(record, name)
        query = ("SELECT", column, ", count(*) FROM", record.NOUN, "WHERE unit_id = ? GROUP BY 1")
        return dict(self.connection.execute(" ".join(query), (self.unit_id,)).fetchall())

    def count(self, record: type[Record], **equal: object) -> int:
        """How many values have these fields."""
        where, parameters = _where(record, equal)
        query = " ".join(
            ("SELECT count(*) FROM", record.NOUN, "WHERE unit_id = ? AND", where),
        )
        return int(self.connection.execute(query, (self.unit_id, *parameters)).fetchone()[0])

    def _rows(
        self, record: type[Record], where: str, parameters: Sequence[object]
    ) -> list[tuple[Any, ...]]:
        query = f"{layout_of(record).select} AND {where}"
        return self.connection.execute(query, (self.unit_id, *parameters)).fetchall()


class UnitOfWork(Reader):
    """Writes values: each change is a row and an entry in the same transaction."""

    def __init__(
        self, store: Store, connection: sqlite3.Connection, actor: str, action: str
    ) -> None:
        super().__init__(store, connection)
        self.actor = actor
        self.action = action
        self.at = store.clock()
        self.entries: list[Entry] = []
        self._undone = ""
        head = connection.execute(_HEAD, (self.unit_id, store.line)).fetchone()
        self._number: int = head[0] if head else 0
        self._hash: str = head[1] if head else NOTHING_BEFORE

    def put(self, value: Record, kind: str) -> Entry:
        """Put the new value in place and write its entry of `kind` (past tense)."""
        return self.put_all([value], kind)[0]

    def put_all(self, values: Sequence[Record], kind: str) -> list[Entry]:
        """The same for many values of one noun."""
        if not values:
            return []
        record = type(values[0])
        shape = layout_of(record)
        plains = [plain_of(value) for value in values]
        self.change(shape.upsert, [to_row(shape, self.unit_id, plain) for plain in plains])
        return self._journal(
            (kind, record.NOUN, plain["id"], *payloads(record, plain)) for plain in plains
        )

    def take_away(self, record: type[Record], object_id: str, kind: str) -> Entry:
        """Remove a value that was entered by mistake; its history stays."""
        return self.take_away_all(record, [object_id], kind)[0]

    def take_away_all(
        self, record: type[Record], object_ids: Sequence[str], kind: str
    ) -> list[Entry]:
        """The same for many values of one noun."""
        self.change(layout_of(record).delete, [(self.unit_id, each) for each in object_ids])
        return self._journal((kind, record.NOUN, each, None, None) for each in object_ids)

    def note(self, kind: str, object_type: str, object_id: str, record: bytes) -> Entry:
        """An entry about something that has no row of its own."""
        return self._journal([(kind, object_type, object_id, record, None)])[0]

    def undo(self, action: str) -> list[Entry]:
        """Give every object that `action` changed its earlier value back, as further entries.

        RuleBroken `undo_nothing` when it changed none, `undo_too_late` when one of them is no
        longer as it left it (what came later and was itself undone does not count), `sealed`
        when it is sealed.
        """
        self._undone = action
        touched: dict[tuple[str, str], tuple[bytes | None, bytes | None]] = {}
        newest: dict[tuple[str, str], tuple[bytes | None, bytes | None]] = {}
        earlier: dict[tuple[str, str], tuple[bytes | None, bytes | None]] = {}
        rows = self.connection.execute(_TOUCHED, (self.unit_id, self.unit_id, action))
        for noun, object_id, done_by, record, private in rows:
            if noun not in RECORDS:
                continue
            newest[noun, object_id] = (record, private)
            if done_by == action:
                touched[noun, object_id] = (record, private)
            elif (noun, object_id) not in touched:
                earlier[noun, object_id] = (record, private)
        if not touched:
            raise RuleBroken("undo_nothing")
        for (noun, object_id), left in touched.items():
            if newest[noun, object_id] != left:
                raise RuleBroken("undo_too_late", noun=noun)
        for noun in reversed(dict.fromkeys(noun for noun, _ in touched)):
            values = {i: earlier.get((n, i)) for n, i in touched if n == noun}
            self._give_back(RECORDS[noun], values)
        return self.entries

    def change(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        """Run a statement once for each row, inside this transaction."""
        if not self.connection.in_transaction:
            raise RuntimeError("this unit of work was committed; begin another")
        self.connection.executemany(statement, rows)

    def commit(self) -> list[Entry]:
        """Make it durable; gives what was written."""
        self.store.database.require_place()
        self.connection.execute("COMMIT")
        recent = [each for each in self.store.recent if each not in (self.action, self._undone)]
        if self.entries and not self._undone:
            recent.append(self.action)
        self.store.recent = recent[-50:]
        return self.entries

    def _give_back(
        self, record: type[R], values: dict[str, tuple[bytes | None, bytes | None] | None]
    ) -> None:
        back: list[R] = []
        gone: list[str] = []
        for object_id, value in values.items():
            if value is None or value[0] is None:
                gone.append(object_id)
            else:
                back.append(from_payloads(record, value[0], value[1]))
        self.put_all(back, "undone")
        self.take_away_all(record, gone, "undone")

    def _journal(
        self, changes: Iterable[tuple[str, str, str, bytes | None, bytes | None]]
    ) -> list[Entry]:
        written: list[Entry] = []
        rows: list[tuple[Any, ...]] = []
        unit_id, line, action = self.unit_id, self.store.line, self.action
        number, previous = self._number, self._hash
        for kind, object_type, object_id, record, private in changes:
            number += 1
            entry = write_entry(
                unit=unit_id,
                line=line,
                number=number,
                action=action,
                at=self.at,
                actor=self.actor,
                kind=kind,
                object_type=object_type,
                object_id=object_id,
                record=record,
                private=private,
                previous=previous,
            )
            previous = entry.hash
            written.append(entry)
            rows.append(
                (
                    *(unit_id, line, number, action, kind, object_type, object_id),
                    *(entry.header, previous, record, entry.record_salt),
                    *(private, entry.private_salt),
                )
            )
        self.change(WRITE_ENTRY, rows)
        self._number, self._hash = number, previous
        self.entries += written
        return written


def _rank(place: int, row: tuple[Any, ...]) -> tuple[bool, Any]:
    """Where a row comes by one of its cells; empty ones come first."""
    return (row[place] is not None, row[place])


def _column(record: type[Record], name: str) -> str:
    """A field as a column. SQLite takes an unknown quoted name for a text, so it is checked."""
    if name not in record.__struct_fields__:
        raise KeyError(name)
    return quoted(name)


def _where(record: type[Record], equal: dict[str, object]) -> tuple[str, list[object]]:
    """The condition that fields equal values, and its parameters."""
    conditions: list[str] = []
    parameters: list[object] = []
    for name, value in equal.items():
        column = _column(record, name)
        if isinstance(value, list | tuple):
            known = [each for each in msgspec.to_builtins(value) if each is not None]
            conditions.append(f"{column} IN ({', '.join('?' * len(known))})" if known else "1 = 0")
            parameters += known
        elif value is None:
            conditions.append(f"{column} IS NULL")
        else:
            conditions.append(f"{column} = ?")
            parameters.append(msgspec.to_builtins(value))
    return " AND ".join(conditions) or "1 = 1", parameters
