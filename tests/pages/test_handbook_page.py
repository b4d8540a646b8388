"""F1 opens the handbook at the page in view, and Escape leads back to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.making import a_desk, a_meeting
from tests.pages.framed import Framed
from xieshang_desktop.services import papers
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.handbook import open_handbook
from xieshang_desktop.ui.pages.handbook import HandbookPage
from xieshang_desktop.ui.widgets.reading import Reading


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    framed = Framed(qtbot, a_desk(tmp_path))
    framed.window.help_requested.connect(lambda key: open_handbook(framed.context, key))
    yield framed
    framed.desk.close()


def opened(framed: Framed) -> HandbookPage:
    """The handbook in view."""
    page = framed.window.page(framed.window.key())
    assert isinstance(page, HandbookPage)
    return page


def test_f1_opens_the_chapter_of_the_page_and_escape_leads_back(framed: Framed) -> None:
    framed.open("follow_up")
    framed.qtbot.keyClick(framed.window, Qt.Key.Key_F1)
    assert opened(framed).text.toPlainText().startswith("办理\n")
    framed.qtbot.keyClick(opened(framed).text, Qt.Key.Key_Escape)
    assert framed.window.key() == "follow_up"


def test_f1_at_the_door_of_a_meeting_tells_about_signing_in(framed: Framed) -> None:
    meeting = a_meeting(framed.desk, notice=False)
    framed.open("meetings/meeting", f"{meeting}#door")
    framed.qtbot.keyClick(framed.window, Qt.Key.Key_F1)
    assert opened(framed).text.toPlainText().startswith("签到\n")
    framed.qtbot.keyClick(framed.window, Qt.Key.Key_Escape)
    assert framed.window.key() == "meetings/meeting"


def test_f1_in_the_handbook_stays_there(framed: Framed) -> None:
    framed.open("exchange")
    framed.qtbot.keyClick(framed.window, Qt.Key.Key_F1)
    page = opened(framed)
    framed.qtbot.keyClick(framed.window, Qt.Key.Key_F1)
    assert opened(framed) is page
    framed.qtbot.keyClick(framed.window, Qt.Key.Key_Escape)
    assert framed.window.key() == "exchange"


def test_letters_search_and_arrows_choose_a_chapter(framed: Framed) -> None:
    framed.open("follow_up")
    open_handbook(framed.context, "follow_up")
    page = opened(framed)
    framed.qtbot.keyClicks(page.text, "x")
    framed.qtbot.keyClicks(page.search, "ls")
    assert page.search.words() == "xls"
    assert page.list.rows.rowCount() == 2  # the roster, and questions
    assert "xls" in page.text.toPlainText()
    first = page.text.toPlainText()
    framed.qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.text.toPlainText() != first
    framed.qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.text.hasFocus()


def test_words_that_stand_nowhere_are_said_so(framed: Framed) -> None:
    framed.open("follow_up")
    open_handbook(framed.context, "follow_up")
    page = opened(framed)
    page.search.setText("没有这个词")
    assert "没有找到" in framed.said(page)
    framed.qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.list.rows.rowCount() > 10


@pytest.mark.parametrize("scale", [100, 150])
def test_a_chapter_prints_on_a4_at_the_same_size(framed: Framed, scale: int) -> None:
    theme.set_scale(scale)
    framed.open("follow_up")
    open_handbook(framed.context, "follow_up")
    pages = papers.open_pages(opened(framed).pdf())
    width, height = pages.size(0)
    assert (round(width), round(height)) == (595, 842)
    assert pages.count == 2
    pages.close()


def test_every_place_found_is_marked_and_the_first_is_in_view(qtbot: QtBot) -> None:
    text = Reading()
    qtbot.addWidget(text)
    text.resize(600, 300)
    text.show()
    text.show_markdown(
        "# 手册\n\n" + "一行\n\n" * 60 + "这里有公示。\n\n" + "一行\n\n" * 9 + "公示"
    )
    text.show_words("公示")
    assert len(text.extraSelections()) == 2
    assert text.verticalScrollBar().value() > 0
    text.show_words("")
    assert text.extraSelections() == []


def test_tables_and_code_are_dressed_not_lost(qtbot: QtBot) -> None:
    text = Reading()
    qtbot.addWidget(text)
    text.show_markdown("# 键盘\n\n| 键 | 做什么 |\n|---|---|\n| F1 | 手册 |\n\n文件 `backups` 里。")
    theme.set_scale(150)
    assert "F1" in text.toPlainText()
    assert "backups" in text.toPlainText()


@pytest.mark.parametrize("scale", theme.SCALES)
def test_the_handbook_fits_the_window(framed: Framed, scale: int) -> None:
    theme.set_scale(scale)
    framed.open("follow_up")
    open_handbook(framed.context, "follow_up")
    framed.qtbot.wait(1)
    page = opened(framed)
    assert page.widget().width() <= page.viewport().width()
    assert page.text.horizontalScrollBar().maximum() == 0
