"""The laptop's clock was set back: nothing ends before it began, and the order stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.making import a_meeting, items_of, ready_topic, some_people, talk
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.speaking import floor_of
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import coming_and_going, deliberation, sign_in, sittings, speaking
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.running import begin_item

HOUR = timedelta(hours=1)


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def meeting_id(desk: Desk, clock: HandClock, people: list[Person]) -> str:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    return meeting_id


def test_a_meeting_ends_no_sooner_than_anything_known_of_it(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    (item,) = items_of(desk, meeting_id)
    begin_item(desk, item.id)
    clock.moment += HOUR / 2
    came = sign_in.sign_in(desk, meeting_id, people[4].id)
    clock.moment -= HOUR
    talk(desk, item.id, OutcomeKind.CONTINUE)
    meeting = deliberation.close_meeting(desk, meeting_id).meeting
    assert meeting.closed_at == came.at
    (item,) = items_of(desk, meeting_id)
    assert item.spans[0].until is not None
    assert item.spans[0].since <= item.spans[0].until <= meeting.closed_at


def test_the_sitting_after_the_break_stands_behind_the_one_before(
    desk: Desk, clock: HandClock, meeting_id: str
) -> None:
    clock.moment += HOUR
    sittings.adjourn(desk, meeting_id, "吃饭")
    clock.moment -= 5 * HOUR
    sittings.resume(desk, meeting_id)
    (item,) = items_of(desk, meeting_id)
    talk(desk, item.id, OutcomeKind.CONTINUE)
    clock.moment += HOUR / 2
    begin_item(desk, item.id)
    clock.moment += HOUR / 2
    meeting = deliberation.close_meeting(desk, meeting_id).meeting
    with desk.store.read() as reader:
        first, second = sittings.sittings_of(reader, meeting)
    assert (first.number, second.number) == (1, 2)
    assert first.ended_at == second.began_at == second.ended_at == meeting.closed_at
    (item,) = items_of(desk, meeting_id)
    assert item.spans[0].until == item.spans[0].since + HOUR / 2 + timedelta(milliseconds=1)


def test_the_next_door_comes_after_the_last_one(
    desk: Desk, clock: HandClock, meeting_id: str
) -> None:
    clock.moment += HOUR
    sittings.move_on(desk, meeting_id, "第二组晒谷场")
    clock.moment -= 3 * HOUR
    third = sittings.move_on(desk, meeting_id, "李家院坝")
    with desk.store.read() as reader:
        _first, second, last = sittings.sittings_of(reader, read_meeting(desk, meeting_id))
    assert last == third
    assert second.began_at == second.ended_at == third.began_at


def test_who_asks_later_is_called_later_after_a_restart(
    desk: Desk, clock: HandClock, meeting_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (item,) = items_of(desk, meeting_id)
    first = speaking.ask_floor(desk, item.id, speaker="甲")
    clock.moment -= HOUR
    # Started anew, ids are made from a clock that stands before the one of the first.
    monkeypatch.setattr(speaking, "new_id", lambda: f"00{first.id[2:]}")
    second = speaking.ask_floor(desk, item.id, speaker="乙")
    with desk.store.read() as reader:
        waiting = floor_of(speaking.speeches_of(reader, meeting_id), item.id).waiting
    assert [speech.speaker for speech in waiting] == ["甲", "乙"]
    assert second.asked_at > first.asked_at


def test_hands_are_down_when_the_meeting_is_over(
    desk: Desk, clock: HandClock, meeting_id: str
) -> None:
    (item,) = items_of(desk, meeting_id)
    speaking.ask_floor(desk, item.id, speaker="甲")
    clock.moment -= HOUR
    talk(desk, item.id, OutcomeKind.CONTINUE)
    deliberation.close_meeting(desk, meeting_id)
    with desk.store.read() as reader:
        (speech,) = speaking.speeches_of(reader, meeting_id)
        assert floor_of([speech], item.id).waiting == ()
    assert speech.ended_at is not None
    assert speech.ended_at >= speech.asked_at


def test_who_was_only_there_before_the_break_was_there(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    came = sign_in.sign_in(desk, meeting_id, people[4].id)
    clock.moment += HOUR
    sittings.adjourn(desk, meeting_id, "吃饭")
    clock.moment += 2 * HOUR
    sittings.resume(desk, meeting_id)
    clock.moment += HOUR / 2
    with pytest.raises(BadInput, match="time_after_leaving"):
        coming_and_going.came_at(desk, meeting_id, came.person_id, clock.moment - HOUR / 12)
    again = sign_in.sign_in(desk, meeting_id, came.person_id)
    early = clock.moment - 3 * HOUR
    with pytest.raises(BadInput, match="time_before_leaving"):
        coming_and_going.came_at(desk, meeting_id, came.person_id, early)
    moved = coming_and_going.came_at(
        desk, meeting_id, came.person_id, again.spans[1].since - HOUR / 6
    )
    assert moved.spans[0] == again.spans[0]
    assert moved.spans[1].since == again.spans[1].since - HOUR / 6
