"""A paper into a file: written whole or not at all, and what it means when that fails."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import msgspec

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.storage.files import write_whole

#: The folder beside the data for copies that other programs open; emptied once a day.
SHOWN = "shown"

#: Windows: another program holds the file open.
_HELD = {32, 33}
_GONE = {errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE}


class SaveWay(msgspec.Struct, frozen=True):
    """One more form in which a paper can be saved. `name` is what it is called on the screen,
    `suffix` like `.png`; `make` gives the file's content and is called on the worker."""

    name: str
    suffix: str
    make: Callable[[], bytes]


def save(content: bytes, target: Path) -> Path:
    """Write a paper whole or not at all.

    WorldFailed `paper_open_elsewhere`, `paper_no_room`, `paper_place_gone`, `folder_not_writable`.
    """
    if not target.parent.is_dir():
        raise WorldFailed("paper_place_gone", folder=str(target.parent))
    try:
        write_whole(target, content)
    except WorldFailed as failure:
        raise _meaning(failure, target) from failure.__cause__
    return target


def _meaning(failure: WorldFailed, target: Path) -> WorldFailed:
    error = failure.__cause__
    if failure.code == "disk_full":
        return WorldFailed("paper_no_room", file=target.name)
    if isinstance(error, OSError):
        held = getattr(error, "winerror", 0) in _HELD or error.errno in {errno.EBUSY, errno.ETXTBSY}
        # Windows says no more than "denied" when a file that is open is to be replaced.
        denied = isinstance(error, PermissionError) and getattr(error, "winerror", None) is not None
        if held or (denied and target.is_file()):
            return WorldFailed("paper_open_elsewhere", file=target.name)
        if error.errno in _GONE:
            return WorldFailed("paper_place_gone", folder=str(target.parent))
    return failure
