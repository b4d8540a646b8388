"""In the hall: opinions, points agreed and open, measures, and the route each topic takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.meeting import (
    RUNNING,
    AgendaItem,
    Measure,
    Meeting,
    Opinion,
    Point,
    TopicOption,
    require_measure,
)
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import (
    ItemKind,
    MeetingState,
    OutcomeKind,
    PointKind,
    Stance,
    StepKind,
)
from xieshang_desktop.domain.topic import Research, Topic
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meetings import onto_next_agenda
from xieshang_desktop.services.sittings import end_all, end_of
from xieshang_desktop.services.statements import reword, take_back
from xieshang_desktop.services.topics import settle, standing_of
from xieshang_desktop.services.true_end import TrueEnd, began_at
from xieshang_desktop.services.unnamed import beginning_of, forget_earlier
from xieshang_desktop.services.unsent import renew_unsent
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork


class ItemFile(msgspec.Struct, frozen=True, kw_only=True):
    """One agenda item with everything said on it; `opinions` are all, dissents too."""

    item: AgendaItem
    topic: Topic | None
    research: tuple[Research, ...]
    opinions: tuple[Opinion, ...]
    agreed: tuple[Point, ...]
    open_points: tuple[Point, ...]
    measures: tuple[Measure, ...]
    outcome: Outcome | None
    options: tuple[TopicOption, ...] = ()

    @property
    def said(self) -> tuple[Opinion, ...]:
        """What was said, without what is kept apart."""
        return tuple(o for o in self.opinions if not o.dissent)

    @property
    def dissents(self) -> tuple[Opinion, ...]:
        """保留意见, kept apart (N15)."""
        return tuple(o for o in self.opinions if o.dissent)


class Hall(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting as the hall sees it."""

    meeting: Meeting
    items: tuple[ItemFile, ...]


def open_hall(desk: Desk, meeting_id: str) -> Hall:
    """The meeting with all that was said."""
    with desk.store.read() as reader:
        return hall_of(reader, reader.one(Meeting, meeting_id))


def hall_of(reader: Reader, meeting: Meeting) -> Hall:
    """The same within an open read."""
    items = reader.all(AgendaItem, "position", meeting_id=meeting.id)
    opinions = reader.all(Opinion, "at", meeting_id=meeting.id)
    points = reader.all(Point, "position", meeting_id=meeting.id)
    measures = reader.all(Measure, meeting_id=meeting.id)
    outcomes = {o.agenda_item_id: o for o in reader.all(Outcome, meeting_id=meeting.id)}
    topic_ids = [i.topic_id for i in items if i.topic_id]
    topics = {t.id: t for t in reader.all(Topic, id=topic_ids)}
    research = reader.all(Research, "made_on", topic_id=topic_ids)
    if meeting.entered_on is not None:  # what was looked into since then is of another meeting
        research = [r for r in research if r.made_on <= meeting.starts.date()]
    options = reader.all(TopicOption, "position", topic_id=topic_ids)
    return Hall(
        meeting=meeting,
        items=tuple(
            ItemFile(
                item=item,
                topic=topics.get(item.topic_id or ""),
                research=tuple(r for r in research if r.topic_id == item.topic_id),
                opinions=tuple(o for o in opinions if o.agenda_item_id == item.id),
                agreed=_of(points, item, PointKind.AGREED),
                open_points=_of(points, item, PointKind.OPEN),
                measures=tuple(m for m in measures if m.agenda_item_id == item.id),
                outcome=outcomes.get(item.id),
                options=tuple(o for o in options if o.topic_id == item.topic_id),
            )
            for item in items
        ),
    )


def open_meeting(desk: Desk, meeting_id: str) -> Meeting:
    """The meeting begins now.

    RuleBroken `agenda_empty`, `research_missing` when a topic on the agenda has neither research
    nor a written reason (S2-04), `notice_missing` when nobody was told.
    """
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(Meeting, meeting_id)
        if meeting.state is not MeetingState.PLANNED:
            raise RuleBroken("meeting_over", title=meeting.title)
        items = uow.all(AgendaItem, "position", meeting_id=meeting_id)
        if not items:
            raise RuleBroken("agenda_empty")
        if meeting.notice_on is None:
            raise RuleBroken("notice_missing", title=meeting.title)
        for topic in uow.all(Topic, id=[i.topic_id for i in items if i.topic_id]):
            if not standing_of(uow, topic).may_discuss():
                raise RuleBroken("research_missing", title=topic.title)
        meeting = replace(meeting, state=MeetingState.OPEN, opened_at=desk.clock())
        uow.put(meeting, "meeting_opened")
        uow.commit()
    return meeting


def record_opinion(
    desk: Desk,
    item_id: str,
    text: str,
    *,
    person_id: str | None = None,
    speaker: str = "",
    stance: Stance = Stance.UNSAID,
    dissent: bool = False,
    unnamed: bool = False,
) -> Opinion:
    """What somebody said, in a line or more; the speaker by id, or by a name as heard. What is
    `unnamed` is a dissent (N15): nothing of its speaker is written anywhere, its moment is the
    beginning of its item, and from opinions with the same words that were removed or undone before
    it is erased who spoke."""
    if not text.strip():
        raise BadInput("opinion_empty")
    with desk.store.write(desk.actor) as uow:
        item = _item(uow, item_id)
        person = None if unnamed else uow.find(Person, person_id)
        name = "" if unnamed else person.name if person else speaker.strip()
        if not name and not unnamed:
            raise BadInput("speaker_missing")
        opinion = Opinion(
            id=new_id(),
            meeting_id=item.meeting_id,
            agenda_item_id=item.id,
            person_id=person.id if person else "",
            speaker=name,
            group=(person.group or person.organisation) if person else "",
            text=text.strip(),
            at=beginning_of(uow, item)
            if unnamed
            else uow.one(Meeting, item.meeting_id).moment(uow.at),
            stance=stance,
            dissent=dissent or unnamed,
            unnamed=unnamed,
        )
        uow.put(opinion, "opinion_recorded")
        erased = unnamed and forget_earlier(uow, item.id, opinion.text)
        uow.commit()
    if erased:
        renew_unsent(desk)
    return opinion


def add_point(desk: Desk, item_id: str, kind: PointKind, text: str) -> Point:
    """A point that all accept, or one that stays open."""
    if not text.strip():
        raise BadInput("point_empty")
    with desk.store.write(desk.actor) as uow:
        item = _item(uow, item_id)
        known = uow.all(Point, agenda_item_id=item.id, kind=kind)
        point = Point(
            id=new_id(),
            meeting_id=item.meeting_id,
            agenda_item_id=item.id,
            kind=kind,
            position=max((p.position for p in known), default=0) + 1,
            text=text.strip(),
        )
        uow.put(point, "point_added")
        uow.commit()
    return point


def move_point(desk: Desk, point_id: str, kind: PointKind) -> Point:
    """An open point was agreed after all, or the other way round."""
    with desk.store.write(desk.actor) as uow:
        point = uow.one(Point, point_id)
        known = uow.all(Point, agenda_item_id=point.agenda_item_id, kind=kind)
        position = max((p.position for p in known), default=0) + 1
        point = replace(point, kind=kind, position=position)
        uow.put(point, "point_moved")
        uow.commit()
    return point


def add_measure(desk: Desk, item_id: str, text: str, owner: str, due: date) -> Measure:
    """What is to be done, by whom, until when; BadInput as `require_measure`."""
    with desk.store.write(desk.actor) as uow:
        item = _item(uow, item_id, running=True)
        require_measure(text, owner, due, uow.one(Meeting, item.meeting_id).moment(uow.at).date())
        measure = Measure(
            id=new_id(),
            meeting_id=item.meeting_id,
            agenda_item_id=item.id,
            text=text.strip(),
            owner=owner.strip(),
            due=due,
        )
        uow.put(measure, "measure_added")
        uow.commit()
    return measure


def change_measure(desk: Desk, measure_id: str, text: str, owner: str, due: date) -> Measure:
    """Correct a measure; BadInput as `require_measure`."""
    with desk.store.write(desk.actor) as uow:
        known = uow.one(Measure, measure_id)
        _item(uow, known.agenda_item_id, running=True)
        require_measure(text, owner, due, uow.one(Meeting, known.meeting_id).moment(uow.at).date())
        measure = replace(known, text=text.strip(), owner=owner.strip(), due=due)
        uow.put(measure, "measure_changed")
        uow.commit()
    return measure


def remove(desk: Desk, record: type[Record], object_id: str) -> None:
    """Take back an opinion, a point or a measure that was entered by mistake; a measure only
    while people talk: then it becomes a task. What was told from outside goes as a whole."""
    with desk.store.write(desk.actor) as uow:
        known = uow.one(record, object_id)
        _require_running(uow, known)
        if isinstance(known, Opinion) and known.statement_id is not None:
            take_back(uow, known.statement_id)
        else:
            uow.take_away(record, object_id, f"{record.NOUN}_removed")
        uow.commit()


def change_text(desk: Desk, record: type[Record], object_id: str, text: str) -> None:
    """Correct the wording of an opinion, a point or a measure before the minutes are sealed."""
    if not text.strip():
        raise BadInput("text_empty")
    with desk.store.write(desk.actor) as uow:
        known = uow.one(record, object_id)
        _require_running(uow, known)
        value = replace(known, text=text.strip())
        kind = f"{record.NOUN}_changed"
        if isinstance(value, Opinion):
            reword(uow, value, kind)
        else:
            uow.put(value, kind)
        uow.commit()


def route(
    desk: Desk, item_id: str, kind: OutcomeKind, text: str, *, conformity: str = ""
) -> Outcome:
    """The route a topic takes after the talk (S4-16); it can be changed until the meeting closes.

    RuleBroken `outcome_needs_points` for a consensus without an agreed point,
    `item_without_topic`, `meeting_not_open`, `meeting_over`.
    """
    if not text.strip():
        raise BadInput("outcome_empty")
    with desk.store.write(desk.actor) as uow:
        item = _item(uow, item_id, running=True)
        if item.topic_id is None:
            raise RuleBroken("item_without_topic", title=item.title)
        agreed = uow.all(Point, agenda_item_id=item.id, kind=PointKind.AGREED)
        if kind is OutcomeKind.CONSENSUS and not agreed:
            raise RuleBroken("outcome_needs_points", title=item.title)
        known = uow.all(Outcome, agenda_item_id=item.id)
        outcome = Outcome(
            id=known[0].id if known else new_id(),
            topic_id=item.topic_id,
            meeting_id=item.meeting_id,
            agenda_item_id=item.id,
            kind=kind,
            text=text.strip(),
            decided_on=uow.one(Meeting, item.meeting_id).moment(uow.at).date(),
            conformity=conformity.strip(),
        )
        uow.put(outcome, "outcome_routed")
        uow.commit()
    return outcome


def close_meeting(desk: Desk, meeting_id: str, end: TrueEnd | None = None) -> Hall:
    """The talk is over: each topic goes its way. A consensus becomes tasks; what stays open goes
    onto the next agenda by itself; what can't be settled becomes a submission. It ended now, or at
    the `end` entered by hand, which is checked.

    RuleBroken `outcome_missing` names the topic without a route, `measure_missing` a consensus
    without who and when.
    """
    with desk.store.write(desk.actor) as uow:
        meeting = uow.one(Meeting, meeting_id)
        if meeting.state not in RUNNING:
            raise RuleBroken("meeting_not_open", title=meeting.title)
        if end is not None:
            end.check(began_at(uow, meeting), uow.at)
        closed_at = end.at if end else end_of(uow, meeting)
        end_all(uow, meeting, closed_at, end.at if end else min(uow.at, closed_at))
        hall = hall_of(uow, meeting)
        for file in hall.items:
            _settle_item(desk, uow, file)
        told = end.reason.strip() if end else ""
        meeting = replace(meeting, state=MeetingState.CLOSED, closed_at=closed_at, end_reason=told)
        uow.put(meeting, "meeting_closed")
        uow.commit()
    return replace(hall, meeting=meeting)


def _settle_item(desk: Desk, uow: UnitOfWork, file: ItemFile) -> None:
    if file.topic is None or file.item.kind is not ItemKind.DISCUSSION:
        return
    outcome = file.outcome
    if outcome is None:
        raise RuleBroken("outcome_missing", title=file.item.title)
    if outcome.kind is OutcomeKind.CONTINUE:
        onto_next_agenda(uow, file.topic)
        return
    settle(uow, file.topic.id, StepKind.DISCUSSION, outcome.decided_on)
    if outcome.kind is OutcomeKind.CONSENSUS:
        if not file.agreed:
            raise RuleBroken("outcome_needs_points", title=file.item.title)
        if not file.measures:
            raise RuleBroken("measure_missing", title=file.item.title)
        uow.put_all(
            [
                Task(
                    id=new_id(),
                    outcome_id=outcome.id,
                    topic_id=file.topic.id,
                    text=measure.text,
                    owner=measure.owner,
                    due=measure.due,
                )
                for measure in file.measures
            ],
            "task_given",
        )
    else:
        addressee = desk.unit.township or desk.unit.name
        uow.put(
            Submission(
                id=new_id(),
                outcome_id=outcome.id,
                topic_id=file.topic.id,
                addressee=addressee,
                text=outcome.text,
                reply_due=desk.today + timedelta(days=desk.profile.number("feedback_days") or 30),
            ),
            "submission_prepared",
        )


def _item(uow: UnitOfWork, item_id: str, *, running: bool = False) -> AgendaItem:
    """An item people talk about or, unless `running`, talked about."""
    item = uow.one(AgendaItem, item_id)
    meeting = uow.one(Meeting, item.meeting_id)
    if meeting.state in {MeetingState.PLANNED, MeetingState.CANCELLED}:
        raise RuleBroken("meeting_not_open", title=meeting.title)
    if meeting.state is MeetingState.SEALED:
        raise RuleBroken("sealed")
    if running and meeting.state is MeetingState.CLOSED:
        raise RuleBroken("meeting_over", title=meeting.title)
    return item


def _require_running(uow: UnitOfWork, value: Record) -> None:
    """What became a task or a route is not changed behind its back."""
    if isinstance(value, Measure):
        _item(uow, value.agenda_item_id, running=True)


def _of(points: Sequence[Point], item: AgendaItem, kind: PointKind) -> tuple[Point, ...]:
    return tuple(p for p in points if p.agenda_item_id == item.id and p.kind is kind)
