"""The door with a tenth of the village in the room: every key of a sign-in, Enter with its durable
commit among them → the list painted; the slowest twentieth, against one frame."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.sign_in_paint import Door, door_of

BENCHMARK = Benchmark(
    name="sign-in, every key to picture, room full, p95",
    unit="ms",
    size="people",
    sizes=(1_000, 5_000),
    goal=Goal(1.0, "limit"),
)
_FRAME = 1000 / 60  # milliseconds


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[Door]:
    with door_of(size, folder, present=size // 10) as door:
        yield door


def ours(door: Door) -> float:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    times = []
    for text in door.typed:
        door.box.clear()
        door.app.processEvents()
        for letter in (*text, "\r"):
            started = time.perf_counter()
            if letter == "\r":
                QTest.keyClick(door.box, Qt.Key.Key_Return)
            elif letter.isascii():
                QTest.keyClicks(door.box, letter)
            else:
                door.box.insert(letter)
            door.app.processEvents()
            times.append(time.perf_counter() - started)
    return statistics.quantiles(times, n=20)[18] * 1000


def limit(_door: Door) -> float:
    return _FRAME
