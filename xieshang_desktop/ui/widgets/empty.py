"""Empty pages teach: an icon, a sentence, the one button that fills the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.icons import IconLabel
from xieshang_desktop.ui.widgets.layout import Column, show_if
from xieshang_desktop.ui.widgets.text import Label


class Empty(QWidget):
    """Nothing here yet; `acted` when the button is pressed. No button words, no button."""

    acted = Signal()

    def __init__(
        self,
        icon: str,
        sentence: str,
        button: str = "",
        kind: str = "primary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column = Column(self, gap=16, margins=(24, 32, 24, 32))
        column.addStretch(1)
        self._icon = IconLabel(icon, "secondary", 48)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        self._sentence = Label(sentence, "secondary", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._sentence)
        self.button = Button(button, kind, pressed=self.acted.emit)
        show_if(self.button, bool(button))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def show_sentence(self, sentence: str, button: str = "", icon: str = "") -> None:
        """Another reason why nothing is here, perhaps with another icon."""
        if icon:
            self._icon.show_icon(icon, "secondary")
        self._sentence.setText(sentence)
        self.button.show_words(button)
        show_if(self.button, bool(button))
