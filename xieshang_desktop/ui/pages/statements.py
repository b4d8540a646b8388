"""书面意见: what was told to a meeting from outside the room, and the slips that are still out."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.meeting import Statement
from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.photo_sheet import PhotoSheet
from xieshang_desktop.ui.pages.statement_sheets import AnswersSheet, SlipsSheet, StatementSheet
from xieshang_desktop.ui.presenters.statements import StatementDetail, StatementsPresenter
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.facts import Facts
from xieshang_desktop.ui.widgets.layout import Flow, Split, show_if
from xieshang_desktop.ui.widgets.mark_table import MarkTable
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.tab_order import tab_through
from xieshang_desktop.ui.widgets.text import Label


class StatementsPage(Page):
    """The list at the left, the marked one at the right; Enter records a slip that came back."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("书面意见"), _("返回会议"))
        self._context = context
        self._presenter = StatementsPresenter(context.desk, self, context.attempt)
        self._meeting_id = ""
        self._may_write = False
        self.new = Button(_("登记意见"), "primary", "plus", pressed=self._presenter.new)
        self.slips = Button(_("发意见表"), icon="send", pressed=self._presenter.ask_slips)
        self.answers = Button(_("导入网络意见"), icon="inbox", pressed=self._pick)
        for button in (self.answers, self.slips, self.new):
            self.header.add_action(button)
        self.summary = Label("", "secondary", wrap=True)
        self.search = FilterBox(_("按姓名或内容查找"))
        self.search.typed.connect(self._presenter.narrow)
        card = Card(margins=(6, 6, 6, 6))
        self.table: DataTable = MarkTable(
            [
                Column(_("姓名"), 120),
                Column(_("组别"), 100, kind="secondary", rank=2),
                Column(_("说了什么")),
                Column(_("方式"), 90, kind="secondary", rank=3),
                Column(_("状态"), 112, kind="chip"),
            ],
            least=7,
        )
        self.table.marked.connect(self._presenter.mark)
        self.table.opened.connect(lambda _key: self._presenter.open_marked())
        self.search.drive(self.table)
        self.search.entered.connect(lambda _words: self._presenter.open_marked())
        self.empty = Empty("inbox", "")
        self.empty.acted.connect(lambda: self._presenter.new())
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty)
        self.side = Card(gap=14)
        self.who = Label("", "heading", wrap=True)
        self.text = Label("", "", wrap=True)
        self.actions = QWidget()
        self._flow = Flow(self.actions, gap=10, row_gap=10)
        self.facts = Facts()
        for widget in (self.who, self.text, self.actions, self.facts):
            self.side.body.addWidget(widget)
        self.side.body.addStretch(1)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.search)
        self.body.addWidget(Split(card, self.side, side=344), 1)
        self.setFocusProxy(self.search)

    def open_object(self, object_id: str | None) -> None:
        """What was told to this meeting."""
        if object_id:
            self._meeting_id = object_id
            self._presenter.open(object_id)
            if self.isVisible():
                self.focusProxy().setFocus()

    def refresh(self) -> None:
        """Read again."""
        if self._meeting_id:
            self._presenter.refresh()

    def show_head(self, title: str, summary: str, *, may_write: bool) -> None:
        """Which meeting, how many came back, and whether more can be entered."""
        self.summary.setText("　".join(filter(None, (title, summary))))
        self._may_write = may_write
        for button in (self.new, self.slips, self.answers):
            show_if(button, may_write)

    def show_rows(self, rows, mark: str) -> None:
        """These; the marked one stays so."""
        show_if(self.table, bool(rows))
        show_if(self.search, bool(rows) or bool(self.search.text()))
        self.table.show_rows([tuple(row) for row in rows], mark)
        self._presenter.mark(self.table.marked_key())

    def show_nothing(self, sentence: str, button: str) -> None:
        """Why there are no rows."""
        self.empty.show_sentence(sentence, button)
        show_if(self.empty, bool(sentence))
        # One red button: the empty page has it in its middle.
        show_if(self.new, self._may_write and not (sentence and button))
        bare = self.search.isHidden()
        self.setFocusProxy(
            self.empty.button if sentence and button else self.new if bare else self.search
        )

    def show_detail(self, detail: StatementDetail | None) -> None:
        """The marked one in full."""
        show_if(self.side, detail is not None)
        if detail is None:
            return
        self.who.setText(detail.who)
        self.text.setText(detail.text)
        self.facts.show_facts(detail.facts)
        self._flow.clear()
        for key, words in detail.actions:
            self._flow.addWidget(Button(words, pressed=partial(self._presenter.act, key)))
        tab_through(self.actions, self._flow.widgets())

    def ask_statement(self, form) -> None:
        """The form of one statement."""
        self._sheet = StatementSheet(
            self._context.window, form, self._presenter, lambda: self._context.desk.today
        )
        self._sheet.open(self._sheet.first())

    def show_people(self, people) -> None:
        """Who is meant, in the open form."""
        self._sheet.show_people(people)

    def ask_slips(self, items, choices, due) -> None:
        """To whom slips go."""
        SlipsSheet(
            self._context.window,
            items,
            choices,
            due,
            self._presenter.hand_out,
            lambda: self._context.desk.today,
        ).open()

    def ask_answers(self, items, first, brought) -> None:
        """What a file would bring."""
        AnswersSheet(
            self._context.window, items, first, brought, self._presenter.import_answers
        ).open()

    def ask_evidence(self, statement_id: str, title: str) -> None:
        """Pictures of the message, the slip, the letter."""
        PhotoSheet(self._context, Statement.NOUN, statement_id, title).open()

    def ask_source(self, statement_id: str, source: str) -> None:
        """Whether an account or number is to go for good."""
        words = _(
            "“{0}”从记录里抹去，以前记的也抹去，还没交出去的协商包重新写；说的话留着。"
            "抹去以后找不回来，撤销也不行；再导入同一份表格，会重新记下。"
        )
        question = dialogs.ask(
            self,
            _("抹去这个账号？"),
            words.format(source),
            _("抹去账号"),
            lambda: self._presenter.erase_source(statement_id),
        )
        question.no.setFocus()

    def _pick(self) -> None:
        dialogs.pick_file(
            self,
            _("选网络意见的表格"),
            self._presenter.look_at,
            [(_("表格"), "*.csv *.xlsx *.xls *.ods *.txt")],
        )


def build(context: Context) -> StatementsPage:
    """The page, wired to the desk."""
    page = StatementsPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page
