"""An entry is chained to the one before it; its hash holds also without its payloads."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.entry import (
    NOTHING_BEFORE,
    Entry,
    check_chain,
    payload_hash,
    write_entry,
)
from xieshang_desktop.ids import BEIJING

AT = datetime(2026, 3, 2, 9, 30, 15, 250_000, tzinfo=BEIJING)


def chain(*payloads: tuple[bytes | None, bytes | None], number: int = 1) -> list[Entry]:
    """A line's entries with these payloads."""
    entries: list[Entry] = []
    for place, (record, private) in enumerate(payloads):
        entries.append(
            write_entry(
                unit="u",
                line="l",
                number=number + place,
                action="a",
                at=AT,
                actor="吴",
                kind="topic_collected",
                object_type="topic",
                object_id="t",
                record=record,
                private=private,
                previous=entries[-1].hash if entries else NOTHING_BEFORE,
            )
        )
    return entries


def faults(entries: list[Entry], **begin: object) -> list[tuple[int, str]]:
    return [(f.number, f.code) for f in check_chain(entries, **begin)]  # type: ignore[arg-type]


def test_the_header_says_what_happened_in_beijing_time() -> None:
    (entry,) = chain((b"{}", None))
    header = json.loads(entry.header)
    assert header["at"] == "2026-03-02T09:30:15.250000+08:00"
    assert (header["number"], header["actor"], header["previous"]) == (1, "吴", NOTHING_BEFORE)
    assert entry.read_header().at == AT


def test_the_hash_covers_the_stored_bytes_and_the_payloads_through_their_salted_hashes() -> None:
    (entry,) = chain((b'{"title":"x"}', b'{"phones":[]}'))
    header = entry.read_header()
    assert entry.hash == hashlib.sha256(entry.header).hexdigest()
    assert header.record_hash == hashlib.sha256(entry.record_salt + b'{"title":"x"}').hexdigest()
    assert header.private_hash == payload_hash(entry.private_salt, b'{"phones":[]}')
    assert b"title" not in entry.header


def test_salts_are_fresh_for_each_payload_and_each_entry() -> None:
    entries = chain((b"{}", b"{}"), (b"{}", b"{}"))
    salts = [salt for e in entries for salt in (e.record_salt, e.private_salt)]
    assert len(set(salts)) == 4
    assert {len(salt) for salt in salts} == {16}


def test_what_has_no_payload_has_no_hash_of_one() -> None:
    (entry,) = chain((None, None))
    assert (entry.read_header().record_hash, entry.read_header().private_hash) == (None, None)


payload = st.one_of(st.none(), st.binary(max_size=40))
payloads = st.lists(st.tuples(payload, payload), min_size=1, max_size=8)


@given(payloads)
def test_a_whole_chain_has_no_faults(
    given_payloads: list[tuple[bytes | None, bytes | None]],
) -> None:
    assert faults(chain(*given_payloads)) == []


@given(payloads, st.data())
def test_withheld_and_erased_payloads_are_no_faults(
    given_payloads: list[tuple[bytes | None, bytes | None]], data: st.DataObject
) -> None:
    entries = [
        msgspec.structs.replace(
            entry,
            record=entry.record if data.draw(st.booleans()) else None,
            private=None,
            private_salt=b"",
        )
        for entry in chain(*given_payloads)
    ]
    assert faults(entries) == []


@given(payloads, st.data())
def test_any_changed_byte_is_found(
    given_payloads: list[tuple[bytes | None, bytes | None]], data: st.DataObject
) -> None:
    entries = chain(*given_payloads)
    place = data.draw(st.integers(0, len(entries) - 1))
    entry = entries[place]
    field = data.draw(
        st.sampled_from([f for f in ("header", "record", "private") if getattr(entry, f)])
    )
    content = bytearray(getattr(entry, field))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] = (content[at] + data.draw(st.integers(1, 255))) % 256
    entries[place] = msgspec.structs.replace(entry, **{field: bytes(content)})
    try:
        found = faults(entries)
    except ValueError:
        return  # a header that cannot even be read
    assert found


@given(payloads, st.data())
def test_an_entry_missing_from_the_middle_or_moved_is_found(
    given_payloads: list[tuple[bytes | None, bytes | None]], data: st.DataObject
) -> None:
    entries = chain(*given_payloads, (b"{}", None), (b"{}", None))
    place = data.draw(st.integers(0, len(entries) - 2))
    gap = entries[:place] + entries[place + 1 :]
    swapped = [*entries[:place], entries[place + 1], entries[place], *entries[place + 2 :]]
    assert faults(gap)
    assert faults(swapped)


def test_a_chain_that_goes_on_is_checked_from_where_it_goes_on() -> None:
    entries = chain((b"{}", None), (b"{}", None), (b"{}", None))
    assert faults(entries[1:], number=2, previous=entries[0].hash) == []
    assert faults(entries[1:], number=2, previous=NOTHING_BEFORE) == [(2, "previous")]
    assert faults(entries[1:]) == [(1, "number"), (2, "previous")]


@pytest.mark.parametrize("code", ["record", "private"])
def test_a_payload_that_is_not_the_one_written_is_named(code: str) -> None:
    entries = chain((b'{"a":1}', b'{"b":2}'))
    changed = msgspec.structs.replace(entries[0], **{code: b"{}"})
    assert faults([changed]) == [(1, code)]


def test_a_payload_where_the_header_names_none_is_a_fault() -> None:
    entries = chain((b"{}", None))
    assert faults([msgspec.structs.replace(entries[0], private=b"{}")]) == [(1, "private")]
