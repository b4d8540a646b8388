"""The parts of the settings about the two convenors and the rules that are followed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.presenters.settings import ConvenorView, NumberView, SettingsPresenter
from xieshang_desktop.ui.settings_sealing import SealingPart
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import divider, section
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.fields import LineField, SelectField
from xieshang_desktop.ui.widgets.layout import Column, Flow, Row, show_if
from xieshang_desktop.ui.widgets.text import Label


class ConvenorsPart(QWidget):
    """The two offices with their terms; one form for somebody new or a word spelt wrong.

    `grown(widget)` when the form opened: its end should be in sight."""

    grown = Signal(QWidget)

    def __init__(
        self, presenter: SettingsPresenter, today: Callable[[], date], sealing: SealingPart
    ) -> None:
        super().__init__()
        self._presenter, self.sealing = presenter, sealing
        self._asked: ConvenorView | None = None
        self._new = True
        column = Column(self, gap=12)
        self.offices = [_Office(self._ask) for _view in presenter.convenors()]
        for number, office in enumerate(self.offices):
            if number:
                column.addWidget(divider())
            column.addWidget(office)
        self.form = QWidget()
        inside = Column(self.form, gap=14)
        inside.addWidget(divider())
        self.heading = section("")
        inside.addWidget(self.heading)
        row = Row(gap=16)
        self.name = LineField(_("姓名"), example=_("例如：张德厚"))
        self.title = LineField(_("职务"), example=_("例如：村党支部书记"))
        self.since = DateField(_("从哪天起"), today)
        for field in (self.name, self.title, self.since):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(row)
        buttons = Row(gap=12)
        self.keep = Button("", pressed=self._keep)
        buttons.addWidget(self.keep)
        buttons.addWidget(Button(_("不换了"), "quiet", pressed=self._leave))
        buttons.addStretch(1)
        inside.addLayout(buttons)
        column.addWidget(self.form)
        column.addWidget(sealing)
        column.addStretch(1)
        sealing.grown.connect(self.grown)
        show_if(self.form, False)
        self._show()

    def _show(self) -> None:
        for office, view in zip(self.offices, self._presenter.convenors(), strict=True):
            office.show_view(view)

    def _ask(self, view: ConvenorView, new: bool) -> None:
        self._asked, self._new = view, new
        first = new and not view.name
        heading = "{0}" if first else _("{0}换人") if new else _("{0}改错字")
        self.heading.setText(heading.format(view.heading))
        self.name.show_value("" if new else view.name)
        self.title.show_value("" if new else view.title)
        self.since.show_value("")
        show_if(self.since, new)
        self.keep.show_words(_("写上") if first else _("换上") if new else _("改正"))
        show_if(self.form, True)
        self.name.line.setFocus()
        self.grown.emit(self.keep)

    def _keep(self) -> None:
        if not self.name.value():
            self.name.show_error(_("请写姓名。"))
            self.name.line.setFocus()
        elif self._asked is not None and self._change(self._asked):
            self._leave()
            self._show()
            self.sealing.show_again()

    def _change(self, view: ConvenorView) -> bool:
        name, title = self.name.value(), self.title.value()
        if not self._new:
            return self._presenter.correct_convenor(view.id, name, title)
        day = self.since.day()
        if day is None:
            self.since.show_error(self.since.error() or _("请写从哪天起。"))
            self.since.line.setFocus()
            return False
        return self._presenter.replace_convenor(view.rank, name, title, day)

    def _leave(self) -> None:
        show_if(self.form, False)
        self.offices[0].change.setFocus()


class _Office(QWidget):
    def __init__(self, ask: Callable[[ConvenorView, bool], object]) -> None:
        super().__init__()
        self._call = ask
        self._view: ConvenorView | None = None
        column = Column(self, gap=8)
        row = QWidget()
        flow = Flow(row, gap=14, row_gap=8)
        self._heading = Label("", "secondary")
        self._name = Label("", "strong")
        self._since = Label("", "secondary")
        self.change = Button(_("换人"), pressed=lambda: self._ask(True))
        self.correct = Button(_("改错字"), "quiet", pressed=lambda: self._ask(False))
        for part in (self._heading, self._name, self._since):
            flow.addWidget(part)
        flow.add_right(self.correct)
        flow.add_right(self.change)
        column.addWidget(row)
        self._before = Label("", "small", wrap=True)
        column.addWidget(self._before)

    def _ask(self, new: bool) -> None:
        if self._view is not None:
            self._call(self._view, new)

    def show_view(self, view: ConvenorView) -> None:
        """Who holds the office."""
        self._view = view
        self._heading.setText(view.heading)
        self._name.setText(f"{view.name}　{view.title}" if view.name else _("还没有定"))
        self._since.setText(view.since)
        show_if(self._since, bool(view.since))
        self.change.show_words(_("换人") if view.name else _("写上"))
        show_if(self.correct, bool(view.name))
        self._before.setText(_("；").join(view.before))
        show_if(self._before, bool(view.before))


class RulesPart(QWidget):
    """Which local rules are followed, and every number of them with its source."""

    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        column = Column(self, gap=14)
        self.choice = SelectField(_("按哪一套规则"))
        self.choice.changed.connect(self._choose)
        self.note = Label("", "small", wrap=True)
        self._numbers = Column(gap=0)
        self._rows: list[_NumberRow] = []
        column.addWidget(self.choice)
        column.addWidget(self.note)
        column.addLayout(self._numbers)
        column.addStretch(1)
        self._show()

    def _choose(self, key: str) -> None:
        self._presenter.change("profile", key)
        self._show()

    def _show(self) -> None:
        rules = self._presenter.rules()
        self.choice.show_choices(rules.choices, rules.chosen)
        self.note.setText(rules.note)
        while len(self._rows) < len(rules.numbers):
            self._rows.append(_NumberRow())
            self._numbers.addWidget(self._rows[-1])
        for at, row in enumerate(self._rows):
            show_if(row, at < len(rules.numbers))
            if at < len(rules.numbers):
                row.show_view(rules.numbers[at])


class _NumberRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = Column(self, gap=4, margins=(0, 0, 0, 0))
        column.addWidget(divider())
        row = Row(gap=12, margins=(0, 8, 0, 0))
        self._label = Label("", "row", wrap=True)
        self._value = Label("", "strong")
        self._chip = Chip("")
        row.addWidget(self._label, 1)
        row.addWidget(self._value)
        row.addWidget(self._chip)
        column.addLayout(row)
        self._source = Label("", "small", wrap=True)
        self._source.setContentsMargins(0, 0, 0, theme.space(8))
        column.addWidget(self._source)

    def show_view(self, view: NumberView) -> None:
        """One number."""
        self._label.setText(view.label)
        self._value.setText(view.value)
        self._chip.show_words(*view.checked)
        self._source.setText(view.source)
