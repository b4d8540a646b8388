"""The two small forms of the door: a guest (F2), and all that F3 offers for the marked person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from gettext import gettext as _

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.presenters.meeting_door import DoorPresenter
from xieshang_desktop.ui.presenters.meeting_door_ways import LETTERS, Ways, is_pass
from xieshang_desktop.ui.widgets.entry_list import Entry
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField, SelectField
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.menu_sheet import MenuSheet
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label


class GuestSheet(Sheet):
    """Name and organisation; Enter adds the guest and signs them in as 列席."""

    def __init__(self, host: QWidget, name: str, presenter: DoorPresenter) -> None:
        super().__init__(host, _("不在名册上的人"), _("登记并签到"))
        self._presenter = presenter
        self.name = LineField(_("姓名"), longest=100)
        self.name.show_value("" if name.isascii() else name)
        self.organisation = LineField(
            _("单位"), _("可以不填。登记后记作列席。"), _("如 镇水利站"), longest=100
        )
        self.body.addWidget(self.name)
        self.body.addWidget(self.organisation)
        self.accepted.connect(self._save)

    def open(self, first: QWidget | None = None) -> None:
        """Begin where something is still missing."""
        super().open(first or (self.organisation if self.name.value() else self.name).line)

    def _save(self) -> None:
        if _scanned(self, self._presenter, self.name, self.organisation):
            return
        if not self.name.value():
            self.name.show_error(_("请写姓名。"))
            self.name.line.setFocus()
        elif self._presenter.add_guest(self.name.value(), self.organisation.value()):
            self.leave()


class WaysSheet(Sheet):
    """One of the ways, with what it needs: a reason, a time, or a household."""

    def __init__(self, host: QWidget, ways: Ways, presenter: DoorPresenter) -> None:
        super().__init__(host, ways.name, _("记下"))
        self._ways, self._presenter = ways, presenter
        if ways.place:
            self.body.addWidget(Label(ways.place, "secondary"))
        lettered = [(key, f"{words} {LETTERS[key]}") for key, words in ways.choices]
        self.choice = ChoiceField(_("Alt 加字母，选一样"), lettered)
        for key, _words in ways.choices:
            pressed = QShortcut(QKeySequence(f"Alt+{LETTERS[key]}"), self)
            pressed.activated.connect(partial(self._choose, key))
        self.choice.show_value(ways.chosen)
        self.reason = LineField(_("请假原因"), example=_("如 外出、看病"), longest=100)
        self.reason.show_value(ways.reason)
        self.time = LineField(
            _("时间"), _("现在发生的不用改；晚记的写当时的时间。"), _("如 10:20"), longest=10
        )
        self.time.show_value(ways.now)
        self.household = SelectField(_("替哪一户"))
        self.household.show_choices(ways.households, next(iter(ways.households), ("", ""))[0])
        self.authorised = LineField(_("谁委托的"), example=_("如 户主王大山书面委托"), longest=100)
        self._needs = {
            "excuse": (self.reason,),
            "leave": (self.time,),
            "back": (self.time,),
            "arrival": (self.time,),
            "voice_for": (self.household, self.authorised),
        }
        for part in (self.choice, self.reason, self.time, self.household, self.authorised):
            self.body.addWidget(part)
        self.choice.changed.connect(lambda _keys: self._chosen().setFocus())
        self.accepted.connect(self._save)

    def open(self, first: QWidget | None = None) -> None:
        """Begin with what the way needs: excuses are the most frequent."""
        super().open(first or self._chosen())

    def _choose(self, way: str) -> None:
        """A letter: what needs nothing more is done at once; Ctrl+Z takes it back."""
        self.choice.show_value(way)
        self._chosen().setFocus()
        if way not in self._needs:
            self._save()

    def _chosen(self) -> QWidget:
        """Show what the chosen way needs; gives where the keyboard goes."""
        needed = self._needs.get(self.choice.value(), ())
        for part in (self.reason, self.time, self.household, self.authorised):
            show_if(part, part in needed)
        first = next(iter(needed), None)
        return first.inside if first is not None else self.yes

    def _save(self) -> None:
        if _scanned(self, self._presenter, self.reason, self.time, self.authorised):
            return
        if self.choice.value() == "wrong":
            self.leave()
            self._presenter.wrong_person(self._ways.person_id)
        elif self._do(self.choice.value()):
            self.leave()

    def _do(self, way: str) -> bool:
        asked, person_id = self._presenter, self._ways.person_id
        if way in ("leave", "back", "arrival"):
            return self._go(way)
        if way == "excuse":
            return self._written(self.reason, _("请写请假原因，一两个字就行。")) and asked.excuse(
                person_id, self.reason.value()
            )
        if way == "voice_for":
            words = _("请写是谁委托的。")
            return self._written(self.authorised, words) and asked.represent(
                person_id, self.household.value(), self.authorised.value()
            )
        if way == "voice":
            return asked.represent(person_id)
        if way == "absent":
            return asked.mark_absent(person_id)
        if way == "withdraw":
            return asked.withdraw(person_id)
        return asked.attend(person_id, way)

    def _go(self, way: str) -> bool:
        """Now, unless another time was written: the clock is not asked for what it gave itself."""
        unchanged = self.time.value() == self._ways.now != "" and way != "arrival"
        at = self._presenter.read_time(self._ways.person_id, self.time.value())
        if at is None and not unchanged:
            self.time.show_error(_("请写几点几分，如 10:20。"))
            self.time.line.setFocus()
            return False
        return self._presenter.go(self._ways.person_id, way, None if unchanged else at)

    def _written(self, field: LineField, sentence: str) -> bool:
        if not field.value():
            field.show_error(sentence)
            field.line.setFocus()
        return bool(field.value())


def ask_nobody(
    host: QWidget, last: str, rest: int, deeds: Mapping[str, Callable[[], object]]
) -> None:
    """F3 with nobody marked: what can be done all the same."""
    rows = []
    if last:
        words = _("签错了人：{0} 没有来，来的是别人").format(last)
        rows.append(Entry("wrong", words, "W", _("然后输入来的人，回车。签到的时间不变。")))
    if rest:
        words = _("没到的 {0} 人都记缺席").format(rest)
        rows.append(Entry("absent", words, "A", _("既没有到，也没有请假的。")))
    MenuSheet(host, _("没有选人"), _("返回"), rows, lambda key: deeds[key]()).open()


def ask_rest(host: QWidget, rest: int, then: Callable[[], object]) -> None:
    """So many at once: Enter alone does not do it."""
    words = _("既没有到、也没有请假的 {0} 人都记成缺席。记了以后，来了照样可以签到。").format(rest)
    title = _("{0} 人都记缺席？").format(rest)
    question = dialogs.ask(host, title, words, _("都记缺席"), then)
    question.no.setFocus()


def ask_void(host: QWidget, convenors: str, then: Callable[[], object]) -> None:
    """What was confirmed is no longer what stands there."""
    words = _("{0}已经确认了纪要。改了签到，这次确认会作废，要请他重新确认。").format(convenors)
    question = dialogs.ask(host, _("会已经散了，还要改签到？"), words, _("改签到"), then)
    question.no.setFocus()


def _scanned(form: Sheet, presenter: DoorPresenter, *fields: LineField) -> bool:
    """A pass was scanned while the form was open: it is no name and no reason, its person is in."""
    code = next((field.value() for field in fields if is_pass(field.value())), "")
    if code:
        form.leave()
        presenter.scan(code)
    return bool(code)
