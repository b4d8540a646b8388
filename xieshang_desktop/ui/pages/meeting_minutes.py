"""纪要: the paper at the left as it will print, its text and the two confirmations at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.meeting_minutes_order import MissingCard, OrderCard
from xieshang_desktop.ui.pages.meeting_minutes_parts import Corrections, Seals, SectionEditor
from xieshang_desktop.ui.pages.meeting_minutes_sheets import (
    ChangeSheet,
    ClaritySheet,
    ModulesSheet,
    OwnModuleSheet,
)
from xieshang_desktop.ui.pages.meeting_sealing import Question, ask_to_confirm
from xieshang_desktop.ui.paper_view import PaperView
from xieshang_desktop.ui.presenters.meeting_minutes import MinutesPresenter
from xieshang_desktop.ui.presenters.meeting_minutes_missing import recorder_form
from xieshang_desktop.ui.presenters.meeting_minutes_view import (
    ChangeView,
    ClarityRow,
    MinutesView,
    ModuleRow,
)
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.form_sheet import FormSheet
from xieshang_desktop.ui.widgets.layout import Column, Scroll, Split, show_if
from xieshang_desktop.ui.widgets.tab_order import tab_through


class MinutesTab(QWidget):
    """What is typed is never lost, and shows in the paper a moment later."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__()
        self._context, self._page = context, page
        self.presenter = MinutesPresenter(context.desk, self, context.attempt, context.go)
        self._meeting_id = ""
        self.sections: dict[str, SectionEditor] = {}
        column = Column(self)
        self._early = Empty("paper", "")
        self._early.acted.connect(self.presenter.help_on)
        column.addWidget(self._early, 1)
        self.paper = PaperView(context.desk, context.attempt)
        self._side = ""  # which one is in front where there is room for one
        self._narrow = False
        self.switches = {"paper": ChoiceChips(), "text": ChoiceChips()}
        for key, switch in self.switches.items():
            switch.show_choices([("text", _("内容")), ("paper", _("纸"))], [key])
            switch.changed.connect(lambda keys, key=key: self._turn_to(keys[0] if keys else key))
        self.paper.view.bar.add_first(self.switches["paper"])
        right = QWidget()
        self._right = Column(right, gap=14)
        self.missing = MissingCard(self.presenter)
        self.seals = Seals(self.presenter)
        self.order = OrderCard(self.presenter)
        self.corrections = Corrections(self.presenter)
        self._cards = (self.missing, self.seals, self.corrections, self.order)
        for card in self._cards:
            self._right.addWidget(card)
        self._right.addStretch(1)
        self._scroll = Scroll(right)
        self._beside = QWidget()
        beside = Column(self._beside, gap=10)
        beside.addWidget(self.switches["text"])
        beside.addWidget(self._scroll, 1)
        self._split = Split(self.paper, self._beside, side=450, least=560)
        self._split.folded.connect(self._fold)
        self._fold(self._split.narrow)
        column.addWidget(self._split, 1)

    # ---- what the presenter asks

    def show_too_early(self, sentence: str, button: str) -> None:
        """There are no minutes before the end of the talk."""
        show_if(self._split, False)
        show_if(self._early, True)
        self._early.show_sentence(sentence, button)

    def show_minutes(self, view: MinutesView) -> None:
        """The text, what is missing, who confirmed."""
        show_if(self._early, False)
        show_if(self._split, True)
        if not self._side:  # who opens sealed minutes reads them
            self._show_side("paper" if view.sealed else "text")
        focused = self.focusWidget()
        sealing = focused is not None and self.seals.isAncestorOf(focused)
        self.missing.show_view(view.haves, view.missing)
        self.seals.show_view(view)
        self.order.show_view(view)
        self.corrections.show_view(view)
        keys = [section.key for section in view.sections]
        for key in [key for key in self.sections if key not in keys]:
            gone = self.sections.pop(key)
            self._right.removeWidget(gone)
            gone.forget()
        if view.sealed and any(editor.area.hasFocus() for editor in self.sections.values()):
            self.paper.view.setFocus()
        for number, section in enumerate(view.sections, len(self._cards)):
            if section.key not in self.sections:
                self.sections[section.key] = SectionEditor(self.presenter, section.key)
            editor = self.sections[section.key]
            if self._right.indexOf(editor) != number:
                self._right.insertWidget(number, editor)
            editor.show_section(section)
            show_if(editor, not view.sealed)
        self._tab_through(keys)
        if sealing:  # Qt hands the keyboard of a row that goes to the next text
            QTimer.singleShot(0, self._back_to_seals)

    def show_paper(self, compose) -> None:
        """The paper as it stands, a moment later."""
        self.paper.show_paper(compose)

    def show_section(self, key: str) -> None:
        """To the text of one section."""
        QTimer.singleShot(0, partial(self._reveal, key))  # a new section has no place yet

    def ask_change(self, key: str, view: ChangeView, draft: str) -> None:
        """What changed in the facts, and what to do about it."""
        sheet = ChangeSheet(self, self.presenter, key, view, draft)
        sheet.open(sheet.area)

    def ask_recorder(self) -> None:
        """Who kept the record."""
        today = lambda: self._context.desk.today  # noqa: E731
        record = lambda values: self.presenter.record(values["name"])  # noqa: E731
        FormSheet(self, recorder_form(), today, record).open()

    def ask_module(self, rows: Sequence[ModuleRow]) -> None:
        """Which text module."""
        ModulesSheet(self, self.presenter, rows)

    def ask_own_module(self, name: str, text: str) -> None:
        """A module of this room."""
        OwnModuleSheet(self, self.presenter, name, text)

    def ask_clarity(self, rows: Sequence[ClarityRow]) -> None:
        """The five questions."""
        ClaritySheet(self, self.presenter, rows)

    def ask_confirm(self, rank: str, title: str, words: str, yes: str) -> None:
        """Once, in words."""
        question = Question(self._meeting_id, rank, title, words, yes)
        ask_to_confirm(self._context, question, self.presenter.confirm)

    def correction_kept(self) -> None:
        """Ready for another one."""
        self.corrections.empty()

    def show_part(self, key: str) -> None:
        """Another part of the meeting."""
        self._page.show_part(key)

    # ---- the part of a meeting's page

    def open_meeting(self, meeting_id: str) -> None:
        """Read the minutes of this meeting."""
        if meeting_id != self._meeting_id:
            self._meeting_id = meeting_id
            self._side = ""
            self.paper.forget()
        self.presenter.open(meeting_id)

    def first_field(self) -> QWidget:
        """The next step, else what is missing, else the paper: never a text, which a key would
        change unseen."""
        if not self._early.isHidden():
            return self._early.button
        if not self._beside.isHidden():
            if not self.seals.next.isHidden():
                return self.seals.next
            if self.seals.waiting is not None:
                return self.seals.waiting
            if self.paper.isHidden():
                return self.missing.fold if not self.missing.fold.isHidden() else self.order.fold
        return self.paper.view

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes one level back: out of a text, folds, from the paper to the text."""
        if event.key() != Qt.Key.Key_Escape or not self._one_back():
            super().keyPressEvent(event)

    def _one_back(self) -> bool:
        if self._narrow and self._side == "paper" and self.paper.isAncestorOf(self.focusWidget()):
            self._turn_to("text")
            return True
        areas = [self.corrections.area, *(each.area for each in self.sections.values())]
        if any(area.hasFocus() for area in areas):
            self.first_field().setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return self.missing.fold_up() or self.order.fold_up()

    def _turn_to(self, side: str) -> None:
        """The paper or its text, where there is room for one of them."""
        self._show_side(side)
        self.first_field().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fold(self, narrow: bool) -> None:
        self._narrow = narrow
        self.paper.view.show_short(narrow)
        self._show_side(self._side)

    def _show_side(self, side: str) -> None:
        self._side = side
        for key, switch in self.switches.items():
            switch.choose(key)
            show_if(switch, self._narrow)
        show_if(self.paper, not self._narrow or side == "paper")
        show_if(self._beside, not self._narrow or side != "paper")

    def _back_to_seals(self) -> None:
        if self.isVisible() and self.isEnabled():
            field = self.first_field()
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(field)

    def _reveal(self, key: str) -> None:
        editor = self.sections.get(key)
        if editor is not None:
            self._show_side("text")
            editor.start()
            self._scroll.ensureWidgetVisible(editor)

    def _tab_through(self, keys: list[str]) -> None:
        """From section to section, in the order in which they stand."""
        tab_through(self, [self.order.fold, *(self.sections[key].area for key in keys)])


def build(context: Context, page: QWidget) -> MinutesTab:
    """The minutes of a meeting."""
    return MinutesTab(context, page)
