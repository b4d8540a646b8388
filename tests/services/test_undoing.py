"""What others build on is taken back only while nothing stands that was written since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, items_of, ready_topic, some_people
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Sitting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import agenda, deliberation, meetings, sign_in, sittings, speaking
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.past_meetings import enter_past_meeting
from xieshang_desktop.services.running import begin_item
from xieshang_desktop.services.undoing import undo

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


def _done(desk: Desk, call: Callable[[], object]) -> str:
    call()
    return desk.store.recent[-1]


def _refused_until_undone(desk: Desk, action: str, later: Callable[[], object]) -> None:
    """Refused while what came later stands; possible once that was taken back itself."""
    after = _done(desk, later)
    with pytest.raises(RuleBroken, match="undo_lasting"):
        undo(desk, action)
    undo(desk, after)
    undo(desk, action)


def test_a_meeting_that_was_entered_keeps_what_hangs_on_it(
    desk: Desk, clock: HandClock, people: list[Person]
) -> None:
    starts = datetime(2026, 1, 15, 9, 30, tzinfo=BEIJING)
    blank = replace(
        meetings.blank_meeting(desk, starts), title="冬修水利", notice_on=date(2026, 1, 5)
    )
    action = _done(desk, lambda: enter_past_meeting(desk, blank, starts + HOUR))
    _refused_until_undone(desk, action, lambda: sign_in.sign_in(desk, blank.id, people[4].id))
    with desk.store.read() as reader:
        assert reader.find(Meeting, blank.id) is None


def test_an_item_with_an_opinion_stays(desk: Desk, meeting_id: str, people: list[Person]) -> None:
    action = _done(desk, lambda: agenda.add_item(desk, meeting_id, title="加一项"))
    item = items_of(desk, meeting_id)[-1]
    _refused_until_undone(
        desk,
        action,
        lambda: deliberation.record_opinion(desk, item.id, "要修。", person_id=people[4].id),
    )
    with desk.store.read() as reader:
        assert reader.find(AgendaItem, item.id) is None


def test_an_item_runs_while_somebody_speaks_on_it(desk: Desk, meeting_id: str) -> None:
    (item,) = items_of(desk, meeting_id)
    action = _done(desk, lambda: begin_item(desk, item.id))
    _refused_until_undone(desk, action, lambda: speaking.ask_floor(desk, item.id, speaker="李德发"))
    assert items_of(desk, meeting_id)[0].spans == ()


def test_a_meeting_that_goes_on_stays_open(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    sittings.adjourn(desk, meeting_id, "停电")
    action = _done(desk, lambda: sittings.resume(desk, meeting_id))
    _refused_until_undone(desk, action, lambda: sign_in.sign_in(desk, meeting_id, people[5].id))
    assert read_meeting(desk, meeting_id).state is MeetingState.ADJOURNED


def test_a_break_stays_while_another_talk_was_added(
    desk: Desk, clock: HandClock, meeting_id: str, people: list[Person]
) -> None:
    clock.moment += HOUR
    action = _done(desk, lambda: sittings.adjourn(desk, meeting_id, "停电"))
    clock.moment += 5 * HOUR
    talked = Span(clock.moment - 2 * HOUR, clock.moment - HOUR)
    _refused_until_undone(
        desk,
        action,
        lambda: sittings.add_sitting(desk, meeting_id, "院坝", talked, [people[5].id]),
    )
    with desk.store.read() as reader:
        assert reader.all(Sitting, meeting_id=meeting_id) == []
    assert read_meeting(desk, meeting_id).state is MeetingState.OPEN


def test_two_items_are_taken_back_one_after_the_other(desk: Desk, meeting_id: str) -> None:
    first = _done(desk, lambda: agenda.add_item(desk, meeting_id, title="加一项"))
    second = _done(desk, lambda: agenda.add_item(desk, meeting_id, title="再加一项"))
    undo(desk, second)
    undo(desk, first)
    assert len(items_of(desk, meeting_id)) == 1
