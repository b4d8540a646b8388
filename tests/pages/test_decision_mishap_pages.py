"""Deciding meetings in the window when something goes wrong, is secret, or was held on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.deciding import (
    COUNTERS,
    a_decision,
    an_assembly,
    an_open_decision,
    first_motion,
    meeting_of,
    some_motion,
)
from tests.making import MORNING, a_desk
from tests.pages.framed import Framed
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import DecisionState, VotingWay
from xieshang_desktop.services import decisions
from xieshang_desktop.services.decision_file import read_file
from xieshang_desktop.ui.widgets import sheet

ENTER = Qt.Key.Key_Return


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    desk = a_desk(tmp_path, HandClock(MORNING))
    yield Framed(qtbot, desk)
    desk.close()


@pytest.fixture
def people(framed: Framed) -> list[Person]:
    return an_assembly(framed.desk)


def shown(part: QWidget) -> dict[str, QAbstractButton]:
    """The buttons that can be seen, by their words."""
    return {b.accessibleName(): b for b in part.findChildren(QAbstractButton) if b.isVisible()}


def test_who_oversees_is_written_below_the_counters(framed: Framed, people: list[Person]) -> None:
    meeting_id = an_open_decision(framed.desk, people[:37])
    page = framed.open("meetings/decision", f"{meeting_id}#vote")
    form = page.showing()._forms[VotingWay.HANDS.value]  # noqa: SLF001
    form.overseer.show_value("王兰")
    for words in (COUNTERS[0], "30", "5", "2", COUNTERS[1], "30", "5", "2"):
        framed.write(words)
        framed.qtbot.keyClick(QApplication.focusWidget(), ENTER)
    vote = read_file(framed.desk, meeting_id).votes[first_motion(framed.desk, meeting_id)]
    assert vote.overseer == "王兰"
    assert "监票：王兰" in framed.said(page.showing())


def test_no_list_to_sign_is_offered_for_a_secret_vote(framed: Framed, people: list[Person]) -> None:
    secret = an_open_decision(framed.desk, people[:37], motion=some_motion(way=VotingWay.BALLOT))
    page = framed.open("meetings/decision", f"{secret}#vote")
    buttons = shown(page.showing())
    assert "计票单" in buttons
    assert "签名表" not in buttons


def test_a_meeting_called_off_prints_that_and_no_notice(
    framed: Framed, people: list[Person]
) -> None:
    meeting_id = a_decision(framed.desk)
    decisions.cancel_decision(framed.desk, meeting_id, "因暴雨")
    page = framed.open("meetings/decision", f"{meeting_id}#plan")
    buttons = shown(page.showing())
    assert "打印取消通知" in buttons
    assert not {"打印通知", "打印表决票", "印一套纸，离开电脑接着开会"} & buttons.keys()


def test_a_meeting_held_on_paper_is_entered_from_its_plan(
    framed: Framed, people: list[Person]
) -> None:
    meeting_id = a_decision(framed.desk)
    clock = framed.desk.store.clock
    assert isinstance(clock, HandClock)
    clock.moment += timedelta(days=14)
    page = framed.open("meetings/decision", f"{meeting_id}#plan")
    framed.qtbot.mouseClick(shown(page.showing())["补录"], Qt.MouseButton.LeftButton)
    framed.qtbot.waitUntil(sheet.is_open)
    framed.sheet.field("ended").show_value("11:40")
    framed.qtbot.mouseClick(framed.sheet.yes, Qt.MouseButton.LeftButton)
    framed.qtbot.waitUntil(lambda: not sheet.is_open())
    assert meeting_of(framed.desk, meeting_id).state is DecisionState.OPEN
    assert {"改补录时间", "印一套纸，离开电脑接着开会"} <= shown(page.showing()).keys()
