"""What the township checks of a village's records: the rules of the field, judged on the values as
they stand after they came in. A finding is returned 退回 with its reason, never refused.

What the village's own program allows is never a finding, nor what was withheld: a finding that
rests on something that is not there names its noun in `lacks`, so that the caller can ask.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date, datetime
from typing import Final

import msgspec

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.meeting import HELD, OVER, AgendaItem, Measure, Meeting, Point
from xieshang_desktop.domain.minutes import Confirmation, Minutes, five_haves
from xieshang_desktop.domain.outcome import Outcome, Task
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.rules import NEW_LAW, POSTING_FLOOR_DAYS
from xieshang_desktop.domain.terms import (
    ItemKind,
    MeetingState,
    MinutesState,
    OutcomeKind,
    PointKind,
    Rank,
    StepKind,
    TaskState,
    TopicState,
)
from xieshang_desktop.domain.topic import SHORTEST_REASON, SKIPPABLE, Research, Step, Topic

#: Steps without which nothing is discussed (S2-04).
_BEFORE_TALK: Final = (StepKind.TOPIC, StepKind.PARTICIPANTS, StepKind.RESEARCH)

#: Steps that rest on records which the village's program never takes away again, and on which.
_FOUNDED: Final = {
    StepKind.RESEARCH: (Research.NOUN,),
    StepKind.DISCUSSION: (Outcome.NOUN, Meeting.NOUN),
    StepKind.PUBLICITY: (Notice.NOUN, Posting.NOUN),
}

_HAVES: Final = {"time": "有时间", "place": "有地点", "theme": "有主题", "measures": "有措施"}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that a record breaks: its code, the record, and the words that its sentence needs."""

    code: str
    object_type: str
    object_id: str
    facts: dict[str, str] = {}
    lacks: tuple[str, ...] = ()


class TopicFile(msgspec.Struct, frozen=True, kw_only=True):
    """A topic with its steps, and what they rest on: `talked` that a meeting gave it any outcome,
    `founded` the steps whose records are there."""

    topic: Topic
    steps: tuple[Step, ...] = ()
    talked: bool = False
    founded: frozenset[StepKind] = frozenset()


class PostingFile(msgspec.Struct, frozen=True, kw_only=True):
    """A posting of a result or of how it was carried out. `unproven` says that the village's rules
    demand a photo and there is none."""

    posting: Posting
    notice: Notice
    unproven: bool = False


class MeetingFile(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting with what is judged beside it. `notice_until` is the last day on which its notice
    was in time by the rules it names, None where they name none."""

    meeting: Meeting
    notice_until: date | None = None
    items: tuple[AgendaItem, ...] = ()
    points: tuple[Point, ...] = ()
    measures: tuple[Measure, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    tasks: tuple[Task, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()


def judge_topic(file: TopicFile) -> Iterator[Finding]:
    """Every rule that a topic or its steps break."""
    topic, settled = file.topic, {step.kind for step in file.steps}
    decided = topic.state in {TopicState.ACCEPTED, TopicState.CLOSED}
    if topic.state is TopicState.REFUSED and not (topic.reason.strip() and topic.answer.strip()):
        yield found("topic_refused_unanswered", topic)
    if topic.state is TopicState.MERGED and topic.merged_into is None:
        yield found("topic_merged_nowhere", topic)
    if topic.state is TopicState.CLOSED and not topic.answer.strip():
        yield found("topic_closed_unanswered", topic)
    if decided and topic.screening is None:
        yield found("topic_unscreened", topic)
    elif decided and topic.screening is not None and topic.screening.not_open is not None:
        yield found("topic_not_open", topic, reason=topic.screening.not_open.official)
    wanted = tuple(StepKind) if topic.state is TopicState.CLOSED else _BEFORE_TALK
    open_steps = "、".join(kind.official for kind in wanted if kind not in settled)
    if open_steps and topic.state is TopicState.CLOSED:
        yield found("topic_closed_early", topic, Step.NOUN, steps=open_steps)
    elif open_steps and file.talked:
        yield found("topic_step_skipped", topic, Step.NOUN, steps=open_steps)
    for step in file.steps:
        yield from _judge_step(file, step, settled)


def judge_posting(file: PostingFile) -> Iterator[Finding]:
    """Every rule that a posting breaks."""
    notice, posting = file.notice, file.posting
    if posting.posted_on < notice.issued_on:
        day = date_words(notice.issued_on)
        yield found("posting_before_notice", posting, issued_on=day)
    if posting.removed_on is None:
        return
    days = _days_to_hang(notice, posting)
    hung = (posting.removed_on - posting.posted_on).days - 1  # neither end is a whole day
    if hung < days:
        yield found("posting_removed_early", posting, days=str(days), hung=str(max(hung, 0)))
    elif posting.removed_on < posting.removable_on:  # the last day was a day of rest
        day = date_words(posting.removable_on)
        yield found("posting_removed_before", posting, removable_on=day)
    if file.unproven:
        yield found("posting_without_proof", posting, "attachment")


def judge_meeting(file: MeetingFile) -> Iterator[Finding]:
    """Every rule that a meeting, what came of it or its minutes break."""
    meeting = file.meeting
    if meeting.first_convenor_id and meeting.first_convenor_id == meeting.second_convenor_id:
        yield found("meeting_one_convenor", meeting)
    if meeting.state is MeetingState.CANCELLED and not meeting.notice_reason.strip():
        yield found("meeting_cancelled_unexplained", meeting)
    if meeting.state in HELD:
        yield from _judge_begun(file)
    if meeting.state in OVER:
        yield from _judge_over(file)
    for outcome in file.outcomes:
        yield from _judge_outcome(file, outcome)
    yield from _judge_tasks(file)
    yield from _judge_minutes(file)


def number_twice(record: Record, number: str) -> Finding:
    """Another record of the same kind has the number already."""
    return found("number_twice", record, number=number)


def _judge_step(file: TopicFile, step: Step, settled: Container[StepKind]) -> Iterator[Finding]:
    words = step.kind.official
    if step.skipped_reason and step.kind not in SKIPPABLE:
        yield found("step_not_skippable", step, step=words)
    elif step.skipped_reason and len(step.skipped_reason.strip()) < SHORTEST_REASON:
        yield found("step_reason_missing", step, step=words)
    lacks = _FOUNDED.get(step.kind, ())
    if lacks and not step.skipped_reason and step.kind not in file.founded:
        yield found(f"step_without_{step.kind.value}", step, *lacks)
    elif step.kind is StepKind.PUBLICITY and StepKind.DISCUSSION not in settled:
        before = StepKind.DISCUSSION.official
        yield found("step_out_of_order", step, Step.NOUN, step=words, before=before)


def _days_to_hang(notice: Notice, posting: Posting) -> int:
    """As long as the notice says, and as the law says where it was in force (VCL art. 35)."""
    if notice.issued_on >= NEW_LAW and posting.posted_on >= NEW_LAW:
        return max(notice.days, POSTING_FLOOR_DAYS)
    return notice.days or POSTING_FLOOR_DAYS


def _judge_begun(file: MeetingFile) -> Iterator[Finding]:
    meeting = file.meeting
    if meeting.notice_on is None:
        # Entered afterwards, with a word on why nobody knows the day (补录).
        if meeting.entered_on is None or not meeting.notice_reason.strip():
            yield found("meeting_unannounced", meeting)
    elif (
        file.notice_until is not None
        and meeting.notice_on > file.notice_until
        and not meeting.notice_reason.strip()
    ):
        yield found(
            "meeting_notice_late",
            meeting,
            notice_on=date_words(meeting.notice_on),
            until=date_words(file.notice_until),
        )
    if meeting.opened_at is None:
        yield found("meeting_never_opened", meeting)
    if not file.items:
        yield found("meeting_without_agenda", meeting, AgendaItem.NOUN)


def _judge_over(file: MeetingFile) -> Iterator[Finding]:
    meeting = file.meeting
    if meeting.closed_at is None:
        yield found("meeting_never_closed", meeting)
    elif meeting.opened_at is not None and _earlier(meeting.closed_at, meeting.opened_at):
        yield found("meeting_closed_before_opened", meeting)
    routed = {outcome.agenda_item_id for outcome in file.outcomes}
    for item in file.items:
        if item.topic_id and item.kind is ItemKind.DISCUSSION and item.id not in routed:
            yield found("item_without_outcome", item, Outcome.NOUN)
    sealed = any(minutes.state is MinutesState.SEALED for minutes in file.minutes)
    if meeting.state is MeetingState.SEALED and not sealed:
        yield found("meeting_sealed_alone", meeting, Minutes.NOUN)


def _judge_outcome(file: MeetingFile, outcome: Outcome) -> Iterator[Finding]:
    if file.meeting.state not in HELD:
        yield found("outcome_without_meeting", outcome)
    if not outcome.text.strip():
        yield found("outcome_empty", outcome)
    item = next((each for each in file.items if each.id == outcome.agenda_item_id), None)
    if item is None or item.topic_id != outcome.topic_id:
        yield found("outcome_undiscussed", outcome, AgendaItem.NOUN)
        return
    agreed = outcome.kind is OutcomeKind.CONSENSUS and item.kind is ItemKind.DISCUSSION
    if not agreed or file.meeting.state not in OVER:
        return
    points = [p for p in file.points if p.agenda_item_id == item.id]
    if not any(point.kind is PointKind.AGREED for point in points):
        yield found("consensus_without_points", outcome, Point.NOUN)
    if not any(task.outcome_id == outcome.id for task in file.tasks):
        yield found("consensus_without_task", outcome, Task.NOUN)


def _judge_tasks(file: MeetingFile) -> Iterator[Finding]:
    decided = {outcome.id: outcome.decided_on for outcome in file.outcomes}
    for task in file.tasks:
        if not task.owner.strip() or not task.text.strip():
            yield found("task_incomplete", task)
        if task.state is not TaskState.DONE:
            continue
        day = decided.get(task.outcome_id)
        if task.done_on is None or not task.result.strip():
            yield found("task_done_unexplained", task)
        elif day is not None and task.done_on < day:
            yield found("task_done_early", task, decided_on=date_words(day))


def _judge_minutes(file: MeetingFile) -> Iterator[Finding]:
    for minutes in file.minutes:
        if minutes.state is not MinutesState.SEALED:
            continue
        if file.meeting.state is not MeetingState.SEALED:
            yield found("minutes_sealed_early", minutes)
        confirmed = _confirmed_by([c for c in file.confirmations if c.minutes_id == minutes.id])
        if confirmed == 1:
            yield found("minutes_one_confirmation", minutes, Confirmation.NOUN)
        elif confirmed == 0:
            yield found("minutes_unconfirmed", minutes, Confirmation.NOUN)
        for confirmation in _unexplained(file, minutes):
            yield found("confirmation_unexplained", confirmation)
        haves = five_haves(file.meeting, file.items, file.measures, file.outcomes)
        lacking = "、".join(words for name, words in _HAVES.items() if not getattr(haves, name))
        if not haves.sealable:
            lacks = (AgendaItem.NOUN, Measure.NOUN, Outcome.NOUN)
            yield found("minutes_haves_missing", minutes, *lacks, missing=lacking)
        if not minutes.digest:
            yield found("minutes_without_paper", minutes)


def _confirmed_by(confirmations: Iterable[Confirmation]) -> int:
    """How many convenors confirmed the same text; the same person in both offices is one."""
    texts: dict[str, dict[str, str]] = {}
    for each in confirmations:
        texts.setdefault(each.digest, {})[each.rank] = each.convenor_id
    return max((len(set(by_rank.values())) for by_rank in texts.values()), default=0)


def _unexplained(file: MeetingFile, minutes: Minutes) -> Iterator[Confirmation]:
    """Who confirmed in place of a convenor of the meeting without a reason for it (N17)."""
    own = {file.meeting.first_convenor_id, file.meeting.second_convenor_id} - {None}
    for each in file.confirmations:
        stood_in = len(own) == len(Rank) and each.convenor_id not in own
        if each.minutes_id == minutes.id and stood_in and not each.reason.strip():
            yield each


def _earlier(one: datetime, other: datetime) -> bool:
    """Also where one of the two names no zone."""
    if (one.tzinfo is None) != (other.tzinfo is None):
        one, other = one.replace(tzinfo=None), other.replace(tzinfo=None)
    return one < other


def found(code: str, record: Record, *lacks: str, **facts: str) -> Finding:
    """A finding on a record."""
    return Finding(
        code=code, object_type=record.NOUN, object_id=record.id, facts=facts, lacks=lacks
    )
