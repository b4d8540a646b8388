"""The bundle of a village year: packed, signed, sealed, written, flushed and read back again.

The limit writes and flushes as many bytes; the peer is `tar | zstd | age` with the same files,
flushed and read back too. Both seal to the village's own key.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.benchmarks.measure import Absent, Benchmark, Goal
from tests.exchange.village import CLOCK, JPEG, LINE, UNIT, attach, make_content
from xieshang_desktop.domain.entry import NOTHING_BEFORE, Entry, write_entry
from xieshang_desktop.exchange.keys import VillageKeys, open_keys
from xieshang_desktop.exchange.packing import BundleContent
from xieshang_desktop.exchange.writing import write_bundle

BENCHMARK = Benchmark(
    name="bundle, read back", unit="ms", size="meetings", sizes=(2, 24), goal=Goal(0.8, "peer")
)
_WORDS = "村民协商议事会讨论路灯改造方案同意由村委会牵头实施资金来源集体收入公示时间召集人主持"
_TOOLS = ("tar", "zstd", "age", "sync")


class Year(NamedTuple):
    """What is to be handed over, and the same as plain files for other tools."""

    content: BundleContent
    keys: VillageKeys
    folder: Path
    plain: Path
    size: int


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[Year]:
    with TemporaryDirectory(dir=folder) as made:
        own = Path(made)
        (plain := own / "plain").mkdir()
        (own / "out").mkdir()
        chance = random.Random(20261122)  # noqa: S311 - the same year each time, not a secret
        entries = _entries(size, chance)
        papers = [
            attach(plain, start + chance.randbytes(length))
            for _ in range(size)
            for start, length in ((b"%PDF-1.7\n", 30_000), (JPEG, 70_000))
        ]
        with (plain / "entries.jsonl").open("w", encoding="utf-8") as lines:
            for entry in entries:
                texts = [entry.header.decode(), entry.hash, (entry.record or b"").decode()]
                print(json.dumps(texts, ensure_ascii=False), file=lines)
        yield Year(
            content=make_content(entries, papers),
            keys=open_keys(own / "keys"),
            folder=own,
            plain=plain,
            size=sum(file.stat().st_size for file in plain.iterdir()),
        )


def _entries(meetings: int, chance: random.Random) -> list[Entry]:
    """A meeting a fortnight: five topics, forty people at the door, twenty opinions, minutes."""
    entries: list[Entry] = []

    def add(kind: str, record: dict[str, object]) -> None:
        number = len(entries) + 1
        entry = write_entry(
            unit=UNIT,
            line=LINE,
            number=number,
            action=f"action-{number}",
            at=CLOCK + timedelta(minutes=number),
            actor="召集人",
            kind=kind,
            object_type=kind,
            object_id=f"0199a0b2-7c3d-7e4f-8a5b-{number:012x}",
            record=json.dumps(record, ensure_ascii=False).encode(),
            private=None,
            previous=entries[-1].hash if entries else NOTHING_BEFORE,
        )
        entries.append(entry)

    def words(length: int) -> str:
        return "".join(chance.choices(_WORDS, k=length))

    for meeting in range(meetings):
        add("meeting_planned", {"place": words(8), "note": words(60)})
        for _ in range(5):
            add("topic_collected", {"title": words(15), "background": words(150)})
        for person in range(40):
            add("signed_in", {"meeting": meeting, "person": person, "at": CLOCK.isoformat()})
        for person in range(20):
            add("opinion_recorded", {"person": person, "text": words(50)})
        add("minutes_sealed", {"text": words(2500)})
    return entries


def ours(year: Year) -> float:
    with _emptied(year) as out:
        started = time.perf_counter()
        write_bundle(year.content, year.keys, out, scratch=year.folder / "tmp")
        return (time.perf_counter() - started) * 1000


def limit(year: Year) -> float:
    content = os.urandom(year.size)
    with _emptied(year) as out:
        started = time.perf_counter()
        with (out / "bytes").open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return (time.perf_counter() - started) * 1000


def peer(year: Year) -> float:
    if not all(map(shutil.which, _TOOLS)):
        raise Absent
    identity = year.folder / "identity"
    identity.write_text(year.keys.age_identity + "\n", "ascii")
    commands = (
        f"tar -C {year.plain} -cf - . | zstd -q | age -r {year.keys.age_recipient} -o year.age",
        "sync year.age",
        f"age -d -i {identity} year.age | zstd -dq | tar -xOf - | sha256sum > year.sum",
    )
    with _emptied(year) as out:
        started = time.perf_counter()
        subprocess.run(["sh", "-c", " && ".join(commands)], cwd=out, check=True)
        return (time.perf_counter() - started) * 1000


@contextmanager
def _emptied(year: Year) -> Iterator[Path]:
    """The folder that is written to, without what was written before."""
    out = year.folder / "out"
    for file in out.iterdir():
        file.unlink()
    yield out
