"""The small forms of a person's page: a role and its end, moving, the household, leaving."""

from __future__ import annotations

from gettext import gettext as _

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import Role
from xieshang_desktop.services import plain_copies
from xieshang_desktop.services.erasing import erase_person, look_at
from xieshang_desktop.services.households import edit_household, move_household, start_household
from xieshang_desktop.services.people import person_left
from xieshang_desktop.services.roles import end_role, give_role
from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.person import (
    Homes,
    PersonView,
    RoleRow,
    copies_words,
    erasing_words,
    household_of,
    roles_to_give,
)
from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.data_table import DataTable
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField, SelectField
from xieshang_desktop.ui.widgets.layout import Column as Stack
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.reveal import focus_in_sight
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label


def ask_role(context: Context, view: PersonView) -> Sheet:
    """A role, the organisation it belongs to, and from when on."""
    sheet = Sheet(context.window, _("给 {0} 加身份").format(view.name), _("加上"))
    role = SelectField(_("身份"))
    role.show_choices([("", _("请选")), *roles_to_give()], "")
    organisation = LineField(_("哪个单位或届别的"), _("可以不填。"), _("例如：第十三届村委会"), 60)
    since = DateField(_("从哪天起"), lambda: context.desk.today, _("不清楚就空着。"))
    for field in (role, organisation, since):
        sheet.body.addWidget(field)

    def keep() -> None:
        day = since.day()
        if not role.value():
            role.show_error(_("请选一种身份。"))
            role.box.setFocus()
        elif not since.error() and context.attempt(
            lambda: give_role(context.desk, view.id, Role(role.value()), organisation.value(), day),
            _("{0} 已是{1}").format(view.name, Role(role.value()).words),
        ):
            sheet.leave()

    sheet.accepted.connect(keep)
    sheet.open(role.box)
    return sheet


def ask_role_end(context: Context, view: PersonView, role: RoleRow) -> Sheet:
    """From which day on a role is no longer held."""
    sheet = Sheet(
        context.window, _("{0} 不再是{1}").format(view.name, role.words), _("结束这个身份")
    )
    sheet.body.addWidget(
        Label(_("以前以这个身份参加的会议都在，记录不变。"), "secondary", wrap=True)
    )
    until = DateField(_("从哪天起不再是"), lambda: context.desk.today)
    until.show_day(context.desk.today)
    sheet.body.addWidget(until)

    def keep() -> None:
        day = until.day()
        if not until.error() and context.attempt(
            lambda: end_role(context.desk, role.id, day), _("身份已结束")
        ):
            sheet.leave()

    sheet.accepted.connect(keep)
    sheet.open(until.line)
    return sheet


def ask_leaving(context: Context, view: PersonView) -> Sheet:
    """Moved away or died: since when."""
    sheet = Sheet(context.window, _("{0} 迁出或去世").format(view.name), _("记下"))
    sheet.body.addWidget(
        Label(
            _("以后签到和请人时不再列出，担任的身份同时结束。以前的会议记录都在，不会删。"),
            "secondary",
            wrap=True,
        )
    )
    day = DateField(_("哪一天"), lambda: context.desk.today)
    day.show_day(context.desk.today)
    sheet.body.addWidget(day)

    def keep() -> None:
        left_on = day.day()
        if not day.error() and context.attempt(
            lambda: person_left(context.desk, view.id, left_on),
            _("{0} 已记为不在册").format(view.name),
        ):
            sheet.leave()

    sheet.accepted.connect(keep)
    sheet.open(day.line)
    return sheet


def ask_erasing(context: Context, view: PersonView) -> Sheet:
    """What identifies or reaches the person is erased for good: asked once, with all it means."""
    found = look_at(context.desk, view.id)
    if not found.anything and not found.left_beside:
        return dialogs.tell(
            context.window,
            _("没有要抹去的"),
            _("{0} 没有登记电话、身份证号、住址这些资料。").format(view.name),
        )
    title = _("抹去 {0} 的个人资料").format(view.name)
    sheet = Sheet(context.window, title, _("抹去") if found.anything else "", width=640)
    if found.anything:
        sheet.body.addWidget(Label("\n\n".join(erasing_words(found)), "", wrap=True))
        final = _("抹去以后找不回来，撤销也不行。乡镇那边的，随下一个协商包一起抹去。")
        sheet.body.addWidget(Label(final, "secondary", wrap=True))
    if found.left_beside:
        sheet.body.addWidget(OldRecords(context, sheet, copies_words(found)))

    def erase() -> None:
        said = _("{0} 的个人资料已抹去").format(view.name)
        if context.attempt(lambda: erase_person(context.desk, view.id), said, final=True):
            sheet.leave()

    sheet.accepted.connect(erase)
    sheet.open(sheet.no)
    return sheet


class OldRecords(QWidget):
    """The plain copies beside the records, and the button that removes them: it asks once."""

    def __init__(self, context: Context, sheet: Sheet, words: str) -> None:
        super().__init__()
        self._context, self._sheet = context, sheet
        column = Stack(self, gap=10)
        self._words = Label(words, "", wrap=True)
        self.button = Button(_("删掉副本…"), pressed=self._ask)
        row = Row()
        row.addWidget(self.button)
        row.addStretch(1)
        self.question = Notice()
        self.question.acted.connect(self._remove)
        column.addWidget(self._words)
        column.addLayout(row)
        column.addWidget(self.question)

    def _ask(self) -> None:
        self._sheet.show_problem("")  # of the time before
        show_if(self.button, False)
        self.question.show_notice(
            _("删掉这些副本？"),
            "attention",
            _("删掉以后，不能再退回以前的版本。现在用的记录和备份都不动。"),
            _("删掉"),
        )
        focus_in_sight(self.question.button)

    def _remove(self) -> None:
        desk = self._context.desk
        self.question.show_notice("")
        if self._context.attempt(lambda: plain_copies.remove(desk.folder)):
            show_if(self._words, False)
            self.question.show_notice(_("副本已删掉。"), "done")
        else:
            show_if(self.button, True)
            self.button.setFocus()


def ask_move(context: Context, view: PersonView) -> Sheet:
    """Into a household there is, into a new one, or out of every household."""
    sheet = Sheet(context.window, _("{0} 归到哪一户").format(view.name), _("归到这一户"), width=680)
    homes = Homes(context.desk, view.group, view.household_id)
    choices = [("known", _("已有的户")), ("new", _("新立一户"))]
    if view.household_id:
        choices.append(("none", _("不归哪一户")))
    how = ChoiceField("", choices)
    how.show_value("known")
    search = FilterBox(_("户主的姓名、拼音或首字母"))
    table = DataTable(
        [
            Column(_("户主")),
            Column(_("组别"), 130, kind="secondary"),
            Column(_("户号"), 90, kind="secondary", rank=1),
            Column(_("人口"), 70, align="right"),
        ],
        least=3,
    )
    table.setFixedHeight(table.minimumSizeHint().height())
    table.show_rows([tuple(row) for row in homes.found("")])
    search.drive(table)
    search.typed.connect(lambda words: table.show_rows([tuple(r) for r in homes.found(words)]))
    new_group, number = LineField(_("组别"), example=_("例如：第七组")), LineField(_("户号"))
    new_group.show_value(view.group)
    relation = LineField(_("与户主关系"), example=_("例如：妻、长子、母亲"), longest=20)
    pair = Row(gap=16)
    pair.addWidget(new_group, 1)
    pair.addWidget(number, 1)
    for part in (how, search, table):
        sheet.body.addWidget(part)
    sheet.body.addLayout(pair)
    sheet.body.addWidget(relation)

    def arrange() -> None:
        for part in (search, table, relation):
            show_if(part, how.value() == "known")
        for part in (new_group, number):
            show_if(part, how.value() == "new")
        words = {"known": _("归到这一户"), "new": _("立户"), "none": _("从户里移出")}
        sheet.yes.show_words(words[how.value()])

    def keep() -> None:
        def act() -> None:
            if how.value() == "new":
                start_household(context.desk, view.id, new_group.value(), number.value())
            elif how.value() == "none":
                move_household(context.desk, view.id, None)
            else:
                move_household(context.desk, view.id, table.marked_key(), relation.value())

        if how.value() == "known" and not table.marked_key():
            sheet.show_problem(_("没有这样的户。"), _("换个户主试试，或者新立一户。"))
        elif context.attempt(act, _("{0} 的户已改").format(view.name)):
            sheet.leave()

    how.changed.connect(lambda _keys: arrange())
    search.entered.connect(lambda _words: relation.line.setFocus())
    table.opened.connect(lambda _key: relation.line.setFocus())
    sheet.accepted.connect(keep)
    arrange()
    sheet.open(search)
    return sheet


def ask_household(context: Context, household_id: str) -> Sheet:
    """Another head, group or number of a household; all members follow into the group."""
    home = household_of(context.desk, household_id)
    sheet = Sheet(context.window, _("改 {0} 这一户").format(home.head), _("保存"))
    head = LineField(_("户主"), longest=40)
    group = LineField(_("组别"), _("改了组别，全户的人一起改。"))
    number = LineField(_("户号"))
    for field, value in ((head, home.head), (group, home.group), (number, home.number)):
        field.show_value(value)
        sheet.body.addWidget(field)

    def keep() -> None:
        changed = replace(home, head=head.value(), group=group.value(), number=number.value())
        if context.attempt(lambda: edit_household(context.desk, changed), _("户已改")):
            sheet.leave()

    sheet.accepted.connect(keep)
    sheet.open(head.line)
    return sheet
