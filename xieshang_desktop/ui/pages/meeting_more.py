"""更多 of a meeting: a sheet with what can be done now, and the small forms behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.meeting_more import MorePresenter
from xieshang_desktop.ui.presenters.topic_sheets import Ask
from xieshang_desktop.ui.unfinished import Unfinished
from xieshang_desktop.ui.widgets.date_field import DateField, TimeField
from xieshang_desktop.ui.widgets.entry_list import Entry
from xieshang_desktop.ui.widgets.fields import Field, LineField
from xieshang_desktop.ui.widgets.form_sheet import FormSheet
from xieshang_desktop.ui.widgets.layout import Row
from xieshang_desktop.ui.widgets.menu_sheet import MenuSheet
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea

#: What is pressed for each; they stand before the words.
_LETTERS = {
    "statements": "S",
    "signing": "Q",
    "paper": "L",
    "adjourn": "X",
    "move": "Z",
    "recorder": "H",
    "resume": "F",
    "sitting": "B",
}


class More:
    """Opens the sheet of one meeting."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._window = context.window
        self._presenter = MorePresenter(context.desk, self, context.attempt, context.go)
        self._sheet: Sheet | None = None
        self._meeting_id = ""

    def open(self, meeting_id: str) -> None:
        """What this meeting can do now."""
        self._meeting_id = meeting_id
        self._presenter.open(meeting_id)

    def adjourn(self, meeting_id: str) -> None:
        """Nothing else is asked: the meeting stops here."""
        self._meeting_id = meeting_id
        self._presenter.begin_adjourning(meeting_id)

    def show_more(self, rows) -> None:
        """Arrows and Enter, or the letter before each."""
        entries = [Entry(row.key, row.words, _LETTERS[row.key], row.note) for row in rows]
        MenuSheet(self._window, _("这次会议还可以"), _("返回"), entries, self._presenter.act).open()

    def ask(self, form: Ask) -> None:
        """The form of a place or a name."""
        desk = self._context.desk
        FormSheet(self._window, form, lambda: desk.today, self._presenter.answer).open()

    def ask_adjourn(self) -> None:
        """Why the meeting stops, and when it goes on."""
        AdjournSheet(self._window, self._presenter, self._context.desk, self._meeting_id).open()

    def ask_sitting(self, day: date) -> None:
        """A talk that was held without the laptop."""
        today = self._context.desk.today
        SittingSheet(self._window, self._presenter, lambda: today, min(day, today)).open()


class AdjournSheet(Sheet):
    """休会: the day may stay open."""

    def __init__(self, host: QWidget, presenter: MorePresenter, desk: Desk, about: str) -> None:
        super().__init__(host, _("休会"), _("休会"))
        self._presenter = presenter
        self.reason = LineField(_("为什么休会"), example=_("如 停电，改日接着开"), longest=80)
        self.day = DateField(_("哪天复会（没定就空着）"), lambda: desk.today, ahead=True)
        self.at = TimeField(_("几点"))
        self.body.addWidget(self.reason)
        across = Row(gap=16)
        across.addWidget(self.day, 3)
        across.addWidget(self.at, 2)
        self.body.addLayout(across)
        words = _("正在发言的、正在议的都停在现在。复会以后，到会的人要再签到。")
        self.body.addWidget(Label(words, "small", wrap=True))
        self._unfinished = Unfinished(self, desk, about, {"adjourn": self.reason})
        self.accepted.connect(self._save)

    def _save(self) -> None:
        day, at = self.day.day(), self.at.moment()
        if not self.reason.value():
            self.reason.show_error(_("请写原因，一句话就行。"))
            self.reason.setFocus()
        elif self.day.error() or self.at.error():
            (self.day if self.day.error() else self.at).setFocus()
        elif self._presenter.adjourn(self.reason.value(), day, at):
            self._unfinished.take()


class SittingSheet(Sheet):
    """补记一场: where, when, who was there."""

    def __init__(
        self,
        host: QWidget,
        presenter: MorePresenter,
        today: Callable[[], date],
        day: date,
    ) -> None:
        super().__init__(host, _("补记一场"), _("补记"), width=620)
        self._presenter = presenter
        self.place = LineField(_("在哪里"), example=_("如 第三组李家院坝"), longest=60)
        self.day = DateField(_("哪天"), today)
        self.day.show_day(day)
        self.begins, self.ends = TimeField(_("几点开始")), TimeField(_("几点结束"))
        self.names = TextArea(_("名字之间用顿号隔开，例如：李德发、王喆"), rows=3)
        self.note = LineField(_("备注（可以空着）"), longest=80)
        self.body.addWidget(self.place)
        across = Row(gap=16)
        across.addWidget(self.day, 2)
        across.addWidget(self.begins, 1)
        across.addWidget(self.ends, 1)
        self.body.addLayout(across)
        self.body.addWidget(Field(_("到场的人"), self.names))
        self.body.addWidget(self.note)
        self.accepted.connect(self._save)

    def _save(self) -> None:
        day, begins, ends = self.day.day(), self.begins.moment(), self.ends.moment()
        for field, value in (
            (self.place, self.place.value()),
            (self.day, day),
            (self.begins, begins),
            (self.ends, ends),
        ):
            if not value and not field.error():
                field.show_error(_("这里要写。"))
            if field.error():
                field.setFocus()
                return
        if day is None or begins is None or ends is None:
            return
        kept, unclear = self._presenter.add_sitting(
            self.place.value(), day, begins, ends, self.names.value(), self.note.value()
        )
        if unclear:
            words = _("名册上没有，或者有几个同名的：{0}。同名的请从签到里登记。")
            self.show_problem(words.format(unclear))
        elif kept:
            self.leave()
