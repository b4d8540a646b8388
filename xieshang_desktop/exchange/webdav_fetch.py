"""Fetches a file part by part into `….part`, and gives it its name once it is proven whole."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange.progress import Cancelled, Progress
from xieshang_desktop.exchange.webdav_parts import (
    PART,
    Way,
    Whole,
    part_name,
    parts_folder,
    read_done,
)
from xieshang_desktop.exchange.webdav_wire import Wire
from xieshang_desktop.replacing import replace

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def fetch(
    wire: Wire,
    folder: str,
    name: str,
    target: Path,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> Whole:
    """See WebDavLine.fetch."""
    whole = read_done(wire, folder, name)
    if whole is None:
        raise WorldFailed("net_file_gone", name=name)
    way = Way(whole.size, progress, cancelled)
    growing = target.with_name(target.name + ".part")
    with _own_disk(target), open(growing, "ab+") as file:
        kept = _kept(file, whole)
        if shutil.disk_usage(target.parent).free < whole.size - kept * PART:
            raise WorldFailed("net_disk_full", path=str(target))
        digest = _hash(file)
        way.reached(min(kept * PART, whole.size))
        for number in range(kept + 1, whole.parts + 1):
            path = parts_folder(folder, name) + part_name(number)
            with _undone_if_broken(file):
                for piece in _part(wire, path, whole.length(number), name):
                    file.write(piece)
                    digest.update(piece)
                    way.reached(file.tell())
        file.flush()
        os.fsync(file.fileno())
    with _own_disk(target):
        if digest.hexdigest() != whole.sha256:
            growing.unlink()
            raise WorldFailed("net_file_broken", name=name)
        replace(growing, target)
    return whole


def _kept(file: BinaryIO, whole: Whole) -> int:
    """How many parts are whole from an earlier time; what lies behind them is cut off."""
    size = file.seek(0, os.SEEK_END)
    kept = whole.parts if size == whole.size else min(size // PART, whole.parts)
    file.truncate(min(kept * PART, whole.size))
    return kept


def _hash(file: BinaryIO) -> hashlib._Hash:
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(PART):
        digest.update(piece)
    return digest


def _part(wire: Wire, path: str, length: int, name: str) -> Iterator[bytes]:
    """The bytes of one part, never more than it must have; net_file_broken if they are not all."""
    left = length
    with wire.pieces(path) as pieces:
        for piece in pieces or ():
            left -= len(piece)
            if left < 0:
                break
            yield piece
    if left:
        raise WorldFailed("net_file_broken", name=name)


@contextlib.contextmanager
def _undone_if_broken(file: BinaryIO) -> Iterator[None]:
    """A part that proves wrong leaves nothing that the next try would take for a whole one."""
    start = file.tell()
    try:
        yield
    except WorldFailed as failed:
        if failed.code == "net_file_broken":
            file.truncate(start)
        raise


@contextlib.contextmanager
def _own_disk(target: Path) -> Iterator[None]:
    """Inside, an error of the system is our own disk's."""
    try:
        yield
    except OSError as error:
        code = "net_disk_full" if error.errno in _FULL else "net_disk_failed"
        raise WorldFailed(code, path=str(target)) from error
