"""A consultation meeting 协商议事会, its agenda and what was said on each item."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.terms import (
    ConsultationKind,
    Form,
    ItemKind,
    MeetingState,
    PointKind,
    Stance,
    StatementWay,
    Venue,
)
from xieshang_desktop.errors import BadInput

#: Began and not over; not over yet; over; took place, whether it is over or not; not yet sealed.
RUNNING = (MeetingState.OPEN, MeetingState.ADJOURNED)
COMING = (MeetingState.PLANNED, *RUNNING)
OVER = (MeetingState.CLOSED, MeetingState.SEALED)
HELD = (*RUNNING, *OVER)
UNSEALED = (*COMING, MeetingState.CLOSED)


class Meeting(Record, frozen=True, kw_only=True):
    """One meeting. `starts` is planned Beijing time; `profile` is the rule profile it followed,
    as `id@version` (S4-01); a notice given later than the profile asks needs `notice_reason`.

    `partners` are the other units of a joint meeting (S0-06): the record is this unit's.
    `by_household` counts one voice for each household (N13). Speeches last `speech_minutes` and
    nobody speaks more than `speech_times` on one item; `alternating` asks the sides in turn (南塘
    rules). Written opinions are back by `answers_by`; a meeting that was held on paper and entered
    later is `entered_on` a day (补录) and keeps its true times. `end_reason` says why `closed_at`
    was entered by hand and not taken from the clock.
    """

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
    urgent: bool = False
    partners: tuple[str, ...] = ()
    by_household: bool = False
    speech_minutes: int = 2
    speech_times: int = 2
    alternating: bool = False
    answers_by: date | None = None
    entered_on: date | None = None
    end_reason: str = ""

    def moment(self, now: datetime) -> datetime:
        """When what is entered `now` happened: now; for a meeting that was held on paper and is
        entered afterwards, when it began."""
        return (self.opened_at or self.starts) if self.entered_on is not None else now


class Sitting(Record, frozen=True, kw_only=True):
    """One stretch of a meeting that has several: adjourned and resumed (`note` says why, `resumes`
    when), or short talks from door to door that make one record (流动协商)."""

    NOUN: ClassVar[str] = "sitting"

    meeting_id: str
    number: int
    place: str
    began_at: datetime
    ended_at: datetime | None = None
    note: str = ""
    resumes: datetime | None = None

    @property
    def span(self) -> Span:
        """From its beginning to its end."""
        return Span(self.began_at, self.ended_at)


class AgendaItem(Record, frozen=True, kw_only=True):
    """One item; `minutes` is the planned length, `spans` when it was talked about. An item that is
    not `public` is on no paper for the wall and not on the hall's screen; `mood` is a sentence of
    the recorder on how the hall felt."""

    NOUN: ClassVar[str] = "agenda_item"

    meeting_id: str
    position: int
    title: str
    kind: ItemKind = ItemKind.DISCUSSION
    topic_id: str | None = None
    minutes: int | None = None
    public: bool = True
    spans: tuple[Span, ...] = ()
    mood: str = ""


class Speech(Record, frozen=True, kw_only=True):
    """Somebody asked for the floor, spoke (`spans`, with pauses), or withdrew. `stance` is the side
    asked for, where the sides alternate. Who it was stays in the village: with the moment of an
    opinion it would say who the unnamed speaker is."""

    NOUN: ClassVar[str] = "speech"
    PRIVATE: ClassVar[tuple[str, ...]] = ("person_id", "speaker", "group")

    meeting_id: str
    agenda_item_id: str
    person_id: str | None = None
    speaker: str = ""
    group: str = ""
    stance: Stance = Stance.UNSAID
    asked_at: datetime
    spans: tuple[Span, ...] = ()
    ended_at: datetime | None = None


class Opinion(Record, frozen=True, kw_only=True):
    """What one speaker said, in a line or more. `group` is what tells namesakes apart. A `dissent`
    is kept apart in the minutes (N15); one whose speaker wishes to be `unnamed` names nobody, here
    and in the journal, and is `at` the beginning of its item. `statement_id` says that it was not
    told in the room. A `demand` 诉求 is owed an `answer` (S0-15)."""

    NOUN: ClassVar[str] = "opinion"
    PRIVATE: ClassVar[tuple[str, ...]] = ("person_id", "speaker", "group")

    meeting_id: str
    agenda_item_id: str
    person_id: str = ""
    speaker: str = ""
    group: str = ""
    text: str
    at: datetime
    stance: Stance = Stance.UNSAID
    dissent: bool = False
    unnamed: bool = False
    statement_id: str | None = None
    demand: bool = False
    answer: str = ""


class TopicOption(Record, frozen=True, kw_only=True):
    """A way a topic could be settled, with what speaks for and against it."""

    NOUN: ClassVar[str] = "topic_option"

    topic_id: str
    position: int
    text: str
    pros: str = ""
    cons: str = ""


class Statement(Record, frozen=True, kw_only=True):
    """What somebody who was not in the room told on an item (书面协商, N13): by whom, how, when,
    who took it down and who heard it. Evidence hangs on it as attachments. `asked_on` is the day a
    slip went out; it was `given_at` a moment or, where nobody noted the hour, `given_on` a day.
    `household_id` is the household for which it speaks. Who answered on a network and is not on the
    roster has no `person_id`; `source` is the name or number there, `answer` the digest of the row
    that it came from. Its words are private too: with those of its opinion they would say whose
    that is."""

    NOUN: ClassVar[str] = "statement"
    PRIVATE: ClassVar[tuple[str, ...]] = (
        *("person_id", "household_id", "text", "taken_by", "witness", "source", "answer"),
    )

    meeting_id: str
    agenda_item_id: str | None = None
    person_id: str = ""
    household_id: str | None = None
    way: StatementWay
    stance: Stance = Stance.UNSAID
    text: str = ""
    asked_on: date | None = None
    given_at: datetime | None = None
    given_on: date | None = None
    taken_by: str = ""
    witness: str = ""
    source: str = ""
    answer: str = ""

    @property
    def told_on(self) -> date | None:
        """The day it was told; empty while a slip is out."""
        return self.given_at.date() if self.given_at is not None else self.given_on


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


def require_measure(text: str, owner: str, due: date, day: date) -> None:
    """A measure says what, who and until when; it is not due before the `day` of the meeting.

    BadInput `measure_incomplete`, `measure_over`.
    """
    if not text.strip() or not owner.strip():
        raise BadInput("measure_incomplete")
    if due < day:
        raise BadInput("measure_over", due=due, day=day)
