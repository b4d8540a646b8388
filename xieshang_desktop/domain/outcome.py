"""What came of a discussion: one of three routes, and what each leaves to be done."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import OutcomeKind, TaskState


class Outcome(Record, frozen=True, kw_only=True):
    """The route a topic took at a meeting (S4-16). `conformity` names who checked it against law
    and policy (S4-37); `effect` is the fifth of the five haves and may come later (S1-22);
    `satisfaction` is the share of the satisfied in percent, as asked on paper (S1-18)."""

    NOUN: ClassVar[str] = "outcome"

    topic_id: str
    meeting_id: str
    agenda_item_id: str
    kind: OutcomeKind
    text: str
    decided_on: date
    conformity: str = ""
    effect: str = ""
    effect_on: date | None = None
    satisfaction: int | None = None
    satisfaction_note: str = ""


class Task(Record, frozen=True, kw_only=True):
    """What was promised, by whom, until when."""

    NOUN: ClassVar[str] = "task"

    outcome_id: str
    topic_id: str
    text: str
    owner: str
    due: date
    state: TaskState = TaskState.OPEN
    done_on: date | None = None
    result: str = ""

    def overdue(self, day: date) -> bool:
        """Open after its last day."""
        return self.state is TaskState.OPEN and self.due < day


class Submission(Record, frozen=True, kw_only=True):
    """A matter handed to the party committee or government as reference (S4-16)."""

    NOUN: ClassVar[str] = "submission"

    outcome_id: str
    topic_id: str
    addressee: str
    text: str
    submitted_on: date | None = None
    reply_due: date | None = None
    reply: str = ""
    replied_on: date | None = None
