"""One topic: the five steps as a rail, what is missing for the next, its history."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.topic_options import OptionsSheet
from xieshang_desktop.ui.presenters.topic import Action, TopicView
from xieshang_desktop.ui.presenters.topic_page import TopicPresenter
from xieshang_desktop.ui.presenters.topic_sheets import Ask
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card, section
from xieshang_desktop.ui.widgets.form_sheet import FormSheet
from xieshang_desktop.ui.widgets.history import Checks, HistoryList
from xieshang_desktop.ui.widgets.layout import Column, Flow, Split, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.rail import Step, StepRail
from xieshang_desktop.ui.widgets.tab_order import tab_through
from xieshang_desktop.ui.widgets.text import Label


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = TopicPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class TopicPage(Page):
    """Shows one topic; its red button is the next step."""

    def __init__(self, context: Context) -> None:
        super().__init__("", _("返回议题"))
        self._context = context
        self._others: tuple[Action, ...] = ()
        self._offered: list[Action] = []
        self._presenter = TopicPresenter(context.desk, self, context.attempt, context.go)
        self.next = Button("", "primary", pressed=self._presenter.go_on)
        self.header.add_action(self.next)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        rail_card = Card()
        self.rail = StepRail()
        self.rail.chosen.connect(self._presenter.choose_step)
        rail_card.body.addWidget(self.rail)
        self.body.addWidget(rail_card)
        self._tools = QWidget()
        self._tools.hide()
        self._flow = Flow(self._tools, gap=10, row_gap=8)
        self.body.addWidget(self._tools)
        left = Card(gap=12)
        self.background = Label("", "", wrap=True)
        self.checks, self.results = Checks(), Checks()
        self.participants = Label("", "", wrap=True)
        self.mix_missing = Label("", "waiting", wrap=True)
        self.research = HistoryList()
        self.options = Label("", "", wrap=True)
        self.answer = Label("", "", wrap=True)
        self._sections: list[tuple[Label, QWidget]] = []
        for heading, widget in (
            (_("事由"), self.background),
            (_("筛选"), self.checks),
            (_("参加人"), self.participants),
            ("", self.mix_missing),
            (_("调研"), self.research),
            (_("可选办法"), self.options),
            (_("结果与办理"), self.results),
            (_("给提出人的答复"), self.answer),
        ):
            label = section(heading)
            self._sections.append((label, widget))
            left.body.addWidget(label)
            left.body.addWidget(widget)
        left.body.addStretch(1)
        right = QWidget()
        beside = Column(right, gap=16)
        self.papers = Card(_("文书"))
        self._papers_box = QWidget()
        self._papers = Flow(self._papers_box, gap=10, row_gap=8)
        self.papers.body.addWidget(self._papers_box)
        history = Card(_("经过"))
        self.history = HistoryList()
        history.body.addWidget(self.history)
        history.body.addStretch(1)
        beside.addWidget(self.papers)
        beside.addWidget(history, 1)
        self.body.addWidget(Split(left, right, (3, 2)), 1)
        self.setFocusProxy(self.rail)

    def open_object(self, object_id: str | None) -> None:
        """Show this topic, from its beginning."""
        if object_id:
            self._presenter.open(object_id)
            self.verticalScrollBar().setValue(0)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Read the topic again."""
        self._presenter.refresh()

    def show_topic(self, view: TopicView) -> None:
        """Show one topic."""
        self.show_title(view.title)
        self.header.show_chips(view.chips)
        self.header.show_line(view.facts)
        self.notice.show_notice(view.notice[0], view.notice[1])
        self.rail.show_steps([Step(*step) for step in view.steps])
        show_if(self.next, view.next is not None)
        if view.next is not None:
            self.next.show_words(view.next.words)
        self._show_others(view.others)
        self.background.setText(view.background)
        self.checks.show_items(view.checks)
        self.participants.setText(view.participants)
        self.mix_missing.setText(view.mix_missing)
        self.research.show_items(view.research)
        self.options.setText("\n".join(view.options))
        self.results.show_items(view.results)
        self.answer.setText(view.answer)
        filled = (
            True,
            bool(view.checks),
            bool(view.participants),
            bool(view.mix_missing),
            bool(view.research),
            bool(view.options),
            bool(view.results),
            bool(view.answer),
        )
        for (label, widget), on in zip(self._sections, filled, strict=True):
            show_if(label, on and bool(label.text()))
            show_if(widget, on)
        self.history.show_items(view.history)

    def show_papers(self, papers: Sequence[Action]) -> None:
        """The papers there are about it."""
        if list(papers) != self._offered:
            self._offered = list(papers)
            self._papers.clear()
            for action in papers:
                do = partial(self._presenter.do, action.key)
                self._papers.addWidget(Button(action.words, icon="paper", pressed=do, reads=True))
            tab_through(self._papers_box, self._papers.widgets())
        show_if(self.papers, bool(papers))

    def show_gone(self) -> None:
        """The topic was taken back: nothing is left to show here."""
        self.back_requested.emit()

    def open_options(self, topic_id: str, title: str) -> None:
        """What could be done, with what is for and against it."""
        OptionsSheet(self._context, topic_id, title).open()

    def ask(self, form: Ask) -> None:
        """One of the small forms."""
        FormSheet(
            self._context.window,
            form,
            lambda: self._context.desk.today,
            partial(self._presenter.answer, form.key),
            self._presenter.keep,
        ).open()

    def _show_others(self, others: tuple[Action, ...]) -> None:
        if others == self._others:
            return
        self._others = others
        in_use = self._tools.isAncestorOf(self.focusWidget() or self)
        self._flow.clear()
        for action in others:
            do = partial(self._presenter.do, action.key)
            self._flow.addWidget(Button(action.words, pressed=do))
        tab_through(self._tools, self._flow.widgets())
        show_if(self._tools, bool(others))
        if in_use:  # the button pressed is gone: the keyboard goes to the next step
            self.rail.setFocus()
