"""One village: what it handed over, its keys and lines, and the way to its own pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _
from pathlib import Path

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.township_sheets import ask_form, show_invitation, show_slip
from xieshang_desktop.ui.presenters.topic_sheets import Ask
from xieshang_desktop.ui.presenters.township_village import Line, VillagePresenter, VillageView
from xieshang_desktop.ui.presenters.township_villages import Invitation
from xieshang_desktop.ui.tables import Column as TableColumn
from xieshang_desktop.ui.village_window import open_village
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.facts import Facts
from xieshang_desktop.ui.widgets.layout import Column, Flow, Split, show_if
from xieshang_desktop.ui.widgets.line_rows import LineRow, LineRows
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text import Label

_MOST = 6  # lines of a card; older ones are counted


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = VillagePage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class VillagePage(Page):
    """Shows one village; its red button opens the village's own pages."""

    def __init__(self, context: Context) -> None:
        super().__init__("", _("返回村（社区）"))
        self._context = context
        self._presenter = presenter = VillagePresenter(context.desk, self, context.attempt)
        self.look = Button("", "primary", "eye", pressed=self._look)
        self.header.add_action(self.look)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self._tools = QWidget()
        tools = Flow(self._tools, gap=10, row_gap=8)
        self.write = Button(_("写回执和下发…"), icon="usb", pressed=self._pick_target)
        self.slip = Button(_("收件凭条"), icon="paper", pressed=presenter.slip)
        self.again = Button(_("邀请新电脑…"), icon="plus", pressed=self._pick_invitation)
        self.change = Button(_("修改"), icon="edit", pressed=presenter.ask_change)
        self.retry = Button(_("再收另放着的"), icon="undo", pressed=self._retry)
        self.give_up = Button(_("停用…"), pressed=presenter.ask_giving_up)
        self.take_back = Button(_("恢复"), icon="undo", pressed=presenter.take_back)
        for button in (
            *(self.write, self.slip, self.retry, self.again),
            *(self.change, self.give_up, self.take_back),
        ):
            tools.addWidget(button)
        self.body.addWidget(self._tools)
        left, right = QWidget(), QWidget()
        column = Column(left, gap=14)
        about = Card(_("情况"))
        self.facts = Facts()
        about.body.addWidget(self.facts)
        self.lines, self.keys = LineRows(), LineRows()
        self.returns, self.directives = LineRows(), LineRows()
        self.keys.acted.connect(presenter.ask_withdraw)
        self.lines.acted.connect(presenter.accept)
        self._cards: dict[str, tuple[Card, LineRows, Label]] = {}
        column.addWidget(about)
        for name, heading, rows in (
            ("returns", _("退回"), self.returns),
            ("directives", _("下发和督办"), self.directives),
            ("lines", _("记录线"), self.lines),
            ("keys", _("钥匙"), self.keys),
        ):
            card, more = Card(heading), Label("", "small")
            if name == "lines":
                told = _(
                    "村里每台电脑写一条记录线，编号接着来。看过、没有问题的可以采信，"
                    "村里会知道乡镇认可到哪一条。"
                )
                card.body.addWidget(Label(told, "small", wrap=True))
            card.body.addWidget(rows)
            card.body.addWidget(more)
            self._cards[name] = (card, rows, more)
            column.addWidget(card)
        column.addStretch(1)
        self.came = Card(_("交来的"))
        self.table = DataTable(
            [
                TableColumn(_("什么时候"), 128),
                TableColumn(_("内容"), kind="secondary"),
                TableColumn("", 104, kind="chip", rank=1),
            ],
            least=6,
        )
        self.table.opened.connect(lambda key: context.go("receiving", key))
        self.nothing = Label(_("还没有交来过。"), "secondary", wrap=True)
        self.came.body.addWidget(self.table, 1)
        self.came.body.addWidget(self.nothing)
        self._right = Column(right, gap=14)
        self._right.addWidget(self.came, 1)
        self.body.addWidget(Split(left, right, (1, 1), least=420), 1)
        self.setFocusProxy(self.look)

    def open_object(self, object_id: str | None) -> None:
        """Show this village, from its beginning."""
        if object_id:
            self._presenter.open(object_id)
            self.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Read it again."""
        self._presenter.refresh()

    # ---- what the presenter shows

    def show_village(self, view: VillageView) -> None:
        """Show one village."""
        self.show_title(view.title)
        self.header.show_chips(view.chips)
        sentence, kind, hint = view.notice
        self.notice.show_notice(sentence, kind, hint)
        self.look.show_words(_("记录（代管）") if view.kept else _("看记录"))
        show_if(self.look, view.may_look)
        for button in (self.write, self.slip):
            show_if(button, view.enrolled)
        show_if(self.again, not view.kept and not view.left)
        show_if(self.give_up, not view.left)
        show_if(self.take_back, view.left)
        show_if(self.retry, view.may_retry)
        self.facts.show_facts(view.facts)
        for name, lines in (
            ("returns", view.returns),
            ("directives", view.directives),
            ("lines", view.lines),
            ("keys", view.keys),
        ):
            self._show_lines(name, lines)
        self.table.show_rows([(row[0], row[2], row[3], row[4]) for row in view.arrivals])
        show_if(self.table, bool(view.arrivals))
        show_if(self.nothing, not view.arrivals)
        show_if(self.came, not view.kept)

    def show_gone(self) -> None:
        """It is known under another id now, or was taken back."""
        self.back_requested.emit()

    def ask(self, form: Ask) -> None:
        """One of the small forms."""
        ask_form(self._context, form, lambda values: self._presenter.answer(form, values))

    def show_invitation(self, invitation: Invitation) -> None:
        """The code, to be told apart from the file."""
        show_invitation(self._context, invitation)

    def show_slip(self, title: str, lines: Sequence[tuple[str, str]], paper: str) -> None:
        """The slip's digits, and its paper."""
        show_slip(self._context, title, lines, paper)

    def show_written(self, words: str) -> None:
        """What was done."""
        self._context.window.show_toast(words)

    # ---- what people do

    def _show_lines(self, name: str, lines: Sequence[Line]) -> None:
        card, rows, more = self._cards[name]
        rows.show_rows([LineRow(*line) for line in lines[:_MOST]])
        more.setText(_("另有 {0} 条").format(len(lines) - _MOST))
        show_if(more, len(lines) > _MOST)
        show_if(card, bool(lines))

    def _look(self) -> None:
        open_village(self._context, self._presenter.village_id)

    def _pick_target(self) -> None:
        dialogs.pick_folder(self, _("写到哪个U盘或文件夹"), self.write_to)

    def write_to(self, folder: Path) -> None:
        """Write receipt and directives there, beside the window."""
        job = partial(self._presenter.write_to, folder)
        self._context.run(lambda _step: job(), self.show_written, _("写回执"))

    def _retry(self) -> None:
        job = self._presenter.retry
        self._context.run(lambda _step: job(), self.show_written, _("再收一次"))

    def _pick_invitation(self) -> None:
        def write(folder: Path) -> None:
            job = partial(self._presenter.invite_again, folder)
            self._context.run(lambda _step: job(), self.show_invitation, _("写邀请"))

        dialogs.pick_folder(self, _("邀请写到哪个U盘或文件夹"), write)
