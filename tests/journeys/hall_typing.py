"""Somebody writes in the hall: `python -m tests.journeys.hall_typing FOLDER`. Says how many
milliseconds later everything that stands in the fields is kept, then goes on until killed."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.clock import HandClock
from tests.making import MORNING, a_desk, a_meeting, items_of, ready_topic, some_people
from xieshang_desktop.services import deliberation, drafting
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.places import make_page, places

FIELDS = ("speaker", "opinion", "stance")


def main() -> None:
    app = QApplication(theme.ARGUMENTS)
    theme.start(app)
    clock = HandClock(MORNING)
    desk = a_desk(Path(sys.argv[1]), clock)
    meeting_id = a_meeting(desk, [ready_topic(desk, some_people(desk)).id])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    item_id = items_of(desk, meeting_id)[0].id
    window = MainWindow(places(), lambda key: make_page(key, context))
    context = Context(desk, window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    hall = context.go("meetings/meeting", f"{meeting_id}#hall").showing()  # type: ignore[attr-defined]
    hall.talk.opinion.setFocus()
    QTest.keyClicks(hall.talk.opinion, "bu gai zhan di")
    hall.talk.take_stance("against")
    hall.talk.speaker.setFocus()
    QTest.keyClicks(hall.talk.speaker, "li defa")
    since = QElapsedTimer()
    since.start()
    looking = QTimer(interval=50)

    def look() -> None:
        if set(drafting.kept(desk, item_id, *FIELDS)) == set(FIELDS):
            looking.stop()
            sys.stdout.write(f"{item_id} {since.elapsed()}\n")
            sys.stdout.flush()

    looking.timeout.connect(look)
    looking.start()
    app.exec()


if __name__ == "__main__":
    main()
