"""Writing a bundle: sealed onto the drive, flushed, read back, and only then given its name."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from xieshang_desktop.errors import BadInput, BundleRefused, WorldFailed
from xieshang_desktop.exchange import container, reading, seal
from xieshang_desktop.exchange.keys import VillageKeys
from xieshang_desktop.exchange.packing import BundleContent, content_size, describe, pack
from xieshang_desktop.exchange.progress import Cancelled, Course, Progress
from xieshang_desktop.exchange.scratch import open_scratch
from xieshang_desktop.exchange.target import TargetFolder, drive_errors, drive_failure

_PART: Final = ".xsb.part"
#: Room between the content's size and a bundle's limit: tag files, ZIP and age headers.
_MARGIN: Final = 16 * 1024 * 1024
_FILES_LIMIT: Final = container.MEMBERS_LIMIT - 6
#: age adds 16 bytes to each 64 KiB.
_SEALED_PART: Final = 4096


class BundleWritten(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle that is on the drive for certain: its size in bytes, its numbers, its SHA-256."""

    path: Path
    size: int
    first: int
    last: int
    sha256: str


def write_bundle(
    content: BundleContent,
    keys: VillageKeys,
    folder: Path | TargetFolder,
    *,
    scratch: Path,
    recipients: Sequence[str] = (),
    withhold_private: bool = True,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> BundleWritten:
    """Write `content` to `folder`, sealed to the village's own key and to `recipients`.

    What is clear waits in `scratch` (memory up to 32 MiB). With `withhold_private` the private
    payloads stay here and travel as their hashes only. BadInput: bundle_empty. WorldFailed:
    bundle_too_much, bundle_cancelled, attachment_…, scratch_…, drive_…, folder_not_writable.
    BundleRefused: the entries themselves do not hold together. After any failure nothing has
    the final name.
    """
    if not content.entries:
        raise BadInput("bundle_empty")
    target = folder if isinstance(folder, TargetFolder) else TargetFolder(folder)
    target.require()
    size = content_size(content)
    if size > container.SIZE_LIMIT - _MARGIN or len(content.files) > _FILES_LIMIT:
        raise WorldFailed("bundle_too_much", size=size, limit=container.SIZE_LIMIT)
    course = Course(size, 3, progress, cancelled)
    info = describe(content)
    mine = f"XS1-{info.unit[-12:]}-{info.line}-"
    stem = f"{mine}{info.first:08d}-{info.last:08d}-"
    part = f"{stem}{secrets.token_hex(4)}{_PART}"
    with _gone_on_failure(target, part):
        with open_scratch(scratch) as clear:
            pack(clear, content, keys.sign, withhold_private=withhold_private, course=course)
            with drive_errors(target.folder):
                for leftover in target.names(mine, _PART):
                    target.remove(leftover)
            sealed = _seal_onto(target, part, clear, [keys.age_recipient, *recipients], course)
        _read_back(target, part, sealed, keys, scratch, course)
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

    def flush(self) -> None:
        """Nothing: the file is flushed once, when it is whole."""

    def written(self) -> _Sealed:
        return _Sealed(self._size, self._digest.hexdigest())


def _seal_onto(
    target: TargetFolder, name: str, clear: BinaryIO, recipients: Sequence[str], course: Course
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
        seal.seal(clear, onto, recipients)
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
    keys: VillageKeys,
    scratch: Path,
    course: Course,
) -> None:
    """The drive gives back what was written, and it is a bundle that a reader takes."""
    course.begin(sealed.size)
    with drive_errors(target.folder):
        file = target.reopen(name)
    with file:
        source = reading.Pacing(file, course, lambda error: drive_failure(error, target.folder))
        refusal: BundleRefused | None = None
        try:
            reading.check_stream(
                source, sealed.size, [keys.age_identity], [keys.public_text], scratch
            )
        except BundleRefused as error:
            refusal = error
            source.finish()
    if source.digest.hexdigest() != sealed.sha256:
        raise WorldFailed("drive_write_differs", folder=str(target.folder))
    if refusal is not None:
        raise refusal


@contextlib.contextmanager
def _gone_on_failure(target: TargetFolder, name: str) -> Iterator[None]:
    """A failure inside takes the file away, unless the drive itself is gone."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            target.remove(name)
        raise
