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
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import AttendanceState, Part
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meetings import blank_meeting, plan_meeting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QLineEdit

    from xieshang_desktop.ui.context import Context

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
    with door_of(size, folder) as door:
        yield door


@contextmanager
def door_of(size: int, folder: Path, present: int = 0) -> Iterator[Door]:
    """The door of a village of so many people, of whom so many are in the room already."""
    with villagers(size, folder) as village, a_window(village.desk) as (app, context):
        desk = village.desk
        meeting = blank_meeting(desk, desk.clock() + timedelta(hours=1))
        meeting = plan_meeting(desk, replace(meeting, title="测量", place="议事室"))
        _come_in(desk, meeting.id, present)
        context.go("meetings/meeting", f"{meeting.id}#door")
        app.processEvents()
        box = app.focusWidget()
        assert box is not None
        yield Door(app, box, village.typed)  # type: ignore[arg-type]  # the door gives it the keys


@contextmanager
def a_window(desk: Desk) -> Iterator[tuple[QApplication, Context]]:
    """The real window on a desk, on Qt's offscreen platform."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication
    from shiboken6 import delete

    from xieshang_desktop.ui import tasks, theme
    from xieshang_desktop.ui.context import Context
    from xieshang_desktop.ui.main_window import MainWindow
    from xieshang_desktop.ui.places import make_page, places

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(theme.ARGUMENTS)
        theme.start(app)
    window = MainWindow(places(), lambda key: make_page(key, context))
    context = Context(desk, window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    yield app, context
    window.close()
    tasks.stop()
    delete(window)  # what it still meant to do would be done to the next one


def _come_in(desk: Desk, meeting_id: str, present: int) -> None:
    """The last of the roster, whom nobody types here."""
    with desk.store.write() as uow:
        people = uow.all(Person)[::-1][:present]
        attendances = [
            Attendance(
                id=new_id(),
                meeting_id=meeting_id,
                person_id=person.id,
                state=AttendanceState.PRESENT,
                part=Part.STAKEHOLDER,
                at=desk.clock(),
            )
            for person in people
        ]
        uow.put_all(attendances, "signed_in")
        uow.commit()


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
