"""表决: the matters at the left, the one in front at the right with its count."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms_decision import Choice, VotingWay
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.dialogs import ask
from xieshang_desktop.ui.pages.decision_vote_forms import BallotCount, HandsCount, RollCount
from xieshang_desktop.ui.presenters.decision_vote import DecisionVotePresenter, MotionView
from xieshang_desktop.ui.presenters.topic_sheets import Ask
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryList
from xieshang_desktop.ui.widgets.fields import ChoiceField, NumberField
from xieshang_desktop.ui.widgets.form_sheet import FormSheet
from xieshang_desktop.ui.widgets.keeping import Keeping
from xieshang_desktop.ui.widgets.layout import Column, Flow, Split, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.reveal import focus_in_sight
from xieshang_desktop.ui.widgets.text import Label

_COUNTED = (VotingWay.HANDS, VotingWay.BALLOT)


class VoteTab(QWidget):
    """Arrows choose a matter; Enter in the last number writes the vote down."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._presenter = DecisionVotePresenter(context.desk, self, context.attempt, context.go)
        self._view: MotionView | None = None
        column = Column(self)
        left, right = QWidget(), QWidget()
        self._build_left(Column(left, gap=14))
        self._build_right(Column(right, gap=14))
        column.addWidget(Split(left, right, ratio=(2, 3), least=300), 1)

    def open_meeting(self, meeting_id: str) -> None:
        """Read this meeting."""
        self._presenter.open(meeting_id)

    def first_field(self) -> QWidget:
        """Where the next vote begins, else the matters."""
        if self._view is not None and self._view.votable:
            return self._forms[self._view.way].first_field()
        return self.motions

    def show_motions(self, rows, chosen: str) -> None:
        """The matters, each with what came of it."""
        self.motions.show_rows(
            [Entry(m.key, m.title, "", m.note, m.chip, m.kind, m.key == chosen) for m in rows],
            chosen,
        )
        show_if(self._none, not rows)

    def show_motion(self, view: MotionView | None) -> None:
        """The matter in front."""
        self._view = view
        show_if(self._front, view is not None)
        if view is None:
            return
        self._front.show_heading(view.title)
        self._text.setText(view.text)
        self._rule.setText(view.rule)
        self._strip.show_notice(*view.strip, view.need)
        self._result.show_notice(view.result, view.result_kind, view.counted)
        self._basis.setText(view.basis)
        show_if(self._basis, bool(view.basis))
        self.way.show_value(view.way)
        show_if(self.way, view.votable and not view.secret)
        for key, form in self._forms.items():
            show_if(form, view.votable and key == view.way)
        self._forms[VotingWay.ROLL_CALL].show_roll(view.roll, view.roll_line)
        show_if(self._record, view.votable)
        show_if(self._back, view.may_take_back)

    def show_close(self, words: str) -> None:
        """Whether the meeting can end."""
        show_if(self._close, bool(words))

    def show_signing(self, offered: bool) -> None:
        """Whether names are signed for any matter: a ballot is secret."""
        show_if(self._papers["sign"], offered)

    def show_counters(self, counters: tuple[str, str]) -> None:
        """Who counted the last vote counts the next."""
        for key in (VotingWay.HANDS, VotingWay.BALLOT):
            self._forms[key].show_counters(counters)

    def show_wrong(self, sentence: str) -> None:
        """What is missing in the form."""
        self._wrong.show_notice(sentence, "attention")

    def ask(self, form: Ask) -> None:
        """Where those are who were counted in no way."""
        FormSheet(
            self._context.window,
            form,
            lambda: self._context.desk.today,
            partial(self._presenter.answer, form.key),
        ).open()

    def empty_form(self) -> None:
        """Ready for another matter."""
        self.show_wrong("")
        for form in self._forms.values():
            form.empty()

    def show_typed(self, way: str, values: list[str]) -> None:
        """A count that was begun."""
        self._forms[way].show_typed(values)

    def _keep(self, way: str) -> None:
        self._presenter.keep(way, self._forms[way].typed())

    def _choose(self, motion_id: str) -> None:
        for keeping in self._keepings:
            keeping.now()
        self._presenter.choose(motion_id)

    def _count(self) -> None:
        """Write down what was counted in the way in front."""
        way = self._view.way if self._view is not None else ""
        for field in self._forms[way].fields() if way in _COUNTED else ():
            if isinstance(field, NumberField) and field.value() and field.number() is None:
                field.show_error(_("请写数字，如 30；没有人就填 0。"))
                focus_in_sight(field.line)
                return
        if way == VotingWay.HANDS:
            self._presenter.hands(self._forms[way].form())
        elif way == VotingWay.BALLOT:
            self._presenter.ballot(self._forms[way].form())
        elif way == VotingWay.ROLL_CALL:
            self._presenter.roll_call()

    def _ask_close(self) -> None:
        ask(
            self._context.window,
            _("散会"),
            _("散会以后不能再签到和表决。还在场的人一起记作离场。"),
            _("散会"),
            self._presenter.close,
        )

    def _ask_back(self) -> None:
        question = ask(
            self._context.window,
            _("撤回这次表决？"),
            _("记下的票数不算了，唱名的要从头再唱。记错了的才撤回。"),
            _("撤回"),
            self._presenter.take_back,
        )
        question.no.setFocus()

    def _build_left(self, column: Column) -> None:
        card = Card(_("表决事项"), gap=10)
        self.motions = EntryList(clicks=True, most=9)
        self.motions.setAccessibleName(_("表决事项"))
        self.motions.opened.connect(self._choose)
        self.motions.marked.connect(self._choose)
        self._none = Label(_("还没有表决事项，先在“准备”里加上。"), "secondary", wrap=True)
        card.body.addWidget(self.motions)
        card.body.addWidget(self._none)
        buttons = QWidget()
        flow = Flow(buttons, gap=10)
        self._papers: dict[str, Button] = {}
        for key, words in (
            ("ballot", _("表决票")),
            ("count", _("计票单")),
            ("sign", _("签名表")),
        ):
            press = partial(self._presenter.paper, key)
            self._papers[key] = Button(words, icon="print", pressed=press, reads=True)
            flow.addWidget(self._papers[key])
        self._close = Button(_("散会"), pressed=self._ask_close)
        flow.add_right(self._close)
        card.body.addWidget(buttons)
        column.addWidget(card)
        column.addStretch(1)

    def _build_right(self, column: Column) -> None:
        self._front = card = Card(" ", gap=12)
        self._text = Label("", "", wrap=True)
        self._rule = Label("", "small", wrap=True)
        self._strip, self._result, self._wrong = Notice(), Notice(), Notice()
        self._basis = Label("", "secondary", wrap=True)
        self.way = ChoiceField(_("怎样表决"), [(way.value, way.words) for way in VotingWay])
        self.way.changed.connect(lambda keys: self._presenter.choose_way(keys[0]))
        choices = tuple((choice.value, choice.words) for choice in Choice)
        self._forms = {
            VotingWay.HANDS.value: HandsCount(self._count),
            VotingWay.BALLOT.value: BallotCount(self._count),
            VotingWay.ROLL_CALL.value: RollCount(choices, self._presenter.say),
        }
        self._keepings = []
        for way in (VotingWay.HANDS.value, VotingWay.BALLOT.value):
            form = self._forms[way]
            keep = partial(self._keep, way)
            self._keepings.append(keeping := Keeping(self, keep))
            keeping.watch(*form.fields())
        self._record = Button(_("记下表决"), "primary", pressed=self._count)
        self._forms[VotingWay.ROLL_CALL].all_said.connect(lambda: focus_in_sight(self._record))
        self._back = Button(_("撤回这次表决"), pressed=self._ask_back)
        for part in (self._text, self._strip, self._result, self._basis, self.way):
            card.body.addWidget(part)
        for key, form in self._forms.items():
            card.body.addWidget(form, 1 if key == VotingWay.ROLL_CALL else 0)
        card.body.addWidget(self._wrong)
        buttons = QWidget()
        flow = Flow(buttons, gap=10)
        flow.addWidget(self._record)
        flow.addWidget(self._back)
        card.body.addWidget(buttons)
        card.body.addWidget(self._rule)
        column.addWidget(card)
        column.addStretch(1)


def build(context: Context, _page: QWidget) -> VoteTab:
    """The votes of a meeting."""
    return VoteTab(context)
