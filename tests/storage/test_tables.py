"""Tables and values hold together, and any value comes back from its row and its payloads."""

from __future__ import annotations

import sqlite3
import types
import typing
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.storage.bundles import BundleRecord
from xieshang_desktop.storage.rows import (
    from_payloads,
    from_row,
    layout,
    layout_of,
    payloads,
    plain_of,
    to_row,
)
from xieshang_desktop.storage.schema import schema
from xieshang_desktop.storage.tables import TABLES, bundles, metadata

every_record = pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)


def parts_of(annotation: object) -> list[Any]:
    """`X | None` as its parts."""
    if isinstance(annotation, types.UnionType):
        return list(typing.get_args(annotation))
    return [annotation]


def values_of(annotation: object) -> st.SearchStrategy[Any]:
    """Any value that a field of this type may have."""
    text = st.text(st.characters(exclude_categories=["Cs"]))
    known: dict[object, st.SearchStrategy[Any]] = {
        str: text,
        bool: st.booleans(),
        int: st.integers(-(2**62), 2**62),
        date: st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        datetime: st.datetimes(timezones=st.just(BEIJING)),
        types.NoneType: st.none(),
        tuple[str, ...]: st.lists(text).map(tuple),
    }

    def one(part: Any) -> st.SearchStrategy[Any]:
        if part in known:
            return known[part]
        if issubclass(part, StrEnum):
            return st.sampled_from(list(part))
        if typing.get_origin(part) is tuple:
            return st.lists(one(typing.get_args(part)[0]), max_size=3).map(tuple)
        return st.builds(part, **fields_of(part))

    return st.one_of([one(part) for part in parts_of(annotation)])


def fields_of(kind: type[msgspec.Struct]) -> dict[str, st.SearchStrategy[Any]]:
    hints = typing.get_type_hints(kind)
    return {name: values_of(hints[name]) for name in kind.__struct_fields__}


@every_record
def test_every_field_has_its_column_and_every_column_its_field(record: type[Record]) -> None:
    hints = typing.get_type_hints(record)
    table = TABLES[record.NOUN]
    assert [c.name for c in table.c] == ["unit_id", *record.__struct_fields__]
    assert [c.name for c in table.primary_key] == ["unit_id", "id"]
    for name in record.__struct_fields__:
        parts = parts_of(hints[name])
        assert table.c[name].nullable == (types.NoneType in parts), name
        whole_number = isinstance(parts[0], type) and issubclass(parts[0], int)
        assert isinstance(table.c[name].type, sa.Integer) == whole_number, name


def test_a_bundle_has_its_columns() -> None:
    assert [c.name for c in bundles.c] == ["unit_id", *BundleRecord.__struct_fields__]


def test_every_table_is_strict_and_keyed_by_unit() -> None:
    for table in metadata.sorted_tables:
        assert next(iter(table.primary_key)).name == "unit_id", table.name
        assert table.dialect_options["sqlite"]["strict"], table.name


def test_a_search_by_the_fields_of_an_index_reads_only_that_part(
    empty: sqlite3.Connection,
) -> None:
    """So that a year's work costs the same after ten years."""
    for table in TABLES.values():
        for index in table.indexes:
            fields = [column.name for column in index.columns if column.name != "unit_id"]
            for some in (fields[: place + 1] for place in range(len(fields))):
                where = " AND ".join(f'"{name}" = ?' for name in some)
                query = f"{layout(RECORDS[table.name], table.name).select} AND {where}"
                plan = empty.execute(f"EXPLAIN QUERY PLAN {query}", ["x"] * (len(some) + 1))
                assert str(index.name) in plan.fetchone()[3], (query, index.name)


def test_the_same_tables_can_be_made_on_postgresql() -> None:
    for table in metadata.sorted_tables:
        statement = str(CreateTable(table).compile(dialect=postgresql.dialect()))
        assert "STRICT" not in statement
        assert "unit_id TEXT NOT NULL" in statement


@every_record
def test_private_fields_are_fields_that_may_be_empty(record: type[Record]) -> None:
    assert set(record.PRIVATE) <= set(record.__struct_fields__) - {"id"}
    for field in msgspec.structs.fields(record):
        assert field.name not in record.PRIVATE or not field.required, field.name


@pytest.fixture(scope="module")
def empty() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for statement in schema():
            connection.execute(statement)
        yield connection


@every_record
@settings(max_examples=20)
@given(data=st.data())
def test_any_value_comes_back_from_its_row_and_from_its_payloads(
    record: type[Record], empty: sqlite3.Connection, data: st.DataObject
) -> None:
    value = data.draw(st.builds(record, **fields_of(record)))
    shape, plain = layout_of(record), plain_of(value)
    empty.execute("BEGIN")
    empty.execute(shape.upsert, to_row(shape, "unit", plain))
    row = empty.execute(f"{shape.select} AND id = ?", ("unit", value.id)).fetchone()
    empty.execute("ROLLBACK")
    assert from_row(record, shape, row) == value
    assert from_payloads(record, *payloads(record, plain)) == value
