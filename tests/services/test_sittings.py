"""A meeting in several stretches: adjourned and resumed, from door to door, entered afterwards."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import (
    a_meeting,
    items_of,
    ready_topic,
    some_people,
    talk,
    undo_last,
)
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import Meeting, Sitting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.span import Span, length_of
from xieshang_desktop.domain.terms import AttendanceState, MeetingState, OutcomeKind
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import BEIJING, new_id
from xieshang_desktop.services import deliberation, meetings, running, sign_in, sittings
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.past_meetings import enter_past_meeting
from xieshang_desktop.services.workday import open_workday

HOUR = timedelta(hours=1)


def _running(desk: Desk, clock: HandClock) -> str:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    return meeting_id


def _near(moment: datetime | None, told: datetime) -> bool:
    """The hand clock moves a millisecond with each look."""
    return moment is not None and abs(moment - told) < timedelta(seconds=1)


def _sittings(desk: Desk, meeting_id: str) -> list[Sitting]:
    with desk.store.read() as reader:
        return sittings.sittings_of(reader, reader.one(Meeting, meeting_id))


def test_a_meeting_held_in_one_has_no_sittings(desk: Desk, clock: HandClock) -> None:
    meeting_id = _running(desk, clock)
    talk(desk, items_of(desk, meeting_id)[0].id, OutcomeKind.CONTINUE)
    deliberation.close_meeting(desk, meeting_id)
    assert _sittings(desk, meeting_id) == []


def test_an_adjourned_meeting_goes_on_another_day_and_keeps_both_times(
    desk: Desk, clock: HandClock
) -> None:
    meeting_id = _running(desk, clock)
    began = clock.moment
    clock.moment += HOUR
    again = clock.moment + timedelta(days=2)
    sittings.adjourn(desk, meeting_id, "停电，改日再开", again)
    assert read_meeting(desk, meeting_id).state is MeetingState.ADJOURNED
    todo = next(t for t in open_workday(desk).todos if t.kind == "meeting_resumes")
    assert todo.due == again.date()
    clock.moment = again
    sittings.resume(desk, meeting_id, "村小学教室")
    clock.moment += HOUR
    talk(desk, items_of(desk, meeting_id)[0].id, OutcomeKind.CONTINUE)
    deliberation.close_meeting(desk, meeting_id)
    first, second = _sittings(desk, meeting_id)
    assert _near(first.began_at, began)
    assert _near(first.ended_at, began + HOUR)
    assert (first.note, first.resumes) == ("停电，改日再开", again)
    assert second.place == "村小学教室"
    assert _near(second.ended_at, again + HOUR)
    assert read_meeting(desk, meeting_id).closed_at == second.ended_at


def test_an_adjourned_meeting_may_end_where_it_stopped(desk: Desk, clock: HandClock) -> None:
    meeting_id = _running(desk, clock)
    talk(desk, items_of(desk, meeting_id)[0].id, OutcomeKind.CONTINUE)
    clock.moment += HOUR
    stopped = clock.moment
    sittings.adjourn(desk, meeting_id, "下大雨")
    clock.moment += timedelta(days=3)
    deliberation.close_meeting(desk, meeting_id)
    assert _near(read_meeting(desk, meeting_id).closed_at, stopped)


def test_a_break_interrupts_an_item_that_goes_on_afterwards(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    topics = [ready_topic(desk, people, title).id for title in ("修路", "清淤")]
    meeting_id = a_meeting(desk, topics)
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    first, _second = items_of(desk, meeting_id)
    running.begin_item(desk, first.id)
    clock.moment += HOUR
    sittings.adjourn(desk, meeting_id, "停电")
    assert running.running_item(desk, meeting_id) is None
    clock.moment += timedelta(days=1)
    sittings.resume(desk, meeting_id)
    going = running.running_item(desk, meeting_id)
    assert going is not None
    assert going.id == first.id
    assert length_of(going.spans, clock.moment) < HOUR + timedelta(minutes=1)


def test_an_item_that_was_over_before_the_break_stays_over(desk: Desk, clock: HandClock) -> None:
    meeting_id = _running(desk, clock)
    item = items_of(desk, meeting_id)[0]
    running.begin_item(desk, item.id)
    clock.moment += HOUR
    running.end_item(desk, item.id)
    sittings.adjourn(desk, meeting_id, "停电")
    sittings.resume(desk, meeting_id)
    assert running.running_item(desk, meeting_id) is None


def test_adjourning_says_why_and_when_and_is_undone(desk: Desk, clock: HandClock) -> None:
    meeting_id = _running(desk, clock)
    with pytest.raises(BadInput, match="reason_missing"):
        sittings.adjourn(desk, meeting_id, " ")
    with pytest.raises(BadInput, match="resumes_in_past"):
        sittings.adjourn(desk, meeting_id, "停电", clock.moment - HOUR)
    with pytest.raises(RuleBroken, match="meeting_not_adjourned"):
        sittings.resume(desk, meeting_id)
    sittings.adjourn(desk, meeting_id, "停电")
    with pytest.raises(RuleBroken, match="meeting_not_open"):
        sittings.adjourn(desk, meeting_id, "停电")
    undo_last(desk)
    assert read_meeting(desk, meeting_id).state is MeetingState.OPEN
    assert _sittings(desk, meeting_id) == []


def test_from_door_to_door_makes_one_record(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    topic = ready_topic(desk, people)
    meeting_id = a_meeting(desk, [topic.id])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    began = clock.moment
    clock.moment += HOUR / 2
    with pytest.raises(BadInput, match="place_missing"):
        sittings.move_on(desk, meeting_id, "")
    sittings.move_on(desk, meeting_id, "第三组李家院坝")
    clock.moment += 3 * HOUR
    later = Span(began + HOUR, began + 2 * HOUR)
    with pytest.raises(RuleBroken, match="sittings_overlap"):
        sittings.add_sitting(desk, meeting_id, "第四组", later, [people[0].id])
    sittings.adjourn(desk, meeting_id, "天黑了")
    clock.moment += timedelta(days=1)
    own = Span(clock.moment - 2 * HOUR, clock.moment - HOUR)
    sittings.add_sitting(desk, meeting_id, "第四组葡萄架下", own, [people[0].id, people[1].id])
    places = [s.place for s in _sittings(desk, meeting_id)]
    assert places == ["村部", "第三组李家院坝", "第四组葡萄架下"]
    with desk.store.read() as reader:
        came = reader.all(Attendance, meeting_id=meeting_id)
    assert {a.person_id for a in came} == {people[0].id, people[1].id}
    assert all(a.on_paper and a.spans == (own,) for a in came)
    assert all(a.state is AttendanceState.PRESENT for a in came)


def test_a_sitting_entered_afterwards_has_possible_times(desk: Desk, clock: HandClock) -> None:
    meeting_id = _running(desk, clock)
    now = clock.moment
    sittings.adjourn(desk, meeting_id, "天黑了")
    clock.moment += HOUR
    for span in (Span(now), Span(now, now), Span(now, now + 2 * HOUR)):
        with pytest.raises(BadInput, match="sitting_times_wrong"):
            sittings.add_sitting(desk, meeting_id, "第四组", span, [])
    early = Span(now - 2 * HOUR, now - HOUR)
    with pytest.raises(BadInput, match="sitting_before_meeting"):
        sittings.add_sitting(desk, meeting_id, "第四组", early, [])


def test_a_talk_added_leaves_what_the_door_knows_of_people(desk: Desk, clock: HandClock) -> None:
    meeting_id = _running(desk, clock)
    with desk.store.read() as reader:
        people = reader.all(Person, "name")
    observer, stranger = people[4], people[9]
    sign_in.observe(desk, meeting_id, observer.id)
    with desk.store.write() as uow:
        (known,) = uow.all(Attendance, person_id=observer.id)
        known = replace(known, reason="户主电话委托", household_id="h", on_paper=False)
        uow.put(known, "signed_in")
        uow.commit()
    clock.moment += HOUR
    sittings.adjourn(desk, meeting_id, "吃饭")
    clock.moment += 3 * HOUR
    talked = Span(clock.moment - 2 * HOUR, clock.moment - HOUR)
    sittings.add_sitting(desk, meeting_id, "院坝", talked, [observer.id, stranger.id])
    with desk.store.read() as reader:
        (after,) = reader.all(Attendance, person_id=observer.id)
        (new,) = reader.all(Attendance, person_id=stranger.id)
    assert after == replace(known, stays=(*known.spans, talked))
    assert (new.on_paper, new.spans) == (True, (talked,))


def test_talks_are_numbered_as_they_were_held(desk: Desk, clock: HandClock) -> None:
    meeting_id = _running(desk, clock)
    clock.moment += HOUR
    sittings.adjourn(desk, meeting_id, "吃饭")
    clock.moment += 3 * HOUR
    sittings.resume(desk, meeting_id)
    talked = Span(clock.moment - 2 * HOUR, clock.moment - HOUR)
    sittings.add_sitting(desk, meeting_id, "院坝", talked, [])
    held = _sittings(desk, meeting_id)
    assert [sitting.number for sitting in held] == [1, 2, 3]
    assert [sitting.began_at for sitting in held] == sorted(s.began_at for s in held)
    assert held[1].span == talked


def test_namesakes_are_told_apart_by_their_group(desk: Desk, clock: HandClock) -> None:
    meeting_id = _running(desk, clock)
    first, third, dotted = (
        Person(id=new_id(), name=name, group=group)
        for name, group in (("王伟", "第一组"), ("王伟", "第三组"), ("买买提·艾力", "第一组"))
    )
    with desk.store.write() as uow:
        uow.put_all([first, third, dotted], "person_added")
        uow.commit()
    names = ["王伟（第三组）", "王伟·三组", "王伟(一组)", "买买提·艾力", "买买提·艾力（第一组）"]
    found, unclear = sittings.people_named(desk, meeting_id, names)
    assert found == [third.id, third.id, first.id, dotted.id, dotted.id]
    assert unclear == []
    assert sittings.people_named(desk, meeting_id, ["王伟", "王伟（第九组）"]) == (
        [],
        ["王伟", "王伟（第九组）"],
    )


def _past(desk: Desk, **changes: object) -> Meeting:
    starts = datetime(2026, 1, 15, 9, 30, tzinfo=BEIJING)
    blank = meetings.blank_meeting(desk, starts)
    values = {"title": "冬修水利协商会", "notice_on": date(2026, 1, 8)} | changes
    return replace(blank, **values)


def test_a_meeting_held_on_paper_keeps_its_true_dates(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    now, clock.moment = clock.moment, datetime(2026, 1, 5, 9, 0, tzinfo=BEIJING)
    topic = ready_topic(desk, people)
    clock.moment = now
    ended = datetime(2026, 1, 15, 11, 0, tzinfo=BEIJING)
    meeting = enter_past_meeting(desk, _past(desk), ended, [topic.id])
    assert (meeting.state, meeting.entered_on) == (MeetingState.OPEN, desk.today)
    item = items_of(desk, meeting.id)[0]
    said = deliberation.record_opinion(desk, item.id, "渠要清。", person_id=people[1].id)
    assert said.at == meeting.starts
    talk(desk, item.id, OutcomeKind.CONSENSUS)
    assert sign_in.sign_in(desk, meeting.id, people[1].id).at.date() == date(2026, 1, 15)
    hall = deliberation.close_meeting(desk, meeting.id)
    assert hall.meeting.closed_at == ended
    assert hall.items[0].outcome is not None
    assert hall.items[0].outcome.decided_on == date(2026, 1, 15)


def test_a_past_meeting_is_over_and_says_what_became_of_its_notice(desk: Desk) -> None:
    ended = datetime(2026, 1, 15, 11, 0, tzinfo=BEIJING)
    for changes, end, code in (
        ({}, datetime(2026, 4, 1, 11, 0, tzinfo=BEIJING), "past_meeting_to_come"),
        ({}, datetime(2026, 1, 15, 9, 0, tzinfo=BEIJING), "ends_before_begin"),
        ({"notice_on": None}, ended, "notice_day_unknown"),
        ({"notice_on": date(2026, 1, 16)}, ended, "notice_after_meeting"),
        ({"place": ""}, ended, "place_missing"),
    ):
        with pytest.raises(BadInput, match=code):
            enter_past_meeting(desk, _past(desk, **changes), end)
    kept = enter_past_meeting(
        desk, _past(desk, notice_on=None, notice_reason="当时用广播通知，没有留底"), ended
    )
    assert kept.notice_on is None


MOMENTS = st.integers(0, 86_400).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=BEIJING) + timedelta(seconds=seconds)
)
SPANS = st.builds(
    lambda since, length: Span(since, since + timedelta(seconds=length)),
    MOMENTS,
    st.integers(1, 86_400),
)


@given(one=SPANS, other=SPANS)
def test_two_spans_meet_when_some_moment_lies_in_both(one: Span, other: Span) -> None:
    within = [m for m in (one.since, other.since) if one.covers(m) and other.covers(m)]
    assert one.meets(other) == (bool(within) or one.since == other.since)
    assert one.meets(other) == other.meets(one)


@given(span=SPANS, now=MOMENTS)
def test_a_span_that_ended_counts_the_same_at_any_time(span: Span, now: datetime) -> None:
    assert span.until is not None
    assert length_of([span], now) == span.until - span.since
    assert length_of([Span(span.since)], now) == max(now, span.since) - span.since
    assert Span(span.since).ended(now).until == max(now, span.since)
