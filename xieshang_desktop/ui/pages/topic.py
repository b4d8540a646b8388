"""One topic: the five steps as a rail, what is missing for the next, its history."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import StepKind
from xieshang_desktop.services import topics
from xieshang_desktop.services.topic_file import TopicFile, open_topic
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages import topic_sheets as sheets
from xieshang_desktop.ui.presenters.topic import TopicView, topic_view
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card, section
from xieshang_desktop.ui.widgets.history import Checks, HistoryList
from xieshang_desktop.ui.widgets.layout import Flow, Split, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.rail import Step, StepRail
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
        self._topic_id = ""
        self._file: TopicFile | None = None
        self._view: TopicView | None = None
        self.next = Button("", "primary", pressed=self._go_on)
        self.header.add_action(self.next)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        rail_card = Card()
        self.rail = StepRail()
        self.rail.chosen.connect(self._open_step)
        rail_card.body.addWidget(self.rail)
        self.body.addWidget(rail_card)
        self._tools = QWidget()
        self._flow = Flow(self._tools, gap=10, row_gap=8)
        self.body.addWidget(self._tools)
        left = Card(gap=12)
        self.background = Label("", "", wrap=True)
        self.checks, self.results = Checks(), Checks()
        self.participants = Label("", "", wrap=True)
        self.mix_missing = Label("", "waiting", wrap=True)
        self.research = HistoryList()
        self.answer = Label("", "", wrap=True)
        self._sections: list[tuple[Label, QWidget]] = []
        for heading, widget in (
            (_("事由"), self.background),
            (_("筛选"), self.checks),
            (_("参加人"), self.participants),
            ("", self.mix_missing),
            (_("调研"), self.research),
            (_("结果与办理"), self.results),
            (_("给提出人的答复"), self.answer),
        ):
            label = section(heading)
            self._sections.append((label, widget))
            left.body.addWidget(label)
            left.body.addWidget(widget)
        left.body.addStretch(1)
        right = Card(_("经过"))
        self.history = HistoryList()
        right.body.addWidget(self.history)
        right.body.addStretch(1)
        self.body.addWidget(Split(left, right, (3, 2)), 1)
        self.setFocusProxy(self.rail)

    def open_object(self, object_id: str | None) -> None:
        """Show this topic."""
        if object_id:
            self._topic_id = object_id
        self.refresh()

    def refresh(self) -> None:
        """Read the topic again."""
        if not self._topic_id:
            return
        desk = self._context.desk
        self._context.attempt(lambda: open_topic(desk, self._topic_id), then=self._show)

    def _show(self, file: TopicFile) -> None:
        self._file, view = file, topic_view(file)
        self._view = view
        self.show_title(view.title)
        self.header.show_chips(view.chips)
        self.header.show_line(view.facts)
        self.notice.show_notice(view.notice[0], view.notice[1])
        self.rail.show_steps([Step(*step) for step in view.steps])
        show_if(self.next, view.next is not None)
        if view.next is not None:
            self.next.show_words(view.next.words)
        self._flow.clear()
        for action in view.others:
            self._flow.addWidget(Button(action.words, pressed=lambda key=action.key: self._do(key)))
        show_if(self._tools, bool(view.others))
        self.background.setText(view.background)
        self.checks.show_items(view.checks)
        self.participants.setText(view.participants)
        self.mix_missing.setText(view.mix_missing)
        self.research.show_items(view.research)
        self.results.show_items(view.results)
        self.answer.setText(view.answer)
        filled = (
            True,
            bool(view.checks),
            True,
            bool(view.mix_missing),
            bool(view.research),
            bool(view.results),
            bool(view.answer),
        )
        for (label, widget), on in zip(self._sections, filled, strict=True):
            show_if(label, on and bool(label.text()))
            show_if(widget, on)
        self.history.show_items(view.history)

    def _go_on(self) -> None:
        if self._view is not None and self._view.next is not None:
            self._do(self._view.next.key)

    def _open_step(self, number: int) -> None:
        kind = list(StepKind)[number]
        file = self._file
        if file is None:
            return
        if kind is file.standing.current:
            self._go_on()
        elif kind is StepKind.PARTICIPANTS:
            self._do("participants")
        elif kind in (StepKind.DISCUSSION, StepKind.PUBLICITY) and file.meetings:
            self._do("meeting")

    def _do(self, key: str) -> None:
        file, context = self._file, self._context
        if file is None:
            return
        desk, topic = context.desk, file.topic
        name, _colon, step = key.partition(":")
        if name == "edit":
            context.go("topics/edit", topic.id)
        elif name == "screen":
            sheets.ask_screening(context, topic)
        elif name == "accept":
            context.attempt(lambda: topics.accept(desk, topic.id), _("已审定，列入协商"))
        elif name == "refuse":
            sheets.ask_refusal(context, topic)
        elif name == "merge":
            sheets.ask_merge(context, file)
        elif name == "participants":
            context.go("topics/participants", topic.id)
        elif name == "settle":
            kind = StepKind(step)
            said = _("“{0}”已完成").format(kind.words)
            context.attempt(lambda: topics.settle_step(desk, topic.id, kind), said)
        elif name == "skip":
            sheets.ask_skip(context, topic, StepKind(step))
        elif name == "research":
            sheets.ask_research(context, topic)
        elif name == "answer":
            sheets.ask_answer(context, topic)
        elif name == "close":
            context.attempt(lambda: topics.close_topic(desk, topic.id), _("已办结"))
        elif name == "plan":
            context.go("meetings", f"new:{topic.id}")
        elif name in ("meeting", "publicity") and file.meetings:
            tab = "#publicity" if name == "publicity" else ""
            context.go("meetings/meeting", file.meetings[-1].id + tab)
