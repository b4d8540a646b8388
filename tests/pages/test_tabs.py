"""The row of tabs where it has little room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.tabs import Tabs

WORDS = (
    *("Display", "Room", "Convenors", "Rules", "Village days"),
    *("Papers", "Exchange", "Data", "Updates", "About"),
)


@pytest.fixture
def tabs(qtbot: QtBot) -> Tabs:
    tabs = Tabs()
    qtbot.addWidget(tabs)
    tabs.show_tabs([(words, words) for words in WORDS])
    tabs.resize(theme.px(1366), theme.px(46))
    tabs.show()
    return tabs


def click(qtbot: QtBot, tabs: Tabs, x: int) -> str:
    """The one that lies there."""
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=QPoint(x, tabs.height() // 2))
    return tabs.key()


@pytest.mark.parametrize("scale", theme.SCALES)
def test_ten_english_words_stand_closer_in_the_settings(
    qtbot: QtBot, tabs: Tabs, scale: int
) -> None:
    theme.set_scale(scale)
    tabs.resize(min(theme.px(822), 1234), theme.px(46))
    assert tabs.sizeHint().width() > tabs.width()
    assert click(qtbot, tabs, tabs.width() - theme.px(40)) == "About"
    assert click(qtbot, tabs, theme.px(20)) == "Display"


def test_with_room_they_stand_as_far_apart_as_ever(tabs: Tabs, qtbot: QtBot) -> None:
    assert click(qtbot, tabs, tabs.sizeHint().width() - theme.px(20)) == "About"
    assert click(qtbot, tabs, tabs.sizeHint().width() + theme.px(20)) == "About"  # beside all


def test_the_one_in_front_is_in_sight_where_not_all_of_them_are(qtbot: QtBot, tabs: Tabs) -> None:
    tabs.resize(theme.px(300), theme.px(46))
    for _time in WORDS:
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.key() == "About"
    assert click(qtbot, tabs, tabs.width() - theme.px(15)) == "About"
    assert click(qtbot, tabs, tabs.width() - theme.px(70)) == "Updates"
