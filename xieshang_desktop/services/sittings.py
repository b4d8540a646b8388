"""A meeting in several stretches: adjourned and resumed, or going from door to door."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from xieshang_desktop.domain.attendance import Attendance, Invitation
from xieshang_desktop.domain.meeting import RUNNING, AgendaItem, Meeting, Sitting, Speech
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.stays import newest_moment
from xieshang_desktop.domain.terms import AttendanceState, MeetingState, Part
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.attending import with_voice
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.running import require_open, stop_talk
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

#: 王伟（第三组）, 王伟(三组), 王伟·三组.
_WITH_GROUP = re.compile(r"(.+)(?:[（(](.+)[）)]|[·•](.+))")


def sittings_of(reader: Reader, meeting: Meeting) -> list[Sitting]:
    """The stretches of a meeting in their order; none where it was held in one."""
    return reader.all(Sitting, "number", meeting_id=meeting.id)


def adjourn(desk: Desk, meeting_id: str, reason: str, resumes: datetime | None = None) -> Meeting:
    """The meeting stops here and goes on later (休会), `resumes` where a time was named. What runs,
    the item and the speech, stops with it.

    BadInput `reason_missing`, `resumes_in_past`; RuleBroken `meeting_not_open`, `held_on_paper`.
    """
    if not reason.strip():
        raise BadInput("reason_missing")
    if resumes is not None and resumes <= desk.clock():
        raise BadInput("resumes_in_past")
    with desk.store.write(desk.actor) as uow:
        meeting = require_open(uow, meeting_id)
        begin_first(uow, meeting)
        end_running(uow, meeting, uow.at, note=reason.strip(), resumes=resumes)
        meeting = replace(meeting, state=MeetingState.ADJOURNED)
        uow.put(meeting, "meeting_adjourned")
        uow.commit()
    return meeting


def resume(desk: Desk, meeting_id: str, place: str = "") -> Meeting:
    """The meeting goes on (复会), at the same place unless told, with the item that the break
    interrupted; those present sign in again. RuleBroken `meeting_not_adjourned`."""
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(Meeting, meeting_id)
        if meeting.state is not MeetingState.ADJOURNED:
            raise RuleBroken("meeting_not_adjourned", title=meeting.title)
        before = sittings_of(uow, meeting)
        sitting = _next(meeting, before, place or before[-1].place, _after(before, uow.at))
        uow.put(sitting, "sitting_begun")
        meeting = replace(meeting, state=MeetingState.OPEN)
        uow.put(meeting, "meeting_resumed")
        _take_up(uow, meeting, before, sitting.began_at)
        uow.commit()
    return meeting


def move_on(desk: Desk, meeting_id: str, place: str) -> Sitting:
    """From this door to the next (流动协商): one stretch ends, another begins, in one action.

    BadInput `place_missing`; RuleBroken `meeting_not_open`, `held_on_paper`.
    """
    if not place.strip():
        raise BadInput("place_missing")
    with desk.store.write(desk.actor) as uow:
        meeting = require_open(uow, meeting_id)
        begin_first(uow, meeting)
        end_running(uow, meeting, uow.at)
        before = sittings_of(uow, meeting)
        sitting = _next(meeting, before, place.strip(), _after(before, uow.at))
        uow.put(sitting, "sitting_begun")
        uow.commit()
    return sitting


def add_sitting(
    desk: Desk,
    meeting_id: str,
    place: str,
    span: Span,
    person_ids: Iterable[str],
    note: str = "",
) -> Sitting:
    """A short talk that was held without the laptop, entered afterwards with who was there.

    BadInput `place_missing`, `sitting_times_wrong` (without an end, ending before it begins, or in
    the future), `sitting_before_meeting`; RuleBroken `meeting_not_open`, `sittings_overlap`.
    """
    if not place.strip():
        raise BadInput("place_missing")
    if span.until is None or span.until <= span.since or span.until > desk.clock():
        raise BadInput("sitting_times_wrong")
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(Meeting, meeting_id)
        if meeting.state not in RUNNING:
            raise RuleBroken("meeting_not_open", title=meeting.title)
        begin_first(uow, meeting)
        known = sittings_of(uow, meeting)
        if span.since < known[0].began_at:
            raise BadInput("sitting_before_meeting", at=known[0].began_at)
        met = next((s for s in known if s.span.meets(span)), None)
        if met is not None:
            raise RuleBroken("sittings_overlap", place=met.place, at=met.began_at)
        sitting = replace(
            _next(meeting, known, place.strip(), span.since), ended_at=span.until, note=note.strip()
        )
        later = [s for s in known if s.began_at > span.since]
        if later:  # numbers follow the times
            sitting = replace(sitting, number=later[0].number)
            uow.put_all([replace(s, number=s.number + 1) for s in later], "sitting_moved")
        uow.put(sitting, "sitting_added")
        _there(uow, meeting, span, person_ids)
        uow.commit()
    return sitting


def people_named(desk: Desk, meeting_id: str, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Who is meant by these names: somebody invited before somebody on the roster; namesakes with
    their group as papers print it, 王伟（第三组） or 王伟·三组. Gives the ids, and the names that
    nobody has or that several have."""
    parted = {name: _parted(name) for name in names}
    wanted = list(dict.fromkeys([*names, *(name for name, _group in parted.values())]))
    with desk.store.read() as reader:
        invited = {i.person_id for i in reader.all(Invitation, meeting_id=meeting_id)}
        known: dict[str, list[Person]] = {}
        for person in reader.all(Person, name=wanted, left_on=None):
            known.setdefault(person.name, []).append(person)
    found: list[str] = []
    unclear: list[str] = []
    for name in names:
        own, group = parted[name]
        same = known.get(name) or [
            p for p in known.get(own, []) if group in {_short(p.group), _short(p.organisation)}
        ]
        meant = [person for person in same if person.id in invited] or same
        if len(meant) == 1:
            found.append(meant[0].id)
        else:
            unclear.append(name)
    return found, unclear


def _parted(name: str) -> tuple[str, str]:
    """A name and the group behind it; a name may have a middle dot itself (买买提·艾力)."""
    met = _WITH_GROUP.fullmatch(name)
    return (met[1].strip(), _short(met[2] or met[3])) if met else (name, "-")


def _short(group: str) -> str:
    """第三组 is 三组."""
    return group.strip().removeprefix("第")


def begin_first(uow: UnitOfWork, meeting: Meeting) -> None:
    """The first stretch of a meeting that turns out to have several; of one that is entered
    afterwards its end is known."""
    if not sittings_of(uow, meeting):
        first = _next(meeting, [], meeting.place, meeting.opened_at or meeting.starts)
        ended = meeting.ends if meeting.entered_on is not None else None
        uow.put(replace(first, ended_at=ended), "sitting_begun")


def end_running(
    uow: UnitOfWork,
    meeting: Meeting,
    at: datetime,
    *,
    note: str = "",
    resumes: datetime | None = None,
) -> None:
    """End what still runs: the stretch (where there are any), the item, the speech."""
    for sitting in sittings_of(uow, meeting):
        if sitting.ended_at is None:
            ended = replace(sitting, ended_at=max(at, sitting.began_at), note=note, resumes=resumes)
            uow.put(ended, "sitting_ended")
    stop_talk(uow, meeting.id, at)


def end_of(uow: UnitOfWork, meeting: Meeting) -> datetime:
    """When a meeting that is closed now ended: one entered afterwards at its true end, one that
    was adjourned and not resumed when its last stretch did; another now, and where the clock was
    set back no sooner than anything that is known of it."""
    held = sittings_of(uow, meeting)
    moments = [s.ended_at or s.began_at for s in held]
    if meeting.entered_on is not None and meeting.ends is not None:
        return max([meeting.ends, *moments])
    if held and all(s.ended_at is not None for s in held):
        return max(moments)
    moments += [
        s.until or s.since for i in uow.all(AgendaItem, meeting_id=meeting.id) for s in i.spans
    ]
    came = (a for a in uow.all(Attendance, meeting_id=meeting.id) if a.here)
    return max([uow.at, *moments, meeting.opened_at or uow.at, *map(newest_moment, came)])


def end_all(uow: UnitOfWork, meeting: Meeting, closed_at: datetime, silent: datetime) -> None:
    """Everything ends for good, the talk when it fell `silent`; who still waited for the floor had
    no turn."""
    stop_talk(uow, meeting.id, silent)
    end_running(uow, meeting, closed_at)
    for speech in uow.all(Speech, meeting_id=meeting.id, ended_at=None):
        ended = replace(speech, ended_at=max(closed_at, speech.asked_at))
        uow.put(ended, "floor_withdrawn")


def _take_up(uow: UnitOfWork, meeting: Meeting, before: list[Sitting], at: datetime) -> None:
    """The item that was talked about last goes on where an adjournment ended it, not somebody."""
    breaks = {s.ended_at for s in before if s.note}  # only an adjournment says why it ended
    begun = [i for i in uow.all(AgendaItem, meeting_id=meeting.id) if i.spans]
    last = max(begun, key=lambda i: i.spans[-1].since, default=None)
    if last is not None and last.spans[-1].until in breaks:
        uow.put(replace(last, spans=(*last.spans, Span(at))), "item_resumed")


def _after(before: Sequence[Sitting], at: datetime) -> datetime:
    """A clock that was set back puts no stretch before the one that ended."""
    return max([at, *(s.ended_at for s in before if s.ended_at is not None)])


def _next(meeting: Meeting, before: list[Sitting], place: str, began: datetime) -> Sitting:
    return Sitting(
        id=new_id(),
        meeting_id=meeting.id,
        number=max((s.number for s in before), default=0) + 1,
        place=place,
        began_at=began,
    )


def _there(uow: UnitOfWork, meeting: Meeting, span: Span, person_ids: Iterable[str]) -> None:
    """Who was at a sitting stayed from its beginning to its end; of who is known to have come,
    nothing else changes."""
    known = {a.person_id: a for a in uow.all(Attendance, meeting_id=meeting.id)}
    parts = {i.person_id: i.part for i in uow.all(Invitation, meeting_id=meeting.id)}
    for person_id in dict.fromkeys(person_ids):
        old = known.get(person_id)
        if old is not None and old.here:
            stays = tuple(sorted((*old.spans, span), key=lambda stay: stay.since))
            uow.put(replace(old, at=stays[0].since, stays=stays), "signed_in")
            continue
        part = old.part if old else parts.get(person_id, Part.STAKEHOLDER)
        observing = part is Part.OBSERVER
        attendance = Attendance(
            id=old.id if old else new_id(),
            meeting_id=meeting.id,
            person_id=person_id,
            state=AttendanceState.OBSERVING if observing else AttendanceState.PRESENT,
            part=part,
            at=span.since,
            stays=(span,),
            on_paper=True,
        )
        uow.put(with_voice(uow, meeting, attendance), "signed_in")
