"""What a benchmark is, and how one is run: ours, limit and peer in turn, medians quoted.

A benchmark is a module of this folder with

    BENCHMARK           its name, unit, sizes and goal
    prepare(size, folder)   a context manager that makes what the three need
    ours(prepared), limit(prepared), peer(prepared)     one figure each; where there is no limit or
                        no peer, the function is left out
    OTHERS              further peers by name, quoted beside them; left out where there are none
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal, Protocol

import msgspec


class Absent(Exception):
    """It is not on this machine; its figure is left out, never filled in from elsewhere."""


class Goal(msgspec.Struct, frozen=True):
    """Our figure divided by the other's; `at_least` where more is better."""

    ratio: float
    against: Literal["limit", "peer"]
    at_least: bool = False

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.ratio:g} × {self.against}"

    def is_met(self, ratio: float) -> bool:
        """Whether a measured ratio reaches the goal."""
        return ratio >= self.ratio if self.at_least else ratio <= self.ratio


class Benchmark(msgspec.Struct, frozen=True, kw_only=True):
    """What is measured. The goal speaks of the last and largest size; `--smallest` takes the first.

    `size` says what the sizes count: years, people …
    """

    name: str
    unit: str
    size: str
    sizes: tuple[int, ...]
    goal: Goal


class Subject(Protocol):
    """A module that holds one benchmark; it has `limit`, `peer` or both."""

    BENCHMARK: Benchmark
    prepare: Callable[[int, Path], AbstractContextManager[Any]]
    ours: Callable[[Any], float]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of every round, in `unit`; a missing limit or peer has none."""

    name: str
    unit: str
    goal: str
    ours: list[float]
    limit: list[float]
    peer: list[float]
    others: dict[str, list[float]] = {}
    ours_to_limit: float | None
    ours_to_peer: float | None
    met: bool | None

    def line(self) -> str:
        """One line: name, ours, limit, peer, both ratios, goal."""
        verdict = {True: "met", False: "missed", None: "not measured"}[self.met]
        return "  ".join(
            (
                f"{self.name:<44}",
                *(f"{_figure(values, self.unit):>11}" for values in (self.ours, self.limit)),
                f"{_figure(self.peer, self.unit):>11}",
                f"{_ratio(self.ours_to_limit):>6}",
                f"{_ratio(self.ours_to_peer):>6}",
                f"{self.goal} {verdict}",
                *(f"{name} {_figure(values, self.unit)}" for name, values in self.others.items()),
            )
        )


HEADING = "  ".join(
    (
        f"{'name':<44}",
        f"{'ours':>11}",
        f"{'limit':>11}",
        f"{'peer':>11}",
        f"{'/limit':>6}",
        f"{'/peer':>6}",
        "goal",
    )
)


def run(subject: Subject, size: int, folder: Path, *, rounds: int, warm_up: bool) -> Result:
    """Measures one benchmark at one size; the order changes from round to round."""
    benchmark = subject.BENCHMARK
    asked: dict[str, Callable[[Any], float]] = {
        name: getattr(subject, name) for name in ("limit", "peer", "ours") if hasattr(subject, name)
    }
    others: dict[str, Callable[[Any], float]] = getattr(subject, "OTHERS", {})
    asked |= others
    figures: dict[str, list[float]] = {name: [] for name in ("ours", "limit", "peer", *others)}
    with subject.prepare(size, folder) as prepared:
        names = list(asked)
        for number in range(-1 if warm_up else 0, rounds):
            for name in names[number % len(names) :] + names[: number % len(names)]:
                if name not in asked:
                    continue
                try:
                    figure = asked[name](prepared)
                except Absent:
                    del asked[name]
                    continue
                if number >= 0:
                    figures[name].append(figure)
    ratios = {
        other: statistics.median(figures["ours"]) / statistics.median(figures[other])
        for other in ("limit", "peer")
        if figures[other]
    }
    judged = ratios.get(benchmark.goal.against)
    return Result(
        name=f"{benchmark.name}, {size} {benchmark.size}",
        unit=benchmark.unit,
        goal=str(benchmark.goal),
        **{name: figures.pop(name) for name in ("ours", "limit", "peer")},
        others=figures,
        ours_to_limit=ratios.get("limit"),
        ours_to_peer=ratios.get("peer"),
        met=None if judged is None else benchmark.goal.is_met(judged),
    )


def _figure(values: Iterable[float], unit: str) -> str:
    values = list(values)
    return f"{statistics.median(values):.4g} {unit}" if values else "—"


def _ratio(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"
