"""The part of the settings about confirming: PINs, substitutes, the handing over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pin_sheet import CHANGE, REMOVE, RESET, SET, PinSheet
from xieshang_desktop.ui.presenters.pins import PinPresenter, PinRow
from xieshang_desktop.ui.presenters.succession import SubstituteView, SuccessionPresenter
from xieshang_desktop.ui.succession_sheet import SuccessionSheet
from xieshang_desktop.ui.widgets import sheet
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import divider, section
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField
from xieshang_desktop.ui.widgets.layout import Column, Flow, Row, show_if
from xieshang_desktop.ui.widgets.text import Label


class SealingPart(QWidget):
    """How convenors confirm; sheets take the place of the settings and give it back.

    `grown(widget)` when the form opened: its end should be in sight."""

    grown = Signal(QWidget)

    def __init__(self, context: Context, back: Callable[[], object]) -> None:
        super().__init__()
        self._context, self._back = context, back
        self._pins = PinPresenter(context.desk, context.attempt)
        self._offices = SuccessionPresenter(context.desk, context.attempt)
        column = Column(self, gap=12)
        column.addWidget(divider())
        self.way = ChoiceField(
            _("召集人怎样确认纪要"),
            [("screen", _("看过就按确认")), ("pin", _("各输各的口令"))],
            _("有口令的，总要输口令；也可以在纸上签名、拍照，纸是原件。"),
        )
        self.way.show_value("pin" if self._pins.asked_of_all() else "screen")
        self.way.changed.connect(lambda keys: self._pins.ask_of_all(keys == ["pin"]))
        column.addWidget(self.way)
        self._rows = Column(gap=8)
        column.addLayout(self._rows)
        column.addWidget(divider())
        column.addWidget(section(_("代理召集人")))
        words = _("召集人不在时替他确认，要写明原因；一个人不能代表两位。")
        column.addWidget(Label(words, "secondary", wrap=True))
        self._standing_in = Column(gap=8)
        column.addLayout(self._standing_in)
        self.add = Button(_("写上一位代理召集人"), icon="plus", pressed=self._ask)
        self.succession = Button(_("换届交接…"), pressed=self._hand_over)
        column.addWidget(_left(self.add))
        self.form = _Form(self._offices, self._keep, self._leave)
        show_if(self.form, False)
        column.addWidget(self.form)
        column.addWidget(divider())
        column.addWidget(section(_("换届")))
        words = _("一次办完：卸任、接任、旧口令作废，列出没办完的事，印交接清单。")
        column.addWidget(Label(words, "secondary", wrap=True))
        column.addWidget(_left(self.succession))
        self.show_again()

    def show_again(self) -> None:
        """Who is in office now, and how their PINs stand."""
        _clear(self._rows)
        for row in self._pins.rows():
            self._rows.addWidget(_PinLine(row, partial(self._pin, row)))
        _clear(self._standing_in)
        for view in self._offices.substitutes():
            self._standing_in.addWidget(_Substitute(view, partial(self._end, view.id)))

    def _pin(self, row: PinRow, deed: str) -> None:
        self._instead(PinSheet(self._context, self._pins, row.id, row.name, deed))

    def _hand_over(self) -> None:
        opened = SuccessionSheet(self._context)
        opened.refused.connect(self._back)
        _leave_settings()
        opened.open()

    def _instead(self, opened: PinSheet) -> None:
        """In place of the settings, which come back afterwards."""
        opened.ended.connect(self._back)
        _leave_settings()
        opened.open(opened.first())

    def _ask(self) -> None:
        self.form.begin()
        show_if(self.form, True)
        self.form.name.line.setFocus()
        self.grown.emit(self.form.keep)

    def _keep(self) -> None:
        self._leave()
        self.show_again()

    def _leave(self) -> None:
        show_if(self.form, False)
        self.add.setFocus()

    def _end(self, substitute_id: str) -> None:
        if self._offices.end_substitute(substitute_id):
            self.show_again()
            self.add.setFocus()


class _PinLine(QWidget):
    """Who, how the PIN stands, what can be done with it."""

    def __init__(self, row: PinRow, do: Callable[[str], object]) -> None:
        super().__init__()
        flow = Flow(self, gap=14, row_gap=6)
        flow.addWidget(Label(row.office, "secondary"))
        flow.addWidget(Label(row.name, "strong"))
        flow.addWidget(Label(row.state, "secondary"))
        deeds = (
            [(CHANGE, _("换口令")), (RESET, _("忘了")), (REMOVE, _("取消口令"))]
            if row.there
            else [(SET, _("设口令"))]
        )
        for deed, words in deeds:
            button = Button(words, "quiet" if row.there else "secondary", pressed=partial(do, deed))
            button.setAccessibleDescription(row.name)
            flow.add_right(button)


class _Substitute(QWidget):
    def __init__(self, view: SubstituteView, end: Callable[[], object]) -> None:
        super().__init__()
        flow = Flow(self, gap=14, row_gap=6)
        flow.addWidget(Label(view.words, "" if view.serving else "small"))
        if view.serving:
            flow.add_right(Button(_("不再代理"), "quiet", pressed=end))


class _Form(QWidget):
    """Whom, in whose place, from when."""

    def __init__(
        self,
        presenter: SuccessionPresenter,
        kept: Callable[[], object],
        left: Callable[[], object],
    ) -> None:
        super().__init__()
        self._presenter, self._kept = presenter, kept
        column = Column(self, gap=12)
        self.rank = ChoiceField(_("代理哪一位"), [(rank.value, rank.words) for rank in Rank])
        column.addWidget(self.rank)
        row = Row(gap=16)
        self.name = LineField(_("姓名"), example=_("例如：韩秀兰"))
        self.title = LineField(_("职务"), example=_("例如：村委会副主任"))
        self.since = DateField(_("从哪天起"), presenter.today)
        for field in (self.name, self.title, self.since):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        buttons = Row(gap=12)
        self.keep = Button(_("写上"), pressed=self._keep)
        buttons.addWidget(self.keep)
        buttons.addWidget(Button(_("不写了"), "quiet", pressed=left))
        buttons.addStretch(1)
        column.addLayout(buttons)

    def begin(self) -> None:
        """Empty, for the second convenor, from today."""
        self.rank.show_value(Rank.SECOND.value)
        self.name.show_value("")
        self.title.show_value("")
        self.since.show_day(self._presenter.today())

    def _keep(self) -> None:
        day = self.since.day()
        if not self.name.value():
            self.name.show_error(_("请写姓名。"))
            self.name.line.setFocus()
        elif day is None:
            self.since.show_error(self.since.error() or _("请写从哪天起。"))
            self.since.line.setFocus()
        elif self._presenter.name_substitute(
            self.rank.value(), self.name.value(), self.title.value(), day
        ):
            self._kept()


def _leave_settings() -> None:
    opened = sheet.current()
    if opened is not None:
        opened.leave()


def _clear(column: Column) -> None:
    while column.count():
        part = column.takeAt(0).widget()
        if part is not None:
            part.hide()
            part.deleteLater()


def _left(button: Button) -> QWidget:
    row = QWidget()
    flow = Flow(row, gap=12, row_gap=10)
    flow.addWidget(button)
    return row
