"""Files of a backup: sealed to the village's own key, laid on a drive, opened (format §17)."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import hmac
import os
import secrets
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from xieshang_desktop.errors import BadInput, BundleRefused, WorldFailed
from xieshang_desktop.exchange import seal
from xieshang_desktop.exchange.progress import Course
from xieshang_desktop.exchange.target import TargetFolder, drive_errors, drive_failure

COPY: Final = ".xsk"
SEALED: Final = ".age"
PART: Final = ".part"
_PIECE: Final = 1024 * 1024
#: Deflating quickly; read with the head and the checksum of a gzip file, written without.
_LEVEL: Final = 1
_GZIP: Final = 31
_BARE: Final = -15
#: The head of a gzip file with a comment (RFC 1952): the proof of who made it, then a zero byte.
_HEAD: Final = bytes((31, 139, 8, 16, 0, 0, 0, 0, 4, 255))
_PROOF: Final = 64
_PURPOSE: Final = "xieshang-backup-1"
_PLAIN: Final = b"SQLite format 3\0"
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def prefix_of(unit_id: str) -> str:
    """What the names of a unit's backups begin with."""
    return f"XSB1-{unit_id[-12:]}-"


def copy_name(unit_id: str, at: datetime) -> str:
    """The name of the sealed database as it stood at a moment."""
    return f"{prefix_of(unit_id)}{at:%Y%m%d-%H%M%S}{COPY}"


def files_name(unit_id: str) -> str:
    """The folder beside the copies that holds the sealed attachments."""
    return f"{prefix_of(unit_id)}files"


class _Through:
    """Counts and hashes what goes by on its way to `file`; its errors are raised as `failure`."""

    def __init__(
        self, file: BinaryIO | None, course: Course, failure: Callable[[OSError], Exception]
    ) -> None:
        self._file = file
        self._course = course
        self._failure = failure
        self.digest = hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self._course.step(len(piece))
        self.digest.update(piece)
        try:
            return self._file.write(piece) if self._file else len(piece)
        except OSError as error:
            raise self._failure(error) from error

    def flush(self) -> None:
        """Nothing: a file is flushed once, when it is whole."""


class _Source:
    """A file that is read; its errors are raised as `backup_unreadable`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = open(path, "rb")  # noqa: SIM115 - closed by __exit__
        except OSError as error:
            raise self._failure(error) from error

    def __enter__(self) -> _Source:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except OSError as error:
            raise self._failure(error) from error

    def _failure(self, error: OSError) -> WorldFailed:
        return WorldFailed("backup_unreadable", path=str(self._path), errno=error.errno)


def proof_of(identity: str, digest: str) -> str:
    """What only the owner of an age identity can say of a database of this SHA-256: a seal alone
    proves nothing, for everybody who knows the recipient can make one (format §17)."""
    said = f"{_PURPOSE}\n{digest}\n"
    return hmac.new(identity.strip().encode(), said.encode(), hashlib.sha256).hexdigest()


def seal_file(
    clear: Path,
    target: TargetFolder,
    name: str,
    identity: str,
    recipient: str,
    course: Course,
    *,
    packed: bool = False,
) -> None:
    """Seal `clear` into a new file `name`, which is opened again before it has that name; `packed`
    it is a gzip file inside the seal, which bears the proof of whose it is: a database becomes a
    quarter of its size.

    The course is twice the size of `clear`. WorldFailed: backup_unreadable, drive_….
    """

    mark = proof_of(identity, _sha256_of(clear)) if packed else ""

    def pour(onto: _Through) -> str:
        with _Source(clear) as source:
            hashed = _Hashed(source)
            seal.seal(_Packing(hashed, course, mark) if packed else hashed, onto, [recipient])
            return hashed.digest.hexdigest()

    def proof(file: BinaryIO) -> str:
        again = _Through(None, course, lambda error: drive_failure(error, target.folder))
        unpacking = _Unpacking(again) if packed else None
        try:
            seal.unseal(file, unpacking or again, [identity])
        except BundleRefused:
            return ""
        whole = unpacking is None or (unpacking.is_whole and unpacking.proof == mark)
        return again.digest.hexdigest() if whole else ""

    size = size_of(clear)
    _put(target, name, size + size // 1024 + seal.HEADER_LIMIT, pour, proof, course)


def copy_file(source: Path, target: TargetFolder, name: str, course: Course) -> None:
    """Lay a file that is sealed already on a drive, and read it back before it has its name.

    The course is twice the size of `source`. WorldFailed: backup_unreadable, drive_….
    """

    def pour(onto: _Through) -> str:
        with _Source(source) as file:
            while piece := file.read(_PIECE):
                onto.write(piece)
        return onto.digest.hexdigest()

    def proof(file: BinaryIO) -> str:
        again = _Through(None, course, lambda error: drive_failure(error, target.folder))
        while piece := file.read(_PIECE):
            again.write(piece)
        return again.digest.hexdigest()

    _put(target, name, size_of(source), pour, proof, course)


def open_file(
    sealed: Path,
    clear: Path,
    identities: Sequence[str],
    course: Course | None = None,
    *,
    packed: bool = False,
) -> str:
    """Open a sealed file, `packed` or not, or copy one that is a plain database, into a new file
    that nobody else may read and that is on the disk when this returns; gives the SHA-256 of the
    content.

    BadInput: backup_unknown, backup_other_key, backup_damaged, backup_forged (packed and without
    the proof that the owner of one of the identities made it, or plain although there are some).
    WorldFailed: backup_unreadable, backup_disk_full, backup_disk_failed. A failure leaves no file.
    """

    def failure(error: OSError) -> WorldFailed:
        return own_failure(error, clear.parent)

    course = course or Course(1, 1, None, None)
    try:
        file = open(os.open(clear, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")  # noqa: SIM115
    except OSError as error:
        raise failure(error) from error
    try:
        onto = _Through(file, course, failure)
        if is_plain(sealed):
            if identities:  # who has a key expects what that key vouches for
                raise BadInput("backup_forged", path=str(sealed))
            with _Source(sealed) as source:
                while piece := source.read(_PIECE):
                    onto.write(piece)
        elif packed:
            unpacking = _Unpacking(onto)
            _unseal(sealed, unpacking, identities)
            if not unpacking.is_whole:
                raise BadInput("backup_damaged", path=str(sealed))
            digest = onto.digest.hexdigest()
            proofs = [proof_of(identity, digest) for identity in identities]
            if not any(hmac.compare_digest(unpacking.proof, proof) for proof in proofs):
                raise BadInput("backup_forged", path=str(sealed))
        else:
            _unseal(sealed, onto, identities)
        file.flush()
        os.fsync(file.fileno())
        file.close()
    except BaseException as error:
        with contextlib.suppress(OSError):
            file.close()
        clear.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise failure(error) from error
        raise
    return onto.digest.hexdigest()


def is_plain(path: Path) -> bool:
    """Whether a file is a database that nobody sealed; WorldFailed `backup_unreadable`."""
    with _Source(path) as source:
        return source.read(len(_PLAIN)) == _PLAIN


def size_of(path: Path) -> int:
    """A file's size in bytes; WorldFailed `backup_unreadable`."""
    try:
        return path.stat().st_size
    except OSError as error:
        raise WorldFailed("backup_unreadable", path=str(path), errno=error.errno) from error


def own_failure(error: OSError, folder: Path) -> WorldFailed:
    """What it means that this computer's own disk could not be written."""
    full = error.errno in _FULL
    return WorldFailed("backup_disk_full" if full else "backup_disk_failed", folder=str(folder))


def write_mark(target: TargetFolder, name: str, text: str) -> None:
    """Leave a small file on a drive; WorldFailed drive_…."""
    part = f"{name}.{secrets.token_hex(4)}{PART}"
    with drive_errors(target.folder), _gone_on_failure(target, part):
        with target.create(part) as file:
            file.write(text.encode())
            target.flush(file)
        target.rename(part, name)


def _unseal(sealed: Path, onto: seal.Sink, identities: Sequence[str]) -> None:
    with _Source(sealed) as source:
        try:
            seal.unseal(source, onto, identities)
        except BundleRefused as refused:
            if refused.code == "bundle_not_sealed":
                raise BadInput("backup_unknown", path=str(sealed)) from refused
            if refused.code == "bundle_not_for_us":
                raise BadInput("backup_other_key", path=str(sealed)) from refused
            raise BadInput("backup_damaged", path=str(sealed)) from refused


class _Hashed:
    """Hashes what is read."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        piece = self._source.read(size)
        self.digest.update(piece)
        return piece


def _sha256_of(clear: Path) -> str:
    with _Source(clear) as source:
        hashed = _Hashed(source)
        while hashed.read(_PIECE):
            pass
        return hashed.digest.hexdigest()


class _Packing:
    """What is read, as a gzip file (RFC 1952) whose comment is the proof of whose it is."""

    def __init__(self, source: _Hashed, course: Course, proof: str) -> None:
        self._source = source
        self._course = course
        self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _BARE)
        self._waiting = bytearray(_HEAD + proof.encode() + b"\0")
        self._checksum, self._size = zlib.crc32(b""), 0
        self._ended = False

    def read(self, size: int) -> bytes:
        while len(self._waiting) < size and not self._ended:
            piece = self._source.read(_PIECE)
            self._course.step(0)
            self._ended = not piece
            self._checksum, self._size = zlib.crc32(piece, self._checksum), self._size + len(piece)
            self._waiting += self._packer.compress(piece) if piece else self._end()
        piece = bytes(self._waiting[:size])
        del self._waiting[:size]
        return piece

    def _end(self) -> bytes:
        return self._packer.flush() + struct.pack("<II", self._checksum, self._size % 2**32)


class _Unpacking:
    """Passes on what is inside a gzip file; anything else is passed on to nobody."""

    def __init__(self, onto: _Through) -> None:
        self._onto = onto
        self._unpacker = zlib.decompressobj(_GZIP)
        self._begun = bytearray()
        self._broken = False

    @property
    def proof(self) -> str:
        """What the comment says; "" where there is none of this form."""
        said = bytes(self._begun[len(_HEAD) : len(_HEAD) + _PROOF])
        marked = self._begun.startswith(_HEAD) and self._begun[-1:] == b"\0"
        return said.decode("ascii", "replace") if marked and said.isalnum() else ""

    @property
    def is_whole(self) -> bool:
        """Whether a gzip file went by from its beginning to its end, and nothing after it."""
        return self._unpacker.eof and not self._unpacker.unused_data and not self._broken

    def write(self, piece: bytes) -> int:
        if (missing := len(_HEAD) + _PROOF + 1 - len(self._begun)) > 0:
            self._begun += piece[:missing]
        try:
            rest = piece
            while rest and not self._broken:
                self._onto.write(self._unpacker.decompress(rest, _PIECE))
                rest = self._unpacker.unconsumed_tail
        except zlib.error:
            self._broken = True
        return len(piece)

    def flush(self) -> None:
        """Nothing: a file is flushed once, when it is whole."""


def _put(
    target: TargetFolder,
    name: str,
    needed: int,
    pour: Callable[[_Through], str],
    proof: Callable[[BinaryIO], str],
    course: Course,
) -> None:
    """A new file that has its name only when `proof` of what was read back equals what `pour`
    said; a failure takes it away, unless the drive itself is gone."""
    part = f"{name}.{secrets.token_hex(4)}{PART}"
    with drive_errors(target.folder), _gone_on_failure(target, part):
        if (free := target.free()) < needed:
            raise WorldFailed("drive_full", folder=str(target.folder), needed=needed, free=free)
        file = target.create(part)
        try:
            said = pour(_Through(file, course, lambda error: drive_failure(error, target.folder)))
            target.flush(file)
            file.close()
        except BaseException:
            with contextlib.suppress(OSError):
                file.close()  # what still waits in it cannot be written either
            raise
        with target.reopen(part) as again:
            if proof(again) != said:
                raise WorldFailed("drive_write_differs", folder=str(target.folder))
        target.rename(part, name)


@contextlib.contextmanager
def _gone_on_failure(target: TargetFolder, name: str) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            target.remove(name)
        raise
