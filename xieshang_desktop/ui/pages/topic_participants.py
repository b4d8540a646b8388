"""确定主体: who takes part in a topic, and whether the mix is right."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import Part
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.topic_participants import (
    Found,
    ParticipantsPresenter,
    ParticipantsView,
    parts,
)
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.fields import SelectField
from xieshang_desktop.ui.widgets.layout import Split, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.text import Label


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = ParticipantsPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class ParticipantsPage(Page):
    """Left: find and add. Right: those chosen and the mix."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("定参加人"), _("返回议题"))
        self._context = context
        self._presenter = ParticipantsPresenter(context.desk, self, context.attempt)
        self.done = Button(_("定好了"), "primary", pressed=self._finish)
        self.header.add_action(self.done)
        left = Card(_("找人加入"), gap=12)
        self.part = SelectField(_("作为"))
        self.part.show_choices(parts(), Part.STAKEHOLDER.value)
        self.search = FilterBox(_("姓名、拼音、首字母或手机尾号，回车加入"))
        self.found = DataTable(
            [Column(_("姓名"), 100), Column(_("组和户主"), kind="secondary"), Column("", 64)],
            least=3,
        )
        self.search.drive(self.found)
        self.search.typed.connect(self._presenter.find)
        self.search.entered.connect(lambda _words: self._add(self.found.marked_key()))
        self.found.opened.connect(self._add)
        self.standing = Button(
            _("加入议事会成员和监督委员会"), pressed=self._presenter.add_standing
        )
        left.body.addWidget(self.search)
        left.body.addWidget(self.part)
        left.body.addWidget(self.found, 1)
        left.body.addWidget(self.standing, 0, Qt.AlignmentFlag.AlignLeft)
        right = Card(_("已选"), gap=12)
        self.mix = Label("", "", wrap=True)
        self.missing = Label("", "waiting", wrap=True)
        self.chosen = _ChosenTable(self._remove)
        self.remove = Button(
            _("去掉这一位"), pressed=lambda: self._remove(self.chosen.marked_key())
        )
        right.body.addWidget(self.mix)
        right.body.addWidget(self.missing)
        right.body.addWidget(self.chosen, 100)
        right.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        right.body.addStretch(1)  # while nobody is chosen the words stay at the top
        self.body.addWidget(Split(left, right, (1, 1)), 1)
        self.setFocusProxy(self.search)

    def open_object(self, object_id: str | None) -> None:
        """Choose for this topic."""
        self.search.clear()
        if object_id:
            self._presenter.open(object_id)
        else:
            self.refresh()
        self.search.setFocus()

    def refresh(self) -> None:
        """Read the topic again."""
        self._presenter.refresh()

    def show_participants(self, view: ParticipantsView) -> None:
        """Those chosen and the mix."""
        self.header.show_line(view.topic)
        self.chosen.show_rows(view.chosen, self.chosen.marked_key())
        self.mix.setText(view.mix)
        for part in (self.chosen, self.remove):
            show_if(part, bool(view.chosen))
        self.missing.setText(view.missing)
        show_if(self.missing, bool(view.missing))

    def show_found(self, rows: Sequence[Found]) -> None:
        """Who answers to what is typed."""
        self.found.show_rows(rows)

    def show_gone(self) -> None:
        """The topic was taken back."""
        self.back_requested.emit()

    def _add(self, person_id: str) -> None:
        if person_id:
            self._presenter.add(person_id, self.part.value())
            self.search.clear()

    def _remove(self, participant_id: str) -> None:
        if participant_id:
            self._presenter.remove(participant_id)

    def _finish(self) -> None:
        self.back_requested.emit()


class _ChosenTable(DataTable):
    def __init__(self, remove) -> None:
        super().__init__(
            [
                Column(_("姓名"), 100),
                Column(_("组或单位"), kind="secondary", rank=1),
                Column(_("作为"), 140),
            ],
            least=3,
        )
        self._remove = remove

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._remove(self.marked_key())
        else:
            super().keyPressEvent(event)
