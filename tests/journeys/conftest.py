"""The whole window on a folder of its own, dressed as at a start, and hands with a keyboard."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.journeys.keyboard import Keyboard
from xieshang_desktop.app import Session
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui import tasks, theme
from xieshang_desktop.ui.widgets import last_input, sheet


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return theme.ARGUMENTS


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING))


@pytest.fixture
def open_window(
    qapp: QApplication, tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], Session]]:
    """Start the program on a data folder; what is open at the end is closed as a person would."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(last_input, "_watch", None)  # no key was pressed before, nor after
    theme.start(qapp)
    sessions: list[Session] = []

    def start(folder: Path) -> Session:
        session = Session(folder, Settings(), clock)
        sessions.append(session)
        assert session.begin()
        return session

    with _hooks_put_back():
        yield start
        sheet.close_all()
        for window in qapp.topLevelWidgets():
            window.close()
        for session in sessions:
            session.end()
            if session.window is not None:
                session.window.deleteLater()
        tasks.stop()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def _hooks_put_back() -> Iterator[None]:
    """A session hears of crashes and of Ctrl+C; afterwards the tests do again."""
    crash = sys.excepthook
    signals = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}
    yield
    sys.excepthook = crash
    signal.set_wakeup_fd(-1)
    for name, handler in signals.items():
        signal.signal(name, handler)


@pytest.fixture
def keyboard(qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot)
