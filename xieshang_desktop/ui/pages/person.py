"""One person: what is known, the household, the roles; telephone and ID only when asked for."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.services.people import person_returned
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages import person_sheets as sheets
from xieshang_desktop.ui.presenters.person import PersonView, person_view
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.facts import Facts
from xieshang_desktop.ui.widgets.layout import Column as Stack
from xieshang_desktop.ui.widgets.layout import Flow, Split, show_if
from xieshang_desktop.ui.widgets.line_rows import LineRow, LineRows
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text import Label


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    page = PersonPage(context)
    page.shown.connect(page.refresh)
    context.changed.connect(lambda: page.refresh() if page.isVisible() else None)
    return page


class PersonPage(Page):
    """Shows one person; leaving the page masks telephone and ID again."""

    def __init__(self, context: Context) -> None:
        super().__init__("", _("返回"))
        self._context = context
        self._person_id = ""
        self._revealed = False
        self._view: PersonView | None = None
        self.leave = Button("", pressed=self._leave)
        self.edit = Button(_("修改"), "primary", "edit", pressed=self._edit)
        self.header.add_action(self.leave)
        self.header.add_action(self.edit)
        about = Card(_("基本情况"), gap=14)
        self.reveal = Button("", icon="eye", pressed=self._reveal, reads=True)
        about.head.addWidget(self.reveal)
        self.facts = Facts()
        about.body.addWidget(self.facts)
        self.erase = Button(_("抹去个人资料…"), pressed=lambda: self._ask(sheets.ask_erasing))
        about.body.addWidget(self.erase, 0, Qt.AlignmentFlag.AlignLeft)
        roles = Card(_("身份"))
        self.give = Button(_("加身份"), icon="plus", pressed=lambda: self._ask(sheets.ask_role))
        roles.head.addWidget(self.give)
        self.roles = LineRows()
        self.roles.acted.connect(self._end_role)
        self.no_roles = Label(_("没有登记身份。"), "secondary")
        roles.body.addWidget(self.roles)
        roles.body.addWidget(self.no_roles)
        roles.body.addStretch(1)
        left = QWidget()
        column = Stack(left, gap=14)
        column.addWidget(about)
        column.addWidget(roles, 1)
        self._home = Card(_("本户"), gap=12)
        self.home_line = Label("", "secondary", wrap=True)
        self.members = DataTable(
            [
                Column(_("姓名")),
                Column(_("与户主关系"), 112, kind="secondary"),
                Column("", 140, kind="secondary", rank=1),
            ],
            least=4,
        )
        self.members.setSortingEnabled(False)
        self.members.opened.connect(lambda key: context.go("people/person", key))
        tools = QWidget()
        flow = Flow(tools, gap=10, row_gap=8)
        self.add_member = Button(_("加一口人"), icon="plus", pressed=self._add_member)
        self.change_home = Button(_("改户"), pressed=self._change_home)
        self.move = Button("", pressed=lambda: self._ask(sheets.ask_move))
        for button in (self.add_member, self.change_home, self.move):
            flow.addWidget(button)
        self._home.body.addWidget(self.home_line)
        self._home.body.addWidget(self.members, 1)
        self._home.body.addWidget(tools)
        self._filler = QWidget()
        self._home.body.addWidget(self._filler, 1)
        self.body.addWidget(Split(left, self._home, (1, 1)), 1)
        self.setFocusProxy(self.edit)

    def open_object(self, object_id: str | None) -> None:
        """Show this person."""
        if object_id and object_id != self._person_id:
            self._person_id, self._revealed = object_id, False
        self.refresh()

    def refresh(self) -> None:
        """Read the person again; who is gone (an undone entry) leads back to the list."""
        if not self._person_id:
            return
        view = person_view(self._context.desk, self._person_id, reveal=self._revealed)
        if view is None:
            self._person_id = ""
            if self.isVisible():
                self._context.go("people")
            return
        self._show(view)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._revealed = False

    def _show(self, view: PersonView) -> None:
        self._view = view
        self.show_title(view.name)
        self.header.show_chips(view.chips)
        self.header.show_line(view.line)
        self.leave.show_words(_("又回来了") if view.left else _("迁出或去世"))
        self.facts.show_facts(view.facts)
        self.reveal.show_words(_("遮住") if view.revealed else _("显示电话和身份证号"))
        show_if(self.reveal, view.veiled)
        show_if(self.give, not view.left)
        self.roles.show_rows(
            [
                LineRow(
                    role.id, role.words, role.note, _("结束") if role.held else "", not role.held
                )
                for role in view.roles
            ]
        )
        show_if(self.roles, bool(view.roles))
        show_if(self.no_roles, not view.roles)
        at_home = bool(view.household_id)
        show_if(self._home, view.villager)
        self.home_line.setText(view.household if at_home else _("还没有归到哪一户。"))
        self.members.show_rows([tuple(row) for row in view.members], view.id)
        show_if(self.members, bool(view.members))
        show_if(self._filler, not view.members)
        show_if(self.add_member, at_home and not view.left)
        show_if(self.change_home, at_home)
        show_if(self.move, not view.left)
        self.move.show_words(_("换一户") if at_home else _("归到一户"))

    # ---- what people do

    def _ask(self, sheet) -> None:
        if self._view is not None:
            sheet(self._context, self._view)

    def _edit(self) -> None:
        if self._view is not None:
            self._context.go("people/edit", self._view.id)

    def _reveal(self) -> None:
        self._revealed = not self._revealed
        self.refresh()

    def _leave(self) -> None:
        view, context = self._view, self._context
        if view is None:
            return
        if view.left:
            said = _("{0} 又在册了").format(view.name)
            context.attempt(lambda: person_returned(context.desk, view.id), said)
        else:
            sheets.ask_leaving(context, view)

    def _end_role(self, role_id: str) -> None:
        view = self._view
        role = next((one for one in view.roles if one.id == role_id), None) if view else None
        if view is not None and role is not None:
            sheets.ask_role_end(self._context, view, role)

    def _add_member(self) -> None:
        if self._view is not None:
            self._context.go("people/edit", f"new:{self._view.household_id}")

    def _change_home(self) -> None:
        if self._view is not None:
            sheets.ask_household(self._context, self._view.household_id)
