"""A file that belongs to a record: kept once, under the hash of its content."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.record import Record


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Where in a recording an agenda item begins to be talked about, in seconds (N19)."""

    item_id: str
    second: int


class Attachment(Record, frozen=True, kw_only=True):
    """`size` in bytes, `sha256` in hexadecimal; `object_type` and `object_id` name its record. A
    recording lasts `seconds` (None: nobody knows) and has `marks`."""

    NOUN: ClassVar[str] = "attachment"

    object_type: str
    object_id: str
    sha256: str
    name: str
    media_type: str
    size: int
    caption: str = ""
    added_on: date
    seconds: int | None = None
    marks: tuple[Mark, ...] = ()
