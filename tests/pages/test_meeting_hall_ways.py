"""议事 by keyboard: every field in sight, Escape one level, one red button, no blind choice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.pages.meeting_room import Room
from xieshang_desktop.domain.terms import MeetingState, PointKind
from xieshang_desktop.services import deliberation, running, sittings
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.pages.meeting_hall import HallTab
from xieshang_desktop.ui.presenters.meeting_hall import Gate
from xieshang_desktop.ui.presenters.meeting_plan_view import Check
from xieshang_desktop.ui.widgets import sheet

ENTER, ESCAPE, ALT = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path)
    room.clock.moment += timedelta(days=10)
    yield room
    room.close()


@pytest.fixture
def hall(room: Room) -> HallTab:
    for person in room.people[:3]:
        sign_in(room.desk, room.meeting_id, person.id)
    deliberation.open_meeting(room.desk, room.meeting_id)
    part: HallTab = room.part("hall")
    return part


def whole(field: QWidget | None) -> bool:
    assert field is not None
    return field.visibleRegion().boundingRect().size() == field.size()


@pytest.mark.parametrize("high", [690, 768])
@pytest.mark.parametrize("scale", [100, 150])
def test_what_a_key_goes_to_is_in_sight(room: Room, hall: HallTab, scale: int, high: int) -> None:
    theme.set_scale(scale)
    room.window.resize(1366, high)
    running.next_item(room.desk, room.meeting_id)
    room.context.changed.emit()
    room.qtbot.wait(1)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F6):
        room.press(key)
        room.until(lambda: whole(QApplication.focusWidget()))
    theme.set_scale(100)


def test_escape_goes_back_one_level_and_never_leaves_the_meeting(room: Room, hall: HallTab) -> None:
    room.press("wxe", ENTER)
    room.write("路要")
    room.press(ESCAPE)
    assert hall.talk.opinion.value() == "路要"
    assert QApplication.focusWidget() is not hall.talk.opinion
    room.press(ESCAPE, ESCAPE, ESCAPE)
    assert room.window.key() == "meetings/meeting"
    assert room.page.showing() is hall


def test_before_the_first_item_its_key_is_the_red_one(room: Room, hall: HallTab) -> None:
    assert room.red() == ["第一项"]
    room.press(Qt.Key.Key_F8)
    assert room.red() == []


def test_a_dissent_without_a_name_stays_one_when_dissent_is_pressed(
    room: Room, hall: HallTab
) -> None:
    room.press(Qt.Key.Key_N, Qt.Key.Key_L, with_=ALT)
    assert hall.talk.apart.chosen() == ["unnamed"]
    room.write("不同意。")
    room.press(ENTER)
    (said,) = deliberation.open_hall(room.desk, room.meeting_id).items[0].opinions
    assert said.unnamed
    assert not said.speaker


def test_a_missing_name_is_asked_under_the_field(room: Room, hall: HallTab) -> None:
    hall.talk.opinion.setFocus()
    room.write("路要修。")
    room.press(ENTER)
    assert not sheet.is_open()
    assert hall.talk.hint.isVisible()
    assert QApplication.focusWidget() is hall.talk.speaker
    assert hall.talk.opinion.value() == "路要修。"


def test_a_result_says_what_it_lacks_and_is_recorded_once_that_comes(
    room: Room, hall: HallTab
) -> None:
    room.press(Qt.Key.Key_F6, Qt.Key.Key_Space)
    hall.results.words.setFocus()
    room.write("修路。")
    hall.results.conformity.line.setFocus()
    assert not sheet.is_open()
    assert "一条大家都同意的意见" in room.said(hall.results)
    room.press(Qt.Key.Key_F3)
    room.write("路要修")
    room.press(ENTER)

    def recorded() -> bool:
        return deliberation.open_hall(room.desk, room.meeting_id).items[0].outcome is not None

    room.until(recorded)
    assert deliberation.open_hall(room.desk, room.meeting_id).items[0].agreed[0].kind is (
        PointKind.AGREED
    )


def test_the_end_offers_what_was_not_begun_for_next_time(room: Room, hall: HallTab) -> None:
    room.button("散会", hall).click()
    room.button("没议的 2 项列入下次会议", room.sheet).click()
    assert room.item_ids == []


def test_an_adjourned_meeting_goes_on_with_its_red_button(room: Room, hall: HallTab) -> None:
    sittings.adjourn(room.desk, room.meeting_id, "停电")
    room.context.changed.emit()
    assert room.red() == ["复会"]
    assert not hall.talk.speaker.isVisible()
    room.button("复会", hall).click()
    assert read_meeting(room.desk, room.meeting_id).state is MeetingState.OPEN


def test_the_halls_keys_work_from_the_frame_around_it(room: Room, hall: HallTab) -> None:
    for key, field in (("F2", hall.talk.speaker), ("F3", hall.results.agreed_line)):
        room.page.bar.tabs.setFocus()
        room.press(getattr(Qt.Key, f"Key_{key}"))
        assert QApplication.focusWidget() is field


def test_when_the_last_hindrance_is_put_off_the_beginning_is_next(room: Room) -> None:
    part = room.part("hall")
    check = Check("attention", "调研", "", (("put_off", "这一项今天不议"),))
    part.show_gate(Gate((check,), ready=False, sentence="会议还不能开始："))
    room.button("这一项今天不议").setFocus()
    part.show_gate(Gate((), ready=True, sentence="已签到 2 人。"))
    assert QApplication.focusWidget() is room.button("开始会议")
