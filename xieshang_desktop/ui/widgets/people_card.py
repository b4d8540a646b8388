"""The people one may be choosing from, on a card; or why there is nobody."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt

from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.people_list import PeopleList
from xieshang_desktop.ui.widgets.people_model import PersonRow
from xieshang_desktop.ui.widgets.text import Label


class PeopleCard(Card):
    """`people` is the list."""

    def __init__(self, want: int = 0) -> None:
        """`want`: see PeopleList."""
        super().__init__(gap=0, margins=(1, 1, 1, 1))
        self.people = PeopleList(least=2, want=want)
        self._nobody = Label("", "secondary", wrap=True)
        self._nobody.setContentsMargins(20, 20, 20, 20)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.people, 1)
        self.body.addWidget(self._nobody, 1)

    def show_people(self, rows: Sequence[PersonRow], *, mark_first: bool = True) -> None:
        """These people, from the top; the first is marked, or nobody."""
        show_if(self._nobody, False)
        show_if(self.people, True)
        self.people.show_rows(rows)
        self.people.scrollToTop()
        if not mark_first:
            self.people.setCurrentIndex(QModelIndex())

    def show_nobody(self, sentence: str) -> None:
        """Nobody to show, and why."""
        self.people.show_rows([])
        show_if(self.people, False)
        self._nobody.setText(sentence)
        show_if(self._nobody, True)
