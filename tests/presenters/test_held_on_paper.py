"""补录: what does not happen now is not offered, and what was entered wrongly is put right."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import Attempts, ready_topic, some_people
from tests.presenters.told import Told, Ways
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import meetings, sign_in
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.past_meetings import enter_past_meeting
from xieshang_desktop.ui.presenters.meeting_door_ways import ways_of
from xieshang_desktop.ui.presenters.meeting_edit import EditPresenter
from xieshang_desktop.ui.presenters.meeting_hall import HallPresenter
from xieshang_desktop.ui.presenters.meeting_hall_view import HallView
from xieshang_desktop.ui.presenters.meeting_more import MorePresenter

STARTS = datetime(2026, 3, 22, 9, 0, tzinfo=BEIJING)


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def meeting(desk: Desk, clock: HandClock, people: list[Person]) -> Meeting:
    topic = ready_topic(desk, people)
    clock.moment = datetime(2026, 4, 11, 9, 0, tzinfo=BEIJING)
    blank = meetings.blank_meeting(desk, STARTS)
    held = replace(blank, title="春修水利", notice_on=datetime(2026, 3, 12, tzinfo=BEIJING).date())
    return enter_past_meeting(desk, held, STARTS + timedelta(hours=2), [topic.id])


def test_the_hall_ends_such_a_meeting_but_begins_nothing(
    desk: Desk, page: Told, attempts: Attempts, ways: Ways, meeting: Meeting
) -> None:
    hall = HallPresenter(desk, page, attempts, ways)
    hall.open(meeting.id)
    view: HallView = page.last("show_hall")
    assert (view.timed, view.following) == (False, "")
    assert page.named("show_hall")["end"] == "散会"
    assert page.named("show_floor")["may_speak"] is False


def test_more_offers_what_may_be_done(
    desk: Desk, page: Told, attempts: Attempts, ways: Ways, meeting: Meeting
) -> None:
    MorePresenter(desk, page, attempts, ways).open(meeting.id)
    keys = {row.key for row in page.last("show_more")}
    assert keys == {"statements", "paper", "sitting"}


def test_who_came_then_left_then_and_is_not_excused_now(
    desk: Desk, meeting: Meeting, people: list[Person]
) -> None:
    attendance: Attendance = sign_in.sign_in(desk, meeting.id, people[4].id)
    door = sign_in.open_door(desk, meeting.id)
    hit = sign_in.door_lines(desk, [attendance.person_id])[attendance.person_id]
    keys = [key for key, _words in ways_of(door, hit, "", desk.clock()).choices]
    assert "excuse" not in keys
    assert keys[0] == "leave"


def test_its_form_has_its_notice_and_its_times(
    desk: Desk, page: Told, attempts: Attempts, meeting: Meeting
) -> None:
    edit = EditPresenter(desk, page, attempts)
    edit.open(meeting.id)
    form, _convenors, kind = page.last("show_form")
    assert kind == "entered"
    edit.save(form._replace(ends=None))
    assert page.last("show_error")[0] == "ends"
    edit.save(form._replace(begins=time(9, 30)))
    kept = read_meeting(desk, meeting.id)
    assert kept.opened_at == kept.starts == STARTS + timedelta(minutes=30)
