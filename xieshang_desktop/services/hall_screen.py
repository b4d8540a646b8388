"""What the hall may see on the second screen, read from the records in one go.

Names and groups only: no opinion and no stance is read, numbers that reach or identify somebody are
masked, and of an item that is not public nothing but the meeting's title is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain import privacy
from xieshang_desktop.domain.agenda import current_item
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Point, Speech
from xieshang_desktop.domain.official import official_texts
from xieshang_desktop.domain.span import Span
from xieshang_desktop.domain.speaking import floor_of
from xieshang_desktop.domain.stays import is_inside
from xieshang_desktop.domain.terms import AttendanceState, PointKind
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import Problem
from xieshang_desktop.services import drafting
from xieshang_desktop.services.attending import room_in
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.typesetting import forms_folder
from xieshang_desktop.storage.unit_of_work import Reader

#: As many characters of what a topic is about as a code holds that a telephone reads from a seat.
_TOLD_IN_CODE = 48


class Slide(StrEnum):
    """What the screen can show, in the order in which it is turned."""

    ITEM = "item"
    RULES = "rules"
    CODE = "code"
    MESSAGE = "message"
    BLANK = "blank"


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on the floor: the name and what tells namesakes apart."""

    name: str
    group: str = ""


class ScreenView(msgspec.Struct, frozen=True, kw_only=True):
    """One meeting as the hall's screen knows it. `item` is empty while no public item is talked
    about; `agenda` are the public items, while none is on. `spans` and `limit` are of the speech
    that is on, else of the item, so that the time left is told without reading again."""

    unit: str
    brand: str
    meeting: str
    open: bool
    item: str = ""
    agenda: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    speaking: Voice | None = None
    waiting: tuple[Voice, ...] = ()
    spans: tuple[Span, ...] = ()
    limit: timedelta | None = None
    present: int = 0
    minutes: int = 0
    times: int = 0
    alternating: bool = False
    sheet: str = ""
    number: str = ""
    message: str = ""


def read_screen(desk: Desk, meeting_id: str) -> ScreenView:
    """What may be shown of a meeting now."""
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        items = reader.all(AgendaItem, "position", meeting_id=meeting_id)
        item = current_item(items)
        view = ScreenView(
            unit=desk.unit.name,
            brand=desk.unit.brand,
            meeting=meeting.title,
            open=meeting.opened_at is not None and meeting.closed_at is None,
            present=_present(reader, meeting),
            minutes=meeting.speech_minutes,
            times=meeting.speech_times,
            alternating=meeting.alternating,
        )
        if item is None:
            agenda = tuple(_masked(desk, each.title) for each in items if each.public)
            view = replace(view, agenda=agenda)
        elif item.public:
            view = _with_item(desk, reader, view, meeting, item)
    return replace(view, message=message_of(desk, meeting_id))


def message_of(desk: Desk, meeting_id: str) -> str:
    """The free message that was written for this meeting's screen."""
    return drafting.kept(desk, _about(meeting_id), "message").get("message", "")


def write_message(desk: Desk, meeting_id: str, text: str) -> None:
    """Keep the free message; it is no record, and survives a power cut."""
    drafting.keep(desk, _about(meeting_id), "message", text.strip())


@lru_cache(maxsize=8)
def rules_of(minutes: int, times: int) -> tuple[str, ...]:
    """The rules of speaking as the paper on the wall has them; in the shipped words where the
    township's own cannot be read. They stay the same while the program runs."""
    from xieshang_desktop.printing.texts import texts  # only where they are shown

    facts = {"minutes": str(minutes), "times": str(times)}
    try:
        form = texts("speaking_rules", forms_folder())
    except Problem:
        form = texts("speaking_rules")
    lines = map(str.strip, form.raw("form").splitlines())
    return tuple(form.fill(line[1:].strip(), facts) for line in lines if line.startswith("="))


@lru_cache(maxsize=8)
def code_of(text: str) -> tuple[bytes, ...]:
    """The QR of a text, row by row: 1 is dark. Read without any network."""
    from xieshang_desktop.printing.qr import modules_of  # only where a code is shown

    return modules_of(text)


def _with_item(
    desk: Desk, reader: Reader, view: ScreenView, meeting: Meeting, item: AgendaItem
) -> ScreenView:
    points = reader.all(Point, "position", agenda_item_id=item.id)
    speeches = reader.all(Speech, "asked_at", agenda_item_id=item.id)
    floor = floor_of(speeches, item.id, alternating=meeting.alternating)
    topic = reader.find(Topic, item.topic_id)
    now = floor.speaking
    minutes = meeting.speech_minutes if now else item.minutes
    return replace(
        view,
        item=_masked(desk, item.title),
        agreed=_points(desk, points, PointKind.AGREED),
        open_points=_points(desk, points, PointKind.OPEN),
        speaking=_voice(now) if now else None,
        waiting=tuple(_voice(speech) for speech in floor.waiting),
        spans=now.spans if now else item.spans,
        limit=timedelta(minutes=minutes) if minutes else None,
        number=topic.number if topic else "",
        sheet=_sheet(desk, meeting, topic) if topic else "",
    )


def _present(reader: Reader, meeting: Meeting) -> int:
    """实到: who takes part and is in the room; who left, or has not signed in again after a break,
    is not counted."""
    here = reader.all(Attendance, meeting_id=meeting.id, state=AttendanceState.PRESENT)
    room = room_in(reader, meeting)
    return sum(is_inside(a, room) for a in here)


def _points(desk: Desk, points: Sequence[Point], kind: PointKind) -> tuple[str, ...]:
    return tuple(_masked(desk, point.text) for point in points if point.kind is kind)


def _voice(speech: Speech) -> Voice:
    return Voice(name=speech.speaker, group=speech.group)


def _sheet(desk: Desk, meeting: Meeting, topic: Topic) -> str:
    """The topic in a few lines, as a telephone shows them that has no network."""
    about = _masked(desk, topic.background.strip())
    if len(about) > _TOLD_IN_CODE:
        about = about[: _TOLD_IN_CODE - 1] + "…"
    day = (meeting.opened_at or meeting.starts).date()
    lines = (
        f"议题{topic.number}：{_masked(desk, topic.title)}",
        about,
        f"{date_words(day)}，{meeting.title}",
        " ".join(filter(None, (desk.unit.room, desk.unit.official_phone))),
    )
    return "\n".join(filter(None, lines))


def _masked(desk: Desk, text: str) -> str:
    return _without_numbers(text, frozenset(official_texts(desk.unit)))


@lru_cache(maxsize=512)
def _without_numbers(text: str, official: frozenset[str]) -> str:
    found = privacy.find(text, official=official)
    return privacy.mask(text, [each for each in found if each.kind.is_number])


def _about(meeting_id: str) -> str:
    return f"screen:{meeting_id}"
