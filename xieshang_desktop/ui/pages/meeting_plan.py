"""准备: what is missing, the agenda, the plan, the people."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from xieshang_desktop.domain.terms import Part
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.agenda_sheets import ItemSheet
from xieshang_desktop.ui.pages.meeting_plan_sheets import (
    CancelSheet,
    InvitedSheet,
    LateNoticeSheet,
    TopicsSheet,
)
from xieshang_desktop.ui.presenters.meeting_plan import PlanPresenter
from xieshang_desktop.ui.presenters.meeting_plan_view import PlanView
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.check_rows import CheckRows
from xieshang_desktop.ui.widgets.chip import Chip
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryAction, EntryList
from xieshang_desktop.ui.widgets.facts import Facts
from xieshang_desktop.ui.widgets.fields import SelectField
from xieshang_desktop.ui.widgets.layout import Column, Flow, Row, Split, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.people_list import PeopleList, PersonRow
from xieshang_desktop.ui.widgets.row_dragging import RowDragging
from xieshang_desktop.ui.widgets.search_box import FilterBox
from xieshang_desktop.ui.widgets.tab_order import tab_through
from xieshang_desktop.ui.widgets.text import Label

#: A heading stands as high beside buttons as it does alone.
_BUTTONS_IN_HEAD = (22, 12, 22, 20)


class PlanTab(QWidget):
    """The red button is always the next step."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__()
        self._looking = context.desk.store.mirrored
        self._page, self._context, self._meeting_id = page, context, ""
        self._presenter = PlanPresenter(context.desk, self, context.attempt, context.go)
        column = Column(self, gap=14)
        self._over = Notice()
        column.addWidget(self._over)
        left, right = QWidget(), QWidget()
        self._build_left(Column(left, gap=14))
        self._build_right(Column(right, gap=14))
        column.addWidget(Split(left, right, ratio=(1, 1)), 1)

    # ---- what the presenter asks

    def show_plan(self, view: PlanView) -> None:
        """The whole tab but the list of people."""
        self._over.show_notice(view.sentence)
        show_if(self._checks_card, bool(view.checks))
        self._checks.show_lines([tuple(check) for check in view.checks])
        self._facts.show_facts(view.facts)
        self._papers.clear()
        for action, words in view.papers:
            button = Button(
                words, icon="paper", pressed=partial(self._presenter.act, action), reads=True
            )
            self._papers.addWidget(button)
        tab_through(self._papers_box, self._papers.widgets())
        show_if(self._papers_box, bool(view.papers))
        show_if(self._change, view.may_change)
        show_if(self._cancel, view.may_cancel)
        self._agenda_card.show_heading(_("议程（{0}）").format(len(view.items)))
        self.agenda.set_actions(_item_actions() if view.may_change else ())
        self._dragging.on = view.may_change
        self.agenda.show_rows([Entry(*item) for item in view.items], self.agenda.marked_key())
        show_if(self._no_items, not view.items)
        show_if(self._add, view.may_change)
        known = view.invited or not self._looking
        heading = _("参加人（{0}）").format(view.invited) if known else _("参加人")
        self._people_card.show_heading(heading)
        self._mix.clear()
        for words, kind in view.mix:
            self._mix.addWidget(Chip(words, kind))
        self._mix_box.updateGeometry()
        show_if(self._mix_box, bool(view.mix))
        show_if(self._finding, view.may_change)
        self._suggested.show_words(_("邀请建议的 {0} 人").format(view.suggested))
        show_if(self._suggested, bool(view.suggested))

    def show_people(self, rows, sentence: str) -> None:
        """Who is invited, or who was found."""
        self.people.show_rows([PersonRow(*row) for row in rows], self.people.marked_key())
        if not self.people.hasFocus() and not self.box.text():
            self.people.setCurrentIndex(QModelIndex())
        show_if(self.people, bool(rows))
        self._nobody.setText(sentence)
        show_if(self._nobody, bool(sentence))

    def empty_box(self) -> None:
        """Ready for the next name."""
        self.box.clear()

    def find_somebody(self) -> None:
        """To the box."""
        self.box.setFocus()

    def ask_topics(self, choices) -> None:
        """Which topics to add."""
        TopicsSheet(self, choices, self._presenter.add_topics).open()

    def ask_item(self, item) -> None:
        """An item to be put right."""
        ItemSheet(self, self._presenter.change_item, item).open()

    def ask_late_notice(self, words: str) -> None:
        """Why the notice is late."""
        desk, about = self._context.desk, self._meeting_id
        LateNoticeSheet(self, desk, about, words, self._presenter.issue_notice).open()

    def _ask_cancel(self) -> None:
        desk, about = self._context.desk, self._meeting_id
        CancelSheet(self, desk, about, self._presenter.cancel).open()

    def ask_invited(self, row, part: str) -> None:
        """Another part for somebody, or no invitation."""
        InvitedSheet(self, row, part, self._presenter).open()

    def show_part(self, key: str) -> None:
        """Another part of the meeting."""
        self._page.show_part(key)

    # ---- the part of a meeting's page

    def open_meeting(self, meeting_id: str) -> None:
        """Read the plan of this meeting."""
        self._meeting_id = meeting_id
        self._presenter.open(meeting_id)

    def first_field(self) -> QWidget:
        """The next step, else the agenda."""
        button = self._checks.main_button() if not self._checks_card.isHidden() else None
        return button or self.agenda

    # ---- how it is put together

    def _build_left(self, column: Column) -> None:
        self._checks_card = Card(_("开会之前"), gap=6)
        self._checks = CheckRows()
        self._checks.acted.connect(self._presenter.act)
        self._checks_card.body.addWidget(self._checks)
        column.addWidget(self._checks_card)
        self._agenda_card = Card(gap=6)
        self.agenda = EntryList(_item_actions(), most=9, lead=18)
        self.agenda.setAccessibleName(_("议程"))
        self.agenda.opened.connect(self._presenter.open_item)
        self.agenda.acted.connect(self._act_on_item)
        self._dragging = RowDragging(self.agenda)
        self._dragging.dropped.connect(
            lambda begun, to: self._presenter.drop_item(self.agenda.rows()[begun].key, to)
        )
        self._no_items = Label(
            _("还没有议程。加上要商量的议题，或情况通报等别的事项。"), "secondary", wrap=True
        )
        self._add = QWidget()
        add = Flow(self._add, gap=12)
        add.addWidget(Button(_("议题"), icon="plus", pressed=self._presenter.ask_topics))
        add.addWidget(
            Button(
                _("其他事项"),
                icon="plus",
                pressed=lambda: ItemSheet(self, self._presenter.add_item).open(),
            )
        )
        for part in (self.agenda, self._no_items, self._add):
            self._agenda_card.body.addWidget(part)
        column.addWidget(self._agenda_card)
        column.addStretch(1)

    def _build_right(self, column: Column) -> None:
        plan = Card(_("会议安排"), gap=10, margins=_BUTTONS_IN_HEAD)
        self._change = Button(_("改安排"), "link", pressed=self._presenter.change)
        self._cancel = Button(_("取消会议"), "link", pressed=self._ask_cancel)
        plan.head.addWidget(self._change)
        plan.head.addWidget(self._cancel)
        self._facts = Facts()
        self._papers_box = QWidget()
        self._papers = Flow(self._papers_box, gap=10)
        plan.body.addWidget(self._facts)
        plan.body.addWidget(self._papers_box)
        column.addWidget(plan)
        self._people_card = Card(gap=10, margins=_BUTTONS_IN_HEAD)
        self._suggested = Button("", icon="people", pressed=self._presenter.invite_suggested)
        self._people_card.head.addWidget(self._suggested)
        self._mix_box = QWidget()
        self._mix = Flow(self._mix_box, gap=8, row_gap=6)
        policy = self._mix_box.sizePolicy()
        policy.setHeightForWidth(True)
        self._mix_box.setSizePolicy(policy)
        self._finding = QWidget()
        finding = Row(self._finding, gap=10)
        self.box = FilterBox(_("加一个人：姓名、拼音、尾号"))
        self.part = SelectField("")
        self.part.show_choices(
            [("", _("按名册身份")), *((part.value, part.words) for part in Part)], ""
        )
        self.part.box.setAccessibleName(_("以什么身份参加"))
        finding.addWidget(self.box, 3)
        finding.addWidget(self.part, 2)
        self.people = PeopleList(least=4)
        self.people.setAccessibleName(_("参加人"))
        self._nobody = Label("", "secondary", wrap=True)
        body = self._people_card.body
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self._mix_box, self._finding):
            body.addWidget(part)
        body.addWidget(self._nobody, 1)
        body.addWidget(self.people, 1)
        column.addWidget(self._people_card, 1)
        self.box.typed.connect(self._presenter.narrow)
        self.box.drive(self.people)
        self.box.entered.connect(lambda _text: self.people.act())
        self.people.acted.connect(lambda key: self._presenter.choose(key, self.part.value()))
        remove = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.people)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(lambda: self._presenter.uninvite(self.people.marked_key()))

    def _act_on_item(self, item_id: str, action: str) -> None:
        if action == "remove":
            self._presenter.remove_item(item_id)
        elif action == "edit":
            self._presenter.ask_item(item_id)
        else:
            self._presenter.move_item(item_id, -1 if action == "up" else 1)


def _item_actions() -> tuple[EntryAction, ...]:
    return (
        EntryAction("up", _("往前移"), "Alt+Up"),
        EntryAction("down", _("往后移"), "Alt+Down"),
        EntryAction("edit", _("改这一项"), "Ctrl+E"),
        EntryAction("remove", _("从议程中去掉"), "Delete"),
    )


def build(context: Context, page: QWidget) -> PlanTab:
    """The plan of a meeting."""
    return PlanTab(context, page)
