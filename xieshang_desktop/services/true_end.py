"""When a meeting really ended, where the laptop's clock cannot tell: after a power cut it was
closed another day, or the clock was set back. It is asked for once and kept as entered by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.decision import DecisionMeeting, Presence, Vote
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Opinion, Sitting, Speech
from xieshang_desktop.domain.stays import newest_moment
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.unit_of_work import Reader


class TrueEnd(msgspec.Struct, frozen=True, kw_only=True):
    """The end that somebody entered by hand, and why."""

    at: datetime
    reason: str

    def check(self, began: datetime, now: datetime) -> TrueEnd:
        """BadInput `ends_before_begin`, `end_to_come`, `reason_missing`. A clock that stands back
        may call the end of the same day one to come."""
        if self.at <= began:
            raise BadInput("ends_before_begin")
        if self.at > now and self.at.date() != began.date():
            raise BadInput("end_to_come")
        if not self.reason.strip():
            raise BadInput("reason_missing")
        return self


def end_told(reason: str) -> str:
    """`（结束时间为散会后补填：停电）`; empty where the clock told it."""
    return f"（结束时间为散会后补填：{reason.rstrip('。')}）" if reason else ""


def doubted_end(desk: Desk, meeting_id: str) -> datetime | None:
    """The last that was recorded on the day of a consultation that can't end now: its day, or that
    of its last sitting, is over, or the clock stands before what was recorded. None without a
    doubt."""
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        if meeting.state is not MeetingState.OPEN or meeting.entered_on is not None:
            return None
        return _doubted(began_at(reader, meeting), _known(reader, meeting), desk.clock())


def doubted_decision_end(desk: Desk, meeting_id: str) -> datetime | None:
    """The same of a meeting that decides; a vote taken on a later day shows that it went on."""
    with desk.store.read() as reader:
        meeting = reader.one(DecisionMeeting, meeting_id)
        votes = [v.taken_at for v in reader.all(Vote, decision_meeting_id=meeting_id)]
        came = [s for p in reader.all(Presence, decision_meeting_id=meeting_id) for s in p.stays]
    if meeting.opened_at is None or meeting.entered_on is not None:
        return None
    known = [*votes, *(s.until or s.since for s in came)]
    return _doubted(max([meeting.opened_at, *votes]), known, desk.clock())


def began_at(reader: Reader, meeting: Meeting) -> datetime:
    """When a consultation began, or its last sitting."""
    held = reader.all(Sitting, "number", meeting_id=meeting.id)
    begun = [s.began_at for s in held]
    return max(begun, default=meeting.opened_at or meeting.starts)


def _known(reader: Reader, meeting: Meeting) -> list[datetime]:
    spans = [s for item in reader.all(AgendaItem, meeting_id=meeting.id) for s in item.spans]
    spans += [s for speech in reader.all(Speech, meeting_id=meeting.id) for s in speech.spans]
    said = [o.at for o in reader.all(Opinion, meeting_id=meeting.id) if o.statement_id is None]
    came = [a for a in reader.all(Attendance, meeting_id=meeting.id) if a.here]
    return [*said, *(s.until or s.since for s in spans), *map(newest_moment, came)]


def _doubted(began: datetime, known: Iterable[datetime], now: datetime) -> datetime | None:
    last = max([began, *(moment for moment in known if moment.date() == began.date())])
    return last if now.date() != began.date() or now < last else None
