"""The search boxes: the big one of the door, and the small one above a list.

What an input method is still composing already counts as typed, so nobody has to switch it off.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets import icons

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SearchBox(QLineEdit):
    """60 design pixels, red border. `typed(text)` at every change, composing included;

    `entered(text)` at Enter. Arrows move the list given to `drive`. Escape empties the box first.
    Ctrl+Z in an empty box is left to the window, which undoes the last action.
    """

    typed = Signal(str)
    entered = Signal(str)
    #: An input method put the very letters in place that were being composed: Enter does that, and
    #: keeps the key to itself.
    composed = Signal()

    def __init__(self, hint: str = "", kind: str = "search", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._composing = ""
        self._shifted = False
        self._list: QAbstractItemView | None = None
        self.textChanged.connect(self._tell)

    def drive(self, view: QAbstractItemView) -> None:
        """Let the arrows of the box move through this list while the box keeps the keyboard."""
        self._list = view

    def words(self) -> str:
        """What is in the box, with what is still being composed."""
        text, at = self.text(), self.cursorPosition()
        return f"{text[:at]}{self._composing}{text[at:]}".strip()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        before = self._composing
        # Input methods part syllables with ' or a space: zhang'guo.
        self._composing = _letters(event.preeditString())
        super().inputMethodEvent(event)
        if not event.commitString():
            self._tell()
        elif before.isascii() and before == _letters(event.commitString()) and self._by_enter():
            self.composed.emit()

    def _by_enter(self) -> bool:
        """A click elsewhere, another window, or Shift (which switches to letters) end it too."""
        if not self.hasFocus() or not self.isActiveWindow() or self._shifted:
            return False
        return QApplication.mouseButtons() == Qt.MouseButton.NoButton

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(
            event, QKeyEvent
        ):
            self._shifted = event.key() == Qt.Key.Key_Shift
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.text():
                event.accept()
                return True
            if event.matches(QKeySequence.StandardKey.Undo) and not self.text():
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.words())
        elif event.key() in _MOVES and self._list is not None:
            self._move(Qt.Key(event.key()), self._list)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.typed.emit(self.words())

    def _move(self, key: Qt.Key, view: QAbstractItemView) -> None:
        model = view.model()
        count = model.rowCount() if model is not None else 0
        if model is None or not count:
            return
        page = max(1, view.viewport().height() // max(1, view.sizeHintForRow(0)) - 1)
        step = {_MOVES[0]: -1, _MOVES[1]: 1, _MOVES[2]: -page, _MOVES[3]: page}[key]
        now = view.currentIndex().row()
        row = min(max(now + step, 0), count - 1)
        view.setCurrentIndex(model.index(row, max(0, view.currentIndex().column())))


def _letters(words: str) -> str:
    return words.replace("'", "").replace(" ", "")


class FilterBox(SearchBox):
    """The small search box above a list, with a magnifier."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint, "filter", parent)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(18)
        box = QRect(theme.px(12), (self.height() - side) // 2, side, side)
        painter.drawPixmap(box, icons.pixmap("search", "secondary", 18))
