"""换届交接: one form; what is open stands below it, and the list is printed afterwards."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.succession import OutgoingView, SuccessionPresenter
from xieshang_desktop.ui.unfinished import Unfinished
from xieshang_desktop.ui.widgets.card import divider, section
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryList
from xieshang_desktop.ui.widgets.fields import Field, LineField
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea

_WIDTH = 760
#: Under what the half-filled form is kept.
_ABOUT = "succession"


class SuccessionSheet(Sheet):
    """Enter hands over, and opens 交接清单 to be printed and signed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.window, _("换届交接"), _("交接并打印清单"), width=_WIDTH)
        self._context = context
        self.presenter = SuccessionPresenter(context.desk, context.attempt)
        words = _(
            "卸任的任期到交接那天为止，口令作废；接任的从那天起，口令自己另设。不换的留空。"
            "交接不能撤销。"
        )
        self.body.addWidget(Label(words, "secondary", wrap=True))
        self.offices = [_Office(view) for view in self.presenter.outgoing()]
        for office in self.offices:
            self.body.addWidget(office)
        days = Row(gap=16)
        self.elected = DateField(_("选举日期（可以空着）"), self.presenter.today)
        self.handed = DateField(_("交接日期"), self.presenter.today)
        self.handed.show_day(self.presenter.today())
        self.witness = LineField(_("监交人"), example=_("例如：村务监督委员会主任 吴桂兰"))
        for field in (self.elected, self.handed):
            days.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(days)
        self.body.addWidget(self.witness)
        self._late = Label("", "waiting", wrap=True)
        self.body.addWidget(self._late)
        self._text = TextArea("", rows=2)
        self.note = Field(_("其他说明（可以空着）"), self._text)
        self.body.addWidget(self.note)
        self.body.addWidget(divider())
        self.body.addWidget(section(_("一起交接的事")))
        self.body.addWidget(Label(self.presenter.counted(), "", wrap=True))
        self.matters = EntryList(most=6)
        self.matters.setAccessibleName(_("还没办完的事"))
        lines = self.presenter.matters()
        self.matters.show_rows([Entry(str(at), line) for at, line in enumerate(lines, 1)])
        show_if(self.matters, bool(lines))
        self.body.addWidget(self.matters)
        for day in (self.elected, self.handed):
            day.finished.connect(lambda _words: self._hint())
        named = {f"name_{o.rank}": o.name for o in self.offices}
        titled = {f"title_{o.rank}": o.title for o in self.offices}
        rest = {"elected": self.elected, "handed": self.handed, "witness": self.witness}
        self._unfinished = Unfinished(
            self, context.desk, _ABOUT, {**named, **titled, **rest, "note": self._text}
        )
        self._hint()
        self.accepted.connect(self._hand_over)

    def _hint(self) -> None:
        words = self.presenter.late_words(self.elected.day(), self.handed.day())
        self._late.setText(words)
        show_if(self._late, bool(words))

    def _hand_over(self) -> None:
        handed = self.handed.day()
        for field in (self.elected, self.handed):
            if field.error():
                field.line.setFocus()
                return
        if handed is None:
            self.handed.show_error(_("请写交接日期。"))
            self.handed.line.setFocus()
            return
        done = self.presenter.hand_over(
            {office.rank: office.value() for office in self.offices},
            handed_on=handed,
            elected_on=self.elected.day(),
            witness=self.witness.value(),
            note=self._text.value(),
        )
        if done:
            self._unfinished.take()
            self._context.go("papers", f"{PaperKind.HANDOVER_LIST.value}:")


class _Office(QWidget):
    """Who leaves, and who comes."""

    def __init__(self, view: OutgoingView) -> None:
        super().__init__()
        self.rank = view.rank
        column = Column(self, gap=6)
        row = Row(gap=16)
        now = view.name or _("还没有定")
        self.name = LineField(
            _("接任的{0}（现在是{1}）").format(view.heading, now), example=_("姓名")
        )
        self.title = LineField(_("职务"), example=_("例如：村党支部书记"))
        for field in (self.name, self.title):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)

    def value(self) -> tuple[str, str]:
        """Name and title."""
        return self.name.value(), self.title.value()
