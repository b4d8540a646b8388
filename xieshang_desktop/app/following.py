"""What every session does beside its pages: help, settings, the end, and the quiet work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from xieshang_desktop.app.updating import begin_updates
from xieshang_desktop.domain.terms import UnitKind
from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services import backup, upkeep
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui import dialogs, tasks, theme
from xieshang_desktop.ui.context import Context
from xieshang_desktop.wording.dates import moment_words

if TYPE_CHECKING:
    from xieshang_desktop.app import Session

_QUIET = 3000  # milliseconds after which the checks in the background begin
_HOURLY = 3_600_000
_TOLD = "told_unwritable"  # property of a context


def follow(session: Session, context: Context, desk: Desk) -> None:
    """Connect the window and begin the quiet work."""
    window = context.window
    window.help_requested.connect(lambda key: _help(context, key))
    window.settings_requested.connect(lambda: _settings(context))
    window.closing.connect(session.end)
    window.closing.connect(QApplication.quit)
    QTimer.singleShot(_QUIET, window, lambda: _quiet_work(context, desk, first=True))
    QTimer.singleShot(_QUIET, window, lambda: _start_courier(session, context, desk))
    QTimer.singleShot(200, theme.add_rare_faces)
    begin_updates(context)


def leave_word(context: Context, write: Callable[[], None]) -> None:
    """Leave the first page for the next start. A folder that takes nothing is told of once: the
    records can be read all the same."""
    try:
        write()
    except WorldFailed as problem:
        if problem.code != "folder_not_writable":
            raise
        if not context.property(_TOLD):
            context.setProperty(_TOLD, True)
            dialogs.tell(
                context.window,
                _("现在只能看，不能写"),
                _(
                    "资料文件夹不让写入，记录都在，可以看、可以打印。要接着写，请检查它的权限：{0}"
                ).format(context.desk.folder),
            )


def look_at_laptop(session: Session, context: Context) -> None:
    """Just set up: will this computer do? From there it goes on to the roster or the work."""
    session.fresh = False
    context.go("laptop", f"fresh:{session.roster or ''}")


def tell_new_line(context: Context) -> None:
    """The records were copied or restored: what is written from now on has numbers of its own."""
    dialogs.tell(
        context.window,
        _("这份资料换了地方"),
        _(
            "它是从别处复制来的，或者是从备份恢复的。可以照常使用；以后写的内容会另起一列编号，乡镇看得出来。"
        ),
    )


def ask_about_clock(context: Context, desk: Desk) -> None:
    """A clock that stands before the newest entry is asked about, not believed."""
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
        from xieshang_desktop.services import plain_copies  # not for the first page

        backup.back_up(desk, at_most_daily=True)
        plain_copies.tidy(desk.folder)
        return upkeep.check(desk) if first else None

    def done(health: upkeep.Health | None) -> None:
        context.changed.emit()
        if health is not None and not health.whole:
            dialogs.show_problem(
                _("检查发现资料有损坏。"),
                _("请不要再写入，从 backups 文件夹里的备份恢复，并告诉乡镇。"),
            )

    tasks.run(job, done, quiet=True, beside=True)
    again = partial(_quiet_work, context, desk, first=False)
    QTimer.singleShot(_HOURLY, context.window, again)


class _Bell(QObject):
    """Brings word from the courier's thread to the window's."""

    rung = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self.rung.connect(self._ring, Qt.ConnectionType.QueuedConnection)

    def _ring(self, _carried: bool) -> None:
        self._context.changed.emit()


def _start_courier(session: Session, context: Context, desk: Desk) -> None:
    """Bundles travel by themselves while the window is open, where there is a line."""
    from xieshang_desktop.services.courier import Courier, village_errand

    if session.desk is not desk:
        return  # closed within its first seconds
    if desk.unit.kind is UnitKind.TOWNSHIP:
        from xieshang_desktop.township.network import township_errand

        errand = township_errand()
    else:
        errand = village_errand()
    session.courier = Courier(desk, errand, _Bell(context).rung.emit)
    session.courier.start()


def _help(context: Context, key: str) -> None:
    from xieshang_desktop.ui.handbook import open_handbook

    open_handbook(context, key)


def _settings(context: Context) -> None:
    from xieshang_desktop.ui.settings_sheet import open_settings

    open_settings(context)
