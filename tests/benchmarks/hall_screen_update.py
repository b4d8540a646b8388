"""Something was committed → it is painted on the hall's screen: read, set, painted; the slowest
twentieth of many entries, with 500 in the room, against one frame."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks.measure import Benchmark, Goal
from tests.clock import HandClock
from tests.making import MORNING, a_desk, a_meeting, items_of, ready_topic, some_people
from xieshang_desktop.domain.terms import PointKind
from xieshang_desktop.services import deliberation, running, speaking
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.sign_in import sign_in

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from xieshang_desktop.ui.hall_screen.window import HallWindow
    from xieshang_desktop.ui.presenters.hall_screen import HallScreenPresenter

BENCHMARK = Benchmark(
    name="hall's screen, commit to picture, p95",
    unit="ms",
    size="rows of pixels",
    sizes=(768, 1080),
    goal=Goal(1.0, "limit"),
)
_FRAME = 1000 / 60  # milliseconds
_IN_THE_ROOM, _ENTRIES = 500, 20


class Hall(NamedTuple):
    """A meeting that is on, its screen, and the item that is talked about."""

    app: QApplication
    desk: Desk
    presenter: HallScreenPresenter
    window: HallWindow
    item_id: str
    people: list[str]


class _Page:
    """Sets what the presenter shows, as the program does."""

    def __init__(self, window: HallWindow) -> None:
        self.window = window

    def show_slides(self, now: object, following: object, newest: object) -> None:
        from xieshang_desktop.ui.hall_screen.colours import LIGHT
        from xieshang_desktop.ui.hall_screen.composition import compose, width_for

        width = width_for(self.window.width(), self.window.height())
        made = compose(now, width)  # type: ignore[arg-type]  # the presenter gives it
        page = made.points.get(newest, 0)  # type: ignore[call-overload]  # the presenter gives it
        self.window.show_slide(made, page, LIGHT)


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[Hall]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from xieshang_desktop.ui import theme
    from xieshang_desktop.ui.hall_screen.window import HallWindow
    from xieshang_desktop.ui.presenters.hall_screen import HallScreenPresenter

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(theme.ARGUMENTS)
        theme.start(app)
    with TemporaryDirectory(dir=folder) as place:
        clock = HandClock(MORNING)
        desk = a_desk(Path(place), clock)
        people = [person.id for person in some_people(desk, _IN_THE_ROOM)]
        topic = ready_topic(desk, some_people(desk))
        meeting_id = a_meeting(desk, [topic.id])
        clock.moment += timedelta(days=10)
        for person_id in people:
            sign_in(desk, meeting_id, person_id)
        deliberation.open_meeting(desk, meeting_id)
        (item,) = items_of(desk, meeting_id)
        running.begin_item(desk, item.id)
        window = HallWindow(desk.clock)
        window.resize(size * 16 // 9, size)
        presenter = HallScreenPresenter(desk, _Page(window))
        presenter.open(meeting_id)
        window.show()
        app.processEvents()
        yield Hall(app, desk, presenter, window, item.id, people)
        window.close()
        desk.close()


def ours(hall: Hall) -> float:
    times = []
    points = []
    for number in range(_ENTRIES):
        text = f"第{number + 1}条：路宽三米五，秋收前完工"
        points.append(deliberation.add_point(hall.desk, hall.item_id, PointKind.AGREED, text))
        times.append(_seconds(hall))
        speaking.ask_floor(hall.desk, hall.item_id, person_id=hall.people[number], allowed=True)
        times.append(_seconds(hall))
        speaking.next_speaker(hall.desk, hall.item_id)
        times.append(_seconds(hall))
    speaking.next_speaker(hall.desk, hall.item_id)
    for point in points:
        deliberation.remove(hall.desk, type(point), point.id)
    return statistics.quantiles(times, n=20)[18] * 1000


def limit(_hall: Hall) -> float:
    return _FRAME


def _seconds(hall: Hall) -> float:
    started = time.perf_counter()
    hall.presenter.refresh()
    hall.app.processEvents()
    return time.perf_counter() - started
