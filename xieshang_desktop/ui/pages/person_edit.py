"""加一个人、修改: one form; what looks doubtful is asked about before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Sex
from xieshang_desktop.errors import Problem
from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.person_edit import (
    Draft,
    PersonForm,
    Remark,
    doubts_of,
    fault_of,
    filled,
    keep,
    open_form,
)
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.fields import CheckField, ChoiceField, Field, LineField
from xieshang_desktop.ui.widgets.layout import Row, Split, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.secret_field import SecretField
from xieshang_desktop.ui.widgets.text_area import TextArea

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    return PersonEditPage(context)


class PersonEditPage(Page):
    """Enter saves; Escape goes back, and asks first where something was written."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("加一个人"), _("返回"))
        self._context = context
        self._draft: Draft | None = None
        self._doubted: Person | None = None
        self.save = Button(_("保存"), "primary", pressed=self._save)
        self.header.add_action(self.save)
        # The way back asks first: the frame's own would leave at once.
        self.header.back_requested.disconnect(self.back_requested)
        self.header.back_requested.connect(self._go_back)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.name = LineField(_("姓名"), longest=40)
        self.sex = ChoiceField(_("性别"), _sexes(), may_be_none=True)
        self.birth = LineField(_("出生"), example=_("如 1962年1月2日、1962-01"), longest=30)
        self.id_number = SecretField(
            _("身份证号"), _("18 位；不知道就空着，不影响签到。"), _("照证件填写")
        )
        self.phones = SecretField(_("电话"), example=_("几个号码之间空一格"))
        self.villager = ChoiceField(_("属于"), [("yes", _("本村村民")), ("no", _("外单位人员"))])
        self.villager.changed.connect(lambda _keys: self._arrange())
        self.group = LineField(_("组别"), example=_("如 第七组"), longest=40)
        self.relation = LineField(_("与户主关系"), example=_("如 妻、长子"), longest=20)
        self.organisation = LineField(_("单位"), example=_("如 镇水利站"), longest=60)
        self.party = CheckField(_("中共党员"))
        self.address = LineField(_("住址"), longest=100)
        self.remarks = TextArea(rows=2, most_rows=5)
        left, right = Card(gap=16), Card(gap=16)
        for field in (self.name, self.sex, self.birth, self.id_number, self.phones):
            left.body.addWidget(field)
        left.body.addStretch(1)
        pair = Row(gap=16)
        for field in (self.group, self.relation):
            pair.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        right.body.addWidget(self.villager)
        right.body.addLayout(pair)
        for part in (self.organisation, self.party, self.address):
            right.body.addWidget(part)
        right.body.addWidget(Field(_("备注"), self.remarks))
        right.body.addStretch(1)
        self.body.addWidget(Split(left, right, (1, 1)), 1)
        self._fields: dict[str, Field] = {
            "name": self.name,
            "sex": self.sex,
            "birth": self.birth,
            "id_number": self.id_number,
            "phones": self.phones,
        }
        self.setFocusProxy(self.name)

    def open_object(self, object_id: str | None) -> None:
        """Fill the form with a person, or with a blank one."""
        draft = self._draft = open_form(self._context.desk, object_id or "new")
        form = draft.form
        self._doubted = None
        self.show_title(draft.title)
        self.name.show_value(form.name)
        self.sex.show_value(form.sex)
        self.birth.show_value(form.birth)
        self.id_number.show_secret(form.id_number, draft.id_mask)
        self.phones.show_secret(form.phones, draft.phone_mask)
        self.villager.show_value("yes" if form.villager else "no")
        self.group.show_value(form.group)
        self.group.line.setReadOnly(bool(draft.home))
        self.group.show_hint(_("跟着本户：{0}").format(draft.home) if draft.home else "")
        self.relation.show_value(form.relation)
        self.organisation.show_value(form.organisation)
        self.party.setChecked(form.party_member)
        self.address.show_value(form.address)
        self.remarks.show_value(form.remarks)
        self._arrange()
        self._say(())
        self._fields.get(draft.field, self.name).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._save()
        elif event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _form(self) -> PersonForm:
        return PersonForm(
            name=self.name.value(),
            sex=self.sex.value() or Sex.UNKNOWN.value,
            birth=self.birth.value(),
            villager=self.villager.value() == "yes",
            group=self.group.value(),
            relation=self.relation.value(),
            party_member=self.party.isChecked(),
            organisation=self.organisation.value(),
            id_number=self.id_number.value(),
            phones=self.phones.value(),
            address=self.address.value(),
            remarks=self.remarks.value().strip(),
        )

    def _arrange(self) -> None:
        villager = self.villager.value() == "yes"
        at_home = self._draft is not None and bool(self._draft.home)
        show_if(self.villager, not at_home)
        show_if(self.group, villager)
        show_if(self.relation, villager and at_home)
        show_if(self.organisation, not villager)
        show_if(self.address, villager)

    def _save(self) -> None:
        draft, context = self._draft, self._context
        if draft is None:
            return
        person = filled(draft.person, self._form())
        if person != self._doubted and not self._looks_right(person):
            return
        said = _("{0} 已加入名册") if draft.new else _("{0} 的资料已改")
        context.attempt(
            lambda: keep(context.desk, person, new=draft.new),
            said.format(person.name),
            lambda kept: self._leave(kept.id if draft.new else ""),
        )

    def _looks_right(self, person: Person) -> bool:
        """Say what is wrong or doubtful; what is only doubtful may be saved as it is."""
        try:
            found = doubts_of(self._context.desk, person)
        except Problem as problem:
            self._say((), fault_of(problem))
            return False
        self._doubted = person if found else None
        self._say(found)
        return not found

    def _say(self, found: Sequence[Remark], fault: Remark | None = None) -> None:
        remarks = (fault,) if fault else found
        for name, field in self._fields.items():
            field.show_error("　".join(one.sentence for one in remarks if one.field == name))
        self.save.show_words(_("照这样保存") if found else _("保存"))
        words = _("有 {0} 处请再看一眼，没有错就照这样保存。").format(len(found)) if found else ""
        self.notice.show_notice(words, "waiting")
        if remarks:
            self._fields[remarks[0].field].setFocus()

    def _go_back(self) -> None:
        if self._draft is None or self._form() == self._draft.form:
            self._context.window.back()
            return
        dialogs.ask(
            self,
            _("还没有保存"),
            _("刚才填的内容会丢掉。"),
            _("不保存，返回"),
            self._context.window.back,
            no=_("接着填"),
        )

    def _leave(self, new_id: str) -> None:
        """Back to where this was opened; a new person is shown."""
        self._draft = None
        self._context.window.back()
        if new_id:
            self._context.go("people/person", new_id)


def _sexes() -> list[tuple[str, str]]:
    return [(sex.value, sex.words) for sex in (Sex.MALE, Sex.FEMALE)]
