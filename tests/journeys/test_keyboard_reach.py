"""Tab comes to everything that can be used, on every page in every state, and goes round."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.clock import HandClock
from tests.journeys.keyboard import Keyboard, name_of
from tests.practice_village import practice_village
from xieshang_desktop.app import Session
from xieshang_desktop.services import practice
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import list_meetings
from xieshang_desktop.services.people_register import find_people
from xieshang_desktop.services.topic_file import list_topics
from xieshang_desktop.ui import tasks

#: What only a real screen can do, and nothing here needs.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

_PARTS = ("plan", "door", "hall", "minutes", "publicity")
_MOST = 200  # who has not come by then does not come


def test_tab_comes_to_everything_that_can_be_used(
    open_window: Callable[[Path], Session],
    keyboard: Keyboard,
    clock: HandClock,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    clock.moment = practice.FIXED_DAY + timedelta(hours=1)
    device = tmp_path / "config" / "xieshang"
    practice_village(tmp_path_factory, tmp_path / "data", device)
    session = open_window(tmp_path / "data")
    keyboard.until(lambda: session.desk is not None, "the window does not open")
    assert session.desk is not None
    assert session.context is not None
    assert session.window is not None
    session.window.resize(1366, 768)
    missed = {}
    for place, key, object_id in _pages(session.desk):
        page = session.context.go(key, object_id)
        keyboard.until(lambda: not tasks.worker().tasks, "the worker does not come to rest")
        keyboard.settle()
        never = _not_come_to(keyboard, page)
        if never:
            missed[place] = never
    assert missed == {}


def _not_come_to(keyboard: Keyboard, page: QWidget) -> list[str]:
    """What can be used on a page, and that Tab never comes to."""
    wanted = {
        part
        for part in page.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    seen: set[QWidget | None] = set()
    while (here := QApplication.focusWidget()) not in seen and len(seen) < _MOST:
        seen.add(here)
        keyboard.press("Tab")
    return sorted(name_of(part) for part in wanted - seen)


def _pages(desk: Desk) -> Iterator[tuple[str, str, str | None]]:
    """Each page, at an object of each state."""
    for key in ("home", "topics", "topics/edit", "meetings", "meetings/edit", "follow_up"):
        yield (key, key, None)
    for key in ("people", "people/import", "exchange"):
        yield (key, key, None)
    yield ("person", "people/person", find_people(desk, "zhang", 1)[0].id)
    yield ("person's form", "people/edit", find_people(desk, "zhang", 1)[0].id)
    for state, line in {(at.topic.state, at.current): at for at in list_topics(desk)}.items():
        yield (f"topic {state}", "topics/topic", line.topic.id)
        yield (f"participants {state}", "topics/participants", line.topic.id)
    for meeting in {line.meeting.state: line.meeting for line in list_meetings(desk)}.values():
        for part in _PARTS:
            yield (f"{part} {meeting.state}", "meetings/meeting", f"{meeting.id}#{part}")
