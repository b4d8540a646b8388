"""定参加人: who takes part is found, added, taken off, all from the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.making import MORNING, a_desk, accepted_topic, some_people
from tests.pages.framed import Framed
from xieshang_desktop.services.topic_file import open_topic


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    desk = a_desk(tmp_path, HandClock(MORNING))
    yield Framed(qtbot, desk)
    desk.close()


def press(framed: Framed, *keys: Qt.Key) -> None:
    """Press keys where the keyboard is."""
    for key in keys:
        framed.qtbot.keyClick(QApplication.focusWidget(), key)
        framed.qtbot.wait(1)


def test_participants_are_found_and_added_with_enter(framed: Framed) -> None:
    people = some_people(framed.desk)
    topic = accepted_topic(framed.desk)
    page = framed.open("topics/participants", topic.id)
    assert page.search.hasFocus()
    framed.qtbot.keyClicks(page.search, "wx")
    assert page.found.rows.rowCount() == 12
    press(framed, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert page.search.text() == ""
    assert page.chosen.rows.rowCount() == 1
    framed.write(people[5].name)
    press(framed, Qt.Key.Key_Return)
    assert {row[2] for row in page.chosen.rows.shown()} == {"利益相关方"}
    assert "共 2 人" in framed.said(page)


def test_a_participant_is_taken_off_with_delete_and_brought_back_by_undo(framed: Framed) -> None:
    people = some_people(framed.desk)
    topic = accepted_topic(framed.desk)
    page = framed.open("topics/participants", topic.id)
    framed.write(people[5].name)
    press(framed, Qt.Key.Key_Return)
    page.chosen.setFocus()
    press(framed, Qt.Key.Key_Delete)
    assert open_topic(framed.desk, topic.id).participants == ()
    framed.window.undo()
    assert len(open_topic(framed.desk, topic.id).participants) == 1


def test_who_is_done_goes_back_to_the_topic(framed: Framed) -> None:
    some_people(framed.desk)
    topic = accepted_topic(framed.desk)
    framed.open("topics")
    framed.open("topics/topic", topic.id)
    page = framed.open("topics/participants", topic.id)
    page.standing.click()
    assert "议事会成员 3" in framed.said(page)
    page.done.click()
    assert framed.window.key() == "topics/topic"
    press(framed, Qt.Key.Key_Escape)
    assert framed.window.key() == "topics"
