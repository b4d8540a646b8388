"""Who was in the room while each item was talked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import AgendaItem
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.stays import Room, stays_of, was_in
from xieshang_desktop.domain.terms import AttendanceState


class ItemPresence(msgspec.Struct, frozen=True, kw_only=True):
    """Who was there for one item, whoever it is, and who of those present at the meeting (出席)
    `missed` all of it."""

    item: AgendaItem
    present: tuple[Attendance, ...]
    missed: tuple[Attendance, ...]


def presences_in(
    items: Iterable[AgendaItem], attendances: Iterable[Attendance], room: Room
) -> list[ItemPresence]:
    """Presence for each item: who was in the room at any time of it; of an item whose time was not
    noted, everybody who came to the meeting."""
    came = [a for a in attendances if a.here]
    stays = {a.id: stays_of(a, room) for a in came}
    return [_presence(item, came, stays, room) for item in items]


def _presence(
    item: AgendaItem, came: Sequence[Attendance], stays: dict[str, tuple[Span, ...]], room: Room
) -> ItemPresence:
    if not item.spans:
        return ItemPresence(item=item, present=tuple(came), missed=())
    spans = [_ended(span, room) for span in item.spans]
    there = {a.id for a in came if was_in(stays[a.id], spans)}
    return ItemPresence(
        item=item,
        present=tuple(a for a in came if a.id in there),
        missed=tuple(a for a in came if a.id not in there and a.state is AttendanceState.PRESENT),
    )


def _ended(span: Span, room: Room) -> Span:
    """An item that nobody ended stopped with the sitting, or the meeting."""
    if span.until is not None:
        return span
    return Span(span.since, next((end for end in room.ends if end > span.since), None))
