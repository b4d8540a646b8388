"""The screens of this computer, by name; a test has others than the system."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


class Screen(NamedTuple):
    """One screen: its name, where it lies among the others, and its own pixels."""

    name: str
    geometry: QRect
    pixels: tuple[int, int]

    @property
    def words(self) -> str:
        """`HDMI-1 1024×768`."""
        return f"{self.name} {self.pixels[0]}×{self.pixels[1]}"


class Screens(QObject):
    """`changed` after a screen came, or its size or place changed; `going(name)` while one goes."""

    changed = Signal()
    going = Signal(str)

    def follow(self) -> None:
        """Tell from now on what the system tells."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._came)
            app.screenRemoved.connect(lambda screen: self.going.emit(screen.name()))
            for screen in app.screens():
                screen.geometryChanged.connect(lambda _where: self.changed.emit())

    def all(self) -> list[Screen]:
        """All of them, the operator's too."""
        return [_screen(each) for each in QGuiApplication.screens()]

    def name_under(self, window: QWidget) -> str:
        """The screen on which a window stands."""
        return window.screen().name()

    def cover(self, window: QWidget, screen: Screen) -> None:
        """Fill a screen with a window, without a frame and above the task bar."""
        found = [each for each in QGuiApplication.screens() if each.name() == screen.name]
        if found:
            window.setScreen(found[0])
        window.setGeometry(screen.geometry)
        window.setWindowState(Qt.WindowState.WindowFullScreen)  # showFullScreen() would activate it
        window.show()

    def besides(self, window: QWidget) -> list[Screen]:
        """The screens that show something else than the one a window stands on: one that shows the
        same (复制) lies in the same place."""
        found, under = self.all(), self.name_under(window)
        own = [each.geometry for each in found if each.name == under]
        return [each for each in found if not any(map(each.geometry.intersects, own))]

    def _came(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(lambda _where: self.changed.emit())
        self.changed.emit()


def _screen(screen: QScreen) -> Screen:
    share, size = screen.devicePixelRatio(), screen.size()
    pixels = (round(size.width() * share), round(size.height() * share))
    return Screen(screen.name(), screen.geometry(), pixels)
