"""Keystroke at the door → the narrowed list painted: the slowest hundredth, against one frame.

The window is the real one, on Qt's offscreen platform. The limit is what a screen gives: a picture
each sixtieth of a second.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.sign_in_search import prepare as villagers
from xieshang_desktop.services.meetings import blank_meeting, plan_meeting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QLineEdit

BENCHMARK = Benchmark(
    name="sign-in key to picture, p99",
    unit="ms",
    size="people",
    sizes=(5_000, 100_000),
    goal=Goal(1.0, "limit"),
)
_FRAME = 1000 / 60  # milliseconds


class Door(NamedTuple):
    """The window with the door open, its box, and what is typed into it."""

    app: QApplication
    box: QLineEdit
    typed: list[str]


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[Door]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from xieshang_desktop.ui import tasks, theme
    from xieshang_desktop.ui.context import Context
    from xieshang_desktop.ui.main_window import MainWindow
    from xieshang_desktop.ui.places import make_page, places

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(theme.ARGUMENTS)
        theme.start(app)
    with villagers(size, folder) as village:
        desk = village.desk
        meeting = blank_meeting(desk, desk.clock() + timedelta(hours=1))
        meeting = plan_meeting(desk, replace(meeting, title="测量", place="议事室"))
        window = MainWindow(places(), lambda key: make_page(key, context))
        context = Context(desk, window)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        context.go("meetings/meeting", f"{meeting.id}#door")
        app.processEvents()
        box = app.focusWidget()
        assert box is not None
        yield Door(app, box, village.typed)  # type: ignore[arg-type]  # the door gives it the keys
        window.close()
        tasks.stop()


def ours(door: Door) -> float:
    from PySide6.QtTest import QTest

    times = []
    for text in door.typed:
        door.box.clear()
        door.app.processEvents()
        for letter in text:
            started = time.perf_counter()
            if letter.isascii():
                QTest.keyClicks(door.box, letter)
            else:
                door.box.insert(letter)
            door.app.processEvents()
            times.append(time.perf_counter() - started)
    return statistics.quantiles(times, n=100)[98] * 1000


def limit(_door: Door) -> float:
    return _FRAME
