"""A sign-in sheet to be signed, warm; the limit is ReportLab's own table of the same strings."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import other_writers
from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.paper_words import sheet
from xieshang_desktop.printing.papers import render

BENCHMARK = Benchmark(
    name="sign-in sheet, warm", unit="ms", size="people", sizes=(20, 200), goal=Goal(1.0, "limit")
)

_HEAD = ("序号", "姓名", "组别（单位）", "身份", "签名")


@contextmanager
def prepare(size: int, _folder: Path) -> Iterator[int]:
    yield size


def ours(people: int) -> float:
    paper = sheet(people)
    started = time.perf_counter()
    rendered = render(paper)
    elapsed = time.perf_counter() - started
    assert rendered.pages >= people / 22
    return elapsed * 1000


def limit(people: int) -> float:
    return _milliseconds(other_writers.reportlab_table, people)


def peer(people: int) -> float:
    return _milliseconds(other_writers.typst_table, people)


def _milliseconds(
    write: Callable[[str, Sequence[str], other_writers.Rows], bytes], people: int
) -> float:
    paper = sheet(people)
    rows = [
        [str(number), row.person.name, row.person.group, row.part, ""]
        for number, row in enumerate(paper.rows, 1)
    ]
    started = time.perf_counter()
    pdf = write(paper.title, _HEAD, rows)
    elapsed = time.perf_counter() - started
    assert pdf.startswith(b"%PDF")
    return elapsed * 1000
