"""纪要: the paper at the left as it will print, its text and the two confirmations at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.pages.meeting_minutes_parts import Corrections, Seals, SectionEditor
from xieshang_desktop.ui.paper_view import PaperView
from xieshang_desktop.ui.presenters.meeting_minutes import MinutesPresenter, MinutesView
from xieshang_desktop.ui.widgets.empty import Empty
from xieshang_desktop.ui.widgets.layout import Column, Scroll, Split, show_if


class MinutesTab(QWidget):
    """What is typed is never lost, and shows in the paper a moment later."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.presenter = MinutesPresenter(context.desk, self, context.attempt)
        self._meeting_id = ""
        self.sections: dict[str, SectionEditor] = {}
        column = Column(self)
        self._early = Empty("paper", "")
        self._early.acted.connect(self.presenter.help_on)
        column.addWidget(self._early, 1)
        self.paper = PaperView(context.desk, context.attempt)
        right = QWidget()
        self._right = Column(right, gap=14)
        self.seals = Seals(self.presenter)
        self.corrections = Corrections(self.presenter)
        self._right.addWidget(self.seals)
        self._right.addWidget(self.corrections)
        self._right.addStretch(1)
        self._split = Split(self.paper, Scroll(right), side=450, least=360)
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
        self.seals.show_view(view)
        self.corrections.show_view(view)
        keys = [section.key for section in view.sections]
        for key in [key for key in self.sections if key not in keys]:
            gone = self.sections.pop(key)
            self._right.removeWidget(gone)
            gone.forget()
        if view.sealed and any(editor.area.hasFocus() for editor in self.sections.values()):
            self.paper.view.setFocus()
        for number, section in enumerate(view.sections):
            if section.key not in self.sections:
                self.sections[section.key] = SectionEditor(self.presenter, section.key)
                self._right.insertWidget(2 + number, self.sections[section.key])
            self.sections[section.key].show_section(section)
            show_if(self.sections[section.key], not view.sealed)

    def show_paper(self, compose) -> None:
        """The paper as it stands, a moment later."""
        self.paper.show_paper(compose)

    def ask_confirm(self, rank: str, title: str, words: str, yes: str) -> None:
        """Once, in words."""
        dialogs.ask(self, title, words, yes, partial(self.presenter.confirm, rank))

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
            self.paper.forget()
        self.presenter.open(meeting_id)

    def first_field(self) -> QWidget:
        """The first text, or what comes after the seal."""
        if not self._early.isHidden():
            return self._early.button
        if not self.seals.next.isHidden():
            return self.seals.next
        first = next((s for s in self.sections.values() if not s.isHidden()), None)
        return first.area if first else self.paper.view


def build(context: Context, page: QWidget) -> MinutesTab:
    """The minutes of a meeting."""
    return MinutesTab(context, page)
