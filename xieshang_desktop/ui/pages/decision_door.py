"""到会: Enter signs in or back in, F4 leaves; whether there are enough stands beside the list."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.decision_door import (
    DecisionDoorPresenter,
    QuorumView,
    Standing,
)
from xieshang_desktop.ui.presenters.topic_sheets import Ask
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.counts import BigCount, Figure, Figures
from xieshang_desktop.ui.widgets.fields import ChoiceField
from xieshang_desktop.ui.widgets.form_sheet import FormSheet
from xieshang_desktop.ui.widgets.keyed import key_button
from xieshang_desktop.ui.widgets.layout import Column, Flow, Scroll, Split, show_if
from xieshang_desktop.ui.widgets.name_cloud import NameCloud
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.people_card import PeopleCard
from xieshang_desktop.ui.widgets.people_model import PersonRow
from xieshang_desktop.ui.widgets.search_box import SearchBox
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label

_CLOSE = (22, 14, 22, 14)


class DoorTab(QWidget):
    """Letters typed anywhere go into the box; Ctrl+Z in an empty box takes the last one back."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._meeting_id = ""
        self._looking = context.desk.store.mirrored
        self._absent = False
        self._context = context
        self._presenter = DecisionDoorPresenter(context.desk, self, context.attempt_here)
        column = Column(self)
        left, right = QWidget(), QWidget()
        self._build_left(Column(left, gap=12))
        self._build_right(Column(right, gap=14))
        column.addWidget(Split(left, Scroll(right), side=330, gap=20, least=380), 1)

    # ---- what the presenter asks

    def show_rows(self, rows, *, mark_first: bool) -> None:
        """These people; the first is marked, or nobody."""
        self._people.show_people([PersonRow(*row) for row in rows], mark_first=mark_first)

    def show_nobody(self, sentence: str) -> None:
        """Nobody to show, and why."""
        self._people.show_nobody(sentence)

    def show_quorum(self, view: QuorumView) -> None:
        """The big numbers, and whether a vote may be taken."""
        self._count.show_count(view.present, view.expected, view.label)
        self._strip.show_notice(*view.strip)
        self._figures.show_figures([Figure(*line) for line in view.lines])
        self._missing.show_heading(_("不在场的（{0}）").format(view.missing))
        self._names.show_names(view.names)
        show_if(self._missing, bool(view.missing))

    def show_undo(self, words: str) -> None:
        """What Ctrl+Z would take back."""
        self._undo.show_words(_("撤销：{0}").format(words), "Ctrl+Z")
        show_if(self._undo, bool(words))

    def show_hint(self, words: str, kind: str) -> None:
        """Something about the last key, or how the box is used."""
        usual = _("姓名、拼音、首字母、手机尾号都可以。回车到会或回来，F4 离场，Ctrl+Z 撤销。")
        if self._absent:
            usual += _("F6 记线上参加和书面委托。")
        self._hint.show_words(words or usual, kind or "small")

    def show_locked(self, sentence: str) -> None:
        """Why nothing can be changed, or nothing."""
        self._locked.show_notice(sentence)
        for part in (self._leave, self._stand):
            part.setEnabled(not sentence)
        for part in (self.box, self._hint):
            show_if(part, not sentence and not self._looking)

    def show_filter(self, key: str) -> None:
        """Whom the list shows while nothing is typed."""
        self._filter.choose(key)

    def empty_box(self) -> None:
        """Ready for the next person."""
        with QSignalBlocker(self.box):
            self.box.clear()
        self.box.setFocus()

    def show_absent(self, allowed: bool) -> None:
        """Whether who cannot come may take part all the same."""
        self._absent = allowed
        show_if(self._away, allowed)
        self.show_hint("", "")

    def ask(self, form: Ask) -> None:
        """F6: online, or by whom with what paper."""
        FormSheet(
            self._context.window,
            form,
            lambda: self._context.desk.today,
            partial(self._presenter.answer, form.key),
        ).open()

    def ask_standing(self, standing: Standing) -> None:
        """F3: may vote, sits in, or was signed in by mistake."""
        StandingSheet(self, standing, self._presenter).open()

    # ---- the part of a meeting's page

    def open_meeting(self, meeting_id: str) -> None:
        """Read the door of this meeting."""
        if meeting_id != self._meeting_id:
            self._meeting_id = meeting_id
            with QSignalBlocker(self.box):
                self.box.clear()
        self._presenter.open(meeting_id)

    def first_field(self) -> QWidget:
        """The box; where nothing can be changed, the list."""
        return self.box if not self.box.isHidden() else self.people

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.box.isHidden():
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Undo):
            if not self._presenter.undo():
                super().keyPressEvent(event)
        elif event.text().isprintable() and event.text().strip() and not event.modifiers():
            self.box.setFocus()
            self.box.insert(event.text())
        else:
            super().keyPressEvent(event)

    def _marked(self, call) -> None:
        if call == self._presenter.ask_absent and not self._absent:
            words = _("这次会议不能线上参加，也不能书面委托，请本人到会。")
            self.show_hint(words, "waiting")
        elif self.people.isVisible() and self.people.marked_key():
            call(self.people.marked_key())
        else:
            self.show_hint(_("先输入名字，标出一个人，再按这个键。"), "waiting")

    # ---- how it is put together

    def _for_marked(self, words: str, key: str, call) -> Button:
        return key_button(self, words, key, lambda: self._marked(call))

    def _build_left(self, column: Column) -> None:
        self._locked = Notice()
        column.addWidget(self._locked)
        self.box = SearchBox(_("姓名、拼音、首字母、手机尾号"))
        self._hint = Label("", "small", wrap=True)
        column.addWidget(self.box)
        column.addWidget(self._hint)
        self._people = PeopleCard(want=5)
        self.people = self._people.people
        self.people.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column.addWidget(self._people, 1)
        below = QWidget()
        flow = Flow(below, gap=12)
        self._filter = ChoiceChips()
        self._filter.show_choices([("missing", _("不在场的")), ("here", _("到会的"))], ["missing"])
        self._filter.changed.connect(lambda keys: self._presenter.filter(keys[0]))
        self._leave = self._for_marked(_("离场"), "F4", self._presenter.go_out)
        self._stand = self._for_marked(_("表决权 / 撤回"), "F3", self._presenter.ask_standing)
        self._away = self._for_marked(_("线上、委托"), "F6", self._presenter.ask_absent)
        self._undo = Button("", "link", pressed=self._presenter.undo)
        self._undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        flow.addWidget(self._filter)
        flow.addWidget(self._leave)
        flow.addWidget(self._stand)
        flow.addWidget(self._away)
        flow.add_right(self._undo)
        column.addWidget(below)
        self.box.drive(self.people)
        self.box.typed.connect(self._presenter.narrow)
        self.box.entered.connect(lambda _text: self.people.act())
        self.people.acted.connect(self._presenter.come_in)
        self.show_hint("", "")

    def _build_right(self, column: Column) -> None:
        figures = Card(gap=8, margins=_CLOSE)
        self._count = BigCount(_("实到 / 应到"))
        self._strip = Notice()
        self._figures = Figures()
        for part in (self._count, self._strip, self._figures):
            figures.body.addWidget(part)
        column.addWidget(figures)
        self._missing = Card(gap=8, margins=_CLOSE)
        self._names = NameCloud()
        self._missing.body.addWidget(self._names, 1)
        column.addWidget(self._missing, 1)


class StandingSheet(Sheet):
    """May somebody vote, or do they sit in; or were they signed in by mistake."""

    def __init__(self, host: QWidget, standing: Standing, presenter: DecisionDoorPresenter) -> None:
        super().__init__(host, standing.name, _("记下"))
        self._standing, self._presenter = standing, presenter
        if standing.place:
            self.body.addWidget(Label(standing.place, "secondary"))
        if standing.voting and not standing.entitled:
            words = _("名册上没有列入这次会议，现在按有表决权计。")
            self.body.addWidget(Label(words, "small", wrap=True))
        other = ("sit", _("改成列席")) if standing.voting else ("vote", _("改成有表决权"))
        choices = [other, ("withdraw", _("撤回，签错了人"))]
        if standing.member is not None:
            words = _("不是集体成员，不计入集体事项") if standing.member else _("是集体成员")
            choices.insert(1, ("member", words))
        self.choice = ChoiceField("", choices)
        self.choice.show_value(other[0])
        self.body.addWidget(self.choice)
        self.accepted.connect(self._save)

    def _save(self) -> None:
        person_id, chosen = self._standing.person_id, self.choice.value()
        if chosen == "withdraw":
            done = self._presenter.take_back(person_id)
        elif chosen == "member":
            done = self._presenter.set_member(person_id, not self._standing.member)
        else:
            done = self._presenter.set_entitled(person_id, chosen == "vote")
        if done:
            self.leave()


def build(context: Context, _page: QWidget) -> DoorTab:
    """The door of a meeting that decides."""
    return DoorTab(context)
