"""Registering and changing a topic."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from xieshang_desktop.domain.terms import Complexity, Scope, TopicClass, TopicSource
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topics import blank_topic, save_topic


class TopicForm(NamedTuple):
    """The form's fields as written."""

    title: str
    background: str
    source: str
    topic_class: str
    kind: str
    scope: str
    complexity: str
    households: int | None
    group: str
    grid: str
    proposer: str
    proposed_on: date | None
    collective_property: bool


def open_form(desk: Desk, topic_id: str | None) -> Topic:
    """The topic to change, or a blank one."""
    if topic_id is None:
        return blank_topic(desk)
    with desk.store.read() as reader:
        return reader.one(Topic, topic_id)


def save(desk: Desk, topic: Topic, form: TopicForm) -> Topic:
    """Keep what was written."""
    return save_topic(
        desk,
        replace(
            topic,
            title=form.title,
            background=form.background,
            source=TopicSource(form.source),
            topic_class=TopicClass(form.topic_class),
            kind=form.kind,
            scope=Scope(form.scope),
            complexity=Complexity(form.complexity),
            households=form.households,
            group=form.group,
            grid=form.grid,
            proposer=form.proposer,
            proposed_on=form.proposed_on or desk.today,
            collective_property=form.collective_property,
        ),
    )
