"""会议: the list of meetings, coming ones first."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.meeting import COMING
from xieshang_desktop.domain.search_keys import normalise_query
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import MeetingLine, list_meetings
from xieshang_desktop.ui.presenters.attempting import Go
from xieshang_desktop.ui.presenters.meeting_list import coming_first, holds
from xieshang_desktop.ui.presenters.meeting_words import Chip, state_chip, when_words

_FILTERS = ("all", "coming", "minutes", "past", "cancelled")


class MeetingRow(NamedTuple):
    """One meeting of the list."""

    when: str
    title: str
    topics: str
    invited: str
    state: Chip
    key: str


class MeetingsPage(Protocol):
    """What the presenter asks of the page."""

    def show_filters(self, filters: Sequence[tuple[str, str]], chosen: str) -> None: ...
    def show_rows(self, rows: Sequence[MeetingRow]) -> None: ...
    def show_empty(self, sentence: str, button: str) -> None: ...


class MeetingsPresenter:
    """Coming meetings in the order of their days, then the past ones, latest first."""

    def __init__(self, desk: Desk, page: MeetingsPage, go: Go) -> None:
        self._desk = desk
        self._page = page
        self._go = go
        self._filter = "all"
        self._text = ""
        self._lines: list[MeetingLine] = []

    def refresh(self) -> None:
        """Read the list anew."""
        self._lines = coming_first(list_meetings(self._desk), COMING)
        self._show()

    def filter(self, key: str) -> None:
        """Show only some."""
        self._filter = key
        self._show()

    def narrow(self, text: str) -> None:
        """Show only those whose title, place or topics hold this text."""
        self._text = normalise_query(text)
        self._show()

    def open(self, meeting_id: str) -> None:
        """Open one meeting."""
        self._go("meetings/meeting", meeting_id)

    def new(self) -> None:
        """The form for a new one."""
        self._go("meetings/edit", None)

    def _show(self) -> None:
        if not self._lines:
            self._page.show_filters([], "")
            self._page.show_empty(
                _("还没有会议。议题审定以后，在这里安排一次协商议事会。"), _("安排会议")
            )
            return
        counts = {key: sum(_passes(line, key) for line in self._lines) for key in _FILTERS}
        words = {
            "all": _("全部"),
            "coming": _("要开的"),
            "minutes": _("待纪要"),
            "past": _("开过的"),
            "cancelled": _("已取消"),
        }
        shown = [key for key in _FILTERS if counts[key] or key in {"all", self._filter}]
        filters = [(key, f"{words[key]} {counts[key]}") for key in shown]
        self._page.show_filters(filters, self._filter)
        rows = [
            self._row(line)
            for line in self._lines
            if _passes(line, self._filter) and self._holds(line)
        ]
        if rows:
            self._page.show_rows(rows)
        else:
            self._page.show_empty(_("没有这样的会议。换个条件，或清空查找。"), "")

    def _row(self, line: MeetingLine) -> MeetingRow:
        titles = "、".join(item.title for item in line.items)
        return MeetingRow(
            when=when_words(line.meeting.starts, self._desk.today),
            title=line.meeting.title,
            topics=titles or _("还没有议程"),
            invited=_("{0} 人").format(line.invited) if line.invited else "",
            state=state_chip(line.meeting),
            key=line.meeting.id,
        )

    def _holds(self, line: MeetingLine) -> bool:
        return holds(self._text, line.meeting, (item.title for item in line.items))


def _passes(line: MeetingLine, key: str) -> bool:
    state = line.meeting.state
    return {
        "all": True,
        "coming": state in COMING,
        "minutes": state is MeetingState.CLOSED,
        "past": state in {MeetingState.CLOSED, MeetingState.SEALED},
        "cancelled": state is MeetingState.CANCELLED,
    }[key]
