"""The talk by keyboard: stances, dissent, answers, the mood, options, materials, phrases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from tests.pages.meeting_room import Room
from tests.services.test_recordings import wav
from xieshang_desktop.domain.terms import PointKind, Stance
from xieshang_desktop.services import deliberation, options, recordings
from xieshang_desktop.services.deliberation import ItemFile
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui import tasks, theme
from xieshang_desktop.ui.pages.meeting_hall import HallTab
from xieshang_desktop.ui.pages.meeting_hall_materials import MaterialsSheet
from xieshang_desktop.ui.pages.meeting_hall_mood import MoodSheet
from xieshang_desktop.ui.pages.topic_options import OptionsSheet
from xieshang_desktop.ui.widgets.suggestions import Suggestions

ENTER, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path)
    room.clock.moment += timedelta(days=10)
    yield room
    tasks.stop()
    room.close()


@pytest.fixture
def hall(room: Room) -> HallTab:
    for person in room.people[:3]:
        sign_in(room.desk, room.meeting_id, person.id)
    deliberation.open_meeting(room.desk, room.meeting_id)
    part: HallTab = room.part("hall")
    return part


def file(room: Room) -> ItemFile:
    return deliberation.open_hall(room.desk, room.meeting_id).items[0]


def alt(room: Room, *keys: Qt.Key) -> None:
    room.press(*keys, with_=ALT)


def say(room: Room, text: str, name: str = "wxe") -> None:
    """One opinion, from the field of the speaker on."""
    room.press(name, ENTER)
    room.write(text)
    room.press(ENTER)


def test_a_stance_costs_one_key_and_counts_for_one_opinion(room: Room, hall: HallTab) -> None:
    room.press("wxe", ENTER)
    room.write("钱不够。")
    alt(room, Qt.Key.Key_G)
    assert hall.talk.stances.chosen() == ["worried"]
    room.press(ENTER)
    assert hall.talk.stances.chosen() == []
    assert file(room).opinions[0].stance is Stance.WORRIED
    assert hall.talk.opinions.rows()[0].chip == "有顾虑"


def test_a_row_takes_the_same_keys(room: Room, hall: HallTab) -> None:
    say(room, "路要修。")
    hall.talk.opinions.setFocus()
    alt(room, Qt.Key.Key_Z)
    assert file(room).opinions[0].stance is Stance.FOR
    alt(room, Qt.Key.Key_L)
    assert file(room).opinions[0].dissent
    assert hall.talk.lists.isVisible()  # 发言 and 保留意见 side by side


def test_a_dissent_without_a_name_asks_for_no_speaker(room: Room, hall: HallTab) -> None:
    room.write("李德发")
    alt(room, Qt.Key.Key_N)
    assert hall.talk.speaker.text() == ""
    assert not hall.talk.speaker.isEnabled()
    assert QApplication.focusWidget() is hall.talk.opinion
    room.write("不该占地。")
    room.press(ENTER)
    (told,) = file(room).dissents
    assert (told.speaker, told.person_id, told.unnamed) == ("", "", True)
    assert QApplication.focusWidget() is hall.talk.speaker
    assert hall.talk.dissents.isVisible()
    room.nothing_cut_off()


def test_what_was_recorded_just_now_is_in_sight(room: Room, hall: HallTab) -> None:
    say(room, "路要修。")
    alt(room, Qt.Key.Key_L)
    say(room, "不该占地。")
    assert hall.talk.dissents.isVisible()
    say(room, "钱不够。")
    assert hall.talk.opinions.isVisible()
    assert not hall.talk.dissents.isVisible()
    room.qtbot.wait(1)
    hall.talk.lists.setFocus()
    room.press(Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert hall.talk.dissents.isVisible()


def test_a_name_is_taken_out_after_a_question_that_begins_at_no(room: Room, hall: HallTab) -> None:
    say(room, "不该占地。")
    hall.talk.opinions.setFocus()
    alt(room, Qt.Key.Key_N)
    assert QApplication.focusWidget() is room.sheet.no
    room.press(ESCAPE)
    assert file(room).opinions[0].speaker == "王小二"
    alt(room, Qt.Key.Key_N)
    room.sheet.yes.click()
    (told,) = file(room).dissents
    assert (told.speaker, told.person_id) == ("", "")
    room.press(Qt.Key.Key_Z, with_=CTRL)
    assert file(room).dissents[0].speaker == ""


def test_a_demand_is_answered_from_its_row_or_for_the_newest(room: Room, hall: HallTab) -> None:
    say(room, "占地怎么补？")
    alt(room, Qt.Key.Key_H)
    room.write("月底前定。")
    room.press(TAB)
    room.sheet.yes.click()
    assert (file(room).opinions[0].demand, file(room).opinions[0].answer) == (True, "月底前定。")
    assert "回应：月底前定。" in hall.talk.opinions.rows()[0].note


def test_cards_are_counted_by_keys_and_a_sentence_is_kept(room: Room, hall: HallTab) -> None:
    alt(room, Qt.Key.Key_T)
    sheet = room.sheet
    assert isinstance(sheet, MoodSheet)
    room.press(Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Right, Qt.Key.Key_Plus)
    room.press(Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Minus)
    assert sheet.tiles.numbers() == [1, 1, 1]
    room.press(TAB)
    assert QApplication.focusWidget() is sheet.sentence
    room.write("气氛平和。")
    room.press(ENTER, ESCAPE)
    assert file(room).item.mood == "气氛平和。"
    alt(room, Qt.Key.Key_T)
    assert room.sheet.tiles.numbers() == [1, 1, 1]
    assert room.sheet.sentence.value() == "气氛平和。"
    room.press(ESCAPE)


def test_options_are_written_in_the_hall_and_stand_in_the_background(
    room: Room, hall: HallTab
) -> None:
    alt(room, Qt.Key.Key_F)
    sheet = room.sheet
    assert isinstance(sheet, OptionsSheet)
    for text in ("硬化", "农机能过"):
        room.write(text)
        room.press(ENTER)
    room.press(ENTER)  # no difficulty is known
    room.write("先铺砂石")
    room.press(ENTER, ENTER, ENTER)
    assert [row.text for row in sheet.list.rows()] == ["硬化", "先铺砂石"]
    sheet.list.setFocus()
    sheet.list.mark(sheet.list.rows()[1].key)
    room.press(Qt.Key.Key_Up, with_=CTRL)
    assert [row.text for row in sheet.list.rows()] == ["先铺砂石", "硬化"]
    room.press(ENTER)
    assert (sheet.text.value(), sheet.record.accessibleName()) == ("先铺砂石", "改好了")
    room.press(ESCAPE)
    assert sheet.isVisible()
    room.press(ESCAPE)
    assert "1．先铺砂石\n2．硬化（好处：农机能过）" in room.said(hall.talk.about)


def test_an_option_being_written_comes_back(room: Room, hall: HallTab) -> None:
    alt(room, Qt.Key.Key_F)
    room.write("先铺")
    room.press(ESCAPE)
    alt(room, Qt.Key.Key_F)
    assert room.sheet.text.value() == "先铺"
    room.press(ESCAPE)


def test_a_topic_that_is_over_shows_its_options_only(room: Room, qtbot: QtBot) -> None:
    options.add_option(room.desk, room.topic_ids[0], "先铺砂石")
    room.desk.store.mirrored = True
    sheet = OptionsSheet(room.context, room.topic_ids[0], "修路")
    sheet.open()
    assert [row.text for row in sheet.list.rows()] == ["先铺砂石"]
    assert not sheet.record.isVisible()
    assert sheet.list.hasFocus()
    sheet.leave()
    room.desk.store.mirrored = False


def choose(room: Room, button: object, path: Path) -> None:
    room.qtbot.keyClick(button, Qt.Key.Key_Space)
    (dialog,) = [d for d in room.window.findChildren(QFileDialog) if d.isVisible()]
    dialog.fileSelected.emit(str(path))
    dialog.done(1)


def test_a_recording_is_added_and_marked(room: Room, hall: HallTab, tmp_path: Path) -> None:
    alt(room, Qt.Key.Key_M)
    sheet = room.sheet
    assert isinstance(sheet, MaterialsSheet)
    choose(room, sheet.add_recording, wav(tmp_path, 90))
    assert not sheet.add_recording.isEnabled()
    room.until(lambda: len(sheet.recordings.rows()) == 1)
    assert sheet.add_recording.isEnabled()
    sheet.moment.line.setFocus()
    room.write("0:12")
    room.press(ENTER)
    assert sheet.recordings.rows()[0].note.endswith("第 1 项 00:12")
    sheet.caption.line.setFocus()
    room.write("上半场")
    room.press(TAB)
    assert sheet.recordings.rows()[0].text == "上半场"
    room.nothing_cut_off()
    with room.desk.store.read() as reader:
        (kept,) = recordings.recordings_of(reader, room.item_ids)
    assert (kept.caption, kept.object_type) == ("上半场", "agenda_item")
    room.press(ESCAPE)


# ---- phrases


def test_a_phrase_is_chosen_by_arrow_and_tab(room: Room, hall: HallTab) -> None:
    hall.talk.opinion.setFocus()
    room.write("路要修，")
    room.press("dxyh")
    offered = next(s for s in room.window.findChildren(Suggestions) if s.isVisible())
    assert [row.text for row in offered.list.rows()] == ["担心以后没人管护"]
    room.press(Qt.Key.Key_Down, TAB)
    assert hall.talk.opinion.value() == "路要修，担心以后没人管护"
    assert QApplication.focusWidget() is hall.talk.opinion
    assert not offered.isVisible()


def test_without_an_arrow_tab_and_enter_mean_what_they_always_do(room: Room, hall: HallTab) -> None:
    room.press("wxe", ENTER)
    room.write("担心")
    assert any(s.isVisible() for s in room.window.findChildren(Suggestions))
    room.press(ENTER)
    assert [o.text for o in file(room).opinions] == ["担心"]
    assert not any(s.isVisible() for s in room.window.findChildren(Suggestions))
    hall.results.agreed_line.setFocus()
    room.write("施工")
    room.press(TAB)
    assert hall.results.agreed_line.value() == "施工"
    assert QApplication.focusWidget() is not hall.results.agreed_line


def test_escape_closes_the_phrases_and_nothing_else(room: Room, hall: HallTab) -> None:
    hall.talk.opinion.setFocus()
    room.write("担心")
    room.press(ESCAPE)
    assert not any(s.isVisible() for s in room.window.findChildren(Suggestions))
    assert hall.talk.opinion.value() == "担心"
    assert room.window.key() == "meetings/meeting"


def test_phrases_are_offered_in_a_line_of_one_row_too(room: Room, hall: HallTab) -> None:
    hall.results.owner.line.setFocus()
    room.press("cwh")
    room.press(Qt.Key.Key_Down, TAB)
    assert hall.results.owner.value() == "村委会"


def test_phrases_can_be_switched_off(room: Room, hall: HallTab) -> None:
    hall.talk.opinion.setFocus()
    alt(room, Qt.Key.Key_S)
    room.write("担心")
    assert not any(s.isVisible() for s in room.window.findChildren(Suggestions))
    assert Settings().number("phrases") == 0
    alt(room, Qt.Key.Key_S)
    assert Settings().number("phrases") == 1


# ---- the rest of the page


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen: raising a menu
def test_what_else_there_is_stands_in_one_menu(room: Room, hall: HallTab) -> None:
    hall.talk.more.click()
    (menu,) = hall.talk.findChildren(QMenu)
    words = [action.text().partition("\t")[0] for action in menu.actions()]
    assert words[:4] == ["可选办法和利弊", "看看大家的态度", "照片和录音", "提示常用说法"]
    assert words[4:] == ["印一套纸，离开电脑接着开会"]
    menu.actions()[1].trigger()
    menu.close()
    assert isinstance(room.sheet, MoodSheet)
    room.press(ESCAPE)


def test_the_other_side_is_asked_for_before_the_result(room: Room, hall: HallTab) -> None:
    room.press(Qt.Key.Key_F6)
    assert "换到另一边想" not in room.said(hall.results)
    room.press(Qt.Key.Key_F2)
    say(room, "路要修。")
    assert "换到另一边想" in room.said(hall.results)
    hall.talk.opinions.setFocus()
    alt(room, Qt.Key.Key_B)
    assert "换到另一边想" not in room.said(hall.results)


def test_points_go_up_and_down_by_keys(room: Room, hall: HallTab) -> None:
    for text in ("路要修", "先修东头"):
        deliberation.add_point(room.desk, room.item_ids[0], PointKind.AGREED, text)
    room.context.changed.emit()
    hall.results.agreed.setFocus()
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Up, with_=CTRL)
    assert [point.text for point in file(room).agreed] == ["先修东头", "路要修"]
    assert hall.results.agreed.currentIndex().row() == 0  # the row that was moved stays marked


def test_the_background_is_read_out_first_and_gives_way_to_what_is_said(
    room: Room, hall: HallTab
) -> None:
    assert hall.talk.about.isVisible()
    say(room, "路要修。")
    assert not hall.talk.about.isVisible()
    theme.set_scale(150)
    room.qtbot.wait(1)
    room.press(Qt.Key.Key_F2)
    at = hall.talk.speaker.mapTo(room.window, QPoint(0, hall.talk.speaker.height()))
    assert at.y() <= room.window.height()
    theme.set_scale(100)
