"""年度计划 in the window: twelve months, Enter opens a row, an activity can be taken out."""

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
from tests.pages.test_notes_page import button
from xieshang_desktop.services import plans
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets import sheet


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    desk = a_desk(tmp_path, HandClock(MORNING))
    yield Framed(qtbot, desk)
    desk.close()


def planned(framed: Framed, month: int, subject: str) -> str:
    blank = plans.blank_activity(framed.desk, 2026, month)
    return plans.save_activity(framed.desk, replace(blank, subject=subject)).id


def test_the_meetings_page_leads_there(framed: Framed) -> None:
    framed.open("meetings")
    framed.qtbot.keyClick(button(framed, "年度计划"), Qt.Key.Key_Return)
    framed.qtbot.waitUntil(lambda: framed.window.key() == "meetings/plan")
    assert "还没有计划" in framed.said()


def test_the_first_activity_fills_the_page(framed: Framed) -> None:
    page = framed.open("meetings/plan")
    framed.qtbot.mouseClick(button(framed, "加一项"), Qt.MouseButton.LeftButton)
    framed.write("春耕用水怎么轮")
    framed.qtbot.mouseClick(framed.sheet.yes, Qt.MouseButton.LeftButton)
    assert not sheet.is_open()
    assert page.table.rows.rowCount() == 12
    assert page.table.rows.row(2)[1] == "春耕用水怎么轮"
    assert page.summary.text() == "计划 1 项，已开 0 项"


def test_enter_opens_the_marked_month(framed: Framed) -> None:
    planned(framed, 1, "道路养护")
    page = framed.open("meetings/plan")
    assert page.table.hasFocus()
    framed.qtbot.keyClick(page.table, Qt.Key.Key_Down)
    framed.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    framed.write("防火")
    framed.qtbot.mouseClick(framed.sheet.yes, Qt.MouseButton.LeftButton)
    assert page.table.rows.row(1)[:2] == ("2月", "防火")


def test_an_activity_is_taken_out_and_given_back(framed: Framed) -> None:
    planned(framed, 1, "道路养护")
    page = framed.open("meetings/plan")
    framed.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    framed.qtbot.mouseClick(button(framed, "从计划里去掉"), Qt.MouseButton.LeftButton)
    assert not sheet.is_open()
    assert plans.year_plan(framed.desk, 2026).planned == 0
    framed.window.undo()
    assert plans.year_plan(framed.desk, 2026).planned == 1


def test_another_year_is_chosen(framed: Framed) -> None:
    planned(framed, 1, "道路养护")
    page = framed.open("meetings/plan")
    page.year.box.setFocus()
    framed.qtbot.keyClick(page.year.box, Qt.Key.Key_Down)
    assert "还没有计划" in framed.said(page)
    page = framed.open("meetings/plan", "2026")
    assert page.table.isVisible()


def test_the_book_of_the_year_is_printed_from_here(framed: Framed) -> None:
    planned(framed, 1, "道路养护")
    framed.open("meetings/plan")
    framed.qtbot.mouseClick(button(framed, "打印计划表"), Qt.MouseButton.LeftButton)
    assert framed.window.key() == "papers"


@pytest.mark.parametrize("scale", [100, 150])
def test_nothing_is_cut_off_sideways(framed: Framed, qapp: object, scale: int) -> None:
    theme.start(qapp, theme.Look(scale))  # type: ignore[arg-type]
    planned(framed, 1, "第十二组老街到河滩地三公里生产道路拓宽硬化" * 5)
    page = framed.open("meetings/plan")
    assert page.horizontalScrollBar().maximum() == 0
    assert page.widget().width() <= page.viewport().width()
