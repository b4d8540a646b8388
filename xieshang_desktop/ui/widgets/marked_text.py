"""A text with marked places: a colour and a line under it, so that colour is never alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.domain.names import unbroken
from xieshang_desktop.ui import theme

Piece = tuple[str, str]
"""Words and their mark: found, masked, kept, word (what a mark means), or "" for plain words."""

_INKS = {"found": "amber", "masked": "green", "kept": "ink", "word": "amber"}
_GROUNDS = {"found": "amber_soft", "masked": "green_soft", "kept": "neutral_soft"}
_SIZE, _SMALL = 15, 13
_LINE = 140  # percent


class MarkedText(QWidget):
    """`show_pieces(pieces)`; as high as its lines, never a markup language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: tuple[Piece, ...] = ()
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show these one after another."""
        if tuple(pieces) != self._pieces:
            self._pieces = tuple(pieces)
            self.setAccessibleName(self.text())
            self.rescale()

    def text(self) -> str:
        """All words."""
        return "".join(words for words, _mark in self._pieces)

    def rescale(self) -> None:
        """Take the sizes and colours in force."""
        self._document.clear()
        self._document.setDefaultFont(theme.font(_SIZE))
        cursor = QTextCursor(self._document)
        lines = QTextBlockFormat()
        lines.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(lines)
        for words, mark in self._pieces:
            cursor.insertText(unbroken(words) if mark == "word" else words, _letters(mark))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._document.setTextWidth(max(1, width))
        return round(self._document.size().height()) + 1

    def sizeHint(self) -> QSize:
        width = self.width() or theme.px(360)
        return QSize(theme.px(360), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(_SIZE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._document.setTextWidth(max(1, self.width()))
        context = QAbstractTextDocumentLayout.PaintContext()
        shades = QPalette(self.palette())
        shades.setColor(QPalette.ColorRole.Text, theme.colour("ink"))
        context.palette = shades  # type: ignore[attr-defined]  # missing in Qt's stubs
        self._document.documentLayout().draw(painter, context)


def _letters(mark: str) -> QTextCharFormat:
    letters = QTextCharFormat()
    letters.setFont(theme.font(_SMALL if mark == "word" else _SIZE, 500 if mark else 400))
    letters.setForeground(theme.colour(_INKS.get(mark, "ink")))
    if mark in _GROUNDS:
        letters.setBackground(theme.colour(_GROUNDS[mark]))
        letters.setFontUnderline(True)
        letters.setUnderlineColor(theme.colour(_INKS[mark]))
    return letters
