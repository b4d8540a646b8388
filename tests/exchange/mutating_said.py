"""Labels, messages and entries of a draft that say something else, in form or out of it."""

from __future__ import annotations

import hashlib
import json
from random import Random
from typing import Any

from tests.exchange.forging import INFO, LINES
from tests.exchange.mutating import Draft, Spoil, content_of

_VALUES: list[Any] = [
    *(
        None,
        True,
        -1,
        0,
        1,
        1.5,
        2**53,
        2**70,
        "",
        "x",
        "7",
        [],
        {},
        [None],
        {"a": 1},
        "\0",
        "9" * 5000,
    ),
    *("0199a0b2-7c3d-7e4f-8a5b-0123456789AB", "5EED0001", "0" * 64, "F" * 64, "5eed0001\n"),
    *("2026-11-20T09:30:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "then"),
]


def info_lie(chance: Random, draft: Draft) -> None:
    """A label that is gone, doubled, folded or says something else."""
    rows = draft.bag[INFO].decode().splitlines(keepends=True)
    place = chance.randrange(len(rows))
    label, value = rows[place].rstrip("\n").split(": ", 1)
    says = chance.choice(
        [
            *("1", "2", "0", "-1", "01", "1.0", "1e0", "null", "", " ", "x", "entries", "letters"),
            *("9" * 30, "receipt", value.upper(), value + "0", value[:-1], "0" * 64, value + " x"),
            *("2026-11-20T09:30:00", "1700000000", "0199a0b2-7c3d-7e4f-8a5b-ba9876543210", "１"),
        ]
    )
    changed = f"{label}: {says}\n"
    rows[place] = chance.choice(
        [changed, changed, changed, "", rows[place] * 2, f" {rows[place]}", f"{label} {value}\n"]
    )
    draft.bag[INFO] = "".join(rows).encode()


def info_other(chance: Random, draft: Draft) -> None:
    """A label that says something of its own form: another unit, a later version, other numbers."""
    label, value = chance.choice(
        [
            ("Schema", "2"),
            ("Format", "2"),
            ("Kind", chance.choice(["letters", "entries", "receipt", "directives", "enrolment"])),
            ("Unit", "0199a0b2-7c3d-7e4f-8a5b-0000000000ff"),
            ("Unit", "0199a0b2-7c3d-7e4f-8a5b-ba9876543210"),
            ("Addressee", "0199a0b2-7c3d-7e4f-8a5b-0000000000ff"),
            ("Line", "5eed0009"),
            ("First", chance.choice(["1", "3", "9007199254740991"])),
            ("Last", chance.choice(["1", "3", "9007199254740991"])),
            ("Previous", chance.choice(["0", "b"]) * 64),
        ]
    )
    rows = draft.bag[INFO].decode().splitlines()
    start = f"Xieshang-{label}: "
    rows = [f"{start}{value}" if row.startswith(start) else row for row in rows]
    draft.bag[INFO] = "".join(f"{row}\n" for row in rows).encode()


def json_lie(chance: Random, draft: Draft) -> None:
    """Somewhere in the message, or in one row of the entries, a value of another kind."""
    name = content_of(draft)
    if name != LINES:
        draft.bag[name] = _dump(_spoiled(chance, json.loads(draft.bag[name])))
        return
    rows = draft.bag[name].split(b"\n")
    place = chance.randrange(len(rows) - 1)
    rows[place] = _dump(_spoiled(chance, json.loads(rows[place])))
    draft.bag[name] = b"\n".join(rows)


def rows_lie(chance: Random, draft: Draft) -> None:
    """Entries that are left out, doubled, swapped, or too long."""
    if content_of(draft) != LINES:
        json_lie(chance, draft)
        return
    rows = draft.bag[LINES].splitlines(keepends=True)
    way = chance.randrange(5)
    place = chance.randrange(len(rows))
    if way == 0:
        del rows[place]
    elif way == 1:
        rows.insert(chance.randrange(len(rows) + 1), rows[place])
    elif way == 2:
        chance.shuffle(rows)
    elif way == 3:
        rows.insert(place, chance.choice([b"\n", b"{}\n", b"null\n", b"[" * 9999 + b"\n", b" \n"]))
    else:
        rows[place] = rows[place][:-1] + chance.choice([b"", b"\r\n", b" \n", b"\n\n", b"{}\n"])
    draft.bag[LINES] = b"".join(rows)


def header_lie(chance: Random, draft: Draft) -> None:
    """A header that says something else; the chain behind it is mended, or its hash, or nothing."""
    if content_of(draft) != LINES:
        json_lie(chance, draft)
        return
    rows = [json.loads(row) for row in draft.bag[LINES].splitlines()]
    place = chance.randrange(len(rows))
    header = json.loads(rows[place]["header"])
    label = chance.choice(sorted(header))
    way = chance.random()
    if way < 0.2:
        header["previous"] = chance.choice(["0", "b"]) * 64
    elif way < 0.4:
        header["number"] += chance.choice([-1, 1, 100])
    elif way < 0.5:
        del header[label]
    else:
        header[label] = chance.choice([*_VALUES, header[label]])
    rows[place]["header"] = json.dumps(header, ensure_ascii=False)
    mending = chance.choice([0, 1, len(rows)])
    for row, behind in zip(rows[place:][:mending], [*rows[place + 1 :], None], strict=False):
        row["hash"] = hashlib.sha256(row["header"].encode()).hexdigest()
        if behind is not None and mending > 1:
            after = json.loads(behind["header"])
            after["previous"] = row["hash"]
            behind["header"] = json.dumps(after, ensure_ascii=False)
    draft.bag[LINES] = b"".join(_dump(row) + b"\n" for row in rows)


def payload_lie(chance: Random, draft: Draft) -> None:
    """A payload or a salt that is another, or of another entry."""
    if content_of(draft) != LINES:
        json_lie(chance, draft)
        return
    rows = [json.loads(row) for row in draft.bag[LINES].splitlines()]
    row, other = chance.choice(rows), chance.choice(rows)
    label = chance.choice(["record", "private", "record_salt", "private_salt", "hash"])
    row[label] = chance.choice(
        [
            other[label],
            other[label],
            "{}",
            "{}",
            "0" * 32,
            "[]",
            '{"a":',
            None,
            "0" * 32,
            "0" * 31,
            "0" * 31 + "A",
            " " * 32,
        ]
    )
    draft.bag[LINES] = b"".join(_dump(row) + b"\n" for row in rows)


SAID: list[Spoil] = [info_lie, info_other, json_lie, rows_lie, header_lie, payload_lie]


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")


def _spoiled(chance: Random, value: Any) -> Any:
    """The same with one value somewhere in it changed, one member gone or renamed."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        label = chance.choice(sorted(value))
        changed = dict(value)
        way = chance.random()
        if way < 0.15:
            del changed[label]
        elif way < 0.25:
            changed[label + "_"] = changed.pop(label)
        else:
            changed[label] = _spoiled(chance, value[label])
        return changed
    if isinstance(value, list) and value and chance.random() < 0.8:
        place = chance.randrange(len(value))
        return [*value[:place], _spoiled(chance, value[place]), *value[place + 1 :]]
    return chance.choice(_VALUES)
