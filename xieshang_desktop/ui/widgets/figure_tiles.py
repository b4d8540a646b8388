"""Figures to press: a quiet label, the number, and what it was before; the whole row of them is one
tab stop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.flow import Flow
from xieshang_desktop.ui.widgets.ringed import Ringed, paint_ring
from xieshang_desktop.ui.widgets.tab_order import tab_through

_WIDE, _HIGH = 104, 72
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class FigureTile(NamedTuple):
    """One figure; `kind` is neutral or attention; `pressable` with records behind it."""

    key: str
    label: str
    value: str
    note: str = ""
    kind: str = "neutral"
    pressable: bool = True


class FigureTiles(QWidget):
    """`acted(key)` at a click, Enter or Space; arrows move. Goes on below where it is narrow."""

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(self, gap=8, row_gap=8)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tiles: list[_Tile] = []
        self.shown: list[FigureTile] = []

    def show_tiles(self, tiles: Sequence[FigureTile]) -> None:
        """Show these; the one with the keyboard keeps it."""
        self.shown = list(tiles)
        if len(tiles) != len(self._tiles):
            self._flow.clear()
            self._tiles = [_Tile() for _tile in tiles]
            for tile in self._tiles:
                tile.clicked.connect(lambda _on=False, tile=tile: self._press(tile))
                tile.moved.connect(lambda step, tile=tile: self._move(tile, step))
                self._flow.addWidget(tile)
            tab_through(self, self._tiles)
        for widget, told in zip(self._tiles, tiles, strict=True):
            widget.show_tile(told)
        first = next((w for w in self._tiles if w.tile.pressable), None)
        for widget in self._tiles:
            stop = widget is first or widget.hasFocus()
            policy = Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
            widget.setFocusPolicy(policy if widget.tile.pressable else Qt.FocusPolicy.NoFocus)
        if first is not None:
            self.setFocusProxy(first)

    def _press(self, tile: _Tile) -> None:
        if tile.tile.pressable:
            self.acted.emit(tile.tile.key)

    def _move(self, tile: _Tile, step: int) -> None:
        able = [each for each in self._tiles if each.tile.pressable]
        to = able[(able.index(tile) + step) % len(able)]
        to.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        to.setFocus(Qt.FocusReason.TabFocusReason)


class _Tile(Ringed, QAbstractButton):
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.tile = FigureTile("", "", "")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.rescale()

    def show_tile(self, tile: FigureTile) -> None:
        """Show one figure."""
        self.tile = tile
        self.setAccessibleName(f"{tile.label} {tile.value}")
        self.setToolTip(tile.note)
        shape = Qt.CursorShape.PointingHandCursor if tile.pressable else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.update()

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.setFixedSize(theme.px(_WIDE), theme.px(_HIGH))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_WIDE), theme.px(_HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _MOVES.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tile, round_ = self.tile, theme.px(8)
        painter.setPen(Qt.PenStyle.NoPen)
        over = tile.pressable and self.underMouse()
        painter.setBrush(theme.colour("neutral_soft" if over else "nav"))
        painter.drawRoundedRect(self.rect(), round_, round_)
        if self.ring:
            paint_ring(painter, self.rect().adjusted(1, 1, -1, -1))
        left, wide = theme.px(9), self.width() - 2 * theme.px(9)
        for words, top, high, face, ink in (
            (tile.label, 6, 18, theme.font(14), "secondary"),
            (
                tile.value,
                23,
                28,
                theme.font(22, 700),
                "red" if tile.kind == "attention" else "ink",
            ),
            (tile.note, 50, 17, theme.font(13), "secondary"),
        ):
            painter.setFont(face)
            painter.setPen(theme.colour(ink))
            box = QRect(left, theme.px(top), wide, theme.px(high))
            elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, elided)
