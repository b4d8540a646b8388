"""文书: every paper there is; which one, about what, and the paper itself beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from xieshang_desktop.errors import Problem
from xieshang_desktop.services.papers import Composed
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.paper_view import PaperView
from xieshang_desktop.ui.presenters.papers import ChosenPaper, Nothing, PaperRow, PapersPresenter
from xieshang_desktop.ui.tables import Column as TableColumn
from xieshang_desktop.ui.widgets.ask_fields import AskFields, narrow
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.fields import SelectField
from xieshang_desktop.ui.widgets.find_field import FindField
from xieshang_desktop.ui.widgets.layout import Column, Row, Scroll, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.wording import words_for

T = TypeVar("T")

_SIDE = 300
_GROUP = 96


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = PapersPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class PapersPage(Page):
    """Letters search, arrows look, Enter chooses; then come the questions, and 打印. Escape leads
    back: from the questions to the list, or to where a paper was asked for."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("文书"), _("返回"))
        self._context = context
        self._compose: Callable[[], Composed] | None = None
        self._place = ""
        self._came_from_list = self._to_print = False
        self._presenter = PapersPresenter(context.desk, self)
        self.set = Button(_("一次会议的全套文书"), icon="pages", pressed=self._open_set, reads=True)
        self.check = Button(
            _("核对文书"),
            icon="search",
            pressed=lambda: context.go("papers/check"),
            reads=True,
        )
        self.header.add_action(self.check)
        self.header.add_action(self.set)
        across = Row(gap=16)
        self._side = QStackedWidget()
        self._side.addWidget(self._make_list())
        self._side.addWidget(self._make_form())
        across.addWidget(self._side)
        self._right = QStackedWidget()
        self.paper = PaperView(context.desk, self._attempt, main="primary")
        self.paper.made.connect(self._made)
        self._right.addWidget(self.paper)
        self.empty = Empty("paper", _("在左边选一份文书。"))
        self.empty.acted.connect(lambda: context.go(self._place))
        self._right.addWidget(self.empty)
        self._right.setCurrentWidget(self.empty)
        across.addWidget(self._right, 1)
        self.body.addLayout(across, 1)
        self.setFocusProxy(self.search)
        self.rescale()

    # ---- the ways in

    def open_object(self, object_id: str | None) -> None:
        """The paper at `kind:object`; without one the list."""
        self._came_from_list = False
        self.asks.keep_now()
        if not object_id:
            self._show_list()
            return
        self.paper.forget()
        if self._presenter.open(object_id):
            self._to_print = True
            self._show_form()
        else:
            self._show_list()

    def refresh(self) -> None:
        """The paper as the records stand now."""
        self._presenter.refresh()

    # ---- what the presenter shows

    def show_rows(self, rows: Sequence[PaperRow], mark: str) -> None:
        """These papers."""
        show_if(self.table, bool(rows))
        show_if(self.nothing, not rows)
        self.table.show_rows([tuple(row) for row in rows], mark)

    def show_chosen(self, chosen: ChosenPaper) -> None:
        """What can be chosen about the paper."""
        self.name.setText(chosen.name)
        self.hint.setText(chosen.hint)
        show_if(self.hint, bool(chosen.hint))
        self.about.show_label(chosen.about)
        self.about.show_choices(chosen.objects if chosen.about else (), chosen.object_id)
        self.about.box.setToolTip(self.about.box.currentText())
        show_if(self.about, bool(chosen.about) and bool(chosen.objects))
        self.asks.show_fields(chosen.fields)
        self.pages.show_choices(chosen.pages, chosen.page)
        show_if(self.pages, bool(chosen.pages))

    def show_paper(self, compose: Callable[[], Composed], *, new: bool) -> None:
        """How the paper is made; a `new` one does not wait."""
        if new and self._compose is not None:
            self.paper.forget()
        self._compose = compose
        self.paper.show_paper(compose, at_once=new)

    def show_nothing(self, nothing: Nothing) -> None:
        """There is nothing to make it of."""
        self.paper.forget()
        self._compose = None
        self._place = nothing.place
        self.empty.show_sentence(nothing.sentence, nothing.button)
        self._right.setCurrentWidget(self.empty)

    # ---- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        listed = self._side.currentWidget() is self.list
        words = event.text()
        if event.key() == Qt.Key.Key_Escape and self._came_from_list and not listed:
            self._show_list()
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif listed and words.strip() and words.isprintable() and not self.search.hasFocus():
            self.search.setFocus()
            self.search.insert(words)
        else:
            super().keyPressEvent(event)

    def rescale(self) -> None:
        """Take the sizes in force."""
        self._side.setFixedWidth(theme.space(_SIDE))

    # ---- how it is put together

    def _make_list(self) -> Card:
        self.list = Card(gap=12, margins=(14, 14, 14, 14))
        self.search = FilterBox(_("查找文书"))
        self.search.typed.connect(self._presenter.narrow)
        self.search.entered.connect(lambda _words: self._choose(self.table.marked_key()))
        self.table = DataTable(
            [TableColumn(_("文书")), TableColumn(_("类别"), _GROUP, kind="secondary")]
        )
        self.table.horizontalHeader().hide()
        self.table.marked.connect(self._presenter.mark)
        self.table.opened.connect(self._choose)
        self.search.drive(self.table)
        self.nothing = Label(_("没有这样的文书，换个词试试。"), "secondary", wrap=True)
        self.list.body.addWidget(self.search)
        self.list.body.addWidget(self.table, 1)
        self.list.body.addWidget(self.nothing)
        show_if(self.nothing, False)
        return self.list

    def _make_form(self) -> Card:
        form = Card(gap=12, margins=(14, 14, 14, 14))
        self.other = Button(_("换一种文书"), "quiet", "back", pressed=self._to_list)
        form.body.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        inside = QWidget()
        inside.setObjectName("plain")
        column = Column(inside, gap=14)
        self.name = Label("", "heading", wrap=True)
        self.hint = Label("", "small", wrap=True)
        self.about = FindField("")
        self.about.changed.connect(self._presenter.choose_object)
        self.asks = AskFields(self._presenter.keep)
        self.asks.changed.connect(lambda: self._presenter.answer(self.asks.values()))
        self.pages = SelectField(_("印多大"))
        self.pages.changed.connect(self._presenter.choose_page)
        narrow(self.about)
        narrow(self.pages)
        for part in (self.name, self.hint, self.about, self.asks, self.pages):
            column.addWidget(part)
        column.addStretch(1)
        form.body.addWidget(Scroll(inside), 1)
        return form

    # ---- the list and the questions

    def _choose(self, key: str) -> None:
        if not key:
            return
        self._presenter.mark(key)
        self._presenter.show_chosen()
        self._came_from_list = True
        self._to_print = False
        self._show_form()
        first = self.about if self.about.isVisible() else self.asks.first()
        (first or self.paper.print_button).setFocus(Qt.FocusReason.TabFocusReason)

    def _show_form(self) -> None:
        self._side.setCurrentIndex(1)
        self.setFocusProxy(self.other)

    def _show_list(self) -> None:
        self.asks.keep_now()
        self._side.setCurrentIndex(0)
        self.setFocusProxy(self.search)
        self._presenter.narrow(self.search.words())

    def _to_list(self) -> None:
        self._show_list()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_set(self) -> None:
        from xieshang_desktop.ui.paper_set_sheet import open_paper_set  # few need it

        open_paper_set(self._context, self._presenter.meeting())

    # ---- the paper

    def _attempt(
        self,
        call: Callable[[], T],
        said: str = "",
        then: Callable[[T], object] | None = None,
        *,
        final: bool = False,
    ) -> bool:
        """Why a paper can't be made is said in its place: who looks through a list is not
        stopped by a sheet."""
        if call is not self._compose:
            return self._context.attempt(call, said, then, final=final)
        try:
            made = call()
        except Problem as problem:
            words = words_for(problem)
            self._place = ""
            self.empty.show_sentence("\n".join(filter(None, words)), "")
            self._right.setCurrentWidget(self.empty)
            return False
        self._right.setCurrentWidget(self.paper)
        if then is not None:
            then(made)
        return True

    def _made(self) -> None:
        """Only what is made can be printed; until then the keyboard waits beside it."""
        held = self.window().focusWidget()
        if self._to_print and self.isVisible() and not self.paper.isAncestorOf(held):
            self.paper.print_button.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        self._to_print = False
