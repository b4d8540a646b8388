"""Ready: the first page is refreshed from the database and keys are accepted."""

from __future__ import annotations

from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.starting import Starts, starts

BENCHMARK = Benchmark(
    name="start to ready", unit="ms", size="years", sizes=(1, 10), goal=Goal(2.0, "limit")
)
prepare = starts


def ours(started: Starts) -> float:
    return started.milliseconds("ours", "ready")


def limit(started: Starts) -> float:
    return started.milliseconds("bare", "ready")
