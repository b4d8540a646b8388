"""决定会议: the list of meetings that decide, coming ones first; consultations are not here."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.search_keys import normalise_query
from xieshang_desktop.services.decision_file import COMING, DecisionLine, list_decisions
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.ui.presenters.attempting import Go
from xieshang_desktop.ui.presenters.decision_words import measured, state_chip
from xieshang_desktop.ui.presenters.meeting_list import coming_first, holds
from xieshang_desktop.ui.presenters.meeting_words import Chip, when_words


class DecisionRow(NamedTuple):
    """One meeting of the list."""

    when: str
    title: str
    motions: str
    entitled: str
    state: Chip
    key: str


class DecisionsPage(Protocol):
    """What the presenter asks of the page."""

    def show_rows(self, rows: Sequence[DecisionRow]) -> None: ...
    def show_empty(self, sentence: str, button: str) -> None: ...


class DecisionsPresenter:
    """Coming meetings in the order of their days, then the past ones, latest first."""

    def __init__(self, desk: Desk, page: DecisionsPage, go: Go) -> None:
        self._desk = desk
        self._page = page
        self._go = go
        self._text = ""

    def refresh(self) -> None:
        """Read the list anew."""
        lines = coming_first(list_decisions(self._desk), COMING)
        if not lines:
            self._page.show_empty(
                _(
                    "协商只商量，不表决。商量好的事，法律规定要由村民会议、村民代表会议决定的，"
                    "在这里开会决定：数人数、看够不够、记票、打印记录。"
                ),
                _("安排决定会议"),
            )
            return
        rows = [self._row(line) for line in lines if self._holds(line)]
        if rows:
            self._page.show_rows(rows)
        else:
            self._page.show_empty(_("没有这样的会议。换个词，或清空查找。"), "")

    def narrow(self, text: str) -> None:
        """Show only those whose title, place or matters hold this text."""
        self._text = normalise_query(text)
        self.refresh()

    def open(self, meeting_id: str) -> None:
        """Open one meeting."""
        self._go("meetings/decision", meeting_id)

    def new(self) -> None:
        """The form for a new one."""
        self._go("meetings/decision_edit", None)

    def statistics(self) -> None:
        """The statistics of this year."""
        year = self._desk.today.year
        self._go("papers", f"{PaperKind.DECISION_STATISTICS.value}:{year}")

    def _row(self, line: DecisionLine) -> DecisionRow:
        meeting = line.meeting
        titles = "、".join(motion.title for motion in line.motions)
        return DecisionRow(
            when=when_words(meeting.starts, self._desk.today),
            title=meeting.title,
            motions=titles or _("还没有表决事项"),
            entitled=measured(meeting.entitled, meeting.counting) if meeting.entitled else "",
            state=state_chip(meeting),
            key=meeting.id,
        )

    def _holds(self, line: DecisionLine) -> bool:
        return holds(self._text, line.meeting, (motion.title for motion in line.motions))
