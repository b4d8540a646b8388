"""The tag files of a bag: what they say and how they are written (bundle-format.md §4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final

import msgspec
from msgspec import Meta, field

from xieshang_desktop.errors import BundleRefused

FORMAT: Final = 1
ENTRIES: Final = "entries"

DECLARATION: Final = "bagit.txt"
INFO: Final = "bag-info.txt"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
SIGNATURE: Final = "tagmanifest-sha256.txt.minisig"
LINES: Final = "data/entries.jsonl"
FILES: Final = "data/files/"

DECLARED: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

Uuid = Annotated[str, Meta(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
LineId = Annotated[str, Meta(pattern="^[0-9a-f]{8}$")]
Number = Annotated[int, Meta(ge=1)]
Words = Annotated[str, Meta(min_length=1)]
Moment = Annotated[datetime, Meta(tz=True)]

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


def write_info(info: BundleInfo) -> bytes:
    """The bytes of `bag-info.txt`; white space inside a value collapses."""
    fields = msgspec.to_builtins(info)
    rows = (f"{label}: {' '.join(str(value).split())}\n" for label, value in fields.items())
    return "".join(rows).encode()


def read_info(content: bytes) -> BundleInfo:
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
        code = "bundle_format_newer" if found and found.isdecimal() else "bundle_info_wrong"
        raise BundleRefused(code, field="Xieshang-Format", found=found, known=FORMAT)
    if (kind := fields.get("Xieshang-Kind")) != ENTRIES:
        raise BundleRefused("bundle_kind_unknown", kind=kind)
    try:
        return msgspec.convert(fields, BundleInfo, strict=False)
    except msgspec.ValidationError as error:
        raise BundleRefused("bundle_info_wrong", field=str(error)) from error


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
