"""Who was there, as minutes say it: the block of GB/T 9704 clause 10.3; late, left, returned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.dates import short_date
from xieshang_desktop.domain.meeting import AgendaItem
from xieshang_desktop.domain.people import Person, group_order
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms import AttendanceState, Venue
from xieshang_desktop.services.minutes_facts import Facts

#: Who was out of the room for less is not said to have been away; no standard has a number.
_MATTERS = timedelta(minutes=5)

#: As many names of those who missed an item are told; of more, their number.
_NAMED = 8


def attendance_blocks(facts: Facts) -> tuple[documents.AttendanceBlock, ...]:
    """出席, 请假, 列席, 旁听, 缺席, each by organisation and group."""
    blocks = []
    for state in (
        AttendanceState.PRESENT,
        AttendanceState.EXCUSED,
        AttendanceState.OBSERVING,
        AttendanceState.VISITING,
        AttendanceState.ABSENT,
    ):
        groups: dict[str, list[tuple[Person, Attendance]]] = {}
        for attendance in facts.of_state(state):
            person = facts.people[attendance.person_id]
            group = person.organisation or person.group
            groups.setdefault(group, []).append((person, attendance))
        if not groups:
            continue
        count = ""
        if state is AttendanceState.PRESENT and facts.meeting.by_household:
            people = sum(map(len, groups.values()))
            count = f"{facts.households}户{people}人"
        blocks.append(
            documents.AttendanceBlock(
                label=state.official,
                count=count,
                entries=tuple(
                    documents.AttendanceEntry(organisation=group, names=_names(facts, members))
                    for group, members in sorted(groups.items(), key=lambda g: group_order(g[0]))
                ),
            )
        )
    return tuple(blocks)


def runs_of(facts: Facts) -> tuple[Span, ...]:
    """When the meeting went on: its sittings, or its one stretch."""
    meeting = facts.meeting
    if facts.sittings:
        return tuple(Span(s.began_at, s.ended_at or meeting.closed_at) for s in facts.sittings)
    return (Span(meeting.opened_at or meeting.starts, meeting.closed_at),)


def clock_words(moment: datetime, runs: Sequence[Span]) -> str:
    """`10:20`, with the day where the meeting had several."""
    clock = f"{moment.hour}:{moment.minute:02d}"
    days = {run.since.date() for run in runs}
    return short_date(moment) + clock if len(days) > 1 else clock


def absence_words(facts: Facts, attendance: Attendance) -> str:
    """How somebody was not there all the time: `9:20到会`, `10:20离席，10:45返回`, `参加第2场`,
    `散会后签到`; empty for who stayed, and where the talk goes from door to door (流动协商) and one
    is there when it comes by. Nobody is late before the time that was named, as at the door."""
    if not attendance.here or facts.meeting.venue is Venue.DOOR_TO_DOOR:
        return ""
    runs, begins = runs_of(facts), facts.room.begins
    if facts.room.over and attendance.spans[0].since >= facts.room.ends[-1]:
        return "散会后签到"
    met = [n for n, run in enumerate(runs, 1) if any(_shared(s, run) for s in attendance.spans)]
    if not met:
        return ""
    words = []
    if len(met) < len(runs):
        words.append(f"参加第{'、'.join(map(str, met))}场")
    for number in met:
        run = runs[number - 1]
        begin = begins[number - 1] if begins else run.since
        for gap in _gaps(attendance.spans, run, begin):
            if gap.since == run.since:
                words.append(f"{clock_words(gap.until or run.since, runs)}到会")
            elif gap.until is None or gap.until == run.until:
                words.append(f"{clock_words(gap.since, runs)}离席")
            else:
                left, back = clock_words(gap.since, runs), clock_words(gap.until, runs)
                words.append(f"{left}离席，{back}返回")
    return "，".join(words)


def presence_words(facts: Facts, item: AgendaItem) -> str:
    """Who was there for an item, where that differs from who attended; else empty."""
    missed = [a for a in facts.presences[item.id].missed if a.person_id in facts.people]
    if not missed:
        return ""
    away = [facts.people[a.person_id] for a in missed]
    here = len(facts.of_state(AttendanceState.PRESENT)) - len(away)
    everyone = list(facts.people.values())
    names = "、".join(_name(person, everyone) for person in away[:_NAMED])
    if len(away) > _NAMED:
        return f"讨论本项议程时在场{here}人，{names}等{len(away)}人不在场。"
    return f"讨论本项议程时在场{here}人，{names}不在场。"


def _shared(stay: Span, run: Span) -> bool:
    """Whether the two have time in common, not just their beginning."""
    since = max(stay.since, run.since)
    return all(until is None or since < until for until in (stay.until, run.until))


def _gaps(stays: Sequence[Span], run: Span, begin: datetime) -> list[Span]:
    """The parts of `run` that no stay covers, but short ones; what was before `begin` is none."""
    gaps, at = [], run.since
    for stay in sorted((s for s in stays if _shared(s, run)), key=lambda s: s.since):
        if stay.since - max(at, begin) >= _MATTERS:
            gaps.append(Span(at, stay.since))
        if stay.until is None:
            return gaps
        at = max(at, stay.until)
    if run.until is None or run.until - max(at, begin) >= _MATTERS:
        gaps.append(Span(at, run.until))
    return gaps


def _names(facts: Facts, members: list[tuple[Person, Attendance]]) -> tuple[str, ...]:
    people = [person for person, _attendance in members]
    return tuple(_name(p, people, absence_words(facts, attendance)) for p, attendance in members)


def _name(person: Person, others: Sequence[Person], beside: str = "") -> str:
    named = documents.tell_apart(person, others)
    notes = "，".join(filter(None, (named.distinction, beside)))
    return f"{named.name}（{notes}）" if notes else named.name
