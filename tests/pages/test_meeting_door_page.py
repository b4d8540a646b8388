"""签到 by keyboard alone: the box always has the keyboard, and every way leads back to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.pages.meeting_room import Room
from xieshang_desktop.services.sign_in import open_door
from xieshang_desktop.ui.pages.meeting_door import DoorTab

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path)
    yield room
    room.close()


@pytest.fixture
def door(room: Room) -> DoorTab:
    part: DoorTab = room.part("door")
    return part


def here(room: Room) -> int:
    return len(open_door(room.desk, room.meeting_id).attendances)


def test_the_box_has_the_keyboard_and_nobody_is_marked(room: Room, door: DoorTab) -> None:
    assert QApplication.focusWidget() is door.box
    assert door.people.marked_key() == ""
    assert len(door.people.rows()) == 8
    room.nothing_cut_off()


def test_enter_without_a_name_signs_nobody_in(room: Room, door: DoorTab) -> None:
    room.press(ENTER)
    assert here(room) == 0


def test_initials_and_enter_sign_somebody_in_and_the_box_is_ready(
    room: Room, door: DoorTab
) -> None:
    room.press("wxy")
    assert door.people.rows()[0].name == "王小一"
    assert door.people.marked_key() == door.people.rows()[0].key
    room.press(ENTER)
    assert door.box.text() == ""
    assert QApplication.focusWidget() is door.box
    assert here(room) == 1
    assert "还没有到（7）" in room.said(door)


def test_a_second_enter_signs_in_nobody_else(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER, ENTER, ENTER)
    assert here(room) == 1


def test_what_an_input_method_composes_narrows_already(room: Room, door: DoorTab) -> None:
    room.compose("wang'xiao'er")
    assert [row.name for row in door.people.rows()] == ["王小二"]
    room.compose("")
    room.write("王小二")
    room.press(ENTER)
    assert here(room) == 1


def test_arrows_mark_another_one(room: Room, door: DoorTab) -> None:
    room.press("wx", Qt.Key.Key_Down, ENTER)
    assert here(room) == 1
    room.press(Qt.Key.Key_Down, ENTER)  # among those still expected
    assert here(room) == 2


def test_ctrl_z_in_the_empty_box_takes_the_last_one_back(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER, "wxe", ENTER)
    assert room.button("撤销：王小二 签到", door).isVisible()
    room.press(Qt.Key.Key_Z, with_=Qt.KeyboardModifier.ControlModifier)
    assert here(room) == 1
    room.press("abc")
    room.press(Qt.Key.Key_Z, with_=Qt.KeyboardModifier.ControlModifier)
    assert here(room) == 1  # in a box with text it takes back the typing
    assert door.box.text() == ""
    room.press(Qt.Key.Key_Z, with_=Qt.KeyboardModifier.ControlModifier)
    assert here(room) == 0


def test_f2_takes_over_the_name_and_enter_adds_the_guest(room: Room, door: DoorTab) -> None:
    room.write("单立文")
    assert "按 F2 登记" in room.said(door)
    room.press(Qt.Key.Key_F2)
    assert room.sheet.name.value() == "单立文"  # type: ignore[attr-defined]
    room.write("镇水利站")
    room.press(ENTER)
    assert QApplication.focusWidget() is door.box
    assert here(room) == 1
    room.press("shanlw")
    assert door.people.rows()[0].place == "镇水利站"


def test_the_doors_keys_work_from_the_frame_around_it(room: Room, door: DoorTab) -> None:
    room.page.bar.tabs.setFocus()
    room.press(Qt.Key.Key_F2)
    assert room.sheet.isVisible()
    room.press(Qt.Key.Key_Escape)


def test_f2_with_letters_asks_for_the_name(room: Room, door: DoorTab) -> None:
    room.press("xyz", Qt.Key.Key_F2, ENTER)
    assert "请写姓名" in room.sheet.name.error()  # type: ignore[attr-defined]
    room.press(ESCAPE)
    assert door.box.text() == "xyz"
    assert here(room) == 0


def test_f3_excuses_the_marked_one_with_a_reason(room: Room, door: DoorTab) -> None:
    room.press("wxy", Qt.Key.Key_F3, ENTER)
    assert "请写请假原因" in room.sheet.reason.error()  # type: ignore[attr-defined]
    room.write("外出")
    room.press(ENTER, "wxy")
    assert door.people.rows()[0].state == "请假：外出"


def test_f3_observes_or_takes_a_wrong_sign_in_back(room: Room, door: DoorTab) -> None:
    room.press("wxy", Qt.Key.Key_F3)
    room.sheet.choice.show_value("observe")  # type: ignore[attr-defined]
    room.press(ENTER, "wxy")
    assert door.people.rows()[0].state.endswith("列席")
    room.press(Qt.Key.Key_F3)
    room.sheet.choice.show_value("withdraw")  # type: ignore[attr-defined]
    room.press(ENTER)
    assert here(room) == 0


def test_f3_without_anybody_marked_says_how(room: Room, door: DoorTab) -> None:
    room.press(Qt.Key.Key_F3)
    assert "先输入名字" in room.said(door)


def test_letters_typed_elsewhere_go_into_the_box(room: Room, door: DoorTab) -> None:
    room.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not door.box
    room.press("w")
    assert QApplication.focusWidget() is door.box
    assert door.box.text() == "w"


def test_a_change_elsewhere_leaves_a_name_half_typed(room: Room, door: DoorTab) -> None:
    room.press("wxy")
    room.context.changed.emit()
    assert door.box.text() == "wxy"
    assert door.people.rows()[0].name == "王小一"


def test_a_change_elsewhere_leaves_the_marked_person(room: Room, door: DoorTab) -> None:
    room.press("w", Qt.Key.Key_Down)
    marked = door.people.marked_key()
    assert marked != door.people.rows()[0].key
    room.context.changed.emit()
    assert door.people.marked_key() == marked


def test_escape_empties_the_box_and_then_goes_back(room: Room, door: DoorTab) -> None:
    room.press("wxy", ESCAPE)
    assert door.box.text() == ""
    assert room.window.key() == "meetings/meeting"
    room.press(ESCAPE)
    assert room.window.key() == "meetings"


def test_the_whole_list_and_the_sheet_are_one_button_away(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER)
    room.button("全部名单", door).click()
    assert len(door.people.rows()) == 8
    room.button("只看还没有到的", door).click()
    assert len(door.people.rows()) == 7
    room.button("签到表", door).click()
    assert room.window.key() == "papers"
