"""F12 in a meeting: the papers with which it goes on, to the printer or into a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.pages.meeting_room import Room
from tests.pages.printed import HandPrinters
from xieshang_desktop.services import deliberation
from xieshang_desktop.ui.papers_by_hand import print_by_hand
from xieshang_desktop.ui.printing_dialog import PrintSheet


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path)
    room.clock.moment += timedelta(days=10)
    deliberation.open_meeting(room.desk, room.meeting_id)
    yield room
    room.until(room.idle)
    room.close()


def test_where_there_is_a_printer_enter_prints(room: Room, tmp_path: Path) -> None:
    room.part("hall")
    print_by_hand(room.context, room.meeting_id, HandPrinters(tmp_path))
    room.until(lambda: bool(room.window.findChildren(PrintSheet)))
    (sheet,) = room.window.findChildren(PrintSheet)
    assert sheet.yes.hasFocus()
    sheet.leave()


def test_without_a_printer_they_are_kept_as_a_file(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    room.part("hall")
    room.press(Qt.Key.Key_F12)
    room.until(lambda: any(w.isVisible() for w in dialogs()))
    (dialog,) = [w for w in dialogs() if w.isVisible()]
    target = tmp_path / "接着开会要用的纸.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    room.until(target.is_file)
    assert target.read_bytes().startswith(b"%PDF")
    room.until(room.idle)


def test_the_key_stands_on_the_page(room: Room) -> None:
    part = room.part("hall")
    assert "F12" in part.screen_strip.papers.text()


def dialogs() -> list[QFileDialog]:
    """File dialogs of the program."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog)]
