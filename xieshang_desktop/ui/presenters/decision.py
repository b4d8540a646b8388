"""The head of a deciding meeting's page."""

from __future__ import annotations

from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.ui.presenters.decision_words import (
    facts_line,
    first_tab,
    state_chip,
    tab_words,
)
from xieshang_desktop.ui.presenters.meeting_head import FramePresenter, Head


class DecisionPresenter(FramePresenter):
    """Of a meeting that decides."""

    def _head(self, meeting_id: str) -> Head:
        with self._desk.store.read() as reader:
            meeting = reader.one(DecisionMeeting, meeting_id)
        facts = facts_line(meeting, self._desk.today)
        return Head(facts, state_chip(meeting), tab_words(), first_tab(meeting))
