"""A meeting that was held on paper and is entered afterwards: nothing of it happens now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, items_of, ready_topic, some_people, talk
from xieshang_desktop.domain.attendance import Invitation
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Opinion, Sitting, Speech
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.publicity import Notice
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.stays import minutes_late, stays_of
from xieshang_desktop.domain.terms import MeetingState, OutcomeKind
from xieshang_desktop.errors import BadInput, Problem, RuleBroken
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import (
    coming_and_going,
    deliberation,
    meetings,
    opinions,
    running,
    sign_in,
    sittings,
    speaking,
    topics,
)
from xieshang_desktop.services.attending import room_in
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.past_meetings import enter_past_meeting
from xieshang_desktop.services.recorders import swap_recorder

STARTS = datetime(2026, 3, 22, 9, 0, tzinfo=BEIJING)
ENDS = STARTS + timedelta(hours=2)
HOUR = timedelta(hours=1)


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def meeting(desk: Desk, clock: HandClock, people: list[Person]) -> Meeting:
    """Held on 22 March, entered on 11 April."""
    topic = ready_topic(desk, people)
    clock.moment = datetime(2026, 4, 11, 9, 0, tzinfo=BEIJING)
    return enter_past_meeting(desk, _past(desk), ENDS, [topic.id])


def _past(desk: Desk, **changes: object) -> Meeting:
    values = {"title": "春修水利协商会", "notice_on": date(2026, 3, 12), "recorder": "王会计"}
    return replace(meetings.blank_meeting(desk, STARTS), **(values | changes))


def test_what_happens_now_is_refused_with_one_sentence(desk: Desk, meeting: Meeting) -> None:
    item = items_of(desk, meeting.id)[0].id
    calls: tuple[Callable[[], object], ...] = (
        lambda: running.begin_item(desk, item),
        lambda: running.next_item(desk, meeting.id),
        lambda: speaking.ask_floor(desk, item, speaker="李德发"),
        lambda: sittings.adjourn(desk, meeting.id, "停电"),
        lambda: sittings.move_on(desk, meeting.id, "第二组晒谷场"),
        lambda: swap_recorder(desk, meeting.id, "李文书"),
    )
    for call in calls:
        with pytest.raises(RuleBroken, match="held_on_paper"):
            call()
    with desk.store.read() as reader:
        assert not reader.all(Sitting) + reader.all(Speech)


def test_who_came_and_did_not_come_did_so_then(
    desk: Desk, meeting: Meeting, people: list[Person]
) -> None:
    came, away, gone = (person.id for person in people[4:7])
    assert sign_in.excuse(desk, meeting.id, away, "住院").at == STARTS
    assert sign_in.mark_absent(desk, meeting.id, gone).at == STARTS
    sign_in.sign_in(desk, meeting.id, came)
    with pytest.raises(BadInput, match="time_missing"):
        sign_in.excuse(desk, meeting.id, came, "家里有事")
    left = sign_in.excuse(desk, meeting.id, came, "家里有事", STARTS + HOUR)
    assert left.spans == (Span(STARTS, STARTS + HOUR),)
    with pytest.raises(RuleBroken, match="already_signed_in"):
        sign_in.sign_in(desk, meeting.id, came)


def test_another_talk_is_added_and_the_meeting_ends_with_the_last(
    desk: Desk, meeting: Meeting, people: list[Person]
) -> None:
    first, second = people[4].id, people[5].id
    sign_in.sign_in(desk, meeting.id, first)
    again = Span(STARTS + timedelta(hours=5), STARTS + timedelta(hours=6))
    sittings.add_sitting(desk, meeting.id, "李家院坝", again, [second])
    later = sign_in.sign_in(desk, meeting.id, people[6].id)
    assert later.at == STARTS
    talk(desk, items_of(desk, meeting.id)[0].id, OutcomeKind.CONTINUE)
    closed = deliberation.close_meeting(desk, meeting.id).meeting
    assert closed.closed_at == again.until
    with desk.store.read() as reader:
        held, room = sittings.sittings_of(reader, closed), room_in(reader, closed)
    assert [(s.number, s.span) for s in held] == [(1, Span(STARTS, ENDS)), (2, again)]
    assert stays_of(later, room) == (Span(STARTS, ENDS),)
    assert minutes_late(later, room) == 0


def test_its_times_are_put_right_and_what_was_entered_goes_along(
    desk: Desk, meeting: Meeting, people: list[Person]
) -> None:
    came = sign_in.sign_in(desk, meeting.id, people[4].id)
    coming_and_going.leave(desk, meeting.id, came.person_id, STARTS + HOUR)
    item = items_of(desk, meeting.id)[0]
    deliberation.record_opinion(desk, item.id, "渠要清。", person_id=people[4].id)
    day, half = timedelta(days=1), timedelta(minutes=30)
    right = replace(
        meeting,
        starts=STARTS + day + half,
        ends=ENDS + day,
        notice_on=date(2026, 3, 14),
        place="新村",
    )
    kept = meetings.change_meeting(desk, right)
    assert (kept.opened_at, kept.notice_on, kept.state) == (
        *(STARTS + day + half, date(2026, 3, 14)),
        MeetingState.OPEN,
    )
    with desk.store.read() as reader:
        attendance = reader.one(type(came), came.id)
        (said,) = reader.all(Opinion, meeting_id=meeting.id)
        (notice,) = reader.all(Notice, meeting_id=meeting.id)
    assert attendance.spans == (Span(kept.starts, STARTS + day + HOUR),)
    assert (said.at, notice.issued_on) == (kept.starts, date(2026, 3, 14))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"starts": ENDS}, "ends_before_begin"),
        ({"ends": datetime(2026, 4, 12, 9, 0, tzinfo=BEIJING)}, "past_meeting_to_come"),
        ({"notice_on": date(2026, 3, 22)}, "notice_late"),
        ({"notice_on": None}, "notice_day_unknown"),
    ],
)
def test_it_is_checked_again_when_it_is_put_right(
    desk: Desk, meeting: Meeting, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Problem, match=code):
        meetings.change_meeting(desk, replace(meeting, **changes))
    assert read_meeting(desk, meeting.id) == meeting


def test_a_late_notice_needs_its_reason_here_too(desk: Desk, clock: HandClock) -> None:
    clock.moment += timedelta(days=40)
    on_the_day = _past(desk, notice_on=STARTS.date())
    with pytest.raises(RuleBroken, match="notice_late"):
        enter_past_meeting(desk, on_the_day, ENDS)
    assert enter_past_meeting(desk, replace(on_the_day, notice_reason="汛情紧急"), ENDS)


def test_nothing_is_older_than_what_it_rests_on(
    desk: Desk, clock: HandClock, people: list[Person]
) -> None:
    clock.moment = datetime(2026, 4, 11, 9, 0, tzinfo=BEIJING)
    topic = ready_topic(desk, people)
    with pytest.raises(RuleBroken, match="topic_after_meeting"):
        enter_past_meeting(desk, _past(desk), ENDS, [topic.id])
    topics.save_topic(desk, replace(topic, proposed_on=date(2026, 3, 1)))
    with pytest.raises(RuleBroken, match="research_after_meeting"):
        enter_past_meeting(desk, _past(desk), ENDS, [topic.id])


def test_research_that_came_later_is_not_of_this_meeting(
    desk: Desk, clock: HandClock, meeting: Meeting
) -> None:
    (file,) = deliberation.open_hall(desk, meeting.id).items
    (before,) = file.research
    later = replace(before, id=before.id[:-4] + "ffff", made_on=desk.today)
    topics.save_research(desk, later)
    (file,) = deliberation.open_hall(desk, meeting.id).items
    assert file.research == (before,)


def test_a_running_meeting_may_be_put_right_on_its_second_day(
    desk: Desk, clock: HandClock, people: list[Person]
) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    sittings.adjourn(desk, meeting_id, "停电")
    clock.moment += timedelta(days=1)
    known = read_meeting(desk, meeting_id)
    assert meetings.change_meeting(desk, replace(known, place="村小学")).place == "村小学"
    with pytest.raises(BadInput, match="ends_before_begin"):
        meetings.change_meeting(desk, replace(known, ends=known.starts - HOUR))


def test_a_meeting_that_was_called_off_or_is_over_takes_nothing_more(
    desk: Desk, clock: HandClock, people: list[Person]
) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    (item,) = items_of(desk, meeting_id)
    meetings.cancel_meeting(desk, meeting_id, "汛情")
    with desk.store.read() as reader:
        invitation = reader.all(Invitation, meeting_id=meeting_id)[0]
    calls: tuple[Callable[[], object], ...] = (
        lambda: speaking.set_rules(desk, meeting_id, minutes=3, times=2, alternating=False),
        lambda: opinions.write_mood(desk, item.id, "大家都赞成"),
        lambda: meetings.uninvite(desk, invitation.id),
    )
    for call in calls:
        with pytest.raises(RuleBroken, match="meeting_over"):
            call()
    with desk.store.read() as reader:
        assert reader.one(AgendaItem, item.id).mood == ""
        assert reader.find(Invitation, invitation.id) == invitation
