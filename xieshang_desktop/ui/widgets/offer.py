"""Something that may be done now, offered over the page without taking the keyboard."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button, IconButton
from xieshang_desktop.ui.widgets.layout import Row
from xieshang_desktop.ui.widgets.text import Label

SHOWN_FOR = 20_000  # milliseconds
_NAVIGATION, _TOP = 132, 56


class Offer(QFrame):
    """Below the bar at the top, in the middle of the page; `accepted` at its button. It goes by
    itself, or at its cross."""

    accepted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self._window = window
        self._row = row = Row(self, gap=14, margins=(20, 8, 8, 8))
        self._words = Label("")
        row.addWidget(self._words, 1)
        self._yes = Button("", pressed=self._accept)
        row.addWidget(self._yes)
        row.addWidget(IconButton("cross", _("以后再说"), self.hide))
        self._until = QTimer(self)
        self._until.setSingleShot(True)
        self._until.setInterval(SHOWN_FOR)
        self._until.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def show_words(self, words: str, yes: str, key: str) -> None:
        """Offer it for 20 s; `key` does the same."""
        self._words.setText(words)
        self._yes.show_words(yes, key)
        self.show()
        self.raise_()
        self.place()
        self._until.start()

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.place()

    def place(self) -> None:
        """Stand at the top of the page; long words wrap."""
        left, top = theme.px(_NAVIGATION), theme.px(_TOP) + theme.space(12)
        room = self._window.width() - left - 2 * theme.space(24)
        self._words.setWordWrap(False)
        if self.sizeHint().width() > room:
            self._words.setWordWrap(True)
        wide, high = self.sizeHint().width(), self.sizeHint().height()
        if self._words.wordWrap():
            wide, high = room, self._row.heightForWidth(room)
        self.setGeometry(left + (self._window.width() - left - wide) // 2, top, wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def _accept(self) -> None:
        self.hide()
        self.accepted.emit()
