"""Rows, columns and two-part splits whose empty space follows the scale."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.flow import Flow

__all__ = [
    "NONE",
    "Column",
    "Flow",
    "Grid",
    "Inside",
    "Line",
    "Margins",
    "Row",
    "Scroll",
    "Split",
    "show_if",
]

Margins = tuple[int, int, int, int]  # left, top, right, bottom, in design pixels
NONE: Margins = (0, 0, 0, 0)


def show_if(widget: QWidget, on: bool) -> None:
    """Show or hide a part; one that is in no page yet waits for its page, not as a window."""
    if on and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    elif not on or widget.isHidden():  # Qt lays out all anew even for a part that is shown
        widget.setVisible(on)


def _space(layout: QLayout, margins: Margins) -> None:
    layout.setContentsMargins(*(theme.space(side) for side in margins))


class Line(QBoxLayout):
    """A row or a column with `gap` between its items, in design pixels."""

    def __init__(
        self,
        direction: QBoxLayout.Direction,
        parent: QWidget | None,
        gap: int,
        margins: Margins,
    ) -> None:
        super().__init__(direction, parent)
        self._gap, self._margins = gap, margins
        self.rescale()

    def respace(self, gap: int, margins: Margins) -> None:
        """Another `gap` and other margins, in design pixels: where the window is low."""
        if (gap, margins) != (self._gap, self._margins):
            self._gap, self._margins = gap, margins
            self.rescale()

    def rescale(self) -> None:
        """Take the spacing in force."""
        self.setSpacing(theme.space(self._gap))
        _space(self, self._margins)


class Column(Line):
    """Top to bottom."""

    def __init__(
        self, parent: QWidget | None = None, gap: int = 8, margins: Margins = NONE
    ) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom, parent, gap, margins)


class Row(Line):
    """Left to right."""

    def __init__(
        self, parent: QWidget | None = None, gap: int = 12, margins: Margins = NONE
    ) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, parent, gap, margins)


class Grid(QGridLayout):
    """Cells in rows and columns."""

    def __init__(
        self,
        parent: QWidget | None = None,
        gap: int = 16,
        row_gap: int = 16,
        margins: Margins = NONE,
    ) -> None:
        super().__init__(parent) if parent is not None else super().__init__()
        self._design = (gap, row_gap, margins)
        self.rescale()

    def respace(self, gap: int, row_gap: int) -> None:
        """Other gaps, in design pixels."""
        if (gap, row_gap) != self._design[:2]:
            self._design = (gap, row_gap, self._design[2])
            self.rescale()

    def rescale(self) -> None:
        """Take the spacing in force."""
        gap, row_gap, margins = self._design
        self.setHorizontalSpacing(theme.space(gap))
        self.setVerticalSpacing(theme.space(row_gap))
        _space(self, margins)


class Inside(QWidget):
    """What scrolls: as high as its words are at the width it has. A scroll area would never make it
    lower than its least size, in which Qt counts each text as if it stood in a narrow column."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


class Scroll(QScrollArea):
    """Lets one part of a page scroll by itself, so that the page around it need not."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.setObjectName(inside.objectName() or "pageBody")
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(80))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(80))


class Split(QWidget):
    """Two parts side by side, or one above the other where there is no room.

    Either `ratio` shares the width (3, 2), or the right part has `side` design pixels. `snug`: one
    above the other, the first is as high as its content, and the second has the rest.
    `folded(narrow)` when they come to stand one above the other, or side by side again.
    """

    folded = Signal(bool)

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        ratio: tuple[int, int] = (3, 2),
        side: int = 0,
        gap: int = 16,
        least: int = 420,
        snug: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._snug = snug
        self._right, self._side, self._least, self._ratio = right, side, least, ratio
        self._line = Row(self, gap=gap)
        self._line.addWidget(left, ratio[0] if not side else 1)
        self._line.addWidget(right, ratio[1] if not side else 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.rescale()

    @property
    def narrow(self) -> bool:
        """Whether they stand one above the other."""
        return self._line.direction() == QBoxLayout.Direction.TopToBottom

    def rescale(self) -> None:
        """Take the widths in force."""
        self._arrange(self.width())

    def minimumSizeHint(self) -> QSize:
        # The narrow form decides: else the wide one would keep the window from shrinking.
        return QSize(theme.px(240), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def _arrange(self, width: int) -> None:
        side = theme.space(self._side)
        room = width - side if side else width * self._ratio[0] // sum(self._ratio)
        narrow = room < theme.space(self._least)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        direction = down if narrow else across
        if self._line.direction() != direction:
            self._line.setDirection(direction)
            self.folded.emit(narrow)
        if self._snug:
            for place, share in enumerate((0, 1) if narrow else self._ratio):
                self._line.setStretch(place, share)
        if side:
            self._right.setMinimumWidth(0 if narrow else side)
            self._right.setMaximumWidth(16777215 if narrow else side)
