"""纪要, 公示 and the papers in the window: what is typed is kept, what is sealed stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.making import talk
from tests.pages.meeting_room import Room
from xieshang_desktop.domain.terms import MeetingState, MinutesState
from xieshang_desktop.services import deliberation, minutes
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.ui.pages.meeting_minutes import MinutesTab
from xieshang_desktop.ui.widgets import text_area
from xieshang_desktop.ui.widgets.button import Button

ENTER = Qt.Key.Key_Return


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


def the_minutes(room: Room) -> minutes.MinutesFile:
    return minutes.open_minutes(room.desk, room.meeting_id)


def confirm(room: Room, tab: MinutesTab) -> None:
    """The red button, and yes to its question."""
    before = len(the_minutes(room).confirmations)
    room.qtbot.wait(1)
    buttons = [b for b in tab.seals.findChildren(Button) if b.isVisible()]
    next(b for b in buttons if b.property("kind") == "primary").click()
    room.press(ENTER)
    room.until(lambda: len(the_minutes(room).confirmations) > before)


def test_the_paper_stands_at_the_left_as_it_will_print(room: Room, tab: MinutesTab) -> None:
    assert tab.paper.view.isVisible()
    assert tab.paper.view.pages.line.text() == "1"
    assert {"有时间", "有措施", "待效果"} <= set(room.said(tab.seals).split("\n"))
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
    minutes.keep_typing(room.desk, key, "断电前写的")
    tab = room.part("minutes")
    assert tab.sections[key].area.value() == "断电前写的"
    assert "找回了上次没写完的文字" in room.said(tab)
    room.button("不要了", tab).click()
    assert tab.sections[key].area.value() == the_minutes(room).sections[1].text
    assert the_minutes(room).drafts == {}


def test_a_text_found_after_a_crash_is_recorded_when_it_is_left(room: Room) -> None:
    key = the_minutes(room).sections[1].id
    minutes.keep_typing(room.desk, key, "断电前写的")
    tab = room.part("minutes")
    room.until(lambda: bool(tab.paper.pdf()))
    tab.sections[key].area.setFocus()
    tab.paper.view.setFocus()
    assert the_minutes(room).sections[1].text == "断电前写的"
    assert "找回了" not in room.said(tab)


def test_two_confirmations_seal_and_only_corrections_are_left(room: Room, tab: MinutesTab) -> None:
    confirm(room, tab)
    assert "已有一位召集人确认" in room.said(tab)
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


# ---- publicity


def test_a_result_goes_to_the_board_by_keys(room: Room) -> None:
    part = room.part("publicity")
    assert room.red() == ["出公示"]
    room.press(ENTER)
    room.until(lambda: room.window.key() == "papers")
    paper = room.window.page("papers").paper  # type: ignore[union-attr]
    room.until(lambda: bool(paper.pdf()))
    room.press(Qt.Key.Key_Escape)
    assert room.red() == ["已张贴"]
    part.results.main_button().setFocus()
    room.press(ENTER)
    room.until(lambda: "公示已张贴" in room.said())
    room.press(ENTER)
    assert room.sheet.place.error() == "请写贴在哪里。"  # type: ignore[attr-defined]
    room.write("村务公开栏")
    room.press(ENTER)
    room.qtbot.wait(1)
    assert "最早 3月28日 可撤下" in room.said(part)
    room.button("撤下", part).click()
    assert "公示还没有满期" in room.said()
    room.nothing_cut_off()


# ---- papers


def test_a_paper_is_saved_where_somebody_chose(room: Room, tab: MinutesTab, tmp_path: Path) -> None:
    assert [way.suffix for way in tab.paper.ways] == [".docx"]
    tab.paper.ways = ()  # only PDF: nothing is asked before the place
    tab.paper.save_as()
    dialog = room.window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("纪要 第一次协商议事会.pdf")
    dialog.fileSelected.emit(str(tmp_path / "纪要.pdf"))
    dialog.reject()
    room.until(lambda: "存好了：纪要.pdf" in room.said())
    assert (tmp_path / "纪要.pdf").read_bytes() == tab.paper.pdf()


def test_a_computer_without_a_printer_says_what_helps(
    room: Room, tab: MinutesTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    tab.paper.print_button.click()
    assert "还没有装打印机" in room.said(room.sheet)
    assert "实际大小" in room.said(room.sheet)


def test_the_focus_of_a_paper_is_the_printer(room: Room) -> None:
    page = room.open("papers", f"notice:{room.meeting_id}")
    room.until(lambda: bool(page.paper.pdf()))
    assert page.paper.print_button.isEnabled()
    assert room.red() == ["打印"]
    assert "会议通知" in room.said(page)
    assert QApplication.focusWidget() is not None
