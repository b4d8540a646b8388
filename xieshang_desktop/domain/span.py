"""A stretch of time: how long somebody was in the room, an item was talked about, people spoke."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

import msgspec
from msgspec.structs import replace


class Span(msgspec.Struct, frozen=True):
    """From a moment until another; without `until` it still runs."""

    since: datetime
    until: datetime | None = None

    def covers(self, moment: datetime) -> bool:
        """Whether it runs at a moment; the moment it ends is no longer in it."""
        return self.since <= moment and (self.until is None or moment < self.until)

    def meets(self, other: Span) -> bool:
        """Whether the two have any time in common, or begin at the same moment."""
        begins = other.until is None or self.since < other.until
        lasts = self.until is None or other.since < self.until
        return self.since == other.since or (begins and lasts)

    def ended(self, moment: datetime) -> Self:
        """The same, ended at a moment unless it ended before; never before it began."""
        if self.until is not None and self.until <= moment:
            return self
        return replace(self, until=max(self.since, moment))


def length_of(spans: Iterable[Span], now: datetime) -> timedelta:
    """How long the spans are together; one that still runs counts until `now`."""
    return sum(
        (max(now, s.since) - s.since if s.until is None else s.until - s.since for s in spans),
        timedelta(),
    )
