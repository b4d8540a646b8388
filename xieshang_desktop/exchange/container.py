"""The ZIP around a bag: written plainly, read strictly (bundle-format.md §3)."""

from __future__ import annotations

import hashlib
import os
import re
import struct
import threading
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from typing import Any, BinaryIO, Final, Self

import msgspec

from xieshang_desktop.errors import BundleRefused

MEMBERS_LIMIT: Final = 20_000
DIRECTORY_LIMIT: Final = 4 * 1024 * 1024
NAME_LIMIT: Final = 100
#: Unpacked sizes together; also what a sealed file stays under.
SIZE_LIMIT: Final = 2**31
#: A small bag of much the same text may shrink as it likes; a large one not beyond this ratio.
RATIO_FREE, RATIO_LIMIT = 64 * 1024 * 1024, 100

_PIECE: Final = 256 * 1024
#: Twice as fast as the usual 6, and entries become only a tenth larger.
_LEVEL: Final = 1
#: Pieces that may wait for a processor.
_AHEAD: Final = 8
#: An empty block that says it is the last.
_LAST_BLOCK: Final = b"\x03\x00"
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4s2H2LH")
_NAME: Final = re.compile(rb"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*")
_FLAGS: Final = 0x0806
_STORED, _DEFLATED = 0, 8
#: Members of one file may be read by several threads.
_turn = threading.Lock()
_UNIX, _FILE_TYPE, _REGULAR, _DOS_FOLDER = 3, 0o170000, (0, 0o100000), 0x10
#: What our own members say: version 2.0 on Unix, mode 0644, 1980-01-01.
_NEEDED, _MADE_BY, _MODE, _DATE = 20, _UNIX << 8 | 20, 0o100644, 1 << 5 | 1
#: First bytes of what is compressed already: JPEG, PNG, GIF, PDF, ZIP (docx, xlsx).
_PACKED: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"%PDF", b"PK\x03\x04")


class Member(msgspec.Struct, frozen=True):
    """One file in the ZIP: its sizes, its CRC-32 and where its data begins."""

    name: str
    deflated: bool
    crc: int
    packed_size: int
    size: int
    start: int


class ZipWriter:
    """A ZIP that is being written to `file`, which must be seekable; leaving the block ends it.

    Large files are deflated piece by piece on several processors at once; what comes out does
    not depend on their number.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._central: list[bytes] = []
        self._pool = ThreadPoolExecutor(min(4, os.cpu_count() or 1))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        self._pool.shutdown()
        if kind is None:
            self._end()

    def add(self, name: str, pieces: Iterable[bytes]) -> str:
        """Put a file in, stored if its first piece looks packed already; gives its SHA-256."""
        pieces = iter(pieces)
        first = next(pieces, b"")
        method = _STORED if is_packed(first) else _DEFLATED
        digest = hashlib.sha256()
        crc = size = packed_size = 0

        def measured() -> Iterator[bytes]:
            nonlocal crc, size
            for piece in chain([first], pieces):
                digest.update(piece)
                crc = zlib.crc32(piece, crc)
                size += len(piece)
                yield piece

        place = self._file.tell()
        self._file.write(bytes(_LOCAL.size) + name.encode())
        for packed in self._deflate(measured()) if method == _DEFLATED else measured():
            self._file.write(packed)
            packed_size += len(packed)
        end = self._file.tell()
        facts = (_NEEDED, 0, method, 0, _DATE, crc, packed_size, size, len(name), 0)
        self._file.seek(place)
        self._file.write(_LOCAL.pack(b"PK\x03\x04", *facts))
        self._file.seek(end)
        record = _CENTRAL.pack(b"PK\x01\x02", _MADE_BY, *facts, 0, 0, 0, _MODE << 16, place)
        self._central.append(record + name.encode())
        return digest.hexdigest()

    def _deflate(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        waiting: deque[Future[bytes]] = deque()
        for piece in pieces:
            waiting.append(self._pool.submit(_deflate_piece, piece))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
        yield _LAST_BLOCK

    def _end(self) -> None:
        directory = b"".join(self._central)
        count, place = len(self._central), self._file.tell()
        self._file.write(directory)
        self._file.write(_END.pack(b"PK\x05\x06", bytes(4), count, count, len(directory), place, 0))


def _deflate_piece(piece: bytes) -> bytes:
    """Whole blocks that end at a byte, so that those of the next piece may follow."""
    deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflater.compress(piece) + deflater.flush(zlib.Z_SYNC_FLUSH)


def is_packed(start: bytes) -> bool:
    """Whether deflating a file that begins so would be in vain."""
    return (
        start.startswith(_PACKED)
        or start[4:8] == b"ftyp"
        or (start[:4] == b"RIFF" and start[8:12] == b"WEBP")
    )


def list_members(file: BinaryIO) -> dict[str, Member]:
    """Every member by name, after all checks of form; BundleRefused as in §8, step 3."""
    size = file.seek(0, 2)
    count, directory_start, directory = _read_end(file, size)
    members: dict[str, Member] = {}
    folded: set[str] = set()
    position = place = 0
    for _ in range(count):
        if len(directory) - position < _CENTRAL.size:
            raise BundleRefused("bundle_zip_broken")
        fields = _CENTRAL.unpack_from(directory, position)
        name = directory[position + _CENTRAL.size :][: fields[10]]
        position += _CENTRAL.size + len(name)
        member = _read_member(file, fields, name, place)
        place = member.start + member.packed_size
        if member.name.lower() in folded:
            raise BundleRefused("bundle_zip_duplicate", name=member.name)
        folded.add(member.name.lower())
        members[member.name] = member
    if position != len(directory) or place != directory_start:
        raise BundleRefused("bundle_zip_broken")
    unpacked = sum(member.size for member in members.values())
    if unpacked >= SIZE_LIMIT or unpacked > max(RATIO_FREE, RATIO_LIMIT * size):
        raise BundleRefused("bundle_zip_bomb", size=unpacked)
    return members


def read_pieces(file: BinaryIO, member: Member) -> Iterator[bytes]:
    """A member's content; BundleRefused bundle_zip_broken if size or CRC-32 are not as declared."""
    crc = done = 0
    for piece in _inflated(file, member) if member.deflated else _stored(file, member):
        crc = zlib.crc32(piece, crc)
        done += len(piece)
        if done > member.size:
            break
        yield piece
    if done != member.size or crc != member.crc:
        raise BundleRefused("bundle_zip_broken", name=member.name)


def _read_end(file: BinaryIO, size: int) -> tuple[int, int, bytes]:
    """Number of members, where the central directory begins, and the directory itself."""
    if size < _END.size:
        raise BundleRefused("bundle_zip_broken")
    file.seek(size - _END.size)
    end = _END.unpack(file.read(_END.size))
    signature, disks, here, count, length, start, comment = end
    if (signature, disks, comment) != (b"PK\x05\x06", bytes(4), 0) or here != count:
        raise BundleRefused("bundle_zip_broken")
    if not 1 <= count <= MEMBERS_LIMIT or length > DIRECTORY_LIMIT:
        raise BundleRefused("bundle_zip_too_many", count=count)
    if start + length + _END.size != size:
        raise BundleRefused("bundle_zip_broken")
    file.seek(start)
    return count, start, file.read(length)


def _read_member(file: BinaryIO, fields: tuple[Any, ...], name: bytes, place: int) -> Member:
    """The member of one central record, whose local header must stand at `place` and agree."""
    signature, made_by, needed, flags, method, time, date, crc, packed, size = fields[:10]
    name_length, extra, comment, disk, _internal, external, offset = fields[10:]
    shown = name.decode("ascii", "backslashreplace")
    if signature != b"PK\x01\x02":
        raise BundleRefused("bundle_zip_broken")
    parts = name.split(b"/")
    if not _NAME.fullmatch(name) or len(name) > NAME_LIMIT or b"." in parts or b".." in parts:
        raise BundleRefused("bundle_zip_name", name=shown)
    unix_type = external >> 16 & _FILE_TYPE if made_by >> 8 == _UNIX else 0
    if unix_type not in _REGULAR or external & _DOS_FOLDER:
        raise BundleRefused("bundle_zip_link", name=shown)
    file.seek(place)
    local = _LOCAL.pack(
        b"PK\x03\x04", needed, flags, method, time, date, crc, packed, size, name_length, 0
    )
    if (
        (extra, comment, disk, offset) != (0, 0, 0, place)
        or len(name) != name_length
        or flags & ~_FLAGS
        or method not in (_STORED, _DEFLATED)
        or (method == _STORED and packed != size)
        or file.read(len(local) + len(name)) != local + name
    ):
        raise BundleRefused("bundle_zip_broken", name=shown)
    start = place + len(local) + len(name)
    return Member(shown, method == _DEFLATED, crc, packed, size, start)


def _stored(file: BinaryIO, member: Member) -> Iterator[bytes]:
    """The packed bytes; positions are kept here, so that members may be read in turn or at once."""
    position, end = member.start, member.start + member.packed_size
    while position < end:
        with _turn:
            file.seek(position)
            piece = file.read(min(_PIECE, end - position))
        if not piece:
            return
        position += len(piece)
        yield piece


def _inflated(file: BinaryIO, member: Member) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for packed in _stored(file, member):
            if inflater.eof:
                raise BundleRefused("bundle_zip_broken", name=member.name)
            yield inflater.decompress(packed, _PIECE)
            while inflater.unconsumed_tail:
                yield inflater.decompress(inflater.unconsumed_tail, _PIECE)
        while piece := inflater.decompress(b"", _PIECE):
            yield piece
    except zlib.error as error:
        raise BundleRefused("bundle_zip_broken", name=member.name) from error
    if not inflater.eof or inflater.unused_data:
        raise BundleRefused("bundle_zip_broken", name=member.name)
