"""Notices, their postings, and how long a posting must stay (VCL art. 35, UCL art. 34)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import NoticeKind


class Notice(Record, frozen=True, kw_only=True):
    """A public paper. `days` is how long it must be posted, 0 where no period applies."""

    NOUN: ClassVar[str] = "notice"

    kind: NoticeKind
    title: str
    issued_on: date
    meeting_id: str | None = None
    topic_id: str | None = None
    text: str = ""
    days: int = 0
    contact: str = ""


class Posting(Record, frozen=True, kw_only=True):
    """A notice on a board: where, since when, the earliest day it may come down, when it did."""

    NOUN: ClassVar[str] = "posting"

    notice_id: str
    place: str
    posted_on: date
    removable_on: date
    posted_by: str = ""
    removed_on: date | None = None
