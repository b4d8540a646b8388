"""The paper on which a meeting goes on without the laptop: what is done, and rows to write in."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.paper import Measure, Paper


class HandItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the agenda with how far it is; the times from now on are written by hand."""

    title: str
    way: str
    minutes: str = ""
    state: str = ""
    began: str = ""
    ended: str = ""


class HandSpeaker(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who has the floor or waits for it; the rest of the row is written by hand."""

    name: str
    group: str = ""
    item: str = ""
    stance: str = ""
    time: str = ""


class HandTopic(msgspec.Struct, frozen=True, kw_only=True):
    """One item that is still to be talked about, or is being: what was recorded until now, and
    empty tables for the rest; `number` is that of the agenda."""

    number: str
    topic: str
    agreed: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    opinions: tuple[HandSpeaker, ...] = ()
    known: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()


class HandRecord(Paper, frozen=True, kw_only=True):
    """手工记录表 of a meeting that goes on without the laptop; `printed` says when it was made and
    how many were there by then."""

    FORM: ClassVar[str] = "hand_record"

    meeting: str
    when: str
    place: str = ""
    chair: str = ""
    recorder: str = ""
    printed: str
    agenda: tuple[HandItem, ...]
    speakers: tuple[HandSpeaker, ...] = ()
    topics: tuple[HandTopic, ...] = ()
