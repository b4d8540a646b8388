"""Writing a bundle: sealed onto the drive, flushed, read back, and only then given its name."""

from __future__ import annotations

import contextlib
import hashlib
import io
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from xieshang_desktop.errors import BadInput, BundleRefused, WorldFailed
from xieshang_desktop.exchange import container, lines, reading, seal
from xieshang_desktop.exchange.keys import VillageKeys
from xieshang_desktop.exchange.packing import (
    BundleContent,
    MessageContent,
    content_size,
    describe,
    fits,
    pack,
    village_of,
)
from xieshang_desktop.exchange.progress import Cancelled, Course, Pacing, Progress
from xieshang_desktop.exchange.scratch import open_scratch
from xieshang_desktop.exchange.target import TargetFolder, drive_errors, drive_failure

_PART: Final = ".xsb.part"
#: age adds 16 bytes to each 64 KiB.
_SEALED_PART: Final = 4096


class BundleWritten(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle that is on the drive for certain: its size in bytes, its numbers, its SHA-256."""

    path: Path
    size: int
    first: int
    last: int
    sha256: str


class _Sealing(msgspec.Struct, frozen=True):
    """To whom a bundle is sealed; `code` alone for an invitation."""

    keys: VillageKeys
    recipients: Sequence[str]
    code: str | None


def write_bundle(
    content: BundleContent,
    keys: VillageKeys,
    folder: Path | TargetFolder,
    *,
    scratch: Path,
    recipients: Sequence[str] = (),
    withhold: lines.Withhold = lines.withhold_private,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> BundleWritten:
    """Write entries to `folder`, sealed to the village's own key and to `recipients`.

    What is clear waits in `scratch` (memory up to 32 MiB). What `withhold` says of an entry stays
    here and travels as its hash only. BadInput: bundle_empty. WorldFailed: bundle_too_much,
    bundle_cancelled, attachment_…, scratch_…, drive_…, folder_not_writable. BundleRefused: the
    entries themselves do not hold together. After any failure nothing has the final name.
    """
    if content.last < content.first:
        raise BadInput("bundle_empty")
    sealing = _Sealing(keys, recipients, None)
    return _write(content, sealing, folder, scratch, withhold, progress, cancelled)


def write_message(
    content: MessageContent,
    keys: VillageKeys,
    folder: Path | TargetFolder,
    *,
    scratch: Path,
    recipients: Sequence[str] = (),
    code: str | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> BundleWritten:
    """Write a message to `folder`, as `write_bundle` does and with its failures; an invitation is
    sealed with its `code` alone.
    """
    sealing = _Sealing(keys, recipients, code)
    nothing = lines.withhold_nothing
    return _write(content, sealing, folder, scratch, nothing, progress, cancelled)


def _write(
    content: BundleContent | MessageContent,
    sealing: _Sealing,
    folder: Path | TargetFolder,
    scratch: Path,
    withhold: lines.Withhold,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> BundleWritten:
    target = folder if isinstance(folder, TargetFolder) else TargetFolder(folder)
    target.require()
    info = describe(content)
    size = content_size(content)
    if not fits(size=size, files=len(content.files), entries=info.last - info.first + 1):
        raise WorldFailed("bundle_too_much", size=size, limit=container.SIZE_LIMIT)
    course = Course(size, 3, progress, cancelled)
    mine = f"XS1-{village_of(content)[-12:]}-{info.line}-"
    stem = f"{mine}{info.first:08d}-{info.last:08d}-"
    part = f"{stem}{secrets.token_hex(4)}{_PART}"
    with _gone_on_failure(target, part):
        with open_scratch(scratch) as clear:
            pack(clear, content, sealing.keys.sign, withhold=withhold, course=course)
            with drive_errors(target.folder):
                for leftover in target.names(mine, _PART):
                    target.remove(leftover)
            sealed = _seal_onto(target, part, clear, sealing, course)
        _read_back(target, part, sealed, sealing, info.unit, scratch, course)
        name = f"{stem}{sealed.sha256[:8]}.xsb"
        with drive_errors(target.folder), _gone_on_failure(target, name):
            target.rename(part, name)
    return BundleWritten(
        path=target.folder / name,
        size=sealed.size,
        first=info.first,
        last=info.last,
        sha256=sealed.sha256,
    )


class _Sealed(msgspec.Struct, frozen=True):
    size: int
    sha256: str


class _Onto:
    """The file on the drive: counts and hashes what is written, and names the drive's failures."""

    def __init__(self, file: BinaryIO, folder: Path, course: Course) -> None:
        self._file = file
        self._folder = folder
        self._course = course
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, piece: bytes) -> int:
        self._course.step(len(piece))
        self._size += len(piece)
        self._digest.update(piece)
        try:
            return self._file.write(piece)
        except OSError as error:
            raise drive_failure(error, self._folder) from error

    def written(self) -> _Sealed:
        return _Sealed(self._size, self._digest.hexdigest())


def _seal_onto(
    target: TargetFolder, name: str, clear: BinaryIO, sealing: _Sealing, course: Course
) -> _Sealed:
    """Seal what is in `clear` into a new file, which is on the device when this returns."""
    size = clear.seek(0, 2)
    clear.seek(0)
    course.begin(size)
    needed = size + size // _SEALED_PART + seal.HEADER_LIMIT
    with drive_errors(target.folder):
        if (free := target.free()) < needed:
            raise WorldFailed("drive_full", folder=str(target.folder), needed=needed, free=free)
        file = target.create(name)
    try:
        onto = _Onto(file, target.folder, course)
        if sealing.code is None:
            seal.seal(clear, onto, [sealing.keys.age_recipient, *sealing.recipients])
        else:
            onto.write(seal.seal_with_code(clear.read(), sealing.code))
        with drive_errors(target.folder):
            target.flush(file)
            file.close()
    except BaseException:
        with contextlib.suppress(OSError):
            file.close()  # what still waits in it cannot be written either: the first error counts
        raise
    return onto.written()


def _read_back(
    target: TargetFolder,
    name: str,
    sealed: _Sealed,
    sealing: _Sealing,
    unit: str,
    scratch: Path,
    course: Course,
) -> None:
    """The drive gives back what was written, and it is a bundle that a reader takes; its entries
    were checked when they were packed, and have their hash.
    """
    course.begin(sealed.size)
    with drive_errors(target.folder):
        file = target.reopen(name)
    with file:
        source = Pacing(file, course, lambda error: drive_failure(error, target.folder))
        refusal: BundleRefused | None = None
        try:
            _check_written(source, sealed.size, sealing, unit, scratch)
        except BundleRefused as error:
            refusal = error
        found = source.finish()
    if found != sealed.sha256:
        raise WorldFailed("drive_write_differs", folder=str(target.folder))
    if refusal is not None:
        raise refusal


def _check_written(source: Pacing, size: int, sealing: _Sealing, unit: str, scratch: Path) -> None:
    known = [reading.KnownSigner(public_text=sealing.keys.public_text, unit_id=unit)]
    if sealing.code is not None:
        clear = seal.unseal_with_code(source, sealing.code)
        reading.OpenBundle(io.BytesIO(clear), known, reading.ALL_KINDS, with_code=True)
        return
    with open_scratch(scratch) as opened:
        identities = [sealing.keys.age_identity]
        reading.open_sealed(source, size, opened, identities, known, reading.ALL_KINDS)


@contextlib.contextmanager
def _gone_on_failure(target: TargetFolder, name: str) -> Iterator[None]:
    """A failure inside takes the file away, unless the drive itself is gone."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            target.remove(name)
        raise
