"""录纸质签到 by keyboard: a row is a few letters and Enter, a time is four figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.making import some_people
from tests.pages.meeting_room import Room
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.services import paper_entry, sign_in
from xieshang_desktop.ui.pages.paper_entry import PaperEntryPage

ENTER, ESCAPE, CTRL = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path)
    room.clock.moment += timedelta(days=11)
    yield room
    room.close()


@pytest.fixture
def page(room: Room) -> PaperEntryPage:
    opened: PaperEntryPage = room.open("meetings/paper", room.meeting_id)
    return opened


def rows(page: PaperEntryPage) -> list[tuple[str, str, str]]:
    return [(row[0], row[1], row[3]) for row in page.rows.rows.shown()]


def entered(room: Room) -> dict[str, Attendance]:
    sheet = paper_entry.open_sheet(room.desk, room.meeting_id)
    return {sheet.people[key].name: each for key, each in sheet.attendances.items()}


def test_initials_and_enter_are_one_row(room: Room, page: PaperEntryPage) -> None:
    assert QApplication.focusWidget() is page.box
    assert "第 1 行　09:00" in room.said(page)
    room.press("wxy", ENTER, "wxe", ENTER)
    assert rows(page) == [("1", "王小一", "09:00"), ("2", "王小二", "09:00")]
    assert "第 3 行　09:00" in room.said(page)
    assert (page.box.text(), QApplication.focusWidget()) == ("", page.box)
    first = entered(room)["王小一"]
    assert first.on_paper
    assert f"{first.at:%m-%d %H:%M}" == "03-12 09:00"
    room.nothing_cut_off()


def test_who_is_found_has_no_tick_box(room: Room, page: PaperEntryPage) -> None:
    room.press("w")
    assert page.people.rows()
    assert {row.picked for row in page.people.rows()} == {None}


def test_four_figures_are_the_time_of_this_row_and_those_below(
    room: Room, page: PaperEntryPage
) -> None:
    room.press("0905wxy", ENTER, "wxe", ENTER, "0911", ENTER, "wxs", ENTER)
    assert [time for _number, _name, time in rows(page)] == ["09:05", "09:05", "09:11"]


def test_figures_that_are_no_time_enter_nobody(room: Room, page: PaperEntryPage) -> None:
    room.press("2561", ENTER)
    assert "不是几点几分" in room.said(page)
    assert rows(page) == []
    room.press(ESCAPE)
    assert page.box.text() == ""


def test_an_input_method_may_stay_on(room: Room, page: PaperEntryPage) -> None:
    room.compose("wang'xiao'er")
    assert [row.name for row in page.people.rows()] == ["王小二"]
    room.write("王小二")
    room.press(ENTER)
    assert [name for _number, name, _time in rows(page)] == ["王小二"]


def test_a_second_time_on_the_sheet_is_said_and_not_entered(
    room: Room, page: PaperEntryPage
) -> None:
    room.press("wxe", ENTER, "wxe", ENTER, ENTER)
    assert "在第 1 行已经录过" in room.said(page)
    assert len(rows(page)) == 1


def test_who_signed_at_the_door_is_asked_about_and_matched(
    room: Room, page: PaperEntryPage
) -> None:
    sign_in.sign_in(room.desk, room.meeting_id, room.people[0].id)
    room.context.changed.emit()
    room.press("wxy", ENTER)
    assert "在门口签过到" in room.said(page)
    assert rows(page) == []
    room.press(ENTER)
    assert rows(page) == [("1", "王小一", "门口 09:00")]
    assert not entered(room)["王小一"].on_paper


def test_namesakes_are_asked_about_once(room: Room, page: PaperEntryPage) -> None:
    some_people(room.desk, 4)  # a second 王小一 and 王小二
    room.context.changed.emit()
    room.press("wxy", ENTER)
    assert "有同名的人" in room.said(page)
    assert rows(page) == []
    room.press(ENTER)
    assert len(rows(page)) == 1


def test_ctrl_z_empties_the_row_and_it_is_the_next(room: Room, page: PaperEntryPage) -> None:
    room.press("wxy", ENTER, "wxe", ENTER)
    room.press(Qt.Key.Key_F4)
    for left in (2, 1, 0):
        room.press(Qt.Key.Key_Z, with_=CTRL)
        assert len(rows(page)) == left
    assert entered(room) == {}
    assert "第 1 行" in room.said(page)


def test_a_row_that_nobody_can_read_keeps_its_number(room: Room, page: PaperEntryPage) -> None:
    room.press(Qt.Key.Key_F4, "wxy", ENTER)
    assert [(number, name) for number, name, _time in rows(page)] == [
        ("1", "看不清"),
        ("2", "王小一"),
    ]


def test_a_row_is_corrected_from_the_list(room: Room, page: PaperEntryPage) -> None:
    room.press("wxy", ENTER, "wxe", ENTER)
    page.rows.setFocus()
    page.rows.setCurrentIndex(page.rows.model().index(0, 0))
    room.press(ENTER)
    room.press("0841", ENTER)
    assert rows(page)[0] == ("1", "王小一", "08:41")
    page.rows.setFocus()
    page.rows.setCurrentIndex(page.rows.model().index(0, 0))
    room.press(ENTER)
    room.button("清空这一行，重新录", room.sheet).click()
    assert rows(page)[0] == ("1", "（空）", "")
    assert "第 1 行" in room.said(page)
    room.press("wxs", ENTER)
    assert [name for _number, name, _time in rows(page)] == ["王小三", "王小二"]


def test_a_guest_stands_on_the_sheet_too(room: Room, page: PaperEntryPage) -> None:
    room.write("单立文")
    room.press(Qt.Key.Key_F2)
    room.write("镇水利站")
    room.press(ENTER)
    assert [name for _number, name, _time in rows(page)] == ["单立文"]
    assert entered(room)["单立文"].on_paper


def test_the_photo_of_the_sheet_stands_beside(
    room: Room, page: PaperEntryPage, tmp_path: Path
) -> None:
    assert "先把纸质签到表拍照放进来" in room.said(page)
    file = tmp_path / "sheet.jpg"
    Image.new("RGB", (800, 1100), "white").save(file)
    page.add_photo(file)
    room.until(lambda: page.photo.isVisible())
    assert "先把纸质签到表拍照放进来" not in room.said(page)
    wide = page.photo.widget().width()
    room.press(Qt.Key.Key_F6)
    assert page.photo.widget().width() == 2 * wide
    room.press(Qt.Key.Key_Down, with_=Qt.KeyboardModifier.AltModifier)
    assert page.photo.verticalScrollBar().value() > 0


def test_escape_goes_back_to_the_door(room: Room, page: PaperEntryPage) -> None:
    room.press("w", ESCAPE)
    assert page.box.text() == ""
    room.press(ESCAPE)
    assert room.window.key() == "meetings/meeting"
    room.press(Qt.Key.Key_F10, "l")
    assert room.window.key() == "meetings/paper"


def test_what_was_entered_is_there_when_the_page_is_opened_again(
    room: Room, page: PaperEntryPage
) -> None:
    room.press("0905wxy", ENTER)
    room.press(ESCAPE)
    room.open("meetings/paper", room.meeting_id)
    assert rows(page) == [("1", "王小一", "09:05")]
    assert "第 2 行　09:05" in room.said(page)
