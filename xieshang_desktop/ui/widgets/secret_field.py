"""A field whose value stays masked until somebody asks for it: telephone, ID number."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from xieshang_desktop.ui.widgets.button import IconButton
from xieshang_desktop.ui.widgets.fields import LineField
from xieshang_desktop.ui.widgets.layout import show_if

_ASKING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SecretField(LineField):
    """Read-only while masked; Space, Enter or the eye shows the value and lets it be changed."""

    def __init__(
        self, label: str, hint: str = "", example: str = "", parent: QWidget | None = None
    ) -> None:
        line = _EyeLine()
        super().__init__(label, hint, example, 80, parent, line)
        self._eye = line.eye
        self._secret: str | None = None
        self._own_hint = hint
        line.eye.clicked.connect(lambda _checked=False: self.reveal())
        self.line.installEventFilter(self)

    def value(self) -> str:
        """What is written, or what was before while nobody has asked for it."""
        return super().value() if self._secret is None else self._secret

    def show_secret(self, value: str, mask: str) -> None:
        """Show only the mask of this value; an empty one can be filled in at once."""
        self._secret = value or None
        self.show_value(mask if value else "")
        self._settle()

    def reveal(self) -> None:
        """Show the value and let it be changed."""
        if self._secret is not None:
            value, self._secret = self._secret, None
            self.show_value(value)
            self._settle()
            self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        asked = (
            self._secret is not None
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _ASKING
        )
        if asked:
            self.reveal()
            return True
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        veiled = self._secret is not None
        self.line.setReadOnly(veiled)
        show_if(self._eye, veiled)
        self.show_hint(_("已遮住，按空格显示后再改。") if veiled else self._own_hint)


class _EyeLine(QLineEdit):
    """A line with an eye inside its right end."""

    def __init__(self) -> None:
        super().__init__()
        self.eye = IconButton("eye", _("显示"), parent=self)
        self.eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has Space
        self.eye.setCursor(Qt.CursorShape.PointingHandCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height() - 4
        self.setTextMargins(0, 0, side, 0)
        self.eye.setGeometry(self.width() - side - 2, 2, side, side)
