"""Checking a bundle in the fixed order of bundle-format.md §8; the first failure ends it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from xieshang_desktop.domain.entry import SCHEMA, Entry, check_chain
from xieshang_desktop.errors import BundleRefused, WorldFailed
from xieshang_desktop.exchange import container, lines, manifest, minisign, seal
from xieshang_desktop.exchange.container import Member
from xieshang_desktop.exchange.manifest import BundleInfo
from xieshang_desktop.exchange.progress import Cancelled, Course, Progress
from xieshang_desktop.exchange.scratch import open_scratch

_INFO_LIMIT: Final = 64 * 1024
_SIGNATURE_LIMIT: Final = 4 * 1024
_MANIFEST_LIMIT: Final = 4 * 1024 * 1024
#: Entries up to this size are not unpacked a second time.
_KEPT_LIMIT: Final = 32 * 1024 * 1024
_ATTACHMENT: Final = re.compile("data/files/([0-9a-f]{64})")
_TAGS: Final = (manifest.DECLARATION, manifest.INFO, manifest.MANIFEST)

#: What is wrong with an entry of the chain → why the bundle is refused.
_FAULTS: Final = {
    "number": "bundle_number_wrong",
    "previous": "bundle_chain_broken",
    "hash": "bundle_entry_differs",
    "record": "bundle_payload_differs",
    "private": "bundle_payload_differs",
}


class BundleReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a checked bundle says of itself; `written_at` is the writing laptop's clock.

    `previous` and `last_hash` are the hashes before the first and of the last entry, `signer` is
    a key id, `size` that of the sealed file in bytes.
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


def check_bundle(
    path: Path,
    *,
    identities: Sequence[str],
    known_signers: Iterable[str],
    scratch: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> BundleReport:
    """Everything that can be checked of the bundle at `path` without knowing earlier ones.

    `identities` are age's (`AGE-SECRET-KEY-1…`), `known_signers` minisign public keys (a `.pub`
    file's text or its second line); clear bytes above 32 MiB wait in the folder `scratch`.
    BundleRefused with the codes of §8; WorldFailed: bundle_unreadable, bundle_cancelled,
    scratch_full, scratch_failed.
    """

    def failure(error: OSError) -> WorldFailed:
        return WorldFailed("bundle_unreadable", path=str(path), errno=error.errno)

    try:
        sealed = open(path, "rb")  # noqa: SIM115 - only opening it may fail like this
    except OSError as error:
        raise failure(error) from error
    with sealed:
        try:
            size = sealed.seek(0, 2)
            sealed.seek(0)
        except OSError as error:
            raise failure(error) from error
        source = Pacing(sealed, Course(size, 1, progress, cancelled), failure)
        return check_stream(source, size, identities, known_signers, scratch)


class Pacing:
    """Reads on, reports the way, hashes what went by, and says whose failure a failure is."""

    def __init__(
        self, source: BinaryIO, course: Course, failure: Callable[[OSError], WorldFailed]
    ) -> None:
        self._source = source
        self._course = course
        self._failure = failure
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        """The next bytes."""
        try:
            piece = self._source.read(size)
        except OSError as error:
            raise self._failure(error) from error
        self.digest.update(piece)
        self._course.step(len(piece))
        return piece

    def finish(self) -> None:
        """Read what is left, for the hash."""
        while self.read(64 * 1024):
            pass


def check_stream(
    sealed: seal.Source,
    size: int,
    identities: Sequence[str],
    known_signers: Iterable[str],
    scratch: Path,
) -> BundleReport:
    """As `check_bundle`, for an open bundle of `size` bytes that raises no OSError itself.

    When it returns, `sealed` was read to its end.
    """
    if size >= container.SIZE_LIMIT:
        raise BundleRefused("bundle_too_large", size=size, limit=container.SIZE_LIMIT)
    with open_scratch(scratch) as clear:
        seal.unseal(sealed, clear, identities)
        return _check_bag(clear, size, known_signers)


def _check_bag(file: BinaryIO, size: int, known_signers: Iterable[str]) -> BundleReport:
    members = container.list_members(file)
    info = _check_format(file, members)
    signer = _check_signature(file, members, known_signers)
    _check_tag_manifest(file, members)
    files, entries = _check_manifest(file, members)
    count, last_hash = _check_entries(entries, info)
    return BundleReport(
        kind=info.kind,
        unit=info.unit,
        unit_name=info.unit_name,
        addressee=info.addressee,
        line=info.line,
        first=info.first,
        last=info.last,
        entries=count,
        files=files,
        previous=info.previous,
        last_hash=last_hash,
        signer=signer,
        written_at=info.laptop_clock,
        device=info.device,
        program_version=info.program,
        schema=info.schema,
        size=size,
    )


def _check_format(file: BinaryIO, members: dict[str, Member]) -> BundleInfo:
    for name in (*_TAGS, manifest.TAG_MANIFEST, manifest.SIGNATURE, manifest.LINES):
        if name not in members:
            raise BundleRefused("bundle_file_missing", name=name)
    wrong = "bundle_info_wrong"
    if _read(file, members[manifest.DECLARATION], _INFO_LIMIT, wrong) != manifest.DECLARED:
        raise BundleRefused("bundle_info_wrong", field=manifest.DECLARATION)
    info = manifest.read_info(_read(file, members[manifest.INFO], _INFO_LIMIT, wrong))
    if info.schema > SCHEMA:
        raise BundleRefused("bundle_schema_newer", found=info.schema, known=SCHEMA)
    return info


def _check_signature(
    file: BinaryIO, members: dict[str, Member], known_signers: Iterable[str]
) -> str:
    unreadable = "bundle_signature_unreadable"
    text = _read(file, members[manifest.SIGNATURE], _SIGNATURE_LIMIT, unreadable)
    try:
        signature = minisign.read_signature(text.decode())
    except ValueError as error:
        raise BundleRefused("bundle_signature_unreadable") from error
    signers = dict(minisign.read_public(signer) for signer in known_signers)
    name = minisign.key_name(signature.key_id)
    if signature.key_id not in signers:
        raise BundleRefused("bundle_signer_unknown", signer=name)
    signed = _read(file, members[manifest.TAG_MANIFEST], _MANIFEST_LIMIT, "bundle_manifest_wrong")
    if not minisign.verify(signature, signed, signers):
        raise BundleRefused("bundle_signature_wrong", signer=name)
    return name


def _check_tag_manifest(file: BinaryIO, members: dict[str, Member]) -> None:
    content = _read(file, members[manifest.TAG_MANIFEST], _MANIFEST_LIMIT, "bundle_manifest_wrong")
    hashes = manifest.read_manifest(manifest.TAG_MANIFEST, content)
    if hashes.keys() != set(_TAGS):
        raise BundleRefused("bundle_manifest_wrong", name=manifest.TAG_MANIFEST)
    for name, expected in hashes.items():
        _check_hash(file, members[name], expected)


def _check_manifest(file: BinaryIO, members: dict[str, Member]) -> tuple[int, Iterable[bytes]]:
    """The number of attachments and the pieces of the entries' file, after every hash was right."""
    content = _read(file, members[manifest.MANIFEST], _MANIFEST_LIMIT, "bundle_manifest_wrong")
    hashes = manifest.read_manifest(manifest.MANIFEST, content)
    for name in sorted(hashes.keys() - members.keys()):
        raise BundleRefused("bundle_file_missing", name=name)
    listed = {*hashes, *_TAGS, manifest.TAG_MANIFEST, manifest.SIGNATURE}
    for name in sorted(members.keys() - listed):
        raise BundleRefused("bundle_file_unlisted", name=name)
    for name, digest in hashes.items():
        attachment = _ATTACHMENT.fullmatch(name)
        if name != manifest.LINES and (attachment is None or attachment[1] != digest):
            raise BundleRefused("bundle_file_unexpected", name=name)
    kept: list[bytes] = []
    for name, expected in hashes.items():
        keeping = name == manifest.LINES and members[name].size <= _KEPT_LIMIT
        _check_hash(file, members[name], expected, kept if keeping else None)
    return len(hashes) - 1, kept or container.read_pieces(file, members[manifest.LINES])


def _check_hash(
    file: BinaryIO, member: Member, expected: str, kept: list[bytes] | None = None
) -> None:
    digest = hashlib.sha256()
    for piece in container.read_pieces(file, member):
        digest.update(piece)
        if kept is not None:
            kept.append(piece)
    if digest.hexdigest() != expected:
        raise BundleRefused("bundle_file_differs", name=member.name)


def _check_entries(pieces: Iterable[bytes], info: BundleInfo) -> tuple[int, str]:
    """How many entries there are and the hash of the last, after the whole chain held."""
    count, last_hash = 0, info.previous

    def passing() -> Iterator[Entry]:
        nonlocal count, last_hash
        for header, entry in lines.read_rows(pieces):
            if (header.unit, header.line) != (info.unit, info.line):
                raise BundleRefused("bundle_entry_foreign", number=header.number)
            yield entry
            count += 1
            last_hash = entry.hash

    for fault in check_chain(passing(), number=info.first, previous=info.previous):
        raise BundleRefused(_FAULTS[fault.code], number=fault.number)
    if count == 0 or info.first + count - 1 != info.last:
        raise BundleRefused("bundle_number_wrong", number=info.first + count)
    return count, last_hash


def _read(file: BinaryIO, member: Member, limit: int, code: str) -> bytes:
    """A small file whole; `code` if it is larger than `limit`."""
    if member.size > limit:
        raise BundleRefused(code, name=member.name, field=member.name, size=member.size)
    return b"".join(container.read_pieces(file, member))
