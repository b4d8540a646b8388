"""Opening a meeting stays as fast with the years: its door and its hall, painted, in a village with
so many years of records, and in one with a single year."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.sign_in_paint import a_window
from tests.benchmarks.villages import opened, village_of
from xieshang_desktop.services.meeting_file import list_meetings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from xieshang_desktop.ui.context import Context

BENCHMARK = Benchmark(
    name="opening a meeting, grown", unit="ms", size="years", sizes=(1, 10), goal=Goal(1.2, "limit")
)
_TIMES = 5


class Village(NamedTuple):
    """A window on a village, and the newest of its meetings that were held."""

    app: QApplication
    context: Context
    meeting_id: str


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[tuple[Village, Village]]:
    with _village(size, folder) as grown, _village(1, folder) as young:
        yield grown, young


@contextmanager
def _village(years: int, folder: Path) -> Iterator[Village]:
    with opened(village_of(years, folder), folder) as desk, a_window(desk) as (app, context):
        held = next(m.meeting for m in list_meetings(desk) if m.meeting.closed_at is not None)
        yield Village(app, context, held.id)


def ours(villages: tuple[Village, Village]) -> float:
    return _milliseconds(villages[0])


def limit(villages: tuple[Village, Village]) -> float:
    return _milliseconds(villages[1])


def _milliseconds(village: Village) -> float:
    spent = 0.0
    village.context.window.activateWindow()
    for _time in range(_TIMES):
        for part in ("door", "hall"):
            village.context.go("follow_up")
            village.app.processEvents()
            started = time.perf_counter()
            village.context.go("meetings/meeting", f"{village.meeting_id}#{part}")
            village.app.processEvents()
            spent += time.perf_counter() - started
    return spent * 1000 / _TIMES / 2
