"""会议: coming and past meetings; 安排会议 begins a new one."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.meetings import MeetingsPresenter
from xieshang_desktop.ui.tables import Column as TableColumn
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.search_box import FilterBox


class MeetingsPage(Page):
    """Typing searches, arrows move, Enter opens."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("会议"))
        self._context = context
        self._presenter = MeetingsPresenter(context.desk, self, context.go)
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
        self._search = FilterBox(_("会议名称、地点、议题"))
        bar.addWidget(self._filters, 2)
        bar.addWidget(self._search, 1)
        self.body.addWidget(self._bar)
        self._card = Card(gap=0, margins=(2, 2, 2, 2))
        self.table = DataTable(
            [
                TableColumn(_("时间"), 190),
                TableColumn(_("会议"), 300),
                TableColumn(_("议题"), 0, kind="secondary", rank=1),
                TableColumn(_("邀请"), 90, "right", rank=2),
                TableColumn(_("状态"), 110, kind="chip"),
            ],
            least=5,
        )
        self._empty = Empty("meeting", "")
        self._card.body.addWidget(self.table, 1)
        self._card.body.addWidget(self._empty, 1)
        self.body.addWidget(self._card, 1)
        self._filters.changed.connect(lambda keys: self._presenter.filter(keys[0]))
        self._search.typed.connect(self._presenter.narrow)
        self._search.drive(self.table)
        self._search.entered.connect(lambda _text: self._open_marked())
        self.table.opened.connect(self._presenter.open)
        self._empty.acted.connect(self._presenter.new)
        self.setFocusProxy(self._search)

    def open_object(self, object_id: str | None) -> None:
        """The list; a meeting's id opens that meeting."""
        if object_id:
            self._context.go("meetings/meeting", object_id)

    def refresh(self) -> None:
        """Read the list anew."""
        self._presenter.refresh()

    def show_filters(self, filters, chosen: str) -> None:
        """What the list can be narrowed to."""
        show_if(self._bar, bool(filters))
        show_if(self._new, bool(filters))
        if filters == self._offered:  # the button that was pressed keeps the keyboard
            self._filters.choose(chosen)
        else:
            self._offered = filters
            self._filters.show_choices(filters, [chosen])

    def show_rows(self, rows) -> None:
        """These meetings; the one marked before stays marked."""
        show_if(self._empty, False)
        show_if(self.table, True)
        self.table.show_rows(
            [(r.when, r.title, r.topics, r.invited, tuple(r.state), r.key) for r in rows],
            self.table.marked_key(),
        )

    def show_empty(self, sentence: str, button: str) -> None:
        """No meetings, or none that fit."""
        show_if(self.table, False)
        self._empty.show_sentence(sentence, button)
        show_if(self._empty, True)

    def _open_marked(self) -> None:
        if self.table.isVisible() and self.table.marked_key():
            self._presenter.open(self.table.marked_key())


def build(context: Context) -> MeetingsPage:
    """The list of meetings."""
    page = MeetingsPage(context)

    def again() -> None:
        if page.isVisible():
            page.refresh()

    page.shown.connect(page.refresh)
    context.changed.connect(again)
    return page
