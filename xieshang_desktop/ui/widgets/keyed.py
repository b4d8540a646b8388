"""Buttons with a key of their own on a page where one box keeps the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.button import Button


def on_key(host: QWidget, key: str, pressed: Callable[[], object]) -> None:
    """Do this when the key is pressed anywhere in the window of `host`, while that is in sight."""
    QShortcut(QKeySequence(key), host).activated.connect(pressed)


def key_button(host: QWidget, words: str, key: str, pressed: Callable[[], object]) -> Button:
    """A button with its key; a click leaves the box its keyboard."""
    button = Button("", pressed=pressed)
    button.show_words(words, key)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    # Not the button's own shortcut: that waits for the picture of a click.
    on_key(host, key, pressed)
    return button
