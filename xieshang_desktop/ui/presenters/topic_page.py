"""What can be done on a topic's page; what is typed into its forms is kept until it is saved."""

from __future__ import annotations

import json
from collections.abc import Sequence
from gettext import gettext as _
from typing import Protocol

from xieshang_desktop.domain.terms import OutcomeKind, StepKind, TaskState
from xieshang_desktop.services import drafting, topics
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topic_file import TopicFile, find_topic, open_topic
from xieshang_desktop.ui.presenters.attempting import Attempt, Go
from xieshang_desktop.ui.presenters.standing import standing_words
from xieshang_desktop.ui.presenters.topic import Action, TopicView, topic_view
from xieshang_desktop.ui.presenters.topic_papers import papers_view
from xieshang_desktop.ui.presenters.topic_sheets import Ask, Values, form_for, take, taken_words


class TopicPage(Protocol):
    """What the presenter asks of the page."""

    def show_topic(self, view: TopicView) -> None: ...
    def show_papers(self, papers: Sequence[Action]) -> None: ...
    def show_gone(self) -> None: ...
    def ask(self, form: Ask) -> object: ...
    def open_options(self, topic_id: str, title: str) -> None: ...


class TopicPresenter:
    """One topic: its keys are those of the view's actions."""

    def __init__(self, desk: Desk, page: TopicPage, attempt: Attempt, go: Go) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._go = go
        self._file: TopicFile | None = None
        self._view: TopicView | None = None
        self._asked: Ask | None = None

    def open(self, topic_id: str) -> None:
        """Read a topic and show it; one that was taken back leaves the page."""
        if find_topic(self._desk, topic_id) is None:
            self._file = self._view = None
            self._page.show_gone()
            return
        self._file = open_topic(self._desk, topic_id)
        view = topic_view(self._file)
        facts = (view.facts, standing_words(self._desk, topic_id))
        self._view = view._replace(facts=" · ".join(filter(None, facts)))
        self._page.show_topic(self._view)
        self._page.show_papers(papers_view(self._desk, self._file))

    def refresh(self) -> None:
        """Read the same topic again."""
        if self._file is not None:
            topic_id = self._file.topic.id
            self._attempt(lambda: self.open(topic_id))

    def go_on(self) -> None:
        """The red button: the next step."""
        if self._view is not None and self._view.next is not None:
            self.do(self._view.next.key)

    def choose_step(self, number: int) -> None:
        """A step of the rail, from 0: the one that is due goes on, others open what they hold."""
        file = self._file
        if file is None:
            return
        kind = list(StepKind)[number]
        if kind is file.standing.current:
            self.go_on()
        elif kind is StepKind.PARTICIPANTS:
            self.do("participants")
        elif kind in (StepKind.DISCUSSION, StepKind.PUBLICITY) and file.meetings:
            self.do("meeting" if kind is StepKind.DISCUSSION else "publicity")

    def do(self, key: str) -> None:
        """What an action of the view asks for."""
        file = self._file
        if file is None:
            return
        desk, topic = self._desk, file.topic
        name, _colon, step = key.partition(":")
        if name == "edit":
            self._go("topics/edit", topic.id)
        elif name == "options":
            self._page.open_options(topic.id, topic.title)
        elif name == "paper":
            self._go("papers", step)
        elif name == "participants":
            self._go("topics/participants", topic.id)
        elif name == "plan":
            self._go("meetings/edit", f"new:{topic.id}")
        elif name == "decide":
            self._go("meetings/decision_edit", f"outcome:{file.outcomes[-1].id}")
        elif name == "decision":
            self._go("meetings/decision", file.decisions[-1].meeting.id)
        elif name in ("meeting", "publicity"):
            part = "#publicity" if name == "publicity" else ""
            self._go("meetings/meeting", file.meetings[-1].id + part)
        elif name == "follow_up":
            self._go("follow_up", self._owed(file))
        elif name == "accept":
            self._attempt(lambda: topics.accept(desk, topic.id), _("已审定，列入协商"))
        elif name == "settle":
            kind = StepKind(step)
            said = _("“{0}”已完成").format(kind.words)
            self._attempt(lambda: topics.settle_step(desk, topic.id, kind), said)
        elif name == "close":
            self._attempt(lambda: topics.close_topic(desk, topic.id), _("已办结"))
        else:
            self._attempt(lambda: form_for(desk, topic, key), then=self._ask)

    def answer(self, key: str, values: Values) -> bool:
        """A filled form; whether it was taken."""
        file = self._file
        if file is None:
            return False
        desk, topic = self._desk, file.topic
        return self._attempt(
            lambda: take(desk, topic, key, values),
            taken_words(key),
            lambda _nothing: drafting.drop(desk, topic.id, key),
        )

    def keep(self, values: Values) -> None:
        """What stands in the open form now, to be offered again unless it is as it began."""
        if self._file is not None and self._asked is not None:
            begun = values == self._asked.values()
            text = "" if begun else json.dumps(dict(values), ensure_ascii=False)
            drafting.keep(self._desk, self._file.topic.id, self._asked.key, text)

    @staticmethod
    def _owed(file: TopicFile) -> str | None:
        """What is still to be done: a task, a submission, or the result whose effect is asked."""
        tasks = [t.id for t in file.tasks if t.state is TaskState.OPEN]
        waiting = [s.id for s in file.submissions if s.replied_on is None]
        effects = [o.id for o in file.outcomes if o.kind is not OutcomeKind.CONTINUE]
        return next(iter((*tasks, *waiting, *effects)), None)

    def _ask(self, form: Ask) -> None:
        assert self._file is not None  # noqa: S101 - a form belongs to the topic shown
        self._asked = form
        text = drafting.kept(self._desk, self._file.topic.id, form.key).get(form.key)
        self._page.ask(form.filled(json.loads(text)) if text else form)
