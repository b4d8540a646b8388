"""The window before the hall: one painted surface, nothing in it that could flash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.hall_screen import colours
from xieshang_desktop.ui.hall_screen.colours import Colours
from xieshang_desktop.ui.hall_screen.composition import Composition
from xieshang_desktop.ui.hall_screen.painting import differing, paint, ticking


class Surface(QWidget):
    """Paints a composition over all of itself: each picture replaces the last in one go."""

    resized = Signal()

    def __init__(self, moment: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment = moment
        self._made = Composition(1920.0)
        self._page, self._colours = 0, colours.LIGHT
        # Nothing is erased before it is painted: no frame lies between two pictures.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._dress()

    def show_slide(self, made: Composition, page: int, chosen: Colours) -> None:
        """Another picture; what differs is painted at the end of this turn of the event loop."""
        changed = None
        if chosen is self._colours:
            changed = differing(self._area(), self._made, self._page, made, page)
        else:
            self._colours = chosen
            self._dress()
        self._made, self._page = made, page
        if changed is None:
            self.update()
        else:
            self.update(changed)

    def tick(self) -> None:
        """A second has gone by: only the clocks are painted anew."""
        self.update(ticking(self._area(), self._made))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, region = QPainter(self), event.region()
        painter.setClipRegion(region)
        moment = self._moment()
        paint(painter, self._area(), self._made, self._page, moment, self._colours, region)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def _area(self) -> QRectF:
        return QRectF(self.rect())

    def _dress(self) -> None:
        """What the system itself paints, before we do, has the same colour."""
        shades = QPalette(self.palette())
        shades.setColor(QPalette.ColorRole.Window, QColor(self._colours.ground))
        self.setPalette(shades)


class HallWindow(Surface):
    """Full screen on the hall's screen; it never takes the keyboard from the operator."""

    def __init__(self, moment: Callable[[], datetime]) -> None:
        super().__init__(moment)
        self.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setCursor(Qt.CursorShape.BlankCursor)


class PreviewWindow(Surface):
    """A small window beside the operator's own, where there is no second screen."""

    closed = Signal()

    def __init__(self, moment: Callable[[], datetime], title: str) -> None:
        super().__init__(moment)
        self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle(title)
        self.resize(QSize(640, 360))

    def closeEvent(self, event: object) -> None:
        self.closed.emit()
        super().closeEvent(event)  # type: ignore[arg-type]  # Qt's own event
