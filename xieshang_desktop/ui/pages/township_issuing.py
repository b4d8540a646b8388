"""下发: what was sent down, and who has got it."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.township_issue_sheet import ask_issue
from xieshang_desktop.ui.presenters.township_issuing import Detail, IssuingPresenter
from xieshang_desktop.ui.presenters.township_villages import INVITE
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.facts import Facts
from xieshang_desktop.ui.widgets.layout import Column as Lines
from xieshang_desktop.ui.widgets.layout import Row, Split, show_if
from xieshang_desktop.ui.widgets.line_rows import LineRow, LineRows
from xieshang_desktop.ui.widgets.mark_table import MarkTable
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text import Label


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = IssuingPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class IssuingPage(Page):
    """The list at the left, the marked one in full at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("下发"))
        self._context = context
        self._presenter = presenter = IssuingPresenter(context.desk, self, context.attempt)
        self.issue = Button(_("下发"), "primary", "plus", pressed=self._ask)
        self.header.add_action(self.issue)
        card = Card(margins=(6, 6, 6, 6))
        self.table = MarkTable(
            [
                Column(_("日期"), 104, kind="secondary", rank=1),
                Column(_("种类"), 104, kind="secondary", rank=2),
                Column(_("名称")),
                Column(_("谁拿到了"), 136, kind="chip"),
            ],
            least=5,
        )
        self.table.marked.connect(presenter.mark)
        self.empty = Empty("send", "", kind="secondary")
        self.empty.acted.connect(self._fill)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty)
        right = QWidget()
        column = Lines(right, gap=14)
        self.detail = Card("", gap=12)
        self.facts = Facts()
        self.text, self.missing = Label("", "", wrap=True), Label("", "waiting", wrap=True)
        self.recall = Button("", icon="undo", pressed=presenter.recall)
        buttons = Row(gap=10)
        buttons.addWidget(self.recall)
        buttons.addStretch(1)
        for part in (self.facts, self.text, self.missing):
            self.detail.body.addWidget(part)
        self.detail.body.addLayout(buttons)
        self.keys = LineRows()
        self._keys = Card(_("撤销的钥匙"))
        told = _("这份名单随每一个回执发给村里。撤销，在那个村的页面办。")
        self._keys.body.addWidget(Label(told, "small", wrap=True))
        self._keys.body.addWidget(self.keys)
        column.addWidget(self.detail)
        column.addWidget(self._keys)
        column.addStretch(1)
        self._right = right
        self.body.addWidget(Split(card, right, (3, 2), least=560), 1)
        self.setFocusProxy(self.table)

    def open_object(self, object_id: str | None) -> None:
        """The list as it was left."""

    def refresh(self) -> None:
        """Read the list again."""
        self._presenter.refresh()

    def show_rows(self, rows: Sequence[tuple[object, ...]]) -> None:
        """What was sent, the newest first."""
        self.table.show_rows(rows, self.table.marked_key())
        show_if(self.table, bool(rows))
        if self._presenter.addressees():
            words = _("还没有下发过。党政点题、规则、文书格式、文件，都从这里发给各村。")
            self.empty.show_sentence(words, _("下发"))
        else:
            words = _("还没有登记的村（社区），没有地方可以发。")
            self.empty.show_sentence(words, _("邀请一个村"))
        show_if(self.empty, not rows)
        show_if(self.issue, bool(self._presenter.addressees()))
        self._presenter.mark(self.table.marked_key() if rows else "")
        able = self.issue if self._presenter.addressees() else self.empty.button
        self.setFocusProxy(self.table if rows else able)

    def show_detail(self, detail: Detail | None) -> None:
        """The marked one in full."""
        show_if(self.detail, detail is not None)
        self._fit()
        if detail is None:
            return
        self.detail.show_heading(detail.title)
        self.facts.show_facts(detail.facts)
        self.text.setText(detail.text)
        self.missing.setText(detail.missing)
        self.recall.show_words(detail.recall)
        for part, words in (
            (self.text, detail.text),
            (self.missing, detail.missing),
            (self.recall, detail.recall),
        ):
            show_if(part, bool(words))

    def show_keys(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Keys that are trusted no longer."""
        self.keys.show_rows([LineRow(*key) for key in keys])
        show_if(self._keys, bool(keys))
        self._fit()

    def _fit(self) -> None:
        """Without anything at the right the list has the whole width."""
        shown = not self.detail.isHidden() or not self._keys.isHidden()
        show_if(self._right, shown)

    def _fill(self) -> None:
        """What the button of the empty page says."""
        if self._presenter.addressees():
            self._ask()
        else:
            self._context.go("villages", INVITE)

    def _ask(self) -> None:
        ask_issue(self._context, self._presenter)
