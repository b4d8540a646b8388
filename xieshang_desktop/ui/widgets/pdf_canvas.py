"""The pages of a paper, one below the other, at a size of their own or fitted to the room."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.last_input import shows_ring
from xieshang_desktop.ui.widgets.pdf_bands import Bands, Document, Place

WIDTH, PAGE = "width", "page"
"""Fitted to the width of the room, or whole pages; else a number of percent."""

LEAST, MOST = 50, 300
_SCREEN = 96 / 72  # pixels for a point at 100 %
_FIT_MOST = 150  # percent: on a wide screen letters need not become posters
_GAP, _MARGIN = 14, 10


class Hit(NamedTuple):
    """A place where words were found: a page, and a box on it for each line they run over."""

    page: int
    places: Sequence[Place]


class PdfCanvas(QAbstractScrollArea):
    """`page_shown(page)` when another page comes to stand in the upper half of the room;

    `zoom_turned(step)` by Ctrl and the wheel. Keys are left to the widget around it.
    """

    page_shown = Signal(int)
    zoom_turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperCanvas")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Its width does not depend on itself: fitting would never come to rest.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._document: Document | None = None
        self._pages: list[QRect] = []
        self._tops: list[int] = []
        self._zoom: str | int = WIDTH
        self._at = 0
        self._ring = False
        self._words = ""
        self._hits: list[Hit] = []
        self._hit = -1
        self._bands = Bands(self)
        self._bands.ready.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.horizontalScrollBar().valueChanged.connect(self._moved)

    # ---- what is shown

    def show_document(self, document: Document | None, page: int = 0) -> None:
        """Show this paper, or nothing, from the top of `page`."""
        self._document = document
        self._bands.begin(document)
        self._hits, self._hit = [], -1
        count = document.count if document else 0
        self._at = min(max(page, 0), max(count - 1, 0))
        self._lay_out()
        self.go(self._at)
        self.page_shown.emit(self._at)

    def show_words(self, words: str) -> None:
        """What is said in the middle while there is no paper."""
        self._words = words
        self.viewport().update()

    def page(self) -> int:
        """The page in view, from 0."""
        return self._at

    def go(self, page: int) -> None:
        """Bring the top of a page into view."""
        if 0 <= page < len(self._pages):
            self._at_most(self._pages[page].top() - theme.space(_GAP) // 2)
            self._note(page)

    def scroll_by(self, pixels: int) -> None:
        """Down by so many pixels, or up."""
        self._at_most(self.verticalScrollBar().value() + pixels)

    def show_hits(self, hits: Sequence[Hit], current: int) -> None:
        """Mark these; bring the current one into view."""
        self._hits, self._hit = list(hits), current
        if 0 <= current < len(hits):
            self._reveal(hits[current])
        self.viewport().update()

    # ---- size

    def zoom(self) -> str | int:
        """`WIDTH`, `PAGE`, or percent."""
        return self._zoom

    def percent(self) -> int:
        """How large the page in view is shown, in percent."""
        if not self._pages or self._document is None:
            return 100
        return round(
            self._pages[self._at].width() / self._document.size(self._at)[0] / _SCREEN * 100
        )

    def set_zoom(self, zoom: str | int) -> None:
        """Show at this size; what stood at the upper edge stays there."""
        self._zoom = zoom if isinstance(zoom, str) else min(max(zoom, LEAST), MOST)
        self._lay_out_again()

    def rescale(self) -> None:
        """Take the sizes in force."""
        self._lay_out_again()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(200))

    # ---- events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("ground"))
        if not self._pages:
            painter.setPen(theme.colour("secondary"))
            painter.setFont(theme.font(16))
            centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), centred, self._words)
        ratio = self.devicePixelRatioF()
        painter.translate(-self._offset())
        # All that is in sight, though Qt may ask for less: what is not wished for is not kept.
        seen = self.viewport().rect().translated(self._offset())
        edge = theme.line_width()
        self._bands.forget_wishes()
        for page in range(*self._within(seen.top(), seen.bottom())):
            rect = self._pages[page]
            painter.fillRect(rect.adjusted(-edge, -edge, edge, edge), theme.colour("edge"))
            painter.fillRect(rect, Qt.GlobalColor.white)
            self._bands.paint(painter, page, rect, rect & seen, ratio)
        self._paint_hits(painter, seen)
        if self._ring:
            painter.resetTransform()
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_again()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoom_turned.emit(1 if turned > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._show_ring(shows_ring(event.reason()))
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._show_ring(False)
        super().focusOutEvent(event)

    # ---- where things stand

    def _lay_out_again(self) -> None:
        """The same, with what stands at the upper edge staying there."""
        if not self._pages:
            self._lay_out()
            return
        value = self.verticalScrollBar().value()
        page = max(0, bisect_right(self._tops, value) - 1)
        before = self._pages[page]
        part = (value - before.top()) / max(1, before.height())
        self._lay_out()
        after = self._pages[page]
        self._at_most(after.top() + round(part * after.height()))
        self._moved()

    def _lay_out(self) -> None:
        document, room = self._document, self.viewport().size()
        gap, margin = theme.space(_GAP), theme.space(_MARGIN)
        self._pages = []
        top, widest = gap // 2, 0
        for index in range(document.count if document else 0):
            across, down = document.size(index)  # type: ignore[union-attr]  # counted above
            scale = self._scale(across, down, room - QSize(2 * margin, gap))
            wide, high = max(1, round(across * scale)), max(1, round(down * scale))
            self._pages.append(QRect(0, top, wide, high))
            top += high + gap
            widest = max(widest, wide)
        whole = max(room.width(), widest + 2 * margin)
        for rect in self._pages:
            rect.moveLeft((whole - rect.width()) // 2)
        self._tops = [rect.top() for rect in self._pages]
        down_bar, across_bar = self.verticalScrollBar(), self.horizontalScrollBar()
        down_bar.setRange(0, max(0, top - gap // 2 - room.height()))
        down_bar.setPageStep(room.height())
        down_bar.setSingleStep(theme.px(40))
        before = across_bar.maximum()
        across_bar.setRange(0, whole - room.width())
        across_bar.setPageStep(room.width())
        across_bar.setSingleStep(theme.px(40))
        if across_bar.maximum() != before:
            across_bar.setValue(across_bar.maximum() // 2)
        self.viewport().update()

    def _scale(self, across: float, down: float, room: QSize) -> float:
        """Pixels for a point."""
        if isinstance(self._zoom, int):
            return self._zoom / 100 * _SCREEN
        fits = room.width() / across
        if self._zoom == PAGE:
            fits = min(fits, room.height() / down)
        most = _FIT_MOST / 100 * _SCREEN * theme.px(100) / 100
        return max(0.05, min(fits, most))

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _within(self, top: int, bottom: int) -> tuple[int, int]:
        """The pages between two heights: the first, and the one after the last."""
        return max(0, bisect_right(self._tops, top) - 1), bisect_right(self._tops, bottom)

    def _moved(self) -> None:
        self.viewport().update()
        if self._pages:
            middle = self.verticalScrollBar().value() + self.viewport().height() // 3
            self._note(max(0, bisect_right(self._tops, middle) - 1))

    def _note(self, page: int) -> None:
        if page != self._at:
            self._at = page
            self.page_shown.emit(page)

    def _at_most(self, value: int) -> None:
        self.verticalScrollBar().setValue(value)

    # ---- what was found

    def _on_screen(self, hit: Hit) -> list[QRectF]:
        rect = self._pages[hit.page]
        scale = rect.width() / self._document.size(hit.page)[0] if self._document else 1.0
        return [
            QRectF(
                rect.x() + place.left * scale,
                rect.y() + place.top * scale,
                place.width * scale,
                place.height * scale,
            )
            for place in hit.places
        ]

    def _paint_hits(self, painter: QPainter, seen: QRect) -> None:
        pages = range(*self._within(seen.top(), seen.bottom()))
        for number, hit in enumerate(self._hits):
            if hit.page not in pages:
                continue
            current = number == self._hit
            for rect in self._on_screen(hit):
                # Multiplied the letters stay black, as under a felt pen.
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
                painter.fillRect(rect.adjusted(-1, -1, 1, 1), theme.colour("hit"))
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
                if current:
                    painter.setPen(QPen(theme.colour("red"), 2))
                    painter.drawRect(rect.adjusted(-3, -3, 3, 3))

    def _reveal(self, hit: Hit) -> None:
        """Scroll only when it is not in the middle of the room already."""
        boxes = self._on_screen(hit)
        whole = QRectF(boxes[0])
        for box in boxes[1:]:
            whole |= box
        room = QRectF(QPointF(self._offset()), self.viewport().size())
        if not room.adjusted(0, room.height() / 8, 0, -room.height() / 8).contains(whole):
            self._at_most(round(whole.center().y() - room.height() / 3))
            self.horizontalScrollBar().setValue(round(whole.center().x() - room.width() / 2))
        self._note(hit.page)

    def _show_ring(self, on: bool) -> None:
        self._ring = on
        self.viewport().update()
