"""全年协商活动计划: what is to be talked over in which month, beside what was held (S0-02)."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.meeting import HELD, Meeting
from xieshang_desktop.domain.plan import PlannedActivity
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.errors import BadInput
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk

_MONTHS = range(1, 13)


class PlannedLine(msgspec.Struct, frozen=True, kw_only=True):
    """An activity of the plan and the meeting that carries it out; without an activity, a meeting
    that no plan foresaw."""

    activity: PlannedActivity | None
    meeting: Meeting | None


class YearPlan(msgspec.Struct, frozen=True, kw_only=True):
    """A year's plan: `months` has the lines of January to December; `years` are those with
    anything in them, this year and the next."""

    year: int
    years: tuple[int, ...]
    months: tuple[tuple[PlannedLine, ...], ...]
    meetings: tuple[Meeting, ...]

    @property
    def planned(self) -> int:
        """How many activities are planned."""
        return sum(line.activity is not None for month in self.months for line in month)

    @property
    def carried_out(self) -> int:
        """How many of them have been held."""
        return sum(
            line.activity is not None and line.meeting is not None and held(line.meeting)
            for month in self.months
            for line in month
        )


def held(meeting: Meeting) -> bool:
    """Whether a meeting took place."""
    return meeting.state in HELD


def year_plan(desk: Desk, year: int) -> YearPlan:
    """The plan of a year beside its meetings. A meeting that was called off is none; a plan whose
    meeting was called off waits for another."""
    with desk.store.read() as reader:
        activities = reader.all(PlannedActivity, "month")
        meetings = [
            m for m in reader.all(Meeting, "starts") if m.state is not MeetingState.CANCELLED
        ]
    known = {meeting.id: meeting for meeting in meetings}
    planned = {activity.meeting_id for activity in activities}
    months: list[list[PlannedLine]] = [[] for _ in _MONTHS]
    for activity in activities:
        if activity.year == year:
            meeting = known.get(activity.meeting_id or "")
            months[activity.month - 1].append(PlannedLine(activity=activity, meeting=meeting))
    of_year = [meeting for meeting in meetings if meeting.starts.year == year]
    for meeting in of_year:
        if meeting.id not in planned:
            line = PlannedLine(activity=None, meeting=meeting)
            months[meeting.starts.month - 1].append(line)
    years = {a.year for a in activities} | {m.starts.year for m in meetings}
    years |= {year, desk.today.year, desk.today.year + 1}
    return YearPlan(
        year=year,
        years=tuple(sorted(years)),
        months=tuple(map(tuple, months)),
        meetings=tuple(of_year),
    )


def blank_activity(desk: Desk, year: int, month: int) -> PlannedActivity:
    """An activity to fill in; it is kept only once `save_activity` is called."""
    first = next(iter(desk.convenors()), None)
    owner = first.name if first else ""
    return PlannedActivity(id=new_id(), year=year, month=month, subject="", owner=owner)


def find_activity(desk: Desk, activity_id: str) -> PlannedActivity | None:
    """An activity, or None when it was taken back."""
    with desk.store.read() as reader:
        return reader.find(PlannedActivity, activity_id)


def save_activity(desk: Desk, activity: PlannedActivity) -> PlannedActivity:
    """Keep a new activity of a plan, or what a form says of a known one.

    BadInput `activity_subject_missing`, `activity_month_wrong`; RuleBroken `gone` for a meeting
    that was taken back.
    """
    if not activity.subject.strip():
        raise BadInput("activity_subject_missing")
    if activity.month not in _MONTHS:
        raise BadInput("activity_month_wrong", month=activity.month)
    activity = replace(activity, subject=activity.subject.strip())
    with desk.store.write(desk.actor) as uow:
        if activity.meeting_id is not None:
            uow.one(Meeting, activity.meeting_id)
        known = uow.find(PlannedActivity, activity.id)
        uow.put(activity, "activity_changed" if known else "activity_planned")
        uow.commit()
    return activity


def remove_activity(desk: Desk, activity_id: str) -> None:
    """Take an activity out of the plan; RuleBroken `gone`."""
    with desk.store.write(desk.actor) as uow:
        uow.one(PlannedActivity, activity_id)
        uow.take_away(PlannedActivity, activity_id, "activity_removed")
        uow.commit()
