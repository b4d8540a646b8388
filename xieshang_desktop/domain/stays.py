"""When somebody was in the room: stretches that end with the sitting, and who came late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import RUNNING, Meeting, Sitting
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms import Venue


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """The moments at which people were called to order and at which all left. `over`: nobody is in
    it any more. `signs_since`: after a break everybody signs in again, from this moment on."""

    begins: tuple[datetime, ...] = ()
    ends: tuple[datetime, ...] = ()
    over: bool = False
    signs_since: datetime | None = None


def room_of(meeting: Meeting, sittings: Sequence[Sitting]) -> Room:
    """The room of a meeting. Nobody is late before the time that was named, however early it
    began, nor where the talk goes from door to door (流动协商) and one comes when it comes by."""
    ends = {s.ended_at for s in sittings if s.ended_at is not None}
    strolls = meeting.venue is Venue.DOOR_TO_DOOR
    goes_on = meeting.state in RUNNING and meeting.entered_on is None
    began = [s.began_at for s in sittings] or ([meeting.opened_at] if meeting.opened_at else [])
    if began:
        began[0] = max(began[0], meeting.starts)
    return Room(
        begins=() if strolls else tuple(began),
        ends=tuple(sorted(ends | ({meeting.closed_at} if meeting.closed_at else set()))),
        over=meeting.closed_at is not None,
        signs_since=max(ends) if ends and goes_on and not strolls else None,
    )


def stays_of(attendance: Attendance, room: Room) -> tuple[Span, ...]:
    """When the person was in the room: who did not leave left when the sitting ended. Who signed
    in after the end was not in the room at any time."""

    if not room.ends:  # the door asks for hundreds at every sign-in
        return attendance.spans

    def ended(stay: Span) -> Span:
        if stay.until is not None:
            return stay
        last = stay.since if room.over else None
        return Span(stay.since, next((end for end in room.ends if end > stay.since), last))

    return tuple(ended(stay) for stay in attendance.spans)


def is_inside(attendance: Attendance, room: Room) -> bool:
    """Whether the person has not left."""
    stays = stays_of(attendance, room)
    return bool(stays) and stays[-1].until is None


def this_time(attendance: Attendance, room: Room) -> tuple[Span, ...]:
    """The stretches since everybody had to sign in again; all of them where nobody had to."""
    stays, since = stays_of(attendance, room), room.signs_since
    return stays if since is None else tuple(s for s in stays if s.since >= since)


def left_early(attendance: Attendance, room: Room) -> bool:
    """Whether the person went (this time) before the others did."""
    stays = this_time(attendance, room)
    until = stays[-1].until if stays else None
    return until is not None and until > stays[-1].since and until not in room.ends


def minutes_late(attendance: Attendance, room: Room) -> int:
    """Whole minutes for which the others had begun when the person came (this time)."""
    stays = this_time(attendance, room)
    if not stays or not room.begins or stays[0].since < room.begins[0]:
        return 0
    came = stays[0].since
    began = max(begin for begin in room.begins if begin <= came)
    if any(began < end <= came for end in room.ends):
        return 0  # between two sittings: early for the next
    return (came - began) // timedelta(minutes=1)


def newest_moment(attendance: Attendance) -> datetime:
    """The last moment that is known of somebody."""
    stays = attendance.stays
    return max([attendance.at, *(s.until or s.since for s in stays)])


def entered(attendance: Attendance, room: Room, moment: datetime) -> Attendance:
    """The same person in the room again. A clock that stands before what is known does not turn
    the stretches round: the person came back no sooner than he went."""
    known = stays_of(attendance, room)
    since = max([moment, *room.ends[-1:], *(s.until for s in known[-1:] if s.until)])
    return replace(attendance, stays=(*known, Span(since)))


def gone(attendance: Attendance, room: Room, moment: datetime) -> Attendance:
    """The same person, who left at a moment, no sooner than he came."""
    known = stays_of(attendance, room)
    return replace(attendance, stays=(*known[:-1], known[-1].ended(moment)))


def was_in(stays: Iterable[Span], spans: Iterable[Span]) -> bool:
    """Whether the stays have any time in common with the spans."""
    spans = tuple(spans)
    return any(stay.meets(span) for stay in stays for span in spans)
