"""The work page stays as fast with the years: read with so many years of records, and with one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.villages import opened, village_of
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.workday import open_workday

BENCHMARK = Benchmark(
    name="work page, grown", unit="ms", size="years", sizes=(1, 10), goal=Goal(1.2, "limit")
)
_TIMES = 20


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[tuple[Desk, Desk]]:
    with (
        opened(village_of(size, folder), folder) as grown,
        opened(village_of(1, folder), folder) as young,
    ):
        yield grown, young


def ours(desks: tuple[Desk, Desk]) -> float:
    return _milliseconds(desks[0])


def limit(desks: tuple[Desk, Desk]) -> float:
    return _milliseconds(desks[1])


def _milliseconds(desk: Desk) -> float:
    started = time.perf_counter()
    for _ in range(_TIMES):
        open_workday(desk)
    return (time.perf_counter() - started) * 1000 / _TIMES
