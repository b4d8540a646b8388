"""确定主体: who takes part in a topic, and whether the mix is right."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import Part
from xieshang_desktop.services import topics
from xieshang_desktop.services.topic_file import TopicFile, open_topic
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters import topic_participants as presenter
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.counts import Figure, Figures
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.fields import ChoiceField
from xieshang_desktop.ui.widgets.layout import Row, Split, show_if
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
        self._topic_id = ""
        self._file: TopicFile | None = None
        self.done = Button(_("定好了"), "primary", pressed=self._finish)
        self.header.add_action(self.done)
        left = Card(_("找人加入"), gap=12)
        self.part = ChoiceField(_("作为"), presenter.parts())
        self.part.show_value(Part.STAKEHOLDER.value)
        self.search = FilterBox(_("姓名、拼音、首字母或手机尾号，回车加入"))
        self.found = DataTable(
            [Column(_("姓名"), 100), Column(_("组和户主"), kind="secondary"), Column("", 64)],
            least=5,
        )
        self.search.drive(self.found)
        self.search.typed.connect(lambda _words: self._find())
        self.search.entered.connect(lambda _words: self._add(self.found.marked_key()))
        self.found.opened.connect(self._add)
        self.standing = Button(_("加入议事会成员和监督委员会"), pressed=self._add_standing)
        left.body.addWidget(self.part)
        left.body.addWidget(self.search)
        left.body.addWidget(self.found, 1)
        left.body.addWidget(self.standing, 0, Qt.AlignmentFlag.AlignLeft)
        right = Card(_("已选"), gap=12)
        self.figures = Figures()
        self.missing = Label("", "waiting", wrap=True)
        self.chosen = _ChosenTable(self._remove)
        remove = Button(_("去掉这一位"), pressed=lambda: self._remove(self.chosen.marked_key()))
        row = Row(gap=12)
        row.addWidget(remove)
        row.addStretch(1)
        right.body.addWidget(self.missing)
        right.body.addWidget(self.chosen, 1)
        right.body.addLayout(row)
        right.body.addWidget(self.figures)
        self.body.addWidget(Split(left, right, (1, 1)), 1)
        self.setFocusProxy(self.search)

    def open_object(self, object_id: str | None) -> None:
        """Choose for this topic."""
        if object_id:
            self._topic_id = object_id
        self.search.clear()
        self.refresh()
        self.search.setFocus()

    def refresh(self) -> None:
        """Read the topic again."""
        if self._topic_id:
            desk = self._context.desk
            self._context.attempt(lambda: open_topic(desk, self._topic_id), then=self._show)

    def _show(self, file: TopicFile) -> None:
        self._file = file
        self.header.show_line(file.topic.title)
        mark = self.chosen.marked_key()
        self.chosen.show_rows([tuple(row) for row in presenter.chosen_rows(file)], mark)
        view = presenter.mix_view(file)
        self.figures.show_figures([Figure(*figure) for figure in view.figures])
        self.missing.setText(view.missing)
        show_if(self.missing, bool(view.missing))
        self._find()

    def _find(self) -> None:
        if self._file is not None:
            rows = presenter.found(self._context.desk, self.search.words(), self._file)
            self.found.show_rows(rows)

    def _add(self, person_id: str) -> None:
        if person_id:
            part = Part(self.part.value())
            chosen = [(person_id, part, "")]
            desk = self._context.desk
            self._context.attempt(
                lambda: topics.add_participants(desk, self._topic_id, chosen),
                _("已加入，作为{0}").format(part.words),
            )
            self.search.clear()

    def _add_standing(self) -> None:
        desk = self._context.desk
        self._context.attempt(
            lambda: presenter.add_standing(desk, self._topic_id),
            _("已加入议事会成员和监督委员会"),
        )

    def _remove(self, participant_id: str) -> None:
        if participant_id:
            desk = self._context.desk
            self._context.attempt(
                lambda: topics.remove_participant(desk, participant_id), _("已去掉")
            )

    def _finish(self) -> None:
        self._context.go("topics/topic", self._topic_id)


class _ChosenTable(DataTable):
    def __init__(self, remove) -> None:
        super().__init__(
            [
                Column(_("姓名"), 100),
                Column(_("组或单位"), kind="secondary"),
                Column(_("作为"), 140),
            ],
            least=5,
        )
        self._remove = remove

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._remove(self.marked_key())
        else:
            super().keyPressEvent(event)
