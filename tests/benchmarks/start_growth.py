"""Starting stays as fast with the years: ready with so many years, against ready with one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.starting import Starts, starts

BENCHMARK = Benchmark(
    name="start to ready, grown", unit="ms", size="years", sizes=(1, 10), goal=Goal(1.1, "limit")
)


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[tuple[Starts, Starts]]:
    with starts(size, folder) as grown, starts(1, folder) as young:
        yield grown, young


def ours(started: tuple[Starts, Starts]) -> float:
    return started[0].milliseconds("ours", "ready")


def limit(started: tuple[Starts, Starts]) -> float:
    return started[1].milliseconds("ours", "ready")
