"""安排会议 and 改安排: one form, the usual things filled in already."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import ConsultationKind, Form, Venue
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.meeting_edit import EditPresenter, MeetingForm
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.date_field import DateField, TimeField
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryList
from xieshang_desktop.ui.widgets.fields import CheckField, LineField, SelectField
from xieshang_desktop.ui.widgets.layout import Column, Row, Split, show_if
from xieshang_desktop.ui.widgets.page import Page
from xieshang_desktop.ui.widgets.text import Label


class MeetingEditPage(Page):
    """Enter keeps it from any field; Escape goes back and keeps nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("安排会议"), _("返回"))
        self._context = context
        self._presenter = EditPresenter(context.desk, self, context.attempt)
        self._keep = Button(_("定下会议"), "primary", pressed=self._save)
        self.header.add_action(self._keep)
        today = lambda: context.desk.today  # noqa: E731  # the day may change while it is open
        self.title = LineField(_("会议名称"), example=_("如 第三次协商议事会"), longest=60)
        self.day = DateField(_("日期"), today, ahead=True)
        self.day.day_changed.connect(self._presenter.look_at)
        self.begins, self.ends = TimeField(_("开始")), TimeField(_("结束（可以空着）"))
        self.place = LineField(_("地点"), example=_("如 村委会二楼会议室"), longest=60)
        self.venue, self.form = SelectField(_("场所")), SelectField(_("协商方式"))
        self.kind = SelectField(_("协商类型"))
        self.chair = LineField(_("主持"), example=_("姓名"), longest=40)
        self.recorder = LineField(_("记录"), example=_("姓名"), longest=40)
        self.first = SelectField(_("第一召集人"))
        self.second = SelectField(_("第二召集人"))
        self.by_household = CheckField(_("按户计：一户一个声音，由户代表签到"))
        self.urgent = CheckField(_("紧急会议：通知可以不足天数，写明原因"))
        self.partners = LineField(
            _("联合协商的参加单位（可以空着）"), example=_("如 河东村、镇水利站"), longest=120
        )
        self.notice_on = DateField(_("哪天发的通知"), today)
        self.notice_reason = LineField(
            _("查不到通知日期，写明情况"), example=_("如 当时用广播通知"), longest=80
        )
        for field, terms in ((self.venue, Venue), (self.form, Form), (self.kind, ConsultationKind)):
            field.show_choices([(term.value, term.words) for term in terms])
        self._past = False
        self._given: MeetingForm
        left, right = QWidget(), QWidget()
        self._build_left(Column(left, gap=14))
        self._build_right(Column(right, gap=14))
        self.body.addWidget(Split(left, right, ratio=(1, 1)), 1)
        self.setFocusProxy(self.title)

    def open_object(self, object_id: str | None) -> None:
        """A new meeting, or the plans of this one."""
        self._presenter.open(object_id)
        self.verticalScrollBar().setValue(0)

    def show_form(self, form: MeetingForm, convenors, kind: str) -> None:
        """Fill the fields; `kind` is new, past (补录), plan or entered (those two changed)."""
        new, past = kind in {"new", "past"}, kind in {"past", "entered"}
        titles = {"new": _("安排会议"), "past": _("补录会议"), "plan": _("改会议安排")}
        words = {"new": _("定下会议"), "past": _("补录")}
        self.show_title(titles.get(kind, _("改补录的会议")))
        self._keep.show_words(words.get(kind, _("改好了")))
        self._given = form
        self.ends.show_label(_("结束") if past else _("结束（可以空着）"))
        show_if(self._notice, past)
        show_if(self._late, past)
        self._past = past
        show_if(self.urgent, not past)
        self.by_household.setChecked(form.by_household)
        self.urgent.setChecked(form.urgent)
        self.partners.show_value(form.partners)
        self.notice_on.show_day(form.notice_on)
        self.notice_reason.show_value(form.notice_reason)
        self.title.show_value(form.title)
        self.day.show_day(form.day)
        self.begins.show_moment(form.begins)
        self.ends.show_moment(form.ends)
        self.place.show_value(form.place)
        self.venue.show_value(form.venue)
        self.form.show_value(form.form)
        self.kind.show_value(form.kind)
        self.chair.show_value(form.chair)
        self.recorder.show_value(form.recorder)
        none = ("", _("以后再定"))
        self.first.show_choices([none, *convenors[0]], form.first_convenor)
        self.second.show_choices([none, *convenors[1]], form.second_convenor)
        self._no_topics.setText(
            _("还没有审定的议题。会上议过的，先在“议题”里审定，再来补录。")
            if past
            else _("还没有审定的议题。可以先定下会议，审定后再列入议程。")
        )
        show_if(self._topics_card, new)

    def show_topics(self, topics) -> None:
        """What this meeting could take."""
        taken = sum(topic.taken for topic in topics)
        self._topics_card.show_heading(_("议题（已选 {0}）").format(taken))
        self._topics.show_rows(
            [Entry(t.key, t.title, note=t.note, picked=t.taken) for t in topics],
            self._topics.marked_key(),
        )
        show_if(self._topics, bool(topics))
        show_if(self._no_topics, not topics)

    def show_error(self, field: str, sentence: str) -> None:
        """What is wrong, beside its field."""
        fields = {
            "title": self.title,
            "day": self.day,
            "begins": self.begins,
            "ends": self.ends,
            "place": self.place,
            "second_convenor": self.second,
            "notice_on": self.notice_on,
        }
        fields[field].show_error(sentence)
        fields[field].setFocus()
        self.ensureWidgetVisible(fields[field])

    def show_day_hint(self, words: str) -> None:
        """What the chosen day falls on."""
        self.day.show_hint(words)

    def finished(self, meeting_id: str, new: bool) -> None:
        """Kept: the form is left behind, so that the way back does not lead through it."""
        self._context.window.back()
        self._context.go("meetings/meeting", f"{meeting_id}#plan")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        day, begins, ends = self.day.day(), self.begins.moment(), self.ends.moment()
        notice_on = self.notice_on.day()
        for field in (self.day, self.begins, self.ends, self.notice_on):
            if field.error():  # what can't be read has its sentence already
                field.setFocus()
                return
        self._presenter.save(
            MeetingForm(
                title=self.title.value(),
                day=day,
                begins=begins,
                ends=ends,
                place=self.place.value(),
                venue=self.venue.value(),
                form=self.form.value(),
                kind=self.kind.value(),
                chair=self.chair.value(),
                recorder=self.recorder.value(),
                first_convenor=self.first.value(),
                second_convenor=self.second.value(),
                by_household=self.by_household.isChecked(),
                urgent=self.urgent.isChecked(),
                partners=self.partners.value(),
                notice_on=notice_on if self._past else self._given.notice_on,
                notice_reason=self.notice_reason.value()
                if self._past
                else self._given.notice_reason,
            )
        )

    def _build_left(self, column: Column) -> None:
        when = Card(_("什么会，什么时候，在哪里"), gap=14)
        for parts in (
            (self.title,),
            (self.day,),
            (self.begins, self.ends),
            (self.place, self.venue),
            (self.form, self.kind),
        ):
            row = Row(gap=16)
            for part in parts:
                row.addWidget(part, 3 if part is self.place else 2, Qt.AlignmentFlag.AlignTop)
            when.body.addLayout(row)
        self._notice = QWidget()
        notice = Row(self._notice, gap=16)
        notice.addWidget(self.notice_on, 1, Qt.AlignmentFlag.AlignTop)
        notice.addWidget(self.notice_reason, 1, Qt.AlignmentFlag.AlignTop)
        self._late = Label(
            _("会在纸上开过，现在补录：时间照当时的写，纪要上注明“补录”和今天的日期。"),
            "small",
            wrap=True,
        )
        when.body.addWidget(self._notice)
        when.body.addWidget(self._late)
        column.addWidget(when)
        column.addStretch(1)

    def _build_right(self, column: Column) -> None:
        who = Card(_("谁来主持和召集"), gap=14)
        for parts in ((self.chair, self.recorder), (self.first, self.second)):
            row = Row(gap=16)
            for part in parts:
                row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
            who.body.addLayout(row)
        self._topics_card = Card(gap=8)
        self._topics = EntryList(most=4)
        self._topics.setAccessibleName(_("议题"))
        self._topics.picked.connect(self._presenter.pick)
        self._no_topics = Label("", "secondary", wrap=True)
        self._topics_card.body.addWidget(self._topics)
        self._topics_card.body.addWidget(self._no_topics)
        column.addWidget(self._topics_card)
        column.addWidget(who)
        how = Card(_("怎么开"), gap=12)
        for part in (self.by_household, self.urgent, self.partners):
            how.body.addWidget(part)
        column.addWidget(how)
        column.addStretch(1)


def build(context: Context) -> MeetingEditPage:
    """The form of a meeting."""
    return MeetingEditPage(context)
