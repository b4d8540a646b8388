"""Notices a stick with a newer version of the program on it, and offers it once."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from xieshang_desktop.services import handover, updates
from xieshang_desktop.services.updates import Offer as UpdateOffer
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.update_sheet import UpdateSheet
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.offer import Offer

if TYPE_CHECKING:
    from xieshang_desktop.services.handover import Drive

LOOK_EVERY = 5_000  # milliseconds between two looks

Drives = Callable[[], "list[Drive]"]


class UpdateWatch(QObject):
    """One for each window, of a village or a township, while update files can be taken at all."""

    def __init__(self, context: Context, drives: Drives = handover.drives) -> None:
        super().__init__(context.window)
        self._context, self._drives = context, drives
        self._looking = False
        self._known: set[str] = set()
        self._found: UpdateOffer | None = None  # not offered yet
        self._file = Path()  # offered last
        self._offer: Offer | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        if not updates.state().closed:
            self._timer.start()

    def look(self) -> None:
        """Look for drives now; nobody waits for it, and it waits for others."""
        window = self._context.window
        hidden = not window.isVisible() or window.isMinimized()
        if self._looking or hidden or tasks.worker().tasks:
            return
        self._looking = True
        known, drives = set(self._known), self._drives

        def job(_step: tasks.Task) -> tuple[set[str], list[UpdateOffer]]:
            plugged = drives()
            fresh = [drive for drive in plugged if str(drive.path) not in known]
            return {str(drive.path) for drive in plugged}, [
                offer for drive in fresh for offer in updates.offers_in(drive.path)
            ]

        def failed(failure: BaseException) -> None:
            self._looking = False
            self._timer.stop()  # else it would be said again and again
            dialogs.show_exception(failure)

        tasks.run(job, self._seen, failed, cancelled=self._stopped, quiet=True)

    def _stopped(self) -> None:
        self._looking = False

    def _seen(self, found: tuple[set[str], list[UpdateOffer]]) -> None:
        self._looking = False
        self._known, offers = found
        if offers:
            self._found = offers[0]
        if self._found is not None and str(self._found.file.parent) not in self._known:
            self._found = None
        if self._offer is not None and str(self._file.parent) not in self._known:
            self._offer.hide()
        if self._found is not None and not sheet.is_open() and not self._other_offer():
            self._show(self._found)

    def _other_offer(self) -> bool:
        """Whether the same stick is being offered for the exchange: one after the other."""
        shown = self._context.window.findChildren(Offer)
        return any(offer.isVisible() for offer in shown)

    def _show(self, found: UpdateOffer) -> None:
        if self._offer is None:
            self._offer = Offer(self._context.window)
            self._offer.accepted.connect(self._open)
        self._found, self._file = None, found.file
        words = _("U盘上有程序的新版本：{0}").format(found.version)
        self._offer.show_words(words, _("看看有什么新的"), "")

    def _open(self) -> None:
        UpdateSheet(self._context, self._file).open()
