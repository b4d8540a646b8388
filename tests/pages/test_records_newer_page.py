"""The records were written by a newer version: an update file, from a stick or picked, mends it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from tests.installer.update_files import a_program, install_here, make, new_keys
from tests.making import a_desk
from xieshang_desktop import resources, versions
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.services import updates
from xieshang_desktop.storage.database import REVISION, file_of
from xieshang_desktop.ui import tasks, theme
from xieshang_desktop.ui.pages.records_newer import RecordsNewer
from xieshang_desktop.versions import Version, read_number


class Stranded:
    """The window on records of the next revision, and what was asked of it."""

    def __init__(self, qtbot: QtBot, tmp_path: Path, patch: pytest.MonkeyPatch) -> None:
        self.qtbot, self.keys = qtbot, new_keys(tmp_path)
        self.home = install_here(patch, tmp_path, self.keys)
        desk = a_desk(tmp_path / "village")
        desk.close()
        self.data = desk.folder
        with closing(sqlite3.connect(file_of(self.data), isolation_level=None)) as raw:
            raw.execute(f"PRAGMA user_version = {REVISION + 1}")
        self.program = a_program(tmp_path / "program")
        self.stick = tmp_path / "stick"
        self.plugged: list[Drive] = []
        self.asked: list[bool] = []

    def file(self, version: str = "9.9.9", revision: int = REVISION + 1) -> Path:
        return make(self.program, self.stick, self.keys, version=version, revision=revision)

    def plug_in(self) -> None:
        self.plugged.append(Drive(label="K", path=self.stick, free=10**9, read_only=True))

    def open(self) -> RecordsNewer:
        problem = RuleBroken("data_newer", file="x", found=REVISION + 1, known=REVISION)
        window = RecordsNewer(self.data, problem, lambda: list(self.plugged))
        window.again.connect(lambda: self.asked.append(True))
        self.qtbot.addWidget(window)
        window.show()
        return window

    def look(self, window: RecordsNewer) -> None:
        window.look()
        self.idle()

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: not tasks.worker().tasks, timeout=20_000)
        self.qtbot.wait(1)


def said(window: RecordsNewer) -> str:
    labels = window.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
def stranded(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stranded:
    return Stranded(qtbot, tmp_path, monkeypatch)


def test_a_stick_is_noticed_and_one_button_mends_it(stranded: Stranded) -> None:
    window = stranded.open()
    assert "资料是较新版本的程序写的，这个版本看不懂。" in said(window)
    stranded.file("9.9.8", REVISION)  # would not understand them either
    stranded.file("9.9.9")
    stranded.look(window)
    assert "9.9.9" not in said(window)
    stranded.plug_in()
    stranded.look(window)
    assert "U盘上有程序的新版本：9.9.9" in said(window)
    stranded.qtbot.keyClick(window.wizard.next, Qt.Key.Key_Space)
    stranded.idle()
    assert said(window).split() == ["9.9.9", "装好了。", "U盘可以拔了。现在重新启动就用上。"]
    assert (stranded.data / f"xieshang-kept-{REVISION + 1}.db").exists()
    assert updates.state().waiting == "9.9.9"
    window.wizard.next.click()
    assert stranded.asked == [True]


def test_a_stick_that_goes_is_forgotten(stranded: Stranded) -> None:
    window = stranded.open()
    stranded.file()
    stranded.plug_in()
    stranded.look(window)
    assert window.other_file.isVisible()
    stranded.plugged.clear()
    stranded.look(window)
    assert "U盘上有" not in said(window)
    assert window.wizard.next.text() == "从文件更新…"


def test_the_version_that_broke_can_be_laid_down_again(stranded: Stranded) -> None:
    broken = Version(read_number("9.9.9") or (), "9.9.9", stranded.home / "versions" / "9.9.9")
    broken.folder.mkdir(parents=True)
    (broken.folder / versions.INSTALLED).write_text("{}")
    window = stranded.open()
    window.take(stranded.file())
    stranded.idle()
    assert "9.9.9 装好了。" in said(window)
    assert broken.program.exists()


def test_a_file_that_does_not_fit_says_why_and_another_can_be_tried(stranded: Stranded) -> None:
    window = stranded.open()
    window.take(stranded.file("9.9.8", REVISION))
    stranded.idle()
    assert "9.9.8 看不懂现在的记录，没有装。" in said(window)
    assert window.wizard.next.isEnabled()
    window.take(stranded.file())
    stranded.idle()
    assert "9.9.9 装好了。" in said(window)
    assert "9.9.8" not in said(window)


def test_opening_once_more_is_one_press(stranded: Stranded) -> None:
    window = stranded.open()
    window.wizard.other.click()
    assert stranded.asked == [True]


def test_where_update_files_are_not_taken_it_says_why(stranded: Stranded) -> None:
    resources.path("release.pub").unlink()
    window = stranded.open()
    assert said(window).splitlines()[-2:] == [  # a line each, however wide the window is
        "这个程序里没有发布者的钥匙，验不了更新文件，所以不收。",
        "要换新版本，请用完整的安装程序，记录会留着。",
    ]
    assert "插上U盘" not in said(window)
    assert not window.wizard.next.isVisible()
    stranded.qtbot.keyClick(window.wizard, Qt.Key.Key_Return)
    assert stranded.asked == []
    assert window.focusWidget() is window.wizard.other


@pytest.mark.parametrize("scale", theme.SCALES)
def test_nothing_scrolls_where_everything_is_in_sight(stranded: Stranded, scale: int) -> None:
    theme.set_scale(scale)
    window = stranded.open()
    window.resize(1366, 768)
    window.take(stranded.file("9.9.8", REVISION))
    stranded.idle()
    assert "没有装。" in said(window)
    bars = [area.verticalScrollBar() for area in window.findChildren(QScrollArea)]
    assert [bar.maximum() for bar in bars] == [0]


@pytest.mark.parametrize("scale", theme.SCALES)
def test_everything_fits_a_small_window(stranded: Stranded, scale: int) -> None:
    theme.set_scale(scale)
    stranded.file()
    stranded.plug_in()
    window = stranded.open()
    window.resize(1024, 700)
    stranded.look(window)
    for button in (window.wizard.next, window.wizard.other):
        bottom = button.mapTo(window, button.rect().bottomRight())
        assert window.rect().contains(bottom)
