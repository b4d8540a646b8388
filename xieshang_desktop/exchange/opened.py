"""An opened bag: checked in the fixed order of bundle-format.md §8, steps 3 to 8 and 10."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

import msgspec

from xieshang_desktop.domain.entry import SCHEMA, Entry, Header
from xieshang_desktop.domain.messages import (
    ENROLMENT,
    ENTRIES,
    Answer,
    Invitation,
    Message,
    read_message,
)
from xieshang_desktop.errors import BundleRefused, WorldFailed
from xieshang_desktop.exchange import container, lines, manifest, minisign
from xieshang_desktop.exchange.manifest import BundleInfo
from xieshang_desktop.exchange.messages import check_message

_INFO_LIMIT: Final = 64 * 1024
_SIGNATURE_LIMIT: Final = 4 * 1024
_MANIFEST_LIMIT: Final = 4 * 1024 * 1024
MESSAGE_LIMIT: Final = 4 * 1024 * 1024
#: A content file up to this size is not unpacked a second time.
_KEPT_LIMIT: Final = 16 * 1024 * 1024
_ATTACHMENT: Final = re.compile("data/files/([0-9a-f]{64})")
_TAGS: Final = (manifest.DECLARATION, manifest.INFO, manifest.MANIFEST)
_TOP: Final = (*_TAGS, manifest.TAG_MANIFEST, manifest.SIGNATURE)


class KnownSigner(msgspec.Struct, frozen=True, kw_only=True):
    """A signing key that is trusted: the text of its `.pub` file or the second line of it, and
    the UUID of the unit it belongs to.
    """

    public_text: str
    unit_id: str

    @property
    def key_name(self) -> str:
        """The key's id, as minisign shows it."""
        return minisign.key_name_of(self.public_text)


#: All of them, or what finds one by its key id as `minisign.key_name` writes it.
KnownSigners: TypeAlias = Iterable[KnownSigner] | Callable[[str], KnownSigner | None]


class OpenBundle:
    """A bundle whose form and signature hold; valid while the file it was opened from is.

    `info` is what `bag-info.txt` says, `signer` the id of the key that signed it; `self_signed`
    tells that nobody knew that key: an invitation or an answer brought it. `message` is None for
    entries. `files` are the hashes of the files that travel along, `size` and `sha256` are those
    of the sealed file.
    """

    def __init__(
        self,
        file: BinaryIO,
        known: KnownSigners,
        kinds: Collection[str],
        *,
        with_code: bool = False,
        size: int = 0,
        sha256: str = "",
    ) -> None:
        """Everything of steps 3 to 8; BundleRefused."""
        self._file = file
        self.size = size
        self.sha256 = sha256
        self._members = container.list_members(file)
        self.info = self._check_format(kinds)
        signer = self._check_signature(known)
        self._check_tag_manifest()
        self.files, self._kept = self._check_manifest()
        self.message = self._check_message(signer, with_code)

    def entries(self) -> Iterator[tuple[Header, Entry]]:
        """The entries with their headers, each checked as in step 10 before it is given: who
        takes them in keeps nothing unless this came to its end. BundleRefused.
        """
        if self.info.kind != ENTRIES:
            return iter(())
        pieces = self._kept or container.read_pieces(self._file, self._members[manifest.LINES])
        return lines.read_entries(pieces, self.info.chain())

    def read_file(self, sha256: str) -> Iterator[bytes]:
        """A file that travels along, in pieces; KeyError if it is not among `files`."""
        return container.read_pieces(self._file, self._members[manifest.FILES + sha256])

    def file_size(self, sha256: str) -> int:
        """Its size in bytes."""
        return self._members[manifest.FILES + sha256].size

    def unpack(self, folder: Path) -> None:
        """Lay the bag as it is into an empty folder. The entries' chain is checked on the way;
        WorldFailed folder_not_writable.
        """
        for _entry in self.entries():
            pass
        try:
            for name, member in self._members.items():
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as file:
                    for piece in container.read_pieces(self._file, member):
                        file.write(piece)
        except OSError as error:
            raise WorldFailed("folder_not_writable", folder=str(folder), file=name) from error

    # -- the checks ----------------------------------------------------------------------------

    def _check_format(self, kinds: Collection[str]) -> BundleInfo:
        for name in _TOP:
            self._require(name)
        wrong = "bundle_info_wrong"
        if self._read(manifest.DECLARATION, _INFO_LIMIT, wrong) != manifest.DECLARED:
            raise BundleRefused(wrong, field=manifest.DECLARATION)
        info = manifest.read_info(self._read(manifest.INFO, _INFO_LIMIT, wrong), kinds)
        if info.schema > SCHEMA:
            raise BundleRefused("bundle_schema_newer", found=info.schema, known=SCHEMA)
        self._require(manifest.CONTENTS[info.kind])
        return info

    def _check_signature(self, known: KnownSigners) -> KnownSigner:
        unreadable = "bundle_signature_unreadable"
        text = self._read(manifest.SIGNATURE, _SIGNATURE_LIMIT, unreadable)
        try:
            signature = minisign.read_signature(text.decode())
        except ValueError as error:
            raise BundleRefused(unreadable) from error
        self.signer = minisign.key_name(signature.key_id)
        signer = _find(known, self.signer)
        self.self_signed = signer is None
        signer = signer or self._brought()
        key_id, public = minisign.read_public(signer.public_text) if signer else (b"", b"")
        if signer is None or key_id != signature.key_id:
            raise BundleRefused("bundle_signer_unknown", signer=self.signer)
        if signer.unit_id != self.info.unit:
            raise BundleRefused("bundle_signer_foreign", signer=self.signer)
        signed = self._read(manifest.TAG_MANIFEST, _MANIFEST_LIMIT, "bundle_manifest_wrong")
        if not minisign.verify(signature, signed, {key_id: public}):
            raise BundleRefused("bundle_signature_wrong", signer=self.signer)
        return signer

    def _brought(self) -> KnownSigner | None:
        """The key that an invitation or an answer brings itself."""
        name = manifest.CONTENTS[ENROLMENT]
        if self.info.kind != ENROLMENT or self._members[name].size > MESSAGE_LIMIT:
            return None
        try:
            message = read_message(ENROLMENT, self._read(name, MESSAGE_LIMIT, ""))
        except ValueError:
            return None
        if not isinstance(message, Invitation | Answer):
            return None
        return KnownSigner(public_text=message.keys.sign, unit_id=self.info.unit)

    def _check_tag_manifest(self) -> None:
        name = manifest.TAG_MANIFEST
        content = self._read(name, _MANIFEST_LIMIT, "bundle_manifest_wrong")
        hashes = manifest.read_manifest(name, content)
        if hashes.keys() != set(_TAGS):
            raise BundleRefused("bundle_manifest_wrong", name=name)
        for tag, expected in hashes.items():
            self._check_hash(tag, expected)

    def _check_manifest(self) -> tuple[tuple[str, ...], list[bytes]]:
        """The files that travel along, and the pieces of a small content file, after every hash
        was right.
        """
        content = self._read(manifest.MANIFEST, _MANIFEST_LIMIT, "bundle_manifest_wrong")
        hashes = manifest.read_manifest(manifest.MANIFEST, content)
        for name in sorted(hashes.keys() - self._members.keys()):
            raise BundleRefused("bundle_file_missing", name=name)
        for name in sorted(self._members.keys() - {*hashes, *_TOP}):
            raise BundleRefused("bundle_file_unlisted", name=name)
        main = manifest.CONTENTS[self.info.kind]
        files = []
        for name, digest in hashes.items():
            if name == main:
                continue
            attachment = _ATTACHMENT.fullmatch(name)
            may = self.info.kind in manifest.WITH_FILES
            if not may or attachment is None or attachment[1] != digest:
                raise BundleRefused("bundle_file_unexpected", name=name)
            files.append(digest)
        kept: list[bytes] = []
        wanted = kept if self._members[main].size <= _KEPT_LIMIT else None
        expected = hashes.pop(main)
        if not hashes:
            self._check_hash(main, expected, wanted)
            return (), kept
        with ThreadPoolExecutor(1) as aside:  # inflating and hashing let others work meanwhile
            check = aside.submit(self._check_hash, main, expected, wanted)
            try:
                for name, digest in hashes.items():
                    self._check_hash(name, digest)
            finally:
                check.result()  # its failure comes first
        return tuple(files), kept

    def _check_message(self, signer: KnownSigner, with_code: bool) -> Message | None:
        if self.info.kind == ENTRIES:
            return None
        main = self._members[manifest.CONTENTS[self.info.kind]]
        if main.size > MESSAGE_LIMIT:
            raise BundleRefused("bundle_message_wrong", field=main.name)
        content = b"".join(self._kept)
        return check_message(
            self.info, content, frozenset(self.files), signer.public_text, with_code=with_code
        )

    def _check_hash(self, name: str, expected: str, kept: list[bytes] | None = None) -> None:
        digest = hashlib.sha256()
        for piece in container.read_pieces(self._file, self._members[name]):
            digest.update(piece)
            if kept is not None:
                kept.append(piece)
        if digest.hexdigest() != expected:
            raise BundleRefused("bundle_file_differs", name=name)

    def _require(self, name: str) -> None:
        if name not in self._members:
            raise BundleRefused("bundle_file_missing", name=name)

    def _read(self, name: str, limit: int, code: str) -> bytes:
        """A small file whole; `code` if it is larger than `limit`."""
        member = self._members[name]
        if member.size > limit:
            raise BundleRefused(code, name=name, field=name, size=member.size)
        return b"".join(container.read_pieces(self._file, member))


def _find(known: KnownSigners, name: str) -> KnownSigner | None:
    if callable(known):
        return known(name)
    named = (signer for signer in known if signer.key_name == name)
    return next(named, None)
