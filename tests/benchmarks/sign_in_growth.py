"""The door stays as fast with the years: sign-ins with so many years of records, and with one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import sign_in_commit
from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.sign_in_commit import Doors, doors_of

BENCHMARK = Benchmark(
    name="sign-in commits, grown",
    unit="/s",
    size="years",
    sizes=(1, 10),
    goal=Goal(0.8, "limit", at_least=True),
)


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[tuple[Doors, Doors]]:
    with doors_of(size, folder, "grown") as grown, doors_of(1, folder, "young") as young:
        yield grown, young


def ours(doors: tuple[Doors, Doors]) -> float:
    return sign_in_commit.ours(doors[0])


def limit(doors: tuple[Doors, Doors]) -> float:
    return sign_in_commit.ours(doors[1])
