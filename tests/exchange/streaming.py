"""Writes and reads back a large bundle and says how much memory it took.

`python -m tests.exchange.streaming FOLDER 2000` tries the largest (by hand: it takes a minute and
three times its size on the disk); a test runs it with 200 megabytes.
"""

from __future__ import annotations

import base64
import hashlib
import os
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from tests.exchange.village import CLOCK, LINE, UNIT, known, make_content
from xieshang_desktop.domain.entry import NOTHING_BEFORE, Entry, write_entry
from xieshang_desktop.exchange.keys import open_keys
from xieshang_desktop.exchange.packing import AttachedFile, Room
from xieshang_desktop.exchange.reading import open_bundle
from xieshang_desktop.exchange.writing import write_bundle

_PHOTO = 8 * 1024 * 1024
_TEXT = 3000


def entries(count: int) -> Iterator[Entry]:
    """Entries on one another whose text does not deflate; each is forgotten when the next comes."""
    previous = NOTHING_BEFORE
    for number in range(1, count + 1):
        text = base64.b64encode(os.urandom(_TEXT)).decode()
        entry = write_entry(
            unit=UNIT,
            line=LINE,
            number=number,
            action="action",
            at=CLOCK,
            actor="召集人",
            kind="note_written",
            object_type="note",
            object_id="note",
            record=f'{{"text":"{text}"}}'.encode(),
            private=None,
            previous=previous,
        )
        yield entry
        previous = entry.hash


def photo(folder: Path, number: int) -> AttachedFile:
    """A file of noise."""
    path = folder / f"{number}.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + number.to_bytes(4, "big") + os.urandom(_PHOTO))
    with path.open("rb") as file:
        return AttachedFile(hashlib.file_digest(file, "sha256").hexdigest(), path)


def peak() -> int:
    """The most memory this process ever had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(folder: Path, megabytes: int) -> None:
    """Half of it entries (up to 50,000), the rest photographs."""
    keys = open_keys(folder / "keys")
    (folder / "stick").mkdir(exist_ok=True)
    count = min(50_000, megabytes * 500_000 // (_TEXT * 4 // 3 + 700))
    stored = list(entries(200))
    room = Room()
    for entry in stored:
        room.take(entry)
    rows = room.size // 200 * count
    photos = [
        photo(folder, number) for number in range(max(1, (megabytes * 1_000_000 - rows) // _PHOTO))
    ]
    content = replace(
        make_content(stored[:1], photos), entries=lambda: entries(count), last=count, size=rows
    )
    before, started = peak(), time.perf_counter()
    written = write_bundle(content, keys, folder / "stick", scratch=folder / "tmp")
    writing, again = time.perf_counter() - started, time.perf_counter()
    with open_bundle(
        written.path,
        identities=[keys.age_identity],
        known_signers=known(keys),
        scratch=folder / "tmp",
    ) as bundle:
        taken = sum(1 for _entry in bundle.entries())
        size = sum(len(piece) for digest in bundle.files for piece in bundle.read_file(digest))
    reading = time.perf_counter() - again
    print(f"{written.size} bytes, {taken} entries, {size} bytes of photographs,")
    print(f"written in {writing:.1f} s, read in {reading:.1f} s, growth {peak() - before} MiB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
