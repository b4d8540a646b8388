"""Words and keys of the tests at the door."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.pages.meeting_room import Room
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.terms import AttendanceState
from xieshang_desktop.services.sign_in import open_door

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


F3, F4 = Qt.Key.Key_F3, Qt.Key.Key_F4


def known(room: Room, person: int) -> Attendance | None:
    door = open_door(room.desk, room.meeting_id)
    return door.attendances.get(room.people[person].id)


def states(room: Room) -> dict[str, AttendanceState]:
    door = open_door(room.desk, room.meeting_id)
    return {door.people[key].name: each.state for key, each in door.attendances.items()}


def undo(room: Room) -> None:
    room.press(Qt.Key.Key_Z, with_=Qt.KeyboardModifier.ControlModifier)


def alt(room: Room, key: Qt.Key) -> None:
    room.press(key, with_=Qt.KeyboardModifier.AltModifier)


def offered(room: Room) -> str:
    return "\n".join(row.text for row in room.sheet.list.rows())  # type: ignore[attr-defined]


def later(room: Room, minutes: int) -> None:
    room.clock.moment += timedelta(minutes=minutes)


def commit(words: str) -> None:
    """What an input method puts in place."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(QApplication.focusWidget(), event)
