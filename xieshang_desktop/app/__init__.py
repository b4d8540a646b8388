"""Puts the parts together: paints the first page from the snapshot, then loads the rest."""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from contextlib import suppress
from gettext import gettext as _
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from xieshang_desktop import launching
from xieshang_desktop.app import input_method
from xieshang_desktop.app.display import has_display, tell_terminal
from xieshang_desktop.errors import Problem
from xieshang_desktop.services.data_place import holds_records
from xieshang_desktop.services.snapshot import read_snapshot
from xieshang_desktop.settings import Settings
from xieshang_desktop.township.morning import is_township
from xieshang_desktop.ui import tasks, theme
from xieshang_desktop.ui.framing import show_frame
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.places import make_page, places
from xieshang_desktop.ui.single_window import SingleWindow
from xieshang_desktop.ui.widgets import last_input

if TYPE_CHECKING:
    from xieshang_desktop.ids import Clock
    from xieshang_desktop.services.courier import Courier
    from xieshang_desktop.services.desk import Desk
    from xieshang_desktop.ui.context import Context
    from xieshang_desktop.ui.pages.home import HomePage
    from xieshang_desktop.ui.pages.township_receiving import ReceivingPage

#: For measuring: `paint` and `ready` say so on stdout and end, `hold` stays open when ready.
TIMING = "XIESHANG_TIMING"

_LATER = 500  # milliseconds: not before the first page stands
_AGAIN = 1000  # milliseconds


def run(folder: Path, clock: Clock | None = None, file: Path | None = None) -> int:
    """Open the window on a data folder, with a file to look at if one is given, and stay until it
    is closed: 0, or 1 when another window has the folder or nothing could be opened."""
    if not has_display():
        sys.stderr.write(_("这里没有图形界面，窗口打不开。不需要窗口的命令见 --help。") + "\n")
        return launching.refused()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until there is something to finish first
    with input_method.offered():
        app = QApplication(theme.ARGUMENTS)
    app.setApplicationName("xieshang")
    app.setDesktopFileName("xieshang")
    sys.excepthook = _first_failure
    settings = Settings()
    look = theme.Look(settings.number("scale"), settings.text("theme") == "sunlight")
    theme.start(app, look, lambda chosen: _remember(settings, chosen))
    session = Session(folder, settings, clock, file.absolute() if file else None)
    try:
        if not session.begin():
            return launching.refused()
    except Problem as problem:  # somebody else has the folder
        session.tell_and_end(problem)
    QTimer.singleShot(_LATER, lambda: _settle(app))
    status = app.exec()
    tasks.stop()  # whatever ended it: a thread that waits for work would keep the process
    session.end()
    if launching.is_tried() and not session.status:
        return launching.refused()  # a person closed it before it was ready
    return session.status or status


class Session(QObject):
    """One window on one folder, from the first paint to the last write."""

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        clock: Clock | None = None,
        file: Path | None = None,
    ) -> None:
        super().__init__()
        self.folder = folder
        self.settings = settings
        self.clock = clock
        self.file = file  # to be looked at as soon as the desk is open
        self.fresh = False  # just set up: the computer is looked at once
        self.single: SingleWindow | None = None
        self.window: MainWindow | None = None
        self.desk: Desk | None = None
        self.context: Context | None = None
        self.home: HomePage | None = None
        self.receiving: ReceivingPage | None = None
        self.courier: Courier | None = None
        self.roster: Path | None = None
        self.status = 0  # to end with, once nothing could be opened
        self._first: QWidget | None = None
        self._painted = self._opened = False

    def begin(self) -> bool:
        """The first start asks its questions; every other shows the work page at once, or asks
        where the records went. False when another window has this folder: that one came forward."""
        if not self._take(self.folder):
            return False
        if holds_records(self.folder):
            self._show_window()
        else:
            from xieshang_desktop.app.first import begin_without_records

            begin_without_records(self)
        return True

    def tell_and_end(self, problem: Problem) -> None:
        """Nothing can be opened: say why in a window of its own, and on the terminal; while another
        version tries this one, that one finds out for itself and says it."""
        from xieshang_desktop.app.refusing import tell

        if launching.is_tried():
            self.status = launching.UNSAID
            QTimer.singleShot(0, lambda: QApplication.exit(1))
            return
        self.status = launching.refused(alike=not problem.code.startswith("data_newer"))
        self._first = tell(self, problem)
        if self.window is not None:
            self.window.hide()

    def end(self) -> None:
        """The last words are written and the folder let go; doing it twice changes nothing."""
        desk, self.desk = self.desk, None
        single, self.single = self.single, None
        courier, self.courier = self.courier, None
        if courier is not None:
            courier.stop()
        try:
            if desk is not None:
                desk.close()
        except Problem as problem:
            from xieshang_desktop.wording import words_for

            sys.stderr.write(words_for(problem).together + "\n")
        finally:
            if single is not None:
                single.let_go()

    def come_forward(self) -> None:
        """A second start asks for this window."""
        front = self._first or self.window
        if front is not None:
            if front.isMinimized():
                front.showNormal()
            front.raise_()
            front.activateWindow()

    def open_file(self) -> None:
        """Look at the file that a double click brought, once there is a desk to look from."""
        if self.file is not None and self.context is not None:
            from xieshang_desktop.ui.opened_file import open_file

            file, self.file = self.file, None
            open_file(self.context, file)

    def _called(self, file: Path | None) -> None:
        """A second start asks for this window, and perhaps brought a file."""
        self.come_forward()
        if file is not None:
            from xieshang_desktop.app.first import tell_of_file

            self.file = file
            tell_of_file(self._first, file)
            self.open_file()

    # ---- the first start

    def ask_first(self, desk: Desk | None = None) -> None:
        """Ask the three questions, about a desk that was begun without a name or about none."""
        from xieshang_desktop.app.first import ask_first

        ask_first(self, desk)

    def show_first(self, first: QWidget) -> None:
        """Show a window that asks something before there is a desk."""
        from xieshang_desktop.app.first import tell_of_file

        tell_of_file(first, self.file)
        first.showMaximized() if _small_screen() else first.show()
        first.activateWindow()  # where no window manager gives it the keyboard
        last_input.watch(first)
        if self.window is not None:
            self.window.hide()
        self._first = first
        QTimer.singleShot(0, self._first_painted)

    def _first_painted(self) -> None:
        self._name_moment("paint")
        self._listen()
        self._name_moment("ready")

    def answered(self, folder: Path, roster: Path | None, fresh: bool = True) -> None:
        """There is a desk now, just made or found again."""
        self.roster, self.fresh = roster, fresh
        first, self._first = self._first, None
        if self.go_to(folder):
            self._show_window()
        if first is not None:
            first.close()

    def go_to(self, folder: Path) -> bool:
        """Whether this session may go on there; else it ends, with a word or with another window
        in front."""
        self.status = 0  # what could not be opened is left behind
        try:
            if self._take(folder):
                self.folder = folder
                return True
            QApplication.exit(1)
        except Problem as problem:
            self.tell_and_end(problem)
        return False

    # ---- the window

    def _take(self, folder: Path) -> bool:
        """Whether no other window has this folder; the one that has is brought forward, or it is
        told who has it."""
        same = self.single is not None and self.single.folder == folder
        single = self.single if same and self.single is not None else SingleWindow(folder)
        if not single.take():
            single.call_first(self.file)
            tell_terminal(_("这个议事室的窗口已经打开，已把它调到前面。"))
            return False
        if self.single is not None and not same:
            self.single.let_go()
        self.single = single
        return True

    def _listen(self) -> None:
        if self.single is not None:
            self.single.listen(self._called)

    def _show_window(self) -> None:
        self._painted = self._opened = False
        before, self.home, self.receiving = self.window, None, None
        township = is_township(self.folder)
        self.window = self._township_window() if township else self._village_window()
        self.window.installEventFilter(self)
        if before is not None:
            before.hide()
            before.deleteLater()
        self.window.resize(1366, 768)
        self.window.showMaximized() if _small_screen() else self.window.show()
        self.window.activateWindow()

    def _village_window(self) -> MainWindow:
        from xieshang_desktop.ui.pages.home import HomePage
        from xieshang_desktop.ui.presenters.home import home_view

        home = self.home = HomePage()
        window = MainWindow(places(), self._make_page)
        window.open("home")
        snapshot = read_snapshot(self.folder)
        if snapshot is not None:
            home.show_view(home_view(snapshot, waiting=True))
            show_frame(window, snapshot)
        return window

    def _township_window(self) -> MainWindow:
        from xieshang_desktop.township.morning import read_morning
        from xieshang_desktop.ui.framing_township import show_township_frame
        from xieshang_desktop.ui.pages.township_receiving import ReceivingPage

        page = self.receiving = ReceivingPage()
        window = MainWindow(places("township"), self._make_page)
        window.top_bar.leave_out_papers()
        window.open("receiving")
        morning = read_morning(self.folder)
        if morning is not None:
            page.show_morning(morning)
            show_township_frame(window, morning)
        return window

    def reopen(self) -> None:
        """The records are of another kind than the last session left word of: begin anew."""
        self._show_window()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """After the first paint the rest is loaded."""
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_paint)
        return super().eventFilter(watched, event)

    def _after_paint(self) -> None:
        self._name_moment("paint")
        try:
            self._open()
        finally:
            if self.context is not None and not self.status:
                self._name_moment("ready")
            elif os.environ.get(TIMING) == "ready":
                # who measures must not wait for somebody to read what went wrong
                os._exit(self.status or 1)
        QTimer.singleShot(0, self._listen)

    def _open(self) -> None:
        from xieshang_desktop.app.opening import open_session

        if self.window is not None and not self._opened:
            self._opened = True
            self.window.removeEventFilter(self)
            try:
                open_session(self)
            except Problem as problem:
                if self.context is not None and not launching.is_tried():
                    raise  # said over the page
                self.tell_and_end(problem)
            except Exception:
                if not launching.is_tried():
                    raise
                traceback.print_exc()  # a mistake of this version: the one that tries it goes on
                self.status = 1
                QApplication.exit(1)

    def _make_page(self, key: str) -> QWidget:
        first = {"home": self.home, "receiving": self.receiving}.get(key)
        if first is not None:
            return first
        self._open()  # where a key was quicker than the first paint
        if self.context is None:
            return QWidget()  # nothing could be opened: that is being said
        return make_page(key, self.context)

    def _prove(self) -> None:
        """A new version has proved itself once it opened records; where a virus scanner holds the
        mark, a little later."""
        if not launching.ready(opened=self.context is not None):
            QTimer.singleShot(_AGAIN, self, self._prove)

    def _name_moment(self, moment: str) -> None:
        if moment == "ready":
            self._prove()
        timing = os.environ.get(TIMING)
        if timing == moment or (timing == "hold" and moment == "ready"):
            sys.stdout.write(moment + "\n")
            sys.stdout.flush()
            if timing == moment:
                self.end()  # what is killed with the lock makes the next start wait
                os._exit(0)


def _settle(app: QApplication) -> None:
    from xieshang_desktop.app.interrupting import end_on_interrupt

    gc.freeze()  # what stands now stays: later collections need not look at it
    gc.enable()
    end_on_interrupt(app)
    if input_method.asks_for_fcitx(os.environ):
        from xieshang_desktop.app import fcitx4

        fcitx4.begin(app)


def _first_failure(
    kind: type[BaseException], failure: BaseException, trace: TracebackType | None
) -> None:
    """What shows failures is loaded when there is one."""
    from xieshang_desktop.ui import dialogs
    from xieshang_desktop.wording import words_for

    dialogs.catch_everything(words_for)
    sys.excepthook(kind, failure, trace)


def _remember(settings: Settings, look: theme.Look) -> None:
    with suppress(OSError):  # where nothing can be kept, the choice holds until the end
        settings.choose("scale", look.scale)
        settings.choose("theme", "sunlight" if look.sunlight else "calm")


def _small_screen() -> bool:
    """On a village laptop the window takes the whole screen."""
    screen = QApplication.primaryScreen()
    return screen is None or screen.availableSize().width() <= 1440
