"""Topics, meetings and tasks say themselves how far the township has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.making import a_desk, a_meeting, a_topic, held_meeting, ready_topic
from tests.presenters.told import Told
from tests.township.road import Road, make_road
from xieshang_desktop.domain.people import Person
from xieshang_desktop.services import receipts
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.follow_up_list import list_follow_up
from xieshang_desktop.township import returns
from xieshang_desktop.ui.presenters.follow_up import FollowUpPresenter
from xieshang_desktop.ui.presenters.meeting_frame import MeetingPresenter
from xieshang_desktop.ui.presenters.standing import standing_words
from xieshang_desktop.ui.presenters.topic_page import TopicPresenter


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    made = make_road(tmp_path / "road")
    yield made
    made.close()


def people_of(desk: Desk) -> list[Person]:
    with desk.store.read() as reader:
        return reader.all(Person)


def on_its_page(road: Road, topic_id: str) -> str:
    page = Told()
    TopicPresenter(road.village.desk, page, lambda *_: True, lambda *_: None).open(topic_id)
    return str(page.last("show_topic").facts)


def test_a_topic_says_step_by_step_how_far_it_has_come(road: Road) -> None:
    topic, stick, desk = road.village.writes(), road.stick(), road.village.desk
    assert on_its_page(road, topic.id).endswith("还没有写进协商包")
    road.village.exchanges(stick)
    assert on_its_page(road, topic.id).endswith("已写进协商包，等乡镇回执")
    road.carry(road.village, stick)
    assert on_its_page(road, topic.id).endswith(" · 乡镇已收")
    back = returns.return_entry(road.township.desk, road.village.id, "topic", topic.id, "缺背景")
    road.carry(road.village)
    assert on_its_page(road, topic.id).endswith("乡镇退回")
    returns.settle(road.township.desk, back.id)
    receipt = receipts.newest_receipt(desk)
    assert receipt is not None
    taken = receipt.lines[0].taken
    returns.accept(road.township.desk, road.village.id, desk.store.line, taken)
    road.carry(road.village)
    assert on_its_page(road, topic.id).endswith("乡镇已采信")


def test_a_meeting_says_it_in_its_line(road: Road) -> None:
    desk = road.village.desk
    meeting_id = a_meeting(desk, [ready_topic(desk, people_of(desk)).id])
    road.carry(road.village)
    page = Told()
    presenter = MeetingPresenter(desk, page)
    presenter.open(meeting_id)
    presenter.refresh()
    assert "　乡镇已收　" in page.last("show_head")[0]


def test_a_task_says_it_among_its_facts(road: Road) -> None:
    desk = road.village.desk
    held_meeting(desk, road.clock, [ready_topic(desk, people_of(desk)).id])
    road.carry(road.village)
    page = Told()
    presenter = FollowUpPresenter(desk, page, lambda *_: True, lambda *_: None)
    presenter.refresh()
    (line,) = list_follow_up(desk).tasks[:1]
    presenter.mark(f"task:{line.task.id}")
    assert ("交到乡镇", "乡镇已收") in page.last("show_detail").facts


def test_who_has_no_township_or_only_looks_is_told_nothing(tmp_path: Path, road: Road) -> None:
    alone = a_desk(tmp_path / "alone")
    assert standing_words(alone, a_topic(alone).id) == ""
    alone.close()
    topic = road.village.writes()
    road.carry(road.village)
    assert standing_words(road.township.mirror(road.village), topic.id) == ""
