"""名册: who are we? People and households, found by name, pinyin, initials or telephone tail."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.pinyin import pinyin
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.person_sheets import ask_household
from xieshang_desktop.ui.presenters.people import (
    Filters,
    HouseholdRow,
    PeoplePresenter,
    PersonRow,
    Wanted,
    group_rank,
)
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.fields import ChoiceField, SelectField
from xieshang_desktop.ui.widgets.layout import Flow, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.text import Label


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = PeoplePage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class PeoplePage(Page):
    """The register; Enter opens a person, letters search."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("名册"))
        self._context = context
        self._presenter = PeoplePresenter(context.desk, self)
        self.load = Button(
            _("导入名册"), icon="folder", pressed=lambda: context.go("people/import")
        )
        self.add = Button(
            _("加一个人"), "primary", "plus", pressed=lambda: context.go("people/edit", "new")
        )
        self.header.add_action(self.load)
        self.header.add_action(self.add)
        self.search = FilterBox(_("姓名、拼音、首字母或电话尾号"))
        self.view = ChoiceField("", [("people", _("按人")), ("households", _("按户"))])
        self.view.show_value("people")
        self.group, self.role, self.register = SelectField(""), SelectField(""), SelectField("")
        self._narrow = QWidget()
        flow = Flow(self._narrow, gap=12, row_gap=10)
        for field in (self.view, self.group, self.role, self.register):
            field.changed.connect(lambda _chosen: self._ask())
            flow.addWidget(field)
        self.body.addWidget(self.search)
        self.body.addWidget(self._narrow)
        card = Card(margins=(6, 6, 6, 6))
        self.people = _Table(
            [
                Column(_("姓名"), 168, order=pinyin),
                Column("", 84, kind="chip"),
                Column(_("组别"), 120, order=group_rank),
                Column(_("户主"), 120, kind="secondary", rank=1, order=pinyin),
                Column(_("与户主关系"), 116, kind="secondary", rank=3),
                Column(_("性别"), 72, kind="secondary", rank=2),
                Column(_("出生"), 116, kind="secondary", rank=4),
                Column(_("身份")),
            ]
        )
        self.homes = _Table(
            [
                Column(_("户主"), 140, order=pinyin),
                Column(_("组别"), 140, order=group_rank),
                Column(_("户号"), 110, kind="secondary", rank=1),
                Column(_("人口"), 80),
                Column(_("成员"), kind="secondary"),
            ]
        )
        for table in (self.people, self.homes):
            table.opened.connect(self._open)
            table.typed.connect(self._type)
            card.body.addWidget(table, 1)
        self.empty = Empty("people", "")
        self.empty.acted.connect(self._fill)
        card.body.addWidget(self.empty)
        self.body.addWidget(card, 1)
        self.shown_count = Label("", "small")
        self.body.addWidget(self.shown_count)
        self.search.typed.connect(lambda _words: self._ask())
        self.search.entered.connect(lambda _words: self._open(self._table().marked_key()))
        self.search.drive(self.people)
        self._anybody = True
        self.setFocusProxy(self.search)

    def open_object(self, object_id: str | None) -> None:
        """The list as it was left; with an id, that person is marked."""
        if object_id:
            self.people.show_rows(self.people.rows.all_rows(), object_id)

    def refresh(self) -> None:
        """Read the register again."""
        self._presenter.refresh()
        self._ask()

    # ---- what the presenter shows

    def show_filters(self, filters: Filters) -> None:
        """Offer the groups there are; what was chosen stays chosen."""
        for field, choices in zip((self.group, self.role, self.register), filters, strict=True):
            kept = field.value() if field.value() in dict(choices) else ""
            field.show_choices(choices, kept)

    def show_counts(self, words: str, *, anybody: bool) -> None:
        """Say how many there are; an empty register has only the way to fill it."""
        self._anybody = anybody
        self.header.show_beside(words)
        # One red button: the one that leads on.
        theme.set_kind(self.add, "primary" if anybody else "secondary")
        theme.set_kind(self.empty.button, "secondary" if anybody else "primary")
        self.add.rescale()
        self.setFocusProxy(self.search if anybody else self.empty.button)
        show_if(self.load, anybody)
        for part in (self.search, self._narrow):
            show_if(part, anybody)

    def show_people(self, rows: Sequence[PersonRow], shown: str) -> None:
        """Show these people."""
        self._show(self.people, rows, shown)

    def show_households(self, rows: Sequence[HouseholdRow], shown: str) -> None:
        """Show these households."""
        self._show(self.homes, rows, shown)

    def show_nobody(self, sentence: str, button: str) -> None:
        """Nobody is as wanted."""
        self.empty.show_sentence(sentence, button)

    # ---- what people do

    def _show(self, table: DataTable, rows: Sequence[tuple], shown: str) -> None:
        mark = "" if self.search.words() else table.marked_key()
        table.show_rows(rows, mark)
        self.search.drive(table)
        for one in (self.people, self.homes):
            show_if(one, one is table and bool(rows))
        show_if(self.empty, not rows)
        self.shown_count.setText(_("显示 {0}").format(shown))
        show_if(self.shown_count, bool(rows))
        if not rows and self._anybody:
            self._presenter.explain_nobody()
        elif not rows and self._context.desk.store.mirrored:
            self.empty.show_sentence(_("（名册留在村里，没有交来）"))
        elif not rows:
            self.empty.show_sentence(
                _(
                    "名册还是空的。把村里现成的花名册导进来：Excel、WPS 表格、CSV 都行，"
                    "先看后导，导错了可以撤销。"
                ),
                _("导入名册"),
            )

    def _table(self) -> DataTable:
        return self.homes if self.view.value() == "households" else self.people

    def _ask(self) -> None:
        by_household = self.view.value() == "households"
        show_if(self.role, not by_household)
        show_if(self.register, not by_household)
        self._presenter.show(
            Wanted(
                text=self.search.words(),
                group=self.group.value(),
                role=self.role.value(),
                register=self.register.value(),
                households=by_household,
            )
        )

    def _open(self, key: str) -> None:
        if not key:
            return
        if self._table() is self.people:
            self._context.go("people/person", key)
            return
        person_id = self._presenter.first_of(key)
        if person_id:
            self._context.go("people/person", person_id)
        else:
            ask_household(self._context, key)

    def _type(self, letters: str) -> None:
        self.search.setFocus()
        self.search.setText(letters)

    def _fill(self) -> None:
        if self._anybody:
            self._context.go("people/edit", f"new#{self.search.words()}")
        else:
            self._context.go("people/import")


class _Table(DataTable):
    """`typed(letters)`: a letter pressed on the list begins a search."""

    typed = Signal(str)

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__(columns, least=4)

    def keyboardSearch(self, letters: str) -> None:
        if letters.strip():
            self.typed.emit(letters)
