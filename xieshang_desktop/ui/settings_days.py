"""The part of the settings about market days, busy seasons and the lunar date on papers."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import MarketRule
from xieshang_desktop.ui.presenters.settings_days import DaysPresenter, DaysView, read_day
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import divider, section
from xieshang_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.line_rows import LineRow, LineRows
from xieshang_desktop.ui.widgets.text import Label


class DaysPart(QWidget):
    """Kept at every choice. `grown(widget)` when a season was added: the form stays in sight."""

    grown = Signal(QWidget)

    def __init__(self, presenter: DaysPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._offered: tuple[str, ...] = ()
        column = Column(self, gap=14)
        self._build_market(column)
        column.addWidget(divider())
        self._build_seasons(column)
        column.addWidget(divider())
        self._build_lunar(column)
        column.addStretch(1)
        self._show()

    def _build_market(self, column: Column) -> None:
        self.rule = ChoiceField(_("集日怎么算"), self._presenter.rules())
        self.rule.changed.connect(lambda keys: self._after(self._presenter.choose_rule(keys[0])))
        self.days = ChoiceField(_("逢哪几天"), several=True, may_be_none=True)
        self.days.changed.connect(lambda keys: self._after(self._presenter.choose_days(keys)))
        self.place = LineField(_("在哪里赶集"), example=_("例如：柳河镇"), longest=30)
        self.place.finished.connect(lambda words: self._after(self._presenter.name_place(words)))
        self.coming = Label("", "small", wrap=True)
        for part in (self.rule, self.days, self.place, self.coming):
            column.addWidget(part)

    def _build_seasons(self, column: Column) -> None:
        column.addWidget(section(_("农忙")))
        self.seasons = LineRows()
        self.seasons.acted.connect(self._remove)
        column.addWidget(self.seasons)
        row = Row(gap=16)
        self.name = LineField(_("叫什么"), example=_("例如：夏收夏种"), longest=20)
        self.first = LineField(_("从哪天"), example=_("例如：5月25日"), longest=10)
        self.last = LineField(_("到哪天"), example=_("例如：6月20日"), longest=10)
        for field in (self.name, self.first, self.last):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        buttons = Row(gap=12)
        self.add = Button(_("加上这个农忙"), icon="plus", pressed=self._add)
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def _build_lunar(self, column: Column) -> None:
        self.on_notices = CheckField(_("农历日期也印在通知和公示上"))
        self.on_notices.clicked.connect(
            lambda on: self._after(self._presenter.print_lunar(bool(on)))
        )
        self.sample = Label("", "small", wrap=True)
        words = _("农历、集日、农忙只是提醒，期限从不按它们算。")
        column.addWidget(self.on_notices)
        column.addWidget(self.sample)
        column.addWidget(Label(words, "small", wrap=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = any(f.line.hasFocus() for f in (self.name, self.first, self.last))
        if typing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()  # else Enter would close the sheet, and what was typed be lost
        else:
            super().keyPressEvent(event)

    def _add(self) -> None:
        if not self.name.value():
            self._wrong(self.name, _("请写叫什么，如 夏收夏种。"))
            return
        for field in (self.first, self.last):
            if read_day(field.value()) is None:
                self._wrong(field, _("请写几月几日，如 5月25日。"))
                return
        values = (self.name.value(), self.first.value(), self.last.value())
        if self._presenter.add_season(*values):
            for field in (self.name, self.first, self.last):
                field.show_value("")
            self._show()
            self.name.line.setFocus()
            self.grown.emit(self.add)

    def _wrong(self, field: LineField, sentence: str) -> None:
        field.show_error(sentence)
        field.line.setFocus()

    def _remove(self, key: str) -> None:
        self._after(self._presenter.remove_season(key))
        self.name.line.setFocus()

    def _after(self, _kept: bool) -> None:
        self._show()

    def _show(self) -> None:
        view: DaysView = self._presenter.view()
        market = view.rule != MarketRule.NONE.value
        self.rule.show_value(view.rule)
        offered = tuple(key for key, _words in view.days)
        if offered != self._offered:
            self._offered = offered
            self.days.show_choices(view.days, view.chosen)
        self.days.show_value(*view.chosen)
        self.place.show_value(view.place)
        self.coming.setText(view.coming or _("还没有选逢哪几天。"))
        for part in (self.days, self.place, self.coming):
            show_if(part, market)
        rows = [LineRow(s.key, s.name, s.days, _("删掉")) for s in view.seasons]
        self.seasons.show_rows(rows)
        show_if(self.seasons, bool(rows))
        self.on_notices.setChecked(view.on_notices)
        self.sample.setText(view.sample)
