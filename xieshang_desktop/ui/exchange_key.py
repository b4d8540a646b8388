"""One key from anywhere: it opens 交换 and begins, if exactly one good stick is in."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.widgets import sheet

#: No page and no field takes it for something else.
KEY = "F9"
#: The page's word for "begin".
START = "start"


def begin(context: Context) -> None:
    """The key works from now on."""
    shortcut = QShortcut(QKeySequence(KEY), context.window)
    shortcut.activated.connect(lambda: exchange_now(context))


def exchange_now(context: Context) -> None:
    """Open the page and begin there."""
    if not sheet.is_open():
        context.go("exchange", START)
