"""Figures over very many sign-ins: by village, year and part, and the people of each year, from the
figures kept at receiving; against DuckDB counting the same from the sign-ins themselves.

Both answers are compared before anything is measured.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.measure import Absent, Benchmark, Goal
from tests.benchmarks.sign_ins import YEARS, Duck, township_of
from xieshang_desktop.domain.figures import Figure
from xieshang_desktop.domain.township import Village
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.figures import stored

BENCHMARK = Benchmark(
    name="roll-up figures",
    unit="ms",
    size="sign-ins",
    sizes=(100_000, 10_000_000),
    goal=Goal(0.5, "peer"),
)
_BY_PART = (
    "SELECT village, year(day) AS year, part, count(*) FROM sign_ins"
    " WHERE state = 'present' GROUP BY ALL"
)
_PEOPLE = (
    "SELECT village, year(day) AS year, '', count(DISTINCT person)"
    " FROM sign_ins WHERE state = 'present' GROUP BY ALL"
)


class Both(NamedTuple):
    """The township, and DuckDB where it is."""

    desk: Desk
    duck: Duck | None


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[Both]:
    with township_of(size, folder) as (desk, source):
        try:
            duck = Duck(source)
        except Absent:
            yield Both(desk, None)
            return
        both = Both(desk, duck)
        try:
            theirs = sorted(duck.ask(_BY_PART)[1] + duck.ask(_PEOPLE)[1])
            assert theirs == sorted(_read(desk)), "the figures are not what the sign-ins say"
            yield both
        finally:
            duck.close()


def _read(desk: Desk) -> list[list[str]]:
    """The same rows from the figures, year by year."""
    rows = []
    with desk.store.read() as reader:
        ids = [village.id for village in reader.all(Village)]
        for year in range(2016, 2016 + YEARS):
            names = [Figure.SIGN_INS, Figure.PARTICIPANTS]
            for found in stored(reader, ids, [str(year)], names):
                rows.append([found.unit_id, str(year), found.kind, str(found.number)])
    return rows


def ours(both: Both) -> float:
    started = time.perf_counter()
    _read(both.desk)
    return (time.perf_counter() - started) * 1000


def peer(both: Both) -> float:
    if both.duck is None:
        raise Absent
    return both.duck.ask(_BY_PART)[0] + both.duck.ask(_PEOPLE)[0]
