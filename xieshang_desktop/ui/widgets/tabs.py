"""The parts of one matter side by side, e.g. 准备 · 签到 · 议事 · 纪要 · 公示."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.last_input import shows_ring


class Tabs(QWidget):
    """`chosen(key)`; arrows move, a click chooses."""

    chosen = Signal(str)

    def __init__(self, beside: int = 18, parent: QWidget | None = None) -> None:
        """`beside`: design pixels at each side of the words of a tab."""
        super().__init__(parent)
        self._beside = beside
        self._tabs: list[tuple[str, str]] = []
        self._keys: Mapping[str, str] = {}
        self._at = 0
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tabs(
        self,
        tabs: Sequence[tuple[str, str]],
        key: str = "",
        keys: Mapping[str, str] | None = None,
    ) -> None:
        """Offer these (key, words); `key` is the one in front. `keys`: what on the keyboard leads
        to a tab, small below its words. Nothing is emitted."""
        self._tabs = list(tabs)
        self._keys = keys or {}
        self._at = next((n for n, tab in enumerate(tabs) if tab[0] == key), 0)
        self._settle()

    def key(self) -> str:
        """The one in front."""
        return self._tabs[self._at][0] if self._tabs else ""

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        boxes = self._boxes()
        return QSize(boxes[-1].right() + 1 if boxes else theme.px(200), theme.px(46))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(46))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._ring = True
        self._choose(min(max(self._at + step, 0), len(self._tabs) - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, box in enumerate(self._boxes()):
            if box.contains(event.position().toPoint()):
                self._choose(number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = shows_ring(event.reason())
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.line_width()
        painter.fillRect(0, self.height() - edge, self.width(), edge, theme.colour("line"))
        for number, box in enumerate(self._boxes()):
            front = number == self._at
            painter.setFont(theme.font(16, 500 if front else 400))
            painter.setPen(theme.colour("red" if front else "ink"))
            key, words = self._tabs[number]
            below = self._keys.get(key, "")
            upper = box.adjusted(0, theme.px(2), 0, -theme.px(20)) if below else box
            painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, words)
            if below:
                painter.setFont(theme.font(13))
                painter.setPen(theme.colour("secondary"))
                lower = box.adjusted(0, theme.px(24), 0, -theme.px(4))
                painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, below)
            if front:
                bar = theme.px(3)
                inset = theme.px(self._beside - 4)
                painter.fillRect(
                    QRect(box.x() + inset, self.height() - bar, box.width() - 2 * inset, bar),
                    theme.colour("red"),
                )
                if self._ring:
                    painter.setPen(QPen(theme.colour("focus"), 2))
                    round_ = theme.px(8)
                    painter.drawRoundedRect(box.adjusted(2, 2, -2, -theme.px(6)), round_, round_)

    def _boxes(self) -> list[QRect]:
        metrics, small = QFontMetrics(theme.font(16, 500)), QFontMetrics(theme.font(13))
        boxes, x = [], 0
        for key, words in self._tabs:
            below = small.horizontalAdvance(self._keys.get(key, ""))
            wide = max(metrics.horizontalAdvance(words), below) + 2 * theme.space(self._beside)
            boxes.append(QRect(x, 0, wide, theme.px(46)))
            x += wide
        return boxes

    def _choose(self, number: int) -> None:
        if number != self._at and self._tabs:
            self._at = number
            self._settle()
            self.chosen.emit(self.key())

    def _settle(self) -> None:
        key, words = self._tabs[self._at] if self._tabs else ("", "")
        self.setAccessibleName(f"{words} {self._keys.get(key, '')}".strip())
        self.updateGeometry()
        self.update()
