"""准备: what is missing, the matters, and the next step as the one red button."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.papers_by_hand import print_decision_by_hand
from xieshang_desktop.ui.presenters.decision_plan import DecisionPlanPresenter, PlanView
from xieshang_desktop.ui.presenters.topic_sheets import Ask
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryAction, EntryList
from xieshang_desktop.ui.widgets.facts import Facts
from xieshang_desktop.ui.widgets.form_sheet import FormSheet
from xieshang_desktop.ui.widgets.layout import Column, Flow, Split, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.text import Label


class PlanTab(QWidget):
    """Arrows move through the matters, Enter changes one, Delete takes it off."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._presenter = DecisionPlanPresenter(context.desk, self, context.attempt, context.go)
        self._key, self._meeting_id = "", ""
        column = Column(self, gap=14)
        self._lacks = Column(gap=8)
        self._strips: list[Notice] = []
        column.addLayout(self._lacks)
        left, right = QWidget(), QWidget()
        self._build_left(Column(left, gap=14))
        self._build_right(Column(right, gap=14))
        column.addWidget(Split(left, right, ratio=(1, 1)), 1)

    def open_meeting(self, meeting_id: str) -> None:
        """Read this meeting."""
        self._meeting_id = meeting_id
        self._presenter.open(meeting_id)

    def first_field(self) -> QWidget:
        """The button of the next step, else the matters."""
        return self._next if self._key else self.motions

    def show_plan(self, view: PlanView) -> None:
        """Everything of the part."""
        while len(self._strips) < len(view.lacks):
            strip = Notice()
            self._strips.append(strip)
            self._lacks.addWidget(strip)
        for number, strip in enumerate(self._strips):
            if number < len(view.lacks):
                lack = view.lacks[number]
                kind = "attention" if lack.stops else "waiting"
                strip.show_notice(lack.sentence, kind, lack.hint)
            else:
                strip.show_notice("")
        self._rule.setText(view.rule)
        self._facts.show_facts(view.facts)
        rows = [Entry(m.key, m.title, "", m.note, m.chip, m.kind) for m in view.motions]
        self.motions.set_actions(
            (EntryAction("remove", _("删去"), "Delete"),) if view.changeable else ()
        )
        self.motions.show_rows(rows)
        show_if(self.motions, bool(rows))
        show_if(self._none, not rows)
        self._matters.show_heading(_("表决事项（{0}）").format(len(rows)))
        self._key, words = view.next
        self._next.show_words(words)
        show_if(self._next, bool(self._key))
        show_if(self._add, view.changeable and self._key != "motion")
        show_if(self._edit, view.planned and self._key != "edit")
        show_if(self._tell, view.planned and self._key != "tell")
        show_if(self._numbers, view.correctable and self._key != "numbers")
        self._tell.show_words(_("改通知日期") if view.known else _("已经通知"))
        show_if(self._cancel, view.planned)
        show_if(self._topic, view.topic)
        for part in (self._notice, self._ballot):
            show_if(part, bool(rows) and not view.cancelled)
        show_if(self._off, view.cancelled)
        show_if(self._time, view.entered)
        show_if(self.papers, bool(rows) and view.changeable)

    def ask(self, form: Ask) -> None:
        """One of the small forms."""
        FormSheet(
            self._context.window,
            form,
            lambda: self._context.desk.today,
            partial(self._presenter.answer, form.key),
            partial(self._presenter.keep, form.key),
        ).open()

    def _build_left(self, column: Column) -> None:
        self._matters = Card(gap=10)
        self.motions = EntryList(most=8)
        self.motions.setAccessibleName(_("表决事项"))
        self.motions.opened.connect(self._presenter.edit_motion)
        self.motions.acted.connect(self._presenter.act_on_motion)
        self._none = Label(
            _("还没有表决事项。写清要决定什么，念出来大家听得明白。"), "secondary", wrap=True
        )
        self._matters.body.addWidget(self.motions)
        self._matters.body.addWidget(self._none)
        buttons = QWidget()
        flow = Flow(buttons, gap=10)
        self._add = self._button(_("加表决事项"), "motion", "plus")
        self._notice = self._button(_("打印通知"), "notice", "print", reads=True)
        self._ballot = self._button(_("打印表决票"), "ballot", "print", reads=True)
        self._off = self._button(_("打印取消通知"), "off", "print", reads=True)
        self.papers = Button(
            _("印一套纸，离开电脑接着开会"),
            icon="print",
            pressed=lambda: print_decision_by_hand(self._context, self._meeting_id),
            reads=True,
        )
        for button in (self._add, self._notice, self._ballot, self._off, self.papers):
            flow.addWidget(button)
        self._matters.body.addWidget(buttons)
        column.addWidget(self._matters)
        column.addStretch(1)

    def _build_right(self, column: Column) -> None:
        card = Card(_("会议安排"), gap=12)
        self._facts = Facts()
        self._rule = Label("", "small", wrap=True)
        card.body.addWidget(self._facts)
        card.body.addWidget(self._rule)
        buttons = QWidget()
        flow = Flow(buttons, gap=10)
        self._next = Button("", "primary", pressed=lambda: self._presenter.do(self._key))
        self._edit = self._button(_("改安排"), "edit", "edit")
        self._tell = self._button(_("已经通知"), "tell")
        self._cancel = self._button(_("取消会议"), "cancel")
        self._topic = self._button(_("看议题"), "topic", reads=True)
        self._numbers = self._button(_("更正应到"), "numbers")
        self._time = self._button(_("改补录时间"), "time")
        changes = (self._time, self._edit, self._tell, self._numbers, self._topic, self._cancel)
        for button in (self._next, *changes):
            flow.addWidget(button)
        card.body.addWidget(buttons)
        column.addWidget(card)
        column.addStretch(1)

    def _button(self, words: str, key: str, icon: str = "", *, reads: bool = False) -> Button:
        return Button(words, icon=icon, pressed=partial(self._presenter.do, key), reads=reads)


def build(context: Context, _page: QWidget) -> PlanTab:
    """What a meeting needs before it begins."""
    return PlanTab(context)
