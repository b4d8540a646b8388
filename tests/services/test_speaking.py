"""The floor as it is kept: asked for, given, paused, ended; and the agenda in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.making import a_meeting, held_meeting, items_of, ready_topic, some_people, undo_last
from xieshang_desktop.domain.agenda import current_item, is_done, is_on
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Speech
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.span import length_of
from xieshang_desktop.domain.speaking import Floor, floor_of
from xieshang_desktop.domain.terms import MeetingState, OutcomeKind, Stance
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import agenda, deliberation, running, speaking
from xieshang_desktop.services.desk import Desk

MINUTE = timedelta(minutes=1)


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def items(desk: Desk, clock: HandClock, people: list[Person]) -> list[AgendaItem]:
    """The agenda of a meeting that was just opened: a topic, two reports."""
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    agenda.add_item(desk, meeting_id, title="上次办理情况", minutes=10)
    agenda.add_item(desk, meeting_id, title="村务报告", minutes=5)
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    return items_of(desk, meeting_id)


def floor(desk: Desk, item: AgendaItem) -> Floor:
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, item.meeting_id)
        speeches = speaking.speeches_of(reader, item.meeting_id)
    return floor_of(speeches, item.id, alternating=meeting.alternating)


def states(desk: Desk, items: list[AgendaItem]) -> str:
    """`.` not yet, `>` running, `x` over, for each item."""
    return "".join(
        ">" if is_on(i) else "x" if is_done(i) else "." for i in items_of(desk, items[0].meeting_id)
    )


def raise_hands(desk: Desk, item: AgendaItem, people: list[Person]) -> list[Speech]:
    return [speaking.ask_floor(desk, item.id, person_id=p.id) for p in people]


def test_the_floor_is_asked_for_given_and_ended(
    desk: Desk, clock: HandClock, items: list[AgendaItem], people: list[Person]
) -> None:
    first, second = raise_hands(desk, items[0], people[:2])
    assert (first.speaker, first.group) == (people[0].name, people[0].group)
    speaking.give_floor(desk, first.id)
    assert current_item(items_of(desk, first.meeting_id)) is not None  # who speaks begins the item
    clock.moment += MINUTE
    speaking.pause(desk, first.id)
    clock.moment += 10 * MINUTE
    speaking.resume(desk, first.id)
    clock.moment += MINUTE
    ended = speaking.end_speech(desk, first.id)
    assert round(length_of(ended.spans, clock()) / MINUTE, 2) == 2
    now = floor(desk, items[0])
    assert (now.speaking, [s.id for s in now.waiting]) == (None, [second.id])
    assert [s.id for s in now.spoken] == [first.id]


def test_one_action_ends_who_speaks_and_calls_the_next(
    desk: Desk, items: list[AgendaItem], people: list[Person], clock: HandClock
) -> None:
    first, second = raise_hands(desk, items[0], people[:2])
    for expected in (first, second):
        clock.moment += timedelta(seconds=2)
        called = speaking.next_speaker(desk, items[0].id)
        assert called is not None
        assert called.id == expected.id
    undo_last(desk)
    now = floor(desk, items[0])
    assert now.speaking is not None
    assert now.speaking.id == first.id
    clock.moment += timedelta(seconds=2)
    speaking.next_speaker(desk, items[0].id)
    clock.moment += timedelta(seconds=2)
    assert speaking.next_speaker(desk, items[0].id) is None
    assert floor(desk, items[0]).speaking is None
    clock.moment += timedelta(seconds=2)
    with pytest.raises(RuleBroken, match="nobody_waits"):
        speaking.next_speaker(desk, items[0].id)


def test_who_interrupts_speaks_at_once_and_the_other_goes_on_afterwards(
    desk: Desk, items: list[AgendaItem], people: list[Person]
) -> None:
    first, second, third = raise_hands(desk, items[0], people[:3])
    speaking.give_floor(desk, first.id)
    speaking.give_floor(desk, third.id, interrupting=True)
    now = floor(desk, items[0])
    assert now.speaking is not None
    assert now.speaking.id == third.id
    assert [s.id for s in now.waiting] == [first.id, second.id]
    back = speaking.next_speaker(desk, items[0].id)
    assert back is not None
    assert (back.id, len(back.spans)) == (first.id, 2)


def test_nobody_raises_two_hands_and_a_third_time_needs_the_chair(
    desk: Desk, items: list[AgendaItem], people: list[Person], clock: HandClock
) -> None:
    who = people[0].id
    speech = speaking.ask_floor(desk, items[0].id, person_id=who)
    with pytest.raises(RuleBroken, match="floor_asked_already"):
        speaking.ask_floor(desk, items[0].id, person_id=who)
    speaking.withdraw(desk, speech.id)
    for _time in range(2):
        speaking.ask_floor(desk, items[0].id, person_id=who)
        clock.moment += timedelta(seconds=2)
        speaking.next_speaker(desk, items[0].id)
        clock.moment += timedelta(seconds=2)
        speaking.next_speaker(desk, items[0].id)
    with pytest.raises(RuleBroken, match="speech_times_used") as caught:
        speaking.ask_floor(desk, items[0].id, person_id=who)
    assert caught.value.facts["times"] == 2
    assert speaking.ask_floor(desk, items[0].id, person_id=who, allowed=True).speaker
    assert speaking.ask_floor(desk, items[1].id, person_id=who).speaker  # another item


def test_a_name_as_heard_may_speak_and_nobody_may_not(desk: Desk, items: list[AgendaItem]) -> None:
    assert speaking.ask_floor(desk, items[0].id, speaker=" 路过的人 ").speaker == "路过的人"
    with pytest.raises(BadInput, match="speaker_missing"):
        speaking.ask_floor(desk, items[0].id, speaker=" ")


def test_only_who_waits_is_called_and_only_who_speaks_is_stopped(
    desk: Desk, items: list[AgendaItem], people: list[Person]
) -> None:
    (speech,) = raise_hands(desk, items[0], people[:1])
    for early in (speaking.pause, speaking.resume, speaking.end_speech):
        with pytest.raises(RuleBroken, match="not_speaking"):
            early(desk, speech.id)
    speaking.give_floor(desk, speech.id)
    for late in (speaking.withdraw, speaking.give_floor):
        with pytest.raises(RuleBroken, match="not_waiting"):
            late(desk, speech.id)


def test_the_floor_is_open_only_while_the_meeting_is(desk: Desk, people: list[Person]) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    (item,) = items_of(desk, meeting_id)
    with pytest.raises(RuleBroken, match="meeting_not_open"):
        speaking.ask_floor(desk, item.id, person_id=people[0].id)
    for early in (running.next_item, running.previous_item):
        with pytest.raises(RuleBroken, match="meeting_not_open"):
            early(desk, meeting_id)
    with pytest.raises(RuleBroken, match="meeting_not_open"):
        running.begin_item(desk, item.id)


def test_a_clock_set_back_puts_nobody_before_who_asked_earlier(
    desk: Desk, clock: HandClock, items: list[AgendaItem], people: list[Person]
) -> None:
    first = speaking.ask_floor(desk, items[0].id, person_id=people[0].id)
    clock.moment -= timedelta(hours=3)
    second = speaking.ask_floor(desk, items[0].id, person_id=people[1].id)
    assert [s.id for s in floor(desk, items[0]).waiting] == [first.id, second.id]
    speaking.give_floor(desk, first.id)
    clock.moment -= timedelta(hours=3)
    ended = speaking.end_speech(desk, first.id)
    assert length_of(ended.spans, clock()) == timedelta()


def test_one_key_goes_through_the_agenda_and_back(
    desk: Desk, items: list[AgendaItem], clock: HandClock
) -> None:
    meeting_id = items[0].meeting_id
    seen = []
    for _step in range(4):
        clock.moment += timedelta(seconds=2)
        running.next_item(desk, meeting_id)
        seen.append(states(desk, items))
    assert seen == [">..", "x>.", "xx>", "xxx"]
    clock.moment += timedelta(seconds=2)
    with pytest.raises(RuleBroken, match="agenda_done"):
        running.next_item(desk, meeting_id)
    clock.moment += timedelta(seconds=2)
    running.previous_item(desk, meeting_id)
    assert states(desk, items) == "xx>"
    clock.moment += timedelta(seconds=2)
    running.previous_item(desk, meeting_id)
    assert states(desk, items) == "x>x"
    undo_last(desk)
    assert states(desk, items) == "xx>"


def test_there_is_no_way_back_before_the_first_item(desk: Desk, items: list[AgendaItem]) -> None:
    running.next_item(desk, items[0].meeting_id)
    with pytest.raises(RuleBroken, match="no_item_before"):
        running.previous_item(desk, items[0].meeting_id)


def test_the_next_item_ends_who_speaks_and_keeps_who_waits(
    desk: Desk, items: list[AgendaItem], people: list[Person], clock: HandClock
) -> None:
    first, second = raise_hands(desk, items[0], people[:2])
    clock.moment += timedelta(seconds=2)
    speaking.give_floor(desk, first.id)
    clock.moment += timedelta(seconds=2)
    running.begin_item(desk, items[1].id)
    now = floor(desk, items[0])
    assert now.speaking is None
    assert ([s.id for s in now.spoken], [s.id for s in now.waiting]) == ([first.id], [second.id])
    clock.moment += timedelta(seconds=2)
    running.end_item(desk, items[1].id)
    assert states(desk, items) == "xx."


def test_the_end_of_the_meeting_ends_item_and_speech(
    desk: Desk, items: list[AgendaItem], people: list[Person], clock: HandClock
) -> None:
    item = items[1]
    agenda_meeting = item.meeting_id
    deliberation.record_opinion(desk, items[0].id, "路要修。", speaker="李德发")
    deliberation.route(desk, items[0].id, OutcomeKind.CONTINUE, "再商量。")
    (speech,) = raise_hands(desk, item, people[:1])
    clock.moment += timedelta(seconds=2)
    speaking.give_floor(desk, speech.id)
    clock.moment += timedelta(seconds=2)
    deliberation.close_meeting(desk, agenda_meeting)
    assert states(desk, items) == ".x."
    with desk.store.read() as reader:
        (kept,) = speaking.speeches_of(reader, agenda_meeting)
    assert kept.ended_at is not None


def test_hours_with_the_lid_closed_are_in_no_time(
    desk: Desk, clock: HandClock, items: list[AgendaItem], people: list[Person]
) -> None:
    first, second = raise_hands(desk, items[0], people[:2])
    for speech, talking in ((first, False), (second, True)):
        speaking.give_floor(desk, speech.id)
        clock.moment += MINUTE
        seen = clock()
        clock.moment += timedelta(hours=3)
        running.carry_over(desk, items[0].meeting_id, seen, talking=talking)
        clock.moment += MINUTE
    now = floor(desk, items[0])
    assert [round(length_of(s.spans, clock()) / MINUTE) for s in now.spoken] == [1]
    assert now.speaking is not None
    assert round(length_of(now.speaking.spans, clock()) / MINUTE) == 2
    spans = items_of(desk, items[0].meeting_id)[0].spans
    assert round(length_of(spans, clock()) / MINUTE) == 4


def test_a_clock_put_right_backwards_leaves_the_right_length(
    desk: Desk, clock: HandClock, items: list[AgendaItem], people: list[Person]
) -> None:
    (speech,) = raise_hands(desk, items[0], people[:1])
    speaking.give_floor(desk, speech.id)
    clock.moment += MINUTE
    seen = clock()
    clock.moment -= timedelta(hours=5)
    running.carry_over(desk, items[0].meeting_id, seen, talking=True)
    clock.moment += MINUTE
    with desk.store.read() as reader:
        (kept,) = speaking.speeches_of(reader, items[0].meeting_id)
    assert round(length_of(kept.spans, clock()) / MINUTE, 2) == 2


def test_the_rules_of_speaking_change_while_people_talk(
    desk: Desk, items: list[AgendaItem]
) -> None:
    meeting_id = items[0].meeting_id
    changed = speaking.set_rules(desk, meeting_id, minutes=3, times=1, alternating=True)
    assert (changed.speech_minutes, changed.speech_times, changed.alternating) == (3, 1, True)
    for minutes, times in ((0, 2), (2, 0), (61, 2), (2, 21)):
        with pytest.raises(BadInput, match="speech_rules_wrong"):
            speaking.set_rules(desk, meeting_id, minutes=minutes, times=times, alternating=False)


def test_the_sides_alternate_as_the_meeting_has_it(
    desk: Desk, items: list[AgendaItem], people: list[Person]
) -> None:
    speaking.set_rules(desk, items[0].meeting_id, minutes=2, times=2, alternating=True)
    sides = (Stance.FOR, Stance.FOR, Stance.AGAINST)
    for person, stance in zip(people, sides, strict=False):
        speaking.ask_floor(desk, items[0].id, person_id=person.id, stance=stance)
    called = [speaking.next_speaker(desk, items[0].id) for _ in range(3)]
    assert [s.stance for s in called if s] == [Stance.FOR, Stance.AGAINST, Stance.FOR]


def test_rules_of_a_meeting_that_is_over_stand(
    desk: Desk, clock: HandClock, people: list[Person]
) -> None:
    meeting_id = held_meeting(desk, clock, [ready_topic(desk, people).id])
    with pytest.raises(RuleBroken, match="meeting_over"):
        speaking.set_rules(desk, meeting_id, minutes=2, times=2, alternating=False)


def test_who_spoke_at_another_meeting_is_known(
    desk: Desk, clock: HandClock, items: list[AgendaItem], people: list[Person]
) -> None:
    deliberation.record_opinion(desk, items[0].id, "路要修。", person_id=people[0].id)
    (speech, _waiting) = raise_hands(desk, items[1], people[1:3])
    speaking.give_floor(desk, speech.id)
    another = Meeting(id="another", number="", title="下一次", starts=clock())
    with desk.store.read() as reader:
        ids = [p.id for p in people]
        assert speaking.heard_before(reader, another, ids) == {people[0].id, people[1].id}
        here = reader.one(Meeting, items[0].meeting_id)
        assert speaking.heard_before(reader, here, ids) == set()
        assert speaking.heard_before(reader, here, []) == set()
    assert here.state is MeetingState.OPEN
