"""A meeting in the real window: opened at one of its parts, driven by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.making import MORNING, a_desk, a_meeting, items_of, ready_topic, some_people
from tests.pages.framed import Framed
from xieshang_desktop.ui import tasks, theme
from xieshang_desktop.ui.widgets.button import Button


class Room(Framed):
    """A village of twelve people, a meeting on two topics to which eight are invited."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.clock = HandClock(MORNING)
        super().__init__(qtbot, a_desk(folder, self.clock))
        self.people = some_people(self.desk)
        topics = [ready_topic(self.desk, self.people, title) for title in ("修路", "清淤")]
        self.topic_ids = [topic.id for topic in topics]
        self.meeting_id = a_meeting(self.desk, self.topic_ids)

    def part(self, key: str) -> Any:
        """One part of the meeting's page, in front."""
        self.open("meetings/meeting", f"{self.meeting_id}#{key}")
        return self.page.showing()

    @property
    def page(self) -> Any:
        """The meeting's page."""
        return self.window.page("meetings/meeting")

    @property
    def item_ids(self) -> list[str]:
        """The agenda."""
        return [item.id for item in items_of(self.desk, self.meeting_id)]

    def press(self, *keys: Qt.Key | str, with_: Qt.KeyboardModifier | None = None) -> None:
        """Keys, one after the other, to whatever has the keyboard."""
        for key in keys:
            target = QApplication.focusWidget() or self.window
            if isinstance(key, str):
                self.qtbot.keyClicks(target, key)
            elif with_ is not None:
                self.qtbot.keyClick(target, key, with_)
            else:
                self.qtbot.keyClick(target, key)

    def compose(self, letters: str) -> None:
        """What an input method shows before it is put in place."""
        event = QInputMethodEvent(letters, [])
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def button(self, words: str, within: QWidget | None = None) -> Button:
        """The visible button of these words."""
        found = [
            one
            for one in (within or self.window).findChildren(Button)
            if one.accessibleName() == words and one.isVisible()
        ]
        assert len(found) == 1, (words, len(found))
        return found[0]

    def red(self) -> list[str]:
        """The words of the red buttons in view, once the page has settled."""
        self.qtbot.wait(1)
        return [
            one.accessibleName()
            for one in self.window.findChildren(Button)
            if one.property("kind") == "primary" and one.isVisible() and one.isEnabled()
        ]

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for the worker."""
        self.qtbot.waitUntil(true, timeout=20_000)

    def idle(self) -> bool:
        """Nothing is being done beside the window."""
        return not tasks.worker().tasks

    def nothing_cut_off(self) -> None:
        """At 100 % and 150 % no part of the page is wider than its room."""
        for scale in (100, 150):
            theme.set_scale(scale)
            self.qtbot.wait(1)
            page = self.window.page(self.window.key())
            assert page is not None
            inside = page.widget()  # type: ignore[attr-defined]  # every page here scrolls
            assert inside.width() <= page.viewport().width(), scale  # type: ignore[attr-defined]
        theme.set_scale(100)

    def close(self) -> None:
        """Everything is let go."""
        self.window.close()
        self.desk.close()
