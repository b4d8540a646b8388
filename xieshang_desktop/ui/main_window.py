"""The frame of the program: places at the left, the state of trust at the top, the page below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from gettext import gettext as _
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

from xieshang_desktop.ui import tasks, theme
from xieshang_desktop.ui.widgets import icons, last_input
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.navigation import Navigation, Place
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.top_bar import State, TopBar

if TYPE_CHECKING:
    from xieshang_desktop.domain.village_days import VillageDays
    from xieshang_desktop.ui.widgets.toast import Toast

__all__ = ["MainWindow", "Place", "State"]

_UNDO_FOR = 300.0  # seconds: "every action of the last minutes"
_UNDO_MOST = 20
_AROUND = 96  # design pixels that stay in sight above and below what has the keyboard
_RARE_AFTER = 400  # milliseconds: not before the first page stands


class MainWindow(QWidget):
    """`make_page(key)` makes a page when it is first opened; keys are those of the places, or

    `place/detail` for a page below a place. A page may have a `back_requested` signal, and a
    focus proxy: the widget that gets the keyboard when the page is opened.
    """

    help_requested = Signal(str)  # the key of the page in view
    settings_requested = Signal()
    papers_requested = Signal()
    meeting_requested = Signal(str)
    left = Signal()  # Escape where nothing leads further back
    page_opened = Signal(str)
    closing = Signal()  # texts have been finished; the last moment to write

    def __init__(
        self,
        places: Sequence[Place],
        make_page: Callable[[str], QWidget],
        title: str = "",
        *,
        main: bool = True,
    ) -> None:
        """Closing the `main` window ends the program, and with it the work on the worker."""
        super().__init__()
        self._main = main
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(title or _("协商议事"))
        self.setWindowIcon(icons.icon("logo", "red", 64))
        self._make_page = make_page
        self._places = [place.key for place in places]
        self._pages: dict[str, QWidget] = {}
        self._key = ""
        self._trail: list[str] = []
        self._undo: list[tuple[float, Callable[[], object]]] = []
        #: What the village knows of days, for the months that date fields open.
        self.read_days: Callable[[], VillageDays] | None = None
        self.navigation = Navigation(places)
        self.navigation.chosen.connect(self.open)
        self.top_bar = TopBar()
        self.top_bar.help_pressed.connect(self._help)
        self.top_bar.settings_pressed.connect(self.settings_requested)
        self.top_bar.papers_pressed.connect(self.papers_requested)
        self.top_bar.meeting_pressed.connect(self.meeting_requested)
        self._practice: QWidget | None = None
        self._strip: QWidget | None = None
        self._stack = QStackedWidget()
        across = Row(self, gap=0)
        across.addWidget(self.navigation)
        self._down = Column(gap=0)
        self._down.addWidget(self.top_bar)
        self._down.addWidget(self._stack, 1)
        across.addLayout(self._down, 1)
        self._toast: Toast | None = None
        self._busy: QWidget | None = None
        tasks.worker().changed.connect(self._add_busy_bar)
        self._add_shortcuts(self._places)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keep_in_sight)
        self.setMinimumSize(800, 560)

    # ---- pages

    def open(self, key: str) -> QWidget:
        """Show the page of this key, made if it is the first time; gives it."""
        if key not in self._pages:
            page = self._make_page(key)
            back = getattr(page, "back_requested", None)
            if back is not None:
                back.connect(self.back)
            self._pages[key] = page
            self._stack.addWidget(page)
        if key != self._key:
            place = key.partition("/")[0]
            # A place is a new beginning; the way back leads up to it.
            self._trail = [] if key in self._places else [*self._trail, self._key or place]
            self._show(key)
        return self._pages[key]

    def back(self) -> None:
        """The page from where this one was opened, else the place it belongs to."""
        if self._trail:
            self._show(self._trail.pop())
        elif "/" in self._key:
            self._show(self._key.partition("/")[0])

    def take_keyboard(self) -> None:
        """Put the keyboard where the page in view begins."""
        page = self._pages[self._key]
        (page.focusProxy() or page).setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def page_has_keyboard(self) -> bool:
        """Whether the keyboard is on the page in view, not on the frame or a sheet."""
        page, held = self._pages.get(self._key), self.focusWidget()
        return page is not None and held is not None and page.isAncestorOf(held)

    def key(self) -> str:
        """The key of the page in view."""
        return self._key

    def page(self, key: str) -> QWidget | None:
        """A page that was made, or None."""
        return self._pages.get(key)

    # ---- what the frame says

    def show_venue(self, name: str) -> None:
        """The name of the venue (协商议事室), at the left of the top bar."""
        self.top_bar.show_venue(name)

    def show_next_meeting(self, words: str, short: str = "", running: str = "") -> None:
        """The next meeting with its countdown; `short` where the bar is narrow."""
        self.top_bar.show_next_meeting(words, short, running)

    def show_state(self, states: Sequence[State]) -> None:
        """The state line of trust."""
        self.top_bar.show_state(states)

    def show_practice(self, on: bool) -> None:
        """Mark every page as the practice village."""
        if on and self._practice is None:
            self._practice = _practice_strip()
            self._down.insertWidget(1, self._practice)
        if self._practice is not None:
            show_if(self._practice, on)

    def show_strip(self, strip: QWidget) -> None:
        """Mark every page: whose records these are."""
        if self._strip is not None:
            self._strip.deleteLater()
        self._strip = strip
        self._down.insertWidget(1, strip)

    def show_toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done, for 8 s; with `undo` it can be taken back by 撤销 or Ctrl+Z.

        Ctrl+Z goes on working when the toast is gone: for the last 20 actions, 5 minutes each.
        """
        if undo is not None:
            self.remember_undo(undo)
        if self._toast is None:
            from xieshang_desktop.ui.widgets.toast import Toast  # not before something was done

            self._toast = Toast(self)
            self._toast.undo_pressed.connect(self.undo)
        self._toast.show_words(words, undo is not None)

    def remember_undo(self, undo: Callable[[], object]) -> None:
        """Something was done without a toast; Ctrl+Z takes it back. An older toast goes: its 撤销
        would take back this."""
        self.hide_toast()
        self._undo = [*self._undo[1 - _UNDO_MOST :], (monotonic() + _UNDO_FOR, undo)]

    def undo(self) -> None:
        """Take back the newest action that still can be."""
        self.hide_toast()
        while self._undo:
            until, call = self._undo.pop()
            if until >= monotonic():
                call()
                return

    def forget_undo(self) -> None:
        """Nothing before this can be taken back (sealed, sent)."""
        self._undo = []
        self.hide_toast()

    # ---- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._trail or "/" in self._key:
                self.back()
            else:
                self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        last_input.watch(self)
        QTimer.singleShot(_RARE_AFTER, theme.add_rare_faces)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._toast is not None:
            self._toast.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        from xieshang_desktop.ui.widgets import sheet

        sheet.close_all()
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # the text being typed is finished
        self.closing.emit()
        if self._main:
            tasks.stop()
        super().closeEvent(event)

    def _show(self, key: str) -> None:
        if key not in self._pages:
            self.open(key)
            return
        self._key = key
        if key.partition("/")[0] in self._places:  # what the top bar opens belongs to none
            self.navigation.show_place(key.partition("/")[0])
        self._stack.setCurrentWidget(self._pages[key])
        self.take_keyboard()
        self.page_opened.emit(key)

    def hide_toast(self) -> None:
        """Something else is said in its place; what it offered can still be taken back."""
        if self._toast is not None:
            self._toast.hide()

    def offers_undo(self) -> bool:
        """Whether a toast with 撤销 is in sight."""
        return self._toast is not None and self._toast.isVisible() and self._toast.can_undo

    def _keep_in_sight(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Whichever way a key leads somewhere, it is not below the fold."""
        if now is None or not last_input.was_key():
            return
        above = now.parentWidget() if self.isAncestorOf(now) else None
        while above is not None and above is not self:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(now, 0, theme.px(_AROUND))
            above = above.parentWidget()

    def _add_busy_bar(self) -> None:
        if self._busy is None:
            from xieshang_desktop.ui.widgets.busy_bar import BusyBar  # not before a slow job

            self._busy = BusyBar()
            self._down.addWidget(self._busy)

    def _help(self) -> None:
        self.help_requested.emit(self._key)

    def _add_shortcuts(self, keys: Sequence[str]) -> None:
        calls: list[tuple[str, Callable[[], object]]] = [
            ("F1", self._help),
            ("Ctrl+=", theme.larger),
            ("Ctrl++", theme.larger),
            ("Ctrl+-", theme.smaller),
            ("Ctrl+0", lambda: theme.set_scale(100)),
        ]
        for number, key in enumerate(keys[:9], 1):
            calls.append((f"Ctrl+{number}", partial(self.open, key)))
        for keys_pressed, call in calls:
            shortcut = QShortcut(QKeySequence(keys_pressed), self)
            shortcut.activated.connect(_unless_asked(call))


def _unless_asked(call: Callable[[], object]) -> Callable[[], None]:
    """The window's own shortcuts wait while a sheet is open; the size may always change."""

    def run() -> None:
        from xieshang_desktop.ui.widgets import sheet  # not needed for the first page

        if not sheet.is_open() or call in (theme.larger, theme.smaller):
            call()

    return run


def _practice_strip() -> QWidget:
    strip = QWidget()
    strip.setObjectName("practice")
    strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = Row(strip, gap=10, margins=(24, 6, 24, 6))
    row.addWidget(icons.IconLabel("info", "amber", 18))
    row.addWidget(Label(_("练习村：人和事都是编的，可以放心试。"), "waiting"), 1)
    return strip
