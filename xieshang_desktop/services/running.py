"""The agenda in time: one item runs, the next begins, and what happens when nobody was there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from xieshang_desktop.domain.agenda import (
    current_item,
    expected_end,
    following_item,
    is_on,
    lateness,
)
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Speech
from xieshang_desktop.domain.span import Span, length_of
from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.unit_of_work import UnitOfWork

__all__ = [
    "begin_item",
    "carry_over",
    "current_item",
    "end_item",
    "expected_end",
    "is_running",
    "just_now",
    "lateness",
    "next_item",
    "previous_item",
    "running_item",
    "start",
    "stop_talk",
]

#: What was begun and ended sooner than this was a key pressed twice: nobody said or heard a word.
HEARD = timedelta(seconds=1)


def begin_item(desk: Desk, item_id: str) -> AgendaItem:
    """The item is talked about from now on; the one that ran ends, with who spoke on it.
    RuleBroken `meeting_not_open`."""
    with desk.store.write(desk.actor) as uow:
        item = start(uow, item_id)
        uow.commit()
    return item


def end_item(desk: Desk, item_id: str) -> AgendaItem:
    """The item is talked about no more, and no other yet. RuleBroken `meeting_not_open`."""
    with desk.store.write(desk.actor) as uow:
        item = uow.one(AgendaItem, item_id)
        require_open(uow, item.meeting_id)
        stop_talk(uow, item.meeting_id, uow.at)
        uow.commit()
        return uow.one(AgendaItem, item_id)


def next_item(desk: Desk, meeting_id: str) -> AgendaItem | None:
    """End the running item and begin the next, in one action; without a next one the last only
    ends, and None is given. RuleBroken `meeting_not_open`, `agenda_done` when nothing is left."""
    with desk.store.write(desk.actor) as uow:
        require_open(uow, meeting_id)
        items = uow.all(AgendaItem, "position", meeting_id=meeting_id)
        following = following_item(items)
        if following is not None:
            following = start(uow, following.id)
        elif current_item(items) is not None:
            stop_talk(uow, meeting_id, uow.at)
        else:
            raise RuleBroken("agenda_done")
        uow.commit()
    return following


def previous_item(desk: Desk, meeting_id: str) -> AgendaItem:
    """Back to the item that stands before the running one on the agenda and was talked about (to
    the last that was, when none runs); it goes on. RuleBroken `meeting_not_open`,
    `no_item_before`."""
    with desk.store.write(desk.actor) as uow:
        require_open(uow, meeting_id)
        items = uow.all(AgendaItem, "position", meeting_id=meeting_id)
        running = current_item(items)
        held = [i for i in items if i.spans and (running is None or i.position < running.position)]
        if not held:
            raise RuleBroken("no_item_before")
        item = start(uow, held[-1].id)
        uow.commit()
    return item


def start(uow: UnitOfWork, item_id: str) -> AgendaItem:
    """The same as `begin_item` within an open unit of work; an item that runs goes on."""
    item = uow.one(AgendaItem, item_id)
    require_open(uow, item.meeting_id)
    if is_on(item):
        return item
    stop_talk(uow, item.meeting_id, uow.at)
    item = replace(item, spans=(*item.spans, Span(uow.at)))
    uow.put(item, "item_begun")
    return item


def stop_talk(uow: UnitOfWork, meeting_id: str, at: datetime) -> None:
    """End the running item and every speech that was begun, never before they began."""
    for speech in uow.all(Speech, meeting_id=meeting_id, ended_at=None):
        if speech.spans:
            uow.put(ended_speech(speech, at), "speech_ended")
    for item in uow.all(AgendaItem, meeting_id=meeting_id):
        if is_on(item):
            spans = _ended(item.spans, at)
            if not _counts(spans[-1:], at):  # begun by mistake
                spans = spans[:-1]
            uow.put(replace(item, spans=spans), "item_ended")


def running_item(desk: Desk, meeting_id: str) -> AgendaItem | None:
    """The item that is being talked about."""
    with desk.store.read() as reader:
        return current_item(reader.all(AgendaItem, "position", meeting_id=meeting_id))


def carry_over(desk: Desk, meeting_id: str, seen: datetime, *, talking: bool) -> None:
    """Nobody was at the laptop from `seen` until now, or its clock was put right meanwhile: that
    stretch is in no time. `talking` goes on with who spoke; otherwise the speech ended at `seen`.
    RuleBroken `meeting_not_open`."""
    with desk.store.write(desk.actor) as uow:
        require_open(uow, meeting_id)
        for speech in uow.all(Speech, meeting_id=meeting_id, ended_at=None):
            if not speech.spans or speech.spans[-1].until is not None:
                continue
            if talking:
                spans = (*_ended(speech.spans, seen), Span(uow.at))
                uow.put(replace(speech, spans=spans), "speech_resumed")
            else:
                uow.put(ended_speech(speech, seen), "speech_ended")
        for item in uow.all(AgendaItem, meeting_id=meeting_id):
            if is_on(item):
                spans = (*_ended(item.spans, seen), Span(uow.at))
                uow.put(replace(item, spans=spans), "item_resumed")
        uow.commit()


def just_now(moments: Iterable[datetime | None], now: datetime) -> bool:
    """Whether one of these moments is so near that a key that made it was pressed twice."""
    return any(timedelta() <= now - moment < HEARD for moment in moments if moment is not None)


def ended_speech(speech: Speech, at: datetime) -> Speech:
    """A speech that was begun, ended at a moment; of one called by mistake nobody heard a word:
    that one waits again."""
    spans = _ended(speech.spans, at)
    if not _counts(spans, at):
        return replace(speech, spans=())
    return replace(speech, spans=spans, ended_at=spans[-1].until)


def is_running(meeting: Meeting) -> bool:
    """Whether people talk, and the laptop is there: one that was held on paper is over."""
    return meeting.state is MeetingState.OPEN and meeting.entered_on is None


def require_open(uow: UnitOfWork, meeting_id: str) -> Meeting:
    """The meeting, while people talk; RuleBroken `meeting_not_open`, `held_on_paper` where they
    talked before it was entered: then nothing happens now."""
    meeting = uow.one(Meeting, meeting_id)
    if meeting.state is not MeetingState.OPEN:
        raise RuleBroken("meeting_not_open", title=meeting.title)
    if meeting.entered_on is not None:
        raise RuleBroken("held_on_paper", title=meeting.title)
    return meeting


def _ended(spans: Sequence[Span], at: datetime) -> tuple[Span, ...]:
    return (*spans[:-1], spans[-1].ended(at))


def _counts(spans: Sequence[Span], at: datetime) -> bool:
    """Whether it lasted; where the clock was set back nobody knows how long it did."""
    return at < spans[-1].since or length_of(spans, at) >= HEARD
