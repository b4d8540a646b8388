"""Update files (`.xsu`): a newer program, signed by whoever releases it, carried on a stick.

A ZIP without compression that holds, in this order, `update.json`, its signature by `minisign`, and
`program.tar.xz`. Everything hangs on the signature: it covers `update.json`, which holds the hash
of the program. Each part can be checked with unzip, minisign and sha256sum.
"""

from __future__ import annotations

import lzma
import os
import shutil
import struct
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

import msgspec

from xieshang_desktop import versions
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.exchange import minisign
from xieshang_desktop.exchange.progress import Cancelled, Course, Pacing, Progress
from xieshang_desktop.exchange.target import drive_failure

FORMAT: Final = 1
MANIFEST, SIGNATURE, PROGRAM = "update.json", "update.json.minisig", "program.tar.xz"

#: A program has some 2,000 files; anything far beyond that is no program.
_MOST_FILES: Final = 20_000
_MOST_WORDS: Final = {MANIFEST: 65_536, SIGNATURE: 2_048}
#: What unpacking may take of the memory; the file is made with a quarter of it.
_MEMORY: Final = 160 * 1024 * 1024
_PIECE: Final = 1024 * 1024

#: What Windows takes for devices, whatever stands after a dot.
_DEVICES: Final = {"con", "prn", "aux", "nul"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in "0123456789"
}
_MARKS: Final = {
    versions.INSTALLED,
    versions.TRYING,
    versions.PROVEN,
    versions.FAILED,
    versions.TOLD,
    versions.IN_USE,
}
#: How the reader of ZIP files says that one is broken.
_BROKEN = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, KeyError),
    *(IndexError, OverflowError, struct.error),
)


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What is new, a line each, for who will use it."""

    zh: str
    en: str = ""


class Program(msgspec.Struct, frozen=True, kw_only=True):
    """The packed program: bytes of the file and of all that comes out of it."""

    name: str
    size: int
    sha256: str
    unpacked: int


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """`update.json`. `needs` is the lowest version that may take it, `revision` that of the records
    it writes, `made` a moment in ISO 8601, `system` like linux-x86_64."""

    format: int
    version: str
    system: str
    commit: str
    made: str
    needs: str
    revision: int
    news: News
    program: Program


class _Form(msgspec.Struct, frozen=True):
    format: int


def read_update(file: Path, public_text: str) -> Update:
    """What an update file says of itself, signed with the key of the releases; the program in it
    is not looked at yet.

    WorldFailed `update_unreadable`, `update_no_right`; BadInput `update_foreign`,
    `update_unsigned`, `update_other_key`, `update_damaged`, `update_format_newer`.
    """
    with _opened(file) as box:
        if SIGNATURE not in box.namelist():
            raise BadInput("update_unsigned", file=file.name)
        if box.namelist() != [MANIFEST, SIGNATURE, PROGRAM]:
            raise BadInput("update_foreign", file=file.name)
        for part in box.infolist():
            if part.compress_type != zipfile.ZIP_STORED or part.file_size != part.compress_size:
                raise BadInput("update_foreign", file=file.name)
            if part.file_size > _MOST_WORDS.get(part.filename, part.file_size):
                raise BadInput("update_foreign", file=file.name)
        signed, signature = box.read(MANIFEST), box.read(SIGNATURE)
        length = box.getinfo(PROGRAM).file_size
    _check_signature(file, signed, signature, public_text)
    try:
        form = msgspec.json.decode(signed, type=_Form).format
        if form > FORMAT:
            raise BadInput("update_format_newer", file=file.name)
        update = msgspec.json.decode(signed, type=Update)
    except msgspec.DecodeError as error:
        raise BadInput("update_foreign", file=file.name) from error
    if update.program.name != PROGRAM or update.program.size != length:
        raise BadInput("update_damaged", file=file.name)
    return update


def unpack_program(
    file: Path,
    update: Update,
    into: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> None:
    """Lay the program into a new folder, proving on the way that it is the one that was signed.
    After a failure what is in the folder is of no use.

    WorldFailed `update_unreadable`, `update_cancelled`, `update_no_room`,
    `update_folder_closed`; BadInput `update_damaged`.
    """
    course = Course(update.program.size, 1, progress, cancelled)
    try:
        with _opened(file) as box, box.open(PROGRAM) as packed:
            paced = Pacing(cast(BinaryIO, packed), course, lambda error: _unreadable(file, error))
            _lay_out(paced, update.program.unpacked, into, file)
            if paced.finish() != update.program.sha256:
                raise BadInput("update_damaged", file=file.name)
    except WorldFailed as problem:
        if problem.code == "bundle_cancelled":
            raise WorldFailed("update_cancelled") from problem
        raise
    if sys.platform != "win32":
        os.sync()  # all of it at once: a program has too many files to flush each


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """The container; what is wrong with it in words."""
    try:
        if file.is_dir():
            raise BadInput("update_foreign", file=file.name)
        with file.open("rb") as stream:
            begun = stream.read(30 + len(MANIFEST))
            ours = begun[:4] == b"PK\3\4" and begun[30:] == MANIFEST.encode()
            code = "update_damaged" if ours else "update_foreign"
            try:
                with zipfile.ZipFile(stream) as box:
                    yield box
            except _BROKEN as error:
                raise BadInput(code, file=file.name) from error
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(file: Path, error: OSError) -> WorldFailed:
    code = "update_no_right" if isinstance(error, PermissionError) else "update_unreadable"
    return WorldFailed(code, file=str(file), errno=error.errno)


def _check_signature(file: Path, signed: bytes, signature: bytes, public_text: str) -> None:
    key_id, key = minisign.read_public(public_text)
    try:
        found = minisign.read_signature(signature.decode())
        whole = minisign.verify(found, signed, {key_id: key})
    except KeyError as error:
        raise BadInput("update_other_key", file=file.name) from error
    except ValueError as error:  # not in minisign's form, or no text at all
        raise BadInput("update_unsigned", file=file.name) from error
    if not whole:
        raise BadInput("update_damaged", file=file.name)


class _Unpacked:
    """Reads what comes out of a compressed stream."""

    def __init__(self, source: Pacing) -> None:
        self._source = source
        self._decompressor = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)
        self._ready = b""

    def read(self, size: int) -> bytes:
        """The next bytes; fewer only at the end."""
        pieces, missing = [], size
        while missing:
            if not self._ready:
                if self._decompressor.eof:
                    break
                more = self._source.read(_PIECE) if self._decompressor.needs_input else b""
                if not more and self._decompressor.needs_input:
                    raise EOFError("the stream ends in the middle")
                self._ready = self._decompressor.decompress(more, _PIECE)
                continue
            piece, self._ready = self._ready[:missing], self._ready[missing:]
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)


def _lay_out(source: Pacing, room: int, into: Path, file: Path) -> None:
    """Write the files of the archive; links come last, when what they lead to is there."""
    damaged = BadInput("update_damaged", file=file.name)
    taken: set[str] = set()
    links: list[tuple[Path, str]] = []
    try:
        with tarfile.open(fileobj=cast(BinaryIO, _Unpacked(source)), mode="r|") as archive:
            for member in archive:
                name = member.name.rstrip("/")
                if not _is_fit(name) or len(taken) >= _MOST_FILES or name.lower() in taken:
                    raise damaged
                taken.add(name.lower())
                target = into / name
                room -= member.size
                if member.isdir():
                    _make_folder(target, into)
                elif member.issym() and _stays_inside(name, member.linkname):
                    links.append((target, member.linkname))
                elif member.isreg() and room >= 0:
                    _write(archive.extractfile(member), member, target, into)
                else:
                    raise damaged
    except (lzma.LZMAError, tarfile.TarError, EOFError) as error:
        raise damaged from error
    for target, leads_to in links:
        _link(target, leads_to, into, damaged)


def _write(content: object, member: tarfile.TarInfo, target: Path, into: Path) -> None:
    source = cast(BinaryIO, content)
    with _writing(into):
        target.parent.mkdir(parents=True, exist_ok=True)
        stream = target.open("xb")
    with stream:
        while piece := source.read(_PIECE):
            with _writing(into):
                stream.write(piece)
        if sys.platform == "win32":
            with _writing(into):
                stream.flush()
                os.fsync(stream.fileno())
    with _writing(into):
        target.chmod(0o755 if member.mode & 0o100 else 0o644)
        os.utime(target, (member.mtime, member.mtime))


def _make_folder(target: Path, into: Path) -> None:
    with _writing(into):
        target.mkdir(parents=True, exist_ok=True)


def _link(target: Path, leads_to: str, into: Path, damaged: BadInput) -> None:
    """A link, or on a stick that knows none the file itself."""
    source = target.parent / leads_to
    with _writing(into):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.symlink_to(leads_to)
        except OSError:
            if not source.is_file():
                raise damaged from None
            shutil.copy2(source, target)
            return
    if not target.exists() or into.resolve() not in target.resolve().parents:
        raise damaged


@contextmanager
def _writing(into: Path) -> Iterator[None]:
    """Inside, the failures of the system are those of the disk that is written to."""
    try:
        yield
    except OSError as error:
        if drive_failure(error, into).code == "drive_full":
            raise WorldFailed("update_no_room", folder=str(into.parent)) from error
        raise WorldFailed("update_folder_closed", folder=str(into.parent)) from error


def _is_fit(name: str) -> bool:
    """Whether a name lies in the folder on every system, and is none of our own marks."""
    parts = name.split("/")
    return name.lower() not in _MARKS and all(
        part not in ("", ".", "..")
        and part.isprintable()
        and not set(part) & set('\\:*?"<>|')
        and part[-1] not in ". "
        and part.split(".")[0].lower() not in _DEVICES
        and len(part) <= 200
        for part in parts
    )


def _stays_inside(name: str, leads_to: str) -> bool:
    """Whether a link leads to something in the same folder tree."""
    if not leads_to or leads_to.startswith("/") or "\\" in leads_to:
        return False
    depth = name.count("/")
    for part in leads_to.split("/"):
        depth += -1 if part == ".." else part not in ("", ".")
        if depth < 0:
            return False
    return True
