"""Sealing and unsealing streams with age: memory stays flat, a file's error stays its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from xieshang_desktop.errors import BundleRefused

VERSION_LINE: Final = b"age-encryption.org/v1\n"
#: Room for about a hundred recipients; a longer header is no bundle's (bundle-format.md §2).
HEADER_LIMIT: Final = 16 * 1024


class Source(Protocol):
    """What is read from."""

    def read(self, size: int, /) -> bytes: ...


class Sink(Protocol):
    """What is written to."""

    def write(self, piece: bytes, /) -> int: ...

    def flush(self) -> None: ...


class _Watched:
    """A file whose first error is kept: the age library replaces some errors and drops others."""

    error: BaseException | None = None

    def raise_error(self) -> None:
        if self.error is not None:
            raise self.error


class _WatchedSource(_Watched):
    def __init__(self, source: Source, ahead: bytes = b"") -> None:
        self._source = source
        self._ahead = ahead

    def read(self, size: int) -> bytes:
        try:
            if self._ahead:
                piece, self._ahead = self._ahead[:size], self._ahead[size:]
                return piece
            return self._source.read(size)
        except BaseException as error:
            self.error = self.error or error
            raise


class _WatchedSink(_Watched):
    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def write(self, piece: bytes) -> int:
        try:
            return self._sink.write(piece)
        except BaseException as error:
            self.error = self.error or error
            raise

    def flush(self) -> None:
        self._sink.flush()


def seal(clear: Source, sealed: Sink, recipients: Sequence[str]) -> None:
    """Everything `clear` gives, sealed to each of `recipients` (`age1…`), goes to `sealed`."""
    import pyrage

    source, sink = _WatchedSource(clear), _WatchedSink(sealed)
    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    try:
        pyrage.encrypt_io(source, sink, keys)
    finally:
        source.raise_error()
        sink.raise_error()


def unseal(sealed: Source, clear: Sink, identities: Sequence[str]) -> None:
    """What `sealed` holds goes to `clear`; BundleRefused as in bundle-format.md §8, step 2.

    Until this has returned, `clear` may hold bytes that were not checked to the end.
    """
    import pyrage

    start = sealed.read(HEADER_LIMIT)
    if not start.startswith(VERSION_LINE):
        raise BundleRefused("bundle_not_sealed")
    if b"\n--- " not in start:
        raise BundleRefused("bundle_damaged")
    source, sink = _WatchedSource(sealed, start), _WatchedSink(clear)
    keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
    try:
        pyrage.decrypt_io(source, sink, keys)
    except (pyrage.DecryptError, OSError) as error:
        source.raise_error()
        sink.raise_error()
        if "No matching keys" in str(error):
            raise BundleRefused("bundle_not_for_us") from error
        raise BundleRefused("bundle_damaged") from error
    sink.raise_error()
    source.raise_error()
