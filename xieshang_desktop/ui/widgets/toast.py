"""The toast over the top bar: what was done, and 撤销. No part of a page lies below it."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.text import Label

SHOWN_FOR = 8_000  # milliseconds
_BELOW = 2  # the edge of the window


class Toast(QFrame):
    """Over the page of its window, hides itself; `undo_pressed` at its button."""

    undo_pressed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self._window = window
        self.can_undo = False
        self._row = row = Row(self, gap=16, margins=(20, 6, 8, 6))
        self._words = Label("")
        row.addWidget(self._words)
        self._undo = Button(_("撤销"), shortcut="", pressed=self.undo_pressed.emit)
        self._undo.show_words(_("撤销"), "Ctrl+Z")
        row.addWidget(self._undo)
        self._until = QTimer(self)
        self._until.setSingleShot(True)
        self._until.setInterval(SHOWN_FOR)
        self._until.timeout.connect(self.hide)
        self.hide()

    def show_words(self, words: str, can_undo: bool) -> None:
        """Say it for 8 s."""
        self._words.setText(words)
        self.can_undo = can_undo
        show_if(self._undo, can_undo)
        self.show()
        self.raise_()
        self.place()
        self._until.start()

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.place()

    def place(self) -> None:
        """Stand in the middle of the top bar; long words wrap."""
        window = self._window
        left = theme.px(132)
        room = window.width() - left - 2 * theme.space(24)
        self._words.setWordWrap(False)
        if self.sizeHint().width() > room:
            self._words.setWordWrap(True)
        size = self.sizeHint()
        wide, high = size.width(), size.height()
        if self._words.wordWrap():
            wide, high = room, self._row.heightForWidth(room)
        x = left + (window.width() - left - wide) // 2
        self.setGeometry(x, theme.space(_BELOW), wide, high)
