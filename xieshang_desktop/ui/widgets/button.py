"""Buttons, 40 design pixels high: one primary on a page, the others secondary, quiet or links."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets import icons
from xieshang_desktop.ui.widgets.last_input import shows_ring

_ICON_COLOURS = {"primary": "on_red", "link": "red"}


class Button(QPushButton):
    """A button in words; `icon` names a file of `resources/icons`, `shortcut` comes behind.

    Kinds: primary (red, at most one on a page), secondary, quiet (no frame), link (red words).
    One that `reads` changes no record: it stays where somebody only looks.
    """

    def __init__(
        self,
        words: str,
        kind: str = "secondary",
        icon: str = "",
        shortcut: str = "",
        pressed: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        *,
        reads: bool = False,
    ) -> None:
        super().__init__(parent)
        self.reads = reads or kind == "quiet"
        self._icon = icon
        self.setProperty("kind", kind)
        self.setProperty("ring", False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.show_words(words, shortcut)
        if shortcut:
            self.setShortcut(shortcut)
        if pressed is not None:
            # Only the click matters to the caller, not Qt's checked state.
            self.clicked.connect(lambda _checked=False: pressed())
        self.rescale()

    def show_words(self, words: str, shortcut: str = "") -> None:
        """Other words on the same button."""
        self.setAccessibleName(words)
        shown = words.replace("&", "&&")  # an ampersand in a name is no mnemonic
        lead = " " if self._icon and shown else ""  # Qt leaves 4 px after an icon: too little
        self.setText(f"{lead}{shown}  {shortcut}" if shortcut else lead + shown)

    def rescale(self) -> None:
        """Draw the icon at the size in force."""
        if self._icon:
            shade = _ICON_COLOURS.get(str(self.property("kind")), "ink")
            self.setIcon(icons.icon(self._icon, shade, 18))
            self.setIconSize(QSize(theme.px(18), theme.px(18)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        if shows_ring(event.reason()):
            self._show_ring(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._show_ring(False)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.animateClick()
            return
        super().keyPressEvent(event)

    def _show_ring(self, on: bool) -> None:
        theme.set_property(self, "ring", on)


class IconButton(Button):
    """A square button with only an icon; the words are read out and shown as a tool tip."""

    def __init__(
        self,
        icon: str,
        words: str,
        pressed: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "quiet", icon, pressed=pressed, parent=parent)
        self.setAccessibleName(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.px(40))


def back_button(words: str = "", pressed: Callable[[], object] | None = None) -> Button:
    """The visible way back: 返回, or 返回 and where to."""
    return Button(words or _("返回"), "quiet", "back", pressed=pressed)
