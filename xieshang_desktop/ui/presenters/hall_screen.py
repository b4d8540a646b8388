"""The hall's screen: which slide is on, which comes next, when it is read again, which page."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from gettext import gettext as _
from typing import Protocol

from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.hall_screen import (
    ScreenView,
    Slide,
    message_of,
    read_screen,
    write_message,
)
from xieshang_desktop.ui.presenters.hall_screen_words import Shown, shown, slides_of

#: Seconds until points that need several pages are turned.
TURNED_AFTER = 8

#: A point by its section and its number.
Place = tuple[int, int]


class Standing(Enum):
    """Whether the hall sees it."""

    CLOSED = "closed"
    SHOWN = "shown"
    ALONE = "alone"  # wanted, and there is no second screen
    LOST = "lost"  # it was shown, and the screen is gone
    PREVIEW = "preview"  # in a small window, for the operator alone


class ScreenPage(Protocol):
    """What the presenter asks of the window: to show a slide and the one that would come next;
    `newest` is a point that was not there before."""

    def show_slides(self, now: Shown, following: Shown, newest: Place | None) -> None: ...


class HallScreenPresenter:
    """Reads the records when something was committed, never because a second has gone by."""

    def __init__(self, desk: Desk, page: ScreenPage) -> None:
        self._desk = desk
        self._page = page
        self._seen: object = None
        self._view: ScreenView | None = None
        self._before_blank = Slide.ITEM
        self.meeting_id = ""
        self.slide = Slide.ITEM
        self.now = Shown(Slide.BLANK)

    def open(self, meeting_id: str) -> None:
        """Show this meeting; another one begins at its item."""
        if meeting_id != self.meeting_id:
            self.meeting_id, self.slide = meeting_id, Slide.ITEM
            self.now = Shown(Slide.BLANK)
        self.refresh()

    def refresh(self) -> None:
        """Read the records and show them."""
        if not self.meeting_id:
            return
        self._seen = self._desk.store.recent
        self._view = read_screen(self._desk, self.meeting_id)
        self._show()

    def refresh_if_changed(self) -> bool:
        """The same, if anything was committed since; a sign-in at the door tells nobody else."""
        changed = self._seen is not self._desk.store.recent
        if changed:
            self.refresh()
        return changed

    def moment(self) -> datetime:
        """The laptop's clock."""
        return self._desk.clock()

    # ---- slides

    @property
    def slides(self) -> tuple[Slide, ...]:
        """What there is to show now."""
        return slides_of(self._view) if self._view is not None else ()

    @property
    def following(self) -> Slide:
        """The slide that Ctrl+F11 would bring."""
        slides = self.slides or tuple(Slide)
        at = slides.index(self.slide) if self.slide in slides else -1
        return slides[(at + 1) % len(slides)]

    def choose(self, slide: Slide) -> None:
        """Show this slide."""
        if slide in self.slides:
            self.slide = slide
            self._show()

    def step(self) -> None:
        """The next slide."""
        self.choose(self.following)

    def blank(self) -> None:
        """The brand alone, and back to what was there."""
        if self.slide is Slide.BLANK:
            self.choose(self._before_blank)
        else:
            self._before_blank = self.slide
            self.choose(Slide.BLANK)

    # ---- the free message

    def message(self) -> str:
        """What was written last for this meeting."""
        return message_of(self._desk, self.meeting_id)

    def write(self, text: str) -> None:
        """Keep a message and show it; an empty one goes back to the item."""
        write_message(self._desk, self.meeting_id, text)
        self.slide = Slide.MESSAGE if text.strip() else Slide.ITEM
        self.refresh()

    def _show(self) -> None:
        if self._view is None:
            return
        if self.slide not in self.slides:
            self.slide = Slide.ITEM
        before, self.now = self.now, shown(self._view, self.slide)
        following = shown(self._view, self.following)
        self._page.show_slides(self.now, following, newest_point(before, self.now))


class Pages:
    """Which page of a slide is in view, and when it is turned by itself."""

    def __init__(self) -> None:
        self.at, self.count, self._seconds = 0, 1, 0

    def take(self, count: int, at: int | None = None) -> None:
        """So many pages from now on; a page named is brought to the front and stays its time."""
        self.count = max(1, count)
        if at is not None:
            self._seconds = 0
        self.at = min(self.at if at is None else at, self.count - 1)

    def second(self) -> bool:
        """A second has gone by; whether the page was turned."""
        self._seconds += 1
        return self._seconds >= TURNED_AFTER and self.turn()

    def turn(self) -> bool:
        """The next page, after the last the first; whether there is more than one."""
        self._seconds = 0
        self.at = (self.at + 1) % self.count
        return self.count > 1


def newest_point(before: Shown, now: Shown) -> Place | None:
    """The first point of the same slide and title that was not there before; the beginning where
    another slide or another item is shown."""
    if (before.slide, before.title) != (now.slide, now.title):
        return (0, 0)
    known = {(section.tone, line) for section in before.sections for line in section.lines}
    for at, section in enumerate(now.sections):
        for number, line in enumerate(section.lines):
            if (section.tone, line) not in known:
                return (at, number)
    return None


def standing_words(standing: Standing, screen: str = "") -> str:
    """Where the hall's screen stands, for the operator."""
    return {
        Standing.CLOSED: _("大屏没有打开"),
        Standing.SHOWN: _("正在大屏上：{0}").format(screen),
        Standing.ALONE: _("没有第二块屏幕，没有打开。接上投影或电视，会自己打开。"),
        Standing.LOST: _("投影断开了。接上以后，会接着放。"),
        Standing.PREVIEW: _("小窗预览，只有您看得到。"),
    }[standing]
