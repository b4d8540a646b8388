"""Who was in the room for each item: absence per item, breaks."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, ready_topic, some_people
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Sitting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.stays import room_of, stays_of
from xieshang_desktop.domain.terms import AttendanceState, MeetingState, Part
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.presence import ItemPresence, presences_in

NINE = datetime.fromisoformat("2026-03-12T09:00:00+08:00")


def at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


class Held:
    """A meeting from nine until eleven with three items; what is put into it is read back."""

    def __init__(self, desk: Desk, people: list[Person]) -> None:
        self.desk = desk
        self.people = people
        self.sittings: list[Sitting] = []
        meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
        with desk.store.write() as uow:
            meeting = replace(
                uow.one(Meeting, meeting_id),
                starts=NINE,
                state=MeetingState.CLOSED,
                opened_at=NINE,
                closed_at=at(120),
            )
            self.meeting = meeting
            uow.put(meeting, "meeting_closed")
            self.items = [
                AgendaItem(id=new_id(), meeting_id=meeting_id, position=n, title=f"第{n}项")
                for n in (5, 6, 7)
            ]
            self.items[0] = replace(self.items[0], spans=(Span(at(0), at(30)),))
            self.items[1] = replace(self.items[1], spans=(Span(at(30), at(50)), Span(at(80))))
            uow.put_all(self.items, "item_added")
            uow.commit()

    def came(
        self, person: int, *stays: Span, state: AttendanceState = AttendanceState.PRESENT
    ) -> Attendance:
        attendance = Attendance(
            id=new_id(),
            meeting_id=self.meeting.id,
            person_id=self.people[person].id,
            state=state,
            part=Part.COUNCIL,
            at=stays[0].since if stays else at(0),
            stays=stays,
        )
        with self.desk.store.write() as uow:
            uow.put(attendance, "signed_in")
            uow.commit()
        return attendance

    def there(self) -> list[ItemPresence]:
        with self.desk.store.read() as reader:
            came = reader.all(Attendance, "at", meeting_id=self.meeting.id)
        return presences_in(self.items, came, room_of(self.meeting, self.sittings))


@pytest.fixture
def held(desk: Desk) -> Held:
    return Held(desk, some_people(desk))


def ids(found: tuple[Attendance, ...] | list[Attendance]) -> list[str]:
    return [a.id for a in found]


def test_who_left_before_an_item_missed_it(held: Held) -> None:
    whole = held.came(0)
    early = held.came(1, Span(at(0), at(20)))
    late = held.came(2, Span(at(40)))
    first, second, third = held.there()
    assert ids(first.present) == [whole.id, early.id]
    assert ids(first.missed) == [late.id]
    assert ids(second.present) == [whole.id, late.id]
    assert ids(second.missed) == [early.id]
    assert ids(third.present) == [whole.id, early.id, late.id]  # its time was not noted


def test_who_only_sits_in_is_there_and_never_missing(held: Held) -> None:
    visitor = held.came(3, Span(at(0), at(10)), state=AttendanceState.VISITING)
    held.came(4, state=AttendanceState.EXCUSED)
    first, second, _third = held.there()
    assert ids(first.present) == [visitor.id]
    assert (second.present, second.missed) == ((), ())


def test_a_break_ends_the_stay_of_who_does_not_come_back(held: Held) -> None:
    held.sittings = [
        Sitting(
            id=new_id(),
            meeting_id=held.meeting.id,
            number=number,
            place="室",
            began_at=began,
            ended_at=ended,
        )
        for number, (began, ended) in enumerate(((at(0), at(60)), (at(70), at(120))), 1)
    ]
    gone = held.came(0)
    back = held.came(1, Span(at(0), at(60)), Span(at(70)))
    first, second, _third = held.there()
    assert ids(first.present) == [gone.id, back.id]
    assert ids(second.present) == [gone.id, back.id]  # both were there for its first part
    held.items[1] = replace(held.items[1], spans=(Span(at(80)),))
    assert ids(held.there()[1].missed) == [gone.id]


def test_who_signs_in_after_the_end_was_there_for_nothing(held: Held) -> None:
    late = held.came(0, Span(at(130)))
    first, second, _third = held.there()
    assert ids(first.missed) == ids(second.missed) == [late.id]


edges = st.lists(st.integers(0, 130), max_size=6).map(lambda found: sorted(set(found)))


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(edges, min_size=1, max_size=5))
def test_presence_of_an_item_is_what_a_look_into_the_room_every_minute_shows(
    held: Held, comings: list[list[int]]
) -> None:
    room = room_of(held.meeting, [])
    with held.desk.store.write() as uow:
        old = [a.id for a in uow.all(Attendance, meeting_id=held.meeting.id)]
        uow.take_away_all(Attendance, old, "sign_in_withdrawn")
        uow.commit()
    came = []
    for person, found in enumerate(comings):
        times = [at(minute) for minute in found]
        pairs = list(zip(times[::2], times[1::2], strict=False))
        stays = [Span(since, until) for since, until in pairs]
        if len(times) % 2:
            stays.append(Span(times[-1]))
        if stays:
            came.append(held.came(person, *stays))
    for item in held.there()[:2]:
        minutes = [
            moment
            for span in item.item.spans
            for moment in _minutes(span.since, span.until or at(120))
        ]
        for attendance in came:
            seen = [
                any(stay.covers(moment) for stay in stays_of(attendance, room))
                for moment in minutes
            ]
            assert (attendance.id in ids(item.present)) == any(seen)
            assert (attendance.id in ids(item.missed)) == (not any(seen))


def _minutes(since: datetime, until: datetime) -> list[datetime]:
    count = int((until - since) / timedelta(minutes=1))
    return [since + timedelta(minutes=n) for n in range(count)]


def test_the_clock_of_the_desk_has_no_part_in_it(held: Held, clock: HandClock) -> None:
    held.came(0)
    before = held.there()
    clock.moment -= timedelta(days=400)
    assert held.there() == before
