"""From starting a process to a two-page notice on the disk, against plain ReportLab."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.measure import Absent, Benchmark, Goal
from tests.benchmarks.villages import environment_in

BENCHMARK = Benchmark(
    name="first notice, cold", unit="ms", size="pages", sizes=(2,), goal=Goal(1.15, "peer")
)


@contextmanager
def prepare(_size: int, folder: Path) -> Iterator[Path]:
    yield folder / "notice.pdf"


def ours(file: Path) -> float:
    return _milliseconds("ours", file)


def peer(file: Path) -> float:
    return _milliseconds("plain", file)


def _typst(file: Path) -> float:
    if find_spec("typst") is None:
        raise Absent
    return _milliseconds("typst", file)


OTHERS = {"typst": _typst}


def _milliseconds(which: str, file: Path) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.cold_notice", which, str(file)],
        env=environment_in(file.parent),
        check=True,
    )
    return (time.perf_counter() - started) * 1000
