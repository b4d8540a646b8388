"""Words and keys of the tests of the minutes."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.pages.meeting_room import Room
from xieshang_desktop.services import minutes
from xieshang_desktop.ui.pages.meeting_minutes import MinutesTab
from xieshang_desktop.ui.widgets.button import Button

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space


def the_minutes(room: Room) -> minutes.MinutesFile:
    return minutes.open_minutes(room.desk, room.meeting_id)


def headings(room: Room) -> list[str]:
    return [section.heading for section in the_minutes(room).sections if section.chosen]


def confirm(room: Room, tab: MinutesTab) -> None:
    """The red button, and yes to its question."""
    before = len(the_minutes(room).confirmations)
    room.qtbot.wait(1)
    buttons = [b for b in tab.seals.findChildren(Button) if b.isVisible()]
    next(b for b in buttons if b.property("kind") == "primary").click()
    room.press(ENTER)
    room.until(lambda: len(the_minutes(room).confirmations) > before)
