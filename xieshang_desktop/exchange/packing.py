"""What a bundle is to hold, and how it becomes a signed bag (bundle-format.md §3 to §7)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from xieshang_desktop.domain.entry import NOTHING_BEFORE, Entry
from xieshang_desktop.domain.messages import (
    ENTRIES,
    Message,
    kind_of,
    write_message,
)
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange import container, lines, manifest, minisign
from xieshang_desktop.exchange.manifest import BundleInfo
from xieshang_desktop.exchange.progress import Course

_PIECE: Final = 256 * 1024
#: What one bundle holds at most: bytes to be packed (tag files, ZIP and age headers come to them),
#: files, and entries.
BYTES_LIMIT: Final = container.SIZE_LIMIT - 16 * 1024 * 1024
FILES_LIMIT: Final = container.MEMBERS_LIMIT - 6
ENTRIES_LIMIT: Final = 50_000


class AttachedFile(msgspec.Struct, frozen=True):
    """A file that travels along: the SHA-256 it must have, and where it lies."""

    sha256: str
    path: Path


class _Content(msgspec.Struct, frozen=True, kw_only=True):
    """Who writes what to whom."""

    unit_id: str
    unit_name: str
    addressee: str | None
    line: str
    files: Sequence[AttachedFile] = ()
    device: str
    program_version: str
    schema: int
    clock: datetime


class BundleContent(_Content, frozen=True, kw_only=True):
    """Entries to be handed over; `addressee` is None while there is no township.

    `entries` gives them: they follow on one another from number `first` to `last`, and are never
    all held at once. `previous_hash` is the hash before the first; `size` that of their rows at
    most (see `Room`).
    """

    entries: Callable[[], Iterable[Entry]]
    first: int
    last: int
    size: int
    previous_hash: str


class MessageContent(_Content, frozen=True, kw_only=True):
    """A receipt, directives, an invitation, an answer or new keys.

    `village_id` is that of the village it goes to or comes from: the file's name has its end. For
    an invitation of a village without one it is the invitation's own.
    """

    message: Message
    village_id: str


def fits(*, size: int, files: int, entries: int) -> bool:
    """Whether one bundle holds rows and files of `size` bytes, so many files, so many entries."""
    return size <= BYTES_LIMIT and files <= FILES_LIMIT and entries <= ENTRIES_LIMIT


class Room:
    """What is still to be had in one bundle; `size` is that of the rows taken so far."""

    def __init__(self) -> None:
        self.size = 0
        self._files_size = 0
        self._files = 0
        self._entries = 0

    def take(self, entry: Entry, files: Sequence[AttachedFile] = ()) -> bool:
        """Whether the entry goes in with the files that come with it, and were not in before; the
        first entry always does. WorldFailed attachment_missing.
        """
        size = self.size + lines.row_size(entry)
        files_size = self._files_size + sum(_size_of(file) for file in files)
        count = self._files + len(files)
        entries = self._entries + 1
        if self._entries and not fits(size=size + files_size, files=count, entries=entries):
            return False
        self.size, self._files_size, self._files = size, files_size, count
        self._entries = entries
        return True


def content_size(content: BundleContent | MessageContent) -> int:
    """Bytes to be packed, at most; WorldFailed attachment_missing."""
    if isinstance(content, BundleContent):
        rows = content.size
    else:
        rows = len(write_message(content.message))
    return rows + sum(_size_of(file) for file in content.files)


def describe(content: BundleContent | MessageContent) -> BundleInfo:
    """The fields of `bag-info.txt`."""
    if isinstance(content, BundleContent):
        kind, first, last = ENTRIES, content.first, content.last
        previous = content.previous_hash
    else:
        kind, first, last = kind_of(content.message), content.message.number, content.message.number
        previous = NOTHING_BEFORE
    return BundleInfo(
        format=manifest.FORMAT,
        kind=kind,
        unit=content.unit_id,
        unit_name=content.unit_name,
        addressee=content.addressee,
        line=content.line,
        first=first,
        last=last,
        previous=previous,
        device=content.device,
        program=content.program_version,
        schema=content.schema,
        laptop_clock=content.clock,
    )


def village_of(content: BundleContent | MessageContent) -> str:
    """The UUID under which the bundle is sorted: the village's, whichever way it goes."""
    return content.unit_id if isinstance(content, BundleContent) else content.village_id


def pack(
    clear: BinaryIO,
    content: BundleContent | MessageContent,
    key: minisign.SigningKey,
    *,
    withhold: lines.Withhold,
    course: Course,
) -> None:
    """Put the signed bag into `clear` as a ZIP; WorldFailed attachment_missing, …_differs;
    BundleRefused when the entries do not hold together (§8, step 10).
    """
    info = describe(content)
    if isinstance(content, BundleContent):
        pieces = lines.write_rows(content.entries(), withhold, info.chain())
    else:
        pieces = iter([write_message(content.message)])
    name = manifest.CONTENTS[info.kind]
    with container.ZipWriter(clear) as box:
        hashes = {name: box.add(name, course.pace(pieces))}
        for file in sorted(content.files, key=lambda file: file.sha256):
            name = manifest.FILES + file.sha256
            if name in hashes:
                continue
            hashes[name] = box.add(name, course.pace(_read(file)))
            if hashes[name] != file.sha256:
                raise WorldFailed("attachment_differs", path=str(file.path))
        for name, tag in _tags(info, hashes, key).items():
            box.add(name, [tag])


def _tags(info: BundleInfo, hashes: dict[str, str], key: minisign.SigningKey) -> dict[str, bytes]:
    """The files at the top of the bag, the signature last."""
    tags = {
        manifest.DECLARATION: manifest.DECLARED,
        manifest.INFO: manifest.write_info(info),
        manifest.MANIFEST: manifest.write_manifest(hashes),
    }
    signed = manifest.write_manifest(
        {name: hashlib.sha256(tag).hexdigest() for name, tag in tags.items()}
    )
    time = f"timestamp:{int(info.laptop_clock.timestamp())}"
    signature = minisign.sign(key, signed, f"{time}\tfile:{manifest.TAG_MANIFEST}\thashed")
    return {**tags, manifest.TAG_MANIFEST: signed, manifest.SIGNATURE: signature.encode()}


def _size_of(file: AttachedFile) -> int:
    try:
        return os.path.getsize(file.path)
    except OSError as error:
        raise _missing(file, error) from error


def _read(file: AttachedFile) -> Iterator[bytes]:
    try:
        source = open(file.path, "rb")  # noqa: SIM115 - only the file's own errors are its own
    except OSError as error:
        raise _missing(file, error) from error
    with source:
        while True:
            try:
                piece = source.read(_PIECE)
            except OSError as error:
                raise _missing(file, error) from error
            if not piece:
                return
            yield piece


def _missing(file: AttachedFile, error: OSError) -> WorldFailed:
    return WorldFailed("attachment_missing", path=str(file.path), errno=error.errno)
