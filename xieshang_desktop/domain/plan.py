"""全年协商活动计划: what is to be talked over in which month (S0-02)."""

from __future__ import annotations

from typing import ClassVar

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import Form


class PlannedActivity(Record, frozen=True, kw_only=True):
    """One line of a year's plan. `meeting_id` is the meeting that carried it out."""

    NOUN: ClassVar[str] = "planned_activity"

    year: int
    month: int
    subject: str
    form: Form = Form.MEETING
    participants: str = ""
    owner: str = ""
    remark: str = ""
    meeting_id: str | None = None
