"""工作台 in the window: its rows lead on, an empty one teaches, the snapshot is shown before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.making import MORNING, a_desk, a_topic, some_people
from tests.pages.framed import Framed
from tests.presenters.test_home import BLANK
from xieshang_desktop.services.workday import open_workday
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.pages.home import HomePage
from xieshang_desktop.ui.presenters.home import home_view
from xieshang_desktop.ui.widgets.button import Button


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    desk = a_desk(tmp_path, HandClock(MORNING))
    yield Framed(qtbot, desk)
    desk.close()


@pytest.fixture
def home(framed: Framed) -> HomePage:
    page = HomePage()
    framed.qtbot.addWidget(page)
    page.resize(1200, 660)
    page.show()
    return page


def buttons(page: HomePage) -> dict[str, Button]:
    QApplication.processEvents()
    return {one.accessibleName(): one for one in page.findChildren(Button) if one.isVisible()}


def test_a_row_leads_to_its_topic(framed: Framed, home: HomePage) -> None:
    topic = a_topic(framed.desk)
    home.connect_to(framed.context)
    home.show_view(home_view(open_workday(framed.desk)))
    buttons(home)["去筛选"].click()
    assert framed.window.key() == "topics/topic"
    assert topic.title in framed.said()


def test_an_empty_village_is_led_to_its_roster(framed: Framed, home: HomePage) -> None:
    home.connect_to(framed.context)
    home.show_view(home_view(open_workday(framed.desk)))
    assert "先把名册导进来" in framed.said(home)
    buttons(home)["导入名册"].click()
    assert framed.window.key() == "people/import"


def test_with_a_roster_and_nothing_due_there_is_nothing_to_press(
    framed: Framed, home: HomePage
) -> None:
    some_people(framed.desk)
    home.connect_to(framed.context)
    home.show_view(home_view(open_workday(framed.desk)))
    assert set(buttons(home)) == {"登记议题"}
    buttons(home)["登记议题"].click()
    assert framed.window.key() == "topics/edit"


def test_before_the_desk_is_open_buttons_lead_nowhere(home: HomePage) -> None:
    home.show_view(home_view(BLANK, waiting=True))
    buttons(home)["登记议题"].click()
    buttons(home)["导入名册"].click()


@pytest.mark.parametrize("scale", [100, 150])
def test_long_rows_are_wrapped_and_never_scroll_sideways(
    framed: Framed, home: HomePage, scale: int
) -> None:
    theme.set_scale(scale)
    for _number in range(14):
        a_topic(framed.desk, "第十二组老街到河滩地三公里生产道路拓宽硬化并配套排水沟涵洞错车道" * 2)
    home.resize(1034, 684)
    home.show_view(home_view(open_workday(framed.desk)))
    framed.qtbot.wait(1)
    assert home.horizontalScrollBar().maximum() == 0
    assert "另有 2 件" in framed.said(home)
