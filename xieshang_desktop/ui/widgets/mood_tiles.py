"""Large numbers counted by keys: arrows choose one, plus and minus count, digits count at once."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import Protocol

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui import theme

_HIGH, _GAP, _STEP = 132, 12, 40
_COLOURS = {
    "done": ("green", "green_soft"),
    "waiting": ("amber", "amber_soft"),
    "attention": ("red", "red_soft"),
}
_MORE = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Up)
_LESS = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore, Qt.Key.Key_Down)


class Tile(Protocol):
    """What one of them shows; `colour` is the kind of a chip."""

    @property
    def key(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def colour(self) -> str: ...


class MoodTiles(QWidget):
    """`counted(key, by)` with 1 or -1; a click on the left half counts down, on the right up."""

    counted = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles: list[Tile] = []
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these."""
        self._tiles = list(tiles)
        said = "，".join(_("{0} {1}").format(tile.words, tile.number) for tile in tiles)
        self.setAccessibleName(said)
        self.update()

    def numbers(self) -> list[int]:
        """What is shown, from the left."""
        return [tile.number for tile in self._tiles]

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(_HIGH))

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        digit = key - Qt.Key.Key_1
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._at = min(max(self._at + step, 0), len(self._tiles) - 1)
            self.update()
        elif key in _MORE:
            self._count(self._at, 1)
        elif key in _LESS:
            self._count(self._at, -1)
        elif 0 <= digit < len(self._tiles):
            self._at = digit
            self._count(digit, 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place, _tile in enumerate(self._tiles):
            area = self._area(place)
            if area.contains(event.position().toPoint()):
                self._at = place
                self._count(place, 1 if event.position().x() > area.center().x() else -1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, tile in enumerate(self._tiles):
            self._paint(painter, self._area(place), tile, place)

    def _count(self, place: int, by: int) -> None:
        if self._tiles:
            self.counted.emit(self._tiles[place].key, by)

    def _area(self, place: int) -> QRect:
        gap = theme.space(_GAP)
        wide = (self.width() - gap * (len(self._tiles) - 1)) // max(1, len(self._tiles))
        return QRect(place * (wide + gap), 0, wide, self.height())

    def _paint(self, painter: QPainter, area: QRect, tile: Tile, place: int) -> None:
        ink, soft = _COLOURS[tile.colour]
        chosen = place == self._at and self.hasFocus()
        painter.setPen(QPen(theme.colour(ink if chosen else "line"), 3 if chosen else 1))
        painter.setBrush(theme.colour(soft))
        painter.drawRoundedRect(area.adjusted(2, 2, -2, -2), 10, 10)
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font(42, 700))
        middle = Qt.AlignmentFlag.AlignCenter
        painter.drawText(area.adjusted(0, 0, 0, -theme.px(36)), middle, str(tile.number))
        painter.setFont(theme.font(16, 500))
        below = QRect(area.x(), area.bottom() - theme.px(48), area.width(), theme.px(40))
        painter.drawText(below, middle, f"{place + 1}　{tile.words}")
        painter.setFont(theme.font(26, 500))
        painter.setPen(theme.colour("secondary"))
        side = theme.px(_STEP)
        top = area.y() + theme.px(28)
        painter.drawText(QRect(area.x(), top, side, side), middle, "−")
        painter.drawText(QRect(area.right() - side, top, side, side), middle, "+")
