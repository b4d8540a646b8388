"""The mood of the hall: cards counted by eye for who sits at the laptop, a sentence for all.

Consulting is no voting: the numbers are kept nowhere, printed nowhere and never made a share of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain.terms import Stance
from xieshang_desktop.services import drafting, opinions
from xieshang_desktop.services.deliberation import ItemFile
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.meeting_talk_view import STANCE_CHIPS


class Mood(NamedTuple):
    """How many cards of one kind are held up, about."""

    key: str
    words: str
    number: int
    colour: str


class MoodPage(Protocol):
    """What the presenter asks of the page."""

    def show_moods(self, moods: Sequence[Mood], sentence: str) -> None: ...


class MoodPresenter:
    """Counts by item, in memory only."""

    def __init__(self, desk: Desk, page: MoodPage, attempt: Attempt) -> None:
        self._desk = desk
        self._page = page
        self._attempt = attempt
        self._file: ItemFile | None = None
        self._moods: dict[str, Counter[Stance]] = {}

    def show(self, file: ItemFile | None) -> None:
        """Another item is in front."""
        self._file = file

    def ask(self) -> None:
        """The rough picture of the hands with cards, for the one at the laptop only."""
        if self._file is not None:
            self._page.show_moods(self._counted(), self._file.item.mood)

    def count(self, stance: str, by: int) -> None:
        """One card more (1) or less (-1); kept nowhere but here, until the program ends."""
        counted = self._moods.setdefault(self._item_id(), Counter())
        counted[Stance(stance)] = max(0, counted[Stance(stance)] + by)
        self.ask()

    def draft(self) -> str:
        """The sentence as it was being written when the power went."""
        return drafting.kept(self._desk, self._item_id(), "mood").get("mood", "")

    def write(self, text: str) -> None:
        """The sentence on it that goes into the minutes."""
        item_id = self._item_id()
        if self._file is not None and text.strip() != self._file.item.mood:
            self._attempt(
                lambda: opinions.write_mood(self._desk, item_id, text),
                _("已记下"),
                lambda _item: drafting.drop(self._desk, item_id, "mood"),
            )

    def _item_id(self) -> str:
        return self._file.item.id if self._file else ""

    def _counted(self) -> tuple[Mood, ...]:
        counted = self._moods.get(self._item_id(), Counter())
        return tuple(Mood(s.value, s.words, counted[s], STANCE_CHIPS[s]) for s in STANCE_CHIPS)
