"""A field to write one's name in, by pen, finger or mouse; kept as strokes, never as a picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.domain.signature import Stroke
from xieshang_desktop.domain.strokes import Point, curve, points_of, thinned
from xieshang_desktop.ui import theme

_WIDE, _HIGH = 560, 180  # design pixels at least
_PEN = 3.0
_TOUCHES = {
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
}


class SignaturePad(QWidget):
    """`written` after each stroke and when the pad is cleared. Delete clears it, Ctrl+Z takes the
    last stroke back. Points are in thousandths of the pad's width, so a change of size keeps them.
    """

    written = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._strokes: list[Stroke] = []
        self._movement: list[Point] = []
        self._pen_near = False
        self._writable = True
        self.setAccessibleName(hint)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.rescale()

    def strokes(self) -> tuple[Stroke, ...]:
        """What was written, thinned to a few hundred numbers."""
        return thinned([points_of(stroke) for stroke in self._strokes])

    def show_strokes(self, strokes: Sequence[Stroke], *, writable: bool = True) -> None:
        """Show what was written before, to be looked at or written on."""
        self._strokes, self._movement, self._writable = list(strokes), [], writable
        self.setCursor(Qt.CursorShape.CrossCursor if writable else Qt.CursorShape.ArrowCursor)
        self.update()

    def clear(self) -> None:
        """Begin anew."""
        self.show_strokes(())
        self.written.emit()

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.setMinimumSize(theme.px(240), theme.px(_HIGH))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_WIDE), theme.px(_HIGH))

    # ---- the hand

    def event(self, event: QEvent) -> bool:
        if event.type() in _TOUCHES and isinstance(event, QTouchEvent):
            self._touch(event)
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.matches(QKeySequence.StandardKey.Undo))
            return True
        return super().event(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        kinds = {QEvent.Type.TabletPress: self._down, QEvent.Type.TabletMove: self._moved}
        if event.type() == QEvent.Type.TabletRelease:
            self._up()
            self._pen_near = False
        else:
            self._pen_near = True  # the ball of the hand that lies on the glass writes nothing
            kinds[event.type()](event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._down(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._moved(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._writable:
            self.clear()
        elif event.matches(QKeySequence.StandardKey.Undo) and self._strokes and self._writable:
            self._strokes.pop()
            self.update()
            self.written.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _touch(self, event: QTouchEvent) -> None:
        """One finger writes; a second one, and the hand beside a pen, do not."""
        points = event.points()
        if self._pen_near or not points:
            return
        at = points[0].position()
        if event.type() == QEvent.Type.TouchBegin:
            self._down(at)
        elif event.type() == QEvent.Type.TouchUpdate:
            self._moved(at)
        elif event.type() == QEvent.Type.TouchEnd:
            self._up()
        else:
            self._movement = []
            self.update()
        event.accept()

    def _down(self, at: QPointF) -> None:
        if self._writable:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._movement = [self._point(at)]
            self.update()

    def _moved(self, at: QPointF) -> None:
        if self._movement:
            self._movement.append(self._point(at))
            self.update()

    def _up(self) -> None:
        if self._movement:
            self._strokes += thinned([self._movement])
            self._movement = []
            self.update()
            self.written.emit()

    def _point(self, at: QPointF) -> Point:
        """A place of the pad; what goes over its edge stays at the edge."""
        wide = max(1, self.width())
        across, down = min(max(at.x(), 0), wide), min(max(at.y(), 0), self.height())
        return across / wide * 1000, down / wide * 1000

    # ---- what is seen

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self.hasFocus() and self._writable
        edge = QPen(theme.colour("focus" if ring else "edge"), 2 if ring else theme.line_width())
        painter.setPen(edge)
        painter.setBrush(theme.colour("paper"))
        corner = theme.px(8)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), corner, corner)
        aside, ground = theme.px(24), self.height() * 4 // 5
        painter.setPen(QPen(theme.colour("line"), theme.line_width()))
        painter.drawLine(aside, ground, self.width() - aside, ground)
        if not self._strokes and not self._movement:
            painter.setPen(theme.colour("secondary"))
            painter.setFont(theme.font(16))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._hint)
        pen = QPen(theme.colour("ink"), theme.px(_PEN))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            painter.drawPath(self._path(points_of(stroke)))
        if self._movement:
            painter.drawPath(self._path(self._movement))

    def _path(self, points: Sequence[Point]) -> QPainterPath:
        scale = self.width() / 1000
        path = QPainterPath(QPointF(points[0][0] * scale, points[0][1] * scale))
        for one, two, end in curve(points):
            path.cubicTo(*(number * scale for point in (one, two, end) for number in point))
        if len(points) == 1:  # a dot
            path.lineTo(points[0][0] * scale + 0.1, points[0][1] * scale)
        return path
