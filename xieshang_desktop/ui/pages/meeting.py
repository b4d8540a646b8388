"""One meeting, before, during and after: 准备 · 签到 · 议事 · 纪要 · 公示."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtGui import QKeySequence, QShortcut

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.meeting_frame import FramePage
from xieshang_desktop.ui.presenters.meeting_frame import MeetingPresenter
from xieshang_desktop.ui.presenters.meeting_words import TABS


class MeetingPage(FramePage):
    """F10 and the button at the right: what else can be done."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, MeetingPresenter, "meeting", TABS)
        self.bar.tabs.setToolTip(_("Alt+1 到 Alt+5 换到各部分"))
        QShortcut(QKeySequence("F10"), self).activated.connect(self.open_more)
        self.bar.more_requested.connect(self.open_more)

    def open_more(self) -> None:
        """What this meeting can do beside its parts."""
        from xieshang_desktop.ui.pages.meeting_more import More  # not for the first look

        More(self._context).open(self.meeting_id)


def build(context: Context) -> MeetingPage:
    """The page of one meeting."""
    return MeetingPage(context)
