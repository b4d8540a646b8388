"""发言 and the agenda in time by keyboard: hands, the next speaker, the next item."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.making import items_of
from tests.pages.meeting_room import Room
from xieshang_desktop.domain.agenda import is_done, is_on
from xieshang_desktop.domain.meeting import Speech
from xieshang_desktop.domain.span import length_of
from xieshang_desktop.services import deliberation, speaking
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.pages.meeting_hall import HallTab
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.fields import CheckField

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


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


def speeches(room: Room) -> list[Speech]:
    with room.desk.store.read() as reader:
        return speaking.speeches_of(reader, room.meeting_id)


def queue(hall: HallTab) -> list[str]:
    return [row.text.partition("　")[0] for row in hall.agenda_part.queue.rows()]


def hands(room: Room, *texts: str) -> None:
    """Alt+J, name, Enter, name, Enter."""
    room.press(Qt.Key.Key_J, with_=ALT)
    for text in texts:
        room.write(text)
        room.press(ENTER)


def states(room: Room) -> str:
    """`.` not yet, `>` running, `x` over, for each item."""
    items = items_of(room.desk, room.meeting_id)
    return "".join(">" if is_on(i) else "x" if is_done(i) else "." for i in items)


def test_hands_are_raised_and_called_without_a_mouse(room: Room, hall: HallTab) -> None:
    hands(room, "wxe", "wxs")
    assert QApplication.focusWidget() is hall.floor.box
    assert queue(hall) == ["王小二", "王小三"]
    room.clock.moment += timedelta(seconds=2)
    room.press(Qt.Key.Key_F7)
    assert hall.floor.name.text() == "王小二"
    assert hall.floor.mark.text() == "从没在会上发过言"
    assert states(room) == ">."
    assert hall.talk.speaker.text() == "王小二（第一组）"  # who speaks is who is written down
    assert QApplication.focusWidget() is hall.talk.opinion
    room.clock.moment += timedelta(seconds=2)
    room.press(Qt.Key.Key_F7)
    assert hall.floor.name.text() == "王小三"
    assert hall.floor.next.accessibleName() == "说完"
    room.clock.moment += timedelta(seconds=2)
    room.press(Qt.Key.Key_F7)
    assert [s.ended_at is None for s in speeches(room)] == [False, False]


def test_the_list_of_names_floats_and_moves_nothing(room: Room, hall: HallTab) -> None:
    room.press(Qt.Key.Key_J, with_=ALT)
    before = hall.talk.geometry()
    room.press("wx")
    assert hall.floor.hands.isVisible()
    assert hall.talk.geometry() == before
    room.press(Qt.Key.Key_Down, ENTER)
    assert not hall.floor.hands.isVisible()
    assert len(queue(hall)) == 1
    room.press("wx", Qt.Key.Key_F2)  # away from it, it is gone
    assert not hall.floor.hands.isVisible()


def test_the_clock_counts_down_turns_red_and_says_so(room: Room, hall: HallTab) -> None:
    hands(room, "wxe")
    room.press(Qt.Key.Key_F7)
    floor = hall.presenter.floor
    assert hall.floor.clock.text() == "2:00"
    for _step in range(4):
        room.clock.moment += timedelta(seconds=25)
        floor.tick()
    assert hall.floor.clock.property("kind") == "clockSoon"
    assert hall.floor.state.text() == "快到时间"
    room.clock.moment += timedelta(seconds=32)
    floor.tick()
    assert (hall.floor.clock.text(), hall.floor.state.text()) == ("0:12", "超时")
    assert hall.floor.clock.property("kind") == "clockOver"
    room.press(Qt.Key.Key_F7, with_=SHIFT)
    assert hall.floor.state.text() == "暂停"
    room.press(Qt.Key.Key_F7, with_=CTRL)
    assert hall.floor.name.text() == "现在没有人发言"


def test_the_clock_runs_by_itself(room: Room, hall: HallTab) -> None:
    hands(room, "wxe")
    room.press(Qt.Key.Key_F7)
    room.clock.moment += timedelta(seconds=10)
    room.until(lambda: hall.floor.clock.text() == "1:50")


def test_a_closed_lid_is_noticed_behind_another_page(room: Room, hall: HallTab) -> None:
    room.press(Qt.Key.Key_F8)
    hall.presenter.floor.tick()
    room.part("door")
    room.clock.moment += timedelta(minutes=2)
    room.until(sheet.is_open)
    assert "这段时间算进这项议程吗？" in room.said(room.sheet)
    room.press(ESCAPE)  # so short a stretch was most likely talked through
    spans = items_of(room.desk, room.meeting_id)[0].spans
    assert length_of(spans, room.clock()) >= timedelta(minutes=2)


def test_the_queue_is_worked_by_keys(room: Room, hall: HallTab) -> None:
    hands(room, "wxy", "wxe", "wxs")
    room.press(Qt.Key.Key_F7)
    hall.agenda_part.queue.setFocus()
    room.press(Qt.Key.Key_Down, Qt.Key.Key_Insert)
    assert hall.floor.name.text() == "王小三"
    assert queue(hall) == ["王小一", "王小二"]
    hall.agenda_part.queue.setFocus()
    hall.agenda_part.queue.mark(hall.agenda_part.queue.rows()[1].key)
    room.press(Qt.Key.Key_Delete)
    assert queue(hall) == ["王小一"]
    hall.agenda_part.queue.setFocus()
    room.press(ENTER)
    assert hall.floor.name.text() == "王小一"


def test_sides_are_chosen_by_a_digit(room: Room, hall: HallTab) -> None:
    speaking.set_rules(room.desk, room.meeting_id, minutes=2, times=2, alternating=True)
    room.context.changed.emit()
    hands(room, "wxe")
    assert hall.floor.box.placeholderText() == "王小二 站哪一边？按数字"
    room.press("3")
    assert [s.stance.value for s in speeches(room)] == ["against"]
    hands(room, "wxs")
    room.press(ESCAPE)
    assert len(speeches(room)) == 1
    assert room.window.key() == "meetings/meeting"
    hands(room, "wxs")
    room.press(ENTER)
    assert [s.stance.value for s in speeches(room)] == ["against", "unsaid"]


def test_a_third_time_asks_for_the_chairs_word(room: Room, hall: HallTab) -> None:
    for _time in range(2):
        hands(room, "wxe")
        room.clock.moment += timedelta(seconds=2)
        room.press(Qt.Key.Key_F7)
        room.clock.moment += timedelta(seconds=2)
        room.press(Qt.Key.Key_F7)
    hands(room, "wxe")
    assert "已经发言 2 次" in room.said(room.sheet)
    room.press(ENTER)
    room.until(lambda: not sheet.is_open())
    assert queue(hall) == ["王小二"]
    assert hall.agenda_part.queue.rows()[0].note == "第 3 次"


def test_one_key_goes_to_the_next_item_and_one_back(room: Room, hall: HallTab) -> None:
    room.clock.moment += timedelta(seconds=2)
    room.press(Qt.Key.Key_F8)
    assert states(room) == ">."
    hall.results.words.setFocus()
    room.press(ENTER, with_=CTRL)  # is no key for the next item
    assert states(room) == ">."
    room.clock.moment += timedelta(seconds=2)
    room.press(Qt.Key.Key_F8)
    assert states(room) == "x>"
    assert QApplication.focusWidget() is hall.talk.speaker
    assert "清淤" in hall.talk._topic_card.heading.text()  # noqa: SLF001
    room.clock.moment += timedelta(seconds=2)
    room.press(Qt.Key.Key_F8, with_=SHIFT)
    assert states(room) == ">x"
    room.clock.moment += timedelta(seconds=2)
    room.press(Qt.Key.Key_F8)
    assert states(room) == "xx"


def test_the_agenda_is_ordered_and_put_right_in_the_hall(room: Room, hall: HallTab) -> None:
    hall.agenda.setFocus()
    room.press(Qt.Key.Key_Down, with_=ALT)
    assert [item.title for item in items_of(room.desk, room.meeting_id)] == ["清淤", "修路"]
    room.press(Qt.Key.Key_E, with_=CTRL)
    room.sheet.minutes.show_number(15)  # type: ignore[attr-defined]
    room.press(ENTER)
    assert "15 分钟" in " ".join(row.note for row in hall.agenda.rows())


def test_the_rules_are_set_in_the_hall(room: Room, hall: HallTab) -> None:
    hall.presenter.floor.ask_rules()
    room.sheet.minutes.show_number(None)  # type: ignore[attr-defined]
    room.press(ENTER)
    assert room.sheet.minutes.error() == "请写数字。"  # type: ignore[attr-defined]
    room.sheet.minutes.show_number(99)  # type: ignore[attr-defined]
    room.press(ENTER)
    assert "发言规则写得不对" in room.said(room.sheet)
    room.sheet.minutes.show_number(3)  # type: ignore[attr-defined]
    for box in room.sheet.findChildren(CheckField):
        box.setChecked(True)
    room.press(ENTER)
    assert not sheet.is_open()
    meeting = read_meeting(room.desk, room.meeting_id)
    assert (meeting.speech_minutes, meeting.alternating) == (3, True)


def test_hours_with_the_lid_closed_are_asked_about(room: Room, hall: HallTab) -> None:
    hands(room, "wxe")
    room.press(Qt.Key.Key_F7)
    room.clock.moment += timedelta(seconds=20)
    hall.presenter.floor.tick()
    room.clock.moment += timedelta(hours=3)
    room.until(sheet.is_open)
    assert "电脑停了 3 小时" in room.said(room.sheet)
    room.press(ESCAPE)  # nothing is counted unless somebody says so
    (speech,) = speeches(room)
    assert speech.ended_at is not None
    assert length_of(speech.spans, room.clock()) < timedelta(minutes=1)


def test_who_was_talking_all_the_time_is_counted(room: Room, hall: HallTab) -> None:
    hands(room, "wxe")
    room.press(Qt.Key.Key_F7)
    hall.presenter.floor.tick()
    room.clock.moment += timedelta(minutes=3)
    room.until(sheet.is_open)
    room.button("会没有停，照算", room.sheet).click()
    assert not sheet.is_open()
    (speech,) = speeches(room)
    assert speech.ended_at is None
    assert length_of(speech.spans, room.clock()) > timedelta(minutes=3)


def test_the_shares_are_shown_in_a_sheet(room: Room, hall: HallTab) -> None:
    hands(room, "wxe")
    room.press(Qt.Key.Key_F7)
    room.clock.moment += timedelta(seconds=30)
    hall.presenter.floor.open_shares()
    assert "1 人发言 1 次，共 30 秒。" in room.said(room.sheet)
    room.press(ESCAPE)


def test_nothing_of_the_floor_is_cut_off(room: Room, hall: HallTab) -> None:
    hands(room, "wxe", "wxs", "一个名字很长的来宾阿依古丽·买买提江")
    room.press(Qt.Key.Key_F7)
    room.nothing_cut_off()
    theme.set_scale(150)
    room.qtbot.wait(1)
    assert hall.strip.isVisible()
    theme.set_scale(100)
