"""Chips: a state in one or two words on its colour, with a word so that colour is never alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from xieshang_desktop.ui import theme

INKS = {"neutral": "ink", "done": "green", "waiting": "amber", "attention": "red"}
GROUNDS = {
    "neutral": "neutral_soft",
    "done": "green_soft",
    "waiting": "amber_soft",
    "attention": "red_soft",
}


class Chip(QLabel):
    """Words of kind neutral, done, waiting or attention."""

    def __init__(self, words: str, kind: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("chip", kind)
        self.setIndent(0)
        self.setText(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str, kind: str) -> None:
        """Another state."""
        self.setText(words)
        theme.set_property(self, "chip", kind)


def width(words: str) -> int:
    """Screen pixels that a painted chip takes."""
    return QFontMetrics(theme.font(13, 500)).horizontalAdvance(words) + 2 * theme.px(10)


def paint(painter: QPainter, x: int, middle: int, words: str, kind: str) -> int:
    """Draw a chip with its left end at x, centred on y = middle; gives its width."""
    high, wide = theme.px(24), width(words)
    box = QRect(x, middle - high // 2, wide, high)
    painter.setPen(theme.colour(INKS[kind]) if theme.look().sunlight else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(GROUNDS[kind]))
    painter.drawRoundedRect(box, theme.px(9), theme.px(9))
    painter.setPen(theme.colour(INKS[kind]))
    painter.setFont(theme.font(13, 500))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    return wide


Chips = Sequence[tuple[str, str]]  # words and kind
