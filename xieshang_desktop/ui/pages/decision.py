"""One meeting that decides: 准备 · 到会 · 表决 · 记录."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QEvent

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.meeting_frame import FramePage
from xieshang_desktop.ui.presenters.decision import DecisionPresenter
from xieshang_desktop.ui.presenters.decision_words import TABS
from xieshang_desktop.ui.widgets.layout import show_if


class DecisionPage(FramePage):
    """There is nothing that can be done beside its parts."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, DecisionPresenter, "decision", TABS)
        self.bar.tabs.setToolTip(_("Alt+1 到 Alt+4 换到各部分"))
        show_if(self.bar.more, False)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self._key == "plan":
            self.come_into_view()  # a lid was closed over night: the day has come
        return super().event(event)


def build(context: Context) -> DecisionPage:
    """The page of one meeting."""
    return DecisionPage(context)
