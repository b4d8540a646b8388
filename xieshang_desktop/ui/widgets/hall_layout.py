"""Three parts side by side: what is talked about in turn, the talk, and what comes of it.

Where it is narrow the first part gives way to a strip above the others.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if

_LEFT, _RIGHT, _GAP, _LEAST = 214, 380, 16, 440


class HallLayout(QWidget):
    """`left` stands at the side or hides for `strip`; `right` keeps its width."""

    def __init__(
        self,
        left: QWidget,
        strip: QWidget,
        middle: QWidget,
        right: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._left, self._strip, self._right = left, strip, right
        column = Column(self, gap=10)
        column.addWidget(strip)
        across = Row(gap=_GAP)
        across.addWidget(left)
        across.addWidget(middle, 1)
        across.addWidget(right)
        column.addLayout(across, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.rescale()

    def rescale(self) -> None:
        """Take the widths in force."""
        self._left.setFixedWidth(theme.space(_LEFT))
        self._right.setFixedWidth(theme.space(_RIGHT))
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
