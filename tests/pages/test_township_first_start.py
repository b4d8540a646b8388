"""The first start on a township's computer, and the window that opens on its desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.making import MORNING
from xieshang_desktop.app import Session
from xieshang_desktop.domain.terms import UnitKind
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.settings import Settings
from xieshang_desktop.township.clerks import present_clerk, take_turn
from xieshang_desktop.township.morning import SNAPSHOT, is_township
from xieshang_desktop.ui.pages.first_start import FirstStart
from xieshang_desktop.ui.widgets import sheet


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> FirstStart:
    first = FirstStart(tmp_path / "data", clock=lambda: MORNING)
    qtbot.addWidget(first)
    first.resize(1366, 768)
    first.show()
    first.activateWindow()
    qtbot.waitUntil(lambda: first.where.name.line.hasFocus())
    return first


def said(first: FirstStart) -> str:
    return "\n".join(label.text() for label in first.findChildren(QLabel) if label.isVisible())


def ask_township(first: FirstStart) -> None:
    first.where.township_link.click()
    QApplication.processEvents()


def test_a_quiet_link_leads_to_the_townships_one_question(first: FirstStart) -> None:
    ask_township(first)
    assert "这是哪个乡镇（街道）？" in said(first)
    assert "在哪里协商？" not in said(first)
    assert first.township is not None
    first.township.other.click()
    assert "在哪里协商？" in said(first)


def test_its_answers_make_a_township(qtbot: QtBot, first: FirstStart, tmp_path: Path) -> None:
    answers: list[tuple[Path, Path | None]] = []
    first.finished.connect(lambda *answer: answers.append(answer))
    ask_township(first)
    assert first.township is not None
    asked = first.township.asked
    asked.name.show_value("柳河镇")
    qtbot.keyClick(asked.name.line, Qt.Key.Key_Return)
    assert "还没有写乡镇（街道）和机构的名称" in said(first)
    asked.office.show_value("柳河镇协商议事推进办公室")
    qtbot.keyClick(asked.name.line, Qt.Key.Key_Return)
    assert "还没有写经办人的姓名" in said(first)
    asked.clerk.show_value("周敏")
    qtbot.keyClick(asked.clerk.line, Qt.Key.Key_Return)
    assert answers == [(tmp_path / "data", None)]
    desk = open_desk(tmp_path / "data")
    assert desk.unit.kind is UnitKind.TOWNSHIP
    assert (desk.unit.name, desk.unit.room) == ("柳河镇", "柳河镇协商议事推进办公室")
    assert desk.convenors() == []
    desk.close()
    assert present_clerk(Settings()) == "周敏"
    assert is_township(tmp_path / "data")


@pytest.fixture
def made(qtbot: QtBot, first: FirstStart, tmp_path: Path) -> Path:
    """A township that was just set up."""
    ask_township(first)
    assert first.township is not None
    asked = first.township.asked
    for field, words in (
        (asked.name, "柳河镇"),
        (asked.office, "柳河镇协商议事推进办公室"),
        (asked.clerk, "周敏"),
    ):
        field.show_value(words)
    first.township.next.click()
    first.close()
    return tmp_path / "data"


@pytest.fixture
def session(qtbot: QtBot, made: Path) -> Iterator[Session]:
    session = Session(made, Settings(), lambda: MORNING)
    yield session
    if session.window is not None:
        session.window.close()
    session.end()


def opened(qtbot: QtBot, session: Session) -> None:
    session.begin()
    qtbot.waitUntil(lambda: session.desk is not None, timeout=20_000)
    QApplication.processEvents()


def test_the_window_opens_on_receiving_with_the_townships_places(
    qtbot: QtBot, session: Session
) -> None:
    opened(qtbot, session)
    assert session.window is not None
    assert session.window.key() == "receiving"
    words = "\n".join(label.text() for label in session.window.findChildren(QLabel))
    assert "柳河镇协商议事推进办公室" in words
    assert session.desk is not None
    assert session.desk.actor == "周敏"
    assert not sheet.is_open()


def test_who_set_the_township_up_is_its_clerk_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session(tmp_path / "new", Settings(), lambda: MORNING)
    session.begin()
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    (first,) = [window for window in shown if isinstance(window, FirstStart)]
    qtbot.addWidget(first)
    ask_township(first)
    assert first.township is not None
    asked = first.township.asked
    asked.name.show_value("柳河镇")
    asked.office.show_value("柳河镇协商议事推进办公室")
    asked.clerk.show_value("周敏")
    first.township.next.click()
    qtbot.waitUntil(lambda: session.desk is not None, timeout=20_000)
    assert session.desk is not None
    assert session.desk.actor == "周敏"
    assert session.window is not None
    session.window.close()
    session.end()


def test_without_the_snapshot_the_window_is_painted_anew(
    qtbot: QtBot, session: Session, made: Path
) -> None:
    (made / SNAPSHOT).unlink()
    opened(qtbot, session)
    assert session.window is not None
    qtbot.waitUntil(lambda: session.window.key() == "receiving")
    assert (made / SNAPSHOT).exists()


def test_where_several_take_turns_the_start_asks_who_it_is(qtbot: QtBot, session: Session) -> None:
    take_turn(session.settings, "吴海霞")
    opened(qtbot, session)
    asked = sheet.current()
    assert asked is not None
    assert "现在是谁在用这台电脑？" in "\n".join(x.text() for x in asked.findChildren(QLabel))
