"""The journal's entry: what happened to one object, chained to the entry before it.

The hash covers the stored header bytes; the header holds salted hashes of the payloads, so that
a payload can be withheld or erased and the chain still holds. Nothing is encoded again to check.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

#: The hash before the first entry of a line that has no parent.
NOTHING_BEFORE = "0" * 64

#: Version of the values inside payloads; raised when a value changes its meaning.
SCHEMA = 1


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What the hash covers. `number` counts 1, 2, 3 … within `line`; `at` is the laptop's clock."""

    unit: str
    line: str
    number: int
    action: str
    at: datetime
    actor: str
    kind: str
    object_type: str
    object_id: str
    schema: int
    record_hash: str | None
    private_hash: str | None
    previous: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as stored and carried: exact bytes, their salts, and the hash of the header."""

    header: bytes
    hash: str
    record: bytes | None
    record_salt: bytes
    private: bytes | None
    private_salt: bytes

    def read_header(self) -> Header:
        """The header's fields, decoded from the stored bytes; ValueError when they say none."""
        return decode_header(self.header)


class Fault(msgspec.Struct, frozen=True):
    """Where a chain fails: `code` is one of number, previous, hash, record, private, columns."""

    line: str
    number: int
    code: str


_headers = msgspec.json.Decoder(Header)


def decode_header(header: bytes) -> Header:
    """The fields of stored header bytes."""
    return _headers.decode(header)


_encode = msgspec.json.Encoder().encode


def payload_hash(salt: bytes, payload: bytes) -> str:
    """SHA-256 over salt and payload, in hexadecimal."""
    return sha256_of(salt + payload)


def sha256_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    import hashlib  # 1 MB and 3 ms of OpenSSL, which the first page does without

    return hashlib.sha256(content).hexdigest()


def write_entry(
    *,
    unit: str,
    line: str,
    number: int,
    action: str,
    at: datetime,
    actor: str,
    kind: str,
    object_type: str,
    object_id: str,
    record: bytes | None,
    private: bytes | None,
    previous: str,
) -> Entry:
    """The next entry of a line, with fresh salts of 16 bytes."""
    salts = os.urandom(32)
    record_salt, private_salt = salts[:16], salts[16:]
    header = _encode(
        Header(
            unit=unit,
            line=line,
            number=number,
            action=action,
            at=at,
            actor=actor,
            kind=kind,
            object_type=object_type,
            object_id=object_id,
            schema=SCHEMA,
            record_hash=None if record is None else payload_hash(record_salt, record),
            private_hash=None if private is None else payload_hash(private_salt, private),
            previous=previous,
        )
    )
    return Entry(
        header=header,
        hash=sha256_of(header),
        record=record,
        record_salt=record_salt,
        private=private,
        private_salt=private_salt,
    )


def check_chain(
    entries: Iterable[Entry], *, number: int = 1, previous: str = NOTHING_BEFORE
) -> Iterator[Fault]:
    """Every fault of one line's entries, which must begin with `number` after `previous`.

    A payload that is absent although the header names its hash was withheld or erased: no fault.
    """
    for entry in entries:
        header = entry.read_header()
        if header.number != number:
            yield Fault(header.line, number, "number")
        if header.previous != previous:
            yield Fault(header.line, header.number, "previous")
        if sha256_of(entry.header) != entry.hash:
            yield Fault(header.line, header.number, "hash")
        for code, payload, salt, expected in (
            ("record", entry.record, entry.record_salt, header.record_hash),
            ("private", entry.private, entry.private_salt, header.private_hash),
        ):
            if payload is not None and payload_hash(salt, payload) != expected:
                yield Fault(header.line, header.number, code)
        number, previous = header.number + 1, entry.hash
