"""The program's look on one application; each test begins at 100 %, without a window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets import last_input, sheet


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return theme.ARGUMENTS


class SettledBot(QtBot):
    """After a wait the pages are laid out, however slow the machine is: one round of events posts
    the next, and a timer of a millisecond may end between them."""

    def wait(self, ms: int) -> None:
        super().wait(ms)
        for _round in range(8):
            QApplication.sendPostedEvents()
            QApplication.processEvents()


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return SettledBot(request)


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(last_input, "_watch", None)  # no key was pressed before
    theme.start(qapp)
    yield
    held = QApplication.mouseButtons()  # the next test would find it pressed
    sheet.close_all()
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    # Left alive, every window would be dressed anew for each later test.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert held == Qt.MouseButton.NoButton, "this test left a button of the mouse pressed"
