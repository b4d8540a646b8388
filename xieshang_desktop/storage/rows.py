"""Between values, table rows and the journal's payloads: by field name, nothing written twice.

The SQL is what SQLite and PostgreSQL both understand, with `?` for each value.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, TypeVar

import msgspec

from xieshang_desktop.domain.record import Record

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=msgspec.Struct)

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class Layout(NamedTuple):
    """How the values of one type lie in their table, and the statements that move them.

    `nested` are the places of fields that hold lists or inner values and are kept as JSON text.
    """

    select: str
    insert: str
    upsert: str
    delete: str
    nested: tuple[int, ...]


@cache
def layout(kind: type[msgspec.Struct], table: str, key: str = "id") -> Layout:
    """The layout of a type in `table`, whose primary key is `unit_id` and `key`."""
    names = [quoted(name) for name in kind.__struct_fields__]
    changed = ", ".join(f"{name} = excluded.{name}" for name in names if name != quoted(key))
    marks = ", ".join("?" * (len(names) + 1))
    insert = " ".join(("INSERT INTO", table, f"(unit_id, {', '.join(names)}) VALUES ({marks})"))
    return Layout(
        select=" ".join(("SELECT", ", ".join(names), "FROM", table, "WHERE unit_id = ?")),
        insert=insert,
        upsert=f"{insert} ON CONFLICT (unit_id, {quoted(key)}) DO UPDATE SET {changed}",
        delete=" ".join(("DELETE FROM", table, f"WHERE unit_id = ? AND {quoted(key)} = ?")),
        nested=_nested(kind),
    )


def layout_of(record: type[Record]) -> Layout:
    """The layout of a kept value, whose noun names its table."""
    return layout(record, record.NOUN)


def quoted(name: str) -> str:
    """A column's name as SQL takes it, also where it is one of SQL's own words."""
    return f'"{name}"'


def plain_of(value: msgspec.Struct) -> dict[str, Any]:
    """A value as plain data: dates in ISO 8601, terms as their codes."""
    plain: dict[str, Any] = msgspec.to_builtins(value)
    return plain


def to_row(shape: Layout, unit_id: str, plain: dict[str, Any]) -> tuple[Any, ...]:
    """A table row, `unit_id` first, of a value given as plain data."""
    if not shape.nested:
        return (unit_id, *plain.values())
    fields = list(plain.values())
    for place in shape.nested:
        if fields[place] is not None:
            fields[place] = _encode(fields[place]).decode()
    return (unit_id, *fields)


def from_row(kind: type[S], shape: Layout, row: Iterable[Any]) -> S:
    """The value of a row that `shape.select` found."""
    fields = list(row)
    for place in shape.nested:
        if fields[place] is not None:
            fields[place] = _decode(fields[place])
    return msgspec.convert(
        dict(zip(kind.__struct_fields__, fields, strict=True)), kind, strict=False
    )


def payloads(record: type[Record], plain: dict[str, Any]) -> tuple[bytes, bytes | None]:
    """The record payload and, when any private field is filled, the private one."""
    if not record.PRIVATE:
        return _encode(plain), None
    public = dict(plain)
    empty = _unfilled(record)
    private = {n: value for n in record.PRIVATE if (value := public.pop(n)) != empty[n]}
    return _encode(public), _encode(private) if private else None


@cache
def _unfilled(record: type[Record]) -> dict[str, Any]:
    """The private fields as they are where nobody filled them, as plain data."""
    fields = {field.name: field.default for field in msgspec.structs.fields(record)}
    found: dict[str, Any] = msgspec.to_builtins({name: fields[name] for name in record.PRIVATE})
    return found


def from_payloads(record: type[R], public: bytes, private: bytes | None) -> R:
    """The value an entry carries; what was withheld or erased is left empty."""
    plain = _decode(public)
    if private is not None:
        plain |= _decode(private)
    return msgspec.convert(plain, record)


def _nested(kind: type[msgspec.Struct]) -> tuple[int, ...]:
    hints = typing.get_type_hints(kind)
    return tuple(
        place
        for place, name in enumerate(kind.__struct_fields__)
        if any(
            typing.get_origin(part) in (tuple, dict)
            or (isinstance(part, type) and issubclass(part, msgspec.Struct))
            for part in (hints[name], *typing.get_args(hints[name]))
        )
    )
