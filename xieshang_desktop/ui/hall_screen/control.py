"""Opens the hall's screen where the operator is not, follows the screens, and keeps it alive."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from shiboken6 import isValid

from xieshang_desktop.services.hall_screen import Slide
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.hall_screen.colours import DARK, LIGHT, Colours
from xieshang_desktop.ui.hall_screen.composition import Composition, compose, width_for
from xieshang_desktop.ui.hall_screen.screens import Screen, Screens
from xieshang_desktop.ui.hall_screen.window import HallWindow, PreviewWindow, Surface
from xieshang_desktop.ui.presenters.hall_screen import (
    HallScreenPresenter,
    Pages,
    Place,
    Standing,
    standing_words,
)
from xieshang_desktop.ui.presenters.hall_screen_words import Shown, slide_words

_USUAL = (1920, 1080)  # the proportions of the miniature while no screen is known
SETTING = "hall_screen"


class HallScreen(QObject):
    """One for the program. F11 opens and closes it from every page, for the meeting whose hall was
    opened last; it goes on while the operator is at the door or reads the minutes.

    `changed` whenever the operator's strip has something else to say.
    """

    changed = Signal()
    ticked = Signal()

    def __init__(self, context: Context, screens: Screens | None = None) -> None:
        super().__init__(context)
        self._context = context
        self._screens = screens or Screens(self)
        if screens is None:
            self._screens.follow()
        self._screens.changed.connect(self._screens_changed)
        self._screens.going.connect(self._screen_goes)
        self.presenter = HallScreenPresenter(context.desk, self)
        self.pages = Pages()
        self.now, self.following = Composition(1920.0), Composition(1920.0)
        self.standing = Standing.CLOSED
        self.screen: Screen | None = None
        self._shown = (Shown(Slide.BLANK), Shown(Slide.BLANK))
        self._set: tuple[Shown, float] | None = None
        self._window: HallWindow | None = None
        self._preview: PreviewWindow | None = None
        self._settings = Settings()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.second)
        context.changed.connect(self._records_changed)
        context.window.closing.connect(self.close)
        for keys, call in (
            ("F11", self.toggle),
            ("Ctrl+F11", self.step),
            ("Shift+F11", self.blank),
            ("Ctrl+Shift+F11", self.turn),
            ("Ctrl+F10", self.change_colours),
        ):
            QShortcut(QKeySequence(keys), context.window).activated.connect(call)

    # ---- what the operator does

    def take(self, meeting_id: str) -> None:
        """The hall of this meeting was opened; while another's is shown it gives way to this."""
        if self.is_wanted:
            self.presenter.open(meeting_id)
        else:
            self.presenter.meeting_id = meeting_id
            self.changed.emit()

    @property
    def is_wanted(self) -> bool:
        """Whether it is open, or will be as soon as there is a screen."""
        return self.standing is not Standing.CLOSED

    def toggle(self) -> None:
        """F11: open it, or close it."""
        if self.is_wanted:
            self.close()
        elif self.presenter.meeting_id:
            self.standing = Standing.ALONE
            self.presenter.open(self.presenter.meeting_id)
            self._timer.start()
            self._place()

    def close(self) -> None:
        """The hall's screen is put away."""
        self._timer.stop()
        self.standing, self.screen = Standing.CLOSED, None
        for window in (self._window, self._preview):
            if window is not None and isValid(window):
                window.hide()
        self.changed.emit()

    def preview(self) -> None:
        """A small window for the operator, where there is no second screen."""
        if self.standing in (Standing.SHOWN, Standing.CLOSED):
            return
        if self._preview is None:
            self._preview = PreviewWindow(self.presenter.moment, _("大屏预览"))
            self._preview.resized.connect(self._compose)
            self._preview.closed.connect(self._preview_closed)
        self.standing = Standing.PREVIEW
        self._preview.show()
        self._compose()

    def step(self) -> None:
        """Ctrl+F11: the next slide."""
        self._if_wanted(self.presenter.step)

    def blank(self) -> None:
        """Shift+F11: the brand alone, and back."""
        self._if_wanted(self.presenter.blank)

    def choose(self, slide: Slide) -> None:
        """A slide of the strip."""
        self._if_wanted(lambda: self.presenter.choose(slide))

    def turn(self) -> None:
        """Ctrl+Shift+F11: the next page of the points."""
        if self.is_wanted and self.pages.turn():
            self._paint()

    def change_colours(self) -> None:
        """Ctrl+F10: dark or light; it is remembered."""
        chosen = "light" if self.colours is DARK else "dark"
        if self._context.attempt(lambda: self._settings.choose(SETTING, chosen)):
            self._paint()

    @property
    def colours(self) -> Colours:
        """What was chosen, here or in the settings."""
        return DARK if self._settings.text(SETTING) == "dark" else LIGHT

    # ---- what the strip says

    def standing_words(self) -> str:
        """Where it stands, in words."""
        return standing_words(self.standing, self.screen.words if self.screen else "")

    def slide_words(self) -> str:
        """What is on, with its page."""
        words = slide_words(self.presenter.slide)
        if self.pages.count > 1:
            words += _("（第 {page} 页，共 {pages} 页）").format(
                page=self.pages.at + 1, pages=self.pages.count
            )
        return words

    def following_words(self) -> str:
        """What comes next."""
        return slide_words(self.presenter.following)

    # ---- what the presenter asks

    def show_slides(self, now: Shown, following: Shown, newest: Place | None) -> None:
        """Set both anew."""
        self._shown = (now, following)
        self._compose(newest=newest)

    def second(self) -> None:
        """Clocks and pages; the records are read only when something was committed."""
        if self._context.window.isHidden():
            self.close()
            return
        before = self.colours
        self._settings.reread()
        if self.presenter.refresh_if_changed():
            return
        if self.pages.second() or before is not self.colours:
            self._paint()
            return
        for surface in self._surfaces():
            surface.tick()
        self.ticked.emit()

    # ---- inside

    def _if_wanted(self, call) -> None:  # type: ignore[no-untyped-def]  # any of the presenter's
        if self.is_wanted:
            call()

    def _records_changed(self) -> None:
        if self.is_wanted:
            self.presenter.refresh()

    def _place(self) -> None:
        """Onto a screen where the operator is not; where there is none, it is not shown."""
        if not self.is_wanted:
            return
        others = self._screens.besides(self._context.window)
        if not others:
            if self.standing is not Standing.PREVIEW:
                self._hide(Standing.LOST if self.screen is not None else Standing.ALONE)
            return
        before = self.screen.name if self.screen else ""
        self.screen = next((each for each in others if each.name == before), others[0])
        if self._window is None:
            self._window = HallWindow(self.presenter.moment)
            self._window.resized.connect(self._compose)
            handle = self._context.window.windowHandle()
            if handle is not None:  # the operator's window is carried to the hall's screen
                handle.screenChanged.connect(lambda _screen: self._screens_changed())
        if self._preview is not None:
            self._preview.hide()
        self.standing = Standing.SHOWN
        self._window.resize(self.screen.geometry.size())
        self._compose()  # the picture is there before the window is
        new = not self._window.isVisible()
        self._screens.cover(self._window, self.screen)
        if new:  # some systems activate whatever is new, though it says that it takes no keys
            self._context.window.activateWindow()

    def _hide(self, standing: Standing) -> None:
        self.standing = standing
        if self._window is not None:
            self._window.hide()
        self.changed.emit()

    def _screen_goes(self, name: str) -> None:
        """Pulled: hidden before Qt would move it in front of the operator."""
        if self.standing is Standing.SHOWN and self.screen is not None and self.screen.name == name:
            self._hide(Standing.LOST)
        QTimer.singleShot(0, self, self._place)  # perhaps there is a third screen

    def _screens_changed(self) -> None:
        QTimer.singleShot(0, self, self._place)  # Qt moves the operator's window first, if at all

    def _preview_closed(self) -> None:
        if self.standing is Standing.PREVIEW:
            self._hide(Standing.LOST if self.screen else Standing.ALONE)

    def _compose(self, newest: Place | None = None) -> None:
        now, following = self._shown
        width = width_for(*self._proportions())
        if self._set != (following, width):  # the next slide mostly stays what it was
            self.following, self._set = compose(following, width), (following, width)
        self.now = compose(now, width)
        page = None if newest is None else self.now.points.get(newest, 0)
        self.pages.take(len(self.now.pages), page)
        self._paint()

    def _proportions(self) -> tuple[int, int]:
        for surface in self._surfaces():
            return surface.width(), surface.height()
        return self.screen.pixels if self.screen else _USUAL

    def _surfaces(self) -> list[Surface]:
        """The window that is in use."""
        if self.standing is Standing.SHOWN and self._window is not None:
            return [self._window]
        if self.standing is Standing.PREVIEW and self._preview is not None:
            return [self._preview]
        return []

    def _paint(self) -> None:
        for surface in self._surfaces():
            surface.show_slide(self.now, self.pages.at, self.colours)
        self.changed.emit()


def hall_screen_of(context: Context) -> HallScreen:
    """The one of this program, made when a hall is first opened."""
    known = context.findChild(HallScreen)
    return known if known is not None else HallScreen(context)
