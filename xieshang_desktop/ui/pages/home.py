"""工作台: what do I have to do today?"""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.home import HomeView
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.counts import Figure, Figures
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.layout import Split, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.todo_rows import Todo, TodoRows

if TYPE_CHECKING:
    from xieshang_desktop.ui.context import Context

_AT_FIRST = 7  # rows that a village laptop shows; the others follow with the records


class HomePage(Page):
    """Painted from the snapshot before anything is loaded; its buttons lead on once it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("工作台"), parent=parent)
        self._context: Context | None = None
        self._targets: dict[str, tuple[str, str]] = {}
        self._fill = ""
        self.new_topic = Button(_("登记议题"), "primary", "plus", pressed=self._new_topic)
        self.header.add_action(self.new_topic)
        todo = Card(_("要办的事"))
        self.rows = TodoRows()
        self.rows.acted.connect(self._act)
        self.more = Label("", "secondary")
        self._empty: Empty | None = None
        self._todo = todo.body
        todo.body.addWidget(self.rows)
        todo.body.addWidget(self.more)
        todo.body.addStretch(1)
        year = Card(_("今年"))
        self.figures = Figures()
        year.body.addWidget(self.figures)
        year.body.addStretch(1)
        split = Split(todo, year, side=320)
        self.body.addWidget(split, 1)
        self.setFocusProxy(self.new_topic)

    def connect_to(self, context: Context) -> None:
        """The desk is open: the buttons lead somewhere."""
        self._context = context

    def show_view(self, view: HomeView) -> None:
        """Show the list and the year."""
        self.header.show_beside(view.day)
        self._targets = {
            str(number): (todo.page, todo.object_id) for number, todo in enumerate(view.todos)
        }
        self.rows.show_items(
            [
                Todo(
                    str(number),
                    todo.day,
                    todo.above,
                    todo.sentence,
                    todo.note,
                    todo.button,
                    todo.kind,
                )
                for number, todo in enumerate(view.todos[: _AT_FIRST if view.waiting else None])
            ]
        )
        show_if(self.rows, bool(view.todos))
        self.more.setText(_("另有 {0} 件，在议题、会议和办理里。").format(view.more))
        show_if(self.more, view.more > 0)
        self._fill = view.fill[1]
        if not view.todos:
            self._show_empty(view)
        if self._empty is not None:
            show_if(self._empty, not view.todos)
        self.figures.show_figures([Figure(label, value) for label, value in view.figures])

    def _show_empty(self, view: HomeView) -> None:
        """Why the list is empty; made when it first is, for most starts do without."""
        if self._empty is None:
            self._empty = Empty("tick", "", kind="secondary")
            self._empty.acted.connect(lambda: self._go(self._fill, ""))
            self._todo.insertWidget(self._todo.count() - 1, self._empty)
        self._empty.show_sentence(view.empty, view.fill[0], "people" if view.fill[0] else "tick")

    def _act(self, key: str) -> None:
        self._go(*self._targets[key])

    def _new_topic(self) -> None:
        self._go("topics/edit", "")

    def _go(self, page: str, object_id: str) -> None:
        if self._context is not None:
            self._context.go(page, object_id or None)
