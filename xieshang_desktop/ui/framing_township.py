"""Lets the frame say what a township's first page tells it."""

from __future__ import annotations

from xieshang_desktop.township.morning import Morning
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.presenters.frame_township import township_frame
from xieshang_desktop.ui.widgets.top_bar import State


def show_township_frame(window: MainWindow, morning: Morning) -> None:
    """Office, villages, state of trust, practice mark."""
    view = township_frame(morning)
    window.show_venue(view.venue)
    window.show_next_meeting(view.next_meeting, view.next_short)
    window.show_state([State(*state) for state in view.states])
    window.show_practice(view.practice)
