"""Changed facts, fallen confirmations, the board, and where the keyboard stands in the minutes."""

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
from tests.pages.at_the_minutes import ENTER, SPACE, confirm, the_minutes
from tests.pages.meeting_room import Room
from xieshang_desktop.domain.meeting import Opinion
from xieshang_desktop.services import deliberation, minutes_editing
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.pages.meeting_minutes import MinutesTab
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button


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


def test_a_changed_fact_is_offered_and_what_was_written_is_kept(
    room: Room, tab: MinutesTab
) -> None:
    section = the_minutes(room).sections[1]
    minutes_editing.edit_section(room.desk, section.id, section.text + "\n会后再去看。")
    (opinion,) = the_minutes(room).hall.items[0].opinions
    deliberation.change_text(room.desk, Opinion, opinion.id, "路一定要修。")
    room.context.changed.emit()
    assert "会议记录改了，您写的没有动" in room.said(tab)
    room.button("对照", tab).setFocus()
    room.press(ENTER)
    room.until(sheet.is_open)
    assert "路一定要修" in room.sheet.area.value()  # type: ignore[attr-defined]
    room.button("保留我写的，不改").click()
    assert not sheet.is_open()
    now = the_minutes(room)
    assert now.sections[1].text == section.text + "\n会后再去看。"
    assert now.changed == {}
    assert "会议记录改了" not in room.said(tab)


def test_the_paper_follows_after_a_pause_not_after_every_key(
    room: Room, tab: MinutesTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        tab.presenter, "show_typed", lambda key, text: shown.append(text), raising=True
    )
    editor = list(tab.sections.values())[1]
    editor.area.setFocus()
    for word in "一二三四五":
        room.write(word)
        assert editor._pause.isActive()  # noqa: SLF001
    assert shown == []
    editor._pause.timeout.emit()  # noqa: SLF001
    assert len(shown) == 1
    assert "一二三四五" in shown[0]


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


def changed_under(room: Room) -> str:
    """Somebody wrote on a section, and then a fact of it changed; gives its heading."""
    section = the_minutes(room).sections[1]
    minutes_editing.edit_section(room.desk, section.id, section.text + "\n会后再去看。")
    (opinion,) = the_minutes(room).hall.items[0].opinions
    deliberation.change_text(room.desk, Opinion, opinion.id, "路一定要修。")
    room.context.changed.emit()
    room.qtbot.wait(1)
    return section.heading


def test_what_changed_under_a_text_is_settled_before_anybody_confirms(
    room: Room, tab: MinutesTab
) -> None:
    heading = changed_under(room)
    assert f"先定好“{heading}”" in room.said(tab.seals)
    assert "确认" not in [b.accessibleName() for b in tab.seals.findChildren(Button)]
    first = tab.first_field()
    first.setFocus()
    room.press(ENTER)
    room.until(sheet.is_open)
    assert heading in room.said(room.sheet)
    room.button("保留我写的，不改").setFocus()
    room.press(ENTER)
    room.until(lambda: not sheet.is_open())
    room.qtbot.wait(1)
    assert "先定好" not in room.said(tab.seals)
    confirm(room, tab)


def test_a_confirmation_that_fell_away_is_said_with_what_was_changed(
    room: Room, tab: MinutesTab
) -> None:
    confirm(room, tab)
    (opinion,) = the_minutes(room).hall.items[0].opinions
    deliberation.change_text(room.desk, Opinion, opinion.id, "路一定要修。")
    room.context.changed.emit()
    room.qtbot.wait(1)
    assert "确认已作废：议事记录改了，请再确认" in room.said(tab.seals)
    confirm(room, tab)
    assert "作废" not in room.said(tab.seals)


def test_after_a_confirmation_the_keyboard_is_on_the_next_one(room: Room, tab: MinutesTab) -> None:
    assert tab.first_field() is tab.seals.waiting
    tab.first_field().setFocus()
    room.press(ENTER)
    room.until(sheet.is_open)
    room.press(ENTER)
    room.until(lambda: not sheet.is_open())
    assert len(the_minutes(room).confirmations) == 1
    assert QApplication.focusWidget() is tab.seals.waiting
    room.press("x")
    assert len(the_minutes(room).confirmations) == 1
    room.press(ENTER)
    room.until(sheet.is_open)
    assert "已经确认。这次确认以后纪要就归档" in room.said(room.sheet)
    room.press(ENTER)
    room.until(lambda: not sheet.is_open())
    assert QApplication.focusWidget() is tab.seals.next


def test_escape_goes_one_level_back_and_stays_on_the_page(room: Room, tab: MinutesTab) -> None:
    tab.missing.fold.setFocus()
    room.press(ENTER)
    room.until(tab.missing.rows.isVisible)
    assert not tab.missing.later.isVisible()
    tab.missing.more.setFocus()
    room.press(ENTER)
    room.until(tab.missing.later.isVisible)
    room.press(Qt.Key.Key_Escape)
    assert not tab.missing.later.isVisible()
    assert tab.missing.rows.isVisible()
    room.press(Qt.Key.Key_Escape)
    assert not tab.missing.rows.isVisible()
    next(iter(tab.sections.values())).area.setFocus()
    room.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is tab.seals.waiting
    assert room.window.key() == "meetings/meeting"


def test_where_there_is_little_room_the_paper_and_its_text_take_turns(
    room: Room, tab: MinutesTab
) -> None:
    room.window.resize(1366, 768)
    assert tab.paper.isVisible()
    assert not tab.switches["text"].isVisible()
    theme.set_scale(150)
    room.qtbot.wait(1)
    assert not tab.paper.isVisible()
    assert tab.seals.isVisible()
    tab.switches["text"].setFocus()
    room.press(Qt.Key.Key_Right, SPACE)
    assert tab.paper.isVisible()
    assert not tab.seals.isVisible()
    assert tab.paper.print_button.text() == ""
    assert tab.paper.print_button.accessibleName() == "打印"
    assert QApplication.focusWidget() is tab.paper.view.canvas
    room.press(Qt.Key.Key_Escape)
    assert tab.seals.isVisible()
    tab.presenter.show_section(next(iter(tab.sections)))
    theme.set_scale(100)
    room.qtbot.wait(1)
    assert tab.paper.isVisible()
    assert tab.seals.isVisible()
