"""Minutes of fifty pages, warm; the limit is Qt's writer, the peer typst."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import other_writers
from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.paper_words import lines_of, minutes
from xieshang_desktop.printing.papers import render

BENCHMARK = Benchmark(
    name="minutes, warm", unit="ms", size="pages", sizes=(5, 50), goal=Goal(1.5, "peer")
)

#: Paragraphs that fill a page.
_A_PAGE = 9.1


@contextmanager
def prepare(size: int, _folder: Path) -> Iterator[int]:
    yield size


def ours(pages: int) -> float:
    paper = minutes(round(pages * _A_PAGE))
    started = time.perf_counter()
    rendered = render(paper)
    elapsed = time.perf_counter() - started
    assert abs(rendered.pages - pages) <= 2, rendered.pages
    return elapsed * 1000


def limit(pages: int) -> float:
    return _milliseconds(other_writers.qt_paragraphs, pages)


def peer(pages: int) -> float:
    return _milliseconds(other_writers.typst_paragraphs, pages)


def _reportlab(pages: int) -> float:
    return _milliseconds(other_writers.reportlab_paragraphs, pages)


OTHERS = {"ReportLab": _reportlab}


def _milliseconds(write: Callable[[str, Sequence[str]], bytes], pages: int) -> float:
    paper = minutes(round(pages * _A_PAGE))
    lines = lines_of(paper)
    started = time.perf_counter()
    pdf = write(paper.title, lines)
    elapsed = time.perf_counter() - started
    assert pdf.startswith(b"%PDF")
    return elapsed * 1000
