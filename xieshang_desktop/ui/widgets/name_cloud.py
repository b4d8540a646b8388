"""Names side by side, as many as there is room for; what is left out shows as …."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xieshang_desktop.ui import theme

_LINE, _GAP, _LEAST = 24, 14, 2
_PLACED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class NameCloud(QWidget):
    """A name is never broken at the end of a line; two lines stay however little room there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_names(self, names: Sequence[str]) -> None:
        """Show these."""
        self._names = list(names)
        self.setAccessibleName("　".join(self._names))
        self.updateGeometry()
        self.update()

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        lines = min(_LEAST, len(self._lines(max(self.width(), theme.px(200)))))
        return QSize(theme.px(120), lines * theme.px(_LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(15))
        painter.setPen(theme.colour("secondary"))
        high = theme.px(_LINE)
        fitting = max(1, self.height() // high)
        lines = self._lines(self.width())
        for number, line in enumerate(lines[:fitting]):
            cut = number == fitting - 1 and len(lines) > fitting
            shown = [*line[:-1], "…"] if cut and len(line) > 1 else line
            x = 0
            for name in shown:
                wide = painter.fontMetrics().horizontalAdvance(name)
                box = QRect(x, number * high, self.width() - x, high)
                words = painter.fontMetrics().elidedText(
                    name, Qt.TextElideMode.ElideRight, box.width()
                )
                painter.drawText(box, _PLACED, words)
                x += wide + theme.px(_GAP)

    def _lines(self, width: int) -> list[list[str]]:
        metrics = QFontMetrics(theme.font(15))
        lines: list[list[str]] = []
        used = 0
        for name in self._names:
            wide = metrics.horizontalAdvance(name)
            if not lines or used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append(name)
            used += wide + theme.px(_GAP)
        return lines
