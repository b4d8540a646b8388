"""Memory (PSS) of the program that is ready."""

from __future__ import annotations

from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.starting import Starts, starts

BENCHMARK = Benchmark(
    name="memory when ready", unit="MB", size="years", sizes=(1, 10), goal=Goal(1.6, "limit")
)
prepare = starts


def ours(started: Starts) -> float:
    return started.megabytes("ours")


def limit(started: Starts) -> float:
    return started.megabytes("bare")
