"""Slips at a vote, by keyboard: a number that is none, a vote that is nearly taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.deciding import COUNTERS, an_assembly, an_open_decision, counted, motions_of
from tests.making import MORNING, a_desk
from tests.pages.framed import Framed
from tests.pages.test_notes_page import button
from xieshang_desktop.domain.terms_decision import VotingWay
from xieshang_desktop.services import decision_votes
from xieshang_desktop.services.decision_file import read_file
from xieshang_desktop.ui.widgets import sheet

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    desk = a_desk(tmp_path, HandClock(MORNING))
    yield Framed(qtbot, desk)
    desk.close()


@pytest.mark.parametrize("words", ["三十", "-1", "3.5"])
def test_what_is_no_number_is_told_at_its_field(framed: Framed, words: str) -> None:
    meeting_id = an_open_decision(framed.desk, an_assembly(framed.desk)[:37])
    tab = framed.open("meetings/decision", f"{meeting_id}#vote").showing()
    form = tab._forms[VotingWay.HANDS.value]  # noqa: SLF001
    field = form.numbers[0][0]
    field.show_value(words)
    framed.qtbot.keyClick(button(framed, "记下表决"), ENTER)
    framed.qtbot.waitUntil(lambda: field.error() == "请写数字，如 30；没有人就填 0。")
    assert field.line.hasFocus()
    assert not read_file(framed.desk, meeting_id).votes


def test_one_key_alone_takes_no_vote_back(framed: Framed) -> None:
    meeting_id = an_open_decision(framed.desk, an_assembly(framed.desk)[:37])
    told, motion = counted(30, 7), motions_of(framed.desk, meeting_id)[0]
    decision_votes.vote_by_hands(framed.desk, motion.id, told, told, COUNTERS)
    framed.open("meetings/decision", f"{meeting_id}#vote")
    for _time in range(2):  # Enter twice: asked, and not taken back
        framed.qtbot.keyClick(button(framed, "撤回这次表决"), ENTER)
        framed.qtbot.waitUntil(sheet.is_open)
        framed.qtbot.keyClick(framed.sheet.no, ENTER)
        framed.qtbot.waitUntil(lambda: not sheet.is_open())
    assert read_file(framed.desk, meeting_id).votes
    framed.qtbot.keyClick(button(framed, "撤回这次表决"), ENTER)
    framed.qtbot.waitUntil(sheet.is_open)
    framed.qtbot.keyClick(framed.sheet.yes, ENTER)
    framed.qtbot.waitUntil(lambda: not read_file(framed.desk, meeting_id).votes)
