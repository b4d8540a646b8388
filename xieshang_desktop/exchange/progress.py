"""How far a long piece of work is, and whether the person still wants it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Final

from xieshang_desktop.errors import WorldFailed

Progress = Callable[[int, int], object]
Cancelled = Callable[[], bool]

#: Between two reports lie at least so many bytes: a screen needs no more.
_STRIDE: Final = 256 * 1024


class Course:
    """A way of several legs of equal weight, each `size` bytes long in the reports."""

    def __init__(
        self, size: int, legs: int, progress: Progress | None, cancelled: Cancelled | None
    ) -> None:
        self._size = size
        self._total = size * legs
        self._progress = progress
        self._cancelled = cancelled
        self._leg = -1
        self.begin(size)

    def begin(self, length: int) -> None:
        """The next leg begins; it is done after `length` bytes of its own."""
        self._leg += 1
        self._length = max(length, 1)
        self._done = 0
        self._reported = -_STRIDE

    def step(self, count: int) -> None:
        """`count` bytes more are done; WorldFailed bundle_cancelled if nobody wants it any more."""
        self._done += count
        if self._done - self._reported < _STRIDE and self._done < self._length:
            return
        self._reported = self._done
        if self._cancelled is not None and self._cancelled():
            raise WorldFailed("bundle_cancelled")
        if self._progress is not None:
            part = min(self._size, self._done * self._size // self._length)
            self._progress(self._leg * self._size + part, self._total)

    def pace(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces, each a step."""
        for piece in pieces:
            self.step(len(piece))
            yield piece


class Pacing:
    """Reads on, reports the way, hashes what went by, and says whose failure a failure is."""

    def __init__(
        self, source: BinaryIO, course: Course, failure: Callable[[OSError], WorldFailed]
    ) -> None:
        self._source = source
        self._course = course
        self._failure = failure
        self._digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        """The next bytes."""
        try:
            piece = self._source.read(size)
        except OSError as error:
            raise self._failure(error) from error
        self._digest.update(piece)
        self._course.step(len(piece))
        return piece

    def finish(self) -> str:
        """The SHA-256 of everything there is, read to its end."""
        while self.read(256 * 1024):
            pass
        return self._digest.hexdigest()
