"""纪要签名: find somebody, Enter, and the pad is there."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.signature_sheet import ask_on_minutes
from xieshang_desktop.ui.presenters.minutes_signing import MinutesSigningPresenter, SignerRow
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.text import Label


class MinutesSigningPage(Page):
    """The list of who was there, with who has signed."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("纪要签名"), _("返回纪要"))
        self._context, self._meeting_id = context, ""
        self._presenter = MinutesSigningPresenter(context.desk, self, context.attempt)
        self.header.back_requested.disconnect(self.back_requested)
        self.header.back_requested.connect(self._go_back)
        self.paper = Button(
            _("打印签名页"),
            icon="paper",
            pressed=lambda: context.go(*self._presenter.paper(self._meeting_id)),
        )
        self.header.add_action(self.paper)
        self.box = FilterBox(_("姓名、拼音、首字母，回车签名"))
        self.body.addWidget(self.box)
        card = Card(gap=0, margins=(1, 1, 1, 1))
        self.table = DataTable(
            [
                Column(_("姓名"), 140),
                Column(_("组别（单位）"), kind="secondary"),
                Column(_("身份"), 160, kind="secondary", rank=1),
                Column(_("签名"), 220, kind="chip"),
            ],
            least=4,
        )
        self._nobody = Label("", "secondary", wrap=True)
        self._nobody.setContentsMargins(20, 20, 20, 20)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._nobody, 1)
        self.body.addWidget(card, 1)
        self.box.drive(self.table)
        self.box.typed.connect(self._presenter.narrow)
        self.box.entered.connect(lambda _words: self._ask(self.table.marked_key()))
        self.table.opened.connect(self._ask)
        self.setFocusProxy(self.box)

    def show_signers(self, rows: Sequence[SignerRow], mark: str) -> None:
        """These people, with how they signed."""
        self.table.show_rows([tuple(row) for row in rows], mark)
        show_if(self._nobody, False)
        show_if(self.table, True)

    def show_counts(self, words: str) -> None:
        """How many signed."""
        self.header.show_beside(words)

    def show_nobody(self, sentence: str) -> None:
        """Why the list is empty."""
        self.table.show_rows([])
        show_if(self.table, False)
        self._nobody.setText(sentence)
        show_if(self._nobody, True)

    def open_object(self, object_id: str | None) -> None:
        """The minutes of a meeting."""
        if object_id and object_id != self._meeting_id:
            self._meeting_id = object_id
            self.box.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read again who was there."""
        if self._meeting_id:
            self._presenter.open(self._meeting_id, self.table.marked_key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _ask(self, person_id: str) -> None:
        if person_id:
            ask_on_minutes(self._context, self._meeting_id, person_id)

    def _go_back(self) -> None:
        self._context.go("meetings/meeting", f"{self._meeting_id}#minutes")


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = MinutesSigningPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page
