"""What F3 offers, what the keys do, and what the figures and rows say of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import MORNING, Attempts, a_meeting, ready_topic, some_people
from tests.presenters.told import Told
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Household, Person, pass_code
from xieshang_desktop.services import deliberation, sittings
from xieshang_desktop.services.coming_and_going import read_time
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.sign_in import open_door
from xieshang_desktop.ui.presenters.meeting_door import DoorPresenter
from xieshang_desktop.ui.presenters.meeting_door_rows import DoorRow


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def meeting_id(desk: Desk, clock: HandClock, people: list[Person]) -> str:
    """Eight are invited, the first two of one household; the meeting has begun, by household."""
    made = a_meeting(desk, [ready_topic(desk, people).id])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, made)
    with desk.store.write() as uow:
        uow.put(replace(uow.one(Meeting, made), by_household=True), "meeting_changed")
        uow.put(Household(id="h", group="第一组", head=people[0].name), "household_added")
        uow.put_all([replace(p, household_id="h") for p in people[:2]], "person_changed")
        uow.commit()
    return made


@pytest.fixture
def door(desk: Desk, page: Told, attempts: Attempts, meeting_id: str) -> DoorPresenter:
    presenter = DoorPresenter(desk, page, attempts)
    presenter.open(meeting_id)
    return presenter


def keys(page: Told) -> list[str]:
    return [key for key, _words in page.last("ask_ways").choices]


def row(door: DoorPresenter, page: Told, person: Person) -> DoorRow:
    door.narrow(person.name)
    found: list[DoorRow] = page.last("show_rows")
    return next(each for each in found if each.key == person.id)


def lines(page: Told) -> dict[str, str]:
    return {line.label: line.value for line in page.last("show_figures").lines}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("10:20", (10, 20)),
        ("10：20", (10, 20)),
        ("1020", (10, 20)),
        ("920", (9, 20)),
        ("9点05分", (9, 5)),
        ("10点", (10, 0)),
        ("25:00", None),
        ("10:75", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, told: tuple[int, int] | None) -> None:
    wanted = None if told is None else MORNING.replace(hour=told[0], minute=told[1])
    assert read_time(text, MORNING) == wanted


def test_who_is_not_here_may_be_excused_sit_in_listen_or_be_absent(
    door: DoorPresenter, page: Told, people: list[Person]
) -> None:
    door.ask_ways(people[4].id)
    assert keys(page) == ["excuse", "present", "observe", "visit", "absent", "voice", "voice_for"]
    assert page.last("ask_ways").chosen == "excuse"
    assert dict(page.last("ask_ways").households)["h"] == "王小一、王小二家"


def test_who_is_here_may_leave_and_who_left_may_come_back(
    door: DoorPresenter, page: Told, people: list[Person]
) -> None:
    door.sign_in(people[4].id)
    door.ask_ways(people[4].id)
    assert keys(page)[0] == "leave"
    assert {"arrival", "wrong", "withdraw"} <= set(keys(page))
    assert "absent" not in keys(page)
    door.toggle_inside(people[4].id)
    door.ask_ways(people[4].id)
    assert keys(page)[0] == "back"


def test_a_second_of_a_household_is_told_who_speaks_for_it(
    door: DoorPresenter, page: Told, people: list[Person]
) -> None:
    door.sign_in(people[1].id)
    door.sign_in(people[0].id)
    assert page.last("show_hint")[0].startswith("这一户由王小二代表，王小一在场")
    assert lines(page)["实到户 / 应到户"] == "1 / 7"
    assert row(door, page, people[1]).role.startswith("户代表 · ")
    door.represent(people[0].id)
    assert row(door, page, people[0]).role.startswith("户代表 · ")
    assert not row(door, page, people[1]).role.startswith("户代表")
    door.undo()
    assert row(door, page, people[1]).role.startswith("户代表 · ")


def test_what_is_kept_in_memory_is_what_is_on_file_whatever_was_done(
    door: DoorPresenter,
    desk: Desk,
    clock: HandClock,
    meeting_id: str,
    people: list[Person],
    page: Told,
) -> None:
    door.sign_in(people[0].id)
    clock.moment += timedelta(minutes=7)
    door.sign_in(people[1].id)
    door.narrow(people[11].name)
    door.attend(people[11].id, "visit")
    door.toggle_inside(people[0].id)
    door.toggle_inside(people[0].id)
    door.go(people[1].id, "leave", clock.moment)
    door.go(people[1].id, "arrival", clock.moment - timedelta(minutes=3))
    door.narrow(people[9].name)
    door.represent(people[9].id, people[4].id, "本人委托")
    door.wrong_person(people[1].id)
    door.sign_in(people[2].id)
    door.mark_absent(people[5].id)
    door.mark_rest_absent()
    door.undo()
    told = (page.last("show_figures"), page.last("show_rest"))
    door.open(meeting_id)
    assert (page.last("show_figures"), page.last("show_rest")) == told
    while door.undo():
        pass
    assert open_door(desk, meeting_id).attendances == {}


def test_a_pass_scanned_into_a_form_signs_its_person_in(
    door: DoorPresenter, page: Told, people: list[Person]
) -> None:
    door.scan(pass_code(people[3].id))
    assert row(door, page, people[3]).state == "09:00 已签"


def test_after_a_break_the_list_begins_anew_and_rows_say_who_was_there(
    door: DoorPresenter,
    desk: Desk,
    clock: HandClock,
    meeting_id: str,
    page: Told,
    people: list[Person],
) -> None:
    door.sign_in(people[2].id)
    clock.moment += timedelta(hours=2)
    sittings.adjourn(desk, meeting_id, "停电")
    clock.moment += timedelta(hours=3)
    sittings.resume(desk, meeting_id)
    door.open(meeting_id)
    assert page.last("show_figures").present == 0
    assert row(door, page, people[2]).state == "上一场到过"
    assert row(door, page, people[2]).action == "签到"
    clock.moment += timedelta(minutes=9)
    door.sign_in(people[2].id)
    assert row(door, page, people[2]).state == "迟到 9 分"
    assert page.last("show_figures").present == 1


def test_the_rest_is_not_absent_before_the_meeting_begins(
    desk: Desk, page: Told, attempts: Attempts, people: list[Person], meeting_id: str
) -> None:
    planned = a_meeting(desk, [ready_topic(desk, people, "清淤").id])
    door = DoorPresenter(desk, page, attempts)
    door.open(planned)
    assert page.last("show_rest") == 0
    door.ask_nobody()
    assert page.last("show_hint")[0] == "先输入名字，标出一个人，再按 F3。"
    door.ask_rest()
    assert page.times("ask_rest") == 0
    assert not door.mark_absent(people[0].id)


def test_a_clock_of_another_day_is_told_with_its_date(
    door: DoorPresenter, clock: HandClock, page: Told, people: list[Person]
) -> None:
    door.sign_in(people[2].id)
    clock.moment = datetime(2020, 1, 1, 0, 3, tzinfo=MORNING.tzinfo)
    door.sign_in(people[3].id)
    assert "现在显示 2020-01-01 00:03，刚才却记到了 2026-03-12 09:00" in page.last("show_clock")
