"""Sheets: asked once, one at a time, keys as everywhere, what lies behind is out of reach."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QTreeView, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from xieshang_desktop.errors import Problem, WorldFailed
from xieshang_desktop.services import handover
from xieshang_desktop.ui import dialogs, theme
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import LineField
from xieshang_desktop.ui.widgets.layout import Column
from xieshang_desktop.ui.widgets.sheet import Sheet


class Room(QWidget):
    """A window with one field that has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        Column(self).addWidget(self.line)
        self.resize(1000, 700)


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    window = Room()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.line.setFocus()
    return window


@pytest.fixture
def _caught() -> Iterator[None]:
    before = sys.excepthook
    dialogs.catch_everything(lambda problem: (f"句子 {problem.code}", "办法"))
    yield
    sys.excepthook = before


def press(qtbot: QtBot, key: Qt.Key) -> None:
    opened = sheet.current()
    assert opened is not None
    qtbot.keyClick(opened, key)


def test_enter_does_what_was_asked_and_the_keyboard_goes_back(room: Room, qtbot: QtBot) -> None:
    heard: list[str] = []
    dialogs.ask(
        room, "盖章以后就不能改了", "要改正只能另写。", "盖章", lambda: heard.append("盖章")
    )
    assert not room.line.isEnabled()
    press(qtbot, Qt.Key.Key_Return)
    assert heard == ["盖章"]
    assert room.line.isEnabled()
    assert room.focusWidget() is room.line
    assert not sheet.is_open()


def test_escape_refuses(room: Room, qtbot: QtBot) -> None:
    heard: list[str] = []
    dialogs.ask(
        room,
        "盖章以后就不能改了",
        "要改正只能另写。",
        "盖章",
        lambda: heard.append("yes"),
        otherwise=lambda: heard.append("no"),
    )
    press(qtbot, Qt.Key.Key_Escape)
    assert heard == ["no"]
    assert not sheet.is_open()


def test_no_dialog_opens_over_a_dialog(room: Room, qtbot: QtBot) -> None:
    first = dialogs.tell(room, "一", "第一句")
    second = dialogs.tell(room, "二", "第二句")
    assert sheet.current() is first
    assert not second.isVisible()
    press(qtbot, Qt.Key.Key_Return)
    assert sheet.current() is second
    press(qtbot, Qt.Key.Key_Escape)
    assert not sheet.is_open()
    assert room.line.isEnabled()


def test_a_problem_is_said_in_the_sheet_that_caused_it(room: Room, qtbot: QtBot) -> None:
    form = Sheet(room, "添加参会人", "添加")
    name = LineField("姓名")
    form.body.addWidget(name)
    form.accepted.connect(lambda: dialogs.show_problem("这个人已经在名单上。", "看看是不是同名。"))
    form.open()
    assert room.focusWidget() is name.line
    height = form.findChild(QWidget, "sheet").height()
    press(qtbot, Qt.Key.Key_Return)
    assert sheet.current() is form
    assert form.findChild(QWidget, "sheet").height() > height
    form.leave()
    assert not sheet.is_open()


@pytest.mark.usefixtures("_caught")
def test_an_expected_problem_gets_its_words(room: Room) -> None:
    sys.excepthook(WorldFailed, WorldFailed("drive_full", path="E:"), None)
    opened = sheet.current()
    assert opened is not None
    words = [label.text() for label in opened.findChildren(QWidget) if hasattr(label, "text")]
    assert "句子 drive_full" in words
    assert "办法" in words


@pytest.mark.usefixtures("_caught")
def test_a_mistake_of_ours_gets_a_report_to_copy_without_anybodys_data(
    room: Room, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        raise ValueError("张桂兰 13800000000")
    except ValueError as failure:
        sys.excepthook(ValueError, failure, failure.__traceback__)
    assert "ValueError" in capsys.readouterr().err
    opened = sheet.current()
    assert opened is not None
    copy = next(one for one in opened.findChildren(Button) if one.accessibleName() == "复制")
    copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "builtins.ValueError" in copied
    assert "test_dialogs.py" in copied
    assert "张桂兰" not in copied
    press(qtbot, Qt.Key.Key_Escape)


def test_a_problem_before_there_is_a_window_has_one_of_its_own(qtbot: QtBot) -> None:
    dialogs.show_problem("这份资料是较新版本的程序写的。", "请先更新程序。")
    opened = sheet.current()
    assert opened is not None
    assert opened.window().isVisible()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not sheet.is_open())


@pytest.mark.parametrize("scale", theme.SCALES)
def test_a_tall_sheet_scrolls_and_keeps_its_buttons(room: Room, qtbot: QtBot, scale: int) -> None:
    theme.set_scale(scale)
    form = Sheet(room, "添加参会人", "添加")
    for number in range(12):
        form.body.addWidget(LineField(f"第 {number} 项", "写清楚"))
    form.open()
    qtbot.wait(1)
    bottom = form.yes.mapTo(room, form.yes.rect().bottomLeft()).y()
    assert bottom < room.height()


def test_a_file_is_picked_without_stopping_the_program(
    room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    roster = tmp_path / "名册.xlsx"
    roster.write_bytes(b"x")
    picked: list[Path] = []
    dialog = dialogs.pick_file(room, "选名册", picked.append, [("名册", "*.xlsx *.xls")])
    dialog.fileSelected.emit(str(roster))
    dialog.close()
    folder = dialogs.pick_folder(room, "选U盘", picked.append)
    folder.fileSelected.emit(str(tmp_path))
    folder.close()
    assert picked == [roster, tmp_path]


def test_the_dialog_has_the_drives_at_its_side_and_speaks_our_language(
    room: Room, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "KINGSTON"
    (stick / "甲").mkdir(parents=True)
    for name in ("乙.xlsx", "丙"):
        (stick / name).write_bytes(b"x")
    for each in stick.iterdir():
        os.utime(each, (1_790_000_000, 1_790_000_000))
    monkeypatch.setattr(handover, "drive_places", lambda: [stick])
    dialog = dialogs.pick_file(room, "选名册", print)
    assert dialog.sidebarUrls()[1:] == [
        QUrl.fromLocalFile(str(place)) for place in (Path.home(), stick)
    ]
    dialog.setDirectory(str(stick))
    table = dialog.findChild(QTreeView, "treeView")
    assert isinstance(table, QTreeView)
    qtbot.waitUntil(lambda: table.model().rowCount(table.rootIndex()) == 3)

    def shown(row: int, column: int) -> str:
        option = QStyleOptionViewItem()
        at = table.model().index(row, column, table.rootIndex())
        table.itemDelegate().initStyleOption(option, at)
        return str(option.text)

    assert {shown(row, 2) for row in range(3)} == {"文件夹", "XLSX 文件", "文件"}
    day = datetime.fromtimestamp(1_790_000_000).astimezone()
    assert {shown(row, 3) for row in range(3)} == {f"{day:%Y-%m-%d %H:%M}"}
    dialog.close()


def test_what_qt_remembers_of_folders_stays_with_a_program_on_a_stick(
    room: Room, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIESHANG_HOME", str(tmp_path / "stick"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "borrowed"))
    dialog = dialogs.pick_folder(room, "选文件夹", print)
    dialog.done(0)
    qtbot.waitUntil(lambda: not isValid(dialog))
    (kept,) = tmp_path.rglob("QtProject.conf")
    assert kept.is_relative_to(tmp_path / "stick")


def test_problems_say_their_code_in_the_report() -> None:
    assert "drive_full" in dialogs.report(Problem("drive_full"))


def test_a_mistake_that_comes_again_and_again_is_reported_once(room: Room) -> None:
    dialogs.show_crash("the first", room)
    first = sheet.current()
    dialogs.show_crash("the second", room)
    assert sheet.current() is first
