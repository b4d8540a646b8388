"""Everything but the plain sign-in, by keyboard alone: left and back, listening, households, the
wrong person, the rest absent; a scanner that types where it should not; keys while it is busy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.pages.at_the_door import (
    ENTER,
    ESCAPE,
    F3,
    F4,
    alt,
    known,
    later,
    offered,
    states,
    undo,
)
from tests.pages.meeting_room import Room
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Household
from xieshang_desktop.domain.terms import AttendanceState, MeetingState
from xieshang_desktop.services import deliberation
from xieshang_desktop.ui.pages.meeting_door import DoorTab


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path)
    room.clock.moment += timedelta(days=10)
    deliberation.open_meeting(room.desk, room.meeting_id)
    yield room
    room.close()


@pytest.fixture
def door(room: Room) -> DoorTab:
    part: DoorTab = room.part("door")
    return part


def test_f4_leaves_and_comes_back_and_the_row_says_so(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER)
    later(room, 30)
    room.press("wxy", F4, "wxy")
    assert door.people.rows()[0].state == "离场 09:30"
    assert door.people.rows()[0].action == "返回"
    assert "现在在场\n0 人" in room.said(door)
    later(room, 10)
    room.press(F4, "wxy")
    assert door.people.rows()[0].state == "09:40 已返回"
    room.press(ESCAPE)
    undo(room)
    undo(room)
    assert known(room, 0).stays == ()  # type: ignore[union-attr]


def test_f4_on_somebody_who_did_not_come_says_to_sign_in_first(room: Room, door: DoorTab) -> None:
    room.press("wxy", F4)
    assert "还没有签到" in room.said(door)
    assert states(room) == {}


def test_enter_on_somebody_who_left_brings_them_back(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER, "wxy", F4, "wxy", ENTER)
    assert len(known(room, 0).stays) == 2  # type: ignore[union-attr]


def test_who_comes_after_the_opening_is_late_by_minutes(room: Room, door: DoorTab) -> None:
    later(room, 12)
    room.press("wxy", ENTER, "wxy")
    assert door.people.rows()[0].state == "迟到 12 分"
    assert "迟到\n1 人" in room.said(door)


def test_f3_and_a_letter_let_somebody_listen(room: Room, door: DoorTab) -> None:
    room.press("wxj", F3)
    alt(room, Qt.Key.Key_P)
    room.press("wxj")
    assert list(states(room).values()) == [AttendanceState.VISITING]
    assert "旁听\n1 人" in room.said(door)


def test_f3_leaves_at_a_time_that_is_written(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER)
    later(room, 60)
    room.press("wxy", F3)
    room.sheet.choice.chips.choose("leave")  # type: ignore[attr-defined]
    room.sheet.choice.changed.emit(["leave"])  # type: ignore[attr-defined]
    room.sheet.time.line.selectAll()  # type: ignore[attr-defined]
    room.press("25", ENTER)
    assert "请写几点几分" in room.sheet.time.error()  # type: ignore[attr-defined]
    room.sheet.time.line.selectAll()  # type: ignore[attr-defined]
    room.press("0920", ENTER)
    stay = known(room, 0).stays[0]  # type: ignore[union-attr]
    assert f"{stay.until:%H:%M}" == "09:20"


def test_f3_with_nobody_marked_gives_the_last_sign_in_to_who_really_came(
    room: Room, door: DoorTab
) -> None:
    room.press("wxy", ENTER)
    came = known(room, 0)
    later(room, 3)
    room.press(F3)
    assert "王小一 没有来" in offered(room)
    room.press("w")
    assert QApplication.focusWidget() is door.box
    assert "王小一 09:00 的签到改给谁" in room.said(door)
    room.press("wxe", ENTER)
    assert states(room) == {"王小二": AttendanceState.PRESENT}
    assert known(room, 1).at == came.at  # type: ignore[union-attr]
    assert room.button("撤销：王小二 签到，不是王小一", door).isVisible()
    assert door._hint.text() == "改好了：王小二 签到，不是王小一"  # noqa: SLF001
    undo(room)
    assert states(room) == {"王小一": AttendanceState.PRESENT}


def test_f3_and_w_on_a_marked_one_who_is_in_and_escape_leaves_it_as_it_was(
    room: Room, door: DoorTab
) -> None:
    room.press("wxy", ENTER, "wxe", ENTER, "wxy", F3)
    alt(room, Qt.Key.Key_W)
    assert "王小一" in door._hint.text()  # noqa: SLF001
    room.press(ESCAPE)
    assert room.window.key() == "meetings/meeting"
    room.press("wxs", ENTER)
    assert len(states(room)) == 3


def test_the_rest_is_absent_after_one_question_and_undo_takes_all_back(
    room: Room, door: DoorTab
) -> None:
    room.press("wxy", ENTER, F3, Qt.Key.Key_Down, ENTER)
    assert "7 人都记缺席" in room.said(room.sheet)
    assert room.sheet.no.hasFocus()
    room.press(ESCAPE)
    assert len(states(room)) == 1
    room.press(F3, "a")
    room.sheet.accepted.emit()
    assert list(states(room).values()).count(AttendanceState.ABSENT) == 7
    assert "缺席\n7 人" in room.said(door)
    undo(room)
    assert len(states(room)) == 1


def test_f3_and_a_mark_one_absent(room: Room, door: DoorTab) -> None:
    room.press("wxy", F3)
    alt(room, Qt.Key.Key_A)
    room.press("wxy")
    assert door.people.rows()[0].state == "缺席"
    assert len(states(room)) == 1


def test_when_the_meeting_is_over_the_rest_is_offered_as_absent(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER)
    with room.desk.store.write() as uow:
        meeting = uow.one(Meeting, room.meeting_id)
        uow.put(replace(meeting, state=MeetingState.CLOSED, closed_at=uow.at), "meeting_closed")
        uow.commit()
    room.context.changed.emit()
    assert "散会了，还有 7 人没有到，也没有请假。" in room.said(door)
    room.button("都记缺席", door).click()
    room.sheet.accepted.emit()
    assert len(states(room)) == 8
    assert "散会了" not in room.said(door)


def test_by_household_one_key_changes_who_speaks(room: Room, door: DoorTab) -> None:
    with room.desk.store.write() as uow:
        uow.put(replace(uow.one(Meeting, room.meeting_id), by_household=True), "meeting_changed")
        uow.put(Household(id="h", group="第一组", head="王小一"), "household_added")
        both = [replace(p, household_id="h") for p in room.people[:2]]
        uow.put_all(both, "person_changed")
        uow.commit()
    room.context.changed.emit()
    room.press("wxy", ENTER, "wxe", ENTER)
    assert "这一户由王小一代表" in room.said(door)
    assert "实到户 / 应到户\n1 / 7" in room.said(door)
    room.press("wxe", F3)
    alt(room, Qt.Key.Key_H)
    room.press("wxe")
    assert door.people.rows()[0].role.startswith("户代表")
    assert known(room, 0).household_id is None  # type: ignore[union-attr]
    room.nothing_cut_off()
    room.press(ESCAPE)
    undo(room)
    assert known(room, 0).household_id == "h"  # type: ignore[union-attr]


def test_a_clock_that_was_set_back_is_asked_about_and_stops_nobody(
    room: Room, door: DoorTab
) -> None:
    room.press("wxy", ENTER)
    later(room, -200)
    room.press("wxe", ENTER)
    assert len(states(room)) == 2
    assert "电脑的钟可能不对：现在显示 05:40，刚才却记到了 09:00" in room.said(door)
    later(room, 300)
    room.press("wxs", ENTER)
    assert "电脑的钟可能不对" not in room.said(door)
