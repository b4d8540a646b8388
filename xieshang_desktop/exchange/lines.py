"""The rows of `data/entries.jsonl`: one entry each, its exact texts (bundle-format.md §5)."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import msgspec

from xieshang_desktop.domain.entry import Entry, Header, decode_header
from xieshang_desktop.domain.messages import is_plausible
from xieshang_desktop.errors import BundleRefused

ROW_LIMIT: Final = 16 * 1024 * 1024
_PIECE: Final = 256 * 1024
#: What lies around the header and the payloads of one entry in its row, at most.
_AROUND: Final = 320
#: Characters of what a header calls by name, and of who wrote it: a receipt repeats them.
_NAME_LIMIT: Final = 64
_ACTOR_LIMIT: Final = 200


class Withheld(enum.Enum):
    """Which payloads of an entry stay in the village and travel as their hashes only."""

    NOTHING = enum.auto()
    PRIVATE = enum.auto()
    BOTH = enum.auto()


#: Says by its header what of an entry is withheld.
Withhold = Callable[[Header], Withheld]


def withhold_private(_header: Header) -> Withheld:
    """What a village withholds unless it says otherwise."""
    return Withheld.PRIVATE


def withhold_nothing(_header: Header) -> Withheld:
    """Everything travels."""
    return Withheld.NOTHING


class _Row(msgspec.Struct, gc=False):
    header: str
    hash: str
    record: str | None
    record_salt: str | None
    private: str | None
    private_salt: str | None


class _Object(msgspec.Struct):
    """Any JSON object: its members are looked over and not kept."""


_encoder = msgspec.json.Encoder()
_rows = msgspec.json.Decoder(_Row)
_objects = msgspec.json.Decoder(_Object)
_sha256 = hashlib.sha256


def row_size(entry: Entry) -> int:
    """Bytes of the entry's row, at most."""
    texts = (entry.header, entry.record or b"", entry.private or b"")
    return _AROUND + sum(len(t) + t.count(b'"') + t.count(b"\\") for t in texts)


class Chain:
    """What the entries of a bundle must keep, one after another (§8, step 10).

    Whether a `record` decodes to the type that its header names is left to who knows the types.
    """

    def __init__(
        self, *, unit: str, line: str, first: int, last: int, previous: str, schema: int
    ) -> None:
        self._unit = unit
        self._line = line
        self._number = first
        self._last = last
        self._previous = previous
        self._schema = schema

    def add(self, header: Header, entry: Entry) -> None:
        """The next entry with its header; BundleRefused."""
        number = self._number
        if not is_plausible(header.at) or not 1 <= header.schema <= self._schema:
            raise BundleRefused("bundle_entry_unreadable", place=number)
        if (
            len(header.object_id) > _NAME_LIMIT
            or len(header.object_type) > _NAME_LIMIT
            or len(header.kind) > _NAME_LIMIT
            or len(header.action) > _NAME_LIMIT
            or len(header.actor) > _ACTOR_LIMIT
        ):
            raise BundleRefused("bundle_entry_unreadable", place=number)
        if header.unit != self._unit or header.line != self._line:
            raise BundleRefused("bundle_entry_foreign", number=header.number)
        if header.number != number or number > self._last:
            raise BundleRefused("bundle_number_wrong", number=number)
        if header.previous != self._previous:
            raise BundleRefused("bundle_chain_broken", number=number)
        if _sha256(entry.header).hexdigest() != entry.hash:
            raise BundleRefused("bundle_entry_differs", number=number)
        record, private = entry.record, entry.private
        if (
            record is not None
            and _sha256(entry.record_salt + record).hexdigest() != header.record_hash
        ) or (
            private is not None
            and _sha256(entry.private_salt + private).hexdigest() != header.private_hash
        ):
            raise BundleRefused("bundle_payload_differs", number=number)
        self._previous = entry.hash
        self._number = number + 1

    def end(self) -> None:
        """There are no more; BundleRefused."""
        if self._number != self._last + 1:
            raise BundleRefused("bundle_number_wrong", number=self._number)


def write_rows(entries: Iterable[Entry], withhold: Withhold, chain: Chain) -> Iterator[bytes]:
    """The file in pieces. A withheld or absent payload leaves its salt behind: the salt would
    let a short payload be guessed from its hash. BundleRefused if a reader would refuse them.
    """
    rows: list[_Row] = []
    size = 0
    for place, entry in enumerate(entries, 1):
        try:
            header = decode_header(entry.header)
            withheld = withhold(header)
            record = None if withheld is Withheld.BOTH else entry.record
            private = entry.private if withheld is Withheld.NOTHING else None
            row = _Row(
                entry.header.decode(),
                entry.hash,
                None if record is None else _text(record),
                None if record is None else entry.record_salt.hex(),
                None if private is None else _text(private),
                None if private is None else entry.private_salt.hex(),
            )
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise BundleRefused("bundle_entry_unreadable", place=place) from error
        chain.add(header, entry)
        rows.append(row)
        size += len(entry.header) + len(record or b"") + len(private or b"")
        if size >= _PIECE:
            yield _encode(rows, place)
            rows.clear()
            size = 0
    chain.end()
    if rows:
        yield _encode(rows, place)


def read_entries(pieces: Iterable[bytes], chain: Chain) -> Iterator[tuple[Header, Entry]]:
    """The entries with their headers, each checked before it is given; BundleRefused."""
    for place, text in enumerate(_split(pieces), 1):
        try:
            row = _rows.decode(text)
            packed = row.header.encode()
            header = decode_header(packed)
            record, record_salt = _payload(row.record, row.record_salt)
            private, private_salt = _payload(row.private, row.private_salt)
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise BundleRefused("bundle_entry_unreadable", place=place) from error
        entry = Entry(
            header=packed,
            hash=row.hash,
            record=record,
            record_salt=record_salt,
            private=private,
            private_salt=private_salt,
        )
        chain.add(header, entry)
        yield header, entry
    chain.end()


def _encode(rows: list[_Row], place: int) -> bytes:
    """The rows, of which the last alone can be too long: the others are less than a piece."""
    piece = _encoder.encode_lines(rows)
    if len(piece) - piece.rfind(b"\n", 0, -1) - 2 > ROW_LIMIT:
        raise BundleRefused("bundle_entry_unreadable", place=place)
    return piece


def _text(payload: bytes) -> str:
    _objects.decode(payload)
    return payload.decode()


def _payload(text: str | None, salt: str | None) -> tuple[bytes | None, bytes]:
    if text is None or salt is None:
        if text is not salt:
            raise ValueError("payload and salt come together")
        return None, b""
    payload, salted = text.encode(), bytes.fromhex(salt)
    _objects.decode(payload)
    if len(salted) != 16 or salted.hex() != salt:
        raise ValueError("16 bytes as 32 hexadecimal digits")
    return payload, salted


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
