"""A window in which somebody only looks: what would write is not offered there.

What slips through is refused by the desk itself (`records_of_others`) and said in words.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.entry_list import EntryList
from xieshang_desktop.ui.widgets.search_box import FilterBox

_SEEN = (QEvent.Type.Polish, QEvent.Type.Show)


class OnlyLooking(QObject):
    """Watches a window: buttons stay away unless they say that they read, fields take no letters.

    Whatever a page makes, however late, is dressed or shown before anybody can use it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() in _SEEN
            and isinstance(watched, QWidget)
            and watched.window() is self._window
        ):
            withhold(watched)
        return False


def withhold(part: QWidget) -> None:
    """Take from one part what would write."""
    if isinstance(part, Button):
        if not part.reads and not isinstance(part.parentWidget(), ChoiceChips):
            part.hide()
    elif isinstance(part, QLineEdit):
        if not isinstance(part, FilterBox) and not part.property("reads"):
            part.setReadOnly(True)
    elif isinstance(part, QPlainTextEdit):
        part.setReadOnly(not part.property("reads"))
    elif isinstance(part, QCheckBox):
        part.setEnabled(False)
    elif isinstance(part, EntryList):
        part.set_edits(False)
        part.set_actions(())
    elif isinstance(part, QPushButton):
        part.setEnabled(False)
