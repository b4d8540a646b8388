"""Other forms of consultation in the window: written opinions, sittings, past meetings, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.intake.making import make_csv
from tests.making import items_of
from tests.pages.meeting_room import Room
from xieshang_desktop.domain.meeting import Meeting, Opinion, Sitting
from xieshang_desktop.domain.terms import MeetingState, StatementWay
from xieshang_desktop.services import deliberation, statements
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.recorders import recorders_of
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, tmp_path)
    yield made
    made.close()


def _press(room: Room, key: Qt.Key) -> None:
    room.qtbot.keyClick(QApplication.focusWidget() or room.window, key)


def _push(room: Room, button: Button) -> None:
    """Enter on a button, until its sheet stands there."""
    before = sheet.current()
    room.qtbot.keyClick(button, Qt.Key.Key_Return)
    room.qtbot.waitUntil(lambda: sheet.current() not in (None, before))


def _offered(room: Room) -> str:
    """What 更多 offers; its first row is marked."""
    rows = room.sheet.list.rows()
    assert room.sheet.list.hasFocus()
    assert room.sheet.list.marked_key() == rows[0].key
    return "\n".join(f"{row.text} {row.note}" for row in rows)


def _press_row(room: Room, words: str) -> None:
    """Arrows to a row of 更多, and Enter."""
    rows = [row.text for row in room.sheet.list.rows()]
    for _row in range(rows.index(words)):
        _press(room, Qt.Key.Key_Down)
    _press(room, Qt.Key.Key_Return)


def _letter(room: Room, letter: str) -> None:
    room.qtbot.keyClicks(QApplication.focusWidget(), letter)


def _opened(room: Room) -> None:
    room.clock.moment += timedelta(days=10)
    deliberation.open_meeting(room.desk, room.meeting_id)
    room.part("hall")


def test_a_call_is_found_by_initials_and_written_down(room: Room) -> None:
    page = room.open("meetings/statements", room.meeting_id)
    assert "打电话" in room.said()
    assert room.red() == ["登记意见"]
    assert QApplication.focusWidget() is page.empty.button
    _push(room, page.empty.button)
    person = room.people[3]
    room.write(person.name)
    _press(room, Qt.Key.Key_Return)
    assert f"{person.name}（{person.group}） 的意见" in room.said(room.sheet), "not a namesake's"
    room.write("路要修，我出两个工")
    room.sheet.accepted.emit()
    assert "记录人" in room.said(room.sheet), "it says what is missing and keeps what was typed"
    sheet.current().taken_by.show_value("王会计")
    sheet.current().accepted.emit()
    assert sheet.current() is None
    (told,) = statements.told(room.desk, room.meeting_id)
    assert (told.statement.way, told.statement.text) == (
        StatementWay.TELEPHONE,
        "路要修，我出两个工",
    )
    assert "路要修，我出两个工" in room.said()
    room.nothing_cut_off()


def test_slips_go_to_all_invited_and_enter_records_one_that_came_back(room: Room) -> None:
    page = room.open("meetings/statements", room.meeting_id)
    _push(room, page.slips)
    room.sheet.accepted.emit()
    assert "意见表发出 8 份，收回 0 份" in room.said()
    page.table.setFocus()
    _press(room, Qt.Key.Key_Return)
    assert "的意见" in room.said(room.sheet)
    room.write("同意。")
    room.sheet.accepted.emit()
    assert "意见表发出 8 份，收回 1 份" in room.said()
    assert page.table.model().rowCount() == 8


def test_answers_from_a_file_are_told_before_they_are_kept(room: Room, tmp_path: Path) -> None:
    name = room.people[2].name
    path = make_csv(
        tmp_path / "接龙.csv", [("姓名", "意见"), (name, "先清淤"), ("风轻云淡", "都行")]
    )
    page = room.open("meetings/statements", room.meeting_id)
    page._presenter.look_at(path)  # noqa: SLF001 - the file dialog is the system's own
    assert "新的意见 2 条" in room.said(room.sheet)
    assert "风轻云淡" in room.said(room.sheet)
    with room.desk.store.read() as reader:
        assert reader.count(Opinion, meeting_id=room.meeting_id) == 0
    room.sheet.accepted.emit()
    with room.desk.store.read() as reader:
        assert reader.count(Opinion, meeting_id=room.meeting_id) == 2


def test_the_account_of_a_stranger_is_erased_after_one_question(room: Room, tmp_path: Path) -> None:
    path = make_csv(
        tmp_path / "接龙.csv", [("姓名", "手机号", "意见"), ("风轻云淡", "19900005678", "都行")]
    )
    page = room.open("meetings/statements", room.meeting_id)
    page._presenter.look_at(path)  # noqa: SLF001 - the file dialog is the system's own
    room.sheet.accepted.emit()
    assert "19900005678" in room.said()
    room.qtbot.waitUntil(lambda: any(b.isVisible() for b in page.actions.findChildren(Button)))
    _push(room, room.button("抹去账号", page.actions))
    assert "找不回来" in room.said(room.sheet)
    assert room.sheet.no.hasFocus()
    room.sheet.accepted.emit()
    assert "19900005678" not in room.said(page)
    assert "风轻云淡" in room.said(page)
    (told,) = statements.told(room.desk, room.meeting_id)
    assert (told.statement.source, told.statement.text) == ("", "都行")
    room.nothing_cut_off()


def test_a_meeting_is_adjourned_and_resumed_from_the_sheet(room: Room) -> None:
    _opened(room)
    room.qtbot.keyClick(room.window, Qt.Key.Key_F10)
    assert "流动协商" in _offered(room)
    _press_row(room, "休会")
    room.sheet.accepted.emit()
    assert "请写原因" in room.said(room.sheet)
    room.sheet.reason.show_value("停电")
    room.sheet.accepted.emit()
    assert read_meeting(room.desk, room.meeting_id).state is MeetingState.ADJOURNED
    room.qtbot.keyClick(room.window, Qt.Key.Key_F10)
    assert "停电" in _offered(room)
    _letter(room, "f")
    room.sheet.accepted.emit()
    assert read_meeting(room.desk, room.meeting_id).state is MeetingState.OPEN


def test_a_talk_without_the_laptop_is_entered_with_who_was_there(room: Room) -> None:
    _opened(room)
    room.clock.moment += timedelta(hours=3)
    room.qtbot.keyClick(room.window, Qt.Key.Key_F10)
    _letter(room, "x")
    room.sheet.reason.show_value("天黑了")
    room.sheet.accepted.emit()
    room.clock.moment += timedelta(days=1)
    room.qtbot.keyClick(room.window, Qt.Key.Key_F10)
    _press_row(room, "补记一场")
    form = room.sheet
    form.accepted.emit()
    assert "这里要写" in room.said(form)
    form.place.show_value("第三组李家院坝")
    form.day.show_day(room.desk.today)
    form.begins.show_value("9:00")
    form.ends.show_value("9:40")
    form.names.show_value(f"{room.people[0].name}、没有这个人")
    form.accepted.emit()
    assert "没有这个人" in room.said(form)
    form.names.show_value(f"{room.people[0].name} {room.people[1].name}")
    form.accepted.emit()
    assert sheet.current() is None
    with room.desk.store.read() as reader:
        places = [s.place for s in reader.all(Sitting, "began_at", meeting_id=room.meeting_id)]
    assert places[-1] == "第三组李家院坝"


def test_somebody_else_records_from_now_on(room: Room) -> None:
    _opened(room)
    for name in ("王会计", "李文书"):
        room.qtbot.keyClick(room.window, Qt.Key.Key_F10)
        _letter(room, "h")
        room.write(name)
        room.sheet.accepted.emit()
    meeting = read_meeting(room.desk, room.meeting_id)
    assert meeting.recorder == "李文书"
    with room.desk.store.read() as reader:
        assert [each.name for each in recorders_of(reader, meeting)][-2:] == ["王会计", "李文书"]


def test_a_meeting_held_on_paper_is_entered_with_its_own_form(room: Room) -> None:
    room.open("meetings")
    room.qtbot.keyClick(room.button("补录会议"), Qt.Key.Key_Return)
    room.qtbot.waitUntil(lambda: room.window.key() == "meetings/edit")
    page = room.window.page("meetings/edit")
    page.title.show_value("冬修水利协商会")
    page.day.show_day(room.desk.today - timedelta(days=40))
    room.qtbot.keyClick(page.title.line, Qt.Key.Key_Return)
    assert "几点结束" in room.said(page)
    page.ends.show_value("11:00")
    room.qtbot.keyClick(page.title.line, Qt.Key.Key_Return)
    assert "哪天发的通知" in room.said(page)
    page.notice_reason.show_value("当时用广播通知，没有留底")
    room.qtbot.keyClick(page.title.line, Qt.Key.Key_Return)
    assert room.window.key() == "meetings/meeting"
    with room.desk.store.read() as reader:
        (kept,) = [m for m in reader.all(Meeting) if m.entered_on is not None]
    assert (kept.title, kept.state) == ("冬修水利协商会", MeetingState.OPEN)


def test_a_wrong_day_of_a_meeting_that_was_entered_is_put_right(room: Room) -> None:
    test_a_meeting_held_on_paper_is_entered_with_its_own_form(room)
    with room.desk.store.read() as reader:
        (kept,) = [m for m in reader.all(Meeting) if m.entered_on is not None]
    room.qtbot.keyClick(room.window, Qt.Key.Key_F10)
    assert "补记一场" in _offered(room)
    assert not [words for words in ("休会", "换人记录") if words in _offered(room)]
    room.sheet.leave()
    page = room.open("meetings/edit", kept.id)
    assert page.notice_reason.value() == "当时用广播通知，没有留底"
    assert page.notice_reason.isVisible()
    page.day.show_day(room.desk.today - timedelta(days=41))
    room.qtbot.keyClick(page.title.line, Qt.Key.Key_Return)
    moved = read_meeting(room.desk, kept.id)
    assert moved.opened_at == moved.starts == kept.starts - timedelta(days=1)


def test_a_joint_meeting_by_households_is_planned(room: Room) -> None:
    page = room.open("meetings/edit")
    page.by_household.setChecked(True)
    page.partners.show_value("河东村，镇水利站")
    room.qtbot.keyClick(page.title.line, Qt.Key.Key_Return)
    with room.desk.store.read() as reader:
        newest = reader.all(Meeting)[-1]
    assert (newest.by_household, newest.partners) == (True, ("河东村", "镇水利站"))
    assert items_of(room.desk, room.meeting_id)


def test_a_past_meeting_without_topics_is_not_told_to_be_planned(room: Room) -> None:
    room.open("meetings/edit", "past")
    page = room.window.page("meetings/edit")
    page.show_topics(())  # type: ignore[union-attr]
    assert "再来补录" in room.said()
    assert "先定下会议" not in room.said()
