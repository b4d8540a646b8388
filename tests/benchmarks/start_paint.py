"""Cold start: from starting the process until the first page with its data is painted."""

from __future__ import annotations

from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.starting import Starts, starts

BENCHMARK = Benchmark(
    name="start to first page", unit="ms", size="years", sizes=(1, 10), goal=Goal(1.5, "limit")
)
prepare = starts


def ours(started: Starts) -> float:
    return started.milliseconds("ours", "paint")


def limit(started: Starts) -> float:
    return started.milliseconds("bare", "paint")
