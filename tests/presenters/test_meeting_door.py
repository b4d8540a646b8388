"""The door: who is found at each keystroke, who is in, and the way back."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import Attempts, a_meeting, ready_topic, some_people, talk
from tests.presenters.told import Told
from xieshang_desktop.domain.people import Person, pass_code
from xieshang_desktop.domain.terms import AttendanceState, Part, Rank
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import deliberation, meetings, minutes, sealing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import add_person
from xieshang_desktop.services.sign_in import open_door
from xieshang_desktop.ui.presenters.meeting_door import DoorPresenter
from xieshang_desktop.ui.presenters.meeting_door_rows import DoorRow


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def meeting_id(desk: Desk, people: list[Person]) -> str:
    """Eight of the twelve are invited: council, supervision and the stakeholders of the topic."""
    return a_meeting(desk, [ready_topic(desk, people).id])


@pytest.fixture
def door(desk: Desk, page: Told, attempts: Attempts, meeting_id: str) -> DoorPresenter:
    presenter = DoorPresenter(desk, page, attempts)
    presenter.open(meeting_id)
    return presenter


def rows(page: Told) -> list[DoorRow]:
    shown: list[DoorRow] = page.last("show_rows")
    return shown


def test_an_empty_box_shows_who_is_expected_and_marks_nobody(
    door: DoorPresenter, page: Told
) -> None:
    assert len(rows(page)) == 8
    assert page.named("show_rows") == {"mark_first": False}
    assert {row.state for row in rows(page)} == {"待签"}
    figures = page.last("show_figures")
    assert (figures.present, figures.expected, figures.missing) == (0, 8, 8)
    assert len(figures.names) == 8


def test_initials_find_the_invited_before_all_others(door: DoorPresenter, page: Told) -> None:
    door.narrow("wx")
    found = rows(page)
    assert page.named("show_rows") == {"mark_first": True}
    assert [row.state for row in found] == ["待签"] * 8 + ["未邀请"] * 4
    assert found[0].action == "签到"


def test_a_composed_syllable_narrows_as_typed_letters_do(door: DoorPresenter, page: Told) -> None:
    door.narrow("王xiaoer")
    assert [row.name for row in rows(page)] == ["王小二"]


def test_a_scanned_pass_finds_its_person_alone_to_be_signed_in_by_enter(
    door: DoorPresenter, page: Told, people: list[Person]
) -> None:
    door.narrow(pass_code(people[0].id))
    assert [row.key for row in rows(page)] == [people[0].id]
    assert page.named("show_rows") == {"mark_first": True}
    door.narrow(pass_code(people[11].id))
    assert [row.state for row in rows(page)] == ["未邀请"]


def test_signing_in_changes_one_row_and_one_figure_and_empties_the_box(
    door: DoorPresenter, page: Told, people: list[Person]
) -> None:
    door.narrow("wxy")
    door.sign_in(people[0].id)
    assert page.times("empty_box") == 1
    figures = page.last("show_figures")
    assert (figures.present, figures.missing) == (1, 7)
    assert people[0].id not in [row.key for row in rows(page)]
    assert page.last("show_undo") == "王小一 签到"
    door.narrow("wxy")
    assert rows(page)[0].state == "09:00 已签"
    assert rows(page)[0].state_kind == "done"
    assert rows(page)[0].action == ""


def test_what_is_kept_in_memory_is_what_is_on_file(
    door: DoorPresenter, desk: Desk, meeting_id: str, people: list[Person], page: Told
) -> None:
    for person in (*people[:3], people[11]):
        door.sign_in(person.id)
    door.excuse(people[4].id, "外出")
    door.add_guest("单立文", "镇水利站")
    door.undo()
    told = page.last("show_figures")
    door.open(meeting_id)
    assert page.last("show_figures") == told
    kept = open_door(desk, meeting_id)
    assert {a.state for a in kept.attendances.values()} == {
        AttendanceState.PRESENT,
        AttendanceState.OBSERVING,
        AttendanceState.EXCUSED,
    }


def test_who_is_in_already_is_told_so_and_no_entry_is_written(
    door: DoorPresenter, page: Told, people: list[Person], desk: Desk, attempts: Attempts
) -> None:
    door.sign_in(people[0].id)
    recent = list(desk.store.recent)
    door.sign_in(people[0].id)
    assert page.last("show_hint") == ("王小一 09:00 已经签到，不用再签。", "waiting")
    assert desk.store.recent == recent
    assert attempts.codes == []


def test_somebody_who_was_not_invited_sits_in(
    door: DoorPresenter, page: Told, people: list[Person]
) -> None:
    door.narrow("wxer")
    door.sign_in(people[11].id)
    assert ("列席", "1 人", "") in page.last("show_figures").lines
    door.narrow(people[11].name)
    assert rows(page)[0].state == "09:00 列席"


def test_somebody_excused_may_come_after_all(
    door: DoorPresenter, page: Told, people: list[Person]
) -> None:
    door.excuse(people[0].id, "去县医院复查身体")
    door.narrow(people[0].name)
    assert rows(page)[0].state == "请假：去县医院复查…"
    door.sign_in(people[0].id)
    assert page.last("show_figures").present == 1
    door.undo()
    door.narrow(people[0].name)
    assert rows(page)[0].state == "请假：去县医院复查…"


def test_undo_goes_back_one_at_a_time_and_stops_at_the_first(
    door: DoorPresenter, page: Told, people: list[Person]
) -> None:
    door.sign_in(people[0].id)
    door.sign_in(people[1].id)
    assert door.undo()
    assert page.last("show_undo") == "王小一 签到"
    assert door.undo()
    assert page.last("show_undo") == ""
    assert page.last("show_figures").present == 0
    assert not door.undo()


def test_a_pass_of_another_village_is_said_to_be_one(door: DoorPresenter, page: Told) -> None:
    door.narrow(pass_code("01a202ac-15f2-70b9-af49-7eebb24c190e"))
    assert page.last("show_nobody").startswith("这张出席证不是本村的")
    door.ask_guest()
    assert page.last("ask_guest") == ""
    door.narrow("xieshang:1:2026-03:" + "0" * 32)
    assert page.last("show_nobody") == "这个码不是出席证上的。请扫出席证，或者输入姓名。"


def test_a_guest_takes_over_the_name_and_undo_takes_guest_and_sign_in_back(
    door: DoorPresenter, page: Told, desk: Desk
) -> None:
    door.narrow("单立文")
    assert page.last("show_nobody") == "没有找到“单立文”。不在名册上的人，按 F2 登记。"
    door.ask_guest()
    assert page.last("ask_guest") == "单立文"
    assert door.add_guest("单立文", "镇水利站")
    door.narrow("shanlw")
    assert (rows(page)[0].name, rows(page)[0].place) == ("单立文", "镇水利站")
    door.undo()
    door.narrow("单立文")
    assert page.calls[-1][0] == "show_nobody"


def test_a_wrong_sign_in_is_withdrawn_and_that_can_be_undone(
    door: DoorPresenter, page: Told, people: list[Person]
) -> None:
    door.sign_in(people[0].id)
    door.ask_ways(people[0].id)
    assert ("withdraw", "撤回签到") in page.last("ask_ways").choices
    assert door.withdraw(people[0].id)
    assert page.last("show_figures").present == 0
    door.undo()
    assert page.last("show_figures").present == 1


def test_somebody_not_invited_who_was_withdrawn_can_come_back(
    door: DoorPresenter, page: Told, people: list[Person]
) -> None:
    door.sign_in(people[11].id)
    door.withdraw(people[11].id)
    assert all(line.label != "列席" for line in page.last("show_figures").lines)
    door.undo()
    assert ("列席", "1 人", "") in page.last("show_figures").lines


def test_namesakes_show_group_and_a_chip(
    desk: Desk, page: Told, attempts: Attempts, people: list[Person], meeting_id: str
) -> None:
    other = add_person(desk, Person(id=new_id(), name=people[0].name, group="第七组"))
    meetings.invite_person(desk, meeting_id, other.id, Part.STAKEHOLDER)
    door = DoorPresenter(desk, page, attempts)
    door.open(meeting_id)
    door.narrow(people[0].name)
    assert [row.chip for row in rows(page)] == ["同名", "同名"]
    assert {row.place for row in rows(page)} == {"第二组", "第七组"}
    assert "王小一（七组）" in page.last("show_figures").names


def test_of_two_namesakes_who_are_expected_the_first_enter_only_asks(
    desk: Desk, page: Told, attempts: Attempts, people: list[Person], meeting_id: str
) -> None:
    other = add_person(desk, Person(id=new_id(), name=people[0].name, group="第七组"))
    meetings.invite_person(desk, meeting_id, other.id, Part.STAKEHOLDER)
    door = DoorPresenter(desk, page, attempts)
    door.open(meeting_id)
    door.narrow(people[0].name)
    door.enter(people[0].id)
    words, _kind = page.last("show_hint")
    assert f"有 2 位{people[0].name}要来。看清是第二组的" in words
    assert [row.state for row in rows(page)] == ["待签", "待签"]
    door.enter(other.id)
    assert page.last("show_undo") == f"{people[0].name}（第七组） 签到"
    door.narrow(people[0].name)
    door.enter(people[0].id)
    assert page.last("show_undo") == f"{people[0].name}（第二组） 签到", "one is left: nobody asks"


def test_stakeholders_are_counted_by_household(door: DoorPresenter, page: Told) -> None:
    lines = {line.label: line for line in page.last("show_figures").lines}
    assert lines["利益相关方"].value == "0 / 4"
    assert lines["利益相关方"].chip == "还差 4 户"


def test_the_whole_list_shows_everybody_with_their_state(
    door: DoorPresenter, page: Told, people: list[Person]
) -> None:
    door.sign_in(people[0].id)
    door.show_everybody(True)
    assert len(rows(page)) == 8
    assert page.last("show_everybody") is True


def test_a_sealed_meeting_lets_nobody_in(
    door: DoorPresenter,
    desk: Desk,
    page: Told,
    meeting_id: str,
    people: list[Person],
    clock: HandClock,
) -> None:
    deliberation.open_meeting(desk, meeting_id)
    item = deliberation.open_hall(desk, meeting_id).items[0].item
    talk(desk, item.id)
    deliberation.close_meeting(desk, meeting_id)
    file = minutes.open_minutes(desk, meeting_id)
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    sealing.confirm(desk, file.minutes.id, Rank.SECOND)
    door.open(meeting_id)
    assert page.last("show_locked") == "纪要已经归档，签到不能再改。"
    door.narrow("wx")
    assert {row.action for row in rows(page)} == {""}
    door.sign_in(people[0].id)
    assert page.last("show_figures").present == 0


def test_a_meeting_without_invitations_says_how_to_go_on(
    desk: Desk, page: Told, attempts: Attempts
) -> None:
    blank = replace(meetings.blank_meeting(desk, desk.clock()), title="空的会", place="室")
    door = DoorPresenter(desk, page, attempts)
    door.open(meetings.plan_meeting(desk, blank).id)
    assert page.last("show_nobody").startswith("还没有邀请人")
    assert door.sheet()[0] == "papers"
