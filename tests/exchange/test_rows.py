"""What a village withholds, and how much goes into one bundle."""

from __future__ import annotations

import hashlib
import io
import json
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.forging import LINES, open_bag
from tests.exchange.village import CLOCK, LINE, UNIT, attach, known, make_content, write_entries
from xieshang_desktop.domain.entry import NOTHING_BEFORE, Entry, Header, write_entry
from xieshang_desktop.errors import BundleRefused, WorldFailed
from xieshang_desktop.exchange import packing
from xieshang_desktop.exchange.keys import VillageKeys
from xieshang_desktop.exchange.lines import (
    Chain,
    Withheld,
    read_entries,
    row_size,
    withhold_nothing,
    write_rows,
)
from xieshang_desktop.exchange.opened import OpenBundle
from xieshang_desktop.exchange.packing import AttachedFile, Room, fits, pack
from xieshang_desktop.exchange.progress import Course
from xieshang_desktop.exchange.reading import ALL_KINDS

#: What a header calls by name.
NAMES = ("action", "kind", "object_type", "object_id")


def test_each_kind_of_data_is_withheld_by_its_own_rule(keys: VillageKeys) -> None:
    entries = write_entries(3)
    rules = {1: Withheld.NOTHING, 2: Withheld.PRIVATE, 3: Withheld.BOTH}

    def withhold(header: Header) -> Withheld:
        return rules[header.number]

    clear = io.BytesIO()
    course = Course(1, 1, None, None)
    pack(clear, make_content(entries), keys.sign, withhold=withhold, course=course)
    rows = [json.loads(row) for row in open_bag(clear.getvalue())[LINES].splitlines()]
    there = [(row["record"] is not None, row["private"] is not None) for row in rows]
    assert there == [(True, True), (True, False), (False, False)]
    for row in rows:
        assert (row["record"] is None) == (row["record_salt"] is None)
        assert (row["private"] is None) == (row["private_salt"] is None)
    bundle = OpenBundle(clear, known(keys), ALL_KINDS)
    assert [entry.hash for _header, entry in bundle.entries()] == [each.hash for each in entries]


def chain(count: int) -> Chain:
    return Chain(unit=UNIT, line=LINE, first=1, last=count, previous=NOTHING_BEFORE, schema=1)


def entry_of(text: str, private: str | None) -> Entry:
    def payload(said: str) -> bytes:
        return json.dumps({"text": said}, ensure_ascii=False).encode(errors="replace")

    return write_entry(
        unit=UNIT,
        line=LINE,
        number=1,
        action="action",
        at=CLOCK,
        actor='"召集人"\\',
        kind="note_written",
        object_type="note",
        object_id="note",
        record=payload(text),
        private=None if private is None else payload(private),
        previous=NOTHING_BEFORE,
    )


@given(text=st.text(), private=st.none() | st.text())
def test_a_row_is_never_larger_than_it_was_said_to_be_and_comes_out_as_it_went_in(
    text: str, private: str | None
) -> None:
    entry = entry_of(text, private)
    pieces = list(write_rows([entry], withhold_nothing, chain(1)))
    assert len(b"".join(pieces)) <= row_size(entry)
    ((header, found),) = read_entries(pieces, chain(1))
    assert header == entry.read_header()
    if private is None:
        found = msgspec.structs.replace(found, private_salt=entry.private_salt)
    assert found == entry


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=40), st.integers(1, 9000))
def test_rows_are_found_wherever_the_pieces_end(sizes: list[int], cut: int) -> None:
    entries = write_entries(len(sizes), record=lambda number: {"text": "路" * sizes[number - 1]})
    whole = b"".join(write_rows(entries, withhold_nothing, chain(len(sizes))))
    pieces = [whole[place : place + cut] for place in range(0, len(whole), cut)]
    found = read_entries(pieces, chain(len(sizes)))
    assert [entry for _header, entry in found] == entries


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"at":"2026-11-20T09:31:00+08:00"', '"at":"2026-11-20T09:31:00"'),
        ('"at":"2026', '"at":"0001'),
        ('"at":"2026', '"at":"9999'),
        ('"schema":1', '"schema":2'),
        ('"schema":1', '"schema":0'),
        ('"schema":1', '"schema":-9223372036854775808'),
        ('"actor":"', f'"actor":"{"长" * 201}'),
        *((f'"{name}":"', f'"{name}":"{"长" * 65}') for name in NAMES),
    ],
)
def test_what_nobody_can_show_is_refused(old: str, new: str) -> None:
    entry = write_entries(1)[0]
    assert old in entry.header.decode()
    changed = msgspec.structs.replace(
        entry, header=entry.header.decode().replace(old, new).encode()
    )
    row = {
        "header": changed.header.decode(),
        **{"hash": hashlib.sha256(changed.header).hexdigest(), "record": None},
        **{"record_salt": None, "private": None, "private_salt": None},
    }
    pieces = [json.dumps(row).encode() + b"\n"]
    for passing in (
        read_entries(pieces, chain(1)),
        write_rows([changed], withhold_nothing, chain(1)),
    ):
        with pytest.raises(BundleRefused, match="bundle_entry_unreadable"):
            list(passing)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("header", b"{}"),
        ("header", b"\xff"),
        ("record", b"[]"),
        ("record", b'{"a":'),
        ("record", b'{"a":"\xff"}'),
        ("private", b"x"),
    ],
)
def test_an_entry_that_a_reader_would_not_understand_is_not_written(
    name: str, value: bytes
) -> None:
    entry = msgspec.structs.replace(write_entries(1)[0], **{name: value})
    with pytest.raises(BundleRefused, match="bundle_entry_unreadable"):
        list(write_rows([entry], withhold_nothing, chain(1)))


def test_a_row_longer_than_a_reader_takes_is_not_written() -> None:
    entry = entry_of("x" * 2**24, None)
    with pytest.raises(BundleRefused, match="bundle_entry_unreadable"):
        list(write_rows([entry], withhold_nothing, chain(1)))


# -- how much goes into one ----------------------------------------------------------------------


def test_room_ends_where_a_bundle_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "ENTRIES_LIMIT", 3)
    room = Room()
    taken = [room.take(entry) for entry in write_entries(5)]
    assert taken == [True, True, True, False, False]
    assert room.size == sum(map(row_size, write_entries(5)[:3]))


def test_files_take_room_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "BYTES_LIMIT", 10_000)
    monkeypatch.setattr(packing, "FILES_LIMIT", 3)
    entries = write_entries(4)
    room = Room()
    assert room.take(entries[0], [attach(tmp_path, os.urandom(6000))])
    assert not room.take(entries[1], [attach(tmp_path, os.urandom(6000))])
    assert room.take(entries[1], [attach(tmp_path, b"a"), attach(tmp_path, b"b")])
    assert not room.take(entries[2], [attach(tmp_path, b"c")])
    assert room.take(entries[2])


def test_the_first_entry_always_has_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "BYTES_LIMIT", 100)
    assert Room().take(write_entries(1)[0])


def test_a_lost_file_is_told_while_room_is_measured(tmp_path: Path) -> None:
    with pytest.raises(WorldFailed, match="attachment_missing"):
        Room().take(write_entries(1)[0], [AttachedFile("0" * 64, tmp_path / "lost")])


def test_the_limits_are_those_of_the_paper() -> None:
    assert fits(size=packing.BYTES_LIMIT, files=packing.FILES_LIMIT, entries=50_000)
    assert not fits(size=2**31, files=0, entries=1)
    assert not fits(size=0, files=20_000, entries=1)
    assert not fits(size=0, files=0, entries=50_001)
