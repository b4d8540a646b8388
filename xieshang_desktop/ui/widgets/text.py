"""Words on a page. User data is never read as markup: every label here shows plain text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from xieshang_desktop.ui import theme


class Label(QLabel):
    """Words of one kind of the style sheet.

    Kinds: title, question, heading, strong, name, row, secondary, label, small, done, waiting,
    attention, number, numberOf, or "" for body text.
    """

    def __init__(
        self, words: str = "", kind: str = "", wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setWordWrap(wrap)
        self.setIndent(0)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(words)

    def show_words(self, words: str, kind: str | None = None) -> None:
        """Other words, perhaps of another kind."""
        self.setText(words)
        if kind is not None:
            theme.set_kind(self, kind)


class OneLine(Label):
    """Words on one line that end in … where there is no room; all of them in the tool tip."""

    def __init__(self, words: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, kind, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        least = min(self.fontMetrics().height() * 3, super().sizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        words = self.text()
        fitting = self.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        tip = words if fitting != words else ""
        if self.toolTip() != tip:
            self.setToolTip(tip)
        painter = QPainter(self)
        painter.drawText(self.contentsRect(), self.alignment(), fitting)
