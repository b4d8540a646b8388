"""Whoever changes the file with another program, guards taken away first, is found out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

import pytest

from tests.storage.village import faults, forger, meeting, person, signed_in, topic
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.storage.unit_of_work import Store

Forge = Callable[[sqlite3.Connection], object]


@pytest.fixture
def busy(store: Store) -> Store:
    """Entries 2 to 6: two people, a matter, a meeting and somebody at its door."""
    with store.write() as uow:
        uow.put_all([person("吴"), person("周")], "person_entered")
        uow.put(topic(), "topic_collected")
        room = meeting()
        uow.put(room, "meeting_opened")
        uow.put(signed_in(room.id), "signed_in")
        uow.commit()
    assert faults(store) == []
    return store


def found(store: Store) -> set[tuple[int, str]]:
    return {(fault.number, fault.code) for fault in faults(store)}


def _swap(raw: sqlite3.Connection) -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        raw.execute("UPDATE entries SET number = ? WHERE number = ?", (new, old))


def _insert(raw: sqlite3.Connection) -> None:
    """A copy of entry 4 behind it; those after it move up."""
    for number in (6, 5):
        raw.execute("UPDATE entries SET number = ? WHERE number = ?", (number + 1, number))
    columns = [row[1] for row in raw.execute("PRAGMA table_info(entries)")]
    values = ", ".join("5" if name == "number" else name for name in columns)
    raw.execute(" ".join(("INSERT INTO entries SELECT", values, "FROM entries WHERE number = 4")))


def _new_header(raw: sqlite3.Connection) -> None:
    header = json.loads(raw.execute("SELECT header FROM entries WHERE number = 4").fetchone()[0])
    changed = json.dumps(header | {"actor": "别人"}).encode()
    raw.execute("UPDATE entries SET header = ? WHERE number = 4", (changed,))


@pytest.mark.parametrize(
    ("forge", "expected"),
    [
        pytest.param(_new_header, {(4, "hash")}, id="another actor in a header"),
        pytest.param(
            lambda raw: raw.execute("UPDATE entries SET header = x'78' WHERE number = 4"),
            {(4, "hash"), (4, "number"), (5, "previous"), (0, "row")},
            id="a header that is none",
        ),
        pytest.param(
            lambda raw: raw.execute("UPDATE entries SET hash = 'x' WHERE number = 4"),
            {(4, "hash"), (5, "previous")},
            id="another hash",
        ),
        pytest.param(
            lambda raw: raw.execute(
                "UPDATE entries SET record = CAST(replace(record, '路灯', '鱼塘') AS BLOB)"
                " WHERE number = 4"
            ),
            {(4, "record"), (4, "row")},
            id="another record payload",
        ),
        pytest.param(
            lambda raw: raw.execute(
                "UPDATE entries SET record_salt = zeroblob(16) WHERE number = 4"
            ),
            {(4, "record")},
            id="another salt",
        ),
        pytest.param(
            lambda raw: raw.execute(
                "UPDATE entries SET private = CAST(replace(private, '138', '139') AS BLOB)"
                " WHERE number = 2"
            ),
            {(2, "private"), (2, "row")},
            id="another telephone in a payload",
        ),
        pytest.param(
            lambda raw: raw.execute("UPDATE entries SET private = NULL WHERE number = 2"),
            {(2, "private"), (2, "row")},
            id="a private payload that vanished",
        ),
        pytest.param(
            lambda raw: raw.execute("UPDATE entries SET record = NULL WHERE number = 4"),
            {(4, "record"), (4, "row")},
            id="a record payload that vanished",
        ),
        pytest.param(
            lambda raw: raw.execute("DELETE FROM entries WHERE number = 4"),
            {(4, "number"), (5, "previous"), (0, "row")},
            id="a missing entry",
        ),
        pytest.param(
            lambda raw: raw.execute("DELETE FROM entries WHERE number = 1"),
            {(1, "number"), (2, "previous")},
            id="a line without its beginning",
        ),
        pytest.param(
            lambda raw: raw.execute("DELETE FROM entries WHERE number = 6"),
            {(0, "row")},
            id="the newest entry cut off",
        ),
        pytest.param(
            lambda raw: raw.execute("DELETE FROM entries"),
            {(1, "number"), (0, "row")},
            id="an emptied journal",
        ),
        pytest.param(
            lambda raw: raw.execute("UPDATE entries SET kind = 'topic_refused' WHERE number = 4"),
            {(4, "columns")},
            id="a column that says something else than the header",
        ),
        pytest.param(
            lambda raw: raw.execute("UPDATE entries SET object_id = 'x' WHERE number = 4"),
            {(4, "columns")},
            id="an entry given to another object",
        ),
        pytest.param(
            lambda raw: raw.execute("UPDATE topic SET title = '鱼塘承包'"),
            {(4, "row")},
            id="a changed row",
        ),
        pytest.param(
            lambda raw: raw.execute("UPDATE topic SET screening = '{'"),
            {(4, "row")},
            id="a row that cannot be read",
        ),
        pytest.param(
            lambda raw: raw.execute("DELETE FROM attendance"), {(6, "row")}, id="a missing row"
        ),
        pytest.param(
            lambda raw: raw.execute(
                "INSERT INTO household VALUES ((SELECT unit_id FROM topic), 'h', '一组', '吴', '')"
            ),
            {(0, "row")},
            id="a row from nowhere",
        ),
        pytest.param(
            lambda raw: raw.execute("UPDATE lines SET device = 'another'"),
            {(1, "columns")},
            id="a line given to another device",
        ),
        pytest.param(
            lambda raw: raw.execute("UPDATE lines SET generation = 7"),
            {(1, "columns")},
            id="a line moved behind others",
        ),
    ],
)
def test_a_forgery_is_found(busy: Store, forge: Forge, expected: set[tuple[int, str]]) -> None:
    with forger(busy) as raw:
        forge(raw)
    assert found(busy) == expected


def test_reordered_entries_are_found(busy: Store) -> None:
    with forger(busy) as raw:
        _swap(raw)
    assert {(3, "columns"), (4, "columns"), (3, "number"), (5, "previous")} <= found(busy)


def test_an_inserted_entry_is_found(busy: Store) -> None:
    with forger(busy) as raw:
        _insert(raw)
    assert {(5, "columns"), (5, "number"), (4, "previous")} <= found(busy)


def test_entries_of_a_line_that_nobody_opened_are_found(busy: Store) -> None:
    with forger(busy) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("UPDATE entries SET line = 'deadbeef' WHERE number = 6")
    assert ("deadbeef", "columns") in {(fault.line, fault.code) for fault in faults(busy)}


def test_a_renamed_column_is_damage(busy: Store) -> None:
    with forger(busy) as raw:
        raw.execute("ALTER TABLE entries RENAME COLUMN hash TO fingerprint")
        with pytest.raises(WorldFailed) as failure:
            faults(busy)
        raw.execute("ALTER TABLE entries RENAME COLUMN fingerprint TO hash")
    assert failure.value.code == "data_damaged"


def test_while_the_guards_stand_the_journal_cannot_be_changed(busy: Store) -> None:
    raw = sqlite3.connect(busy.database.file)
    for statement in (
        "UPDATE entries SET header = x'00'",
        "UPDATE entries SET kind = 'x'",
        "UPDATE entries SET record = NULL",
        "UPDATE entries SET private = x'00'",
        "UPDATE entries SET private_salt = x'01'",
        "DELETE FROM entries",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="journal"):
            raw.execute(statement)
    raw.close()
    assert faults(busy) == []
