"""The parts of one matter side by side, e.g. 准备 · 签到 · 议事 · 纪要 · 公示."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.ringed import Ringed, paint_ring

_CLOSEST = 6  # design pixels at each side of the words


class Tabs(Ringed, QWidget):
    """`chosen(key)`; arrows move, a click chooses. In little room they stand closer, and the one in
    front is always in sight."""

    chosen = Signal(str)

    def __init__(self, beside: int = 18, parent: QWidget | None = None) -> None:
        """`beside`: design pixels at each side of the words of a tab."""
        super().__init__(parent)
        self._beside = beside
        self._tabs: list[tuple[str, str]] = []
        self._keys: Mapping[str, str] = {}
        self._at = 0
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
        wide = sum(self._widths()) + 2 * theme.space(self._beside) * len(self._tabs)
        return QSize(wide or theme.px(200), theme.px(46))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(46))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.ring = True
        self._choose(min(max(self._at + step, 0), len(self._tabs) - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, box in enumerate(self._boxes()):
            if box.contains(event.position().toPoint()):
                self._choose(number)

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
                inset = max(self._side() - theme.px(4), 0)
                painter.fillRect(
                    QRect(box.x() + inset, self.height() - bar, box.width() - 2 * inset, bar),
                    theme.colour("red"),
                )
                if self.ring:
                    paint_ring(painter, box.adjusted(2, 2, -2, -theme.px(6)))

    def _boxes(self) -> list[QRect]:
        boxes, x, side = [], 0, self._side()
        for words in self._widths():
            wide = words + 2 * side
            boxes.append(QRect(x, 0, wide, theme.px(46)))
            x += wide
        beyond = boxes[self._at].right() + 1 - self.width() if boxes else 0
        return [box.translated(-max(beyond, 0), 0) for box in boxes]

    def _widths(self) -> list[int]:
        """Of the words of each."""
        metrics, small = QFontMetrics(theme.font(16, 500)), QFontMetrics(theme.font(13))
        return [
            max(metrics.horizontalAdvance(words), small.horizontalAdvance(self._keys.get(key, "")))
            for key, words in self._tabs
        ]

    def _side(self) -> int:
        """What is left at each side of the words."""
        room = (self.width() - sum(self._widths())) // (2 * max(len(self._tabs), 1))
        return min(theme.space(self._beside), max(room, theme.space(_CLOSEST)))

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
