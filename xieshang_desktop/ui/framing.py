"""Lets the frame say what the work page's figures tell it."""

from __future__ import annotations

from xieshang_desktop.services.snapshot import Workday
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.presenters.frame import frame_view
from xieshang_desktop.ui.widgets.top_bar import State


def show_frame(window: MainWindow, workday: Workday) -> None:
    """Venue, next meeting, state of trust, practice mark."""
    view = frame_view(workday)
    window.show_venue(view.venue)
    coming = workday.next_meeting
    running = coming.id if coming is not None and coming.open else ""
    window.show_next_meeting(view.next_meeting, view.next_short, running)
    window.show_state([State(*state) for state in view.states])
    window.show_practice(view.practice)
