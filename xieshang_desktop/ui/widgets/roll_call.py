"""A list of names that are called one after the other: 1, 2 or 3 writes down what each says."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.entry_list import EntryAction, EntryList
from xieshang_desktop.ui.widgets.reveal import bring_part_into_sight


class RollCall(EntryList):
    """`said(key, choice)`; the next name without an answer is marked by whoever shows the rows."""

    said = Signal(str, str)

    def __init__(self, choices: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        """`choices`: (key, words), in the order of their digits."""
        self._choices = [key for key, _words in choices]
        actions = [EntryAction(key, words, str(n)) for n, (key, words) in enumerate(choices, 1)]
        super().__init__(actions, most=0, least=6, parent=parent)
        self.acted.connect(self.said)

    def mark_next(self) -> bool:
        """Go on to the first name that has not answered, in sight; whether there was one."""
        waiting = next((row.key for row in self.rows() if not row.chip), "")
        if waiting:
            self.mark(waiting)
            self.scrollTo(self.currentIndex())
            if self.hasFocus():
                bring_part_into_sight(self.viewport(), self.visualRect(self.currentIndex()))
        return bool(waiting)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = event.key() - Qt.Key.Key_1
        if 0 <= at < len(self._choices) and self.marked_key():
            self.said.emit(self.marked_key(), self._choices[at])
        else:
            super().keyPressEvent(event)
