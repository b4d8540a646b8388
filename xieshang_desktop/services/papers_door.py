"""签到表: blank, or as recorded at the door, with when people came and went and how they signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.dates import moment_words
from xieshang_desktop.domain.people import Person, group_order
from xieshang_desktop.domain.signature import Signed
from xieshang_desktop.domain.stays import left_early, minutes_late, stays_of
from xieshang_desktop.domain.terms import AttendanceState, Part, SignatureWay
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.sign_in import Door, open_door
from xieshang_desktop.services.signatures import shown_at_door, signatures_of

#: What stands where the record was changed after it was signed.
NO_LONGER = "签名之后\n内容有改动"

#: Rows at the end of a blank sheet, for who was not invited.
_SPARE = 6

#: States that are counted below the sheet where there are any.
_COUNTED = (
    AttendanceState.OBSERVING,
    AttendanceState.VISITING,
    AttendanceState.EXCUSED,
    AttendanceState.ABSENT,
)


def blank_sheet(desk: Desk, meeting_id: str, _answers: Mapping[str, str]) -> documents.SignInSheet:
    """签到表 with a row for each invited person."""
    door = open_door(desk, meeting_id)
    people = in_order(p for p in door.people.values() if p.id in door.invitations)
    rows = (_row(door, person, people) for person in people)
    return _sheet(desk, door, rows, filled=False)


def filled_sheet(desk: Desk, meeting_id: str, _answers: Mapping[str, str]) -> documents.SignInSheet:
    """签到表 as recorded at the door."""
    door = open_door(desk, meeting_id)
    with desk.store.read() as reader:
        shown = shown_at_door(reader, door.meeting, door.attendances.values())
        signed = signatures_of(reader, shown)
    people = in_order(door.people.values())
    rows = (_row(door, person, people, signed) for person in people)
    return _sheet(desk, door, rows, filled=True)


def in_order(people: Iterable[Person]) -> list[Person]:
    """People as sheets list them: by group, household by household."""
    return sorted(
        people,
        key=lambda p: (group_order(p.organisation or p.group), p.household_id or "", p.id),
    )


def mark_of(signed: Signed | None, name: str) -> documents.SignatureMark | None:
    """How a signature is printed: as it was written, or in words."""
    if signed is None:
        return None
    if not signed.holds:
        return documents.SignatureMark(words=NO_LONGER)
    witness = f"\n见证人{signed.signature.witness}"
    match signed.signature.way:
        case SignatureWay.FINGERPRINT:
            return documents.SignatureMark(words=f"纸上按手印{witness}")
        case SignatureWay.PAPER:
            return documents.SignatureMark(words=f"纸上签名{witness}")
    if not signed.strokes:  # erased on request, or withheld by the village
        return documents.SignatureMark(words="已签名")
    return documents.SignatureMark(words=f"{name}（已签名）", strokes=signed.strokes)


def _row(
    door: Door,
    person: Person,
    people: list[Person],
    signed: Mapping[tuple[str, str], Signed] | None = None,
) -> documents.SignInRow:
    """One row; `signed` says that the sheet is filled in."""
    attendance = door.attendances.get(person.id)
    invitation = door.invitations.get(person.id)
    part = attendance.part if attendance else invitation.part if invitation else Part.OBSERVER
    named = documents.tell_apart(person, people)
    if signed is None:
        return documents.SignInRow(person=named, part=part.official)
    if attendance is None:
        over = door.meeting.closed_at is not None and part is not Part.OBSERVER
        return documents.SignInRow(person=named, part=part.official, note="未到" if over else "")
    mark = mark_of(signed.get((attendance.id, person.id)), person.name)
    if mark is None and attendance.on_paper and attendance.here:
        mark = documents.SignatureMark(words=documents.SEE_ORIGINAL)
    return documents.SignInRow(
        person=named,
        part=part.official + ("\n户代表" if attendance.household_id else ""),
        signed=f"{attendance.at:%H:%M}" if attendance.here else "",
        note="\n".join(_notes(door, attendance)),
        mark=mark,
    )


def _notes(door: Door, attendance: Attendance) -> Iterator[str]:
    """What else is to be seen of a row, each as short as its column: 迟到, 离场 with the time."""
    room = door.room
    if attendance.state is not AttendanceState.PRESENT:
        yield attendance.state.official
    elif minutes_late(attendance, room):
        yield "迟到"
    stays = stays_of(attendance, room)
    for stay, again in pairwise(stays):
        if stay.until is not None and stay.until not in room.ends:
            yield f"{stay.until:%H:%M}离场"
            yield f"{again.since:%H:%M}返回"
    if left_early(attendance, room) and stays[-1].until is not None:
        yield f"{stays[-1].until:%H:%M}离场"


def _counts(door: Door) -> Iterator[documents.Count]:
    figures = door.figures
    yield documents.Count(label="应到", value=figures.total.expected)
    yield documents.Count(label="实到", value=figures.total.present)
    yield documents.Count(label="其中妇女", value=figures.women)
    if door.meeting.by_household:
        yield documents.Count(label="应到", value=figures.households.expected, counted="户")
        yield documents.Count(label="实到", value=figures.households.present, counted="户")
    states = [each.state for each in door.attendances.values()]
    for state in _COUNTED:
        if count := states.count(state):
            yield documents.Count(label=state.official, value=count)


def _sheet(
    desk: Desk, door: Door, rows: Iterable[documents.SignInRow], *, filled: bool
) -> documents.SignInSheet:
    meeting = door.meeting
    return documents.SignInSheet(
        unit=desk.unit.name,
        title=f"{meeting.title}签到表",
        when=moment_words(meeting.starts),
        place=meeting.place,
        rows=tuple(rows),
        filled=filled,
        spare_rows=0 if filled else _SPARE,
        counts=tuple(_counts(door)) if filled else (),
        recorder=meeting.recorder,
        issued_on=meeting.starts.date(),
        practice=desk.unit.practice,
    )
