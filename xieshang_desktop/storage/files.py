"""Attachments and sealed papers: each kept once, under the SHA-256 of its content."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

from xieshang_desktop.domain.entry import sha256_of
from xieshang_desktop.errors import WorldFailed


class Files:
    """The `files/` folder beside the database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "files"

    def keep(self, content: bytes) -> str:
        """Store bytes durably and give their hash; the same bytes are stored once.

        Raises WorldFailed `disk_full` or `folder_not_writable`.
        """
        digest = sha256_of(content)
        target = self.path(digest)
        if not target.exists():
            write_whole(target, content)
        return digest

    def path(self, digest: str) -> Path:
        """Where content with this hash lies."""
        return self.folder / digest[:2] / digest

    def read(self, digest: str) -> bytes:
        """The content, checked; WorldFailed `file_missing_here` or `file_changed`."""
        try:
            content = self.path(digest).read_bytes()
        except OSError as error:
            raise WorldFailed("file_missing_here", digest=digest) from error
        if sha256_of(content) != digest:
            raise WorldFailed("file_changed", digest=digest)
        return content


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut.

    Raises WorldFailed `disk_full` or `folder_not_writable`.
    """
    temporary = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        put_in_place(temporary, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise unwritable(error, target) from error


def put_in_place(temporary: Path, target: Path) -> None:
    """Rename a finished and flushed file, and flush the folder that names it; raises OSError."""
    os.replace(temporary, target)
    if sys.platform != "win32":  # Windows keeps names safe itself and cannot open folders
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def unwritable(error: OSError, target: Path) -> WorldFailed:
    """What it means that a file could not be written."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return WorldFailed("disk_full" if full else "folder_not_writable", file=str(target))
