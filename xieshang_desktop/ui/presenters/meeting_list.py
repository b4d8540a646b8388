"""What both lists of meetings do: their order, and what a search finds in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar

from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.search_keys import normalise_query


class Line(Protocol):
    """One meeting of a list."""

    @property
    def meeting(self) -> Meeting | DecisionMeeting: ...


L = TypeVar("L", bound=Line)


def coming_first(lines: Sequence[L], coming: Collection[object]) -> list[L]:
    """Of lines with the latest first: those in a `coming` state in the order of their days, then
    the others."""
    ahead = [line for line in lines if line.meeting.state in coming]
    past = [line for line in lines if line.meeting.state not in coming]
    return [*reversed(ahead), *past]


def holds(text: str, meeting: Meeting | DecisionMeeting, titles: Iterable[str]) -> bool:
    """Whether the title, place or number of a meeting, or one of the titles of what it is about,
    holds a text as `normalise_query` gives it."""
    words = (meeting.title, meeting.place, meeting.number, *titles)
    return not text or any(text in normalise_query(each) for each in words)
