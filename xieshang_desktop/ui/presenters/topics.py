"""The list of topics in words, with its filters."""

from __future__ import annotations

from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.terms import StepKind, TopicSource, TopicState
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.taxonomy import kinds
from xieshang_desktop.services.topic_file import TopicLine, list_topics

__all__ = ["CHIPS", "TopicRow", "filters", "kinds", "topic_rows"]

CHIPS = {
    TopicState.COLLECTED: "attention",
    TopicState.ACCEPTED: "waiting",
    TopicState.REFUSED: "neutral",
    TopicState.MERGED: "neutral",
    TopicState.CLOSED: "done",
}


class TopicRow(NamedTuple):
    """One row; the fields behind `id` are for filtering only."""

    number: str
    title: str
    state: tuple[str, str]
    step: str
    proposer: str
    source: str
    id: str
    state_key: str
    step_key: str
    source_key: str
    kind_key: str


def topic_rows(desk: Desk) -> list[TopicRow]:
    """All topics, newest first."""
    return [_row(line) for line in list_topics(desk)]


def _row(line: TopicLine) -> TopicRow:
    topic = line.topic
    step = ""
    if line.current is not None:
        number = list(StepKind).index(line.current) + 1
        step = f"{number} {line.current.words}"
    elif topic.state is TopicState.ACCEPTED:
        step = _("五步已完成")
    return TopicRow(
        topic.number,
        topic.title,
        (topic.state.words, CHIPS[topic.state]),
        step,
        topic.proposer,
        topic.source.words,
        topic.id,
        topic.state.value,
        line.current.value if line.current else "",
        topic.source.value,
        topic.kind,
    )


def filters() -> dict[str, list[tuple[str, str]]]:
    """What each filter offers; the empty key stands for all."""
    return {
        "state": [("", _("全部")), *((s.value, s.words) for s in TopicState)],
        "step": [("", _("不限步骤")), *((s.value, s.words) for s in StepKind)],
        "source": [("", _("不限来源")), *((s.value, s.words) for s in TopicSource)],
        "kind": [("", _("不限类别")), *kinds()],
    }
