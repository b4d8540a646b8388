"""The head of a deciding meeting's page: which meeting, its state, the part that opens first."""

from __future__ import annotations

from typing import Protocol

from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.decision_words import (
    TABS,
    facts_line,
    first_tab,
    state_chip,
    tab_words,
)


class DecisionFrame(Protocol):
    """What the presenter asks of the page."""

    def show_head(
        self, facts: str, state: str, kind: str, tabs: tuple[tuple[str, str], ...], key: str
    ) -> None: ...
    def show_part(self, key: str) -> None: ...
    def show_gone(self) -> None: ...


class DecisionPresenter:
    """Remembers the meeting and the part in front."""

    def __init__(self, desk: Desk, page: DecisionFrame) -> None:
        self._desk = desk
        self._page = page
        self.meeting_id = ""
        self.key = "plan"

    def open(self, address: str) -> None:
        """Open `id` at the part where its work stands, or `id#part`; RuleBroken `gone`."""
        meeting_id, _mark, key = address.partition("#")
        meeting = self._read(meeting_id)
        self.meeting_id = meeting.id
        self.key = key if key in TABS else first_tab(meeting)
        self._page.show_part(self.key)

    def refresh(self) -> bool:
        """Show the head as the records stand; False when the meeting is no more (undone)."""
        try:
            meeting = self._read(self.meeting_id)
        except RuleBroken as problem:
            if problem.code != "gone":
                raise
            self._page.show_gone()
            return False
        chip = state_chip(meeting)
        facts = facts_line(meeting, self._desk.today)
        self._page.show_head(facts, chip.words, chip.kind, tab_words(), self.key)
        return True

    def _read(self, meeting_id: str) -> DecisionMeeting:
        with self._desk.store.read() as reader:
            return reader.one(DecisionMeeting, meeting_id)
