"""What was not talked about comes next time, without a record that it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.making import MORNING, a_desk, a_meeting, items_of, ready_topic, some_people, talk
from xieshang_desktop.domain.people import Person
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import agenda, deliberation, running, speaking
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.undoing import undo
from xieshang_desktop.services.upkeep import check

Room = tuple[Desk, str, list[Person]]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    clock = HandClock(MORNING)
    desk = a_desk(tmp_path, clock)
    people = some_people(desk)
    topics = [ready_topic(desk, people, title).id for title in ("修路", "清淤")]
    meeting_id = a_meeting(desk, topics)
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    yield desk, meeting_id, people
    desk.close()


def test_an_item_not_begun_is_taken_off_with_who_waited_and_one_undo_brings_it_back(
    room: Room,
) -> None:
    desk, meeting_id, people = room
    first, second = items_of(desk, meeting_id)
    running.begin_item(desk, first.id)
    speaking.ask_floor(desk, second.id, person_id=people[0].id)
    assert agenda.untouched(desk, meeting_id) == {second.id}
    agenda.put_off(desk, meeting_id, [second.id])
    assert [item.id for item in items_of(desk, meeting_id)] == [first.id]
    assert not deliberation.open_hall(desk, meeting_id).items[0].outcome
    assert check(desk).whole
    undo(desk, desk.store.recent[-1])
    assert check(desk).whole
    assert [item.id for item in items_of(desk, meeting_id)] == [first.id, second.id]


def test_its_topic_goes_onto_the_next_planned_meeting(room: Room) -> None:
    desk, meeting_id, people = room
    other = ready_topic(desk, people, "路灯")
    later = a_meeting(desk, [other.id])
    second = items_of(desk, meeting_id)[1]
    agenda.put_off(desk, meeting_id, [second.id])
    assert second.topic_id in {item.topic_id for item in items_of(desk, later)}


def test_what_was_talked_about_stays(room: Room) -> None:
    desk, meeting_id, _people = room
    first, second = items_of(desk, meeting_id)
    running.begin_item(desk, first.id)
    talk(desk, second.id)
    for item in (first, second):
        with pytest.raises(RuleBroken) as broken:
            agenda.put_off(desk, meeting_id, [item.id])
        assert broken.value.code == "item_begun"


def test_back_goes_up_the_agenda_and_ends_at_its_first_item(room: Room) -> None:
    desk, meeting_id, _people = room
    agenda.add_item(desk, meeting_id, title="村务报告")
    ids = [item.id for item in items_of(desk, meeting_id)]
    clock = desk.clock
    assert isinstance(clock, HandClock)
    for _item in ids:
        clock.moment += timedelta(minutes=1)
        running.next_item(desk, meeting_id)
    for item_id in ids[1::-1]:
        clock.moment += timedelta(minutes=1)
        assert running.previous_item(desk, meeting_id).id == item_id
    with pytest.raises(RuleBroken) as broken:
        running.previous_item(desk, meeting_id)
    assert broken.value.code == "no_item_before"
