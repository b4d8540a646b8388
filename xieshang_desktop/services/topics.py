"""Topics: collecting, screening, merging, refusing, and settling the five steps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from xieshang_desktop.domain.meeting import AgendaItem, Meeting
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import (
    MeetingState,
    NoticeKind,
    OutcomeKind,
    Part,
    StepKind,
    TaskState,
    TopicClass,
    TopicSource,
    TopicState,
)
from xieshang_desktop.domain.topic import (
    SHORTEST_REASON,
    Participant,
    Research,
    Screening,
    Standing,
    Step,
    Topic,
)
from xieshang_desktop.domain.topic import SKIPPABLE as SKIPPABLE
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

#: What the steps write of a topic, not its form.
_COURSE = (
    *("number", "state", "screening", "decided_on", "reason", "merged_into"),
    *("answer", "answered_on"),
)

#: A topic that can still be changed, and joined to.
LIVE = (TopicState.COLLECTED, TopicState.ACCEPTED)


def blank_topic(desk: Desk) -> Topic:
    """A topic to fill in; it is kept only once `save_topic` is called."""
    return Topic(
        id=new_id(),
        number="",
        title="",
        source=TopicSource.VILLAGERS,
        topic_class=TopicClass.LIVELIHOOD,
        proposer="",
        proposed_on=desk.today,
    )


def save_topic(desk: Desk, topic: Topic) -> Topic:
    """Keep a new topic, or what a form says of a known one: how far it has come stays as it is.

    BadInput `title_missing`, `proposer_missing`, `date_in_future`; RuleBroken `topic_decided`.
    """
    if not topic.title.strip():
        raise BadInput("title_missing")
    if not topic.proposer.strip():
        raise BadInput("proposer_missing")
    if topic.proposed_on > desk.today:
        raise BadInput("date_in_future", day=topic.proposed_on)
    with desk.store.write(desk.actor) as uow:
        known = uow.find(Topic, topic.id)
        if known is None:
            topic = replace(topic, number=next_number(uow, Topic, topic.proposed_on.year))
        else:
            _require_live(known)
            topic = replace(topic, **{name: getattr(known, name) for name in _COURSE})
        uow.put(topic, "topic_changed" if known else "topic_collected")
        uow.commit()
    return topic


def screen(desk: Desk, topic_id: str, screening: Screening) -> Topic:
    """Keep the screening; a matter that is not open to consultation can only be refused."""
    for reason, code in (
        (screening.small_cut_reason, "small_cut"),
        (screening.wide_relevance_reason, "wide_relevance"),
        (screening.strong_reaction_reason, "strong_reaction"),
    ):
        if not reason.strip():
            raise BadInput("screening_reason_missing", criterion=code)
    with desk.store.write(desk.actor) as uow:
        topic = replace(_undecided(uow, topic_id), screening=screening)
        uow.put(topic, "topic_screened")
        uow.commit()
    return topic


def accept(desk: Desk, topic_id: str) -> Topic:
    """Set the topic up for consultation: the first of the five steps is done.

    RuleBroken `step_not_ready` while something is missing, `not_open` for a closed matter.
    """
    with desk.store.write(desk.actor) as uow:
        topic = _undecided(uow, topic_id)
        missing = set(standing_of(uow, topic).missing(StepKind.TOPIC)) - {"acceptance"}
        if missing:
            raise RuleBroken("step_not_ready", step=StepKind.TOPIC, missing=sorted(missing))
        if topic.screening is None or topic.screening.not_open is not None:
            raise RuleBroken("not_open")
        topic = replace(topic, state=TopicState.ACCEPTED, decided_on=desk.today)
        uow.put(topic, "topic_accepted")
        settle(uow, topic.id, StepKind.TOPIC, desk.today)
        uow.commit()
    return topic


def refuse(desk: Desk, topic_id: str, reason: str, answer: str) -> Topic:
    """Leave the topic out, with a reason, and keep what the proposer was told (S0-21)."""
    if not reason.strip() or not answer.strip():
        raise BadInput("refusal_needs_reason_and_answer")
    with desk.store.write(desk.actor) as uow:
        topic = replace(
            _undecided(uow, topic_id),
            state=TopicState.REFUSED,
            decided_on=desk.today,
            reason=reason,
            answer=answer,
            answered_on=desk.today,
        )
        uow.put(topic, "topic_refused")
        uow.commit()
    return topic


def merge(desk: Desk, topic_id: str, into_id: str) -> Topic:
    """Join a duplicate to the topic that goes on; its history stays with it."""
    with desk.store.write(desk.actor) as uow:
        topic, into = _undecided(uow, topic_id), uow.one(Topic, into_id)
        if topic.id == into.id or into.state not in LIVE:
            raise RuleBroken("merge_impossible", title=into.title)
        topic = replace(
            topic,
            state=TopicState.MERGED,
            merged_into=into.id,
            decided_on=desk.today,
            reason=into.number,
        )
        uow.put(topic, "topic_merged")
        uow.commit()
    return topic


def answer_proposer(desk: Desk, topic_id: str, answer: str) -> Topic:
    """Keep what the proposer was told about the result: the loop closes with it."""
    if not answer.strip():
        raise BadInput("answer_missing")
    with desk.store.write(desk.actor) as uow:
        topic = replace(uow.one(Topic, topic_id), answer=answer, answered_on=desk.today)
        uow.put(topic, "proposer_answered")
        uow.commit()
    return topic


def close_topic(desk: Desk, topic_id: str) -> Topic:
    """Close the loop (S0-21): RuleBroken `loop_open` names what is missing, `topic_decided`."""
    with desk.store.write(desk.actor) as uow:
        topic = uow.one(Topic, topic_id)
        _require_accepted(topic)
        missing = loop_missing(uow, topic)
        if missing:
            raise RuleBroken("loop_open", missing=list(missing))
        topic = replace(topic, state=TopicState.CLOSED)
        uow.put(topic, "topic_closed")
        uow.commit()
    return topic


def loop_missing(reader: Reader, topic: Topic) -> tuple[str, ...]:
    """What the loop of a topic still lacks: the five steps, the work promised, the reply from
    above, the effect looked at, the answer to its proposer (S0-21)."""
    outcomes = reader.all(Outcome, topic_id=topic.id)
    lacks = (
        ("steps", standing_of(reader, topic).current is not None),
        ("tasks", bool(reader.all(Task, topic_id=topic.id, state=TaskState.OPEN))),
        ("reply", bool(reader.all(Submission, topic_id=topic.id, replied_on=None))),
        ("effect", any(o.kind is not OutcomeKind.CONTINUE and not o.effect for o in outcomes)),
        ("answer", not topic.answer),
    )
    return tuple(code for code, lacking in lacks if lacking)


def add_participants(
    desk: Desk, topic_id: str, chosen: Iterable[tuple[str, Part, str]]
) -> list[Participant]:
    """Add people (id, part, reason) to a topic; somebody already chosen takes the new part."""
    with desk.store.write(desk.actor) as uow:
        known = {p.person_id: p for p in uow.all(Participant, topic_id=topic_id)}
        participants = [
            Participant(
                id=known[person_id].id if person_id in known else new_id(),
                topic_id=topic_id,
                person_id=person_id,
                part=part,
                reason=reason,
            )
            for person_id, part, reason in chosen
        ]
        uow.put_all(participants, "participant_chosen")
        uow.commit()
    return participants


def remove_participant(desk: Desk, participant_id: str) -> None:
    """Take somebody off a topic again."""
    with desk.store.write(desk.actor) as uow:
        uow.take_away(Participant, participant_id, "participant_removed")
        uow.commit()


def save_research(desk: Desk, research: Research) -> Research:
    """Keep a research record; BadInput `research_empty` without people or findings."""
    if not research.researchers.strip() or not research.findings.strip():
        raise BadInput("research_empty")
    if research.made_on > desk.today:
        raise BadInput("date_in_future", day=research.made_on)
    with desk.store.write(desk.actor) as uow:
        uow.put(research, "research_recorded")
        uow.commit()
    return research


def settle_step(desk: Desk, topic_id: str, kind: StepKind) -> Step:
    """Confirm that a step is done; RuleBroken `step_not_ready` names what is missing,
    `topic_not_accepted`, `topic_decided`."""
    with desk.store.write(desk.actor) as uow:
        topic = uow.one(Topic, topic_id)
        _require_accepted(topic)
        missing = standing_of(uow, topic).missing(kind)
        if missing:
            raise RuleBroken("step_not_ready", step=kind, missing=list(missing))
        step = settle(uow, topic_id, kind, desk.today)
        uow.commit()
    return step


def skip_step(desk: Desk, topic_id: str, kind: StepKind, reason: str) -> Step:
    """Pass over a step for a written reason, which the minutes show (S4-02).

    RuleBroken `step_not_skippable`, `step_settled`, `topic_not_accepted`, `topic_decided`;
    BadInput `skip_needs_reason`.
    """
    if kind not in SKIPPABLE:
        raise RuleBroken("step_not_skippable", step=kind)
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("skip_needs_reason", step=kind)
    with desk.store.write(desk.actor) as uow:
        topic = uow.one(Topic, topic_id)
        _require_accepted(topic)
        known = standing_of(uow, topic).step(kind)
        if known is not None and not known.skipped_reason:
            raise RuleBroken("step_settled", step=kind)
        step = settle(uow, topic_id, kind, desk.today, skipped_reason=reason.strip())
        uow.commit()
    return step


def standing_of(reader: Reader, topic: Topic) -> Standing:
    """Where a topic stands, from all its records."""
    items = reader.all(AgendaItem, topic_id=topic.id)
    meetings = [
        m
        for m in reader.all(Meeting, "starts", id=[i.meeting_id for i in items])
        if m.state is not MeetingState.CANCELLED
    ]
    over = {m.id for m in meetings if m.state in {MeetingState.CLOSED, MeetingState.SEALED}}
    outcomes = reader.all(Outcome, topic_id=topic.id)
    notices = [n for n in reader.all(Notice, topic_id=topic.id) if n.kind is NoticeKind.RESULT]
    postings = reader.all(Posting, notice_id=[n.id for n in notices])
    return Standing(
        topic=topic,
        steps=tuple(reader.all(Step, topic_id=topic.id)),
        research=tuple(reader.all(Research, topic_id=topic.id)),
        participants=tuple(reader.all(Participant, topic_id=topic.id)),
        meeting_on=meetings[-1].starts.date() if meetings else None,
        discussed=any(
            o.kind is not OutcomeKind.CONTINUE and o.meeting_id in over for o in outcomes
        ),
        result_notice=bool(notices),
        result_posted=bool(postings),
    )


def next_number(reader: Reader, record: type[Record], year: int) -> str:
    """The next number of a year, e.g. `2026-07`."""
    prefix = f"{year}-"
    used = [int(n[len(prefix) :]) for n in reader.texts(record, "number", prefix)]
    return f"{prefix}{max(used, default=0) + 1:02d}"


def _undecided(uow: UnitOfWork, topic_id: str) -> Topic:
    topic = uow.one(Topic, topic_id)
    if topic.state is not TopicState.COLLECTED:
        raise RuleBroken("topic_decided", title=topic.title, state=topic.state)
    return topic


def _require_live(topic: Topic) -> None:
    if topic.state not in LIVE:
        raise RuleBroken("topic_decided", title=topic.title, state=topic.state)


def _require_accepted(topic: Topic) -> None:
    _require_live(topic)
    if topic.state is not TopicState.ACCEPTED:
        raise RuleBroken("topic_not_accepted", title=topic.title)


def settle(
    uow: UnitOfWork, topic_id: str, kind: StepKind, day: date, *, skipped_reason: str = ""
) -> Step:
    """Write a step as done, for the services whose own work completes it."""
    known = next((s for s in uow.all(Step, topic_id=topic_id) if s.kind is kind), None)
    step = Step(
        id=known.id if known else new_id(),
        topic_id=topic_id,
        kind=kind,
        done_on=day,
        skipped_reason=skipped_reason,
    )
    uow.put(step, "step_skipped" if skipped_reason else "step_done")
    return step
