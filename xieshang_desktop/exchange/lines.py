"""The rows of `data/entries.jsonl`: one entry each, its exact texts (bundle-format.md §5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from xieshang_desktop.domain.entry import Entry, Header
from xieshang_desktop.errors import BundleRefused

ROW_LIMIT: Final = 16 * 1024 * 1024
_PIECE: Final = 256 * 1024

Salt = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]


class _Row(msgspec.Struct, kw_only=True, gc=False):
    header: str
    hash: str
    record: str | None
    record_salt: Salt | None
    private: str | None
    private_salt: Salt | None


_encoder = msgspec.json.Encoder()
_rows = msgspec.json.Decoder(_Row)
_objects = msgspec.json.Decoder(dict[str, msgspec.Raw])


def write_rows(entries: Iterable[Entry], *, withhold_private: bool) -> Iterator[bytes]:
    """The file in pieces. A withheld or absent payload leaves its salt behind: the salt would
    let a short payload be guessed from its hash.
    """
    piece = bytearray()
    for entry in entries:
        record, record_salt = _texts(entry.record, entry.record_salt)
        private, private_salt = _texts(
            None if withhold_private else entry.private, entry.private_salt
        )
        row = _Row(
            header=entry.header.decode(),
            hash=entry.hash,
            record=record,
            record_salt=record_salt,
            private=private,
            private_salt=private_salt,
        )
        _encoder.encode_into(row, piece, -1)
        piece += b"\n"
        if len(piece) >= _PIECE:
            yield bytes(piece)
            piece.clear()
    if piece:
        yield bytes(piece)


def read_rows(pieces: Iterable[bytes]) -> Iterator[tuple[Header, Entry]]:
    """The entries with their headers; BundleRefused bundle_entry_unreadable."""
    for place, row in enumerate(_split(pieces), 1):
        try:
            entry = _read_row(row)
            yield entry.read_header(), entry
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise BundleRefused("bundle_entry_unreadable", place=place) from error


def _texts(payload: bytes | None, salt: bytes) -> tuple[str | None, str | None]:
    return (None, None) if payload is None else (payload.decode(), salt.hex())


def _read_row(text: bytes) -> Entry:
    row = _rows.decode(text)
    record, record_salt = _payload(row.record, row.record_salt)
    private, private_salt = _payload(row.private, row.private_salt)
    return Entry(
        header=row.header.encode(),
        hash=row.hash,
        record=record,
        record_salt=record_salt,
        private=private,
        private_salt=private_salt,
    )


def _payload(text: str | None, salt: str | None) -> tuple[bytes | None, bytes]:
    if (text is None) != (salt is None):
        raise ValueError("payload and salt come together")
    if text is None or salt is None:
        return None, b""
    payload = text.encode()
    _objects.decode(payload)
    return payload, bytes.fromhex(salt)


def _split(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The rows without their ends; the last one must have its end too."""
    rest = b""
    place = 0
    for piece in pieces:
        *rows, rest = (rest + piece).split(b"\n")
        place += len(rows)
        yield from rows
        if len(rest) > ROW_LIMIT:
            raise BundleRefused("bundle_entry_unreadable", place=place + 1)
    if rest:
        raise BundleRefused("bundle_entry_unreadable", place=place + 1)
