"""督办: what was returned, which letters went out, what came back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.township_letter_sheets import ask_letter, ask_return
from xieshang_desktop.ui.presenters.township_supervision import (
    RETURNS,
    Detail,
    Row,
    SupervisionPresenter,
)
from xieshang_desktop.ui.presenters.township_villages import INVITE
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.village_window import open_village
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card, section
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.facts import Facts
from xieshang_desktop.ui.widgets.layout import Flow, Split, show_if
from xieshang_desktop.ui.widgets.mark_table import MarkTable
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.tab_order import tab_through
from xieshang_desktop.ui.widgets.tabs import Tabs
from xieshang_desktop.ui.widgets.text import Label


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = SupervisionPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class SupervisionPage(Page):
    """The list at the left, the marked one in full at the right; Enter opens its record."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("督办"))
        self._context = context
        self._presenter = presenter = SupervisionPresenter(
            context.desk, self, context.attempt, context.go
        )
        self.back = Button(
            _("退回一条"), icon="undo", pressed=lambda: ask_return(context, presenter)
        )
        self.letter = Button(
            _("发督办函"), "primary", "send", pressed=lambda: ask_letter(context, presenter)
        )
        self.header.add_action(self.back)
        self.header.add_action(self.letter)
        self.tabs = Tabs()
        self.tabs.chosen.connect(presenter.choose)
        self.body.addWidget(self.tabs)
        card = Card(margins=(6, 6, 6, 6))
        self.table = MarkTable(
            [
                Column(_("村（社区）"), 150),
                Column(_("事项")),
                Column(_("日期"), 104, kind="secondary", rank=1),
                Column(_("状态"), 128, kind="chip"),
            ],
            least=6,
        )
        self.table.marked.connect(presenter.mark)
        self.table.opened.connect(lambda _key: presenter.act("look"))
        self.empty = Empty("tick", "")
        self.empty.acted.connect(lambda: context.go("villages", INVITE))
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty)
        self.detail = Card("", gap=12)
        self.facts = Facts()
        self.reason, self.reply = Label("", "", wrap=True), Label("", "", wrap=True)
        self._reason_head, self._reply_head = section(""), section(_("村里的答复"))
        self._buttons = QWidget()
        self._flow = Flow(self._buttons, gap=10, row_gap=8)
        self._offered: tuple[tuple[str, str], ...] = ()
        for part in (
            self.facts,
            self._reason_head,
            self.reason,
            self._reply_head,
            self.reply,
            self._buttons,
        ):
            self.detail.body.addWidget(part)
        self.detail.body.addStretch(1)
        self.body.addWidget(Split(card, self.detail, (3, 2), least=560), 1)
        self.setFocusProxy(self.table)

    def open_object(self, object_id: str | None) -> None:
        """The list as it was left, or the one where this stands."""
        if object_id:
            self._presenter.find(object_id)
            self.table.show_rows(self.table.rows.all_rows(), object_id)

    def refresh(self) -> None:
        """Read both lists again."""
        self._presenter.refresh()

    # ---- what the presenter shows

    def show_parts(self, parts: Sequence[tuple[str, str]], part: str) -> None:
        """The two lists with how many are open."""
        self.tabs.show_tabs(parts, part)

    def show_rows(self, rows: Sequence[Row], empty: str) -> None:
        """One of the lists."""
        self.table.show_rows([tuple(row) for row in rows], self.table.marked_key())
        show_if(self.table, bool(rows))
        nobody = not rows and not self._presenter.addressees()
        self.empty.show_sentence(empty, _("邀请一个村") if nobody else "")
        show_if(self.empty, not rows)
        show_if(self.letter, bool(self._presenter.addressees()))
        show_if(self.back, bool(self._presenter.villages()))
        self._presenter.mark(self.table.marked_key() if rows else "")
        self.setFocusProxy(self.table if rows else self.tabs)

    def show_detail(self, detail: Detail | None) -> None:
        """The marked one in full."""
        show_if(self.detail, detail is not None)
        if detail is None:
            return
        self.detail.show_heading(detail.title)
        self.facts.show_facts(detail.facts)
        returned = self._presenter.part == RETURNS
        self._reason_head.setText(_("退回的原因") if returned else _("函的内容"))
        self.reason.setText(detail.text)
        self.reply.setText(detail.reply)
        for part in (self._reply_head, self.reply):
            show_if(part, bool(detail.reply))
        self._show_buttons(detail.buttons)

    def show_record(self, village_id: str, page: str, object_id: str) -> None:
        """The record in the village's own pages."""
        open_village(self._context, village_id, page, object_id or None)

    def _show_buttons(self, buttons: tuple[tuple[str, str], ...]) -> None:
        if buttons == self._offered:
            return
        self._offered = buttons
        in_use = self._buttons.isAncestorOf(self.focusWidget() or self)
        self._flow.clear()
        for key, words in buttons:
            self._flow.addWidget(Button(words, pressed=partial(self._presenter.act, key)))
        tab_through(self._buttons, self._flow.widgets())
        if in_use:
            self.table.setFocus()
