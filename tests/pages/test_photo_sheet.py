"""照片 in the window: chosen, read on the worker, described, taken off and put back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.clock import HandClock
from tests.making import MORNING, a_desk
from tests.pages.framed import Framed
from xieshang_desktop.services.photos import photos_of
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.pages.photo_sheet import PhotoSheet
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.wording import words_for


@pytest.fixture
def framed(qtbot: QtBot, tmp_path: Path) -> Iterator[Framed]:
    desk = a_desk(tmp_path, HandClock(MORNING))
    yield Framed(qtbot, desk)
    tasks.stop()
    desk.close()


@pytest.fixture
def opened(framed: Framed) -> PhotoSheet:
    framed.open("follow_up")
    photo_sheet = PhotoSheet(framed.context, "task", "t1", "报奖补")
    photo_sheet.open()
    return photo_sheet


def a_photo(folder: Path, name: str = "路口.png") -> Path:
    Image.new("RGB", (800, 600), "green").save(folder / name)
    return folder / name


def choose(framed: Framed, button: object, file: Path) -> None:
    """Press a button and pick that file."""
    framed.qtbot.keyClick(button, Qt.Key.Key_Space)
    (dialog,) = [d for d in framed.window.findChildren(QFileDialog) if d.isVisible()]
    dialog.fileSelected.emit(str(file))
    dialog.done(1)


def captions(framed: Framed) -> list[str]:
    with framed.desk.store.read() as reader:
        return [photo.caption for photo in photos_of(reader, ("t1",))]


def test_an_empty_sheet_begins_at_its_first_button(opened: PhotoSheet) -> None:
    assert opened.before.hasFocus()
    assert opened.rows.rows == []


def test_a_photo_is_added_described_taken_off_and_put_back(
    framed: Framed, opened: PhotoSheet, tmp_path: Path
) -> None:
    choose(framed, opened.before, a_photo(tmp_path))
    assert not opened.before.isEnabled()  # one at a time
    framed.qtbot.waitUntil(lambda: len(opened.rows.rows) == 1)
    assert opened.before.isEnabled()
    (row,) = opened.rows.rows
    row.words.line.setFocus()
    row.words.line.end(False)
    framed.write("：路口")
    framed.qtbot.keyClick(row.words.line, Qt.Key.Key_Tab)
    assert captions(framed) == ["办理前：路口"]
    framed.qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert captions(framed) == []
    assert "拿掉了一张照片。" in framed.said(opened)
    framed.qtbot.mouseClick(opened.taken_off.button, Qt.MouseButton.LeftButton)
    assert captions(framed) == ["办理前：路口"]
    assert len(opened.rows.rows) == 1


def test_what_is_no_photo_is_said_in_the_sheet(
    framed: Framed, opened: PhotoSheet, tmp_path: Path
) -> None:
    dialogs.catch_everything(words_for)
    heic = tmp_path / "IMG_1.HEIC"
    heic.write_bytes(b"\0\0\0\x18ftypheic" + bytes(60))
    choose(framed, opened.after, heic)
    framed.qtbot.waitUntil(lambda: "HEIC" in framed.said(opened))
    assert sheet.current() is opened
    assert opened.after.isEnabled()
    choose(framed, opened.after, a_photo(tmp_path))
    framed.qtbot.waitUntil(lambda: captions(framed) == ["办理后"])
    assert "HEIC" not in framed.said(opened)


def test_a_photo_is_kept_although_its_sheet_was_left_meanwhile(
    framed: Framed, opened: PhotoSheet, tmp_path: Path
) -> None:
    choose(framed, opened.before, a_photo(tmp_path))
    framed.qtbot.keyClick(opened, Qt.Key.Key_Escape)
    framed.qtbot.waitUntil(lambda: captions(framed) == ["办理前"])
    assert not sheet.is_open()
