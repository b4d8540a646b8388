"""民情记录: keeping what people tell, what was done about it, and the topic that came of it."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from xieshang_desktop.domain.note import Note
from xieshang_desktop.domain.terms import TopicClass, TopicSource
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topics import next_number

#: What is done about a note, not what was told.
_COURSE = ("handling", "handled_on", "topic_id")


def blank_note(desk: Desk) -> Note:
    """A note to fill in; it is kept only once `save_note` is called."""
    return Note(id=new_id(), told_on=desk.today, text="", recorder=desk.actor)


def list_notes(desk: Desk) -> list[tuple[Note, Topic | None]]:
    """Every note with the topic that came of it, the newest first."""
    with desk.store.read() as reader:
        notes = reader.all(Note, "-told_on", "-id")
        topics = {t.id: t for t in reader.all(Topic, id=[n.topic_id for n in notes])}
    return [(note, topics.get(note.topic_id or "")) for note in notes]


def save_note(desk: Desk, note: Note) -> Note:
    """Keep a new note, or what a form says of a known one: what was done about it stays.

    BadInput `note_empty`, `date_in_future`.
    """
    if not note.text.strip():
        raise BadInput("note_empty")
    if note.told_on > desk.today:
        raise BadInput("date_in_future", day=note.told_on)
    with desk.store.write(desk.actor) as uow:
        known = uow.find(Note, note.id)
        if known is not None:
            note = replace(note, **{name: getattr(known, name) for name in _COURSE})
        uow.put(note, "note_changed" if known else "note_taken")
        uow.commit()
    return note


def handle_note(desk: Desk, note_id: str, handling: str, day: date | None = None) -> Note:
    """Keep what was done about a note, today or on `day`.

    BadInput `handling_missing`, `date_in_future`, `handled_before_told`.
    """
    day = day or desk.today
    if not handling.strip():
        raise BadInput("handling_missing")
    if day > desk.today:
        raise BadInput("date_in_future", day=day)
    with desk.store.write(desk.actor) as uow:
        known = uow.one(Note, note_id)
        if day < known.told_on:
            raise BadInput("handled_before_told", told_on=known.told_on)
        note = replace(known, handling=handling.strip(), handled_on=day)
        uow.put(note, "note_handled")
        uow.commit()
    return note


def raise_topic(desk: Desk, note_id: str, title: str, proposer: str, source: TopicSource) -> Topic:
    """A topic made of a note: raised on the day it was told, its words the background.

    BadInput `title_missing`, `proposer_missing`; RuleBroken `note_is_topic`.
    """
    if not title.strip():
        raise BadInput("title_missing")
    if not proposer.strip():
        raise BadInput("proposer_missing")
    with desk.store.write(desk.actor) as uow:
        note = uow.one(Note, note_id)
        known = uow.find(Topic, note.topic_id)
        if known is not None:
            raise RuleBroken("note_is_topic", number=known.number, title=known.title)
        topic = Topic(
            id=new_id(),
            number=next_number(uow, Topic, note.told_on.year),
            title=title.strip(),
            background=note.text.strip(),
            source=source,
            topic_class=TopicClass.LIVELIHOOD,
            group=note.group,
            proposer=proposer.strip(),
            proposed_on=note.told_on,
        )
        uow.put(topic, "topic_collected")
        uow.put(replace(note, topic_id=topic.id, handled_on=desk.today), "note_handled")
        uow.commit()
    return topic
