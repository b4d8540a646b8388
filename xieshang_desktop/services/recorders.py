"""Somebody else writes the record from now on: the minutes name both, and when they changed.

The meeting holds who records now; who did before, and until when, is told from the entries."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.meeting import UNSEALED, Meeting
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.running import require_open
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.unit_of_work import Reader

#: The entry of a hand-over; another name in any other entry only puts the name right.
_HANDED_OVER = "recorder_changed"


class Recorder(msgspec.Struct, frozen=True, kw_only=True):
    """Who kept the record, until when; the last one until the end."""

    name: str
    since: datetime
    until: datetime | None = None


def swap_recorder(desk: Desk, meeting_id: str, name: str) -> Meeting:
    """`name` records from now on.

    BadInput `recorder_missing`, `recorder_same`; RuleBroken `meeting_not_open`, `held_on_paper`.
    """
    name = name.strip()
    if not name:
        raise BadInput("recorder_missing")
    with desk.store.write(desk.actor) as uow:
        meeting = require_open(uow, meeting_id)
        if meeting.recorder.strip() == name:
            raise BadInput("recorder_same", name=name)
        meeting = replace(meeting, recorder=name)
        uow.put(meeting, _HANDED_OVER)
        uow.commit()
    return meeting


def name_recorder(desk: Desk, meeting_id: str, name: str) -> Meeting:
    """Who kept the record, told after the meeting where nobody was named before it was sealed.

    BadInput `recorder_missing`; RuleBroken `sealed`.
    """
    if not name.strip():
        raise BadInput("recorder_missing")
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(Meeting, meeting_id)
        if meeting.state not in UNSEALED:
            raise RuleBroken("sealed")
        meeting = replace(meeting, recorder=name.strip())
        uow.put(meeting, "meeting_changed")
        uow.commit()
    return meeting


def recorders_of(reader: Reader, meeting: Meeting) -> tuple[Recorder, ...]:
    """Who kept the record of a meeting, in turn; a hand-over that was undone never was. Nobody
    stands for a stretch in which no name was known."""
    kept: tuple[tuple[str, str, datetime], ...] = ()
    before: dict[bytes, tuple[tuple[str, str, datetime], ...]] = {}
    for entry in journal.history(reader, meeting.id):
        if entry.record is None:
            continue
        header = entry.read_header()
        if header.kind == "undone" and entry.record in before:
            kept = before[entry.record]
        else:
            name = msgspec.json.decode(entry.record, type=_Named).recorder.strip()
            kept = (*kept, (header.kind, name, header.at))
        before[entry.record] = kept
    since, found = meeting.opened_at or meeting.starts, [""]
    times = [since]
    for kind, name, at in kept:
        if kind == _HANDED_OVER:
            found.append(name)
            times.append(max(at, times[-1]))
        found[-1] = name
    untils = [*times[1:], None]
    return tuple(
        Recorder(name=name, since=since, until=until)
        for name, since, until in zip(found, times, untils, strict=True)
        if name
    )


class _Named(msgspec.Struct):
    """What is of interest in an entry about the meeting."""

    recorder: str = ""
