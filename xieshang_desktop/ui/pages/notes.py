"""民情记录: what people tell, what was done about it, and what became a topic."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.notes import NoteDetail, NoteRow, NotesPresenter
from xieshang_desktop.ui.presenters.topic_sheets import Ask
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.facts import Facts
from xieshang_desktop.ui.widgets.form_sheet import FormSheet
from xieshang_desktop.ui.widgets.layout import Flow, Split, show_if
from xieshang_desktop.ui.widgets.mark_table import MarkTable
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.tab_order import tab_through
from xieshang_desktop.ui.widgets.text import Label


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = NotesPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class NotesPage(Page):
    """The list at the left, the marked note in full at the right; Enter writes what was done."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("民情记录"), _("返回议题"))
        self._context = context
        self._offered: list[tuple[str, str]] = []
        self._presenter = NotesPresenter(context.desk, self, context.attempt, context.go)
        self.add = Button(_("登记民情"), "primary", "plus", pressed=self._presenter.new)
        self.book = Button(_("打印记录簿"), icon="print", pressed=self._print, reads=True)
        self.header.add_action(self.book)
        self.header.add_action(self.add)
        self.search = FilterBox(_("按内容、反映人或小组查找"))
        self.search.typed.connect(self._presenter.narrow)
        self.filters = ChoiceChips()
        self.filters.changed.connect(lambda keys: self._presenter.choose(keys[0]))
        card = Card(margins=(6, 6, 6, 6))
        self.table: DataTable = MarkTable(
            [
                Column(_("日期"), 112),
                Column(_("反映的内容")),
                Column(_("谁反映的"), 150, kind="secondary", rank=2),
                Column(_("怎么知道的"), 108, kind="secondary", rank=3),
                Column(_("状态"), 112, kind="chip"),
            ],
            least=7,
        )
        self.table.marked.connect(self._presenter.mark)
        self.table.opened.connect(lambda _key: self._presenter.act("handle"))
        self.search.drive(self.table)
        self.search.entered.connect(self._enter)
        self.empty = Empty("megaphone", "")
        self.empty.acted.connect(self._presenter.new)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty)
        self.body.addWidget(self.search)
        self.body.addWidget(self.filters)
        self.side = Card(gap=14)
        self.chip = Chip("")
        self.text = Label("", "", wrap=True)
        self.actions = QWidget()
        self._flow = Flow(self.actions, gap=10, row_gap=10)
        self.facts = Facts()
        for widget in (self.chip, self.text, self.actions, self.facts):
            self.side.body.addWidget(widget)
        self.side.body.addStretch(1)
        self.body.addWidget(Split(card, self.side, side=344), 1)
        self.setFocusProxy(self.search)

    def open_object(self, object_id: str | None) -> None:
        """The list, or one note marked in it."""
        if object_id:
            self._presenter.refresh()
            self.search.clear()
            self._presenter.find(object_id)

    def refresh(self) -> None:
        """Read the list again."""
        self._presenter.refresh()

    def show_filters(self, filters: Sequence[tuple[str, str]], chosen: str) -> None:
        """What the list can be narrowed to; nothing while there is no note."""
        show_if(self.search, bool(filters))
        show_if(self.filters, bool(filters))
        show_if(self.add, bool(filters))
        show_if(self.book, bool(filters))
        if list(filters) == self._offered:  # the button that was pressed keeps the keyboard
            self.filters.choose(chosen)
        else:
            self._offered = list(filters)
            self.filters.show_choices(filters, [chosen])

    def show_rows(self, rows: Sequence[NoteRow], mark: str) -> None:
        """These notes; the one that was marked stays so."""
        show_if(self.table, bool(rows))
        self.table.show_rows([tuple(row) for row in rows], mark)
        self._presenter.mark(self.table.marked_key())

    def show_nothing(self, sentence: str, button: str) -> None:
        """No rows: why, and what fills the list."""
        self.empty.show_sentence(sentence, button)
        show_if(self.empty, bool(sentence))

    def show_detail(self, detail: NoteDetail | None) -> None:
        """The marked note in full."""
        show_if(self.side, detail is not None)
        if detail is None:
            return
        self.chip.show_words(*detail.state)
        self.text.setText(detail.text)
        self.facts.show_facts(detail.facts)
        held = any(button.hasFocus() for button in self.actions.findChildren(Button))
        self._flow.clear()
        for action in detail.actions:
            do = partial(self._presenter.act, action.key)
            self._flow.addWidget(Button(action.words, pressed=do))
        tab_through(self.actions, self._flow.widgets())
        if held:
            self.table.setFocus()

    def ask(self, form: Ask, about: str) -> None:
        """One of the small forms; `about` is the note in its own words."""
        presenter, desk = self._presenter, self._context.desk
        sheet = FormSheet(
            self._context.window, form, lambda: desk.today, presenter.answer, presenter.keep
        )
        if about:
            sheet.body.insertWidget(0, Label(about, "secondary", wrap=True))
        sheet.open()

    def _print(self) -> None:
        self._context.go("papers", f"{PaperKind.NOTES_BOOK}:{self._context.desk.today.year}")

    def _enter(self, _words: str) -> None:
        if self.table.isVisible() and self.table.marked_key():
            self._presenter.act("handle")
