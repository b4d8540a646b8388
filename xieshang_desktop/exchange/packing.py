"""What a bundle is to hold, and how it becomes a signed bag (bundle-format.md §3 to §7)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from xieshang_desktop.domain.entry import Entry
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.exchange import container, lines, manifest, minisign
from xieshang_desktop.exchange.manifest import BundleInfo
from xieshang_desktop.exchange.progress import Course

_PIECE: Final = 256 * 1024
#: What lies around the header and the payloads of one entry in its row, at most.
_ROW_AROUND: Final = 512


class AttachedFile(msgspec.Struct, frozen=True):
    """A file that travels with the entries: the SHA-256 it must have, and where it lies."""

    sha256: str
    path: Path


class BundleContent(msgspec.Struct, frozen=True, kw_only=True):
    """What a bundle is to hold; `addressee` is None while there is no township.

    `entries` follow on one another, `previous_hash` is the hash before the first of them.
    """

    unit_id: str
    unit_name: str
    addressee: str | None
    line: str
    entries: Sequence[Entry]
    previous_hash: str
    files: Sequence[AttachedFile]
    device: str
    program_version: str
    schema: int
    clock: datetime


def content_size(content: BundleContent) -> int:
    """Bytes to be packed, at most; WorldFailed attachment_missing."""
    rows = sum(
        _ROW_AROUND + len(entry.header) + len(entry.record or b"") + len(entry.private or b"")
        for entry in content.entries
    )
    return rows + sum(_size_of(file) for file in content.files)


def describe(content: BundleContent) -> BundleInfo:
    """The fields of `bag-info.txt`."""
    return BundleInfo(
        format=manifest.FORMAT,
        kind=manifest.ENTRIES,
        unit=content.unit_id,
        unit_name=content.unit_name,
        addressee=content.addressee,
        line=content.line,
        first=content.entries[0].read_header().number,
        last=content.entries[-1].read_header().number,
        previous=content.previous_hash,
        device=content.device,
        program=content.program_version,
        schema=content.schema,
        laptop_clock=content.clock,
    )


def pack(
    clear: BinaryIO,
    content: BundleContent,
    key: minisign.SigningKey,
    *,
    withhold_private: bool,
    course: Course,
) -> None:
    """Put the signed bag into `clear` as a ZIP; WorldFailed attachment_missing, …_differs."""
    rows = lines.write_rows(content.entries, withhold_private=withhold_private)
    with container.ZipWriter(clear) as box:
        hashes = {manifest.LINES: box.add(manifest.LINES, _pacing(rows, course))}
        for file in sorted(content.files, key=lambda file: file.sha256):
            name = manifest.FILES + file.sha256
            if name in hashes:
                continue
            hashes[name] = box.add(name, _pacing(_read(file), course))
            if hashes[name] != file.sha256:
                raise WorldFailed("attachment_differs", path=str(file.path))
        for name, tag in _tags(describe(content), hashes, key).items():
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


def _pacing(pieces: Iterable[bytes], course: Course) -> Iterator[bytes]:
    for piece in pieces:
        course.step(len(piece))
        yield piece


def _size_of(file: AttachedFile) -> int:
    try:
        return os.path.getsize(file.path)
    except OSError as error:
        raise _missing(file, error) from error


def _read(file: AttachedFile) -> Iterator[bytes]:
    try:
        with open(file.path, "rb") as source:
            while piece := source.read(_PIECE):
                yield piece
    except OSError as error:
        raise _missing(file, error) from error


def _missing(file: AttachedFile, error: OSError) -> WorldFailed:
    return WorldFailed("attachment_missing", path=str(file.path), errno=error.errno)
