"""The agenda: items come onto it, change, move and are taken off."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from xieshang_desktop.domain.meeting import (
    COMING,
    AgendaItem,
    Measure,
    Meeting,
    Opinion,
    Point,
    Speech,
    Statement,
)
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.terms import ItemKind, MeetingState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meetings import onto_next_agenda, put_on_agenda
from xieshang_desktop.services.topics import standing_of
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

#: No item is planned for longer than a day in the hall.
MOST_MINUTES = 480


def add_item(
    desk: Desk,
    meeting_id: str,
    *,
    title: str = "",
    kind: ItemKind = ItemKind.DISCUSSION,
    topic_id: str | None = None,
    minutes: int | None = None,
    public: bool = True,
) -> AgendaItem:
    """Add an agenda item, with a topic or with a title of its own; one that is not `public` stays
    off the wall and the hall's screen.

    BadInput `title_missing`, `item_minutes_wrong`; RuleBroken `meeting_over`, `item_topic_public`,
    `topic_not_accepted`, `topic_on_agenda`; `research_missing` while people talk, as when a
    meeting begins.
    """
    _check_minutes(minutes)
    with desk.store.write(desk.actor) as uow:
        meeting = _changing(uow, meeting_id)
        items = uow.all(AgendaItem, meeting_id=meeting_id)
        position = max((item.position for item in items), default=0) + 1
        if topic_id is not None and any(item.topic_id == topic_id for item in items):
            raise RuleBroken("topic_on_agenda", title=uow.one(Topic, topic_id).title)
        if topic_id is not None:
            topic = uow.one(Topic, topic_id)
            _check_public(topic.title, topic_id, public)
            item = put_on_agenda(uow, meeting_id, topic, position, minutes)
            running = meeting.state is not MeetingState.PLANNED
            if running and not standing_of(uow, topic).may_discuss():
                raise RuleBroken("research_missing", title=topic.title)
        elif title.strip():
            item = AgendaItem(
                id=new_id(),
                meeting_id=meeting_id,
                position=position,
                title=title.strip(),
                kind=kind,
                minutes=minutes,
                public=public,
            )
            uow.put(item, "item_added")
        else:
            raise BadInput("title_missing")
        uow.commit()
    return item


def change_item(
    desk: Desk,
    item_id: str,
    *,
    title: str,
    kind: ItemKind,
    minutes: int | None = None,
    public: bool = True,
) -> AgendaItem:
    """Put an agenda item right, before the meeting and while people talk.

    BadInput `title_missing`, `item_minutes_wrong`; RuleBroken `meeting_over`, `item_topic_public`,
    `item_has_result` when what has a result would no longer be talked over.
    """
    _check_minutes(minutes)
    if not title.strip():
        raise BadInput("title_missing")
    with desk.store.write(desk.actor) as uow:
        known = uow.one(AgendaItem, item_id)
        _changing(uow, known.meeting_id)
        _check_public(known.title, known.topic_id, public)
        settled = uow.count(Outcome, agenda_item_id=item_id)
        if settled and kind is not known.kind:
            raise RuleBroken("item_has_result", title=known.title)
        item = replace(known, title=title.strip(), kind=kind, minutes=minutes, public=public)
        if item != known:
            uow.put(item, "item_changed")
            uow.commit()
    return item


def order_items(desk: Desk, meeting_id: str, item_ids: Sequence[str]) -> list[AgendaItem]:
    """Put the agenda into this order, in one action; items not named follow in their old order.
    What runs or was talked about stays in its place. RuleBroken `meeting_over`."""
    with desk.store.write(desk.actor) as uow:
        _changing(uow, meeting_id)
        items = {i.id: i for i in uow.all(AgendaItem, "position", meeting_id=meeting_id)}
        named = dict.fromkeys(i for i in item_ids if i in items)
        wanted = iter(
            [i for i in [*named, *(i for i in items if i not in named)] if not items[i].spans]
        )
        order = [item_id if item.spans else next(wanted) for item_id, item in items.items()]
        moved = [
            replace(items[item_id], position=position)
            for position, item_id in enumerate(order, 1)
            if items[item_id].position != position
        ]
        uow.put_all(moved, "item_moved")
        uow.commit()
    return moved


def move_item(desk: Desk, item_id: str, by: int) -> list[AgendaItem]:
    """One place up (-1) or down (1) among those that were not talked about yet; nothing where
    there is no such place. RuleBroken `meeting_over`."""
    with desk.store.read() as reader:
        meeting_id = reader.one(AgendaItem, item_id).meeting_id
        items = reader.all(AgendaItem, "position", meeting_id=meeting_id)
    free = [item.id for item in items if not item.spans]
    if item_id not in free:
        return []
    at = free.index(item_id)
    if not 0 <= at + by < len(free):
        return []
    free.insert(at + by, free.pop(at))
    return order_items(desk, meeting_id, free)


def remove_item(desk: Desk, item_id: str) -> None:
    """Take an item off the agenda while nothing was said on it; the others move up. RuleBroken
    `meeting_over`, `item_asked_about` while slips or statements are about it."""
    with desk.store.write(desk.actor) as uow:
        item = uow.one(AgendaItem, item_id)
        if uow.one(Meeting, item.meeting_id).state is not MeetingState.PLANNED:
            raise RuleBroken("meeting_over", title=item.title)
        if uow.count(Statement, agenda_item_id=item_id):
            raise RuleBroken("item_asked_about", title=item.title)
        if uow.count(Opinion, agenda_item_id=item_id) or uow.count(Outcome, agenda_item_id=item_id):
            raise RuleBroken("meeting_over", title=item.title)
        uow.take_away(AgendaItem, item_id, "item_removed")
        left = uow.all(AgendaItem, "position", meeting_id=item.meeting_id)
        uow.put_all(
            [replace(i, position=n) for n, i in enumerate(left, 1) if i.position != n],
            "item_moved",
        )
        uow.commit()


def put_off(desk: Desk, meeting_id: str, item_ids: Sequence[str]) -> list[AgendaItem]:
    """Items that nobody has begun come off this agenda, in one action; their topics go onto the
    next planned meeting, without one they are free for it. Whoever waited to speak on them waits
    no more. Gives what was taken off.

    RuleBroken `meeting_over`, `item_begun` where something was said, written or settled on one.
    """
    with desk.store.write(desk.actor) as uow:
        meeting = _changing(uow, meeting_id)
        items = uow.all(AgendaItem, "position", meeting_id=meeting_id)
        taken = [item for item in items if item.id in set(item_ids)]
        for item in taken:
            if not is_untouched(uow, item):
                raise RuleBroken("item_begun", title=item.title)
            for speech in uow.all(Speech, agenda_item_id=item.id):
                uow.take_away(Speech, speech.id, "floor_withdrawn")
            uow.take_away(AgendaItem, item.id, "item_put_off")
        left = [item for item in items if item not in taken]
        uow.put_all(
            [replace(i, position=n) for n, i in enumerate(left, 1) if i.position != n],
            "item_moved",
        )
        for item in taken:
            if item.topic_id is not None:
                topic = uow.one(Topic, item.topic_id)
                onto_next_agenda(uow, topic, but=meeting.id)
        uow.commit()
    return taken


def untouched(desk: Desk, meeting_id: str) -> set[str]:
    """The ids of the items on which nothing was begun, said, written or settled."""
    with desk.store.read() as reader:
        items = reader.all(AgendaItem, meeting_id=meeting_id)
        return {item.id for item in items if is_untouched(reader, item)}


def is_untouched(reader: Reader, item: AgendaItem) -> bool:
    """Whether nothing was begun, said, written or settled on an item."""
    if item.spans or item.mood:
        return False
    if any(s.spans for s in reader.all(Speech, agenda_item_id=item.id)):
        return False
    records = (Statement, Opinion, Outcome, Point, Measure)
    return not any(reader.count(record, agenda_item_id=item.id) for record in records)


def _changing(uow: UnitOfWork, meeting_id: str) -> Meeting:
    """The meeting, while its agenda may still change."""
    meeting = uow.one(Meeting, meeting_id)
    if meeting.state not in COMING:
        raise RuleBroken("meeting_over", title=meeting.title)
    return meeting


def _check_public(title: str, topic_id: str | None, public: bool) -> None:
    """What is consulted on is published, with how it was carried out (VCL art. 35 item 4)."""
    if topic_id is not None and not public:
        raise RuleBroken("item_topic_public", title=title)


def _check_minutes(minutes: int | None) -> None:
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise BadInput("item_minutes_wrong", most=MOST_MINUTES)
