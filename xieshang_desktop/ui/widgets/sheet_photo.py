"""A photo of a sheet of paper to read from: as wide as its room or twice that, scrolled by keys."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from xieshang_desktop.ui import theme

#: How many times the width of its room a photo is shown.
_ZOOMS = (1, 2, 3)
_SMOOTH = Qt.TransformationMode.SmoothTransformation


class SheetPhoto(QScrollArea):
    """Several photos stand one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmaps: list[QPixmap] = []
        self._zoom = 0
        self._label = QLabel()
        self._label.setAccessibleName(_("签到表原件"))
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setWidget(self._label)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rescale()

    def show_photos(self, jpegs: Sequence[bytes]) -> None:
        """These photos; one whose file is not here is left out."""
        self._pixmaps = []
        for jpeg in jpegs:
            pixmap = QPixmap()
            if pixmap.loadFromData(jpeg):
                self._pixmaps.append(pixmap)
        self._draw()

    def zoom(self) -> None:
        """The next size, and from the largest back to the whole width."""
        self._zoom = (self._zoom + 1) % len(_ZOOMS)
        self._draw()

    def scroll_by(self, pages: float) -> None:
        """Go down by so many heights of the room; up where it is less than nothing."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(pages * self.viewport().height()))

    def rescale(self) -> None:
        """Take the sizes in force."""
        self.setMinimumHeight(theme.px(120))
        self._draw()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        wide = max(1, self.viewport().width() * _ZOOMS[self._zoom])
        parts = [p.scaledToWidth(wide, _SMOOTH) for p in self._pixmaps]
        whole = QPixmap(wide, max(1, sum(p.height() for p in parts)))
        whole.fill(theme.colour("neutral_soft"))
        painter, top = QPainter(whole), 0
        for part in parts:
            painter.drawPixmap(0, top, part)
            top += part.height()
        painter.end()
        self._label.setPixmap(whole)
        self._label.resize(whole.size())
