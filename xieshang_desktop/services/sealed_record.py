"""The sealed record of minutes (N9): what is confirmed, and the paper it gives back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.minutes import Correction, Minutes
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.minutes_paper import correction_lines

#: What stands around the text that is confirmed.
_AROUND = frozenset({"convenors", "corrections", "originals"})


def digest_of(paper: documents.MinutesPaper) -> str:
    """SHA-256 of what a convenor confirms: the paper without the confirmations themselves."""
    bare = replace(paper, convenors=(), corrections=(), originals=())
    return hashlib.sha256(msgspec.json.encode(bare)).hexdigest()


def sealed_digest(record: bytes) -> str:
    """The same of a sealed record, from its own bytes: what a later version adds to papers does
    not change it."""
    plain = msgspec.json.decode(record)
    bare = {name: [] if name in _AROUND else value for name, value in plain.items()}
    return hashlib.sha256(msgspec.json.encode(bare)).hexdigest()


def as_sealed(
    desk: Desk, minutes: Minutes, corrections: Sequence[Correction]
) -> documents.MinutesPaper:
    """The paper from the sealed record: what was renamed since does not change it."""
    record = desk.files.read(minutes.record_digest)
    paper = msgspec.json.decode(record, type=documents.MinutesPaper)
    return replace(paper, corrections=correction_lines(corrections))
