"""会议: coming and past meetings; 安排会议 begins a new one."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.meeting_list import MeetingListPage
from xieshang_desktop.ui.presenters.meetings import MeetingsPresenter
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.search_box import FilterBox


class MeetingsPage(MeetingListPage):
    """The list of consultations."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, MeetingsPresenter, _("会议"))
        self._offered: list[tuple[str, str]] = []
        self._new = Button(_("安排会议"), "primary", "plus", pressed=self._presenter.new)
        plan = Button(
            _("年度计划"), icon="list", pressed=lambda: context.go("meetings/plan"), reads=True
        )
        past = Button(
            _("补录会议"), icon="edit", pressed=lambda: context.go("meetings/edit", "past")
        )
        decisions = Button(
            _("决定会议"), icon="tick", pressed=lambda: context.go("meetings/decisions"), reads=True
        )
        self.header.add_action(decisions)
        self.header.add_action(past)
        self.header.add_action(plan)
        self.header.add_action(self._new)
        self._bar = QWidget()
        bar = Row(self._bar, gap=12)
        self._filters = ChoiceChips()
        search = FilterBox(_("会议名称、地点、议题"))
        bar.addWidget(self._filters, 2)
        bar.addWidget(search, 1)
        self.body.addWidget(self._bar)
        self._build_list(search, _("议题"), _("邀请"))
        self._filters.changed.connect(lambda keys: self._presenter.filter(keys[0]))

    def show_filters(self, filters, chosen: str) -> None:
        """What the list can be narrowed to."""
        show_if(self._bar, bool(filters))
        show_if(self._new, bool(filters))
        if filters == self._offered:  # the button that was pressed keeps the keyboard
            self._filters.choose(chosen)
        else:
            self._offered = filters
            self._filters.show_choices(filters, [chosen])


def build(context: Context) -> MeetingsPage:
    """The list of meetings."""
    return MeetingsPage(context)
