"""What is typed, composed or scanned at the door: nothing is lost, nobody is taken for another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.making import talk
from tests.pages.at_the_door import ENTER, ESCAPE, F3, commit, known, later, states, undo
from tests.pages.meeting_room import Room
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import pass_code
from xieshang_desktop.domain.terms import AttendanceState, MeetingState, OutcomeKind, Rank
from xieshang_desktop.services import deliberation, minutes, sealing, sittings, undoing
from xieshang_desktop.services.confirmed import confirmed_by
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.pages.meeting_door import DoorTab
from xieshang_desktop.ui.widgets import sheet


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


def test_enter_in_the_input_method_signs_in_who_alone_is_meant(room: Room, door: DoorTab) -> None:
    room.compose("w'x'e")
    commit("wxe")  # its Enter puts the letters in place and keeps the key
    assert states(room) == {"王小二": AttendanceState.PRESENT}
    assert door.box.text() == ""
    room.press(ENTER)
    assert len(states(room)) == 1


def test_enter_in_the_input_method_leaves_the_choice_where_several_are_meant(
    room: Room, door: DoorTab
) -> None:
    room.compose("w'x")
    commit("wx")
    assert states(room) == {}
    assert len(door.people.rows()) == 12
    room.press(ENTER)
    assert len(states(room)) == 1


def test_a_candidate_that_was_chosen_and_shift_wait_for_enter(room: Room, door: DoorTab) -> None:
    room.compose("wang'xiao'er")
    commit("王小二")
    assert states(room) == {}
    room.press(ENTER)
    assert states(room) == {"王小二": AttendanceState.PRESENT}
    room.compose("wxs")
    room.press(Qt.Key.Key_Shift)  # to letters: the input method puts them in place too
    commit("wxs")
    assert len(states(room)) == 1
    assert door.box.text() == "wxs"


@pytest.mark.parametrize("hand", [str, lambda code: "".join(chr(ord(c) + 0xFEE0) for c in code)])
def test_a_scanned_pass_signs_in_and_scanned_again_says_so(
    room: Room, door: DoorTab, hand: object
) -> None:
    code = hand(pass_code(room.people[0].id))  # type: ignore[operator]
    for _time in range(2):
        for digit in code:
            key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, digit)
            QApplication.sendEvent(QApplication.focusWidget(), key)
        room.press(ENTER)
    assert states(room) == {"王小一": AttendanceState.PRESENT}
    assert "已经签到，不用再签" in room.said(door)
    assert door.box.text() == ""


def test_a_pass_scanned_behind_letters_half_typed_is_still_the_pass(
    room: Room, door: DoorTab
) -> None:
    room.press("zg", pass_code(room.people[0].id), ENTER)
    assert states(room) == {"王小一": AttendanceState.PRESENT}


def _places(room: Room) -> list[QWidget]:
    """Everything in the window that the keyboard can be on without writing there."""
    found = room.window.findChildren(QWidget)
    return [
        part
        for part in found
        if part.isVisible()
        and part.isEnabled()
        and part.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not part.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    ]


def test_wherever_the_keyboard_is_a_scanner_types_into_the_box(room: Room, door: DoorTab) -> None:
    places = _places(room)
    assert len(places) > 10
    for turn, part in enumerate(places):
        part.setFocus()
        assert QApplication.focusWidget() is part, part
        room.press(pass_code(room.people[0].id))
        assert QApplication.focusWidget() is door.box, part
        room.press(ENTER)
        assert len(states(room)) == 1, (turn, part)
        assert room.window.key() == "meetings/meeting"
        undo(room)
        assert states(room) == {}
        undo(room)
        assert "没有可以撤销的了" in room.said(door)


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, F3])
def test_a_pass_scanned_into_an_open_form_is_neither_a_name_nor_a_reason(
    room: Room, door: DoorTab, key: Qt.Key
) -> None:
    room.press("wxy", key, pass_code(room.people[1].id), ENTER)
    assert states(room) == {"王小二": AttendanceState.PRESENT}
    assert QApplication.focusWidget() is door.box


class BusyClock(HandClock):
    """While it is asked the time, somebody goes on typing: the keys wait in the window's queue."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self.keys: list[tuple[int, str]] = []
        self.window: QWidget | None = None

    def __call__(self) -> datetime:
        keys, self.keys = self.keys, []
        for key, text in keys:
            assert self.window is not None
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
                QApplication.postEvent(self.window.windowHandle(), event)
        return super().__call__()


def letters(words: str) -> list[tuple[int, str]]:
    return [
        (int(ENTER), "\r") if letter == "\n" else (ord(letter.upper()), letter) for letter in words
    ]


@pytest.fixture
def busy(room: Room, door: DoorTab) -> BusyClock:
    clock = BusyClock(room.clock.moment)
    clock.window = room.window
    room.desk.store.clock = clock
    return clock


def settle(room: Room) -> None:
    for _turn in range(3):
        QApplication.processEvents()


def test_what_is_typed_while_a_sign_in_is_written_is_not_lost(
    room: Room, door: DoorTab, busy: BusyClock
) -> None:
    busy.keys = letters("wxe\nwxs")
    room.press("wxy", ENTER)
    settle(room)
    assert set(states(room)) == {"王小一", "王小二"}
    assert door.box.text() == "wxs"
    assert door.people.rows()[0].name == "王小三"


def test_what_is_typed_while_the_page_reads_anew_or_a_form_opens_goes_where_it_belongs(
    room: Room, door: DoorTab, busy: BusyClock
) -> None:
    busy.keys = letters("wxe\n")
    room.press("wxy", ENTER)
    settle(room)
    busy.keys = [*letters("wxs"), (int(F3), ""), *letters("kb\n"), *letters("wxs")]
    room.press("wxs", Qt.Key.Key_Down, ENTER)
    settle(room)
    assert states(room)["王小三"] is AttendanceState.EXCUSED
    assert known(room, 2).reason == "kb"  # type: ignore[union-attr]
    assert door.box.text() == "wxs"


def test_what_is_typed_while_the_rest_is_marked_absent_is_not_lost(
    room: Room, door: DoorTab, busy: BusyClock
) -> None:
    room.press("wxy", ENTER)
    room.press(F3, "a")
    busy.keys = letters("wxe\n")
    room.sheet.accepted.emit()
    settle(room)
    assert states(room)["王小二"] is AttendanceState.PRESENT
    assert list(states(room).values()).count(AttendanceState.ABSENT) == 6


def test_a_form_undone_elsewhere_leaves_the_door_right(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER)
    undoing.undo(room.desk, room.desk.store.recent[-1])
    room.context.changed.emit()
    room.press("wxy", ENTER)
    assert len(states(room)) == 1


def test_nothing_is_cut_off_with_every_key_and_every_notice(room: Room, door: DoorTab) -> None:
    later(room, 10)
    room.press("wxy", ENTER)
    later(room, -300)
    room.press("wxe", ENTER)
    room.nothing_cut_off()
    theme.set_scale(150)
    room.press("wxy", F3)
    assert room.sheet.isVisible()
    room.press(ESCAPE)
    theme.set_scale(100)


def test_no_key_of_the_hall_does_anything_at_the_door(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER, "wxe")
    before = states(room)
    for number in (5, 6, 7, 8):
        room.press(getattr(Qt.Key, f"Key_F{number}"))
        assert states(room) == before
        assert not sheet.is_open()
        assert QApplication.focusWidget() is door.box
    room.press(ENTER)
    assert states(room)["王小二"] is AttendanceState.PRESENT


def test_the_marked_row_keeps_its_excuse_in_sight(room: Room, door: DoorTab) -> None:
    room.press("wxy", F3, "kb", ENTER, "wxy")
    assert door.people.rows()[0].beside == "请假：kb"
    assert door.people.rows()[0].action == "签到"
    room.press(ESCAPE, "wxs")
    assert door.people.rows()[0].beside == ""


def test_a_cancelled_signature_leaves_the_person_as_before(room: Room, door: DoorTab) -> None:
    room.press("wxy")
    room.press(ENTER, with_=Qt.KeyboardModifier.ControlModifier)
    assert "王小一 签名" in room.said(room.sheet)
    room.press(ESCAPE)
    assert states(room) == {}
    room.press("wxy", ENTER)
    room.press(ENTER, with_=Qt.KeyboardModifier.ControlModifier)
    room.press(ESCAPE)
    assert len(states(room)) == 1


def test_a_long_number_is_no_name(room: Room, door: DoorTab) -> None:
    room.press("69012345678901")
    assert "这个码不是出席证上的" in room.said(door)


def test_an_adjourned_meeting_says_so_and_goes_on_from_the_door(room: Room, door: DoorTab) -> None:
    later(room, 60)
    sittings.adjourn(room.desk, room.meeting_id, "停电", room.clock.moment + timedelta(days=1))
    room.context.changed.emit()
    assert "休会中（停电），3月13日 10:00复会。" in room.said(door)
    assert room.red() == ["复会"]
    room.open("meetings/meeting", f"{room.meeting_id}#plan")
    assert "休会中（停电）" in room.said(room.page.showing())
    assert "已经开过" not in room.said(room.page.showing())
    room.part("door")
    room.button("复会", door).click()
    assert "休会中" not in room.said(door)
    with room.desk.store.read() as reader:
        assert reader.one(Meeting, room.meeting_id).state is MeetingState.OPEN


def test_a_sign_in_that_makes_a_confirmation_void_is_asked_once(room: Room, door: DoorTab) -> None:
    room.press("wxy", ENTER)
    for item_id in room.item_ids:
        talk(room.desk, item_id, OutcomeKind.CONTINUE)
    deliberation.close_meeting(room.desk, room.meeting_id)
    file = minutes.open_minutes(room.desk, room.meeting_id)
    sealing.confirm(room.desk, file.minutes.id, Rank.FIRST)
    first = confirmed_by(room.desk, room.meeting_id)
    room.context.changed.emit()
    room.press("wxe", ENTER)
    assert f"{first[0]}已经确认了纪要" in room.said(room.sheet)
    room.press(ESCAPE)
    assert len(states(room)) == 1
    room.press(ENTER)
    room.sheet.accepted.emit()
    assert len(states(room)) == 2
    assert confirmed_by(room.desk, room.meeting_id) == ()
    room.press("wxs", F3, "kb", ENTER)
    assert not sheet.is_open()
    assert len(states(room)) == 3


def test_a_toast_from_before_is_gone_at_the_door(room: Room) -> None:
    room.part("plan")
    room.window.show_toast("通知已发出", lambda: None)
    assert room.window.offers_undo()
    room.part("door")
    assert not room.window.offers_undo()
