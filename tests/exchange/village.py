"""An invented village with entries and photographs to send."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from xieshang_desktop.domain.entry import NOTHING_BEFORE, Entry, write_entry
from xieshang_desktop.errors import Problem
from xieshang_desktop.exchange.keys import VillageKeys
from xieshang_desktop.exchange.lines import row_size, withhold_nothing, withhold_private
from xieshang_desktop.exchange.packing import (
    AttachedFile,
    BundleContent,
    MessageContent,
    pack,
)
from xieshang_desktop.exchange.progress import Course
from xieshang_desktop.exchange.reading import BundleReport, KnownSigner, check_bundle
from xieshang_desktop.exchange.target import TargetFolder
from xieshang_desktop.exchange.writing import BundleWritten, write_bundle
from xieshang_desktop.ids import BEIJING

UNIT = "0199a0b2-7c3d-7e4f-8a5b-0123456789ab"
TOWNSHIP = "0199a0b2-7c3d-7e4f-8a5b-ba9876543210"
LINE = "5eed0001"
CLOCK = datetime(2026, 11, 20, 9, 30, tzinfo=BEIJING)
JPEG = b"\xff\xd8\xff\xe0"


def write_entries(
    count: int,
    *,
    first: int = 1,
    previous: str = NOTHING_BEFORE,
    unit: str = UNIT,
    line: str = LINE,
    record: Callable[[int], dict[str, object]] = lambda number: {"title": f"村口路灯 {number}"},
) -> list[Entry]:
    """So many entries on one another, each with both payloads."""
    entries = []
    for number in range(first, first + count):
        entry = write_entry(
            unit=unit,
            line=line,
            number=number,
            action=f"action-{number // 3}",
            at=CLOCK + timedelta(minutes=number),
            actor="召集人",
            kind="topic_collected",
            object_type="topic",
            object_id=f"topic-{number}",
            record=json.dumps(record(number), ensure_ascii=False).encode(),
            private=json.dumps({"telephone": f"138000{number:05d}"}).encode(),
            previous=previous,
        )
        entries.append(entry)
        previous = entry.hash
    return entries


def attach(folder: Path, content: bytes) -> AttachedFile:
    """A file of the village's, named by its hash."""
    digest = hashlib.sha256(content).hexdigest()
    (folder / digest).write_bytes(content)
    return AttachedFile(digest, folder / digest)


def make_content(entries: list[Entry], files: Iterable[AttachedFile] = ()) -> BundleContent:
    """What a bundle of these is to hold."""
    return BundleContent(
        unit_id=UNIT,
        unit_name="青石 村\n村民委员会",
        addressee=TOWNSHIP,
        line=LINE,
        entries=lambda: entries,
        first=entries[0].read_header().number,
        last=entries[-1].read_header().number,
        size=sum(map(row_size, entries)),
        previous_hash=entries[0].read_header().previous,
        files=list(files),
        device="村委会 笔记本",
        program_version="0.1.0",
        schema=1,
        clock=CLOCK,
    )


def pack_clear(
    content: BundleContent | MessageContent, keys: VillageKeys, *, withhold: bool = False
) -> bytes:
    """The clear ZIP of a bundle."""
    clear = io.BytesIO()
    which = withhold_private if withhold else withhold_nothing
    pack(clear, content, keys.sign, withhold=which, course=Course(1, 1, None, None))
    return clear.getvalue()


def known(keys: VillageKeys, unit: str = UNIT) -> list[KnownSigner]:
    """One unit that a reader knows."""
    return [KnownSigner(public_text=keys.public_text, unit_id=unit)]


def check(path: Path, keys: VillageKeys) -> BundleReport:
    """The village checks a bundle that it wrote itself."""
    return check_bundle(
        path,
        identities=[keys.age_identity],
        known_signers=known(keys),
        scratch=path.parent / "tmp",
    )


def write(content: BundleContent, keys: VillageKeys, target: Path | TargetFolder) -> BundleWritten:
    """The village writes a bundle; clear bytes wait beside the target."""
    folder = target.folder if isinstance(target, TargetFolder) else target
    return write_bundle(content, keys, target, scratch=folder.parent / "tmp")


def failure(content: BundleContent, keys: VillageKeys, target: Path | TargetFolder) -> Problem:
    """How writing fails; a test fails if it does not."""
    with pytest.raises(Problem) as failed:
        write(content, keys, target)
    return failed.value
