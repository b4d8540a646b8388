"""Opening a bundle and checking it in the fixed order of bundle-format.md §8; the first failure
ends it. Step 9, which asks what the reader knows already, is the reader's.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from xieshang_desktop.domain.messages import ENROLMENT, Invitation
from xieshang_desktop.errors import BundleRefused, WorldFailed
from xieshang_desktop.exchange import container, manifest, seal
from xieshang_desktop.exchange.opened import KnownSigner as KnownSigner
from xieshang_desktop.exchange.opened import KnownSigners as KnownSigners
from xieshang_desktop.exchange.opened import OpenBundle as OpenBundle
from xieshang_desktop.exchange.progress import Cancelled, Course, Pacing, Progress
from xieshang_desktop.exchange.scratch import open_scratch

ALL_KINDS: Final = frozenset(manifest.CONTENTS)


class BundleReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a checked bundle says of itself; `written_at` is the writing laptop's clock.

    `previous` and `last_hash` are the hashes before the first and of the last entry (the same for
    other kinds), `signer` is a key id, `size` that of the sealed file in bytes.
    """

    kind: str
    unit: str
    unit_name: str
    addressee: str | None
    line: str
    first: int
    last: int
    entries: int
    files: int
    previous: str
    last_hash: str
    signer: str
    written_at: datetime
    device: str
    program_version: str
    schema: int
    size: int


@contextlib.contextmanager
def open_bundle(
    source: Path | BinaryIO,
    *,
    identities: Sequence[str],
    known_signers: KnownSigners,
    scratch: Path,
    kinds: Collection[str] = ALL_KINDS,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Iterator[OpenBundle]:
    """The bundle in a file or stream after steps 1 to 8; it is closed when the block is left.

    `identities` are age's (`AGE-SECRET-KEY-1…`); clear bytes above 32 MiB wait in the folder
    `scratch`. BundleRefused with the codes of §8; WorldFailed: bundle_unreadable,
    bundle_cancelled, scratch_full, scratch_failed. An invitation is bundle_not_for_us here.
    """
    with _read_from(source, progress, cancelled) as (sealed, size), open_scratch(scratch) as clear:
        yield open_sealed(sealed, size, clear, identities, known_signers, kinds)


def open_invitation(
    source: Path | BinaryIO,
    code: str,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Invitation:
    """What the invitation in a file or stream says, opened with the code on its paper (spaces in
    it do not matter); it takes a second or two.

    BundleRefused: invitation_code_wrong, and as `open_bundle`; WorldFailed as there.
    """
    message = open_with_code(source, code, progress, cancelled).message
    if not isinstance(message, Invitation):  # what is sealed with a code is nothing else
        raise BundleRefused("bundle_message_wrong", field="step")
    return message


def open_with_code(
    source: Path | BinaryIO,
    code: str,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> OpenBundle:
    """The bag of an invitation, as `open_invitation`."""
    with _read_from(source, progress, cancelled) as (sealed, _size):
        clear = seal.unseal_with_code(sealed, "".join(code.split()))
    return OpenBundle(io.BytesIO(clear), (), (ENROLMENT,), with_code=True)


def check_bundle(
    source: Path | BinaryIO,
    *,
    identities: Sequence[str],
    known_signers: KnownSigners,
    scratch: Path,
    kinds: Collection[str] = ALL_KINDS,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> BundleReport:
    """Everything that can be checked of a bundle without knowing earlier ones, entries too; the
    arguments and failures of `open_bundle`.
    """
    with open_bundle(
        source,
        identities=identities,
        known_signers=known_signers,
        scratch=scratch,
        kinds=kinds,
        progress=progress,
        cancelled=cancelled,
    ) as bundle:
        return report_of(bundle)


def report_of(bundle: OpenBundle) -> BundleReport:
    """What the bundle says of itself, after every entry held."""
    count, last_hash = 0, bundle.info.previous
    for _header, entry in bundle.entries():
        count += 1
        last_hash = entry.hash
    info = bundle.info
    return BundleReport(
        kind=info.kind,
        unit=info.unit,
        unit_name=info.unit_name,
        addressee=info.addressee,
        line=info.line,
        first=info.first,
        last=info.last,
        entries=count,
        files=len(bundle.files),
        previous=info.previous,
        last_hash=last_hash,
        signer=bundle.signer,
        written_at=info.laptop_clock,
        device=info.device,
        program_version=info.program,
        schema=info.schema,
        size=bundle.size,
    )


def open_sealed(
    sealed: Pacing,
    size: int,
    clear: BinaryIO,
    identities: Sequence[str],
    known_signers: KnownSigners,
    kinds: Collection[str],
) -> OpenBundle:
    """As `open_bundle`, for what is being read already; `clear` holds the bag afterwards."""
    if size >= container.SIZE_LIMIT:
        raise BundleRefused("bundle_too_large", size=size, limit=container.SIZE_LIMIT)
    seal.unseal(sealed, clear, identities)
    return OpenBundle(clear, known_signers, kinds, size=size, sha256=sealed.finish())


@contextlib.contextmanager
def _read_from(
    source: Path | BinaryIO, progress: Progress | None, cancelled: Cancelled | None
) -> Iterator[tuple[Pacing, int]]:
    """The sealed bytes and how many there are."""

    def failure(error: OSError) -> WorldFailed:
        return WorldFailed("bundle_unreadable", path=str(source), errno=error.errno)

    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(source.open("rb")) if isinstance(source, Path) else source
            size = file.seek(0, 2)
            file.seek(0)
        except OSError as error:
            raise failure(error) from error
        yield Pacing(file, Course(size, 1, progress, cancelled), failure), size
