"""办理 in the window: marked by arrows, done by sheets, opened by Enter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.making import MORNING, a_desk, held_meeting, ready_topic, some_people
from tests.pages.framed import Framed
from xieshang_desktop.domain.terms import OutcomeKind, TaskState
from xieshang_desktop.services.follow_up_list import list_follow_up
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    clock = HandClock(MORNING)
    desk = a_desk(tmp_path, clock)
    yield Framed(qtbot, desk)
    desk.close()


@pytest.fixture
def busy(framed: Framed) -> Framed:
    """Two things were promised, one was handed upwards."""
    clock = framed.desk.clock
    assert isinstance(clock, HandClock)
    people = some_people(framed.desk)
    for title, kind in (
        ("东沟组生产道路硬化", OutcomeKind.CONSENSUS),
        ("第三组排水沟清淤疏通和管护", OutcomeKind.CONSENSUS),
        ("过村公交站", OutcomeKind.SUBMIT),
    ):
        topic = ready_topic(framed.desk, people, title)
        held_meeting(framed.desk, clock, [topic.id], kind)
    return framed


def button(framed: Framed, words: str) -> Button:
    """The visible button of these words."""
    found = [
        one
        for one in framed.window.findChildren(Button)
        if one.accessibleName() == words and one.isVisible()
    ]
    assert len(found) == 1, words
    return found[0]


def test_the_search_box_has_the_keyboard_and_arrows_move_the_list(busy: Framed) -> None:
    page = busy.open("follow_up")
    assert page.search.hasFocus()
    first = page.what.text()
    busy.qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == 1
    assert (page.what.text(), page.chip.text()) != (first, "")


def test_enter_opens_the_topic_of_the_marked_row(busy: Framed) -> None:
    page = busy.open("follow_up")
    busy.qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert busy.window.key() == "topics/topic"
    busy.qtbot.keyClick(busy.window, Qt.Key.Key_Escape)
    assert busy.window.key() == "follow_up"


def test_a_click_marks_a_row_and_a_double_click_opens_it(busy: Framed) -> None:
    page = busy.open("follow_up")
    place = page.table.visualRect(page.table.rows.index(1, 1)).center()
    busy.qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert busy.window.key() == "follow_up"
    assert page.table.currentIndex().row() == 1
    busy.qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert busy.window.key() == "topics/topic"
    # The table went out of sight at the second press, and never sees the button let go.
    busy.qtbot.mouseRelease(busy.window, Qt.MouseButton.LeftButton)


def test_a_task_is_done_by_keyboard_and_taken_back(busy: Framed) -> None:
    line = list_follow_up(busy.desk).tasks[0]
    page = busy.open("follow_up", line.task.id)
    assert page.table.marked_key() == f"task:{line.task.id}"
    page.filters.setFocus()
    busy.qtbot.keyClick(button(busy, "办好了"), Qt.Key.Key_Return)
    busy.qtbot.waitUntil(sheet.is_open)
    opened = busy.sheet
    busy.qtbot.keyClick(opened, Qt.Key.Key_Return)
    assert "还没有写办理结果。" in busy.said(opened)
    busy.write("修好1.8公里，宽3.5米。")
    busy.qtbot.mouseClick(opened.yes, Qt.MouseButton.LeftButton)
    assert not sheet.is_open()
    task = list_follow_up(busy.desk).tasks[0].task
    assert (task.state, task.result) == (TaskState.DONE, "修好1.8公里，宽3.5米。")
    busy.window.undo()
    assert list_follow_up(busy.desk).tasks[0].task.state is TaskState.OPEN


def test_escape_leaves_a_sheet_and_nothing_changed(busy: Framed) -> None:
    line = list_follow_up(busy.desk).tasks[0]
    busy.open("follow_up", line.task.id)
    busy.qtbot.mouseClick(button(busy, "换人办"), Qt.MouseButton.LeftButton)
    busy.write("镇水利站")
    busy.qtbot.keyClick(busy.sheet, Qt.Key.Key_Escape)
    assert not sheet.is_open()
    assert list_follow_up(busy.desk).tasks[0].task.owner == line.task.owner


def test_more_time_needs_a_day_that_can_be_read(busy: Framed) -> None:
    line = list_follow_up(busy.desk).tasks[0]
    busy.open("follow_up", line.task.id)
    busy.qtbot.mouseClick(button(busy, "延期"), Qt.MouseButton.LeftButton)
    QApplication.focusWidget().selectAll()  # type: ignore[union-attr]
    busy.write("过几天")
    busy.qtbot.mouseClick(busy.sheet.yes, Qt.MouseButton.LeftButton)
    assert sheet.is_open()
    assert "没看懂这个日期" in busy.said(busy.sheet)
    assert list_follow_up(busy.desk).tasks[0].task.due == line.task.due


def test_what_was_handed_in_waits_with_its_days(busy: Framed) -> None:
    submission = list_follow_up(busy.desk).submissions[0].submission
    page = busy.open("follow_up", submission.id)
    busy.qtbot.mouseClick(button(busy, "报上去"), Qt.MouseButton.LeftButton)
    busy.qtbot.mouseClick(busy.sheet.yes, Qt.MouseButton.LeftButton)
    busy.qtbot.wait(1)
    assert "报上去" in busy.said(page)
    assert button(busy, "记答复").isEnabled()


def test_one_red_button_at_most(busy: Framed) -> None:
    page = busy.open("follow_up")
    for row in range(page.table.rows.rowCount()):
        page.table.setCurrentIndex(page.table.rows.index(row, 0))
        red = [
            one
            for one in page.findChildren(Button)
            if one.property("kind") == "primary" and one.isVisible()
        ]
        assert len(red) <= 1


def test_an_empty_village_is_told_what_comes_here(framed: Framed) -> None:
    page = framed.open("follow_up")
    assert "散会以后" in framed.said(page)
    framed.qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert framed.window.key() == "topics"


@pytest.mark.parametrize("scale", theme.SCALES)
def test_nothing_is_cut_off_sideways(busy: Framed, scale: int) -> None:
    theme.set_scale(scale)
    page = busy.open("follow_up")
    assert page.widget().width() <= page.viewport().width()
    for one in page.findChildren(Button):
        if one.isVisible():
            assert one.width() >= one.sizeHint().width(), one.text()
