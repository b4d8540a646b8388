"""纪要, 公示 and the papers in the window: what is typed is kept, what is sealed stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.making import talk
from tests.pages.at_the_minutes import ENTER, SPACE, confirm, headings, the_minutes
from tests.pages.meeting_room import Room
from xieshang_desktop.domain.terms import MeetingState, MinutesState
from xieshang_desktop.services import deliberation, minutes_editing
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.ui.pages.meeting_minutes import MinutesTab
from xieshang_desktop.ui.widgets import sheet, text_area


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path)
    room.clock.moment += timedelta(days=10)
    deliberation.open_meeting(room.desk, room.meeting_id)
    for item_id in room.item_ids:
        talk(room.desk, item_id)
    deliberation.close_meeting(room.desk, room.meeting_id)
    yield room
    room.until(room.idle)
    room.close()


@pytest.fixture
def tab(room: Room) -> MinutesTab:
    part: MinutesTab = room.part("minutes")
    room.until(lambda: bool(part.paper.pdf()))
    return part


def test_the_paper_stands_at_the_left_as_it_will_print(room: Room, tab: MinutesTab) -> None:
    assert tab.paper.view.isVisible()
    assert tab.paper.view.pages.line.text() == "1"
    assert {"五个有", "有时间", "有措施", "待效果"} <= set(room.said(tab.missing).split("\n"))
    room.nothing_cut_off()
    room.until(room.idle)


def test_a_section_is_recorded_when_it_is_left_and_the_paper_follows(
    room: Room, tab: MinutesTab
) -> None:
    before = tab.paper.pdf()
    area = list(tab.sections.values())[1].area
    area.setFocus()
    room.write("我写的：")
    tab.paper.view.setFocus()
    assert the_minutes(room).sections[1].text.startswith("我写的：")
    room.until(lambda: tab.paper.pdf() != before)
    room.button("按事实重写", tab).click()
    assert not the_minutes(room).sections[1].edited
    assert not area.value().startswith("我写的")


def test_what_is_typed_shows_in_the_paper_and_is_kept_while_typing(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_area, "DRAFT_AFTER", 10)
    tab = room.part("minutes")
    room.until(lambda: bool(tab.paper.pdf()))
    before = tab.paper.pdf()
    section = list(tab.sections.values())[1]
    section.area.setFocus()
    with qtbot.waitSignal(section.area.draft_changed, timeout=10_000):
        room.write("写到一半")
    assert next(iter(the_minutes(room).drafts.values())).startswith("写到一半")
    room.until(lambda: tab.paper.pdf() != before)
    room.context.changed.emit()
    assert section.area.value().startswith("写到一半")


def test_a_text_found_after_a_crash_is_offered(room: Room) -> None:
    key = the_minutes(room).sections[1].id
    minutes_editing.keep_typing(room.desk, key, "断电前写的")
    tab = room.part("minutes")
    assert tab.sections[key].area.value() == "断电前写的"
    assert "找回了上次没写完的文字" in room.said(tab)
    room.button("不要了", tab).click()
    assert tab.sections[key].area.value() == the_minutes(room).sections[1].text
    assert the_minutes(room).drafts == {}


def test_a_text_found_after_a_crash_is_recorded_when_it_is_left(room: Room) -> None:
    key = the_minutes(room).sections[1].id
    minutes_editing.keep_typing(room.desk, key, "断电前写的")
    tab = room.part("minutes")
    room.until(lambda: bool(tab.paper.pdf()))
    tab.sections[key].area.setFocus()
    tab.paper.view.setFocus()
    assert the_minutes(room).sections[1].text == "断电前写的"
    assert "找回了" not in room.said(tab)


def test_two_confirmations_seal_and_only_corrections_are_left(room: Room, tab: MinutesTab) -> None:
    confirm(room, tab)
    assert "已有一位召集人确认" in room.said(tab)
    assert tab.first_field() is tab.seals.waiting
    confirm(room, tab)
    assert the_minutes(room).minutes.state is MinutesState.SEALED
    assert read_meeting(room.desk, room.meeting_id).state is MeetingState.SEALED
    assert "已归档，不能再改" in room.said(tab)
    assert all(section.isHidden() for section in tab.sections.values())
    room.window.undo()
    assert the_minutes(room).minutes.state is MinutesState.SEALED
    tab.corrections.area.setFocus()
    room.write("“李德发”应为“李德法”。")
    room.button("记下更正", tab).click()
    assert the_minutes(room).corrections[0].text == "“李德发”应为“李德法”。"
    assert tab.corrections.area.value() == ""
    room.until(lambda: tab.paper.pdf() == room.desk.files.read(the_minutes(room).minutes.digest))
    room.button("附上更正", tab).click()
    room.until(lambda: tab.paper.pdf() != room.desk.files.read(the_minutes(room).minutes.digest))


def test_escape_at_the_question_confirms_nothing(room: Room, tab: MinutesTab) -> None:
    tab.presenter.ask_confirm("first")
    room.press(Qt.Key.Key_Escape)
    assert the_minutes(room).confirmations == ()


def test_what_is_missing_unfolds_from_one_line(room: Room, tab: MinutesTab) -> None:
    assert "还没补" in room.said(tab.missing)
    assert not tab.missing.rows.isVisible()
    tab.missing.fold.setFocus()
    room.press(ENTER)
    room.until(tab.missing.rows.isVisible)
    room.nothing_cut_off()
    room.button("去自查", tab).setFocus()
    room.press(ENTER)
    room.until(sheet.is_open)
    assert "五个明确" in room.said(room.sheet)


def test_the_five_questions_are_answered_by_keys(room: Room, tab: MinutesTab) -> None:
    tab.presenter.fill("clarity:")
    for number in range(5):
        room.press(Qt.Key.Key_Right, Qt.Key.Key_Space) if number == 4 else room.press(SPACE)
        room.press(Qt.Key.Key_Tab)
    assert "哪里还不够" in QApplication.focusWidget().accessibleName()
    room.press(ENTER)
    assert sheet.is_open()  # a no wants its sentence
    room.write("钱还没有着落")
    room.press(ENTER)
    room.until(lambda: not sheet.is_open())
    judged = the_minutes(room).minutes.clarity
    assert [answer.yes for answer in judged] == [True] * 4 + [False]
    assert judged[-1].note == "钱还没有着落"


def test_sections_change_places_by_keys_and_by_dragging(room: Room, tab: MinutesTab) -> None:
    first, second, third = (s.heading for s in the_minutes(room).sections)
    tab.order.toggle()
    tab.order.list.setFocus()
    room.press(Qt.Key.Key_End)
    room.press(Qt.Key.Key_Up, with_=Qt.KeyboardModifier.AltModifier)
    assert headings(room) == [first, third, second]
    room.window.undo()
    assert headings(room) == [first, second, third]
    rows = tab.order.list
    room.until(lambda: rows.viewport().height() > 100)
    middles = [rows.visualRect(rows.model().index(n, 0)).center() for n in range(3)]
    viewport = rows.viewport()
    room.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=middles[2])
    move = partial(QMouseEvent, QEvent.Type.MouseMove)
    above = QPoint(middles[0].x(), 2)
    for where in (middles[1], above):
        event = move(
            QPointF(where),
            QPointF(viewport.mapToGlobal(where)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, event)
    room.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=above)
    assert headings(room) == [third, first, second]


def test_alt_and_an_arrow_move_the_section_one_writes_in(room: Room, tab: MinutesTab) -> None:
    before = headings(room)
    area = list(tab.sections.values())[1].area
    area.setFocus()
    room.write("写着：")
    room.press(Qt.Key.Key_Up, with_=Qt.KeyboardModifier.AltModifier)
    assert headings(room) == [before[1], before[0], before[2]]
    assert the_minutes(room).sections[0].text.startswith("写着：")
    assert QApplication.focusWidget() is area


def test_space_takes_a_section_out_and_puts_it_back(room: Room, tab: MinutesTab) -> None:
    tab.order.toggle()
    tab.order.list.setFocus()
    room.press(Qt.Key.Key_Home)
    room.press(SPACE)
    assert not the_minutes(room).sections[0].chosen
    assert len([s for s in tab.sections.values() if not s.isHidden()]) == 2
    room.press(SPACE)
    assert the_minutes(room).sections[0].chosen


def test_a_module_comes_with_its_first_blank_marked(room: Room, tab: MinutesTab) -> None:
    tab.order.toggle()
    tab.order.add.setFocus()
    room.press(ENTER)
    room.until(sheet.is_open)
    room.press(Qt.Key.Key_Down, ENTER)  # 会前学习
    section = the_minutes(room).sections[-1]
    assert section.heading == "会前学习"
    area = tab.sections[section.id].area
    room.until(area.hasFocus)
    room.write("村规民约")
    tab.paper.view.setFocus()
    assert the_minutes(room).sections[-1].text == "会前，与会人员集中学习了村规民约。"


def test_an_own_module_is_written_in_a_sheet(room: Room, tab: MinutesTab) -> None:
    tab.presenter.write_module()
    room.write("敬老说明")
    room.press(Qt.Key.Key_Tab)
    room.write("请老人先说。")
    room.sheet.accepted.emit()
    room.until(lambda: not sheet.is_open())
    tab.presenter.choose_module()
    assert "敬老说明" in [row.text for row in room.sheet.list.rows()]  # type: ignore[attr-defined]
