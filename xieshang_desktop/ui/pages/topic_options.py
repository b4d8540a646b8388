"""可选办法: the sheet of a topic's options, opened on its page and in the hall."""

from __future__ import annotations

from gettext import gettext as _

from shiboken6 import isValid

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.topic_options import FIELDS, OptionsPresenter
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.entry_line import EntryLine
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryAction, EntryList
from xieshang_desktop.ui.widgets.fields import Field
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label


class OptionsSheet(Sheet):
    """Enter goes from field to field and records; Enter on a row brings it into the fields."""

    def __init__(self, context: Context, topic_id: str, title: str) -> None:
        super().__init__(context.window, _("可选办法"), no=_("好了"), width=720)
        self.presenter = OptionsPresenter(context.desk, self, context.attempt, topic_id)
        self.body.addWidget(Label(title, "secondary", wrap=True))
        self.list = EntryList(most=6, lead=18)
        self.list.setAccessibleName(_("可选办法"))
        self.list.opened.connect(self._edit)
        self.list.acted.connect(self.presenter.act)
        self.body.addWidget(self.list)
        self._none = Label(
            _("还没有写办法。写几个可以选的，各写好处和难处，大家好比较；会前的议题说明会印上。"),
            "secondary",
            wrap=True,
        )
        self.body.addWidget(self._none)
        self.text = EntryLine(_("例如：硬化3.5米宽"), _("什么办法"), 3)
        self.pros = EntryLine(_("例如：农机能过，雨天不陷"), _("好处"), 3)
        self.cons = EntryLine(_("例如：要占两户的地，钱还差六成"), _("难处"), 3)
        self._fields = dict(zip(FIELDS, (self.text, self.pros, self.cons), strict=True))
        self._labelled = [Field(line.accessibleName(), line) for line in self._fields.values()]
        for field in self._labelled:
            self.body.addWidget(field)
        for name, line in self._fields.items():
            for signal in (line.draft_changed, line.finished):
                signal.connect(lambda text, name=name: self.presenter.keep(name, text))
        self.record = Button(_("加上"), icon="plus", pressed=self._record)
        self.body.addWidget(self.record)
        self.text.entered.connect(lambda _text: self.pros.setFocus())
        for line, then in ((self.pros, self.cons.setFocus), (self.cons, self._record)):
            line.entered.connect(lambda _text, then=then: then())
            line.passed.connect(then)
        context.changed.connect(self._changed)
        self.presenter.open()

    def open(self, first=None) -> None:
        """Writing begins with the first field."""
        super().open(first or (self.text if self.text.isVisibleTo(self) else self.list))

    def show_options(self, rows, *, may_change: bool) -> None:
        """These, in this order."""
        actions = (
            EntryAction("up", _("往前移"), "Ctrl+Up"),
            EntryAction("down", _("往后移"), "Ctrl+Down"),
            EntryAction("remove", _("删去"), "Delete"),
        )
        self.list.set_actions(actions if may_change else ())
        self.list.show_rows([Entry(row.key, row.text, row.lead, row.note) for row in rows])
        show_if(self.list, bool(rows))
        show_if(self._none, not rows)
        self._may_change = may_change
        for part in (*self._labelled, self.record):
            show_if(part, may_change)

    def show_fields(self, values, *, known: bool) -> None:
        """A new option, or the one being put right."""
        for name, line in self._fields.items():
            line.show_value(values.get(name, ""))
        self.record.show_words(_("改好了") if known else _("加上"))
        if self.isVisible():
            self.text.setFocus()

    def leave(self) -> None:
        """What is being written is kept."""
        for line in self._fields.values():
            line.finish()
        super().leave()

    def _edit(self, key: str) -> None:
        if self._may_change:
            self.presenter.edit(key)

    def _record(self) -> None:
        self.presenter.record(self.text.value(), self.pros.value(), self.cons.value())

    def _refuse(self) -> None:
        """Escape first gives up the option being put right."""
        if not self.presenter.give_up():
            super()._refuse()

    def _changed(self) -> None:
        if isValid(self) and self.isVisible():
            self.presenter.refresh()
