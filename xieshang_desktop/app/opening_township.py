"""The same for a township's desk: who sits here, what came, who is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xieshang_desktop import launching
from xieshang_desktop.app.following import (
    ask_about_clock,
    follow,
    leave_word,
    look_at_laptop,
    tell_new_line,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.township.clerks import clerks, present_clerk
from xieshang_desktop.township.morning import write_morning
from xieshang_desktop.township.overview import open_morning
from xieshang_desktop.ui.clerk_tool import ClerkTool
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.framing_township import show_township_frame

if TYPE_CHECKING:
    from xieshang_desktop.app import Session


def open_township(session: Session, desk: Desk) -> None:
    """Let the window that stands show a township's desk; where it was painted for a village, it is
    painted anew."""
    window, page = session.window, session.receiving
    if window is None or page is None:
        write_morning(desk.folder, open_morning(desk))
        desk.close()
        session.reopen()
        return
    session.desk = desk
    if launching.is_tried():
        open_morning(desk)  # who can't read what others can is not believed
    context = session.context = Context(desk, window)
    desk.actor = present_clerk(session.settings) or desk.unit.room
    page.connect_to(context)

    def refresh() -> None:
        morning = open_morning(desk)
        page.show_morning(morning)
        show_township_frame(window, morning)
        leave_word(context, lambda: write_morning(desk.folder, morning))

    context.changed.connect(lambda: context.attempt(refresh))
    page.shown.connect(lambda: context.attempt(refresh))
    context.attempt(refresh)
    follow(session, context, desk)
    clerk = ClerkTool(context, session.settings)
    if session.fresh:
        look_at_laptop(session, context)
    elif desk.new_line:
        tell_new_line(context)
    ask_about_clock(context, desk)
    session.open_file()
    if len(clerks(session.settings)) > 1:
        clerk.ask()
