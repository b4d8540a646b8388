"""民情记录 in the window: reached from 议题, filled and handled by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.making import MORNING, a_desk
from tests.pages.framed import Framed
from xieshang_desktop.services import notes
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    desk = a_desk(tmp_path, HandClock(MORNING))
    yield Framed(qtbot, desk)
    desk.close()


def told(framed: Framed, text: str, **fields: object) -> str:
    blank = notes.blank_note(framed.desk)
    return notes.save_note(framed.desk, replace(blank, text=text, **fields)).id


def button(framed: Framed, words: str) -> Button:
    found = [
        one
        for one in framed.window.findChildren(Button)
        if one.accessibleName() == words and one.isVisible()
    ]
    assert len(found) == 1, words
    return found[0]


def test_the_topics_page_leads_there_and_escape_leads_back(framed: Framed) -> None:
    framed.open("topics")
    framed.qtbot.keyClick(button(framed, "民情记录"), Qt.Key.Key_Return)
    framed.qtbot.waitUntil(lambda: framed.window.key() == "topics/notes")
    framed.qtbot.keyClick(framed.window, Qt.Key.Key_Escape)
    assert framed.window.key() == "topics"


def test_the_first_note_is_taken_from_the_empty_page(framed: Framed) -> None:
    page = framed.open("topics/notes")
    assert "还没有民情记录" in framed.said(page)
    framed.qtbot.mouseClick(button(framed, "登记民情"), Qt.MouseButton.LeftButton)
    framed.write("东沟的水渠堵了三天")
    framed.qtbot.mouseClick(framed.sheet.yes, Qt.MouseButton.LeftButton)
    assert not sheet.is_open()
    assert [note.text for note, _topic in notes.list_notes(framed.desk)] == ["东沟的水渠堵了三天"]
    assert page.text.text() == "东沟的水渠堵了三天"
    framed.window.undo()
    assert notes.list_notes(framed.desk) == []


def test_arrows_mark_and_enter_writes_what_was_done(framed: Framed) -> None:
    told(framed, "路灯坏了")
    told(framed, "水渠堵了")
    page = framed.open("topics/notes")
    assert page.search.hasFocus()
    framed.qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.text.text() == "路灯坏了"
    framed.qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert "路灯坏了" in framed.said(framed.sheet)
    framed.write("已换灯头")
    framed.qtbot.mouseClick(framed.sheet.yes, Qt.MouseButton.LeftButton)
    assert page.chip.text() == "已处理"
    assert "已换灯头" in framed.said(page)


def test_a_refusal_stays_in_the_sheet(framed: Framed) -> None:
    told(framed, "路灯坏了")
    page = framed.open("topics/notes")
    framed.qtbot.keyClick(page.search, Qt.Key.Key_Return)
    framed.qtbot.mouseClick(framed.sheet.yes, Qt.MouseButton.LeftButton)
    assert "还没有写怎样处理的。" in framed.said(framed.sheet)
    framed.qtbot.keyClick(framed.sheet, Qt.Key.Key_Escape)
    assert not sheet.is_open()


def test_a_note_becomes_a_topic_and_its_page_opens(framed: Framed) -> None:
    note_id = told(framed, "东沟组水渠清淤", teller="李德发")
    framed.open("topics/notes", note_id)
    framed.qtbot.mouseClick(button(framed, "登记为议题"), Qt.MouseButton.LeftButton)
    framed.qtbot.mouseClick(framed.sheet.yes, Qt.MouseButton.LeftButton)
    assert framed.window.key() == "topics/topic"
    assert "东沟组水渠清淤" in framed.said()


def test_the_book_of_the_year_is_printed_from_here(framed: Framed) -> None:
    told(framed, "路灯坏了")
    framed.open("topics/notes")
    framed.qtbot.mouseClick(button(framed, "打印记录簿"), Qt.MouseButton.LeftButton)
    assert framed.window.key() == "papers"


@pytest.mark.parametrize("scale", [100, 150])
def test_nothing_is_cut_off_sideways(framed: Framed, qapp: object, scale: int) -> None:
    theme.start(qapp, theme.Look(scale))  # type: ignore[arg-type]
    told(framed, "龘䶮𠮷氏宗祠门前停车堵了消防通道" * 20, teller="阿卜杜热合曼·买买提")
    page = framed.open("topics/notes")
    assert page.horizontalScrollBar().maximum() == 0
    assert page.widget().width() <= page.viewport().width()
