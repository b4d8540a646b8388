"""How a file lies on a WebDAV server: parts of 1 MiB and, last, what the whole is (§18)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange.progress import Cancelled, Progress
from xieshang_desktop.exchange.webdav_wire import PIECE, Wire

#: Bytes of every part but the last, which may be shorter.
PART: Final = 1024 * 1024
#: Bytes of a `.done`, with room for what later versions may add.
_DONE_LIMIT: Final = 4096
#: Between two reports lie at least so many bytes.
_STRIDE: Final = 256 * 1024


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """What `.done` says of a file: hexadecimal SHA-256, bytes, number of parts."""

    sha256: str
    size: int
    parts: int

    def length(self, number: int) -> int:
        """Bytes of part `number`, counted from 1."""
        return min(PART, self.size - (number - 1) * PART)


def done_path(folder: str, name: str) -> str:
    return f"{folder}/{name}.done"


def parts_folder(folder: str, name: str) -> str:
    return f"{folder}/{name}.parts/"


def part_name(number: int) -> str:
    return f"{number:04d}"


def measure(file: Path) -> Whole:
    """The file as `.done` will say it; WorldFailed net_file_unreadable."""
    digest = hashlib.sha256()
    size = 0
    try:
        with open(file, "rb") as source:
            while piece := source.read(PART):
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        raise WorldFailed("net_file_unreadable", path=str(file)) from error
    return Whole(sha256=digest.hexdigest(), size=size, parts=-(-size // PART))


def read_done(wire: Wire, folder: str, name: str) -> Whole | None:
    """What the other side left; None if it left none. WorldFailed net_file_broken if it is odd."""
    said = wire.read_small(done_path(folder, name), _DONE_LIMIT)
    if said is None:
        return None
    try:
        whole = msgspec.json.decode(said, type=Whole)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WorldFailed("net_file_broken", name=name) from error
    if whole.size < 0 or whole.parts != -(-whole.size // PART):
        raise WorldFailed("net_file_broken", name=name)
    return whole


class PartBody:
    """The bytes of one part, read from the file as they are sent; may be walked again."""

    def __init__(self, file: Path, start: int, length: int, sent: Callable[[int], None]) -> None:
        self._file = file
        self._start = start
        self._length = length
        self._sent = sent

    def __iter__(self) -> Iterator[bytes]:
        done = 0
        try:
            with open(self._file, "rb") as source:
                source.seek(self._start)
                while done < self._length:
                    piece = source.read(min(PIECE, self._length - done))
                    if not piece:
                        raise WorldFailed("net_file_unreadable", path=str(self._file))
                    yield piece
                    done += len(piece)
                    self._sent(self._start + done)
        except OSError as error:
            raise WorldFailed("net_file_unreadable", path=str(self._file)) from error


class Way:
    """How far a file has come; every report is a moment to stop."""

    def __init__(self, size: int, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self._size = size
        self._progress = progress
        self._cancelled = cancelled
        self._reported = -_STRIDE

    def reached(self, count: int) -> None:
        """`count` bytes of the file are over; WorldFailed net_cancelled if nobody wants it now."""
        if self._cancelled is not None and self._cancelled():
            raise WorldFailed("net_cancelled")
        if abs(count - self._reported) < _STRIDE and count < self._size:
            return
        self._reported = count
        if self._progress is not None:
            self._progress(count, self._size)
