"""The door: every state, coming and going, the wrong person, and the way back from each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, ready_topic, some_people
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.signature import Signature
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms import AttendanceState, MeetingState, Part, SignatureWay
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import coming_and_going, deliberation, sign_in, sittings, undoing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import add_person
from xieshang_desktop.storage import journal

MINUTE = timedelta(minutes=1)


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def meeting_id(desk: Desk, clock: HandClock, people: list[Person]) -> str:
    """Eight of the twelve are invited; the meeting begins now, at the time that was named."""
    made = a_meeting(desk, [ready_topic(desk, people).id])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, made)
    return made


def attendances(desk: Desk, meeting_id: str) -> dict[str, Attendance]:
    with desk.store.read() as reader:
        return {a.person_id: a for a in reader.all(Attendance, meeting_id=meeting_id)}


def undo_last(desk: Desk) -> None:
    undoing.undo(desk, desk.store.recent[-1])


def test_a_visitor_listens_and_counts_neither_as_expected_nor_as_present(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    assert sign_in.visit(desk, meeting_id, people[11].id).state is AttendanceState.VISITING
    door = sign_in.open_door(desk, meeting_id)
    assert (door.figures.total.present, door.figures.total.expected) == (0, 8)
    assert (door.comings.inside, door.comings.states[AttendanceState.VISITING]) == (1, 1)


def test_somebody_not_invited_may_take_part_as_a_stakeholder(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    assert sign_in.sign_in(desk, meeting_id, people[11].id).state is AttendanceState.OBSERVING
    taking = sign_in.take_part(desk, meeting_id, people[11].id)
    assert (taking.state, taking.part) == (AttendanceState.PRESENT, Part.STAKEHOLDER)
    assert taking.at == attendances(desk, meeting_id)[people[11].id].at


def test_who_came_late_is_late_by_the_minutes_after_the_opening(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    sign_in.sign_in(desk, meeting_id, people[0].id)
    clock.moment += 12 * MINUTE
    sign_in.sign_in(desk, meeting_id, people[1].id)
    assert sign_in.open_door(desk, meeting_id).comings.late == 1


def test_a_meeting_that_starts_late_makes_nobody_late_who_waited(
    desk: Desk, clock: HandClock, people: list[Person]
) -> None:
    made = a_meeting(desk, [ready_topic(desk, people).id])
    clock.moment += timedelta(days=10, minutes=20)
    sign_in.sign_in(desk, made, people[0].id)
    clock.moment += 15 * MINUTE
    deliberation.open_meeting(desk, made)
    clock.moment += 5 * MINUTE
    sign_in.sign_in(desk, made, people[1].id)
    door = sign_in.open_door(desk, made)
    assert door.comings.late == 1
    assert door.attendances[people[0].id].at < (door.meeting.opened_at or clock.moment)


def test_leaving_and_coming_back_are_stretches_and_each_is_undone(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    came = sign_in.sign_in(desk, meeting_id, people[0].id)
    clock.moment += 30 * MINUTE
    left = coming_and_going.leave(desk, meeting_id, people[0].id)
    clock.moment += 10 * MINUTE
    back = coming_and_going.come_back(desk, meeting_id, people[0].id)
    assert [stay.since for stay in back.stays] == [came.at, back.stays[1].since]
    assert back.stays[0] == left.stays[0]
    assert back.stays[1].until is None
    assert sign_in.open_door(desk, meeting_id).comings.inside == 1
    undo_last(desk)
    assert attendances(desk, meeting_id)[people[0].id] == left
    undo_last(desk)
    assert attendances(desk, meeting_id)[people[0].id] == came


def test_who_signs_in_after_leaving_is_back(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    sign_in.sign_in(desk, meeting_id, people[0].id)
    clock.moment += MINUTE
    coming_and_going.leave(desk, meeting_id, people[0].id)
    clock.moment += MINUTE
    assert len(sign_in.sign_in(desk, meeting_id, people[0].id).stays) == 2
    with pytest.raises(RuleBroken, match="already_signed_in"):
        sign_in.sign_in(desk, meeting_id, people[0].id)


def test_times_may_be_given_a_bit_later_to_the_minute_and_must_fit(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    came = sign_in.sign_in(desk, meeting_id, people[0].id)
    clock.moment += 60 * MINUTE
    person = people[0].id
    with pytest.raises(BadInput, match="time_to_come"):
        coming_and_going.leave(desk, meeting_id, person, clock.moment + MINUTE)
    with pytest.raises(BadInput, match="time_before_arrival"):
        coming_and_going.leave(desk, meeting_id, person, came.at - MINUTE)
    left = coming_and_going.leave(desk, meeting_id, person, came.at + 20 * MINUTE)
    assert left.stays == (Span(came.at, came.at + 20 * MINUTE),)
    with pytest.raises(RuleBroken, match="not_inside"):
        coming_and_going.leave(desk, meeting_id, person)
    with pytest.raises(BadInput, match="time_before_leaving"):
        coming_and_going.come_back(desk, meeting_id, person, came.at + 10 * MINUTE)
    coming_and_going.come_back(desk, meeting_id, person, came.at + 40 * MINUTE)
    with pytest.raises(RuleBroken, match="still_inside"):
        coming_and_going.come_back(desk, meeting_id, person)


def test_who_left_may_be_entered_after_the_meeting_and_not_later_than_its_end(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    came = sign_in.sign_in(desk, meeting_id, people[0].id)
    clock.moment += 60 * MINUTE
    close(desk, meeting_id)
    closed = clock.moment
    clock.moment += 60 * MINUTE
    with pytest.raises(RuleBroken, match="not_inside"):
        coming_and_going.leave(desk, meeting_id, people[0].id)
    with pytest.raises(BadInput, match="time_after_leaving"):
        coming_and_going.leave(desk, meeting_id, people[0].id, closed + MINUTE)
    left = coming_and_going.leave(desk, meeting_id, people[0].id, came.at + 30 * MINUTE)
    assert left.stays[0].until == came.at + 30 * MINUTE
    back = coming_and_going.come_back(desk, meeting_id, people[0].id, came.at + 40 * MINUTE)
    door = sign_in.open_door(desk, meeting_id)
    assert back.stays[1].since == came.at + 40 * MINUTE
    assert (door.comings.inside, door.comings.left) == (0, 0)


def test_when_somebody_really_came_can_be_put_right(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    clock.moment += 20 * MINUTE
    came = sign_in.sign_in(desk, meeting_id, people[0].id)
    corrected = coming_and_going.came_at(desk, meeting_id, people[0].id, came.at - 20 * MINUTE)
    assert corrected == replace(came, at=came.at - 20 * MINUTE)
    assert sign_in.open_door(desk, meeting_id).comings.late == 0
    clock.moment += 20 * MINUTE
    coming_and_going.leave(desk, meeting_id, people[0].id)
    clock.moment += 20 * MINUTE
    with pytest.raises(BadInput, match="time_after_leaving"):
        coming_and_going.came_at(desk, meeting_id, people[0].id, clock.moment)


def test_who_is_excused_while_here_leaves_and_was_here(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    sign_in.sign_in(desk, meeting_id, people[0].id)
    clock.moment += 30 * MINUTE
    left = sign_in.excuse(desk, meeting_id, people[0].id, "接孩子")
    assert (left.state, left.reason) == (AttendanceState.PRESENT, "接孩子")
    assert left.stays[0].until is not None
    assert sign_in.open_door(desk, meeting_id).figures.total.present == 1


def test_an_excuse_needs_a_reason_and_can_be_changed(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    with pytest.raises(BadInput, match="reason_missing"):
        sign_in.excuse(desk, meeting_id, people[0].id, " ")
    sign_in.excuse(desk, meeting_id, people[0].id, "外出")
    assert sign_in.excuse(desk, meeting_id, people[0].id, "住院").reason == "住院"
    assert len(attendances(desk, meeting_id)) == 1


def test_the_rest_is_absent_in_one_action_and_one_undo_takes_it_back(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    sign_in.sign_in(desk, meeting_id, people[0].id)
    sign_in.excuse(desk, meeting_id, people[1].id, "外出")
    marked = sign_in.mark_rest_absent(desk, meeting_id)
    assert {a.person_id for a in marked} == {p.id for p in people[2:8]}
    assert {a.state for a in marked} == {AttendanceState.ABSENT}
    assert sign_in.open_door(desk, meeting_id).unaccounted == []
    undo_last(desk)
    assert len(sign_in.open_door(desk, meeting_id).unaccounted) == 6


def test_nobody_is_absent_before_the_meeting_begins_or_after_coming(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    planned = a_meeting(desk, [ready_topic(desk, people, "清淤").id])
    with pytest.raises(RuleBroken, match="too_early_for_absence"):
        sign_in.mark_rest_absent(desk, planned)
    with pytest.raises(RuleBroken, match="too_early_for_absence"):
        sign_in.mark_absent(desk, planned, people[0].id)
    sign_in.sign_in(desk, meeting_id, people[0].id)
    with pytest.raises(RuleBroken, match="came_after_all"):
        sign_in.mark_absent(desk, meeting_id, people[0].id)


def test_who_was_marked_absent_may_come_after_all(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    absent = sign_in.mark_absent(desk, meeting_id, people[0].id)
    came = sign_in.sign_in(desk, meeting_id, people[0].id)
    assert (came.id, came.state) == (absent.id, AttendanceState.PRESENT)


def test_a_wrong_sign_in_goes_over_to_the_right_one_with_its_time_in_one_action(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    sign_in.excuse(desk, meeting_id, people[0].id, "外出")
    wrong = sign_in.sign_in(desk, meeting_id, people[0].id)
    clock.moment += 40 * MINUTE
    right = sign_in.move_sign_in(desk, meeting_id, people[0].id, people[1].id)
    known = attendances(desk, meeting_id)
    assert (right.at, right.state) == (wrong.at, AttendanceState.PRESENT)
    assert known[people[0].id].state is AttendanceState.EXCUSED
    assert known[people[0].id].reason == "外出"
    undo_last(desk)
    assert attendances(desk, meeting_id) == {people[0].id: wrong}


def test_two_people_of_one_name_stay_apart_when_the_wrong_one_was_signed_in(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    other = add_person(desk, Person(id=new_id(), name=people[0].name, group="第七组"))
    sign_in.sign_in(desk, meeting_id, other.id)
    right = sign_in.move_sign_in(desk, meeting_id, other.id, people[0].id)
    assert set(attendances(desk, meeting_id)) == {people[0].id}
    assert (right.state, right.part) == (AttendanceState.PRESENT, Part.COUNCIL)


def test_the_right_one_can_only_take_over_from_who_is_here_and_not_when_here_already(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    with pytest.raises(RuleBroken, match="not_signed_in"):
        sign_in.move_sign_in(desk, meeting_id, people[0].id, people[1].id)
    for person in people[:2]:
        sign_in.sign_in(desk, meeting_id, person.id)
    with pytest.raises(RuleBroken, match="already_signed_in"):
        sign_in.move_sign_in(desk, meeting_id, people[0].id, people[1].id)


def test_what_was_signed_under_the_wrong_name_is_no_signature_and_undo_gives_it_back(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    wrong = sign_in.sign_in(desk, meeting_id, people[0].id)
    signature = Signature(
        id=new_id(),
        object_type="attendance",
        object_id=wrong.id,
        person_id=people[0].id,
        way=SignatureWay.STROKES,
        digest="0" * 64,
        signed_at=desk.clock(),
        strokes=((1, 2, 3, 4),),
    )
    with desk.store.write() as uow:
        uow.put(signature, "signed")
        uow.commit()
    sign_in.move_sign_in(desk, meeting_id, people[0].id, people[1].id)
    with desk.store.read() as reader:
        assert reader.all(Signature) == []
    undo_last(desk)
    with desk.store.read() as reader:
        assert reader.all(Signature) == [signature]


def test_taking_a_sign_in_back_gives_back_the_excuse_that_stood_before(
    desk: Desk, meeting_id: str, people: list[Person]
) -> None:
    excused = sign_in.excuse(desk, meeting_id, people[0].id, "外出")
    sign_in.sign_in(desk, meeting_id, people[0].id)
    sign_in.withdraw(desk, meeting_id, people[0].id)
    assert attendances(desk, meeting_id) == {people[0].id: excused}
    sign_in.withdraw(desk, meeting_id, people[0].id)
    assert attendances(desk, meeting_id) == {}
    with pytest.raises(RuleBroken, match="not_signed_in"):
        sign_in.withdraw(desk, meeting_id, people[0].id)


def test_after_a_break_everybody_signs_in_again_and_papers_count_who_came_at_all(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    for person in people[:3]:
        sign_in.sign_in(desk, meeting_id, person.id)
    clock.moment += 60 * MINUTE
    sittings.adjourn(desk, meeting_id, "停电")
    clock.moment += timedelta(days=1)
    sittings.resume(desk, meeting_id)
    door = sign_in.open_door(desk, meeting_id)
    assert (door.figures.total.present, door.figures_now.total.present) == (3, 0)
    assert (len(door.missing), len(door.unaccounted), door.comings.inside) == (8, 5, 0)
    clock.moment += 10 * MINUTE
    again = sign_in.sign_in(desk, meeting_id, people[0].id)
    sign_in.sign_in(desk, meeting_id, people[4].id)
    door = sign_in.open_door(desk, meeting_id)
    assert len(again.stays) == 2
    assert (door.figures.total.present, door.figures_now.total.present) == (4, 2)
    assert (door.comings.late, door.comings.inside, door.comings.left) == (2, 2, 0)


def test_a_clock_that_was_set_back_during_the_break_lets_everybody_in(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    sign_in.sign_in(desk, meeting_id, people[0].id)
    clock.moment += 120 * MINUTE
    sittings.adjourn(desk, meeting_id, "吃饭")
    clock.moment -= 60 * MINUTE
    sittings.resume(desk, meeting_id)
    for person in people[:2]:
        sign_in.sign_in(desk, meeting_id, person.id)
    door = sign_in.open_door(desk, meeting_id)
    assert (door.comings.inside, door.figures_now.total.present) == (2, 2)


def test_a_clock_before_the_newest_entry_keeps_the_order_and_no_stretch_runs_backwards(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    first = sign_in.sign_in(desk, meeting_id, people[0].id)
    clock.moment -= timedelta(hours=5)
    second = sign_in.sign_in(desk, meeting_id, people[1].id)
    left = coming_and_going.leave(desk, meeting_id, people[0].id)
    assert left.stays == (Span(first.at, first.at),)
    assert second.at < first.at
    with desk.store.read() as reader:
        order = [entry.read_header().number for entry in journal.history(reader, first.id)]
        assert order == sorted(order)
        assert journal.verify(reader) == []
    assert sign_in.open_door(desk, meeting_id).comings.late == 0


def test_in_a_meeting_that_is_entered_afterwards_people_come_when_it_began_and_leave_at_a_time(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    with desk.store.write() as uow:
        meeting = uow.one(Meeting, meeting_id)
        uow.put(replace(meeting, entered_on=desk.today), "meeting_changed")
        uow.commit()
    clock.moment += timedelta(days=30)
    came = sign_in.sign_in(desk, meeting_id, people[0].id)
    assert came.at == meeting.opened_at
    with pytest.raises(BadInput, match="time_missing"):
        coming_and_going.leave(desk, meeting_id, people[0].id)
    coming_and_going.leave(desk, meeting_id, people[0].id, came.at + 30 * MINUTE)


def close(desk: Desk, meeting_id: str) -> None:
    with desk.store.write() as uow:
        meeting = uow.one(Meeting, meeting_id)
        uow.put(replace(meeting, state=MeetingState.CLOSED, closed_at=uow.at), "meeting_closed")
        uow.commit()
