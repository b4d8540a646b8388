"""从备份恢复 and 恢复纸 in the window: two sheets typed, a copy back, three sheets printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.making import a_desk
from tests.pages.framed import Framed
from tests.pages.printed import HandPrinters
from xieshang_desktop.services import backup, recovery, restoring
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui import tasks
from xieshang_desktop.ui.pages.first_start import FirstStart
from xieshang_desktop.ui.printing_dialog import PrintSheet
from xieshang_desktop.ui.recovery_sheets import open_recovery
from xieshang_desktop.ui.restore_sheet import BY_KEYS, RestoreSheet
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button


class Restoring:
    """A village's copy on a stick, and the first start of another laptop."""

    def __init__(self, qtbot: QtBot, folder: Path, desk: Desk) -> None:
        self.qtbot = qtbot
        self.stick = folder / "stick"
        self.stick.mkdir()
        backup.back_up_to(desk, self.stick)
        self.sheets = recovery.new_sheets(desk)
        self.opened: list[tuple[Path, object]] = []
        self.into = folder / "new laptop"
        self.first = FirstStart(self.into)
        self.first.finished.connect(lambda *given: self.opened.append(given))
        qtbot.addWidget(self.first)
        self.first.show()

    def ask(self) -> RestoreSheet:
        asked = RestoreSheet(
            self.first,
            self.into,
            lambda folder: self.opened.append((folder, None)),
            lambda: restoring.copies_in(self.stick),
        )
        asked.open()
        self.qtbot.waitUntil(asked.copies.isVisible, timeout=10_000)
        return asked

    def until_looked(self, asked: RestoreSheet) -> None:
        self.qtbot.waitUntil(lambda: asked.yes.text() == "恢复这一份", timeout=10_000)

    def until_done(self, asked: RestoreSheet) -> None:
        self.qtbot.waitUntil(lambda: asked.yes.text() == "打开", timeout=10_000)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path / "village")
    yield desk
    desk.close()


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, desk: Desk) -> Iterator[Restoring]:
    room = Restoring(qtbot, tmp_path, desk)
    yield room
    sheet.close_all()
    room.first.close()


def test_the_first_start_leads_to_it(room: Restoring) -> None:
    room.first.where.restore_link.click()
    assert isinstance(sheet.current(), RestoreSheet)


def test_two_sheets_typed_bring_the_village_back(room: Restoring) -> None:
    asked = room.ask()
    asked.areas[0].setPlainText(room.sheets[0].link)
    asked.areas[1].setPlainText(" ".join(word.place for word in room.sheets[2].words))
    asked.accepted.emit()
    room.until_looked(asked)
    assert not room.into.exists()
    asked.accepted.emit()
    room.until_done(asked)
    asked.accepted.emit()
    assert room.opened == [(room.into, None)]
    assert (room.into / "xieshang.db").exists()


def test_each_sheet_is_judged_under_its_own_field(room: Restoring) -> None:
    asked = room.ask()
    asked.areas[0].setPlainText(room.sheets[0].link)
    asked.areas[1].setPlainText("hello")
    asked.accepted.emit()
    assert asked.fields[0].error() == ""
    assert "第2张" in asked.fields[1].error()
    assert asked.areas[1].hasFocus()
    asked.areas[1].setPlainText("")
    assert asked.fields[1].error() == ""
    asked.accepted.emit()
    room.qtbot.waitUntil(lambda: asked._notice.isVisible(), timeout=10_000)  # noqa: SLF001
    assert room.opened == []


def test_the_keys_folder_opens_a_copy_too(room: Restoring, desk: Desk) -> None:
    asked = room.ask()
    asked.means.chips.choose(BY_KEYS)
    asked.means.changed.emit([BY_KEYS])
    assert not asked.sheets.isVisible()
    asked.take_keys(desk.folder / "keys")
    asked.accepted.emit()
    room.until_looked(asked)
    asked.accepted.emit()
    room.until_done(asked)


def test_before_anything_is_in_place_it_says_how_much_and_how_new(
    room: Restoring, desk: Desk
) -> None:
    asked = room.ask()
    asked.means.chips.choose(BY_KEYS)
    asked.means.changed.emit([BY_KEYS])
    asked.take_keys(desk.folder / "keys")
    asked.accepted.emit()
    room.until_looked(asked)
    said = "".join(label.text() for label in asked.findChildren(QLabel) if label.isVisible())
    assert "柳河镇张家村的：" in said
    assert "最后一条记于2026年3月2日" in said
    asked.take_file(next(room.stick.glob("*.xsk")))  # chosen anew: looked into anew
    assert asked.yes.text() == "看看这一份"
    assert not room.into.exists()


def test_what_is_closed_before_changes_nothing(room: Restoring) -> None:
    asked = room.ask()
    room.qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert not room.into.exists()
    assert room.opened == []


def test_three_sheets_are_printed_one_after_the_other_and_only_then_count(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    window = Framed(qtbot, desk)
    window.open("follow_up")
    printers = HandPrinters(tmp_path)
    open_recovery(window.context, printers)
    for number in (1, 2, 3):
        assert "印恢复纸" in window.said(window.sheet)
        buttons = window.sheet.findChildren(Button)
        next(button for button in buttons if button.text() == "打印").click()
        qtbot.waitUntil(lambda: isinstance(sheet.current(), PrintSheet), timeout=10_000)
        window.sheet.accepted.emit()
        qtbot.waitUntil(
            lambda: sheet.is_open() and not isinstance(sheet.current(), PrintSheet), timeout=10_000
        )
        assert recovery.last_printing(desk) is None, number
    window.sheet.accepted.emit()
    assert recovery.last_printing(desk) is not None
    qtbot.waitUntil(lambda: not tasks.worker().tasks, timeout=20_000)
    window.window.close()


def test_a_printer_that_was_taken_away_makes_no_file_of_a_recovery_sheet(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    class TakenAway(HandPrinters):
        there = True

        def names(self) -> list[str]:
            return super().names() if self.there else []

    window = Framed(qtbot, desk)
    window.open("follow_up")
    printers = TakenAway(tmp_path)
    open_recovery(window.context, printers)
    printers.there = False
    buttons = window.sheet.findChildren(Button)
    next(button for button in buttons if button.text() == "打印").click()
    qtbot.waitUntil(lambda: sheet.is_open() and "没有装打印机" in window.said(window.sheet))
    assert "不存成文件" in window.said(window.sheet)
    assert not any("PDF" in button.accessibleName() for button in window.sheet.findChildren(Button))
    sheet.close_all()
    window.window.close()
