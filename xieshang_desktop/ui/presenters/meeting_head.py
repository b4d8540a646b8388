"""The head of a page about one meeting: its state, and the part that opens first."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple, Protocol

from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.meeting_words import Chip

Tabs = tuple[tuple[str, str], ...]


class Head(NamedTuple):
    """Which meeting, its state, its parts, and the one where its work stands."""

    facts: str
    state: Chip
    tabs: Tabs
    first: str


class Frame(Protocol):
    """What the presenter asks of the page."""

    def show_head(self, facts: str, state: str, kind: str, tabs: Tabs, key: str) -> None: ...
    def show_part(self, key: str) -> None: ...
    def show_gone(self) -> None: ...


class FramePresenter(ABC):
    """Remembers the meeting and the part in front."""

    def __init__(self, desk: Desk, page: Frame) -> None:
        self._desk = desk
        self._page = page
        self.meeting_id = ""
        self.key = "plan"

    def open(self, address: str) -> None:
        """Open `id` at the part where its work stands, or `id#part`; RuleBroken `gone`."""
        meeting_id, _mark, key = address.partition("#")
        head = self._head(meeting_id)
        self.meeting_id = meeting_id
        self.key = key if key in dict(head.tabs) else head.first
        self._page.show_part(self.key)

    def refresh(self) -> bool:
        """Show the head as the records stand; False when the meeting is no more (undone)."""
        try:
            head = self._head(self.meeting_id)
        except RuleBroken as problem:
            if problem.code != "gone":
                raise
            self._page.show_gone()
            return False
        self._page.show_head(head.facts, *head.state, head.tabs, self.key)
        return True

    @abstractmethod
    def _head(self, meeting_id: str) -> Head:
        """The head of this meeting; RuleBroken `gone`."""
