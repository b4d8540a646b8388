"""A person is erased; copies of the records that updates left can be removed there, asked once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.installer.test_plain_copies import leave, untried
from tests.installer.update_files import install_here
from tests.making import a_desk
from tests.pages.framed import Framed
from xieshang_desktop import versions
from xieshang_desktop.domain.people import Person
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import people
from xieshang_desktop.storage.going_back import copies_beside
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.pages.person_sheets import OldRecords
from xieshang_desktop.ui.widgets import sheet


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    framed = Framed(qtbot, a_desk(tmp_path))
    yield framed
    framed.window.close()
    framed.desk.close()


def open_erasing(framed: Framed, phones: tuple[str, ...] = ("19900001234",)) -> OldRecords | None:
    somebody = Person(id=new_id(), name="单玉梅", group="第一组", phones=phones)
    people.add_person(framed.desk, somebody)
    framed.open("people/person", somebody.id).erase.click()
    return framed.sheet.findChild(OldRecords)


def test_where_no_copies_lie_nothing_is_said_of_them(framed: Framed) -> None:
    assert open_erasing(framed) is None


def test_removing_copies_is_asked_once_and_leaves_the_erasing_to_be_done(framed: Framed) -> None:
    names = [copy.name for copy in leave(framed.desk.folder, "before-1-2", "kept-2")]
    old = open_erasing(framed)
    assert old is not None
    assert all(name in framed.said(old) for name in names)
    framed.qtbot.keyClick(old.button, Qt.Key.Key_Space)
    assert "不能再退回以前的版本" in framed.said(old)
    assert len(copies_beside(framed.desk.folder)) == 2
    framed.qtbot.keyClick(old.question.button, Qt.Key.Key_Space)
    assert framed.said(old) == "\n副本已删掉。"
    assert copies_beside(framed.desk.folder) == []
    assert framed.sheet.yes.text() == "抹去"
    framed.sheet.yes.click()
    assert not sheet.is_open()
    assert "单玉梅 的个人资料已抹去" in framed.said()


def test_copies_can_be_removed_where_nothing_else_is_left_to_erase(framed: Framed) -> None:
    leave(framed.desk.folder, "left-2")
    old = open_erasing(framed, phones=())
    assert old is not None
    assert not framed.sheet.yes.isVisible()
    old.button.click()
    old.question.acted.emit()
    assert copies_beside(framed.desk.folder) == []


def test_a_refusal_stands_alone_until_it_is_tried_again(
    framed: Framed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = install_here(monkeypatch, tmp_path, None)
    untried(home)
    leave(framed.desk.folder, "kept-2")
    old = open_erasing(framed)
    assert old is not None
    old.button.click()
    old.question.button.click()
    assert "新版本 9.9.9 还没有启用过" in framed.said(framed.sheet)
    assert not old.question.isVisible()
    (home / "versions" / "9.9.9" / versions.PROVEN).touch()
    old.button.click()
    assert "还没有启用过" not in framed.said(framed.sheet)
    old.question.button.click()
    assert copies_beside(framed.desk.folder) == []


@pytest.mark.parametrize("scale", theme.SCALES)
def test_the_question_stays_in_the_window(framed: Framed, scale: int) -> None:
    theme.set_scale(scale)
    leave(framed.desk.folder, "before-1-2", "kept-2", "left-2")
    old = open_erasing(framed)
    assert old is not None
    old.button.click()
    framed.qtbot.wait(1)
    button = old.question.button
    assert button.visibleRegion().boundingRect() == button.rect()
