"""Ctrl+C in the terminal, and the end of the session, close the windows as a person would."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication


def end_on_interrupt(app: QApplication) -> None:
    """From now on an interrupt closes every window, with everything written."""
    reading, writing = socket.socketpair()
    writing.setblocking(False)
    signal.set_wakeup_fd(writing.detach())
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read, app)
    # Reading in Python is what lets Python call its own handler, while Qt holds the loop.
    notifier.activated.connect(lambda _descriptor: reading.recv(1))
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda _number, _frame: app.closeAllWindows())
