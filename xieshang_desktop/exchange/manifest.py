"""The tag files of a bag: what they say and how they are written (bundle-format.md §4)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

import msgspec
from msgspec import field

from xieshang_desktop.domain.entry import NOTHING_BEFORE
from xieshang_desktop.domain.messages import (
    DIRECTIVES,
    ENROLMENT,
    ENTRIES,
    RECEIPT,
    LineId,
    Moment,
    Number,
    Sha256,
    Uuid,
    Words,
    is_plausible,
)
from xieshang_desktop.errors import BundleRefused
from xieshang_desktop.exchange.lines import Chain

FORMAT: Final = 1

DECLARATION: Final = "bagit.txt"
INFO: Final = "bag-info.txt"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
SIGNATURE: Final = "tagmanifest-sha256.txt.minisig"
LINES: Final = "data/entries.jsonl"
FILES: Final = "data/files/"
#: Each kind's content file.
CONTENTS: Final = {
    ENTRIES: LINES,
    RECEIPT: "data/receipt.json",
    DIRECTIVES: "data/directives.json",
    ENROLMENT: "data/enrolment.json",
}
#: Kinds that may have files besides.
WITH_FILES: Final = (ENTRIES, DIRECTIVES)

DECLARED: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

_NUMBERS: Final = ("Xieshang-Format", "Xieshang-First", "Xieshang-Last", "Xieshang-Schema")
_DECIMAL: Final = re.compile("[1-9][0-9]{0,15}")
_ROW: Final = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9._/-]+)")


class BundleInfo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The fields of `bag-info.txt`, in the order in which they are written."""

    format: int = field(name="Xieshang-Format")
    kind: str = field(name="Xieshang-Kind")
    unit: Uuid = field(name="Xieshang-Unit")
    unit_name: Words = field(name="Xieshang-Unit-Name")
    addressee: Uuid | None = field(name="Xieshang-Addressee", default=None)
    line: LineId = field(name="Xieshang-Line")
    first: Number = field(name="Xieshang-First")
    last: Number = field(name="Xieshang-Last")
    previous: Sha256 = field(name="Xieshang-Previous")
    device: Words = field(name="Xieshang-Device")
    program: Words = field(name="Xieshang-Program")
    schema: Number = field(name="Xieshang-Schema")
    laptop_clock: Moment = field(name="Xieshang-Laptop-Clock")

    def chain(self) -> Chain:
        """What the entries must keep."""
        return Chain(
            unit=self.unit,
            line=self.line,
            first=self.first,
            last=self.last,
            previous=self.previous,
            schema=self.schema,
        )


def write_info(info: BundleInfo) -> bytes:
    """The bytes of `bag-info.txt`; white space inside a value collapses."""
    fields = msgspec.to_builtins(info)
    rows = (f"{label}: {' '.join(str(value).split())}\n" for label, value in fields.items())
    return "".join(rows).encode()


def read_info(content: bytes, kinds: Collection[str]) -> BundleInfo:
    """The fields, checked; BundleRefused as in §8, step 4: format before kind before the rest."""
    fields: dict[str, str] = {}
    try:
        rows = content.decode().split("\n")
    except UnicodeDecodeError as error:
        raise BundleRefused("bundle_info_wrong", field=INFO) from error
    for row in rows[:-1]:
        label, colon, value = row.partition(": ")
        if not (label and colon and value) or label[0].isspace() or label in fields:
            raise BundleRefused("bundle_info_wrong", field=label)
        fields[label] = value
    if rows[-1]:
        raise BundleRefused("bundle_info_wrong", field=INFO)
    found = fields.get("Xieshang-Format")
    if found != str(FORMAT):
        newer = found is not None and _DECIMAL.fullmatch(found)
        code = "bundle_format_newer" if newer else "bundle_info_wrong"
        raise BundleRefused(code, field="Xieshang-Format", found=found, known=FORMAT)
    kind = fields.get("Xieshang-Kind")
    if kind not in CONTENTS or kind not in kinds:
        raise BundleRefused("bundle_kind_unknown", kind=kind)
    try:
        said = {
            label: int(value) if label in _NUMBERS and _DECIMAL.fullmatch(value) else value
            for label, value in fields.items()
        }
        info = msgspec.convert(said, BundleInfo)
    except msgspec.ValidationError as error:
        raise BundleRefused("bundle_info_wrong", field=str(error)) from error
    if not is_plausible(info.laptop_clock):
        raise BundleRefused("bundle_info_wrong", field="Xieshang-Laptop-Clock")
    if kind != ENTRIES and (info.first, info.previous) != (info.last, NOTHING_BEFORE):
        raise BundleRefused("bundle_info_wrong", field="Xieshang-Last")
    return info


def write_manifest(hashes: Mapping[str, str]) -> bytes:
    """A manifest of name → SHA-256, sorted by name, as `sha256sum -c` reads it."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode()


def read_manifest(name: str, content: bytes) -> dict[str, str]:
    """Name → SHA-256; BundleRefused bundle_manifest_wrong if any row is not as §4 says."""
    hashes: dict[str, str] = {}
    rows = content.decode("ascii", "replace").split("\n")
    for row in rows[:-1]:
        found = _ROW.fullmatch(row)
        if found is None or found[2] in hashes:
            raise BundleRefused("bundle_manifest_wrong", name=name)
        hashes[found[2]] = found[1]
    if rows[-1]:
        raise BundleRefused("bundle_manifest_wrong", name=name)
    return hashes
