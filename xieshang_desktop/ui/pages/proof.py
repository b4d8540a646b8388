"""核对文书: type or scan the code of a paper; the sealed one stands beside it to compare."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from xieshang_desktop.services.papers import Pages, open_pages
from xieshang_desktop.ui import dialogs, tasks, theme
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.proof import ProofView, look_up
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.facts import Facts
from xieshang_desktop.ui.widgets.history import HistoryList
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.pdf_view import PdfView
from xieshang_desktop.ui.widgets.search_box import SearchBox
from xieshang_desktop.ui.widgets.text import Label

_SIDE = 364


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    return ProofPage(context)


class ProofPage(Page):
    """The box has the keyboard, as a scanner needs it; Enter checks, Escape leads back."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("核对文书"), _("返回文书"))
        self._context = context
        self._opened: list[Pages] = []
        let_go = partial(_let_go, self._opened)
        self.destroyed.connect(let_go)
        application = QCoreApplication.instance()
        if application is not None:  # at the end of the program pages are not destroyed
            application.aboutToQuit.connect(let_go)
        self._asked = 0  # how often: what an earlier code leads to is not shown
        self._meeting = ""
        across = Row(gap=16)
        self._side = Card(gap=14)
        self.box = SearchBox(_("核验码"))
        self.box.entered.connect(self._check)
        self.notice = Notice()
        self.facts = Facts()
        words = _("输入文书上的核验码，按回车；或者用扫码枪扫二维码。")
        self.corrections = HistoryList()
        self.corrections.setAccessibleName(_("更正"))
        self.to_meeting = Button(
            _("去看这次会议的纪要和更正"),
            "link",
            pressed=lambda: context.go("meetings/meeting", f"{self._meeting}#minutes"),
        )
        self._side.body.addWidget(Label(words, "", wrap=True))
        for part in (self.box, self.notice, self.facts, self.corrections, self.to_meeting):
            self._side.body.addWidget(part)
        self._side.body.addStretch(1)
        across.addWidget(self._side)
        self._right = QStackedWidget()
        self.view = PdfView()
        self.view.add_tools()
        self.empty = Empty("seal", _("查到以后，归档的文书显示在这里，好跟手里的对一对。"))
        self._right.addWidget(self.empty)
        self._right.addWidget(self.view)
        across.addWidget(self._right, 1)
        self.body.addLayout(across, 1)
        self.setFocusProxy(self.box)
        self.rescale()

    def open_object(self, object_id: str | None) -> None:
        """Ready for the next paper; with a code, that one."""
        self.box.setText(object_id or "")
        self._asked += 1
        self.show_proof(ProofView("neutral", "", ""))
        if object_id:
            self._check(object_id)

    def show_proof(self, view: ProofView) -> None:
        """What the code leads to."""
        self.notice.show_notice(view.sentence, view.kind, view.hint)
        self.facts.show_facts(view.facts)
        self.corrections.show_items(view.corrections)
        self._meeting = view.meeting_id
        for part in (self.corrections, self.to_meeting):
            show_if(part, bool(view.corrections))
        self._context.attempt(lambda: self._show(view.pdf))

    def rescale(self) -> None:
        """Take the sizes in force."""
        self._side.setFixedWidth(theme.space(_SIDE))

    def _check(self, words: str) -> None:
        if not words.strip():
            return
        self._asked += 1
        asked = self._asked
        self.show_proof(ProofView("waiting", _("正在核对归档记录…"), ""))
        self.box.selectAll()  # the next scan takes its place

        def done(view: ProofView) -> None:
            if isValid(self) and asked == self._asked:
                self.show_proof(view)

        def failed(failure: BaseException) -> None:
            done(ProofView("neutral", "", ""))
            dialogs.show_exception(failure)

        desk = self._context.desk
        tasks.run(
            lambda _step: look_up(desk, words),
            done,
            failed,
            name=_("核对文书"),
            cancelled=lambda: done(ProofView("neutral", "", "")),
        )

    def _show(self, pdf: bytes) -> None:
        before = self._opened[:]
        self._opened[:] = [open_pages(pdf)] if pdf else []
        self.view.show_document(self._opened[0] if pdf else None)
        _let_go(before)
        self._right.setCurrentWidget(self.view if pdf else self.empty)


def _let_go(opened: list[Pages], *_gone: object) -> None:
    """Close what is open; also when the page goes."""
    while opened:
        opened.pop().close()
