"""Reading topics: the list with its filters, and one topic with all that its page shows."""

from __future__ import annotations

import msgspec

from xieshang_desktop.domain.meeting import AgendaItem, Meeting, TopicOption
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.terms import MeetingState, StepKind, TopicState
from xieshang_desktop.domain.topic import (
    Mix,
    Participant,
    Research,
    Standing,
    Step,
    Topic,
    mix_of,
)
from xieshang_desktop.services.decision_file import DecisionLine
from xieshang_desktop.services.decision_links import decisions_about
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.history import Happening, topic_history
from xieshang_desktop.services.options import options_of
from xieshang_desktop.services.topics import LIVE, loop_missing, standing_of
from xieshang_desktop.storage.people import people_by_ids


class TopicLine(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the list: the topic and the step it stands at (None: all settled, or not begun)."""

    topic: Topic
    current: StepKind | None


class TopicFile(msgspec.Struct, frozen=True, kw_only=True):
    """A topic with everything that belongs to it."""

    topic: Topic
    standing: Standing
    research: tuple[Research, ...]
    options: tuple[TopicOption, ...]
    participants: tuple[tuple[Participant, Person], ...]
    mix: Mix
    meetings: tuple[Meeting, ...]
    outcomes: tuple[Outcome, ...]
    decisions: tuple[DecisionLine, ...]
    tasks: tuple[Task, ...]
    submissions: tuple[Submission, ...]
    notices: tuple[Notice, ...]
    postings: tuple[Posting, ...]
    merged: tuple[Topic, ...]
    similar: tuple[Topic, ...]
    history: tuple[Happening, ...]
    loop: tuple[str, ...]


def list_topics(desk: Desk, state: TopicState | None = None) -> list[TopicLine]:
    """All topics, newest first."""
    equal = {} if state is None else {"state": state}
    with desk.store.read() as reader:
        topics = reader.all(Topic, "-proposed_on", "-number", **equal)
        steps: dict[str, set[StepKind]] = {}
        for step in reader.all(Step):
            steps.setdefault(step.topic_id, set()).add(step.kind)
    return [
        TopicLine(
            topic=topic,
            current=next((k for k in StepKind if k not in steps.get(topic.id, set())), None)
            if topic.state is TopicState.ACCEPTED
            else None,
        )
        for topic in topics
    ]


def find_topic(desk: Desk, topic_id: str) -> Topic | None:
    """A topic, or None when it was taken back."""
    with desk.store.read() as reader:
        return reader.find(Topic, topic_id)


def topics_to_merge_into(desk: Desk, topic: Topic) -> list[Topic]:
    """The topics still under way that another can be joined to, the likeliest first."""
    with desk.store.read() as reader:
        found = reader.all(Topic, "number", state=LIVE)
    others = [other for other in found if other.id != topic.id]
    return sorted(others, key=lambda other: not alike(other, topic))


def open_topic(desk: Desk, topic_id: str) -> TopicFile:
    """One topic with all that its page shows."""
    with desk.store.read() as reader:
        topic = reader.one(Topic, topic_id)
        standing = standing_of(reader, topic)
        people = {
            p.id: p for p in people_by_ids(reader, [p.person_id for p in standing.participants])
        }
        items = reader.all(AgendaItem, topic_id=topic_id)
        meetings = [
            m
            for m in reader.all(Meeting, "starts", id=[i.meeting_id for i in items])
            if m.state is not MeetingState.CANCELLED
        ]
        notices = reader.all(Notice, topic_id=topic_id)
        others = reader.all(Topic, "-proposed_on", state=LIVE)
        file = TopicFile(
            topic=topic,
            standing=standing,
            research=standing.research,
            options=tuple(options_of(reader, topic_id)),
            participants=tuple(
                (p, people[p.person_id]) for p in standing.participants if p.person_id in people
            ),
            mix=mix_of(standing.participants, list(people.values())),
            meetings=tuple(meetings),
            outcomes=tuple(reader.all(Outcome, "decided_on", topic_id=topic_id)),
            decisions=decisions_about(reader, topic_id),
            tasks=tuple(reader.all(Task, "due", topic_id=topic_id)),
            submissions=tuple(reader.all(Submission, topic_id=topic_id)),
            notices=tuple(notices),
            postings=tuple(reader.all(Posting, "posted_on", notice_id=[n.id for n in notices])),
            merged=tuple(reader.all(Topic, "number", merged_into=topic_id)),
            similar=tuple(t for t in others if t.id != topic_id and alike(t, topic)),
            history=(),
            loop=loop_missing(reader, topic),
        )
    return msgspec.structs.replace(file, history=tuple(topic_history(desk, topic_id)))


def alike(one: Topic, other: Topic) -> bool:
    """Whether two titles share at least half of their pairs of characters: perhaps duplicates."""
    pairs = [{t.title[i : i + 2] for i in range(len(t.title) - 1)} for t in (one, other)]
    shorter = min(len(pairs[0]), len(pairs[1]))
    return shorter > 0 and 2 * len(pairs[0] & pairs[1]) >= shorter
