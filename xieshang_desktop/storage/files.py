"""Attachments and sealed papers: each kept once, under the SHA-256 of its content."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from xieshang_desktop.domain.entry import sha256_of
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.replacing import replace

#: Digits of a SHA-256.
_DIGITS = 64
#: Seconds after which what is half written belongs to a program that was stopped.
_LEFT: Final = 24 * 3600


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

    def everything(self) -> list[Path]:
        """Every file that is kept, by its hash."""
        found = (path for path in self.folder.glob("??/*") if len(path.name) == _DIGITS)
        return sorted(found, key=lambda path: path.name)

    def read(self, digest: str) -> bytes:
        """The content, checked; WorldFailed `file_missing_here` or `file_changed`."""
        try:
            content = self.path(digest).read_bytes()
        except OSError as error:
            raise WorldFailed("file_missing_here", digest=digest) from error
        if sha256_of(content) != digest:
            raise WorldFailed("file_changed", digest=digest)
        return content


def check_whole(files: Files, digest: str) -> None:
    """The same check in pieces, for what is too large to be held; the same errors."""
    whole = hashlib.sha256()
    try:
        with files.path(digest).open("rb") as stream:
            while piece := stream.read(1 << 20):
                whole.update(piece)
    except OSError as error:
        raise WorldFailed("file_missing_here", digest=digest) from error
    if whole.hexdigest() != digest:
        raise WorldFailed("file_changed", digest=digest)


def keep_pieces(files: Files, digest: str, pieces: Iterable[bytes]) -> None:
    """Store content that comes in pieces and was proved to have this hash: a film is never held.

    Raises WorldFailed `disk_full` or `folder_not_writable`.
    """
    target = files.path(digest)
    if target.exists():
        return
    temporary = part_of(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        put_in_place(temporary, target)
    except BaseException as error:  # also what the pieces raise: nothing half is left
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise unwritable(error, target) from error
        raise


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut.

    Raises WorldFailed `disk_full` or `folder_not_writable`.
    """
    temporary = part_of(target)
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


def part_of(target: Path) -> Path:
    """What a file is called while it is written: two who write the same one do not meet."""
    return target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")


def is_left_over(path: Path) -> bool:
    """Whether nobody has touched it for a day, by a clock that may have been set back since."""
    return abs(time.time() - path.stat().st_mtime) > _LEFT


def clear_parts(*folders: Path) -> None:
    """Remove what a program that was stopped left half written in these folders."""
    for part in (part for folder in folders for part in folder.glob("*.part")):
        with contextlib.suppress(OSError):
            if is_left_over(part):
                part.unlink()


def put_in_place(temporary: Path, target: Path) -> None:
    """Rename a finished and flushed file, and flush the folder that names it; raises OSError."""
    replace(temporary, target)
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
