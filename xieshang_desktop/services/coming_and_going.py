"""Who leaves the room and comes back, now or at a time that is entered a bit later."""

from __future__ import annotations

import re
from datetime import datetime

from msgspec.structs import replace

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.stays import entered, gone, is_inside, stays_of, this_time
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.attending import (
    here,
    meeting_at_door,
    moment_given,
    not_later,
    room_in,
)
from xieshang_desktop.services.desk import Desk

#: 10:20, 10：20, 10.20, 1020, 10点20.
_TIME = re.compile(r"(\d{1,2})(?:[:：.点时]?(\d{2})分?|[点时整])")


def leave(desk: Desk, meeting_id: str, person_id: str, at: datetime | None = None) -> Attendance:
    """Somebody left (离场), now or at a time given.

    BadInput `time_to_come`, `time_before_arrival`, `time_after_leaving` (the sitting was over),
    `time_missing` in a meeting that is entered afterwards; RuleBroken `not_signed_in`,
    `not_inside`, `meeting_over`.
    """
    with desk.store.write(desk.actor) as uow:
        meeting = meeting_at_door(uow, meeting_id)
        known, room = here(uow, meeting_id, person_id), room_in(uow, meeting)
        stay = stays_of(known, room)[-1]
        left = known.spans[-1].until is not None
        if left or (at is None and stay.until is not None):
            raise RuleBroken("not_inside")
        moment = moment_given(uow, meeting, at)
        if at is not None and at < _minute(stay.since):
            raise BadInput("time_before_arrival", at=stay.since)
        if stay.until is not None and moment > stay.until:
            raise BadInput("time_after_leaving", at=stay.until)
        attendance = gone(known, room, moment)
        uow.put(attendance, "left")
        uow.commit()
    return attendance


def come_back(
    desk: Desk, meeting_id: str, person_id: str, at: datetime | None = None
) -> Attendance:
    """Somebody who left is in the room again (已返回), now or since a time given.

    BadInput `time_to_come`, `time_before_leaving`, `time_missing` in a meeting that is entered
    afterwards; RuleBroken `not_signed_in`, `still_inside`, `meeting_over`.
    """
    with desk.store.write(desk.actor) as uow:
        meeting = meeting_at_door(uow, meeting_id)
        known, room = here(uow, meeting_id, person_id), room_in(uow, meeting)
        if is_inside(known, room):
            raise RuleBroken("still_inside")
        stays = stays_of(known, room)
        until = stays[-1].until
        moment = moment_given(uow, meeting, at)
        if at is None:
            attendance = entered(known, room, moment)
        elif until is not None and at < _minute(until):
            raise BadInput("time_before_leaving", at=until)
        else:
            attendance = replace(known, stays=(*stays, Span(max(at, until or at))))
        uow.put(attendance, "came_back")
        uow.commit()
    return attendance


def came_at(desk: Desk, meeting_id: str, person_id: str, at: datetime) -> Attendance:
    """When somebody really came (the last time, of several), where the sign-in was entered later
    or the clock was wrong.

    BadInput `time_to_come`, `time_before_leaving`, `time_after_leaving`; RuleBroken
    `not_signed_in`, `meeting_over`.
    """
    with desk.store.write(desk.actor) as uow:
        meeting, at = meeting_at_door(uow, meeting_id), not_later(uow, at)
        known, room = here(uow, meeting_id, person_id), room_in(uow, meeting)
        *before, last = stays_of(known, room)
        earlier = before[-1].until if before else None
        if this_time(known, room):  # what was before the break stays before it
            earlier = max([m for m in (earlier, room.signs_since) if m is not None], default=None)
        if earlier is not None and at < _minute(earlier):
            raise BadInput("time_before_leaving", at=earlier)
        at = max(at, earlier or at)
        if last.until is not None and at > last.until:
            raise BadInput("time_after_leaving", at=last.until)
        until = known.spans[-1].until  # what ended with its sitting goes on doing so
        stays = (*before, Span(at, until))
        attendance = replace(
            known, at=stays[0].since, stays=stays if len(stays) > 1 or until else ()
        )
        uow.put(attendance, "arrival_corrected")
        uow.commit()
    return attendance


def read_time(text: str, day: datetime) -> datetime | None:
    """A time of that day as people write it, or None."""
    found = _TIME.fullmatch("".join(text.split()))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        return None
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def _minute(moment: datetime) -> datetime:
    """Times are given to the minute."""
    return moment.replace(second=0, microsecond=0)
