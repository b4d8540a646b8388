"""A field for a PIN: digits only, hidden, large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from xieshang_desktop.ui.widgets.fields import LineField

_MOST = 12


class PinField(LineField):
    """What is not a digit is not taken; full-width digits count. `pin()` gives the digits."""

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        line = QLineEdit()
        line.setProperty("kind", "pin")
        line.setEchoMode(QLineEdit.EchoMode.Password)
        # With a Chinese input method on, digits would gather as candidates: it is off here.
        line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        super().__init__(label, hint, "", _MOST, parent, line)
        self.line.textEdited.connect(self._only_digits)

    def pin(self) -> str:
        """The digits, or ""."""
        return self.line.text()

    def forget(self) -> None:
        """Empty again, for another try."""
        self.line.clear()
        self.line.setFocus()

    def _only_digits(self, words: str) -> None:
        digits = "".join(str(int(each)) for each in words if each.isdecimal())
        if digits != words:
            place = self.line.cursorPosition()
            self.line.setText(digits)
            self.line.setCursorPosition(place)
