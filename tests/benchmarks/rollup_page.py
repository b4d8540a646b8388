"""The page 汇总 of one year over a township with ten years of records: every figure, every village,
the year before beside it. The limit is SQLite counting the same figures of both years from the
records; milliseconds of ours are to stay under a hundred.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.measure import Benchmark, Goal
from tests.township.making import make_township
from xieshang_desktop.domain import periods
from xieshang_desktop.domain.figures import OF_TODAY, Figure
from xieshang_desktop.domain.periods import Period
from xieshang_desktop.domain.township import Village
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.figures import counted
from xieshang_desktop.township.rollup import open_rollup, range_of_days
from xieshang_desktop.township.rollup_lists import records_behind

BENCHMARK = Benchmark(
    name="roll-up page of a year",
    unit="ms",
    size="villages",
    sizes=(4, 40),
    goal=Goal(0.5, "limit"),
)
_YEAR = periods.year(2025)
_STORED = [figure for figure in Figure if figure not in OF_TODAY]


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[Desk]:
    place = folder / f"township-{size}"
    desk = make_township(place, size, 10 if size >= 40 else 2)
    try:
        rollup = open_rollup(desk, _YEAR)
        for figure in _STORED:
            told, fresh = rollup.figures[figure].count, _count(desk, _YEAR, [figure])
            assert told == fresh, figure
        yield desk
    finally:
        desk.close()


def _count(desk: Desk, period: Period, figures: list[Figure]) -> int:
    with desk.store.read() as reader:
        ids = [village.id for village in reader.all(Village)]
        rows = counted(reader, ids, [range_of_days(period)], figures)
    return sum(row.number for row in rows if row.figure in figures)


def ours(desk: Desk) -> float:
    return _timed(lambda: open_rollup(desk, _YEAR))


def limit(desk: Desk) -> float:
    return _timed(lambda: [_count(desk, each, _STORED) for each in (_YEAR, _YEAR.before)])


def _timed(call: object) -> float:
    assert callable(call)
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def _month(desk: Desk) -> float:
    return _timed(lambda: open_rollup(desk, periods.month(2025, 10)))


def _ten_years(desk: Desk) -> float:
    whole = periods.days(desk.today.replace(year=2016, day=3), desk.today)
    return _timed(lambda: open_rollup(desk, whole))


def _slowest_list(desk: Desk) -> float:
    return max(
        _timed(lambda figure=figure: records_behind(desk, figure, _YEAR)) for figure in Figure
    )


OTHERS = {
    "a month": _month,
    "ten years to the day": _ten_years,
    "slowest list behind a figure": _slowest_list,
}
