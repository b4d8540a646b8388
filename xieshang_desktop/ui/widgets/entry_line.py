"""A line for one more entry: Enter records it, Shift+Enter breaks the line, drafts are kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.text_area import TextArea


class EntryLine(TextArea):
    """`entered(text)` at Enter with words in it; the page empties it once they are recorded.
    `passed` at Enter without any. Ctrl+Z in an empty line is left to the window."""

    entered = Signal(str)
    passed = Signal()

    def __init__(
        self, example: str = "", name: str = "", most_rows: int = 5, parent: QWidget | None = None
    ) -> None:
        super().__init__(example, 1, most_rows, parent)
        self.document().setDocumentMargin(0)
        self.setAccessibleName(name or example)
        self.rescale()

    def rescale(self) -> None:
        """As high as a field of one line, growing with what is written."""
        line = self.fontMetrics().lineSpacing()
        needed = round(self.document().documentLayout().documentSize().height())
        rows = min(max(1, needed), self._most_rows)
        high = max(theme.px(40), rows * line + 2 * theme.px(8) + 2)
        more = needed > self._most_rows
        as_needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(
            as_needed if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if self.height() != high:
            self.setFixedHeight(high)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._leaves(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._leaves(event):
            event.ignore()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if self.value().strip():
                self.entered.emit(self.value().strip())
            else:
                self.passed.emit()
            return
        super().keyPressEvent(event)

    def _leaves(self, event: QEvent) -> bool:
        undoes = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        return undoes and not self.value()
