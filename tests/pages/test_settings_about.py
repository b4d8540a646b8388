"""关于 in the settings: from its words to the list of parts to a licence, and back, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.making import a_desk
from tests.pages.framed import Framed
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.settings_about import AboutPart
from xieshang_desktop.ui.settings_sheet import open_settings
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.layout import Scroll


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Framed]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    framed = Framed(qtbot, a_desk(tmp_path))
    framed.open("follow_up")
    yield framed
    framed.window.close()
    framed.desk.close()


def about_of(framed: Framed) -> AboutPart:
    open_settings(framed.context, "about")
    part = framed.sheet.findChild(AboutPart)
    assert part is not None
    return part


def test_a_licence_is_found_and_read_with_the_keyboard_alone(framed: Framed) -> None:
    part = about_of(framed)
    part.list.setFocus()
    framed.qtbot.keyClick(part.list, Qt.Key.Key_Return)
    framed.qtbot.waitUntil(part.search.hasFocus)
    framed.qtbot.keyClicks(part.search, "sqlalchemy")
    assert part.table.rows.rowCount() == 1
    framed.qtbot.keyClick(part.search, Qt.Key.Key_Return)
    assert part.licence.isVisible()
    assert part.licence.hasFocus()
    assert part.name.text().startswith("SQLAlchemy · 2.")
    assert "Permission is hereby granted" in part.licence.toPlainText()
    part.to_list.click()
    assert part.table.hasFocus()
    part.back.click()
    assert part.text.isVisible()
    assert part.list.hasFocus()


def test_escape_goes_back_one_level_at_a_time(framed: Framed) -> None:
    part = about_of(framed)
    part.list.click()
    framed.qtbot.keyClicks(part.search, "sqlalchemy")
    framed.qtbot.keyClick(part.search, Qt.Key.Key_Return)
    framed.qtbot.keyClick(part.licence, Qt.Key.Key_Escape)
    assert part.table.hasFocus()
    framed.qtbot.keyClick(part.table, Qt.Key.Key_Escape)
    assert part.text.isVisible()
    assert part.list.hasFocus()
    framed.qtbot.keyClick(part.list, Qt.Key.Key_Escape)
    assert not sheet.is_open()


def test_words_that_no_part_has_say_so(framed: Framed) -> None:
    part = about_of(framed)
    part.list.click()
    framed.qtbot.keyClicks(part.search, "nothing of this name")
    assert "没有找到" in framed.said(part)


@pytest.mark.parametrize("scale", theme.SCALES)
def test_the_list_and_a_licence_fit_without_a_second_scroll_bar(framed: Framed, scale: int) -> None:
    theme.set_scale(scale)
    part = about_of(framed)
    part.list.click()
    framed.qtbot.wait(1)
    area = part.parentWidget().parentWidget().parentWidget()
    assert not area.verticalScrollBar().isVisible()  # type: ignore[attr-defined]
    part.show_licence("pillow")
    framed.qtbot.wait(1)
    assert not area.verticalScrollBar().isVisible()  # type: ignore[attr-defined]
    assert part.licence.verticalScrollBar().isVisible()


@pytest.mark.parametrize("scale", theme.SCALES)
def test_the_words_are_one_page_that_scrolls_below_a_whole_button(
    framed: Framed, scale: int
) -> None:
    theme.set_scale(scale)
    part = about_of(framed)
    framed.qtbot.wait(1)
    area = part.parentWidget().parentWidget().parentWidget()
    assert isinstance(area, Scroll)
    assert area.verticalScrollBar().isVisible()
    assert not part.text.verticalScrollBar().isVisible()
    assert part.text.document().size().height() <= part.text.height()
    whole = part.list.rect().translated(part.list.mapTo(area.viewport(), QPoint()))
    assert area.viewport().rect().contains(whole)
    part.text.setFocus()
    framed.qtbot.keyClick(part.text, Qt.Key.Key_PageDown)
    framed.qtbot.keyClick(part.text, Qt.Key.Key_Down)
    assert area.verticalScrollBar().value() > 0
