"""A choice among very many: letters find it, Enter takes it, what is no choice is not kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from xieshang_desktop.ui.widgets.find_field import FindField

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MANY = [
    (f"key{number}", f"第{number}项 {'修路' if number % 2 else '清淤'}") for number in range(700)
]


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[FindField]:
    """Reached with Tab from the field before it."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before, field = QLineEdit(), FindField("办理事项")
    for each in (before, field):
        column.addWidget(each)
    field.show_choices(MANY, "key3")
    window.show()
    window.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(field.box.hasFocus)
    yield field
    window.close()


def _line(field: FindField) -> QLineEdit:
    line = field.box.lineEdit()
    assert line is not None
    return line


def _held() -> QWidget:
    held = QApplication.focusWidget()
    assert held is not None
    return held


def _found(field: FindField) -> QWidget:
    completer = field.box.completer()
    assert completer is not None
    return completer.popup()


def _write(words: str) -> None:
    """As an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(_held(), event)


def _press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.activePopupWidget() or _held(), key)


def test_few_choices_are_a_plain_list(qtbot: QtBot) -> None:
    field = FindField("年份")
    qtbot.addWidget(field)
    field.show_choices([("2026", "2026年"), ("2025", "2025年")], "2025")
    assert not field.box.isEditable()
    assert field.value() == "2025"
    field.show_choices(MANY, "key9")
    assert field.box.isEditable()
    assert field.value() == "key9"
    assert _line(field).text() == MANY[9][1]
    field.show_choices([], "")
    assert not field.box.isEditable()


def test_letters_from_the_middle_of_the_words_find_and_enter_takes_the_first(
    field: FindField, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(field.changed) as changed:
        _write("0项 清")
        qtbot.waitUntil(lambda: _found(field).isVisible())
        _press(Qt.Key.Key_Return)
    assert changed.args == ["key0"]
    assert field.value() == "key0"
    assert _line(field).selectedText() == MANY[0][1]  # the next search takes its place


def test_arrows_choose_among_what_was_found(field: FindField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.changed) as changed:
        _write("清淤")
        qtbot.waitUntil(lambda: _found(field).isVisible())
        _press(Qt.Key.Key_Down)
        _press(Qt.Key.Key_Down)
        _press(Qt.Key.Key_Return)
    assert changed.args == ["key2"]
    assert field.value() == "key2"


def test_what_is_no_choice_goes_when_the_field_is_left(field: FindField, qtbot: QtBot) -> None:
    told: list[str] = []
    field.changed.connect(told.append)
    _write("没有的东西")
    _press(Qt.Key.Key_Return)
    _line(field).clearFocus()
    field.box.clearFocus()
    qtbot.waitUntil(lambda: _line(field).text() == MANY[3][1])
    assert told == []
    assert field.value() == "key3"


def test_a_choice_of_the_list_is_told_once(field: FindField, qtbot: QtBot) -> None:
    told: list[str] = []
    field.changed.connect(told.append)
    field.box.showPopup()
    QTest.keyClick(field.box.view(), Qt.Key.Key_Down)
    QTest.keyClick(field.box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told == ["key4"])
    assert _line(field).text() == MANY[4][1]
