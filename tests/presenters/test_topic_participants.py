"""Choosing participants: found, added as a part, the mix in sight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.making import Attempts, a_desk, a_topic, accepted_topic, some_people, undo_last
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Part
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.topic_participants import (
    Found,
    ParticipantsPresenter,
    ParticipantsView,
    parts,
)


class Page:
    """Remembers what it was told to show."""

    def __init__(self) -> None:
        self.view: ParticipantsView
        self.found: Sequence[Found] = ()
        self.gone = 0

    def show_participants(self, view: ParticipantsView) -> None:
        self.view = view

    def show_found(self, rows: Sequence[Found]) -> None:
        self.found = rows

    def show_gone(self) -> None:
        self.gone += 1


class Opened:
    """A presenter opened at an accepted topic of a village with twelve people."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.people: list[Person] = some_people(desk)
        self.topic = accepted_topic(desk)
        self.page = Page()
        self.attempts = Attempts()
        self.presenter = ParticipantsPresenter(desk, self.page, self.attempts)
        self.presenter.open(self.topic.id)

    def add(self, number: int, part: Part = Part.STAKEHOLDER) -> None:
        self.presenter.add(self.people[number].id, part.value)
        self.presenter.refresh()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    desk = a_desk(tmp_path)
    yield Opened(desk)
    desk.close()


def test_nobody_is_shown_before_anything_is_typed(opened: Opened) -> None:
    assert list(opened.page.found) == []
    assert opened.page.view.chosen == ()
    assert opened.page.view.topic == opened.topic.title
    assert opened.page.view.missing == "还没有：议事会成员、利益相关方、村务监督委员会"


def test_who_is_found_is_marked_once_chosen(opened: Opened) -> None:
    opened.presenter.find("wx")
    assert len(opened.page.found) == 12
    assert {row.state for row in opened.page.found} == {""}
    opened.add(5)
    assert [row.state for row in opened.page.found if row.id == opened.people[5].id] == ["已选"]


def test_chosen_people_stand_by_part_with_the_mix(opened: Opened) -> None:
    opened.add(5)
    opened.add(0, Part.COUNCIL)
    assert [row.part for row in opened.page.view.chosen] == ["议事会成员", "利益相关方"]
    assert opened.page.view.mix.startswith("共 2 人：议事会成员 1、利益相关方 1。")
    assert opened.page.view.missing == "还没有：村务监督委员会"


def test_the_same_person_as_the_same_part_is_no_new_action(opened: Opened) -> None:
    opened.add(5)
    recent = list(opened.desk.store.recent)
    opened.add(5)
    assert opened.desk.store.recent == recent
    assert opened.attempts.said[-1] == "已经在名单里，作为利益相关方"
    opened.add(5, Part.OBSERVER)
    assert opened.page.view.chosen[0].part == "列席"


def test_council_and_supervision_come_with_one_button(opened: Opened) -> None:
    opened.add(0)
    opened.presenter.add_standing()
    opened.presenter.refresh()
    by_name = {row.name: row.part for row in opened.page.view.chosen}
    assert by_name[opened.people[0].name] == "利益相关方"  # as somebody chose
    assert by_name[opened.people[1].name] == "议事会成员"
    assert by_name[opened.people[3].name] == "村务监督委员会"
    assert opened.attempts.said[-1] == "已加入 3 人"
    opened.presenter.add_standing()
    assert "都已在名单里" in opened.attempts.said[-1]


def test_who_was_chosen_by_mistake_is_taken_off(opened: Opened) -> None:
    opened.add(5)
    opened.presenter.remove(opened.page.view.chosen[0].id)
    opened.presenter.refresh()
    assert opened.page.view.chosen == ()


def test_a_topic_taken_back_leaves_the_page(opened: Opened) -> None:
    last = a_topic(opened.desk, "路灯")
    opened.presenter.open(last.id)
    undo_last(opened.desk)
    opened.presenter.refresh()
    assert opened.page.gone == 1
    opened.presenter.find("wx")
    assert opened.presenter.topic_id == ""


def test_nobody_is_chosen_as_an_observer_here() -> None:
    assert Part.OBSERVER.value not in dict(parts())
