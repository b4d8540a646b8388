"""Scripts that start the program and act inside it by a timer, as a person would by hand."""

from __future__ import annotations

#: Runs the program and, when it is ready, whatever `act(session)` says, every 50 ms until it is
#: true; then prints `done`.
_ACTING = """
import sys
from PySide6.QtCore import QTimer
from xieshang_desktop import app, cli
from datetime import timedelta
from xieshang_desktop.ids import now

sessions = []
begin = app.Session.begin

def begun(session):
    sessions.append(session)
    QTimer.singleShot(50, look)
    return begin(session)

app.Session.begin = begun

{act}

def look():
    if sessions and act(sessions[0]):
        print("done", flush=True)
    else:
        QTimer.singleShot(50, look)

sys.exit(cli.main(sys.argv[1:], lambda folder, file=None: app.run(folder, {clock}, file)))
"""

_SHEET_SAYS = """
from PySide6.QtWidgets import QApplication, QLabel

def said():
    return " ".join(
        label.text() for window in QApplication.topLevelWidgets()
        for label in window.findChildren(QLabel) if label.isVisible()
    )
"""


def acting(act: str, clock: str = "None") -> str:
    """A script that starts the program and acts in it."""
    return _ACTING.replace("{act}", _SHEET_SAYS + act).replace("{clock}", clock)


#: Somebody presses the button of the window that says why nothing could be opened.
CLOSE_THE_BOX = """
from PySide6.QtWidgets import QMessageBox
def act(session):
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox) and box.isVisible():
            QTimer.singleShot(100, box.accept)
            return True
"""
