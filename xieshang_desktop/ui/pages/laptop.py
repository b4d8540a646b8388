"""电脑检查: will this computer do? What needs a look at the left, what is fine at the right, and a
page to try the printer with."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from pathlib import Path

from PySide6.QtWidgets import QWidget

from xieshang_desktop.services.laptop_facts import LaptopFacts
from xieshang_desktop.services.paper_pages import trial_page
from xieshang_desktop.services.paper_saving import save
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.laptop import (
    LaptopPresenter,
    LaptopView,
    Window,
    rare_words,
)
from xieshang_desktop.ui.printers import Printers, SystemPrinters
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.check_rows import CheckRows
from xieshang_desktop.ui.widgets.layout import Column, Flow, Split, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text import Label

#: After the first start the page is opened with this, and the roster's file behind it.
FRESH = "fresh:"


def build(context: Context, printers: Printers | None = None) -> QWidget:
    """The page, wired to the desk."""
    page = LaptopPage(context, printers or SystemPrinters())
    page.shown.connect(page.refresh)
    return page


class LaptopPage(Page):
    """Looks again whenever it is opened; nothing is changed by looking."""

    def __init__(self, context: Context, printers: Printers) -> None:
        super().__init__(_("电脑检查"), _("返回"))
        self._context, self._printers = context, printers
        self._task: tasks.Task | None = None
        self.presenter = LaptopPresenter(context.desk, self)
        self.next = Button("", "primary", pressed=self._go_on)
        self.again = Button(_("再查一遍"), icon="search", pressed=self.refresh, reads=True)
        self.header.add_action(self.again)
        self.header.add_action(self.next)
        self.header.show_line(_("这台电脑合不合用。有问题的，写着怎么办。"))
        show_if(self.next, False)
        self.verdict = Notice()
        self.body.addWidget(self.verdict)
        self.open = CheckRows(primary=False, stacked=True)
        self.fine = CheckRows(primary=False, stacked=True)
        self._open_card, self._fine_card = Card(_("要看一看")), Card(_("没有问题"))
        self._open_card.body.addWidget(self.open)
        self._fine_card.body.addWidget(self.fine)
        self._fine_card.body.addStretch(1)
        left = QWidget()
        column = Column(left, gap=14)
        column.addWidget(self._open_card)
        column.addWidget(self._trial())
        column.addStretch(1)
        self.body.addWidget(Split(left, self._fine_card, (1, 1), least=420), 1)
        for card in (self._open_card, self._fine_card):
            show_if(card, False)
        self.setFocusProxy(self.again)

    def open_object(self, object_id: str | None) -> None:
        """Straight from the first start it leads on from here."""
        if object_id and object_id.startswith(FRESH):
            self.presenter.come_from_start(object_id.removeprefix(FRESH))
            self.header.show_back("")
            self.setFocusProxy(self.next)
            self.next.setFocus()

    def refresh(self) -> None:
        """Look now, beside the work."""
        if self._task is not None:
            return
        self.verdict.show_notice(_("正在检查…"))

        def done(facts: LaptopFacts) -> None:
            self._task = None
            names = tuple(self._printers.names())
            size = self.screen().size()
            window = Window((size.width(), size.height()), names, self._printers.usual())
            self.presenter.show(facts, window)

        def ended() -> None:
            self._task = None
            self.verdict.show_notice("")

        def failed(failure: BaseException) -> None:
            ended()
            dialogs.show_exception(failure)

        self._task = tasks.run(
            lambda _step: self.presenter.look(), done, failed, cancelled=ended, quiet=True
        )

    # ---- what the presenter shows

    def show_view(self, view: LaptopView) -> None:
        """The verdict and both lists."""
        self.verdict.show_notice(*view.verdict)
        self.open.show_lines(view.open)
        self.fine.show_lines(view.fine)
        show_if(self._open_card, bool(view.open))
        show_if(self._fine_card, bool(view.fine))

    def show_next(self, words: str) -> None:
        """The red button that leads on from the first start; none without words."""
        self.next.show_words(words)
        show_if(self.next, bool(words))

    # ---- what people do

    def _go_on(self) -> None:
        place, object_id = self.presenter.next_place()
        self.header.show_back(_("返回"))
        self.setFocusProxy(self.again)
        self._context.go(place, object_id)

    def _trial(self) -> Card:
        card = Card(_("试印页"), gap=12)
        words = _("一张纸上有五种字体、生僻字、勾和框，还有两条量尺寸的粗线。")
        card.body.addWidget(Label(words, "secondary", wrap=True))
        card.body.addWidget(Label(rare_words(), "", wrap=True))
        self.print = Button(_("印试印页…"), icon="print", pressed=self._print, reads=True)
        self.keep = Button(_("存成 PDF…"), icon="save", pressed=self._ask_place, reads=True)
        buttons = QWidget()
        flow = Flow(buttons, gap=12, row_gap=10)
        flow.addWidget(self.print)
        flow.addWidget(self.keep)
        card.body.addWidget(buttons)
        return card

    def _print(self) -> None:
        from xieshang_desktop.ui.printing_dialog import print_paper

        print_paper(self, trial_page(), _("试印页"), printers=self._printers)

    def _ask_place(self) -> None:
        kind = (_("PDF 文件"), "*.pdf")
        name = _("试印页")
        dialogs.pick_place(self, _("保存试印页"), f"{name}.pdf", self.keep_page, kind)

    def keep_page(self, target: Path) -> None:
        """Write the page as a file, on the worker."""
        said = partial(_("存好了：{0}").format)
        tasks.run(
            lambda _step: save(trial_page(), target),
            lambda file: self._context.window.show_toast(said(file.name)),
            name=_("保存 {0}").format(target.name),
        )
