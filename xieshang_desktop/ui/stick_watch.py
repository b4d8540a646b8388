"""Notices sticks while the window is in view: the exchange page shows them, every other page
offers an exchange, and the backup stick gets its copy of the day."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from xieshang_desktop.errors import Problem
from xieshang_desktop.services import backup, handover
from xieshang_desktop.services.handover import Stick
from xieshang_desktop.services.snapshot import last_stick_backup
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.exchange_key import KEY, exchange_now
from xieshang_desktop.ui.presenters.exchange_drives import GOOD, state_of
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.offer import Offer
from xieshang_desktop.wording import words_for

if TYPE_CHECKING:
    from xieshang_desktop.services.handover import Drive

LOOK_EVERY = 3_000  # milliseconds between two looks

Drives = Callable[[], "list[Drive]"]


class StickWatch(QObject):
    """`seen(sticks)` after every look, on the UI thread. One for each window."""

    seen = Signal(list)

    def __init__(self, context: Context, drives: Drives) -> None:
        super().__init__(context.window)
        self._context = context
        self._drives = drives
        self._looking = False
        self._known: set[str] = set()
        self._offer: Offer | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look for drives now, beside the work; nobody waits for it, and it waits for others."""
        window = self._context.window
        hidden = not window.isVisible() or window.isMinimized()
        if self._looking or hidden or tasks.worker().tasks:
            return
        self._looking = True
        desk, drives = self._context.desk.apart(), self._drives

        def job(_step: tasks.Task) -> tuple[list[Stick], list[str]]:
            sticks = [handover.look_at(desk, drive) for drive in drives()]
            backups = [str(s.drive.path) for s in sticks if backup.is_backup_stick(desk, s.drive)]
            return sticks, backups

        def done(found: tuple[list[Stick], list[str]]) -> None:
            self._looking = False
            self._show(*found)

        def failed(failure: BaseException) -> None:
            self._looking = False
            self._timer.stop()  # else it would be said again and again
            dialogs.show_exception(failure)

        def stopped() -> None:
            self._looking = False

        tasks.run(job, done, failed, cancelled=stopped, quiet=True)

    def _show(self, sticks: list[Stick], backups: list[str]) -> None:
        paths = {str(stick.drive.path) for stick in sticks}
        fresh = [stick for stick in sticks if str(stick.drive.path) not in self._known]
        self._known = paths
        if self._offer is not None and not paths:
            self._offer.hide()
        self.seen.emit(sticks)
        here = self._context.window.key() == "exchange"
        for stick in fresh:
            if str(stick.drive.path) in backups and self._is_due():
                self._back_up(stick)
            elif not here and state_of(stick) in GOOD and not sheet.is_open():
                self._show_offer(stick)

    def _show_offer(self, stick: Stick) -> None:
        if self._offer is None:
            self._offer = Offer(self._context.window)
            self._offer.accepted.connect(lambda: exchange_now(self._context))
        words = _("U盘插好了：{0}").format(stick.drive.label)
        if stick.messages:
            words = _("U盘插好了：{0}，乡镇带回来 {1} 份").format(stick.drive.label, stick.messages)
        elif stick.invitations:
            words = _("U盘插好了：{0}，上面有乡镇的邀请").format(stick.drive.label)
        self._offer.show_words(words, _("和U盘交换"), KEY)

    def _is_due(self) -> bool:
        made = last_stick_backup(self._context.desk.folder)
        return made is None or made.date() != self._context.desk.today

    def _back_up(self, stick: Stick) -> None:
        """Today's copy to the stick that was named for it."""
        desk, window = self._context.desk.apart(), self._context.window

        def job(step: tasks.Task) -> None:
            def progress(done: int, total: int) -> None:
                step(done * 100 // total if total else 0, 100, _("请不要拔U盘"))

            backup.back_up_to_stick(desk, stick.drive, progress, lambda: step.cancelled)

        def done(_made: None) -> None:
            window.show_toast(_("备份盘上有了今天的备份，可以拔出U盘了。"))
            self._context.changed.emit()

        def failed(failure: BaseException) -> None:
            if isinstance(failure, Problem):
                window.show_toast(words_for(failure).together)
            else:
                dialogs.show_exception(failure)

        tasks.run(job, done, failed, name=_("备份到备份盘"))


def watch_of(context: Context, drives: Drives = handover.drives) -> StickWatch:
    """The watch of this window, begun when it is first asked for."""
    found = context.window.findChild(StickWatch, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found or StickWatch(context, drives)
