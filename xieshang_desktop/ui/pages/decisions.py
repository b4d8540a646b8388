"""决定会议: the list of meetings that decide by the law, apart from consultations."""

from __future__ import annotations

from gettext import gettext as _

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.decisions import DecisionsPresenter
from xieshang_desktop.ui.tables import Column as TableColumn
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.search_box import FilterBox


class DecisionsPage(Page):
    """Typing searches, arrows move, Enter opens."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("决定会议"), _("返回会议"))
        self._context = context
        self._presenter = DecisionsPresenter(context.desk, self, context.go)
        self._new = Button(_("安排决定会议"), "primary", "plus", pressed=self._presenter.new)
        self._paper = Button(
            _("统计表"), icon="statistics", pressed=self._presenter.statistics, reads=True
        )
        self.header.add_action(self._paper)
        self.header.add_action(self._new)
        self._search = FilterBox(_("会议名称、地点、表决事项"))
        self.body.addWidget(self._search)
        self._card = Card(gap=0, margins=(2, 2, 2, 2))
        self.table = DataTable(
            [
                TableColumn(_("时间"), 190),
                TableColumn(_("会议"), 300),
                TableColumn(_("表决事项"), 0, kind="secondary", rank=1),
                TableColumn(_("应到"), 90, "right", rank=2),
                TableColumn(_("状态"), 110, kind="chip"),
            ],
            least=5,
        )
        self._empty = Empty("meeting", "")
        self._card.body.addWidget(self.table, 1)
        self._card.body.addWidget(self._empty, 1)
        self.body.addWidget(self._card, 1)
        self._search.typed.connect(self._presenter.narrow)
        self._search.drive(self.table)
        self._search.entered.connect(lambda _text: self._open_marked())
        self.table.opened.connect(self._presenter.open)
        self._empty.acted.connect(self._presenter.new)
        self.setFocusProxy(self._search)

    def open_object(self, object_id: str | None) -> None:
        """The list; a meeting's id opens that meeting."""
        if object_id:
            self._context.go("meetings/decision", object_id)

    def refresh(self) -> None:
        """Read the list anew."""
        self._presenter.refresh()

    def show_rows(self, rows) -> None:
        """These meetings; the one marked before stays marked."""
        self._show_what(filled=True)
        self.table.show_rows(
            [(r.when, r.title, r.motions, r.entitled, tuple(r.state), r.key) for r in rows],
            self.table.marked_key(),
        )

    def show_empty(self, sentence: str, button: str) -> None:
        """No meetings, or none that fit."""
        self._empty.show_sentence(sentence, button)
        self._show_what(filled=False)
        if button:  # nothing at all yet: one button that begins, nothing to search in
            for part in (self._search, self._new, self._paper):
                show_if(part, False)

    def _show_what(self, *, filled: bool) -> None:
        show_if(self.table, filled)
        show_if(self._empty, not filled)
        for part in (self._search, self._new, self._paper):
            show_if(part, True)

    def _open_marked(self) -> None:
        if self.table.isVisible() and self.table.marked_key():
            self._presenter.open(self.table.marked_key())


def build(context: Context) -> DecisionsPage:
    """The list of meetings that decide."""
    page = DecisionsPage(context)

    def again() -> None:
        if page.isVisible():
            page.refresh()

    page.shown.connect(page.refresh)
    context.changed.connect(again)
    return page
