"""The rail of steps: where a topic stands, what is missing, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.ringed import Ringed, paint_ring

_CIRCLE, _LINE, _GAP = 36, 3, 8
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Step(NamedTuple):
    """One step: `state` is done, now, ahead or skipped; `note` stands under the title."""

    title: str
    note: str
    state: str


class StepRail(Ringed, QWidget):
    """Steps from left to right; arrows move, Enter chooses, so does a click: `chosen(number)`."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[Step] = []
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps; the keyboard stands on the one that is due now."""
        self._steps = list(steps)
        self._at = next((n for n, step in enumerate(steps) if step.state == "now"), 0)
        self.setAccessibleName(_("步骤"))
        self._describe()
        self.rescale()

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.setFixedHeight(self._height(self.width()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(600), self._height(theme.px(600)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), self._height(theme.px(300)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setFixedHeight(self._height(event.size().width()))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in moves and self._steps:
            self._at = min(max(self._at + moves[Qt.Key(event.key())], 0), len(self._steps) - 1)
            self.ring = True
            self._describe()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self._steps:
                self.chosen.emit(self._at)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._step_at(event.position().x()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._step_at(event.position().x())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = at
            self._describe()
            self.update()
            self.chosen.emit(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, step in enumerate(self._steps):
            box = self._box(number)
            self._paint_mark(painter, box, number, step)
            self._paint_words(painter, box, step)
            if self.ring and number == self._at:
                paint_ring(painter, box.adjusted(1, 1, -theme.px(4), -1))

    def _paint_mark(self, painter: QPainter, box: QRect, number: int, step: Step) -> None:
        fill = {"done": "green", "now": "red"}.get(step.state, "neutral_soft")
        circle = QRect(box.x() + self._pad(), box.y() + self._pad(), *([theme.px(_CIRCLE)] * 2))
        sunlight = theme.look().sunlight
        painter.setPen(QPen(theme.colour("ink"), 2) if sunlight else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(fill))
        painter.drawEllipse(circle)
        if number + 1 < len(self._steps):
            shade = "green" if step.state == "done" else "edge" if sunlight else "line"
            thick, start = theme.px(_LINE), circle.right() + theme.px(_GAP)
            end = self._box(number + 1).x() + self._pad()
            top = circle.y() + (circle.height() - thick) // 2
            painter.fillRect(start, top, end - start, thick, theme.colour(shade))
        if step.state == "done":
            paint_tick(painter, circle, "on_red", theme.px(2))
        else:
            painter.setPen(theme.colour("on_red" if step.state == "now" else "secondary"))
            painter.setFont(theme.font(17, 500))
            word = "–" if step.state == "skipped" else str(number + 1)
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, word)

    def _paint_words(self, painter: QPainter, box: QRect, step: Step) -> None:
        now = step.state == "now"
        x, wide = box.x() + self._pad(), self._text_width(box)
        top = box.y() + self._pad() + theme.px(_CIRCLE) + theme.px(6)
        painter.setFont(theme.font(17, 700 if now else 500))
        painter.setPen(theme.colour("red" if now else "ink"))
        high = self._words_height(step.title, 17, wide)
        painter.drawText(QRect(x, top, wide, high), _WRAP, step.title)
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("red" if now else "secondary"))
        note = QRect(x, top + high + theme.px(5), wide, self._words_height(step.note, 14, wide))
        painter.drawText(note, _WRAP, step.note)

    def _pad(self) -> int:
        return theme.space(6)

    def _box(self, number: int) -> QRect:
        count = max(1, len(self._steps))
        left = self.width() * number // count
        return QRect(left, 0, self.width() * (number + 1) // count - left, self.height())

    def _text_width(self, box: QRect) -> int:
        return max(theme.px(20), box.width() - self._pad() - theme.px(12))

    def _words_height(self, words: str, size: int, wide: int) -> int:
        metrics = QFontMetrics(theme.font(size, 500 if size == 17 else 400))
        return metrics.boundingRect(QRect(0, 0, wide, 10_000), _WRAP, words or " ").height()

    def _height(self, width: int) -> int:
        count = max(1, len(self._steps))
        wide = self._text_width(QRect(0, 0, width // count, 0))
        tall = max(
            (
                self._words_height(step.title, 17, wide) + self._words_height(step.note, 14, wide)
                for step in self._steps
            ),
            default=theme.px(44),
        )
        return 2 * self._pad() + theme.px(_CIRCLE) + theme.px(11) + tall

    def _step_at(self, x: float) -> int | None:
        inside = self._steps and 0 <= x < self.width()
        return int(x * len(self._steps) // self.width()) if inside else None

    def _describe(self) -> None:
        if self._steps:
            step = self._steps[self._at]
            self.setAccessibleDescription(f"{self._at + 1} {step.title} {step.note}")


def paint_tick(painter: QPainter, box: QRect, colour: str, width: float) -> None:
    """Draw ✓ in the middle of a box: not every face has the character."""
    pen = QPen(theme.colour(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    side = box.width()
    points = [(0.33, 0.52), (0.45, 0.64), (0.68, 0.38)]
    painter.drawPolyline([QPointF(box.x() + x * side, box.y() + y * side) for x, y in points])
