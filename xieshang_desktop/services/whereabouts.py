"""Where a record is shown in its village's own pages."""

from __future__ import annotations

from typing import NamedTuple

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import AgendaItem
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage.unit_of_work import Reader


class Whereabouts(NamedTuple):
    """The key of a page and the object it is opened at; empty when no page shows it."""

    page: str
    object_id: str


NOWHERE = Whereabouts("", "")


def page_of(desk: Desk, noun: str, object_id: str) -> Whereabouts:
    """The page of one record; NOWHERE for nouns that have none, or when it is not here."""
    with desk.store.read() as reader:
        return _page_of(reader, noun, object_id)


def _page_of(reader: Reader, noun: str, object_id: str) -> Whereabouts:
    if noun == "topic":
        return Whereabouts("topics/topic", object_id)
    if noun == "meeting":
        return Whereabouts("meetings/meeting", object_id)
    if noun in ("task", "submission"):
        return Whereabouts("follow_up", object_id)
    if noun == "person":
        return Whereabouts("people/person", object_id)
    if noun == "outcome":
        outcome = reader.find(Outcome, object_id)
        return Whereabouts("topics/topic", outcome.topic_id) if outcome else NOWHERE
    if noun == "posting":
        posting = reader.find(Posting, object_id)
        return _notice(reader.find(Notice, posting.notice_id)) if posting else NOWHERE
    if noun == "notice":
        return _notice(reader.find(Notice, object_id))
    if noun == "minutes":
        minutes = reader.find(Minutes, object_id)
        return _meeting(minutes.meeting_id, "minutes") if minutes else NOWHERE
    if noun == "attendance":
        attendance = reader.find(Attendance, object_id)
        return _meeting(attendance.meeting_id, "door") if attendance else NOWHERE
    if noun == "agenda_item":
        item = reader.find(AgendaItem, object_id)
        return _meeting(item.meeting_id, "hall") if item else NOWHERE
    return NOWHERE


def _notice(notice: Notice | None) -> Whereabouts:
    if notice is None:
        return NOWHERE
    if notice.meeting_id:
        return _meeting(notice.meeting_id, "publicity")
    return Whereabouts("topics/topic", notice.topic_id) if notice.topic_id else NOWHERE


def _meeting(meeting_id: str, part: str) -> Whereabouts:
    return Whereabouts("meetings/meeting", f"{meeting_id}#{part}")
