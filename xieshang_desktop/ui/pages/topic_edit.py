"""登记议题: who raised what, and how far it reaches."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import Complexity, Scope, TopicClass, TopicSource
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.topic_edit import TopicEditPresenter, TopicForm
from xieshang_desktop.ui.presenters.topics import kinds
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    Field,
    LineField,
    NumberField,
    SelectField,
)
from xieshang_desktop.ui.widgets.keeping import Keeping
from xieshang_desktop.ui.widgets.layout import Row, Split
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text_area import TextArea


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    return TopicEditPage(context)


class TopicEditPage(Page):
    """One form. Enter saves it from any line; what is left unsaved is there the next time."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("登记议题"), _("返回"))
        self._context = context
        self._presenter = TopicEditPresenter(context.desk, self, context.attempt)
        self.save = Button(_("保存"), "primary", pressed=self._save)
        self.header.add_action(self.save)
        self.notice = Notice()
        self.notice.acted.connect(self._presenter.give_up)
        self.body.addWidget(self.notice)
        self.title = LineField(
            _("议题名称"), example=_("一句话说清，例如：东沟组生产道路硬化"), longest=60
        )
        self.background = TextArea(_("什么事，涉及谁，现在怎样，问过谁"), rows=5)
        self.proposer = LineField(_("谁提出的"), example=_("姓名，例如：李德发"), longest=60)
        self.proposed_on = DateField(_("哪天提出的"), lambda: context.desk.today)
        self.source = ChoiceField(_("来源"), [(s.value, s.words) for s in TopicSource])
        self.topic_class = ChoiceField(_("属于"), [(c.value, c.words) for c in TopicClass])
        self.kind = SelectField(_("类别"))
        self.kind.show_choices([("", _("未定")), *kinds()], "")
        self.scope = ChoiceField(_("涉及范围"), [(s.value, s.words) for s in Scope])
        self.complexity = ChoiceField(_("难易"), [(c.value, c.words) for c in Complexity])
        self.households = NumberField(_("涉及多少户"))
        self.group = LineField(_("村民小组"), example=_("例如：第七组"), longest=40)
        self.grid = LineField(_("网格"), example=_("例如：7号网格"), longest=40)
        self.property = CheckField(_("涉及集体财产或成员权益"))
        self._keeping = Keeping(self, self._keep_typing)
        self._keeping.watch(
            *(self.title, self.background, self.proposer, self.proposed_on, self.source),
            *(self.topic_class, self.kind, self.scope, self.complexity, self.households),
            *(self.group, self.grid, self.property),
        )
        left, right = Card(gap=16), Card(gap=16)
        left.body.addWidget(self.title)
        left.body.addWidget(Field(_("事由"), self.background))
        left.body.addLayout(_pair(self.proposer, self.proposed_on))
        left.body.addWidget(self.source)
        left.body.addStretch(1)
        for field in (self.topic_class, self.scope, self.complexity, self.kind):
            right.body.addWidget(field)
        right.body.addLayout(_pair(self.households, self.group, self.grid))
        right.body.addWidget(self.property)
        right.body.addStretch(1)
        self.body.addWidget(Split(left, right, (1, 1)), 1)
        self.setFocusProxy(self.title)

    def open_object(self, object_id: str | None) -> None:
        """Fill the form with a topic, or with a blank one."""
        self._presenter.open(object_id)
        self.verticalScrollBar().setValue(0)
        self.title.setFocus()

    def show_form(self, form: TopicForm, *, new: bool, unfinished: bool) -> None:
        """Fill the fields."""
        self._keeping.stop()
        self.show_title(_("登记议题") if new else _("修改议题"))
        words = _("上次没有保存的内容，已经放回来了。") if unfinished else ""
        self.notice.show_notice(
            words, "waiting", button=_("不要了，重新填") if new else _("不要了，用原来的")
        )
        self.title.show_value(form.title)
        self.background.show_value(form.background)
        self.proposer.show_value(form.proposer)
        self.proposed_on.show_day(form.proposed_on)
        self.source.show_value(form.source.value)
        self.topic_class.show_value(form.topic_class.value)
        self.kind.show_value(form.kind)
        self.scope.show_value(form.scope.value)
        self.complexity.show_value(form.complexity.value)
        self.households.show_number(form.households)
        self.group.show_value(form.group)
        self.grid.show_value(form.grid)
        self.property.setChecked(form.collective_property)
        for line in (self.title, self.proposer, self.group, self.grid):
            line.line.setCursorPosition(0)  # a long name is read from its beginning
        self._day = form.proposed_on

    def show_error(self, field: str, sentence: str) -> None:
        """What is wrong, beside its field."""
        wrong: LineField = getattr(self, field)
        wrong.show_error(sentence)
        wrong.setFocus()
        self.ensureWidgetVisible(wrong)

    def show_gone(self) -> None:
        """The topic was taken back: there is nothing to change."""
        self.back_requested.emit()

    def finished(self, topic_id: str) -> None:
        """Saved: the form is left behind, so that the way back does not lead through it."""
        self._keeping.stop()
        self._context.window.back()
        self._context.go("topics/topic", topic_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._keep_typing()
        super().hideEvent(event)

    def _keep_typing(self) -> None:
        if self._presenter.editing:
            if not self.proposed_on.line.hasFocus():  # while it is typed a day is not read yet
                self._day = self.proposed_on.day()
            self._presenter.keep_typing(self._form())

    def _save(self) -> None:
        self._day = self.proposed_on.day()
        if self.proposed_on.error():  # what can't be read has its sentence already
            self.proposed_on.setFocus()
        elif self.households.value() and self.households.number() is None:
            self.show_error("households", _("请写数字，例如 46。"))
        elif self._presenter.editing:
            self._presenter.save(self._form())

    def _form(self) -> TopicForm:
        return TopicForm(
            title=self.title.value(),
            background=self.background.value(),
            source=TopicSource(self.source.value()),
            topic_class=TopicClass(self.topic_class.value()),
            kind=self.kind.value(),
            scope=Scope(self.scope.value()),
            complexity=Complexity(self.complexity.value()),
            households=self.households.number(),
            group=self.group.value(),
            grid=self.grid.value(),
            proposer=self.proposer.value(),
            proposed_on=self._day,
            collective_property=self.property.isChecked(),
        )


def _pair(*fields: QWidget) -> Row:
    row = Row(gap=16)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row
