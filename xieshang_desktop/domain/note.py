"""民情记录: what people tell, whether or not it becomes a topic (社情民意, S1-12)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import NoteChannel


class Note(Record, frozen=True, kw_only=True):
    """One thing told. `teller` and `group` name who told it; `handling` says what was done about
    it; `topic_id` is the topic that came of it."""

    NOUN: ClassVar[str] = "note"

    told_on: date
    channel: NoteChannel = NoteChannel.VISIT
    teller: str = ""
    group: str = ""
    text: str
    recorder: str = ""
    handling: str = ""
    handled_on: date | None = None
    topic_id: str | None = None
