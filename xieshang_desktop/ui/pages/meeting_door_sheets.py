"""The two small forms of the door: a guest (F2), and 请假 / 列席 for the marked person (F3)."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.meeting_door import Absence, DoorPresenter
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label


class GuestSheet(Sheet):
    """Name and organisation; Enter adds the guest and signs them in as 列席."""

    def __init__(self, host: QWidget, name: str, add: Callable[[str, str], bool]) -> None:
        super().__init__(host, _("不在名册上的人"), _("登记并签到"))
        self._add = add
        self.name = LineField(_("姓名"), longest=40)
        self.name.show_value("" if name.isascii() else name)
        self.organisation = LineField(
            _("单位"), _("可以不填。登记后记作列席。"), _("如 镇水利站"), longest=60
        )
        self.body.addWidget(self.name)
        self.body.addWidget(self.organisation)
        self.accepted.connect(self._save)

    def open(self, first: QWidget | None = None) -> None:
        """Begin where something is still missing."""
        super().open(first or (self.organisation if self.name.value() else self.name).line)

    def _save(self) -> None:
        if not self.name.value():
            self.name.show_error(_("请写姓名。"))
            self.name.line.setFocus()
        elif self._add(self.name.value(), self.organisation.value()):
            self.leave()


class AbsenceSheet(Sheet):
    """请假 with a reason, 列席, or taking a wrong sign-in back."""

    def __init__(self, host: QWidget, absence: Absence, presenter: DoorPresenter) -> None:
        super().__init__(host, absence.name, _("记下"))
        self._absence, self._presenter = absence, presenter
        if absence.place:
            self.body.addWidget(Label(absence.place, "secondary"))
        choices = [("excuse", _("请假")), ("observe", _("列席"))]
        if absence.here:
            choices.append(("withdraw", _("撤回签到")))
        self.choice = ChoiceField("", choices)
        self.choice.show_value("excuse")
        self.reason = LineField(_("请假原因"), example=_("如 外出、看病"), longest=60)
        self.reason.show_value(absence.reason)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.reason)
        self.choice.changed.connect(self._chosen)
        self.accepted.connect(self._save)

    def open(self, first: QWidget | None = None) -> None:
        """Begin with the reason: excuses are the most frequent."""
        super().open(first or self.reason.line)

    def _chosen(self, keys: list[str]) -> None:
        excuse = keys == ["excuse"]
        show_if(self.reason, excuse)
        (self.reason.line if excuse else self.yes).setFocus()

    def _save(self) -> None:
        person_id = self._absence.person_id
        if self.choice.value() == "observe":
            done = self._presenter.observe(person_id)
        elif self.choice.value() == "withdraw":
            done = self._presenter.withdraw(person_id)
        elif not self.reason.value():
            self.reason.show_error(_("请写请假原因，一两个字就行。"))
            self.reason.line.setFocus()
            return
        else:
            done = self._presenter.excuse(person_id, self.reason.value())
        if done:
            self.leave()
