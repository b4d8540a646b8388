"""The left of the hall: the agenda in time, and who waits to speak."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.meeting_clock import ClockView
from xieshang_desktop.ui.presenters.meeting_floor import FloorPresenter
from xieshang_desktop.ui.presenters.meeting_floor_view import FloorView
from xieshang_desktop.ui.presenters.meeting_hall import HallPresenter
from xieshang_desktop.ui.presenters.meeting_hall_view import HallView
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryAction, EntryList
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.row_dragging import RowDragging
from xieshang_desktop.ui.widgets.text import Label

#: How a timer is shown, as a kind of words.
_KINDS = {"soon": "waiting", "over": "attention"}


class AgendaList(EntryList):
    """A click looks at an item, its menu changes it, dragging or Alt and an arrow moves it."""

    def __init__(self, presenter: HallPresenter, most: int = 0) -> None:
        super().__init__(clicks=True, most=most, lead=18)
        self._presenter = presenter
        self.setAccessibleName(_("议程"))
        self._dragging = RowDragging(self)
        self._dragging.dropped.connect(self._drop)
        self.opened.connect(presenter.show_item)
        self.acted.connect(self._carry_out)

    def show_agenda(self, view: HallView, *, may_change: bool) -> None:
        """The items, the one in front marked."""
        self._dragging.on = may_change
        self.set_actions(_actions(timed=view.timed) if may_change else ())
        rows = [Entry(*row, strong=row.key == view.running) for row in view.agenda]
        self.show_rows(rows, view.key)

    def _drop(self, begun: int, to: int) -> None:
        self._presenter.drop_item(self.rows()[begun].key, to)

    def _carry_out(self, key: str, action: str) -> None:
        if action == "begin":
            self._presenter.begin_item(key)
        elif action == "edit":
            self._presenter.ask_item(key)
        else:
            self._presenter.move_item(key, -1 if action == "up" else 1)


class Agenda(QWidget):
    """The agenda above, the queue below it while somebody waits."""

    def __init__(self, presenter: HallPresenter) -> None:
        super().__init__()
        column = Column(self, gap=14)
        card = Card(_("议程"), gap=4, margins=(10, 18, 10, 14))
        self.late = Label("", "waiting")
        card.head.addWidget(self.late)
        card.head.setContentsMargins(12, 0, 10, 0)
        self.left, self.ending = Label("", "small"), Label("", "small")
        self.list = AgendaList(presenter)
        self.next = Button("", pressed=presenter.next_item)
        self.end = Button("", pressed=presenter.ask_end)
        for part in (self.left, self.ending):
            part.setContentsMargins(12, 0, 0, 0)
            card.body.addWidget(part)
        card.body.addWidget(self.list, 1)
        buttons = Row(gap=8)
        buttons.addWidget(self.next, 1)
        buttons.addWidget(self.end)
        card.body.addLayout(buttons)
        self.shares = Button("", icon="statistics", pressed=presenter.floor.open_shares, reads=True)
        card.body.addWidget(self.shares)
        column.addWidget(card, 1)
        self._queue_card = Card(_("等候发言"), gap=4, margins=(10, 16, 10, 10))
        self._queue_card.head.setContentsMargins(12, 0, 0, 0)
        self.queue = QueueList(presenter.floor, most=4)
        self._queue_card.body.addWidget(self.queue, 1)
        column.addWidget(self._queue_card)
        show_if(self._queue_card, False)
        self.show_clock(ClockView("", "", "", "", "", ""))

    def show_agenda(self, view: HallView, *, may_change: bool) -> None:
        """The items and the key for the next."""
        self.list.show_agenda(view, may_change=may_change)
        self.next.show_words(view.following, "F8")
        show_if(self.next, may_change and bool(view.following))
        if not may_change:
            self.show_clock(ClockView("", "", "", "", "", ""))

    def show_floor(self, view: FloorView, *, may_speak: bool) -> None:
        """Who waits."""
        self._queue_card.show_heading(_("等候发言（{0}）").format(len(view.waiting)))
        self.queue.show_waiting(view)
        show_if(self._queue_card, may_speak and bool(view.waiting))
        self.shares.show_words(view.spoken)
        show_if(self.shares, not may_speak and bool(view.spoken))

    def show_clock(self, clock: ClockView) -> None:
        """How late it is, and what is left of the item."""
        shown = (
            (self.late, clock.late, "waiting"),
            (self.left, clock.item, _KINDS.get(clock.item_state, "small")),
            (self.ending, clock.end, "small"),
        )
        for label, words, kind in shown:
            if label.text() != words:
                label.show_words(words, kind)
            show_if(label, bool(words))


class QueueList(EntryList):
    """Who waits: Enter gives the floor, Insert in between, Delete takes the hand down."""

    def __init__(self, presenter: FloorPresenter, most: int) -> None:
        super().__init__(most=most, lead=18)
        self._presenter = presenter
        self.setAccessibleName(_("等候发言"))
        self.set_actions(
            (
                EntryAction("give", _("请他发言"), "Enter"),
                EntryAction("interrupt", _("插话，原来的接着说"), "Insert"),
                EntryAction("withdraw", _("取消举手"), "Delete"),
            )
        )
        self.opened.connect(presenter.give)
        self.acted.connect(self._carry_out)

    def show_waiting(self, view: FloorView) -> None:
        """In the order in which they are called."""
        self.show_rows([Entry(*row) for row in view.waiting])

    def _carry_out(self, key: str, action: str) -> None:
        getattr(self._presenter, action)(key)


def _actions(*, timed: bool) -> tuple[EntryAction, ...]:
    begin = (EntryAction("begin", _("现在议这一项")),) if timed else ()
    return (
        *begin,
        EntryAction("up", _("往前移"), "Alt+Up"),
        EntryAction("down", _("往后移"), "Alt+Down"),
        EntryAction("edit", _("改这一项"), "Ctrl+E"),
    )
