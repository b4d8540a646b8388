"""Hands that have only a keyboard: keys go where the window has put it. Eyes that only look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

PATIENCE = 20_000  # milliseconds for what a worker does
_CRASH = "程序出错了"
_MOST_ROWS = 100  # of a long list; who wants the rest scrolls
_MOST_TABS = 70  # who has not come by then does not come


class Keyboard:
    """Presses keys and types; what Tab does not lead to fails, with the way that was gone."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.tabs = 0  # how often Tab was pressed on the whole way

    # ---- hands

    def press(self, *keys: str) -> None:
        """Press keys named as on the keyboard: Return, Ctrl+Z, F2."""
        for name in keys:
            pressed = QKeySequence(name)[0]
            on = QApplication.focusWidget()
            QTest.keyClick(self._receiver(), pressed.key(), pressed.keyboardModifiers())
            QApplication.processEvents()
            if isinstance(on, QAbstractButton):  # it works when it has come up again
                self._qtbot.waitUntil(lambda on=on: not _is_down(on))
                QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type: what is on the keys by keys, Chinese as an input method hands it over."""
        for part, by_keys in _parts(text):
            if by_keys:
                for letter in part:
                    QTest.keyClick(self._receiver(), letter)
                    QApplication.processEvents()
            else:
                self._commit(part)

    def fill(self, label: str, text: str) -> None:
        """Go to a field and write into it in place of what is there."""
        self.go_to(label)
        self.press("Ctrl+A")
        self.type(text)

    def go_to(self, words: str) -> None:
        """Press Tab until the keyboard stands on what these words name."""
        passed = [self.here()]
        while passed[-1] != words:
            if len(passed) > _MOST_TABS:
                way = " → ".join(passed)
                pytest.fail(f"Tab does not lead to “{words}”, only: {way}\n{self.screen()}")
            self.press("Tab")
            self.tabs += 1
            passed.append(self.here())

    def push(self, words: str) -> None:
        """Go to a button and press Enter."""
        self.go_to(words)
        self.press("Return")

    def choose_file(self, path: Path) -> None:
        """Type a path into the dialog that chooses files, and take it."""
        self.until(lambda: _dialog() is not None, "no file can be chosen", 3000)
        self.type(str(path))
        self.press("Return")
        self.until(lambda: _dialog() is None, f"{path} is not taken", 3000)

    def settle(self) -> None:
        """What waits for the next turns of the event loop is done."""
        for _turn in range(3):
            self._qtbot.wait(1)

    # ---- eyes

    def here(self) -> str:
        """What the keyboard stands on, in words."""
        self._come_forward()
        widget = QApplication.focusWidget()
        if widget is None:
            return "(nothing)"
        return name_of(widget)

    def stands_on(self, words: str) -> None:
        """The keyboard is there already: nothing has to be pressed to begin."""
        try:
            self._qtbot.waitUntil(lambda: self.here() == words, timeout=3000)
        except self._qtbot.TimeoutError:
            pytest.fail(f"the keyboard stands on “{self.here()}”, not “{words}”\n{self.screen()}")

    def sees(self, *words: str, timeout: int = PATIENCE) -> None:
        """All of this is in sight, now or when the worker is done."""
        for each in words:
            self.until(
                lambda each=each: each in self.screen(), f"“{each}” is not in sight", timeout
            )

    def misses(self, *words: str) -> None:
        """None of this is in sight."""
        for each in words:
            self.until(lambda each=each: each not in self.screen(), f"“{each}” is in sight", 5000)

    def until(self, test: Callable[[], bool], words: str, timeout: int = PATIENCE) -> None:
        """Wait for something; `words` say what did not happen."""
        try:
            self._qtbot.waitUntil(lambda: test() or self._crashed(), timeout=timeout)
        except self._qtbot.TimeoutError:
            pytest.fail(f"{words}\nthe keyboard stands on: {self.here()}\n{self.screen()}")
        if self._crashed():
            pytest.fail(f"the program made a mistake\n{self.screen()}")

    def _crashed(self) -> bool:
        return _CRASH in self.screen()

    def table_rows(self) -> list[list[str]]:
        """Every row of the table in sight that has most of them, whether scrolled to or not."""
        tables = [
            w for w in QApplication.allWidgets() if isinstance(w, QTableView) if w.isVisible()
        ]
        model = max((table.model() for table in tables), key=lambda model: model.rowCount())
        return [
            [str(model.index(row, at).data() or "") for at in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def screen(self) -> str:
        """All words in sight, in the order they were made."""
        return "\n".join(
            words
            for window in QApplication.topLevelWidgets()
            if window.isVisible()
            for words in _words(window)
            if words.strip()
        )

    # ---- inside

    def _receiver(self) -> QWindow | QWidget:
        """Where the system would bring a key: a popup that is open, else the window in front."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        self._come_forward()
        window = QGuiApplication.focusWindow()
        assert window is not None, "no window has the keyboard"
        return window

    def _come_forward(self) -> None:
        """As every desktop does: the window behind one that was closed gets the keyboard."""
        if QGuiApplication.focusWindow() is None:
            behind = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
            assert behind, "no window is open"
            behind[-1].activateWindow()
            self._qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)

    def _commit(self, text: str) -> None:
        widget = QApplication.focusWidget()
        takes = widget is not None and widget.testAttribute(
            Qt.WidgetAttribute.WA_InputMethodEnabled
        )
        assert takes, f"“{text}” can't be typed: the keyboard stands on {self.here()}"
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)
        QApplication.processEvents()


def _dialog() -> QFileDialog | None:
    shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog))
    return next((dialog for dialog in shown if dialog.isVisible()), None)


def _is_down(button: QAbstractButton) -> bool:
    try:
        return button.isDown()
    except RuntimeError:  # it is gone, with the sheet it closed
        return False


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Runs of the text that are on the keys, and runs that are not."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or text[at].isascii() != text[start].isascii():
            yield text[start:at], text[start].isascii()
            start = at


def name_of(widget: QWidget) -> str:
    """What stands there, in words, as a screen reader would say it."""
    words = widget.accessibleName()
    if not words and isinstance(widget, QAbstractButton):
        words = widget.text()
    if not words and isinstance(widget, QLineEdit):
        words = widget.placeholderText()
    return words.strip() or type(widget).__name__


def _words(window: QWidget) -> Iterator[str]:
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel):
            yield widget.text()
        elif isinstance(widget, QAbstractButton):
            yield widget.text() or widget.accessibleName()
        elif isinstance(widget, QLineEdit):
            yield widget.text()
        elif isinstance(widget, QComboBox):
            yield widget.currentText()
        elif isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            yield from _rows(widget)
        elif widget.accessibleDescription():
            yield f"{widget.accessibleName()} {widget.accessibleDescription()}"
        elif type(widget).paintEvent is not QWidget.paintEvent:
            yield widget.accessibleName()


def _rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), _MOST_ROWS)):
        cells = []
        for column in range(columns):
            index = model.index(row, column)
            told = index.data(Qt.ItemDataRole.AccessibleTextRole)
            cells.append(str(told or index.data() or ""))
        yield " ".join(cell for cell in cells if cell)
