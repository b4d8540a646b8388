"""Puts the parts together: paints the first page from the snapshot, then loads the rest."""

from __future__ import annotations

import os
import sys
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from xieshang_desktop.errors import Problem
from xieshang_desktop.services.snapshot import read_snapshot
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.framing import show_frame
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.pages.home import HomePage
from xieshang_desktop.ui.places import make_page, places
from xieshang_desktop.ui.presenters.home import home_view
from xieshang_desktop.ui.single_window import SingleWindow

if TYPE_CHECKING:
    from xieshang_desktop.services.desk import Desk
    from xieshang_desktop.ui.context import Context

#: For measuring: `paint` and `ready` say so on stdout and end, `hold` stays open when ready.
TIMING = "XIESHANG_TIMING"


def run(folder: Path) -> int:
    """Open the window on a data folder and stay until it is closed."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("xieshang")
    app.setDesktopFileName("xieshang")
    settings = Settings()
    look = theme.Look(settings.number("scale"), settings.text("theme") == "sunlight")
    theme.start(app, look, lambda chosen: _remember(settings, chosen))
    session = Session(folder, settings)
    try:
        if not session.begin():
            return 1
    except Problem as problem:
        from xieshang_desktop.wording import words_for

        words = words_for(problem)
        sys.stderr.write(f"{words.sentence}{words.hint}\n")
        session.tell_and_end(words.sentence, words.hint)
    return app.exec()


class Session(QObject):
    """One window on one folder, from the first paint to the last write."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        super().__init__()
        self.folder = folder
        self.settings = settings
        self.single: SingleWindow | None = None
        self.window: MainWindow | None = None
        self.desk: Desk | None = None
        self.context: Context | None = None
        self.home: HomePage | None = None
        self.roster: Path | None = None
        self._first: QWidget | None = None
        self._painted = False

    def begin(self) -> bool:
        """The first start asks its questions; every other shows the work page at once. False
        when another window has this folder: it was brought forward."""
        if not (self.folder / "xieshang.db").exists():
            self.ask_first()
            return True
        return self._show_window()

    def tell_and_end(self, sentence: str, hint: str) -> None:
        """Nothing can be opened: say why in a window of its own."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Warning, _("协商桌面"), sentence)
        box.setInformativeText(hint)
        box.finished.connect(lambda _result: QApplication.exit(1))
        box.open()
        self._first = box

    # ---- the first start

    def ask_first(self, desk: Desk | None = None) -> None:
        from xieshang_desktop.ui.pages.first_start import FirstStart

        first = FirstStart(self.folder, desk)
        first.finished.connect(self._answered)
        first.showMaximized() if _small_screen() else first.show()
        self._first = first
        self._name_moment("paint")
        self._name_moment("ready")

    def _answered(self, folder: Path, roster: Path | None) -> None:
        self.folder = folder
        self.roster = roster
        if self._show_window() and self._first is not None:
            self._first.close()
            self._first = None

    # ---- the window

    def _show_window(self) -> bool:
        self.single = SingleWindow(self.folder)
        if not self.single.take():
            self.single.call_first()
            sys.stderr.write(_("这个议事室的窗口已经打开，已把它调到前面。") + "\n")
            return False
        self.home = HomePage()
        self.window = MainWindow(places(), self._make_page)
        self.window.open("home")
        snapshot = read_snapshot(self.folder)
        if snapshot is not None:
            self.home.show_view(home_view(snapshot, waiting=True))
            show_frame(self.window, snapshot)
        self.window.installEventFilter(self)
        self.window.resize(1366, 768)
        self.window.showMaximized() if _small_screen() else self.window.show()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """After the first paint the rest is loaded."""
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_paint)
        return super().eventFilter(watched, event)

    def _after_paint(self) -> None:
        assert self.window is not None  # noqa: S101 - painted by it
        self.window.removeEventFilter(self)
        self._name_moment("paint")
        from xieshang_desktop.app.opening import open_session

        open_session(self)
        self._name_moment("ready")

    def _make_page(self, key: str) -> QWidget:
        if key == "home" and self.home is not None:
            return self.home
        assert self.context is not None  # noqa: S101 - other places open after the desk
        return make_page(key, self.context)

    def _name_moment(self, moment: str) -> None:
        timing = os.environ.get(TIMING)
        if timing == moment or (timing == "hold" and moment == "ready"):
            sys.stdout.write(moment + "\n")
            sys.stdout.flush()
            if timing == moment:
                os._exit(0)


def _remember(settings: Settings, look: theme.Look) -> None:
    settings.choose("scale", look.scale)
    settings.choose("theme", "sunlight" if look.sunlight else "calm")


def _small_screen() -> bool:
    """On a village laptop the window takes the whole screen."""
    screen = QApplication.primaryScreen()
    return screen is None or screen.availableSize().width() <= 1440
