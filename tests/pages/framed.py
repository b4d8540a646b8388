"""A page in the real window, on a real desk."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.places import make_page, places
from xieshang_desktop.ui.widgets import sheet


class Framed:
    """The window on a desk; `page` is the one that was opened."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot = qtbot
        self.desk = desk
        self.window = MainWindow(places(), lambda key: make_page(key, self.context))
        self.context = Context(desk, self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()

    def open(self, key: str, object_id: str | None = None) -> Any:
        """Open a page of this key, settled."""
        page = self.context.go(key, object_id)
        self.qtbot.wait(1)
        return page

    def said(self, part: QWidget | None = None) -> str:
        """Everything that can be read in the window, or in one part of it."""
        labels = (part or self.window).findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def write(self, words: str) -> None:
        """Write into the field that has the keyboard, as an input method does."""
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    @property
    def sheet(self) -> sheet.Sheet:
        """The sheet that is open."""
        opened = sheet.current()
        assert opened is not None
        return opened
