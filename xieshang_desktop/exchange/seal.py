"""Sealing and unsealing streams with age: memory stays flat, a file's error stays its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

from xieshang_desktop.errors import BundleRefused

VERSION_LINE: Final = b"age-encryption.org/v1\n"
#: Room for about a hundred recipients; a longer header is no bundle's (bundle-format.md §2).
HEADER_LIMIT: Final = 16 * 1024
#: A seal with a code may ask for 2 to the power of this rounds of scrypt: 1 GiB and a few seconds.
WORK_LIMIT: Final = 20
#: An invitation holds a page of text and perhaps a certificate.
INVITATION_LIMIT: Final = 1024 * 1024
_BLOCK: Final = 256 * 1024
#: One stanza alone: salt, work, body.
_CODE_HEADER: Final = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n[A-Za-z0-9+/]{43}\n--- "
)


class Source(Protocol):
    """What is read from."""

    def read(self, size: int, /) -> bytes: ...


class Sink(Protocol):
    """What is written to."""

    def write(self, piece: bytes, /) -> int: ...


class _Watched:
    """A file whose first error is kept: the age library replaces some errors and drops others."""

    error: BaseException | None = None

    def raise_error(self) -> None:
        if self.error is not None:
            raise self.error


class _WatchedSource(_Watched):
    """Reads ahead: the age library asks for 8 KiB at a time."""

    def __init__(self, source: Source, ahead: bytes = b"") -> None:
        self._source = source
        self._ahead = ahead
        self._place = 0

    def read(self, size: int) -> bytes:
        if self._place == len(self._ahead):
            try:
                self._ahead = self._source.read(_BLOCK)
            except BaseException as error:
                self.error = self.error or error
                raise
            self._place = 0
        piece = self._ahead[self._place : self._place + size]
        self._place += len(piece)
        return piece


class _WatchedSink(_Watched):
    """Gathers what the age library gives in small pieces; `finish` hands on the rest."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._gathered = bytearray()

    def write(self, piece: bytes) -> int:
        self._gathered += piece
        if len(self._gathered) >= _BLOCK:
            self.finish()
        return len(piece)

    def flush(self) -> None:
        """Nothing: `finish` hands on the rest."""

    def finish(self) -> None:
        gathered, self._gathered = bytes(self._gathered), bytearray()
        try:
            self._sink.write(gathered)
        except BaseException as error:
            self.error = self.error or error
            raise


def seal(clear: Source, sealed: Sink, recipients: Sequence[str]) -> None:
    """Everything `clear` gives, sealed to each of `recipients` (`age1…`), goes to `sealed`."""
    import pyrage

    source, sink = _WatchedSource(clear), _WatchedSink(sealed)
    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    try:
        pyrage.encrypt_io(source, sink, keys)
        sink.finish()
    finally:
        source.raise_error()
        sink.raise_error()


def unseal(sealed: Source, clear: Sink, identities: Sequence[str]) -> None:
    """What `sealed` holds goes to `clear`; BundleRefused as in bundle-format.md §8, step 2.

    Until this has returned, `clear` may hold bytes that were not checked to the end.
    """
    import pyrage

    start = _read_header(sealed)
    source, sink = _WatchedSource(sealed, start), _WatchedSink(clear)
    keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
    try:
        pyrage.decrypt_io(source, sink, keys)
        sink.finish()
    except (pyrage.DecryptError, OSError) as error:
        source.raise_error()
        sink.raise_error()
        if "No matching keys" in str(error):
            raise BundleRefused("bundle_not_for_us") from error
        raise BundleRefused("bundle_damaged") from error
    sink.raise_error()
    source.raise_error()


def seal_with_code(clear: bytes, code: str) -> bytes:
    """A few bytes, sealed with the code of an invitation: it takes a second and 512 MiB."""
    import pyrage

    sealed: bytes = pyrage.passphrase.encrypt(clear, code)
    return sealed


def unseal_with_code(sealed: Source, code: str) -> bytes:
    """What was sealed with a code. BundleRefused as in §8, step 2; invitation_code_wrong.

    How much work the seal asks for is looked at before anything is worked out: a hostile one
    could ask for hours and all of the memory.
    """
    import pyrage

    start = _read_header(sealed)
    work = _CODE_HEADER.match(start)
    if work is None:
        raise BundleRefused("bundle_not_for_us")
    if int(work[1]) > WORK_LIMIT:
        raise BundleRefused("bundle_damaged")
    whole = start
    while piece := sealed.read(HEADER_LIMIT):
        whole += piece
        if len(whole) > INVITATION_LIMIT:
            raise BundleRefused("bundle_too_large", size=len(whole), limit=INVITATION_LIMIT)
    try:
        clear: bytes = pyrage.passphrase.decrypt(whole, code)
    except pyrage.DecryptError as error:
        if str(error) == "Decryption failed":
            raise BundleRefused("invitation_code_wrong") from error
        raise BundleRefused("bundle_damaged") from error
    return clear


def needs_code(path: Path) -> bool:
    """Whether the file is sealed with a code; False when it cannot be read."""
    try:
        with path.open("rb") as file:
            return _CODE_HEADER.match(file.read(HEADER_LIMIT)) is not None
    except OSError:
        return False


def is_recipient(text: str) -> bool:
    """Whether something can be sealed to it."""
    import pyrage

    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def _read_header(sealed: Source) -> bytes:
    """The first bytes, which hold the whole header."""
    start = sealed.read(HEADER_LIMIT)
    if not start.startswith(VERSION_LINE):
        raise BundleRefused("bundle_not_sealed")
    if b"\n--- " not in start:
        raise BundleRefused("bundle_damaged")
    return start
