"""The practice village's plan for each year, and the meetings that carried it out."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.plan import PlannedActivity
from xieshang_desktop.domain.terms import Form
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import plans
from xieshang_desktop.services.practice_stage import Stage


class YearPlans:
    """Plans every year in the December before, what is left of the first one when it begins."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._waiting: dict[tuple[int, int], list[PlannedActivity]] = {}

    def spread(self, begins: datetime) -> None:
        """Let the plans be made from here to the end, the first one for the months after."""
        self._stage.at(begins, partial(self._plan, begins.year, begins.month + 1))
        for year in range(begins.year, self._stage.end.year + 1):
            morning = begins.replace(year=year, month=12, day=10)
            if morning > begins:
                self._stage.at(morning, partial(self._plan, year + 1, 1))

    def carried_out_by(self, meeting: Meeting) -> None:
        """What was planned for this month has its meeting; a further one is beyond the plan."""
        waiting = self._waiting.get((meeting.starts.year, meeting.starts.month))
        if waiting:
            activity = waiting.pop(0)
            plans.save_activity(self._stage.desk, replace(activity, meeting_id=meeting.id))

    def _plan(self, year: int, month: int) -> None:
        for described in self._stage.village["year_plan"]:
            if described["month"] >= month:
                activity = self._activity(year, described)
                plans.save_activity(self._stage.desk, activity)
                self._waiting.setdefault((year, activity.month), []).append(activity)

    def _activity(self, year: int, described: dict[str, Any]) -> PlannedActivity:
        given = described | {
            "id": new_id(),
            "year": year,
            "form": Form(described["form"]),
            "owner": self._stage.village["convenors"][0]["name"],
        }
        return msgspec.convert(given, PlannedActivity)
