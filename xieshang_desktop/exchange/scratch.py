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


@contextlib.contextmanager
def open_scratch(folder: Path) -> Iterator[BinaryIO]:
    """A file for reading and writing that is gone afterwards, also after a crash.

    Inside, an error of the system is taken for a failure of our own disk and raised as
    WorldFailed scratch_full or scratch_failed; what else may fail there says so before.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder)) as file:
            yield cast(BinaryIO, file)
    except OSError as error:
        code = "scratch_full" if error.errno in _FULL else "scratch_failed"
        raise WorldFailed(code, folder=str(folder), errno=error.errno) from error
