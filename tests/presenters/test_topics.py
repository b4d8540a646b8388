"""The list of topics in words: states, steps, filters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.making import (
    MORNING,
    a_desk,
    a_topic,
    accepted_topic,
    held_meeting,
    ready_topic,
    some_people,
)
from xieshang_desktop.domain.terms import StepKind, TopicSource, TopicState
from xieshang_desktop.services import publishing, topics
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.topics import CHIPS, filters, kinds, topic_rows


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MORNING)


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    desk = a_desk(tmp_path, clock)
    yield desk
    desk.close()


def test_each_row_says_state_and_step_in_words(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    raised = a_topic(desk, "甲", source=TopicSource.GRID, kind="roads")
    accepted_topic(desk, "乙")
    discussed = ready_topic(desk, people, "丙")
    held_meeting(desk, clock, [discussed.id])
    rows = {row.title: row for row in topic_rows(desk)}
    assert rows["甲"].state == ("待筛选", "attention")
    assert rows["甲"].step == ""
    assert rows["乙"].step == "2 确定主体"
    assert rows["丙"].step == "5 公示结果"
    assert rows["甲"][-4:] == ("collected", "", "grid", "roads")
    assert rows["甲"].id == raised.id
    publishing.post(desk, publishing.issue_result(desk, discussed.id).id, "公开栏")
    assert {row.title: row.step for row in topic_rows(desk)}["丙"] == "五步已完成"


def test_the_newest_topic_comes_first(desk: Desk) -> None:
    for title in "甲乙丙":
        a_topic(desk, title)
    assert [row.title for row in topic_rows(desk)] == ["丙", "乙", "甲"]
    assert [row.number for row in topic_rows(desk)] == ["2026-03", "2026-02", "2026-01"]


def test_every_state_has_its_chip() -> None:
    assert set(CHIPS) == set(TopicState)


def test_filters_offer_everything_and_all(desk: Desk) -> None:
    offered = filters()
    assert offered["state"][0] == ("", "全部")
    assert [key for key, _words in offered["step"][1:]] == [step.value for step in StepKind]
    assert len(offered["source"]) == 1 + len(TopicSource)
    assert offered["kind"][1:] == list(kinds())


def test_a_refused_topic_stays_on_the_list(desk: Desk) -> None:
    topic = a_topic(desk)
    topics.refuse(desk, topic.id, "不归村里管", "已经告诉您了")
    assert topic_rows(desk)[0].state == ("不列入", "neutral")
