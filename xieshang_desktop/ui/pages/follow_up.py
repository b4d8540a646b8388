"""办理: what was promised, is it done?"""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages import follow_up_sheets as sheets
from xieshang_desktop.ui.pages.photo_sheet import PhotoSheet
from xieshang_desktop.ui.presenters.follow_up import Asked, FollowUpPresenter
from xieshang_desktop.ui.presenters.follow_up_detail import FollowDetail
from xieshang_desktop.ui.presenters.follow_up_rows import FollowRow
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.facts import Facts
from xieshang_desktop.ui.widgets.fields import ChoiceField
from xieshang_desktop.ui.widgets.layout import Flow, Split, show_if
from xieshang_desktop.ui.widgets.mark_table import MarkTable
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.tab_order import tab_through
from xieshang_desktop.ui.widgets.text import Label

_SHOWN = 5  # columns of the table; what follows them in a row only belongs to it


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = FollowUpPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class FollowUpPage(Page):
    """The list at the left, the marked row with what can be done at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("办理"))
        self._context = context
        self._host = context.window
        self._today = lambda: context.desk.today
        self._presenter = FollowUpPresenter(context.desk, self, context.attempt, context.go)
        self.search = FilterBox(_("按事项、议题或办理人查找"))
        self.search.typed.connect(self._presenter.narrow)
        self.filters = ChoiceField("")
        self.filters.inside.setAccessibleName(_("只看"))
        self.filters.changed.connect(lambda keys: self._presenter.choose(keys[0]))
        card = Card(margins=(6, 6, 6, 6))
        self.table = MarkTable(
            [
                Column(_("期限"), 116, kind="chip"),
                Column(_("事项")),
                Column(_("下一步"), 104, kind="secondary"),
                Column(_("谁来办"), 120, kind="secondary", rank=2),
                Column(_("议题"), 176, kind="secondary", rank=3),
            ],
            least=7,
        )
        self.table.marked.connect(self._presenter.mark)
        self.table.opened.connect(self._presenter.open_topic)
        self.search.drive(self.table)
        self.search.entered.connect(
            lambda _words: self._presenter.open_topic(self.table.marked_key())
        )
        self.empty = Empty("tick", "", kind="secondary")
        self.empty.acted.connect(lambda: context.go("topics"))
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty)
        self.body.addWidget(self.search)
        self.body.addWidget(self.filters)
        self.body.addWidget(Split(card, self._make_side(), side=328), 1)
        self.setFocusProxy(self.search)

    def _make_side(self) -> QWidget:
        self.side = Card(gap=14)
        self.chip = Chip("")
        self.what = Label("", "strong", wrap=True)
        self.actions = QWidget()
        self._flow = Flow(self.actions, gap=10, row_gap=10)
        self.facts = Facts()
        for widget in (self.chip, self.what, self.actions, self.facts):
            self.side.body.addWidget(widget)
        self.side.body.addStretch(1)
        return self.side

    def open_object(self, object_id: str | None) -> None:
        """Mark this task or submission."""
        self._presenter.refresh()
        if object_id:
            self.search.clear()
            self._presenter.find(object_id)

    def refresh(self) -> None:
        """Read the list again."""
        self._presenter.refresh()

    # ---- what the presenter shows

    def show_summary(self, words: str) -> None:
        """How much is open, how much of it late."""
        self.header.show_beside(words)

    def show_filters(self, filters: Sequence[tuple[str, str]], chosen: str) -> None:
        """The filters with their counts."""
        at = self.filters.chips.hasFocus() or any(
            button.hasFocus() for button in self.filters.chips.findChildren(Button)
        )
        self.filters.show_choices(filters, [chosen])
        if at:
            self.filters.chips.setFocus()

    def show_rows(self, rows: Sequence[FollowRow], mark: str) -> None:
        """These rows; the one that was marked stays so, else its neighbour."""
        at = max(0, self.table.currentIndex().row())
        self.table.show_rows([(*row[:_SHOWN], row.key) for row in rows], mark)
        if rows and self.table.marked_key() != mark and mark:
            self.table.setCurrentIndex(self.table.rows.index(min(at, len(rows) - 1), 0))
        self._presenter.mark(self.table.marked_key())

    def show_nothing(self, sentence: str, button: str) -> None:
        """No rows: why, and what fills the list."""
        self.empty.show_sentence(sentence, button)
        show_if(self.empty, bool(sentence))
        show_if(self.table, not sentence)

    def show_detail(self, detail: FollowDetail | None) -> None:
        """The marked row in full."""
        show_if(self.side, detail is not None)
        if detail is None:
            return
        self.chip.show_words(*detail.chip)
        self.what.setText(detail.what)
        self.facts.show_facts(detail.facts)
        held = any(button.hasFocus() for button in self.actions.findChildren(Button))
        self._flow.clear()
        for action in detail.actions:
            kind = "primary" if action.main else "secondary"
            call = self._presenter.act
            self._flow.addWidget(
                Button(action.words, kind, pressed=lambda key=action.key, do=call: do(key))
            )
        tab_through(self.actions, self._flow.widgets())
        if held:
            self.table.setFocus()

    # ---- the sheets

    def ask_posting(self, asked: Asked) -> None:
        """已张贴."""
        sheets.ask_posting(self._host, asked, self._today, self._presenter.post)

    def show_photos(self, object_type: str, object_id: str, title: str) -> None:
        """照片."""
        PhotoSheet(self._context, object_type, object_id, title).open()

    def ask_finish(self, asked: Asked) -> None:
        """办好了."""
        sheets.ask_finish(self._host, asked, self._today, self._presenter.finish)

    def ask_extend(self, asked: Asked) -> None:
        """延期."""
        sheets.ask_extend(self._host, asked, self._today, self._presenter.extend)

    def ask_owner(self, asked: Asked) -> None:
        """换人办."""
        sheets.ask_owner(self._host, asked, self._presenter.give_to)

    def ask_effect(self, asked: Asked) -> None:
        """记效果."""
        sheets.ask_effect(self._host, asked, self._presenter.record_effect)

    def ask_hand_in(self, asked: Asked) -> None:
        """报上去."""
        sheets.ask_hand_in(self._host, asked, self._presenter.hand_in)

    def ask_reply(self, asked: Asked) -> None:
        """记答复."""
        sheets.ask_reply(self._host, asked, self._presenter.record_reply)

    def ask_answer(self, asked: Asked) -> None:
        """答复提出人."""
        sheets.ask_answer(self._host, asked, self._presenter.answer_proposer)
