"""A notice of two pages in a program that has set papers before; the limit is typst."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import other_writers
from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.paper_words import lines_of, notice
from xieshang_desktop.printing.papers import render

BENCHMARK = Benchmark(
    name="notice, warm", unit="ms", size="pages", sizes=(2,), goal=Goal(2.5, "limit")
)


@contextmanager
def prepare(size: int, _folder: Path) -> Iterator[int]:
    yield size


def ours(pages: int) -> float:
    paper = notice()
    started = time.perf_counter()
    rendered = render(paper)
    elapsed = time.perf_counter() - started
    assert rendered.pages == pages
    return elapsed * 1000


def limit(_pages: int) -> float:
    return _milliseconds(other_writers.typst_paragraphs)


def peer(_pages: int) -> float:
    return _milliseconds(other_writers.reportlab_paragraphs)


def _qt(_pages: int) -> float:
    return _milliseconds(other_writers.qt_paragraphs)


OTHERS = {"QPdfWriter": _qt}


def _milliseconds(write: Callable[[str, Sequence[str]], bytes]) -> float:
    paper = notice()
    lines = lines_of(paper)
    started = time.perf_counter()
    pdf = write(paper.title, lines)
    elapsed = time.perf_counter() - started
    assert pdf.startswith(b"%PDF")
    return elapsed * 1000
