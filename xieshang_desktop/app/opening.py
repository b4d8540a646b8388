"""After the first paint: the desk is opened, the page refreshed, and the quiet work begun."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from xieshang_desktop.errors import Problem
from xieshang_desktop.ids import now
from xieshang_desktop.services import upkeep
from xieshang_desktop.services.desk import Desk, open_desk
from xieshang_desktop.services.snapshot import write_snapshot
from xieshang_desktop.services.workday import open_workday
from xieshang_desktop.ui import dialogs, tasks, theme
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.framing import show_frame
from xieshang_desktop.ui.presenters.home import home_view
from xieshang_desktop.wording import words_for
from xieshang_desktop.wording.dates import moment_words

if TYPE_CHECKING:
    from xieshang_desktop.app import Session

_QUIET = 3000  # milliseconds after which the checks in the background begin
_HOURLY = 3_600_000


def open_session(session: Session) -> None:
    """Open the desk behind the window that stands, or say why it can't be."""
    window, home = session.window, session.home
    if window is None or home is None:
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
    session.desk = desk
    context = session.context = Context(desk, window)
    home.connect_to(context)
    convenors = desk.convenors()
    desk.actor = convenors[0].name if convenors else desk.unit.room

    def refresh() -> None:
        workday = open_workday(desk)
        home.show_view(home_view(workday))
        show_frame(window, workday)
        write_snapshot(desk.folder, workday)

    context.changed.connect(lambda: context.attempt(refresh))
    home.shown.connect(lambda: context.attempt(refresh))  # the day may have changed since
    context.attempt(refresh)
    window.help_requested.connect(lambda key: _help(context, key))
    window.settings_requested.connect(lambda: _settings(context))
    window.papers_requested.connect(lambda: context.go("papers"))
    window.closing.connect(session.end)
    window.closing.connect(QApplication.quit)
    QTimer.singleShot(_QUIET, window, lambda: _quiet_work(context, desk, first=True))
    QTimer.singleShot(200, theme.add_rare_faces)
    if session.roster is not None:
        context.go("people/import", str(session.roster))
    elif desk.new_line:
        _tell_new_line(context)
    else:
        _ask_about_clock(context, desk)


def _tell_new_line(context: Context) -> None:
    dialogs.tell(
        context.window,
        _("这份资料换了地方"),
        _(
            "它是从别处复制来的，或者是从备份恢复的。可以照常使用；以后写的内容会另起一列编号，乡镇看得出来。"
        ),
    )


def _ask_about_clock(context: Context, desk: Desk) -> None:
    behind = upkeep.clock_behind(desk)
    if behind is not None:
        dialogs.tell(
            context.window,
            _("电脑的日期可能不对"),
            _("电脑显示今天是{0}，但最近一次记录是{1}。请先校正电脑的日期再继续。").format(
                moment_words(desk.clock()), moment_words(behind)
            ),
        )


def _quiet_work(context: Context, desk: Desk, *, first: bool) -> None:
    """The daily copy, and at the start the check of the whole record, beside the work."""

    def job(_step: tasks.Task) -> upkeep.Health | None:
        upkeep.back_up(desk, at_most_daily=True)
        return upkeep.check(desk) if first else None

    def done(health: upkeep.Health | None) -> None:
        context.changed.emit()
        if health is not None and not health.whole:
            dialogs.show_problem(
                _("检查发现资料有损坏。"),
                _("请不要再写入，从 backups 文件夹里的备份恢复，并告诉乡镇。"),
            )

    tasks.run(job, done, quiet=True)
    again = partial(_quiet_work, context, desk, first=False)
    QTimer.singleShot(_HOURLY, context.window, again)


def _help(context: Context, key: str) -> None:
    from xieshang_desktop.ui.handbook import open_handbook

    open_handbook(context, key)


def _settings(context: Context) -> None:
    from xieshang_desktop.ui.settings_sheet import open_settings

    open_settings(context)
