"""Several lines of text that are never lost: drafts while typing, the whole text on leaving."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from xieshang_desktop.ui import theme

DRAFT_AFTER = 3_000  # milliseconds of typing that a power cut may cost


class TextArea(QPlainTextEdit):
    """`draft_changed(text)` every 3 s while typing; `finished(text)` on leaving, if changed.

    Grows with its text from `rows` to `most_rows` lines. Tab goes to the next field.
    """

    draft_changed = Signal(str)
    finished = Signal(str)

    def __init__(
        self,
        example: str = "",
        rows: int = 3,
        most_rows: int = 14,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows, self._most_rows = rows, most_rows
        self._kept = ""
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(DRAFT_AFTER)
        self._waiting.timeout.connect(self._draft)
        self.setPlaceholderText(example)
        self.setAccessibleName(example or _("正文"))
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.rescale())
        self.rescale()

    def value(self) -> str:
        """What is written."""
        return self.toPlainText()

    def show_value(self, words: str) -> None:
        """Write it into the area; nothing is emitted, undo begins anew."""
        self._kept = words
        if words != self.toPlainText():
            self.setPlainText(words)
        self._waiting.stop()

    def finish(self) -> None:
        """Emit `finished` now if something changed since it was shown or last finished."""
        self._waiting.stop()
        words = self.toPlainText()
        if words != self._kept:
            self._kept = words
            self.finished.emit(words)

    def rescale(self) -> None:
        """Be as high as the text needs."""
        line = self.fontMetrics().lineSpacing()
        # documentSize counts lines for a plain text document, wrapped ones included.
        needed = round(self.document().documentLayout().documentSize().height())
        rows = min(max(self._rows, needed), self._most_rows)
        margin = 2 * round(self.document().documentMargin())
        high = rows * line + 2 * theme.px(12) + margin
        if self.height() != high:
            self.setFixedHeight(high)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finish()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.finish()

    def _typed(self) -> None:
        if not self._waiting.isActive() and self.toPlainText() != self._kept:
            self._waiting.start()

    def _draft(self) -> None:
        self.draft_changed.emit(self.toPlainText())
