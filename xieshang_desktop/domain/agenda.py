"""An agenda in time: which item runs, what was planned, how late it is, when it will end.

An item without planned minutes is as long as it takes: it makes nothing late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Sitting
from xieshang_desktop.domain.span import length_of


class ItemTimes(msgspec.Struct, frozen=True):
    """When an item was planned to begin and to end, as far as the plan says."""

    begins: datetime | None
    ends: datetime | None


def is_on(item: AgendaItem) -> bool:
    """Whether the item is being talked about."""
    return bool(item.spans) and item.spans[-1].until is None


def is_done(item: AgendaItem) -> bool:
    """Whether the item was talked about and is so no more."""
    return bool(item.spans) and item.spans[-1].until is not None


def current_item(items: Iterable[AgendaItem]) -> AgendaItem | None:
    """The item that is being talked about."""
    return next((item for item in items if is_on(item)), None)


def following_item(items: Sequence[AgendaItem]) -> AgendaItem | None:
    """The item that comes next: the first after the one that runs (or the last that ran) that was
    not talked about yet, else the first such before it."""
    begun = [item.position for item in items if is_on(item)] or [
        item.position for item in items if item.spans
    ]
    after = max(begun, default=0)
    waiting = sorted(
        (item for item in items if not item.spans), key=lambda i: (i.position < after, i.position)
    )
    return waiting[0] if waiting else None


def planned_times(meeting: Meeting, items: Sequence[AgendaItem]) -> dict[str, ItemTimes]:
    """The planned times of the items; unknown after one without planned minutes."""
    times: dict[str, ItemTimes] = {}
    at: datetime | None = meeting.starts
    for item in sorted(items, key=lambda i: i.position):
        known = at is not None and item.minutes is not None
        ends = at + timedelta(minutes=item.minutes or 0) if at and known else None
        times[item.id] = ItemTimes(at, ends)
        at = ends
    return times


def time_left_on(item: AgendaItem, now: datetime) -> timedelta | None:
    """How much of an item's planned time is left, less than nothing when it is over; None where
    none was planned."""
    if item.minutes is None:
        return None
    return timedelta(minutes=item.minutes) - length_of(item.spans, now)


def lateness(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    now: datetime,
    sittings: Sequence[Sitting] = (),
) -> timedelta:
    """How late the meeting is against its plan, counting the time the running item still has but
    not the breaks between its sittings; never less than nothing, and nothing on another day than
    the planned one."""
    if now.date() != meeting.starts.date():
        return timedelta()
    begun = [item for item in items if item.spans]
    planned = sum((_planned(item, now) for item in begun), timedelta())
    if begun and not any(is_on(item) for item in begun) and len(begun) == len(items):
        now = max(span.until for item in begun for span in item.spans if span.until)
    late = now + _rest(items, now) - meeting.starts - planned - _breaks(sittings, now)
    return max(timedelta(), late)


def expected_end(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    now: datetime,
    sittings: Sequence[Sitting] = (),
) -> datetime | None:
    """When the meeting will end by what is planned from now on; where an item has no planned
    minutes, the planned end, the breaks and what it is late by, if there is one."""
    coming = [item for item in items if not is_done(item)]
    if coming and all(item.minutes is not None for item in coming):
        begins = now if any(item.spans for item in items) else max(now, meeting.starts)
        pending = sum(i.minutes or 0 for i in coming if not i.spans)
        return begins + _rest(items, now) + timedelta(minutes=pending)
    if coming and meeting.ends is not None and now.date() == meeting.starts.date():
        return meeting.ends + _breaks(sittings, now) + lateness(meeting, items, now, sittings)
    return None


def _breaks(sittings: Sequence[Sitting], now: datetime) -> timedelta:
    """How long the meeting stood still between one sitting and the next."""
    begins = [*(s.began_at for s in sittings[1:]), now]
    gaps = [
        begin - sitting.ended_at
        for sitting, begin in zip(sittings, begins, strict=False)
        if sitting.ended_at is not None and begin > sitting.ended_at
    ]
    return sum(gaps, timedelta())


def _planned(item: AgendaItem, now: datetime) -> timedelta:
    if item.minutes is None:
        return length_of(item.spans, now)
    return timedelta(minutes=item.minutes)


def _rest(items: Iterable[AgendaItem], now: datetime) -> timedelta:
    """What the running item still has of its planned time."""
    item = current_item(items)
    left = time_left_on(item, now) if item else None
    return max(timedelta(), left) if left else timedelta()
