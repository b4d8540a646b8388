"""A list of meetings with its search, or the sentence why it is empty."""

from __future__ import annotations

from gettext import gettext as _

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.tables import Column as TableColumn
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.search_box import FilterBox


class MeetingListPage(Page):
    """Typing searches, arrows move, Enter opens."""

    def __init__(self, context: Context, presenter, title: str, back: str = "") -> None:
        super().__init__(title, back)
        self._presenter = presenter(context.desk, self, context.go)
        self.shown.connect(self.refresh)
        context.changed.connect(lambda: self.refresh() if self.isVisible() else None)

    def open_object(self, object_id: str | None) -> None:
        """The list; a meeting's id opens that meeting."""
        if object_id:
            self._presenter.open(object_id)

    def refresh(self) -> None:
        """Read the list anew."""
        self._presenter.refresh()

    def show_rows(self, rows) -> None:
        """These meetings; the one marked before stays marked."""
        show_if(self._empty, False)
        show_if(self.table, True)
        shown = [(*row[:4], tuple(row.state), row.key) for row in rows]
        self.table.show_rows(shown, self.table.marked_key())

    def show_empty(self, sentence: str, button: str) -> None:
        """No meetings, or none that fit."""
        show_if(self.table, False)
        self._empty.show_sentence(sentence, button)
        show_if(self._empty, True)

    def _build_list(self, search: FilterBox, about: str, who: str) -> None:
        """`about` and `who`: what the columns beside the title say of a meeting."""
        self._search = search
        card = Card(gap=0, margins=(2, 2, 2, 2))
        self.table = DataTable(
            [
                TableColumn(_("时间"), 190),
                TableColumn(_("会议"), 300),
                TableColumn(about, 0, kind="secondary", rank=1),
                TableColumn(who, 90, "right", rank=2),
                TableColumn(_("状态"), 110, kind="chip"),
            ],
            least=5,
        )
        self._empty = Empty("meeting", "")
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._empty, 1)
        self.body.addWidget(card, 1)
        search.typed.connect(self._presenter.narrow)
        search.drive(self.table)
        search.entered.connect(lambda _text: self._open_marked())
        self.table.opened.connect(self._presenter.open)
        self._empty.acted.connect(self._presenter.new)
        self.setFocusProxy(search)

    def _open_marked(self) -> None:
        if self.table.isVisible() and self.table.marked_key():
            self._presenter.open(self.table.marked_key())
