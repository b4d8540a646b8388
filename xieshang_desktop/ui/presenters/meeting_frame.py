"""The head of a consultation's page."""

from __future__ import annotations

from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.ui.presenters.meeting_head import FramePresenter, Head
from xieshang_desktop.ui.presenters.meeting_words import (
    facts_line,
    first_tab,
    state_chip,
    tab_words,
)
from xieshang_desktop.ui.presenters.standing import standing_words


class MeetingPresenter(FramePresenter):
    """Of a consultation."""

    def _head(self, meeting_id: str) -> Head:
        desk, meeting = self._desk, read_meeting(self._desk, meeting_id)
        facts = facts_line(meeting, desk.today, standing_words(desk, meeting_id))
        return Head(facts, state_chip(meeting), tab_words(), first_tab(meeting, desk.today))
