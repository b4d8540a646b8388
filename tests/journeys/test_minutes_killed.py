"""The power goes while somebody types minutes: at most the last five seconds are lost."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.clock import HandClock
from tests.journeys.starting import started
from tests.making import MORNING, a_desk, held_meeting, ready_topic, some_people
from xieshang_desktop.services import minutes
from xieshang_desktop.services.desk import open_desk

#: What may be lost, in seconds.
_MOST: Final = 5.0

#: Opens the minutes in the real window and types a character every tenth of a second; tells after
#: each how many there are, and when.
_TYPING = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.services.meeting_file import list_meetings
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.places import make_page, places

app = QApplication(theme.ARGUMENTS)
theme.start(app, theme.Look(100))
folder = Path(sys.argv[2])
desk = open_desk(folder, folder.parent / "device")
window = MainWindow(places(), lambda key: make_page(key, context))
context = Context(desk, window)
window.resize(1366, 768)
window.show()
meeting = list_meetings(desk)[0].meeting
tab = context.go("meetings/meeting", f"{meeting.id}#minutes").showing()
area = list(tab.sections.values())[1].area
area.setFocus()
typed = 0

def type_one():
    global typed
    event = QInputMethodEvent()
    event.setCommitString("字")
    app.sendEvent(area, event)
    typed += 1
    print(typed, time.monotonic(), flush=True)

keys = QTimer()
keys.timeout.connect(type_one)
keys.start(100)
app.exec()
"""


@pytest.mark.parametrize("patience", [2.0, 4.1, 7.3])
def test_typing_that_is_killed_loses_five_seconds_at_most(tmp_path: Path, patience: float) -> None:
    desk = a_desk(tmp_path, clock := HandClock(MORNING))
    topic = ready_topic(desk, some_people(desk))
    meeting_id = held_meeting(desk, clock, [topic.id])
    minutes.open_minutes(desk, meeting_id)
    desk.close()
    told: list[tuple[int, float]] = []
    with started(tmp_path / "data", tmp_path / "home", script=_TYPING) as program:
        assert program.process.stdout is not None
        for line in program.process.stdout:
            number, moment = line.split()
            told.append((int(number), float(moment)))
            if told[-1][1] - told[0][1] > patience:
                break
        program.process.kill()
        program.process.wait()
    assert told, "nothing was typed"

    desk = open_desk(tmp_path / "data", tmp_path / "device", clock)
    drafts = minutes.open_minutes(desk, meeting_id).drafts
    desk.close()
    kept = max((text.count("字") for text in drafts.values()), default=0)
    must = max((number for number, at in told if at < told[-1][1] - _MOST), default=0)
    assert must <= kept <= told[-1][0] + 1
    if patience > _MOST:
        assert kept > 0
