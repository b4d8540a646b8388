"""Typing in minutes of so many pages: key → picture, the slowest twentieth, while the paper beside
it is set anew by the worker; against one frame."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks.measure import Benchmark, Goal
from tests.benchmarks.sign_in_paint import a_window
from tests.clock import HandClock
from tests.making import MORNING, a_desk, held_meeting, ready_topic, some_people
from xieshang_desktop.services.minutes import open_minutes
from xieshang_desktop.services.minutes_editing import edit_section

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from xieshang_desktop.ui.widgets.text_area import TextArea

BENCHMARK = Benchmark(
    name="typing in minutes, p95",
    unit="ms",
    size="pages",
    sizes=(5, 50),
    goal=Goal(1.0, "limit"),
)
_FRAME = 1000 / 60  # milliseconds
_A_PAGE = 22 * 28  # characters
_SENTENCE = "大家认为路要修，宽三米五，秋收以前完工，占地不补钱、补树苗。"
_KEYS = 100


class Minutes(NamedTuple):
    """The page with the text that has the keyboard."""

    app: QApplication
    area: TextArea


@contextmanager
def prepare(size: int, folder: Path) -> Iterator[Minutes]:
    with TemporaryDirectory(dir=folder) as place:
        clock = HandClock(MORNING)
        desk = a_desk(Path(place), clock)
        topic = ready_topic(desk, some_people(desk))
        meeting_id = held_meeting(desk, clock, [topic.id])
        sections = open_minutes(desk, meeting_id).sections
        share = size * _A_PAGE // len(sections) // len(_SENTENCE)
        text = "\n".join(_SENTENCE * 4 for _paragraph in range(share // 4))
        for section in sections:
            edit_section(desk, section.id, text)
        with a_window(desk) as (app, context):
            context.go("meetings/meeting", f"{meeting_id}#minutes")
            app.processEvents()
            page = context.window.page("meetings/meeting")
            tab = page.showing()  # type: ignore[union-attr]  # the meeting's page
            key, editor = list(tab.sections.items())[1]
            tab.show_section(key)
            app.processEvents()
            area = editor.area
            area.setFocus()
            app.processEvents()
            assert not area.visibleRegion().isEmpty()  # else nothing would be painted
            yield Minutes(app, area)
        desk.close()


def ours(minutes: Minutes) -> float:
    from PySide6.QtTest import QTest

    times = []
    for number in range(_KEYS):
        started = time.perf_counter()
        QTest.keyClicks(minutes.area, "a" if number % 10 else " ")
        minutes.app.processEvents()
        times.append(time.perf_counter() - started)
    return statistics.quantiles(times, n=20)[18] * 1000


def limit(_minutes: Minutes) -> float:
    return _FRAME
