"""A roll call by keys in a low window: whose turn it is, and what comes then, is in sight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.deciding import an_assembly, an_open_decision, some_motion
from tests.making import MORNING, a_desk
from tests.pages.framed import Framed
from xieshang_desktop.domain.terms_decision import VotingWay
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    theme.set_scale(150)
    desk = a_desk(tmp_path, HandClock(MORNING))
    yield Framed(qtbot, desk)
    desk.close()
    theme.set_scale(100)


def seen(page: QScrollArea, widget: QWidget, part: QRect) -> bool:
    """Whether a part of a widget is within what the page shows."""
    at = QRect(widget.mapTo(page.viewport(), part.topLeft()), part.size())
    return page.viewport().rect().contains(at)


def test_who_is_called_and_then_the_button_are_in_sight(framed: Framed) -> None:
    people = an_assembly(framed.desk)[:37]
    motion = some_motion(way=VotingWay.ROLL_CALL)
    page = framed.open(
        "meetings/decision", f"{an_open_decision(framed.desk, people, motion=motion)}#vote"
    )
    names = page.showing().first_field()
    names.setFocus()
    for turn in range(37):
        assert seen(page, names.viewport(), names.visualRect(names.currentIndex())), turn
        assert f"已答 {turn} / 37" in framed.said()
        framed.qtbot.keyClick(names, Qt.Key.Key_1)
    focused = QApplication.focusWidget()
    assert isinstance(focused, Button)
    assert focused.text() == "记下表决"
    framed.qtbot.waitUntil(lambda: seen(page, focused, focused.rect()))
    framed.qtbot.keyClick(focused, Qt.Key.Key_Return)
    framed.qtbot.waitUntil(lambda: "通过：同意 37" in framed.said())
