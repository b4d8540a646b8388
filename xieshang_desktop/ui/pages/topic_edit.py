"""登记议题: who raised what, and how far it reaches."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import Complexity, Scope, TopicClass, TopicSource
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.topic_edit import TopicForm, open_form, save
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
from xieshang_desktop.ui.widgets.layout import Row, Split
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text_area import TextArea


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    return TopicEditPage(context)


class TopicEditPage(Page):
    """One form; nothing is kept before 保存."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("登记议题"), _("返回"))
        self._context = context
        self._topic: Topic | None = None
        self.save = Button(_("保存"), "primary", pressed=self._save)
        self.header.add_action(self.save)
        self.title = LineField(_("议题名称"), example=_("一句话说清，例如：东沟组生产道路硬化"))
        self.background = TextArea(_("什么事，涉及谁，现在怎样，问过谁"), rows=5)
        self.proposer = LineField(_("谁提出的"), example=_("姓名，例如：李德发"))
        self.proposed_on = DateField(_("哪天提出的"), lambda: context.desk.today)
        self.source = ChoiceField(_("来源"), [(s.value, s.words) for s in TopicSource])
        self.topic_class = ChoiceField(_("属于"), [(c.value, c.words) for c in TopicClass])
        self.kind = SelectField(_("类别"))
        self.kind.show_choices([("", _("未定")), *kinds()], "")
        self.scope = ChoiceField(_("涉及范围"), [(s.value, s.words) for s in Scope])
        self.complexity = ChoiceField(_("难易"), [(c.value, c.words) for c in Complexity])
        self.households = NumberField(_("涉及多少户"))
        self.group = LineField(_("村民小组"), example=_("例如：第七组"))
        self.grid = LineField(_("网格"), example=_("例如：7号网格"))
        self.property = CheckField(_("涉及集体财产或成员权益"))
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
        topic = self._topic = open_form(self._context.desk, object_id)
        self.show_title(_("修改议题") if object_id else _("登记议题"))
        self.title.show_value(topic.title)
        self.background.show_value(topic.background)
        self.proposer.show_value(topic.proposer)
        self.proposed_on.show_day(topic.proposed_on)
        self.source.show_value(topic.source.value)
        self.topic_class.show_value(topic.topic_class.value)
        self.kind.show_value(topic.kind)
        self.scope.show_value(topic.scope.value)
        self.complexity.show_value(topic.complexity.value)
        self.households.show_number(topic.households)
        self.group.show_value(topic.group)
        self.grid.show_value(topic.grid)
        self.property.setChecked(topic.collective_property)
        self.title.setFocus()

    def _save(self) -> None:
        topic = self._topic
        if topic is None:
            return
        form = TopicForm(
            title=self.title.value(),
            background=self.background.value().strip(),
            source=self.source.value(),
            topic_class=self.topic_class.value(),
            kind=self.kind.value(),
            scope=self.scope.value(),
            complexity=self.complexity.value(),
            households=self.households.number(),
            group=self.group.value(),
            grid=self.grid.value(),
            proposer=self.proposer.value(),
            proposed_on=self.proposed_on.day(),
            collective_property=self.property.isChecked(),
        )
        context = self._context
        context.attempt(
            lambda: save(context.desk, topic, form),
            _("议题已登记"),
            lambda saved: context.go("topics/topic", saved.id),
        )


def _pair(*fields: QWidget) -> Row:
    row = Row(gap=16)
    for field in fields:
        row.addWidget(field, 1)
    return row
