"""议事, where a finger slips: a key pressed twice, letters for a name, a pass under the scanner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.pages.meeting_room import Room
from xieshang_desktop.domain.meeting import Opinion, Speech
from xieshang_desktop.domain.people import pass_code
from xieshang_desktop.services import deliberation, speaking
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.ui.pages.meeting_hall import HallTab
from xieshang_desktop.ui.presenters.meeting_gap import gap_of

ENTER, F2, F7, F8 = Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_F7, Qt.Key.Key_F8


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "config"))
    room = Room(qtbot, tmp_path)
    room.clock.moment += timedelta(days=10)
    yield room
    room.close()


@pytest.fixture
def hall(room: Room) -> HallTab:
    for person in room.people[:4]:
        sign_in(room.desk, room.meeting_id, person.id)
    deliberation.open_meeting(room.desk, room.meeting_id)
    part: HallTab = room.part("hall")
    return part


def hands(room: Room, *letters: str) -> None:
    for text in letters:
        room.press(Qt.Key.Key_J, with_=Qt.KeyboardModifier.AltModifier)
        room.press(text, ENTER)


def later(room: Room) -> None:
    room.clock.moment += timedelta(seconds=20)


def speeches(room: Room) -> list[Speech]:
    with room.desk.store.read() as reader:
        return speaking.speeches_of(reader, room.meeting_id)


def opinions(room: Room) -> list[Opinion]:
    items = deliberation.open_hall(room.desk, room.meeting_id).items
    return [opinion for file in items for opinion in file.opinions]


def test_words_are_written_under_who_has_the_floor_now(room: Room, hall: HallTab) -> None:
    hands(room, "wxe", "wxs")
    room.press(F7)
    assert hall.talk.speaker.text().startswith("王小二")
    later(room)
    room.press(F7)
    assert hall.talk.speaker.text().startswith("王小三")
    room.write("路要修。")
    room.press(ENTER)
    assert [(o.speaker, o.person_id) for o in opinions(room)] == [("王小三", room.people[2].id)]


def test_a_name_written_by_hand_and_begun_words_stay(room: Room, hall: HallTab) -> None:
    hands(room, "wxe", "wxs")
    room.press(F2, "wxy", ENTER)
    room.press(F7)
    assert hall.talk.speaker.text().startswith("王小一")
    room.press(F2)
    hall.talk.speaker.clear()
    later(room)
    room.press(F7)
    assert hall.talk.speaker.text().startswith("王小三")
    room.write("路")
    later(room)
    room.press(F7)
    assert hall.talk.speaker.text().startswith("王小三")


def test_the_next_speaker_called_twice_is_called_once(room: Room, hall: HallTab) -> None:
    hands(room, "wxe", "wxs")
    room.press(F7, F7)
    now = [s for s in speeches(room) if s.spans]
    assert [s.speaker for s in now] == ["王小二"]
    assert "请 王小二 发言" in room.said(room.window)
    room.press(Qt.Key.Key_Z, with_=Qt.KeyboardModifier.ControlModifier)
    assert not any(s.spans for s in speeches(room))


def test_a_turn_nobody_heard_is_no_turn(room: Room, hall: HallTab) -> None:
    hands(room, "wxe", "wxs")
    first, second = speeches(room)
    speaking.give_floor(room.desk, first.id)
    speaking.give_floor(room.desk, second.id)
    back = next(s for s in speeches(room) if s.id == first.id)
    assert back.spans == ()
    assert back.ended_at is None


def test_the_next_item_pressed_twice_begins_once(room: Room, hall: HallTab) -> None:
    room.press(F8, F8)
    first, second = deliberation.open_hall(room.desk, room.meeting_id).items
    assert first.item.spans
    assert not second.item.spans
    assert f"开始议“{first.item.title}”" in room.said(room.window)


def test_an_item_begun_by_mistake_is_not_on_record(room: Room, hall: HallTab) -> None:
    first, second = room.item_ids
    hall.presenter.begin_item(second)
    hall.presenter.begin_item(first)
    items = deliberation.open_hall(room.desk, room.meeting_id).items
    assert [bool(file.item.spans) for file in items] == [True, False]


def test_a_half_sentence_left_behind_is_told_of(room: Room, hall: HallTab) -> None:
    room.press(F8)
    later(room)
    room.press(F2, "wxy", ENTER)
    room.write("路要")
    room.press(F8)
    assert "没写完的话留在" in room.said(room.window)


def test_letters_are_nobodys_name(room: Room, hall: HallTab) -> None:
    room.press(F2, "qqq", ENTER)
    assert "没有找到“qqq”" in hall.talk.hint.text()
    assert hall.talk.speaker.text() == "qqq"
    hall.talk.opinion.setFocus()
    room.write("路要修。")
    room.press(ENTER)
    assert opinions(room) == []
    hands(room, "ldf")
    assert speeches(room) == []
    assert hall.floor.box.text() == "ldf"


def test_a_villager_who_was_not_invited_is_found_and_signed_in(room: Room, hall: HallTab) -> None:
    stranger = room.people[-1]
    room.press(F2)
    room.write(stranger.name)
    assert [(row.text, row.chip) for row in hall.talk.speakers.rows()] == [
        (stranger.name, "未邀请")
    ]
    room.press(ENTER)
    room.button("签到，接着记").click()
    assert hall.talk.speaker.text().startswith(stranger.name)


def test_a_pass_scanned_into_the_words_names_the_speaker(room: Room, hall: HallTab) -> None:
    person = room.people[2]
    hall.talk.opinion.setFocus()
    room.press(pass_code(person.id), ENTER)
    assert opinions(room) == []
    assert hall.talk.opinion.value() == ""
    assert hall.talk.speaker.text().startswith(person.name)
    room.press(F2)
    hall.talk.speaker.clear()
    room.press(pass_code(room.people[1].id), ENTER)
    assert hall.talk.speaker.text().startswith(room.people[1].name)


def test_a_toast_goes_when_its_undo_would_take_back_something_newer(
    room: Room, hall: HallTab
) -> None:
    hands(room, "wxe")
    room.press(F7)
    assert room.window.offers_undo()
    room.press(F2, "wxy", ENTER)
    room.write("路要修。")
    room.press(ENTER)
    assert not room.window.offers_undo()
    hall.talk.opinion.setFocus()
    room.press(Qt.Key.Key_Z, with_=Qt.KeyboardModifier.ControlModifier)
    assert opinions(room) == []
    assert QApplication.focusWidget() is not None


def test_a_stretch_without_anybody_is_told_of_to_the_nearest_minute(room: Room) -> None:
    now = room.clock.moment
    assert gap_of(now, now + timedelta(seconds=100), None).title == "电脑停了约 2 分钟"
    assert gap_of(now, now + timedelta(minutes=2), None).title == "电脑停了 2 分钟"
