"""Households (N13): one voice each, however many of a household are in the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import some_people
from xieshang_desktop.domain.attendance import Attendance, Count, Invitation
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Household, Person
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms import AttendanceState, MeetingState, Part
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import coming_and_going, meetings, sign_in, sittings, undoing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.household_voices import represent
from xieshang_desktop.services.people import add_guest

#: People 0 and 1 are one household, 2, 3 and 4 another, 5 is in none; 0, 2 and 5 are invited.
FIRST, SECOND = "household-1", "household-2"


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    people = some_people(desk)
    homes = [FIRST, FIRST, SECOND, SECOND, SECOND]
    people[:5] = [replace(p, household_id=h) for p, h in zip(people, homes, strict=False)]
    with desk.store.write() as uow:
        uow.put(Household(id=FIRST, group="第一组", head=people[0].name), "household_added")
        uow.put(Household(id=SECOND, group="第二组", head=people[2].name), "household_added")
        uow.put_all(people[:5], "person_changed")
        uow.commit()
    return people


@pytest.fixture
def meeting_id(desk: Desk, people: list[Person]) -> str:
    blank = meetings.blank_meeting(desk, desk.clock() + timedelta(hours=1))
    meeting = meetings.plan_meeting(desk, replace(blank, title="户代表会", by_household=True))
    for at in (0, 2, 5):
        meetings.invite_person(desk, meeting.id, people[at].id, Part.STAKEHOLDER)
    return meeting.id


def known(desk: Desk, meeting_id: str, person: Person) -> Attendance:
    return sign_in.open_door(desk, meeting_id).attendances[person.id]


def households(desk: Desk, meeting_id: str) -> Count:
    return sign_in.open_door(desk, meeting_id).figures.households


def test_the_first_of_a_household_speaks_for_it_and_the_second_is_in_the_room(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    first = sign_in.sign_in(desk, meeting_id, people[2].id)
    second = sign_in.sign_in(desk, meeting_id, people[3].id)
    assert (first.household_id, second.household_id) == (SECOND, None)
    assert second.state is AttendanceState.PRESENT
    assert households(desk, meeting_id) == Count(1, 3)
    assert sign_in.open_door(desk, meeting_id).comings.inside == 2


def test_who_comes_for_the_one_invited_takes_part_as_the_household_was_invited(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    wife = sign_in.sign_in(desk, meeting_id, people[1].id)
    assert (wife.state, wife.part) == (AttendanceState.PRESENT, Part.STAKEHOLDER)
    door = sign_in.open_door(desk, meeting_id)
    assert people[0].id not in [p.id for p in door.missing]
    assert people[0].id not in [p.id for p in door.unaccounted]


def test_somebody_without_a_household_counts_as_one_of_their_own(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    assert households(desk, meeting_id) == Count(0, 3)
    alone = sign_in.sign_in(desk, meeting_id, people[5].id)
    assert alone.household_id == people[5].id
    assert households(desk, meeting_id) == Count(1, 3)


def test_who_only_sits_in_and_who_is_from_elsewhere_is_no_voice(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    guest = add_guest(desk, "单立文", "镇水利站")
    meetings.invite_person(desk, meeting_id, guest.id, Part.DEPARTMENT)
    assert sign_in.sign_in(desk, meeting_id, guest.id).household_id is None
    assert sign_in.sign_in(desk, meeting_id, people[9].id).household_id is None
    assert sign_in.visit(desk, meeting_id, people[0].id).household_id is None
    assert households(desk, meeting_id) == Count(0, 3)
    with pytest.raises(RuleBroken, match="no_household"):
        represent(desk, meeting_id, guest.id)


def test_who_stands_for_a_household_already_is_named(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    sign_in.sign_in(desk, meeting_id, people[2].id)
    sign_in.sign_in(desk, meeting_id, people[3].id)
    with pytest.raises(RuleBroken) as broken:
        represent(desk, meeting_id, people[3].id)
    assert (broken.value.code, broken.value.facts) == (
        "household_spoken_for",
        {"name": people[2].name},
    )
    with pytest.raises(RuleBroken, match="speaks_already"):
        represent(desk, meeting_id, people[2].id)


def test_another_representative_is_chosen_in_one_action_and_undone_in_one(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    sign_in.sign_in(desk, meeting_id, people[2].id)
    represent(desk, meeting_id, people[3].id, instead=True)  # signed in with it
    assert known(desk, meeting_id, people[2]).household_id is None
    assert known(desk, meeting_id, people[3]).household_id == SECOND
    assert households(desk, meeting_id) == Count(1, 3)
    undoing.undo(desk, desk.store.recent[-1])
    assert known(desk, meeting_id, people[2]).household_id == SECOND
    assert people[3].id not in sign_in.open_door(desk, meeting_id).attendances


def test_somebody_from_outside_needs_a_written_reason_and_stands_for_one_household_only(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    with pytest.raises(BadInput, match="authorisation_missing"):
        represent(desk, meeting_id, people[9].id, SECOND)
    voice = represent(desk, meeting_id, people[9].id, SECOND, "户主书面委托")
    assert (voice.state, voice.part) == (AttendanceState.PRESENT, Part.STAKEHOLDER)
    assert (voice.household_id, voice.reason) == (SECOND, "户主书面委托")
    sign_in.sign_in(desk, meeting_id, people[0].id)
    with pytest.raises(RuleBroken, match="one_voice_each"):
        represent(desk, meeting_id, people[0].id, people[5].id, "本人委托")
    sign_in.sign_in(desk, meeting_id, people[1].id)
    represent(desk, meeting_id, people[0].id, people[5].id, "本人委托")
    assert known(desk, meeting_id, people[1]).household_id == FIRST
    assert households(desk, meeting_id) == Count(3, 3)


def test_the_voice_passes_on_when_who_had_it_was_signed_in_by_mistake(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    for at in (2, 3, 4):
        sign_in.sign_in(desk, meeting_id, people[at].id)
    sign_in.withdraw(desk, meeting_id, people[2].id)
    assert known(desk, meeting_id, people[3]).household_id == SECOND
    sign_in.observe(desk, meeting_id, people[3].id)
    assert known(desk, meeting_id, people[3]).household_id is None
    assert known(desk, meeting_id, people[4]).household_id == SECOND


def test_a_sign_in_taken_over_within_a_household_takes_its_voice_along(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    sign_in.sign_in(desk, meeting_id, people[2].id)
    assert sign_in.move_sign_in(desk, meeting_id, people[2].id, people[3].id).household_id == SECOND
    assert households(desk, meeting_id) == Count(1, 3)


def test_a_representative_who_leaves_has_spoken_and_is_one_household_still(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    sign_in.sign_in(desk, meeting_id, people[2].id)
    sign_in.sign_in(desk, meeting_id, people[3].id)
    coming_and_going.leave(desk, meeting_id, people[2].id)
    assert households(desk, meeting_id) == Count(1, 3)
    represent(desk, meeting_id, people[3].id, instead=True)
    assert households(desk, meeting_id) == Count(1, 3)


def test_a_meeting_that_is_not_by_household_has_no_representatives(
    desk: Desk, people: list[Person]
) -> None:
    blank = meetings.blank_meeting(desk, desk.clock() + timedelta(hours=1))
    meeting = meetings.plan_meeting(desk, replace(blank, title="会"))
    assert sign_in.sign_in(desk, meeting.id, people[0].id).household_id is None
    with pytest.raises(RuleBroken, match="not_by_household"):
        represent(desk, meeting.id, people[0].id)


moves = st.tuples(
    st.sampled_from(("in", "observe", "visit", "out", "voice", "away", "moved")),
    st.integers(0, 5),
    st.integers(0, 5),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(moves, max_size=12))
def test_whatever_happens_at_the_door_a_household_with_somebody_there_has_one_voice(
    desk: Desk, clock: HandClock, people: list[Person], steps: list[tuple[str, int, int]]
) -> None:
    blank = meetings.blank_meeting(desk, clock.moment + timedelta(hours=1))
    made = meetings.plan_meeting(desk, replace(blank, title="会", by_household=True)).id
    asked = [
        Invitation(id=new_id(), meeting_id=made, person_id=p.id, part=Part.COUNCIL)
        for p in people[:6]
    ]
    meetings.invite(desk, asked)
    calls: dict[str, Callable[[str, str], object]] = {
        "in": lambda a, _b: sign_in.sign_in(desk, made, a),
        "observe": lambda a, _b: sign_in.observe(desk, made, a),
        "visit": lambda a, _b: sign_in.visit(desk, made, a),
        "out": lambda a, _b: coming_and_going.leave(desk, made, a),
        "voice": lambda a, _b: represent(desk, made, a, instead=True),
        "away": lambda a, _b: sign_in.withdraw(desk, made, a),
        "moved": lambda a, b: sign_in.move_sign_in(desk, made, a, b),
    }
    for way, one, other in steps:
        try:
            calls[way](people[one].id, people[other].id)
        except RuleBroken:
            continue
    came = sign_in.open_door(desk, made).attendances.values()
    voices = [a.household_id for a in came if a.household_id]
    homes = {p.id: p.household_id or p.id for p in people}
    present = {homes[a.person_id] for a in came if a.state is AttendanceState.PRESENT}
    assert sorted(voices) == sorted(present)


def test_a_talk_from_door_to_door_entered_later_has_one_voice_a_household(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    with desk.store.write() as uow:
        meeting = uow.one(Meeting, meeting_id)
        opened = replace(meeting, state=MeetingState.OPEN, opened_at=clock.moment)
        uow.put(opened, "meeting_opened")
        uow.commit()
    clock.moment += timedelta(hours=2)
    sittings.adjourn(desk, meeting_id, "天黑")
    clock.moment += timedelta(hours=2)
    talk = Span(clock.moment - timedelta(hours=1), clock.moment - timedelta(minutes=30))
    sittings.add_sitting(desk, meeting_id, "老槐树下", talk, [people[n].id for n in (2, 3, 5)])
    assert households(desk, meeting_id) == Count(2, 3)
    assert known(desk, meeting_id, people[3]).household_id is None
