"""安排决定会议: which body, when, who may vote, what came before it; one form."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.decision_edit import (
    BodyView,
    DecisionEditPresenter,
    DecisionForm,
)
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.date_field import DateField, TimeField
from xieshang_desktop.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    Field,
    LineField,
    NumberField,
    SelectField,
)
from xieshang_desktop.ui.widgets.keeping import Keeping
from xieshang_desktop.ui.widgets.layout import Column, Row, Split, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea

_TOP = Qt.AlignmentFlag.AlignTop


class DecisionEditPage(Page):
    """Enter keeps it from any field; what was left unfinished is there again, or given up."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("安排决定会议"), _("返回"))
        self._context = context
        self._presenter = DecisionEditPresenter(context.desk, self, context.attempt)
        self._keep = Button(_("定下会议"), "primary", pressed=self._save)
        self.header.add_action(self._keep)
        today = lambda: context.desk.today  # noqa: E731  # the day may change while it is open
        self.body_of = SelectField(_("什么会议"))
        self.title = LineField(_("会议名称"), longest=60)
        self.group = SelectField(_("哪个村民小组"))
        self.counting = ChoiceField(_("怎样计算"))
        self.day = DateField(_("日期"), today, ahead=True)
        self.begins = TimeField(_("开始"))
        self.place = LineField(_("地点"), example=_("如 村委会二楼会议室"), longest=60)
        self.chair = LineField(_("主持"), example=_("姓名"), longest=40)
        self.recorder = LineField(_("记录"), example=_("姓名"), longest=40)
        self.entitled = NumberField(_("应到"))
        self.representatives = NumberField(_("其中代表"))
        self.women = NumberField(_("其中妇女代表"))
        self.source = _LongLine(rows=1, most_rows=4)
        self.acts_for = LineField(
            _("村里代行集体经济组织职能的依据"),
            example=_("如 没有设立集体经济组织，由村民委员会代行"),
            longest=120,
        )
        self.authorised = LineField(
            _("村民会议什么时候授权的"), example=_("如 2026年1月20日"), longest=120
        )
        self.members = NumberField(_("集体经济组织成员"))
        self.important = CheckField(_("要决定的是重要事项"))
        self.studied = DateField(_("党组织研究讨论的日期"), today)
        self.proposed = DateField(_("村党组织提议"), today)
        self.committees = DateField(_("村“两委”商议"), today)
        self.party_members = DateField(_("党员大会审议"), today)
        self._address: str | None = None
        self._left, self._over = QWidget(), False
        line = Row(self._left, gap=12)
        line.addWidget(Label(_("上次没有保存的内容，已经放回来了。"), "secondary", wrap=True), 1)
        line.addWidget(Button(_("不要了，重新填"), pressed=self._give_up))
        self.body.addWidget(self._left)
        self._rule = Label("", "small", wrap=True)
        self._matter = Label("", "secondary", wrap=True)
        self._note = Label("", "small", wrap=True)
        left, right = QWidget(), QWidget()
        self._build_left(Column(left, gap=14))
        self._build_right(Column(right, gap=14))
        self.body.addWidget(Split(left, right, ratio=(1, 1)), 1)
        self.body_of.changed.connect(lambda _key: self._presenter.choose_body(self._form()))
        self.group.changed.connect(lambda _key: self._presenter.count(self._form()))
        self.counting.changed.connect(lambda _keys: self._presenter.count(self._form()))
        self.day.day_changed.connect(lambda _day: self._presenter.look_at(self._form()))
        self.setFocusProxy(self.body_of)
        self._keeping = Keeping(self, self._keep_typing)
        places = (self.body_of, self.group, self.counting, self.title, self.place, self.chair)
        days = (self.day, self.studied, self.proposed, self.committees, self.party_members)
        numbers = (self.entitled, self.representatives, self.women, self.members)
        self.begins.moment_changed.connect(lambda _moment: self._keeping.now())
        more = (self.recorder, self.source, self.acts_for, self.authorised, self.important)
        self._keeping.watch(*places, *days, *numbers, *more)

    def open_object(self, object_id: str | None) -> None:
        """A new meeting, one for an outcome, or the plans of this one."""
        self._keeping.stop()
        self._address = object_id
        self._presenter.open(object_id)
        if self._left.isHidden():
            self._presenter.begun(self._form())
        self.verticalScrollBar().setValue(0)

    def show_form(self, form: DecisionForm, bodies, groups, new: bool) -> None:
        """Fill the fields."""
        self.header.show_title(_("安排决定会议") if new else _("改会议安排"))
        self._keep.show_words(_("定下会议") if new else _("改好了"))
        self.body_of.show_choices(bodies, form.body)
        self.group.show_choices(groups, form.group)
        self.title.show_value(form.title)
        self.day.show_day(form.day)
        self.begins.show_moment(form.begins)
        self.place.show_value(form.place)
        self._counting = form.counting
        self.chair.show_value(form.chair)
        self.recorder.show_value(form.recorder)
        self.show_numbers(form.entitled, form.representatives, form.women, form.entitled_on, "")
        self.acts_for.show_value(form.acts_for)
        self.authorised.show_value(form.authorised)
        self.members.show_number(form.members or None)
        self.important.setChecked(form.important)
        self.studied.show_day(form.studied)
        self.proposed.show_day(form.proposed)
        self.committees.show_day(form.committees)
        self.party_members.show_day(form.party_members)

    def show_body(self, view: BodyView) -> None:
        """What the chosen body asks for."""
        self._rule.setText(view.rule)
        keys = [key for key, _words in view.countings]
        chosen = self.counting.value() or self._counting
        self.counting.show_choices(view.countings, [chosen if chosen in keys else "people"])
        show_if(self.counting, len(keys) > 1)
        show_if(self.group, view.group)
        for part in (self.representatives, self.women):
            show_if(part, view.composition)
        show_if(self.acts_for, view.acting)
        show_if(self.authorised, view.authority)
        show_if(self.members, view.members)
        for part in (self.important, self.studied):
            show_if(part, view.study)

    def show_numbers(
        self, entitled: int, representatives: int, women: int, source: str, note: str
    ) -> None:
        """How many may vote."""
        self.entitled.show_number(entitled or None)
        self.representatives.show_number(representatives or None)
        self.women.show_number(women or None)
        self.source.show_value(source)
        self._note.setText(note)
        show_if(self._note, bool(note))

    def show_name(self, words: str) -> None:
        """The usual name of such a meeting."""
        self.title.show_value(words)

    def show_matter(self, words: str) -> None:
        """Which matter comes along."""
        self._matter.setText(words)
        show_if(self._matter, bool(words))

    def show_unfinished(self, left: bool) -> None:
        """Whether something was left from the last time."""
        self._over = False
        show_if(self._left, left)

    def _give_up(self) -> None:
        self._keeping.stop()
        self._presenter.give_up(self._address)
        self._presenter.begun(self._form())

    def _keep_typing(self) -> None:
        days = (self.day, self.begins, self.studied, self.proposed, self.committees)
        reading = any(field.line.hasFocus() for field in (*days, self.party_members))
        if not (self._over or reading):  # while it is typed a day is not read yet
            self._presenter.keep(self._form())

    def show_error(self, field: str, sentence: str) -> None:
        """What is wrong, beside its field."""
        fields = {
            "title": self.title,
            "day": self.day,
            "begins": self.begins,
            "place": self.place,
            "group": self.group,
        }
        fields[field].show_error(sentence)
        fields[field].setFocus()
        self.ensureWidgetVisible(fields[field])

    def finished(self, meeting_id: str, new: bool) -> None:
        """Kept: the form is left behind, so that the way back does not lead through it."""
        self._over = True
        self._keeping.stop()
        self._context.window.back()
        self._context.go("meetings/decision", f"{meeting_id}#plan")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        form = self._form()
        days = (self.day, self.begins, self.studied)
        for field in (*days, self.proposed, self.committees, self.party_members):
            if field.error():  # what can't be read has its sentence already
                field.setFocus()
                return
        for number in (self.entitled, self.representatives, self.women, self.members):
            if number.value() and number.number() is None:
                number.show_error(_("请写数字。"))
                number.setFocus()
                return
        self._presenter.save(form)

    def _form(self) -> DecisionForm:
        return DecisionForm(
            body=self.body_of.value(),
            title=self.title.value(),
            day=self.day.day(),
            begins=self.begins.moment(),
            place=self.place.value(),
            group=self.group.value(),
            counting=self.counting.value(),
            chair=self.chair.value(),
            recorder=self.recorder.value(),
            entitled=self.entitled.number() or 0,
            representatives=self.representatives.number() or 0,
            women=self.women.number() or 0,
            entitled_on=" ".join(self.source.value().split()),
            important=self.important.isChecked(),
            studied=self.studied.day(),
            proposed=self.proposed.day(),
            committees=self.committees.day(),
            party_members=self.party_members.day(),
            acts_for=self.acts_for.value(),
            authorised=self.authorised.value(),
            members=self.members.number() or 0,
        )

    def _build_left(self, column: Column) -> None:
        what = Card(_("什么会，什么时候，在哪里"), gap=14)
        what.body.addWidget(self._matter)
        for parts in (
            (self.body_of, self.group),
            (self.title,),
            (self.day,),
            (self.begins, self.place),
            (self.chair, self.recorder),
        ):
            row = Row(gap=16)
            for part in parts:
                row.addWidget(part, 1, _TOP)
            what.body.addLayout(row)
        column.addWidget(what)
        column.addStretch(1)

    def _build_right(self, column: Column) -> None:
        who = Card(_("谁有表决权"), gap=12)
        who.body.addWidget(self._rule)
        who.body.addWidget(self.counting)
        row = Row(gap=16)
        for part in (self.entitled, self.representatives, self.women):
            row.addWidget(part, 1, _TOP)
        who.body.addLayout(row)
        who.body.addWidget(Field(_("数字从哪里来"), self.source))
        who.body.addWidget(self.authorised)
        who.body.addWidget(self.acts_for)
        who.body.addWidget(self.members)
        who.body.addWidget(self._note)
        count = Button(
            _("按名册数一数"), icon="people", pressed=lambda: self._presenter.count(self._form())
        )
        line = Row()
        line.addWidget(count)
        line.addStretch(1)
        who.body.addLayout(line)
        column.addWidget(who)
        before = Card(_("会前的程序"), gap=12)
        before.body.addWidget(self.important)
        for parts in ((self.studied, self.proposed), (self.committees, self.party_members)):
            row = Row(gap=16)
            for part in parts:
                row.addWidget(part, 1, _TOP)
            before.body.addLayout(row)
        before.body.addWidget(
            Label(_("“四议两公开”的三个日期没有可以不填；要填，在开会以前填。"), "small", wrap=True)
        )
        column.addWidget(before)
        column.addStretch(1)


def build(context: Context) -> DecisionEditPage:
    """The form of a meeting that decides."""
    return DecisionEditPage(context)


class _LongLine(TextArea):
    """One line that wraps, all of it in sight: Enter is the form's."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rescale()  # the words were there before the width was

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)
