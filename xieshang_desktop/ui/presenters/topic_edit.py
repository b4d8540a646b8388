"""Registering and changing a topic; what was typed and not yet saved is offered again."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from typing import Protocol

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.terms import Complexity, Scope, TopicClass, TopicSource
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services import drafting
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topic_file import find_topic
from xieshang_desktop.services.topics import blank_topic, save_topic
from xieshang_desktop.ui.presenters.attempting import Attempt

#: Under which the form of a topic that is not there yet is kept.
NEW = "new-topic"
_FIELD = "form"


class TopicForm(msgspec.Struct, frozen=True, kw_only=True):
    """The form's fields as written."""

    title: str
    background: str
    source: TopicSource
    topic_class: TopicClass
    kind: str
    scope: Scope
    complexity: Complexity
    households: int | None
    group: str
    grid: str
    proposer: str
    proposed_on: date | None
    collective_property: bool


class Unfinished(msgspec.Struct, frozen=True, kw_only=True):
    """A form as it was left, with the id its topic will have: saving it twice makes one topic."""

    topic_id: str
    form: TopicForm


class EditPage(Protocol):
    """What the presenter asks of the page."""

    def show_form(self, form: TopicForm, *, new: bool, unfinished: bool) -> None: ...
    def show_error(self, field: str, sentence: str) -> None: ...
    def finished(self, topic_id: str) -> None: ...
    def show_gone(self) -> None: ...


class TopicEditPresenter:
    """Checks what can be checked beside its field; keeps what is typed as a draft."""

    def __init__(self, desk: Desk, page: EditPage, attempt: Attempt) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._topic: Topic | None = None
        self._new = True
        self._kept: TopicForm | None = None

    @property
    def editing(self) -> bool:
        """Whether a form is open."""
        return self._topic is not None

    def open(self, topic_id: str | None) -> None:
        """Fill the form: with what was left unfinished, else with the topic or a blank one."""
        topic = blank_topic(self._desk) if topic_id is None else find_topic(self._desk, topic_id)
        self._topic, self._new, self._kept = topic, topic_id is None, None
        if topic is None:
            self._page.show_gone()
            return
        left = self._left_unfinished()
        if left is not None:
            self._topic = replace(topic, id=left.topic_id)
            self._kept = left.form
        form = left.form if left else form_of(topic)
        self._page.show_form(form, new=self._new, unfinished=left is not None)

    def keep_typing(self, form: TopicForm) -> None:
        """Keep what stands in the form now; nothing where it says what is saved already."""
        topic = self._topic
        if topic is None or form == self._kept:
            return
        self._kept = form
        if form == form_of(topic):
            self._drop()
            return
        text = msgspec.json.encode(Unfinished(topic_id=topic.id, form=form)).decode()
        self._attempt(lambda: drafting.keep(self._desk, self._key, _FIELD, text))

    def give_up(self) -> None:
        """Throw away what was left unfinished and begin again."""
        self._drop()
        self.open(None if self._new or self._topic is None else self._topic.id)

    def save(self, form: TopicForm) -> None:
        """Keep the topic, or say beside the field what is wrong."""
        topic, today = self._topic, self._desk.today
        if topic is None:
            return
        if not form.title:
            self._page.show_error("title", _("请用一句话写清是什么事。"))
        elif not form.proposer:
            self._page.show_error("proposer", _("请写是谁提出的，以后要给他答复。"))
        elif form.proposed_on is None:
            self._page.show_error("proposed_on", _("请写哪天提出的，如 3月20日。"))
        elif form.proposed_on > today:
            self._page.show_error("proposed_on", _("这一天还没有到。"))
        else:
            values = msgspec.structs.asdict(form) | {"background": form.background.strip()}
            self._attempt(
                lambda: save_topic(self._desk, replace(topic, **values)),
                _("议题已登记") if self._new else _("已改好"),
                self._saved,
            )

    @property
    def _key(self) -> str:
        return NEW if self._new or self._topic is None else self._topic.id

    def _saved(self, topic: Topic) -> None:
        self._drop()
        self._topic = None  # what the page still emits while it is left is not kept again
        self._page.finished(topic.id)

    def _left_unfinished(self) -> Unfinished | None:
        text = drafting.kept(self._desk, self._key, _FIELD).get(_FIELD)
        if text is None:
            return None
        try:
            left = msgspec.json.decode(text, type=Unfinished)
        except msgspec.DecodeError:  # another version of the program left it
            left = None
        if left is None or (self._new and find_topic(self._desk, left.topic_id) is not None):
            self._drop()
            return None
        return left

    def _drop(self) -> None:
        drafting.drop(self._desk, self._key, _FIELD)


def form_of(topic: Topic) -> TopicForm:
    """The form that says what a topic says."""
    return TopicForm(**{name: getattr(topic, name) for name in TopicForm.__struct_fields__})
