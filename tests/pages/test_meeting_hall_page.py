"""议事 by keyboard: speaker, Enter, opinion, Enter; points, measures, the result, the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.making import day, talk
from tests.pages.meeting_room import Room
from xieshang_desktop.domain.terms import MeetingState, OutcomeKind, PointKind
from xieshang_desktop.services import deliberation, drafting
from xieshang_desktop.services.deliberation import ItemFile
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.pages.meeting_hall import HallTab
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button

ENTER = Qt.Key.Key_Return


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


def file(room: Room, number: int = 0) -> ItemFile:
    return deliberation.open_hall(room.desk, room.meeting_id).items[number]


def test_the_meeting_begins_with_the_red_button_and_the_speaker_is_next(room: Room) -> None:
    part = room.part("hall")
    assert room.red() == ["开始会议"]
    room.press(ENTER)
    room.until(lambda: read_meeting(room.desk, room.meeting_id).state is MeetingState.OPEN)
    assert QApplication.focusWidget() is part.talk.speaker


def test_on_another_day_the_meeting_begins_only_after_a_question(room: Room) -> None:
    room.clock.moment -= timedelta(days=3)
    part = room.part("hall")
    room.press(ENTER)
    room.until(sheet.is_open)
    assert "会议定在" in room.said(room.sheet)
    room.press(Qt.Key.Key_Escape)
    assert read_meeting(room.desk, room.meeting_id).state is MeetingState.PLANNED
    room.press(ENTER)
    room.until(sheet.is_open)
    room.press(ENTER)
    room.until(lambda: read_meeting(room.desk, room.meeting_id).state is MeetingState.OPEN)
    room.until(lambda: not sheet.is_open())
    assert QApplication.focusWidget() is part.talk.speaker
    room.nothing_cut_off()


def test_an_opinion_takes_a_name_a_line_and_two_enters(room: Room, hall: HallTab) -> None:
    room.press("wxe", ENTER)
    assert hall.talk.speaker.text() == "王小二（第一组）"
    room.write("路要修。")
    room.press(ENTER)
    assert [(o.speaker, o.text) for o in file(room).opinions] == [("王小二", "路要修。")]
    assert hall.talk.speaker.text() == hall.talk.opinion.value() == ""
    assert QApplication.focusWidget() is hall.talk.speaker
    assert [row.text for row in hall.talk.opinions.rows()] == ["路要修。"]
    room.nothing_cut_off()


def test_a_name_that_nobody_here_has_is_taken_as_heard(room: Room, hall: HallTab) -> None:
    room.write("单队长")
    room.press(ENTER)
    assert QApplication.focusWidget() is hall.talk.opinion
    room.write("划线免费。")
    room.press(ENTER)
    assert file(room).opinions[0].speaker == "单队长"


def test_every_field_has_its_key(room: Room, hall: HallTab) -> None:
    for key, field in (
        (Qt.Key.Key_F3, hall.results.agreed_line),
        (Qt.Key.Key_F4, hall.results.open_line),
        (Qt.Key.Key_F5, hall.results.measure_line),
        (Qt.Key.Key_F2, hall.talk.speaker),
    ):
        room.press(key)
        assert QApplication.focusWidget() is field


def test_points_are_added_edited_moved_and_removed_by_keys(room: Room, hall: HallTab) -> None:
    room.press(Qt.Key.Key_F3)
    room.write("路要修")
    room.press(ENTER)
    room.write("路宽3.5米")
    room.press(ENTER, Qt.Key.Key_F4)
    room.write("钱从哪里出")
    room.press(ENTER)
    hall.results.agreed.setFocus()
    room.press(Qt.Key.Key_Down, ENTER)
    room.write("路宽4米")
    room.press(ENTER)
    assert [point.text for point in file(room).agreed] == ["路要修", "路宽4米"]
    assert QApplication.focusWidget() is hall.results.agreed
    room.press(Qt.Key.Key_Down, with_=Qt.KeyboardModifier.AltModifier)
    assert [point.text for point in file(room).open_points] == ["钱从哪里出", "路宽4米"]
    hall.results.open.setFocus()
    room.press(Qt.Key.Key_Up, Qt.Key.Key_Delete)
    assert [point.text for point in file(room).open_points] == ["路宽4米"]


def test_escape_gives_an_edit_up(room: Room, hall: HallTab) -> None:
    deliberation.add_point(room.desk, room.item_ids[0], PointKind.AGREED, "路要修")
    room.context.changed.emit()
    hall.results.agreed.setFocus()
    room.press(ENTER)
    room.write("别的")
    room.press(Qt.Key.Key_Escape)
    assert file(room).agreed[0].text == "路要修"
    assert room.window.key() == "meetings/meeting"


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen: raising a menu
def test_a_row_has_a_menu_for_the_mouse(room: Room, hall: HallTab, qtbot: QtBot) -> None:
    deliberation.add_point(room.desk, room.item_ids[0], PointKind.AGREED, "路要修")
    room.context.changed.emit()
    rows = hall.results.agreed
    area = rows.visualRect(rows.model().index(0, 0))
    qtbot.mouseClick(
        rows.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(area.right() - 10, area.y() + 20),
    )
    menu = next(iter(rows.findChildren(QMenu)))
    words = [action.text().partition("\t")[0] for action in menu.actions()]
    assert words == ["改文字", "移到“还要再商量的”", "往前移", "往后移", "删去"]
    menu.actions()[1].trigger()
    menu.close()
    assert file(room).open_points[0].text == "路要修"


def test_a_measure_is_entered_field_by_field(room: Room, hall: HallTab) -> None:
    room.press(Qt.Key.Key_F5)
    room.write("报奖补")
    room.press(ENTER, ENTER, ENTER)
    room.qtbot.wait(1)
    assert hall.results.owner.error() == "谁来办？"
    room.write("村委会")
    room.press(ENTER, ENTER)
    room.qtbot.wait(1)
    assert hall.results.due.error() == "几号前办完？"
    room.write("3月20日")
    room.press(ENTER)
    room.qtbot.wait(1)
    (measure,) = file(room).measures
    assert (measure.owner, measure.due) == ("村委会", day(3, 20))
    assert QApplication.focusWidget() is hall.results.measure_line


def test_a_measure_is_put_right_in_a_sheet(room: Room, hall: HallTab) -> None:
    deliberation.add_measure(room.desk, room.item_ids[0], "报奖补", "村委会", day(3, 20))
    room.context.changed.emit()
    hall.results.measures.setFocus()
    room.press(ENTER)
    room.sheet.owner.show_value("张德厚")  # type: ignore[attr-defined]
    room.press(ENTER)
    assert file(room).measures[0].owner == "张德厚"


def test_the_points_stand_in_for_words_not_written_yet(room: Room, hall: HallTab) -> None:
    for text in ("路要修。", "路宽3.5米。"):
        deliberation.add_point(room.desk, room.item_ids[0], PointKind.AGREED, text)
    room.context.changed.emit()
    room.press(Qt.Key.Key_F6)
    room.button("达成共识", hall).click()
    outcome = file(room).outcome
    assert outcome is not None
    assert outcome.text == "路要修；路宽3.5米"
    assert hall.results.words.textCursor().atEnd()  # what is typed now goes on from there
    hall.results.words.setFocus()
    hall.results.words.setPlainText("按3.5米硬化。")
    hall.results.conformity.line.setFocus()
    room.write("张德厚")
    hall.talk.speaker.setFocus()
    outcome = file(room).outcome
    assert outcome is not None
    assert (outcome.text, outcome.conformity) == ("按3.5米硬化。", "张德厚")


def test_what_is_typed_survives_a_change_of_item_and_a_crash(room: Room, hall: HallTab) -> None:
    hall.talk.opinion.setFocus()
    room.write("我家的地")
    room.press(Qt.Key.Key_PageDown, with_=Qt.KeyboardModifier.AltModifier)
    assert hall.talk.opinion.value() == ""
    assert drafting.kept(room.desk, room.item_ids[0], "opinion") == {"opinion": "我家的地"}
    room.press(Qt.Key.Key_PageUp, with_=Qt.KeyboardModifier.AltModifier)
    assert hall.talk.opinion.value() == "我家的地"


def test_words_of_the_result_being_typed_survive_another_entry(room: Room, hall: HallTab) -> None:
    talk(room.desk, room.item_ids[0])
    room.context.changed.emit()
    hall.results.words.setPlainText("写到一半")
    deliberation.add_point(room.desk, room.item_ids[0], PointKind.AGREED, "又一条")
    room.context.changed.emit()
    assert hall.results.words.value() == "写到一半"


def test_the_agenda_opens_an_item_and_shows_its_result(room: Room, hall: HallTab) -> None:
    talk(room.desk, room.item_ids[0])
    room.context.changed.emit()
    assert [row.note for row in hall.agenda.rows()] == ["计划 09:00 · 达成共识", ""]
    hall.agenda.setFocus()
    room.press(Qt.Key.Key_Down, ENTER)
    assert "清淤" in hall.talk._topic_card.heading.text()  # noqa: SLF001


def test_the_end_lists_what_is_missing_and_leads_to_it(room: Room, hall: HallTab) -> None:
    talk(room.desk, room.item_ids[0])
    room.context.changed.emit()
    room.button("散会", hall).click()
    assert "还不能散会" in room.said(room.sheet)
    room.press(ENTER)
    assert "清淤" in hall.talk._topic_card.heading.text()  # noqa: SLF001


def test_a_missing_measure_leads_to_the_line_for_it(room: Room, hall: HallTab) -> None:
    deliberation.add_point(room.desk, room.item_ids[0], PointKind.AGREED, "路宽3.5米。")
    deliberation.route(room.desk, room.item_ids[0], OutcomeKind.CONSENSUS, "按3.5米硬化。")
    room.context.changed.emit()
    room.button("散会", hall).click()
    room.press(ENTER)
    assert QApplication.focusWidget() is hall.results.measure_line


def test_the_end_is_asked_once_and_the_minutes_open(room: Room, hall: HallTab) -> None:
    for item_id in room.item_ids:
        talk(room.desk, item_id)
    room.context.changed.emit()
    assert room.red() == ["散会"]
    room.button("散会", hall).click()
    room.press(ENTER)
    room.until(lambda: room.page.bar.tabs.key() == "minutes")
    assert read_meeting(room.desk, room.meeting_id).state is MeetingState.CLOSED
    room.until(room.idle)


def test_where_it_is_narrow_the_agenda_gives_way_to_a_strip(room: Room, hall: HallTab) -> None:
    assert hall.agenda.isVisible()
    theme.set_scale(150)
    room.qtbot.wait(1)
    assert not hall.agenda.isVisible()
    assert hall.strip.where.text() == "1/2　修路"
    room.button("议程", hall).click()
    room.press(Qt.Key.Key_Down, ENTER)
    assert hall.strip.where.text() == "2/2　清淤"
    theme.set_scale(100)


def test_after_the_end_only_words_can_be_put_right(room: Room, hall: HallTab) -> None:
    for item_id in room.item_ids:
        talk(room.desk, item_id)
    deliberation.close_meeting(room.desk, room.meeting_id)
    room.context.changed.emit()
    assert hall.results.words.isReadOnly()
    assert not hall.results.kind.isEnabled()
    assert hall.talk.opinion.isVisible()
    assert "散会" not in [
        one.accessibleName() for one in hall.findChildren(Button) if one.isVisible()
    ]
