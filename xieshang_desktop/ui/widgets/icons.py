"""Drawn icons from `resources/icons`, in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from xieshang_desktop import resources
from xieshang_desktop.ui import theme

_drawn: dict[tuple[str, str, int, float], QPixmap] = {}


def pixmap(name: str, colour: str = "ink", size: int = 20) -> QPixmap:
    """One icon, `size` design pixels square, in a named colour of the theme."""
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    shade = theme.colour(colour).name()
    key = (name, shade, theme.px(size), ratio)
    if key not in _drawn:
        drawing = resources.path("icons", f"{name}.svg").read_text("utf-8")
        drawing = drawing.replace("currentColor", shade)
        if size > 32:  # the strokes of a large icon stay fine
            drawing = drawing.replace('stroke-width="1.6"', 'stroke-width="1"')
        renderer = QSvgRenderer(QByteArray(drawing.encode()))
        picture = QPixmap(QSize(theme.px(size), theme.px(size)) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, theme.px(size), theme.px(size)))
        painter.end()
        _drawn[key] = picture
    return _drawn[key]


def icon(name: str, colour: str = "ink", size: int = 20) -> QIcon:
    """The same for a button or a window."""
    return QIcon(pixmap(name, colour, size))


class IconLabel(QLabel):
    """An icon in a layout; it grows with the scale."""

    def __init__(
        self, name: str, colour: str = "ink", size: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = (name, colour, size)
        self.rescale()

    def show_icon(self, name: str, colour: str = "ink") -> None:
        """Another icon in the same place."""
        self._icon = (name, colour, self._icon[2])
        self.rescale()

    def rescale(self) -> None:
        """Draw at the size in force."""
        picture = pixmap(*self._icon)
        self.setPixmap(picture)
        self.setFixedSize(theme.px(self._icon[2]), theme.px(self._icon[2]))

    def paintEvent(self, event: QPaintEvent) -> None:
        # Not greyed while a sheet lies over the page, as Qt would.
        QPainter(self).drawPixmap(0, 0, self.pixmap())
