"""Typing Chinese with fcitx 4, against a program that answers as it does on a bus of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.pages import fake_fcitx4
from xieshang_desktop.app.fcitx4 import Fcitx4
from xieshang_desktop.ui.widgets.search_box import SearchBox

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have their own")

NAME = "org.fcitx.Fcitx-0"
CONTROL, SHIFT = 4, 1


class Fcitx:
    """The fake, its bus, and the program's side of it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.daemon.stdout is not None
        with self.daemon.stdout as said:
            self.address = said.readline().strip()
        self.process: subprocess.Popen[str] | None = None
        self.told = folder / "told"
        self.bus_name = f"try{id(self)}"
        self.bus = QDBusConnection.connectToBus(self.address, self.bus_name)
        self.bridge: Fcitx4 | None = None

    def start(self, number: int = 0) -> None:
        with self.told.open("w") as out:
            command = [sys.executable, fake_fcitx4.__file__, self.address, NAME, str(number)]
            environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
            self.process = subprocess.Popen(command, stdout=out, text=True, env=environment)
        self.qtbot.waitUntil(lambda: "ready" in self.lines(), timeout=20_000)

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def begin(self, patience: int = 20_000) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.bridge = Fcitx4(app, self.bus, NAME, patience)

    def lines(self) -> list[str]:
        return self.told.read_text().splitlines()

    def hears(self, line: str, times: int = 1) -> None:
        self.qtbot.waitUntil(lambda: self.lines().count(line) >= times, timeout=20_000)

    def close(self) -> None:
        if self.bridge is not None:
            self.bridge.setParent(None)
            self.bridge.deleteLater()
            QCoreApplication.sendPostedEvents(self.bridge, QEvent.Type.DeferredDelete.value)
        self.stop()
        QDBusConnection.disconnectFromBus(self.bus_name)
        self.daemon.terminate()
        self.daemon.wait()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 300)
    return page


@pytest.fixture
def fcitx(qtbot: QtBot, page: QWidget, tmp_path: Path) -> Iterator[Fcitx]:
    fcitx = Fcitx(qtbot, tmp_path)
    yield fcitx
    fcitx.close()


@pytest.fixture
def ready(fcitx: Fcitx) -> Fcitx:
    fcitx.start()
    fcitx.begin()
    fcitx.hears("abilities 34")
    return fcitx


def at(qtbot: QtBot, page: QWidget, field: QWidget) -> None:
    """Show the page with the keyboard in this field."""
    field.setParent(page)
    page.show()
    field.show()
    page.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusObject() is field)


def event(kind: QEvent.Type, keyval: int, state: int = 0) -> QKeyEvent:
    """A key as the window system brings it."""
    letter = chr(keyval) if keyval < 0x80 else ""
    qt = {0xFF0D: Qt.Key.Key_Return, 0xFF1B: Qt.Key.Key_Escape, 0xFFE1: Qt.Key.Key_Shift}
    code = qt.get(keyval) or Qt.Key(ord(letter.upper()))
    held = Qt.KeyboardModifier.ControlModifier if state & CONTROL else Qt.KeyboardModifier(0)
    return QKeyEvent(kind, code, held, 0, keyval, state, "" if state & CONTROL else letter)


def shortcut(keyval: int, state: int = 0) -> bool:
    """Ask the field first, as Qt does; whether the program's shortcuts are out."""
    asked = event(QEvent.Type.ShortcutOverride, keyval, state)
    asked.ignore()
    QCoreApplication.sendEvent(QApplication.focusObject(), asked)
    return asked.isAccepted()


def key(keyval: int, state: int = 0, kind: QEvent.Type = QEvent.Type.KeyPress) -> None:
    if kind == QEvent.Type.KeyPress:
        shortcut(keyval, state)
    QCoreApplication.sendEvent(QApplication.focusWindow(), event(kind, keyval, state))


def press(letters: str) -> None:
    for letter in letters:
        key(ord(letter))
        key(ord(letter), kind=QEvent.Type.KeyRelease)


def test_what_is_composed_is_shown_and_what_is_chosen_is_put_in_place(
    qtbot: QtBot, page: QWidget, ready: Fcitx
) -> None:
    field = SearchBox()
    seen: list[str] = []
    field.typed.connect(seen.append)
    at(qtbot, page, field)
    press("zhongguo ")
    assert field.text() == "中国"
    assert seen[:2] == ["z", "zh"]
    assert seen[-1] == "中国"
    assert ready.lines().count("key 0x7a 0 down") == 1  # asked once, though seen twice


def test_enter_escape_and_arrows_are_the_programs_when_nothing_is_composed(
    qtbot: QtBot, page: QWidget, ready: Fcitx
) -> None:
    field = SearchBox()
    entered: list[str] = []
    field.entered.connect(entered.append)
    at(qtbot, page, field)
    press("wang")
    key(fake_fcitx4.ESCAPE)
    assert field.words() == ""
    press("wangxiaoer")
    key(fake_fcitx4.ENTER)
    assert (field.text(), entered) == ("wangxiaoer", [])
    key(fake_fcitx4.ENTER)
    assert entered == ["wangxiaoer"]
    key(fake_fcitx4.ESCAPE)
    assert field.text() == ""


def test_left_shift_alone_switches_to_letters(qtbot: QtBot, page: QWidget, ready: Fcitx) -> None:
    field = QLineEdit()
    at(qtbot, page, field)
    key(fake_fcitx4.LEFT_SHIFT)
    key(fake_fcitx4.LEFT_SHIFT, SHIFT, QEvent.Type.KeyRelease)
    press("a ")
    assert field.text() == "a "


def test_fcitx_knows_of_a_shortcut_before_the_program_follows_it(
    qtbot: QtBot, page: QWidget, ready: Fcitx
) -> None:
    at(qtbot, page, QPlainTextEdit())
    assert not shortcut(ord("b"), CONTROL)
    assert ready.lines()[-1] == "key 0x62 4 down"
    assert not shortcut(fake_fcitx4.ESCAPE)
    press("a")
    assert shortcut(fake_fcitx4.ESCAPE)


@pytest.mark.parametrize("kind", ["same window", "another window"])
def test_what_is_composed_stays_where_it_is_shown_when_the_keyboard_goes_elsewhere(
    qtbot: QtBot, page: QWidget, ready: Fcitx, kind: str
) -> None:
    first, second = QLineEdit(), QPlainTextEdit()
    second.setParent(page)
    if kind == "another window":
        second.setParent(None)
        qtbot.addWidget(second)
    at(qtbot, page, first)
    finished: list[str] = []
    first.editingFinished.connect(lambda: finished.append(first.text()))
    press("zhongguo")
    assert first.text() == ""
    if kind == "same window":
        at(qtbot, page, second)
    else:
        second.show()
        second.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusObject() is second)
    assert finished == ["中国"]  # also for who keeps what is there when the keyboard leaves
    ready.hears("reset")
    press("a ")
    assert (first.text(), second.toPlainText()) == ("中国", "啊")


def test_a_click_in_the_window_ends_the_composing(
    qtbot: QtBot, page: QWidget, ready: Fcitx
) -> None:
    field = QLineEdit()
    at(qtbot, page, field)
    press("zhongguo")
    handle = page.windowHandle()
    assert handle is not None
    qtbot.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert field.text() == "中国"
    press("a ")
    assert field.text() == "中国啊"


@pytest.mark.parametrize("kind", ["password", "read only"])
def test_where_nobody_writes_words_fcitx_hears_nothing(
    qtbot: QtBot, page: QWidget, ready: Fcitx, kind: str
) -> None:
    field = QLineEdit()
    if kind == "password":
        field.setEchoMode(QLineEdit.EchoMode.Password)
    at(qtbot, page, field)
    field.setReadOnly(kind == "read only")
    press("a")
    assert field.text() == ("a" if kind == "password" else "")
    assert not [line for line in ready.lines() if line.startswith("key")]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen: a menu
def test_the_list_below_a_field_leaves_its_keys_to_fcitx_and_a_menu_does_not(
    qtbot: QtBot, page: QWidget, ready: Fcitx
) -> None:
    box = QComboBox()
    box.setEditable(True)
    completer = QCompleter(["中国", "中村"], box)
    box.setCompleter(completer)
    at(qtbot, page, box)
    press("zhongguo ")
    assert box.currentText() == "中国"
    popup = completer.popup()
    assert QApplication.activePopupWidget() is popup
    press("a ")
    assert box.currentText() == "中国啊"
    popup.hide()
    menu = QMenu(page)
    menu.addAction("&a")
    menu.popup(page.mapToGlobal(QPoint(5, 5)))
    before = len([line for line in ready.lines() if line.startswith("key")])
    key(ord("a"))
    assert len([line for line in ready.lines() if line.startswith("key")]) == before
    menu.close()


def test_fcitx_may_come_later_and_go_and_come_again(
    qtbot: QtBot, page: QWidget, fcitx: Fcitx
) -> None:
    field = QLineEdit()
    at(qtbot, page, field)
    fcitx.begin()
    press("ab")
    assert field.text() == "ab"
    for number in range(2):
        field.clear()
        fcitx.start(number)
        fcitx.hears("in")
        press("zhongguo ")
        assert field.text() == "中国"
        press("zhong")
        fcitx.stop()
        press("xy")
        assert field.text() == "中国zhongxy"


def test_one_that_hangs_stops_the_window_once_and_is_left_alone_until_it_answers(
    qtbot: QtBot, page: QWidget, fcitx: Fcitx
) -> None:
    fcitx.start()
    fcitx.begin(patience=1000)
    fcitx.hears("abilities 34")
    field = SearchBox()
    at(qtbot, page, field)
    assert fcitx.process is not None
    fcitx.process.send_signal(signal.SIGSTOP)
    before = time.monotonic()
    press("zhongguo")
    waited = time.monotonic() - before
    assert field.text() == "zhongguo"
    assert waited < 8  # one key's patience, not one for each of the sixteen
    fcitx.process.send_signal(signal.SIGCONT)
    fcitx.hears("reset")
    bridge = fcitx.bridge
    assert bridge is not None
    qtbot.waitUntil(lambda: not bridge.silent(), timeout=20_000)
    assert field.words() == "zhongguo"  # nothing of what it made of the key it let wait
    press("a ")
    assert field.text() == "zhongguo啊"


@pytest.mark.parametrize("other", ["org.fcitx.Fcitx5", "org.freedesktop.IBus"])
def test_where_qt_has_a_way_of_its_own_it_is_left_to_it(
    qtbot: QtBot, page: QWidget, fcitx: Fcitx, other: str
) -> None:
    field = QLineEdit()
    at(qtbot, page, field)
    fcitx.start()
    assert fcitx.bus.registerService(other)
    fcitx.begin()
    press("a ")
    assert field.text() == "a "
    assert fcitx.lines() == ["ready"]


def test_fcitx_is_told_the_place_of_the_cursor(qtbot: QtBot, page: QWidget, ready: Fcitx) -> None:
    field = QLineEdit()
    field.move(100, 200)
    at(qtbot, page, field)
    field.move(100, 200)
    field.clearFocus()
    at(qtbot, page, field)
    corner = field.mapToGlobal(QPoint(0, 0))
    ready.hears("in", 2)

    def beside() -> bool:
        places = [line.split()[1:] for line in ready.lines() if line.startswith("place")]
        x, y = (int(each) for each in places[-1][:2])
        inside = field.rect().translated(corner)
        return inside.contains(x, y)

    qtbot.waitUntil(beside)
