"""The parts of the hall: what is talked about in turn, who speaks, the talk, and what comes of it.

Where it is narrow the first gives way to a strip above the others; where it is low as well, who
speaks stands in a line of its own across everything, and the talk has the height.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.layout import Grid, show_if

_LEFT, _RIGHT, _GAP, _LEAST = 214, 380, 16, 440
_RIGHT_FLAT, _GAP_LOW = 378, 10

#: Row, column, rows and columns of the floor, the talk and the results.
_SIDE_BY_SIDE = ((1, 1, 1, 1), (2, 1, 1, 1), (1, 2, 2, 1))
_FLAT = ((1, 0, 1, 3), (2, 0, 1, 2), (2, 2, 1, 1))


class HallLayout(QWidget):
    """`left` stands at the side or hides for `strip`; `right` keeps its width. `arranged` when the
    parts stand otherwise."""

    arranged = Signal()

    def __init__(
        self,
        left: QWidget,
        strip: QWidget,
        top: QWidget,
        middle: QWidget,
        right: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._left, self._strip, self._right = left, strip, right
        self._parts = (top, middle, right)
        self._low = False
        self._cells = _SIDE_BY_SIDE
        self._grid = grid = Grid(self, gap=_GAP, row_gap=14)
        grid.addWidget(strip, 0, 0, 1, 3)
        grid.addWidget(left, 1, 0, 2, 1)
        for part, cell in zip(self._parts, self._cells, strict=True):
            grid.addWidget(part, *cell)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.rescale()

    @property
    def flat(self) -> bool:
        """Whether it is narrow and low."""
        return self._cells is _FLAT

    def show_low(self, *, on: bool) -> None:
        """Every line counts."""
        self._low = on
        self.rescale()

    def rescale(self) -> None:
        """Take the widths in force."""
        self._left.setFixedWidth(theme.space(_LEFT))
        self._arrange(self.width())

    def minimumSizeHint(self) -> QSize:
        # The narrow form decides: else the wide one would keep the window from shrinking.
        return QSize(theme.space(_RIGHT) + theme.px(240), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def _arrange(self, width: int) -> None:
        taken = theme.space(_LEFT) + theme.space(_RIGHT) + 2 * theme.space(_GAP)
        wide = width - taken >= theme.space(_LEAST)
        show_if(self._left, wide)
        show_if(self._strip, not wide)
        flat = self._low and not wide
        self._right.setFixedWidth(theme.space(_RIGHT_FLAT if flat else _RIGHT))
        self._grid.respace(_GAP_LOW if flat else _GAP, _GAP_LOW if self._low else 14)
        cells = _FLAT if flat else _SIDE_BY_SIDE
        if cells is not self._cells:
            self._cells = cells
            for part, cell in zip(self._parts, cells, strict=True):
                self._grid.removeWidget(part)
                self._grid.addWidget(part, *cell)
            self.arranged.emit()
