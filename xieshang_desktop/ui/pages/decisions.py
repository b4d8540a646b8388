"""决定会议: the list of meetings that decide by the law, apart from consultations."""

from __future__ import annotations

from gettext import gettext as _

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.meeting_list import MeetingListPage
from xieshang_desktop.ui.presenters.decisions import DecisionsPresenter
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.search_box import FilterBox


class DecisionsPage(MeetingListPage):
    """The list of meetings that decide."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, DecisionsPresenter, _("决定会议"), _("返回会议"))
        self._new = Button(_("安排决定会议"), "primary", "plus", pressed=self._presenter.new)
        self._paper = Button(
            _("统计表"), icon="statistics", pressed=self._presenter.statistics, reads=True
        )
        self.header.add_action(self._paper)
        self.header.add_action(self._new)
        search = FilterBox(_("会议名称、地点、表决事项"))
        self.body.addWidget(search)
        self._build_list(search, _("表决事项"), _("应到"))

    def show_rows(self, rows) -> None:
        """These meetings; the one marked before stays marked."""
        super().show_rows(rows)
        self._show_tools(on=True)

    def show_empty(self, sentence: str, button: str) -> None:
        """None that fit; or nothing at all yet: one button that begins, nothing to search in."""
        super().show_empty(sentence, button)
        self._show_tools(on=not button)

    def _show_tools(self, *, on: bool) -> None:
        for part in (self._search, self._new, self._paper):
            show_if(part, on)


def build(context: Context) -> DecisionsPage:
    """The list of meetings that decide."""
    return DecisionsPage(context)
