"""What would still say who spoke without a name: the moment, and earlier entries of the words."""

from __future__ import annotations

from datetime import datetime

from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Opinion
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork


def beginning_of(reader: Reader, item: AgendaItem) -> datetime:
    """What an unnamed opinion carries as its moment: where its item began, else its meeting. The
    true moment would lie within the speech of whoever had the floor."""
    meeting = reader.one(Meeting, item.meeting_id)
    return item.spans[0].since if item.spans else meeting.opened_at or meeting.starts


def forget_earlier(uow: UnitOfWork, item_id: str, text: str) -> bool:
    """Erase by whom they were from opinions of the item with these words that were removed or
    undone; whether there were any. Who spoke by name and then asked not to be named is recorded
    again, and the first record stays in the journal."""
    words = _words(text)
    told = {
        object_id
        for object_id, plain in journal.told_privately(uow, Opinion, item_id)
        if plain.get("agenda_item_id") == item_id and _words(plain["text"]) == words
    }
    standing = {opinion.id for opinion in uow.all(Opinion, agenda_item_id=item_id)}
    for object_id in sorted(told - standing):
        journal.erase_private(uow, Opinion.NOUN, object_id)
    return bool(told - standing)


def _words(text: str) -> str:
    """A text without its stops and spaces, in which two recordings of the same words differ."""
    return "".join(each for each in text if each.isalnum())
