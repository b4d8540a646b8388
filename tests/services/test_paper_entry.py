"""A paper sheet entered afterwards: row by row, with true times, and nothing lost."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, ready_topic, some_people, undo_last
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import AttendanceState, MeetingState, Part
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import deliberation, paper_entry, sign_in, sittings
from xieshang_desktop.services.desk import Desk, open_desk
from xieshang_desktop.services.photos import ReadPhoto
from xieshang_desktop.storage import journal


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def meeting_id(desk: Desk, people: list[Person], clock: HandClock) -> str:
    """A meeting of 12 March, whose sheet lies on the table the day after."""
    made = a_meeting(desk, [ready_topic(desk, people).id])
    clock.moment += timedelta(days=11)
    return made


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 3, 12, hour, minute, tzinfo=BEIJING)


def names(desk: Desk, meeting_id: str) -> list[str]:
    sheet = paper_entry.open_sheet(desk, meeting_id)
    return [
        sheet.people[row.attendance.person_id].name
        if row.attendance
        else "看不清"
        if row.unreadable
        else ""
        for row in sheet.rows
    ]


def test_a_row_has_its_true_time_and_says_that_it_stood_on_paper(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    entered = paper_entry.enter(desk, meeting_id, people[0].id, at(8, 52))
    assert (entered.at, entered.on_paper) == (at(8, 52), True)
    assert (entered.state, entered.part) == (AttendanceState.PRESENT, Part.COUNCIL)
    with desk.store.read() as reader:
        assert reader.one(Attendance, entered.id) == entered
        newest = journal.newest(reader, desk.store.line)
    assert newest is not None
    assert newest.read_header().kind == "entered_from_paper"
    assert newest.read_header().at.day == 13


def test_who_was_not_invited_sits_in(desk: Desk, people: list[Person], meeting_id: str) -> None:
    entered = paper_entry.enter(desk, meeting_id, people[11].id, at(9, 0))
    assert (entered.state, entered.part) == (AttendanceState.OBSERVING, Part.OBSERVER)


def test_rows_keep_their_numbers_and_a_cleared_one_is_the_next(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    for person in people[:3]:
        paper_entry.enter(desk, meeting_id, person.id, at(9, 0))
    paper_entry.skip(desk, meeting_id)
    paper_entry.enter(desk, meeting_id, people[4].id, at(9, 0))
    assert names(desk, meeting_id) == ["王小一", "王小二", "王小三", "看不清", "王小五"]
    assert paper_entry.open_sheet(desk, meeting_id).next_row == 6
    paper_entry.clear_row(desk, meeting_id, 2)
    assert paper_entry.open_sheet(desk, meeting_id).next_row == 2
    with desk.store.read() as reader:
        assert reader.count(Attendance, meeting_id=meeting_id) == 3
    paper_entry.enter(desk, meeting_id, people[5].id, at(9, 1))
    assert names(desk, meeting_id) == ["王小一", "王小六", "王小三", "看不清", "王小五"]
    paper_entry.clear_row(desk, meeting_id, 4)
    assert paper_entry.open_sheet(desk, meeting_id).next_row == 4
    with pytest.raises(RuleBroken, match="row_empty"):
        paper_entry.clear_row(desk, meeting_id, 4)


def test_undo_empties_the_row(desk: Desk, people: list[Person], meeting_id: str) -> None:
    for person in people[:2]:
        paper_entry.enter(desk, meeting_id, person.id, at(9, 0))
    undo_last(desk)
    assert names(desk, meeting_id) == ["王小一"]
    paper_entry.clear_row(desk, meeting_id, 1)
    undo_last(desk)
    assert names(desk, meeting_id) == ["王小一"]


def test_nobody_stands_in_two_rows(desk: Desk, people: list[Person], meeting_id: str) -> None:
    paper_entry.enter(desk, meeting_id, people[0].id, at(9, 0))
    for call in (
        lambda: paper_entry.enter(desk, meeting_id, people[0].id, at(9, 5)),
        lambda: paper_entry.match(desk, meeting_id, people[0].id),
    ):
        with pytest.raises(RuleBroken, match="entered_on_paper") as broken:
            call()
        assert broken.value.facts == {"name": "王小一", "row": 1}


def test_who_signed_at_the_door_is_matched_and_not_entered_again(
    desk: Desk, people: list[Person], meeting_id: str, clock: HandClock
) -> None:
    signed = sign_in.sign_in(desk, meeting_id, people[0].id)
    with pytest.raises(RuleBroken, match="already_signed_in"):
        paper_entry.enter(desk, meeting_id, people[0].id, at(9, 0))
    paper_entry.match(desk, meeting_id, people[0].id)
    assert names(desk, meeting_id) == ["王小一"]
    with desk.store.read() as reader:
        assert reader.all(Attendance, meeting_id=meeting_id) == [signed]
    paper_entry.clear_row(desk, meeting_id, 1)
    with desk.store.read() as reader:
        assert reader.all(Attendance, meeting_id=meeting_id) == [signed]
    with pytest.raises(RuleBroken, match="not_signed_in"):
        paper_entry.match(desk, meeting_id, people[1].id)


def test_who_was_excused_and_stands_on_the_sheet_came_after_all(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    excused = sign_in.excuse(desk, meeting_id, people[0].id, "外出")
    entered = paper_entry.enter(desk, meeting_id, people[0].id, at(9, 0))
    assert entered.id == excused.id
    assert (entered.here, entered.reason) == (True, "")


def test_a_time_that_has_not_come_is_refused(
    desk: Desk, people: list[Person], meeting_id: str, clock: HandClock
) -> None:
    with pytest.raises(BadInput, match="time_to_come"):
        paper_entry.enter(desk, meeting_id, people[0].id, clock() + timedelta(minutes=1))
    paper_entry.enter(desk, meeting_id, people[0].id, at(9, 0))
    with pytest.raises(BadInput, match="time_to_come"):
        paper_entry.change_time(desk, meeting_id, 1, clock() + timedelta(minutes=1))


def test_a_time_is_corrected(desk: Desk, people: list[Person], meeting_id: str) -> None:
    first = paper_entry.enter(desk, meeting_id, people[0].id, at(9, 0))
    assert paper_entry.change_time(desk, meeting_id, 1, at(8, 41)).id == first.id
    sheet = paper_entry.open_sheet(desk, meeting_id)
    assert [row.attendance.at for row in sheet.rows if row.attendance] == [at(8, 41)]
    with pytest.raises(RuleBroken, match="row_empty"):
        paper_entry.change_time(desk, meeting_id, 2, at(8, 41))


def test_a_sealed_meeting_takes_no_rows(desk: Desk, people: list[Person], meeting_id: str) -> None:
    with desk.store.write() as uow:
        meeting = uow.one(Meeting, meeting_id)
        uow.put(replace(meeting, state=MeetingState.SEALED), "meeting_sealed")
        uow.commit()
    with pytest.raises(RuleBroken, match="meeting_over"):
        paper_entry.enter(desk, meeting_id, people[0].id, at(9, 0))


def test_the_photo_of_the_sheet_is_kept_with_the_meeting(desk: Desk, meeting_id: str) -> None:
    photo = paper_entry.keep_sheet(desk, meeting_id, ReadPhoto(b"jpeg", "IMG_1.jpg"))
    assert (photo.object_type, photo.caption) == (Meeting.NOUN, "签到表原件")
    assert paper_entry.open_sheet(desk, meeting_id).photos == (photo,)


def test_the_day_is_that_of_the_meeting(desk: Desk, meeting_id: str) -> None:
    sheet = paper_entry.open_sheet(desk, meeting_id)
    assert sheet.first_time == time(9, 0)
    assert sheet.moment(time(8, 41)) == at(8, 41)


def test_of_a_meeting_that_goes_on_the_day_is_that_of_the_sitting(
    desk: Desk, clock: HandClock, meeting_id: str
) -> None:
    deliberation.open_meeting(desk, meeting_id)
    sittings.adjourn(desk, meeting_id, "停电")
    clock.moment = at(10, 15) + timedelta(days=5)
    sittings.resume(desk, meeting_id)
    sheet = paper_entry.open_sheet(desk, meeting_id)
    assert sheet.first_time == time(10, 15)
    assert sheet.moment(time(10, 30)) == at(10, 30) + timedelta(days=5)


def test_what_another_laptop_entered_stands_below(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    with desk.store.write() as uow:
        uow.put(
            Attendance(
                id="0" * 36,
                meeting_id=meeting_id,
                person_id=people[0].id,
                state=AttendanceState.PRESENT,
                part=Part.COUNCIL,
                at=at(9, 0),
                on_paper=True,
            ),
            "entered_from_paper",
        )
        uow.commit()
    assert names(desk, meeting_id) == ["王小一"]


@given(st.times())
def test_any_time_can_be_typed_in_four_figures(moment: time) -> None:
    wanted = moment.replace(second=0, microsecond=0)
    for words in (f"{moment:%H%M}", f"{moment:%H:%M}", f"{moment.hour}：{moment:%M}"):
        assert paper_entry.split_clock(words) == (wanted, "")
        assert paper_entry.split_clock(f" {words} zgd") == (wanted, "zgd")
        assert paper_entry.split_clock(f"{words}张国栋") == (wanted, "张国栋")


def test_letters_are_a_name_and_other_figures_no_time() -> None:
    assert paper_entry.split_clock(" zgd ") == (None, "zgd")
    for words in ("2561", "9", "090512", "24:00"):
        with pytest.raises(BadInput, match="clock_unreadable"):
            paper_entry.split_clock(words)


_ENTERING = """
import sys
from datetime import datetime
from pathlib import Path
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import paper_entry
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.domain.people import Person
data, device, meeting_id = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
clock = lambda: datetime(2026, 3, 13, 9, 0, tzinfo=BEIJING)
desk = open_desk(data, device, clock)
with desk.store.read() as reader:
    people = [p for p in reader.all(Person) if p.name.startswith("王")]
for number, person in enumerate(people, 1):
    moment = datetime(2026, 3, 12, 8, number % 60, tzinfo=BEIJING)
    paper_entry.enter(desk, meeting_id, person.id, moment)
    print(person.id, flush=True)
"""


def test_after_midnight_is_the_next_day(desk: Desk, people: list[Person], clock: HandClock) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    with desk.store.write() as uow:
        meeting = uow.one(Meeting, meeting_id)
        uow.put(replace(meeting, starts=at(23, 0)), "meeting_changed")
        uow.commit()
    clock.moment += timedelta(days=11)
    sheet = paper_entry.open_sheet(desk, meeting_id)
    entered = paper_entry.enter(desk, meeting_id, people[0].id, sheet.moment(time(0, 30)))
    assert entered.at == at(0, 30) + timedelta(days=1)
    assert sheet.moment(time(22, 40)) == at(22, 40)


def test_a_time_long_before_the_meeting_is_not_taken_without_a_word(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    early = paper_entry.open_sheet(desk, meeting_id).moment(time(3, 30))
    assert early == at(3, 30)
    with pytest.raises(BadInput, match="paper_time_early"):
        paper_entry.enter(desk, meeting_id, people[0].id, early)
    paper_entry.enter(desk, meeting_id, people[0].id, at(8, 30))
    with pytest.raises(BadInput, match="paper_time_early"):
        paper_entry.change_time(desk, meeting_id, 1, early)


@pytest.mark.parametrize("rows", [1, 23])
def test_a_power_cut_loses_no_row_that_was_entered(
    tmp_path: Path, desk: Desk, clock: HandClock, rows: int
) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, some_people(desk, 60)).id])
    desk.close()
    data, device = tmp_path / "data", tmp_path / "device"
    running = subprocess.Popen(
        [sys.executable, "-c", _ENTERING, str(data), str(device), meeting_id],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    said = [running.stdout.readline().strip() for _ in range(rows)]
    running.kill()
    said += running.stdout.read().split()
    running.stdout.close()
    running.wait()
    again = open_desk(data, device, clock)
    clock.moment += timedelta(days=11)
    sheet = paper_entry.open_sheet(again, meeting_id)
    entered = [row.attendance.person_id for row in sheet.rows if row.attendance]
    assert entered[: len(said)] == said
    assert len(entered) <= len(said) + 1
    with again.store.read() as reader:
        assert journal.verify(reader) == []
    again.close()


def test_the_sheet_of_the_first_day_is_entered_after_a_second_sitting(
    desk: Desk, people: list[Person], clock: HandClock, meeting_id: str
) -> None:
    clock.moment = at(9, 0)
    deliberation.open_meeting(desk, meeting_id)
    clock.moment = at(9, 30)
    sittings.adjourn(desk, meeting_id, "停电")
    clock.moment = at(10, 15) + timedelta(days=5)
    sittings.resume(desk, meeting_id)
    last = paper_entry.open_sheet(desk, meeting_id)
    first = last.of(last.sittings[0])
    assert (last.first_time, first.first_time) == (time(10, 15), time(9, 0))
    early = first.moment(time(8, 55))
    with pytest.raises(BadInput, match="paper_time_early"):
        paper_entry.enter(desk, meeting_id, people[0].id, early)
    entered = paper_entry.enter(desk, meeting_id, people[0].id, early, first.began)
    assert entered.at == at(8, 55)
    later = first.moment(time(9, 5))
    assert paper_entry.change_time(desk, meeting_id, 1, later, first.began).at == at(9, 5)
