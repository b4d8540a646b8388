"""Where clear bytes wait on their way: in memory up to 32 MiB, then in an unnamed file of ours."""

from __future__ import annotations

import contextlib
import errno
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, cast

from xieshang_desktop.errors import WorldFailed

_IN_MEMORY: Final = 32 * 1024 * 1024
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class _Scratch:
    """A file of which each error of the system is a failure of our own disk."""

    def __init__(self, file: BinaryIO, folder: Path) -> None:
        self._file = file
        self._folder = folder

    def read(self, size: int = -1) -> bytes:
        with scratch_errors(self._folder):
            return self._file.read(size)

    def write(self, piece: bytes) -> int:
        with scratch_errors(self._folder):
            return self._file.write(piece)

    def seek(self, offset: int, whence: int = 0) -> int:
        with scratch_errors(self._folder):
            return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


@contextlib.contextmanager
def open_scratch(folder: Path) -> Iterator[BinaryIO]:
    """A file for reading and writing that is gone afterwards, also after a crash.

    What it cannot do it raises as WorldFailed scratch_full or scratch_failed.
    """
    with scratch_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder))  # noqa: SIM115
    try:
        yield cast(BinaryIO, _Scratch(cast(BinaryIO, file), folder))
    finally:
        with contextlib.suppress(OSError):
            file.close()  # what still waits in it is wanted no more


@contextlib.contextmanager
def scratch_errors(folder: Path) -> Iterator[None]:
    """Inside, an error of the system is a failure of our own disk."""
    try:
        yield
    except OSError as error:
        code = "scratch_full" if error.errno in _FULL else "scratch_failed"
        raise WorldFailed(code, folder=str(folder), errno=error.errno) from error
