"""A consultation meeting 协商议事会, its agenda and what was said on each item."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import (
    ConsultationKind,
    Form,
    ItemKind,
    MeetingState,
    PointKind,
    Venue,
)


class Meeting(Record, frozen=True, kw_only=True):
    """One meeting. `starts` is planned Beijing time; `profile` is the rule profile it followed,
    as `id@version` (S4-01); a notice given later than the profile asks needs `notice_reason`."""

    NOUN: ClassVar[str] = "meeting"

    number: str
    title: str
    starts: datetime
    ends: datetime | None = None
    place: str = ""
    venue: Venue = Venue.ROOM
    form: Form = Form.MEETING
    kind: ConsultationKind = ConsultationKind.ORDINARY
    chair: str = ""
    recorder: str = ""
    first_convenor_id: str | None = None
    second_convenor_id: str | None = None
    state: MeetingState = MeetingState.PLANNED
    notice_on: date | None = None
    notice_reason: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    profile: str = ""


class AgendaItem(Record, frozen=True, kw_only=True):
    """One item; `minutes` is the planned length."""

    NOUN: ClassVar[str] = "agenda_item"

    meeting_id: str
    position: int
    title: str
    kind: ItemKind = ItemKind.DISCUSSION
    topic_id: str | None = None
    minutes: int | None = None


class Opinion(Record, frozen=True, kw_only=True):
    """What one speaker said, in a line or more. `group` is what tells namesakes apart."""

    NOUN: ClassVar[str] = "opinion"

    meeting_id: str
    agenda_item_id: str
    person_id: str | None = None
    speaker: str
    group: str = ""
    text: str
    at: datetime


class Point(Record, frozen=True, kw_only=True):
    """A point all accept, or one still open (S4-38)."""

    NOUN: ClassVar[str] = "point"

    meeting_id: str
    agenda_item_id: str
    kind: PointKind
    position: int
    text: str


class Measure(Record, frozen=True, kw_only=True):
    """What is to be done, by whom, until when; a consensus turns it into a task."""

    NOUN: ClassVar[str] = "measure"

    meeting_id: str
    agenda_item_id: str
    text: str
    owner: str
    due: date
