"""The hall's agenda where the window is narrow: one line above the talk, the list in a sheet."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.pages.meeting_hall_agenda import AgendaList
from xieshang_desktop.ui.presenters.meeting_clock import ClockView
from xieshang_desktop.ui.presenters.meeting_floor_view import FloorView
from xieshang_desktop.ui.presenters.meeting_hall import HallPresenter
from xieshang_desktop.ui.presenters.meeting_hall_view import HallView
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import OneLine


class Strip(QWidget):
    """Which item is in front, how late it is, and the keys for what comes next. `wanted(key)`: what
    the item is about, or the menu ("")."""

    wanted = Signal(str)

    def __init__(self, presenter: HallPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._view: HallView | None = None
        self._may_change = self._low = False
        row = Row(self, gap=8)
        self.open = Button(_("议程"), icon="list", pressed=self._open, reads=True)
        self.where = OneLine("", "strong")
        self.time = OneLine("", "secondary")
        self.about = Button(_("事由"), "quiet", pressed=lambda: self.wanted.emit("about"))
        self.more = Button(_("更多"), "quiet", pressed=lambda: self.wanted.emit(""))
        self.next = Button("", pressed=presenter.next_item)
        self.end = Button("", pressed=presenter.ask_end)
        row.addWidget(self.open)
        row.addWidget(self.where)
        row.addWidget(self.time, 1)
        row.addWidget(self.about)
        row.addWidget(self.more)
        self.shares = Button("", icon="statistics", pressed=presenter.floor.open_shares, reads=True)
        row.addWidget(self.shares)
        row.addWidget(self.next)
        row.addWidget(self.end)

    def show_agenda(self, view: HallView, *, may_change: bool) -> None:
        """Where the meeting stands."""
        self._view, self._may_change = view, may_change
        self._show_where()
        self.next.show_words(view.following, "F8")
        show_if(self.next, may_change and bool(view.following))
        if not may_change:
            self.time.setText("")

    def show_floor(self, view: FloorView, *, may_speak: bool) -> None:
        """Afterwards, how many spoke."""
        self.shares.show_words(view.spoken)
        show_if(self.shares, not may_speak and bool(view.spoken))

    def show_clock(self, clock: ClockView) -> None:
        """How late, and what is left."""
        parts = (clock.item, clock.late, "" if self._low else clock.end)
        words = " · ".join(part for part in parts if part)
        if self.time.text() != words:
            self.time.setText(words)

    def show_low(self, *, on: bool) -> None:
        """Where it is low the item stands here, and what else there is to it; not in the talk."""
        self._low = on
        for button in (self.about, self.more):
            show_if(button, on)
        self._show_where()

    def _show_where(self) -> None:
        if self._view is None:
            return
        where = _("第 {number} 项，共 {count} 项")
        if self._low:
            where = "{number}/{count}　{title}"
        view = self._view
        title = next((row.text for row in view.agenda if row.key == view.key), "")
        self.where.setText(where.format(number=view.number, count=view.of, title=title))

    def _open(self) -> None:
        if self._view is None:
            return
        told = Sheet(self, _("议程"), width=640)
        items = AgendaList(self._presenter, most=9)
        items.show_agenda(self._view, may_change=self._may_change)
        items.opened.connect(lambda _key: told.leave())
        items.acted.connect(lambda _key, _action: told.leave())
        told.body.addWidget(items)
        told.open(items)
