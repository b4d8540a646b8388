"""After the first paint: the desk is opened and the page refreshed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from xieshang_desktop import launching
from xieshang_desktop.app.following import (
    ask_about_clock,
    follow,
    leave_word,
    look_at_laptop,
    tell_new_line,
)
from xieshang_desktop.domain.terms import UnitKind
from xieshang_desktop.errors import Problem
from xieshang_desktop.ids import now
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.services.snapshot import write_snapshot
from xieshang_desktop.services.workday import open_workday
from xieshang_desktop.township.morning import SNAPSHOT
from xieshang_desktop.ui import dialogs, exchange_key
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.framing import show_frame
from xieshang_desktop.ui.presenters.home import home_view
from xieshang_desktop.wording import words_for

if TYPE_CHECKING:
    from xieshang_desktop.app import Session

_QUIET = 3000  # milliseconds: sticks are not looked for while the program starts


def open_session(session: Session) -> None:
    """Open the desk behind the window that stands, or say why it can't be."""
    window, home = session.window, session.home
    if window is None:
        return
    dialogs.catch_everything(words_for)
    try:
        desk = open_desk(session.folder, clock=session.clock or now)
    except Problem as problem:
        if problem.code == "not_set_up":  # it ended in the middle of its first start
            session.ask_first()
        else:
            session.tell_and_end(problem)
        return
    if not desk.unit.name:
        session.ask_first(desk)
        return
    if desk.unit.kind is UnitKind.TOWNSHIP:
        from xieshang_desktop.app.opening_township import open_township

        open_township(session, desk)
        return
    if home is None:  # the last session left word of a township's desk
        desk.close()
        (session.folder / SNAPSHOT).unlink(missing_ok=True)
        session.reopen()
        return
    session.desk = desk
    if launching.is_tried():
        open_workday(desk)  # who can't read what others can is not believed
    context = session.context = Context(desk, window)
    home.connect_to(context)
    convenors = desk.convenors()
    desk.actor = convenors[0].name if convenors else desk.unit.room

    def refresh() -> None:
        workday = open_workday(desk)
        home.show_view(home_view(workday))
        show_frame(window, workday)
        leave_word(context, lambda: write_snapshot(desk.folder, workday))

    context.changed.connect(lambda: context.attempt(refresh))
    home.shown.connect(lambda: context.attempt(refresh))  # the day may have changed since
    context.attempt(refresh)
    window.papers_requested.connect(lambda: context.go("papers"))
    window.meeting_requested.connect(lambda it: context.go("meetings/meeting", f"{it}#hall"))
    follow(session, context, desk)
    exchange_key.begin(context)
    QTimer.singleShot(_QUIET, window, lambda: _watch_sticks(context))
    if session.fresh and not desk.unit.practice:
        look_at_laptop(session, context)
    elif desk.new_line:
        tell_new_line(context)
    else:
        ask_about_clock(context, desk)
    session.open_file()


def _watch_sticks(context: Context) -> None:
    from xieshang_desktop.ui.stick_watch import watch_of  # not for the first page

    watch_of(context)
