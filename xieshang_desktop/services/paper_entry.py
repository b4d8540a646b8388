"""A sign-in sheet of paper entered afterwards, row by row, each with its true time.

Which person stands in which row of the paper is kept beside the records (a draft): the record is
the attendance, the original is the photo of the sheet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.attendance import Attendance, Invitation
from xieshang_desktop.domain.meeting import Meeting, Sitting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.attending import (
    a_new_one,
    attendance_of,
    here,
    meeting_at_door,
    not_later,
)
from xieshang_desktop.services.coming_and_going import came_at
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.photos import ReadPhoto, keep_photo, photos_of
from xieshang_desktop.services.sign_in import withdraw
from xieshang_desktop.storage.drafts import draft_of, put_draft
from xieshang_desktop.storage.people import people_by_ids
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

#: What stands below a photo of the sheet.
CAPTION = "签到表原件"

#: How a row is kept that nobody can read.
UNREADABLE = "-"

_ROWS = "rows"

#: So long before the sitting somebody may come; what is half a day before is the night after.
_BEFORE, _HALF_A_DAY = timedelta(hours=4), timedelta(hours=12)

#: 0905, 905, 9:05, 9：05, and what comes behind.
_CLOCK = re.compile(r"(\d{1,2})[:：]?(\d{2})(?!\d)\s*(.*)", re.DOTALL)


class PaperRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the paper: who stands there, or nobody yet; or nobody can read it."""

    number: int
    attendance: Attendance | None = None
    unreadable: bool = False

    @property
    def empty(self) -> bool:
        """Whether it is still to be entered."""
        return self.attendance is None and not self.unreadable


class PaperSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The sheet as far as it is entered, with the photos of it. `began` is the sitting whose day
    its times have, one of the `sittings`."""

    meeting: Meeting
    rows: tuple[PaperRow, ...]
    attendances: dict[str, Attendance]
    invitations: dict[str, Invitation]
    people: dict[str, Person]
    photos: tuple[Attachment, ...]
    began: datetime
    sittings: tuple[datetime, ...] = ()

    @property
    def next_row(self) -> int:
        """The first empty row, else the one below the last."""
        return next((row.number for row in self.rows if row.empty), len(self.rows) + 1)

    @property
    def first_time(self) -> time:
        """The time that rows have until somebody says another: when the sitting began."""
        return time(self.began.hour, self.began.minute)

    def row_of(self, person_id: str) -> int | None:
        """In which row somebody stands."""
        found = (r for r in self.rows if r.attendance and r.attendance.person_id == person_id)
        return next((row.number for row in found), None)

    def after(self, attendance: Attendance | None, person: Person | None = None) -> PaperSheet:
        """The sheet with somebody in the next row (`person` if new to it), or with an unreadable
        one."""
        row = PaperRow(number=self.next_row, attendance=attendance, unreadable=attendance is None)
        rows = (*self.rows[: row.number - 1], row, *self.rows[row.number :])
        if attendance is None:
            return replace(self, rows=rows)
        known = self.attendances | {attendance.person_id: attendance}
        people = self.people if person is None else self.people | {person.id: person}
        return replace(self, rows=rows, attendances=known, people=people)

    def of(self, began: datetime) -> PaperSheet:
        """The same as the sheet of another sitting."""
        return replace(self, began=began) if began in self.sittings else self

    def moment(self, clock: time) -> datetime:
        """A time of the day of the sitting, or of the night after it."""
        at = self.began.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
        return at + timedelta(days=1) if self.began - at > _HALF_A_DAY else at


def open_sheet(desk: Desk, meeting_id: str) -> PaperSheet:
    """The sheet of a meeting as far as it is entered; RuleBroken `gone`."""
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, meeting_id)
        attendances = {a.person_id: a for a in reader.all(Attendance, meeting_id=meeting_id)}
        invitations = {i.person_id: i for i in reader.all(Invitation, meeting_id=meeting_id)}
        people = people_by_ids(reader, list(dict.fromkeys([*invitations, *attendances])))
        kept = _kept(reader, meeting_id, attendances)
        sittings = _sittings(reader, meeting)
        photos = tuple(p for p in photos_of(reader, [meeting_id]) if p.caption == CAPTION)
    return PaperSheet(
        meeting=meeting,
        rows=tuple(
            PaperRow(
                number=number,
                attendance=attendances.get(each),
                unreadable=each == UNREADABLE,
            )
            for number, each in enumerate(kept, 1)
        ),
        attendances=attendances,
        invitations=invitations,
        people={person.id: person for person in people},
        photos=photos,
        began=sittings[-1],
        sittings=tuple(sittings),
    )


def keep_sheet(desk: Desk, meeting_id: str, photo: ReadPhoto) -> Attachment:
    """Keep a photo of the paper with its meeting; raises as `photos.keep_photo`."""
    return keep_photo(desk, Meeting.NOUN, meeting_id, photo, CAPTION)


def split_clock(words: str) -> tuple[time | None, str]:
    """The time at the head of what was typed, and the rest: `0905zgd` is 9:05 and zgd.

    BadInput `clock_unreadable` for figures that are no time.
    """
    words = words.strip()
    if not words[:1].isdecimal():
        return None, words
    found = _CLOCK.fullmatch(words)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise BadInput("clock_unreadable", words=words)
    return time(int(found[1]), int(found[2])), found[3].strip()


def enter(
    desk: Desk, meeting_id: str, person_id: str, at: datetime, began: datetime | None = None
) -> Attendance:
    """Somebody stands in the next row, who came at that time (not at the time of entering) to the
    sitting that `began` then, else to the last. Who was excused and stands on the sheet came after
    all.

    BadInput `time_to_come`, `paper_time_early`; RuleBroken `entered_on_paper`, `already_signed_in`
    (at the door: then `match` puts them into the row), `meeting_over`.
    """
    with desk.store.write(desk.actor) as uow:
        meeting, at = meeting_at_door(uow, meeting_id), not_later(uow, at)
        _refuse_early(began or _sittings(uow, meeting)[-1], at)
        rows = _kept(uow, meeting_id)
        _refuse_twice(uow, rows, person_id)
        known = attendance_of(uow, meeting_id, person_id)
        if known is not None and known.here:
            raise RuleBroken("already_signed_in", at=known.at)
        new = a_new_one(uow, meeting, person_id, known)
        attendance = replace(new, at=at, on_paper=True)
        uow.put(attendance, "entered_from_paper")
        _put_rows(uow, meeting_id, _filled(rows, person_id))
        uow.commit()
    return attendance


def match(desk: Desk, meeting_id: str, person_id: str) -> Attendance:
    """The next row names somebody who signed in at the door: nothing is recorded anew. RuleBroken
    `not_signed_in`, `entered_on_paper`, `meeting_over`."""
    with desk.store.write(desk.actor) as uow:
        meeting_at_door(uow, meeting_id)
        rows = _kept(uow, meeting_id)
        _refuse_twice(uow, rows, person_id)
        known = here(uow, meeting_id, person_id)
        _put_rows(uow, meeting_id, _filled(rows, person_id))
        uow.commit()
    return known


def skip(desk: Desk, meeting_id: str) -> None:
    """Nobody can read the next row. RuleBroken `meeting_over`."""
    with desk.store.write(desk.actor) as uow:
        meeting_at_door(uow, meeting_id)
        _put_rows(uow, meeting_id, _filled(_kept(uow, meeting_id), UNREADABLE))
        uow.commit()


def clear_row(desk: Desk, meeting_id: str, number: int) -> None:
    """Empty a row that was entered wrongly: it is the next one to be entered. What was signed at
    the door stays there. RuleBroken `row_empty`, `meeting_over`."""
    with desk.store.write(desk.actor) as uow:
        meeting_at_door(uow, meeting_id)
        rows, each = _row(uow, meeting_id, number)
        known = attendance_of(uow, meeting_id, each)
        if known is None or not known.on_paper:
            _put_rows(uow, meeting_id, [*rows[: number - 1], "", *rows[number:]])
            uow.commit()
            return
    withdraw(desk, meeting_id, each)  # without whom the row is empty by itself, and undo fills it


def change_time(
    desk: Desk, meeting_id: str, number: int, at: datetime, began: datetime | None = None
) -> Attendance:
    """Another time for a row, of the sitting that `began` then. BadInput `paper_time_early`;
    RuleBroken `row_empty`, and what `coming_and_going.came_at` raises."""
    with desk.store.read() as reader:
        _rows, each = _row(reader, meeting_id, number)
        known = attendance_of(reader, meeting_id, each)
        began = began or _sittings(reader, reader.one(Meeting, meeting_id))[-1]
    if known is None or not known.on_paper:
        raise RuleBroken("row_empty", row=number)
    _refuse_early(began, at)
    return came_at(desk, meeting_id, each, at)


def _sittings(reader: Reader, meeting: Meeting) -> list[datetime]:
    """When the sittings began whose sheets may be entered, the last one last; a meeting that was
    entered afterwards, or held in one, has one."""
    held = reader.all(Sitting, "number", meeting_id=meeting.id)
    if held and meeting.entered_on is None:
        return [each.began_at for each in held]
    return [meeting.opened_at or meeting.starts]


def _refuse_early(began: datetime, at: datetime) -> None:
    """Nobody comes long before a meeting: 0330 was meant to be another time."""
    if began - at > _BEFORE:
        raise BadInput("paper_time_early", at=at, began=began)


def _row(reader: Reader, meeting_id: str, number: int) -> tuple[list[str], str]:
    rows = _kept(reader, meeting_id)
    each = rows[number - 1] if 0 < number <= len(rows) else ""
    if not each:
        raise RuleBroken("row_empty", row=number)
    return rows, each


def _refuse_twice(reader: Reader, rows: Sequence[str], person_id: str) -> None:
    if person_id in rows:
        name = reader.one(Person, person_id).name
        raise RuleBroken("entered_on_paper", name=name, row=rows.index(person_id) + 1)


def _filled(rows: Sequence[str], each: str) -> list[str]:
    """The rows with the first empty one filled."""
    at = rows.index("") if "" in rows else len(rows)
    return [*rows[:at], each, *rows[at + 1 :]]


def _kept(
    reader: Reader, meeting_id: str, attendances: dict[str, Attendance] | None = None
) -> list[str]:
    """Who stands in which row; a row whose sign-in was undone is empty. What was entered on another
    laptop, or brought back by undo, stands in the first empty row."""
    if attendances is None:
        attendances = {a.person_id: a for a in reader.all(Attendance, meeting_id=meeting_id)}
    text = draft_of(reader, _draft(meeting_id), _ROWS)
    standing = {UNREADABLE, *(key for key, each in attendances.items() if each.here)}
    rows = [key if key in standing else "" for key in (json.loads(text) if text else [])]
    for key, each in attendances.items():
        if each.on_paper and each.here and key not in rows:
            rows = _filled(rows, key)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _put_rows(uow: UnitOfWork, meeting_id: str, rows: Sequence[str]) -> None:
    put_draft(uow, _draft(meeting_id), _ROWS, json.dumps(list(rows)))


def _draft(meeting_id: str) -> str:
    return f"paper_sheet:{meeting_id}"
