"""Who was in the room when: stretches end with the sitting, and never run backwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.domain.values import at, attending
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import Meeting, Sitting
from xieshang_desktop.domain.span import Span, length_of
from xieshang_desktop.domain.stays import (
    Room,
    entered,
    gone,
    is_inside,
    left_early,
    minutes_late,
    room_of,
    stays_of,
    this_time,
    was_in,
)
from xieshang_desktop.domain.terms import AttendanceState, MeetingState, Part, Venue

MEETING = Meeting(
    id="m", number="2026-001", title="会", starts=at(9), state=MeetingState.OPEN, opened_at=at(9)
)
moments = st.integers(0, 600).map(lambda minute: at(8) + timedelta(minutes=minute))


def came(hour: int, minute: int = 0) -> Attendance:
    return replace(attending("a", Part.COUNCIL), at=at(hour, minute))


def sitting(number: int, began: datetime, ended: datetime | None = None) -> Sitting:
    return Sitting(
        id=f"s{number}", meeting_id="m", number=number, place="室", began_at=began, ended_at=ended
    )


def test_who_comes_before_it_begins_is_not_late_and_who_comes_after_is_by_minutes() -> None:
    room = room_of(MEETING, [])
    assert minutes_late(came(8, 40), room) == 0
    assert minutes_late(came(9, 0), room) == 0
    assert minutes_late(came(9, 12), room) == 12


def test_nobody_is_late_at_a_meeting_that_began_late_until_it_began() -> None:
    room = room_of(replace(MEETING, opened_at=at(9, 30)), [])
    assert minutes_late(came(9, 20), room) == 0
    assert minutes_late(came(9, 45), room) == 15


def test_nobody_is_late_before_the_time_that_was_named() -> None:
    room = room_of(replace(MEETING, opened_at=at(8, 50)), [])
    assert minutes_late(came(8, 58), room) == 0
    assert minutes_late(came(9, 5), room) == 5


def test_nobody_is_late_before_the_meeting_was_opened_or_where_it_goes_from_door_to_door() -> None:
    assert minutes_late(came(9, 30), room_of(replace(MEETING, opened_at=None), [])) == 0
    strolling = replace(MEETING, venue=Venue.DOOR_TO_DOOR)
    assert minutes_late(came(9, 30), room_of(strolling, [])) == 0


def test_a_stay_that_runs_ends_with_its_sitting_and_one_signs_in_again() -> None:
    adjourned = replace(MEETING, state=MeetingState.ADJOURNED)
    room = room_of(adjourned, [sitting(1, at(9), at(11))])
    assert stays_of(came(9), room) == (Span(at(9), at(11)),)
    assert not is_inside(came(9), room)
    assert this_time(came(9), room) == ()
    assert not left_early(came(9), room)
    again = entered(came(9), room, at(14))
    resumed = room_of(MEETING, [sitting(1, at(9), at(11)), sitting(2, at(14))])
    assert stays_of(again, resumed) == (Span(at(9), at(11)), Span(at(14)))
    assert is_inside(again, resumed)


def test_late_is_by_the_sitting_one_comes_to_and_early_for_the_next_is_not_late() -> None:
    room = room_of(MEETING, [sitting(1, at(9), at(11)), sitting(2, at(14))])
    assert minutes_late(came(14, 10), room) == 10
    assert minutes_late(came(13, 40), room) == 0
    assert minutes_late(replace(came(9), stays=(Span(at(9), at(11)), Span(at(14, 5)))), room) == 5


def test_who_went_before_the_others_left_early_and_who_stayed_did_not() -> None:
    room = room_of(MEETING, [])
    left = gone(came(9), room, at(10, 20))
    assert left_early(left, room)
    over = room_of(replace(MEETING, state=MeetingState.CLOSED, closed_at=at(11)), [])
    assert left_early(left, over)
    assert not left_early(came(9), over)
    assert stays_of(came(9), over) == (Span(at(9), at(11)),)


def test_who_is_entered_after_the_end_was_in_the_room_at_no_time() -> None:
    over = room_of(replace(MEETING, state=MeetingState.CLOSED, closed_at=at(11)), [])
    assert stays_of(came(12), over) == (Span(at(12), at(12)),)
    assert not left_early(came(12), over)


def test_a_clock_that_was_set_back_turns_no_stretch_round() -> None:
    room = room_of(MEETING, [])
    left = gone(came(9, 30), room, at(8))
    assert stays_of(left, room) == (Span(at(9, 30), at(9, 30)),)
    back = entered(left, room, at(8, 10))
    assert stays_of(back, room)[-1] == Span(at(9, 30))


@given(st.lists(moments, min_size=1, max_size=8))
def test_going_in_and_out_gives_stretches_in_order_whatever_the_clock_says(
    clock: list[datetime],
) -> None:
    room = room_of(MEETING, [])
    person = replace(came(9), at=clock[0])
    for turn, moment in enumerate(clock[1:]):
        person = entered(person, room, moment) if turn % 2 else gone(person, room, moment)
    stays = stays_of(person, room)
    assert all(stay.until is None or stay.since <= stay.until for stay in stays)
    assert all(
        before.until is not None and before.until <= after.since
        for before, after in pairwise(stays)
    )
    assert is_inside(person, room) == (len(clock) % 2 == 1)


def _spans(edges: list[datetime]) -> list[Span]:
    ordered = sorted(set(edges))
    pairs = zip(ordered[::2], ordered[1::2], strict=False)
    return [Span(since, until) for since, until in pairs]


spans = st.lists(moments, max_size=8).map(_spans)


@given(spans, spans)
def test_being_there_agrees_with_a_walk_through_every_minute(
    stays: list[Span], item: list[Span]
) -> None:
    for span in item:
        assert span.until is not None
        minutes = int((span.until - span.since) / timedelta(minutes=1))
        walk = [span.since + timedelta(minutes=n) for n in range(minutes)]
        inside = [any(stay.covers(moment) for stay in stays) for moment in walk]
        assert was_in(stays, [span]) == any(inside)


@given(spans, st.lists(moments, max_size=3))
def test_the_end_of_a_sitting_only_shortens(stays: list[Span], ends: list[datetime]) -> None:
    person = replace(came(9), stays=(*stays[:-1], Span(stays[-1].since)) if stays else ())
    room = Room(ends=tuple(sorted(ends)))
    late = at(23)
    assert length_of(stays_of(person, room), late) <= length_of(person.spans, late)


def test_only_who_is_here_has_stretches() -> None:
    for state in (AttendanceState.EXCUSED, AttendanceState.ABSENT):
        person = replace(came(9), state=state)
        assert stays_of(person, room_of(MEETING, [])) == ()
        assert not is_inside(person, room_of(MEETING, []))
