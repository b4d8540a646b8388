"""A roster of .xlsx with joined headers read, cleaned, given pinyin and stored, against reading it.

The limit is what calamine needs to read the cells, the peer what openpyxl needs for the same.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.rosters import write_roster
from tests.benchmarks.villages import new_village
from xieshang_desktop.services.roster import import_roster, read_roster

BENCHMARK = Benchmark(
    name="roster import", unit="ms", size="people", sizes=(300, 5000), goal=Goal(1.0, "peer")
)


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[Path]:
    file = folder / f"roster-{size}.xlsx"
    write_roster(size, file)
    yield file


def ours(file: Path) -> float:
    with new_village(file.parent) as desk:
        started = time.perf_counter()
        report = import_roster(desk, read_roster(file), file.name)
        elapsed = time.perf_counter() - started
    assert report.people == int(file.stem.split("-")[1])
    return elapsed * 1000


def limit(file: Path) -> float:
    started = time.perf_counter()
    CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    return (time.perf_counter() - started) * 1000


def peer(file: Path) -> float:
    started = time.perf_counter()
    for sheet in load_workbook(file).worksheets:
        list(sheet.iter_rows(values_only=True))
    return (time.perf_counter() - started) * 1000
