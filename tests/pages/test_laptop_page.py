"""电脑检查 in the window: looked at when opened, led on from the first start, a page to print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.making import a_desk
from tests.pages.framed import Framed
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.services import handover
from xieshang_desktop.ui import tasks, theme
from xieshang_desktop.ui.pages import laptop
from xieshang_desktop.ui.presenters.laptop import rare_words
from xieshang_desktop.ui.printers import PrinterFacts
from xieshang_desktop.ui.settings_sheet import open_settings
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.reveal import bring_into_sight


class NoPrinters:
    """A computer without one."""

    def names(self) -> list[str]:
        return []

    def usual(self) -> str:
        return ""

    def facts(self, _name: str) -> PrinterFacts:
        return PrinterFacts(ready=False)

    def device(self, name: str) -> QPrinter:
        raise AssertionError(name)


class Laptop(Framed):
    """The page on a village's desk, with sticks that the test plugs in."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__(qtbot, a_desk(folder))
        self.window.open("topics")

    def show(self, object_id: str | None = None) -> Any:
        """Open it and wait until everything was looked at."""
        page = self.context.go("laptop", object_id)
        self.qtbot.waitUntil(lambda: "能用" in self.said(page) or "处要先处理" in self.said(page))
        return page


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laptop]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(laptop, "SystemPrinters", NoPrinters)
    monkeypatch.setattr(handover, "drives", list[Drive])
    room = Laptop(qtbot, tmp_path)
    yield room
    room.window.close()
    room.desk.close()


def test_it_says_in_words_what_is_fine_and_what_to_do(room: Laptop) -> None:
    page = room.show()
    said = room.said(page)
    assert "硬盘还空着" in said
    assert "字体齐全，生僻字也有" in said
    assert "没有插U盘，没有试" in said
    assert "这台电脑还没有装打印机" in said
    assert not page.next.isVisible()


def test_a_stick_that_was_put_in_is_tried_and_left_as_it_was(
    room: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = room.show()
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    drive = Drive(label="KINGSTON", path=stick, free=10**9, read_only=False)
    monkeypatch.setattr(handover, "drives", lambda: [drive])
    page.again.click()
    room.qtbot.waitUntil(lambda: "U盘“KINGSTON”能写能读" in room.said(page))
    assert list(stick.iterdir()) == []


def test_from_the_first_start_the_red_button_leads_to_the_roster(
    room: Laptop, tmp_path: Path
) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text("姓名\n李德发\n", "utf-8")
    page = room.show(laptop.FRESH + str(roster))
    assert page.next.accessibleName() == "接着导入名册"
    assert page.next.hasFocus()
    page.next.click()
    assert room.window.key() == "people/import"
    room.qtbot.waitUntil(lambda: not tasks.worker().tasks)
    page = room.show()
    assert not page.next.isVisible()


def test_settings_lead_to_it_and_back_leads_away(room: Laptop) -> None:
    settings = open_settings(room.context, "data")
    (part,) = [p for p in settings.findChildren(object) if hasattr(p, "check")]
    part.check.click()
    assert room.window.key() == "laptop"
    assert not sheet.is_open()
    room.window.back()
    assert room.window.key() == "topics"


def test_the_trial_page_is_kept_where_there_is_no_printer(room: Laptop, tmp_path: Path) -> None:
    page = room.show()
    page.print.click()
    assert "还没有装打印机" in room.said(room.sheet)
    sheet.close_all()
    page.keep_page(tmp_path / "试印页.pdf")
    room.qtbot.waitUntil(lambda: "存好了：试印页.pdf" in room.said())
    assert (tmp_path / "试印页.pdf").read_bytes().startswith(b"%PDF")


def test_rare_characters_are_drawn_again_once_their_faces_are_there(
    room: Laptop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = room.show()
    (label,) = [one for one in page.findChildren(QLabel) if one.text() == rare_words()]
    bring_into_sight(label)
    qtbot.waitUntil(lambda: not label.visibleRegion().isEmpty())
    QApplication.processEvents()
    drawn = Drawn()
    label.installEventFilter(drawn)
    monkeypatch.setattr(theme, "_rare", False)
    theme.add_rare_faces()
    qtbot.waitUntil(lambda: drawn.count > 0)


class Drawn(QObject):
    """Counts how often something was drawn."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)
