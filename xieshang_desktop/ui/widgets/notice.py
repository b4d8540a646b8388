"""A strip on a page that says one thing: what is missing, what went wrong, what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.icons import IconLabel
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.text import Label

_ICONS = {"neutral": "info", "done": "tick", "waiting": "clock", "attention": "warning"}
_INKS = {"neutral": "secondary", "done": "green", "waiting": "amber", "attention": "red"}


class Notice(QFrame):
    """Kinds neutral, done, waiting, attention; hidden while there is nothing to say."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        row = Row(self, gap=12, margins=(16, 10, 12, 10))
        self._icon = IconLabel("info", "secondary")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words = Column(gap=2)
        self._sentence = Label("", "strong", wrap=True)
        self._hint = Label("", "small", wrap=True)
        words.addWidget(self._sentence)
        words.addWidget(self._hint)
        row.addLayout(words, 1)
        self.button = Button("", pressed=self.acted.emit)
        row.addWidget(self.button)
        self.hide()

    def show_notice(
        self, sentence: str, kind: str = "neutral", hint: str = "", button: str = ""
    ) -> None:
        """Say it; an empty sentence hides the strip."""
        theme.set_kind(self, kind)
        self._icon.show_icon(_ICONS[kind], _INKS[kind])
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        show_if(self._hint, bool(hint))
        self.button.show_words(button)
        show_if(self.button, bool(button))
        show_if(self, bool(sentence))
