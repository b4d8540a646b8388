"""The limit of starting: a PySide6 window with one label and nothing else.

It obeys `XIESHANG_TIMING` like the program does; its first picture is also when it is ready.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel

timing = os.environ["XIESHANG_TIMING"]


class Window(QLabel):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, self.tell)

    def tell(self) -> None:
        print("ready" if timing == "hold" else timing, flush=True)
        if timing != "hold":
            QApplication.quit()


application = QApplication(sys.argv)
window = Window("协商议事室")
window.resize(1366, 768)
window.show()
sys.exit(application.exec())
