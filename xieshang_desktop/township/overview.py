"""What the township sees of its villages at one look: who is late, what waits, how much is here."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from xieshang_desktop.domain.entry import decode_header
from xieshang_desktop.domain.messages import ENROLMENT
from xieshang_desktop.domain.terms import ArrivalState, DirectiveKind, VillageState
from xieshang_desktop.domain.township import (
    Acceptance,
    Directive,
    Returned,
    Village,
    VillageKey,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.snapshot import last_backup
from xieshang_desktop.storage.arrivals import Arrival, arrivals
from xieshang_desktop.storage.unit_of_work import Reader
from xieshang_desktop.township.morning import ENROLLED, WAITING, ArrivalLine, Morning
from xieshang_desktop.township.villages import PendingAnswer, pending_answers

#: A village is late when nothing came for so many days: a month, and a few days to carry it.
LATE_AFTER = 35

#: As many arrivals as the list of 收件 goes back.
MOST = 200

_LINES = (
    "SELECT unit_id, line, generation, opened_at, closed_after, device,"
    " (SELECT max(number) FROM entries"
    " WHERE entries.unit_id = lines.unit_id AND entries.line = lines.line) FROM lines"
)
_LAST = (
    "SELECT sender, max(arrived_at) FROM arrivals WHERE unit_id = ? AND kind = 'entries'"
    " AND state IN ('taken', 'known') GROUP BY sender"
)
_ASIDE = (
    "SELECT sender, count(*), sum(code = 'bundle_gap') FROM arrivals"
    " WHERE unit_id = ? AND kept <> '' GROUP BY sender"
)
_NEWEST = (
    "SELECT header FROM entries JOIN lines USING (unit_id, line) WHERE unit_id = ?"
    " ORDER BY generation DESC, line DESC, number DESC LIMIT 1"
)


class NewestEntry(NamedTuple):
    """The last entry of a unit that lies here, by the clock of the laptop that wrote it."""

    number: int
    at: datetime


class LineHere(NamedTuple):
    """One line of a village: how much of it is here, and whether a person closed it."""

    line: str
    generation: int
    opened_at: datetime
    device: str
    taken: int
    closed_after: int | None
    accepted: int


class VillageLine(NamedTuple):
    """One village in the list. `late` counts the days over what was agreed, 0 when on time;
    `gaps` are bundles kept aside because one before them is missing; `lines` are its open ones."""

    village: Village
    arrived_at: datetime | None
    late: int
    entries: int
    aside: int
    gaps: int
    lines: int
    returns: int
    letters: int


class VillageFile(NamedTuple):
    """Everything about one village, for its page."""

    line: VillageLine
    keys: list[VillageKey]
    lines: list[LineHere]
    arrivals: list[Arrival]
    returns: list[Returned]
    directives: list[Directive]
    pending: list[PendingAnswer]


def newest_entry(desk: Desk) -> NewestEntry | None:
    """Up to where the records of a unit are here; None when nothing came."""
    with desk.store.read() as reader:
        row = reader.connection.execute(_NEWEST, (desk.store.unit_id,)).fetchone()
    if row is None:
        return None
    header = decode_header(row[0])
    return NewestEntry(header.number, header.at)


def village_lines(desk: Desk, *, left: bool = False) -> list[VillageLine]:
    """Every village that was not given up, or with `left` those too, in the order in which they
    came."""
    with desk.store.read() as reader:
        return _village_lines(reader, desk.today, left=left)


def village_file(desk: Desk, village_id: str) -> VillageFile | None:
    """One village, or None: when it answers its invitation it takes another id."""
    with desk.store.read() as reader:
        if reader.find(Village, village_id) is None:
            return None
        everyone = _village_lines(reader, desk.today, only=village_id)
        accepted = {
            each.line: each.number for each in reader.all(Acceptance, village_id=village_id)
        }
        return VillageFile(
            line=everyone[0],
            keys=reader.all(VillageKey, "confirmed_on", village_id=village_id),
            lines=[
                LineHere(
                    line,
                    generation,
                    datetime.fromisoformat(opened),
                    device,
                    last or 0,
                    closed,
                    accepted.get(line, 0),
                )
                for _unit, line, generation, opened, closed, device, last in (
                    reader.connection.execute(
                        _LINES + " WHERE unit_id = ? ORDER BY generation, line", (village_id,)
                    )
                )
            ],
            arrivals=arrivals(reader, village_id, 60),
            returns=reader.all(Returned, "-returned_at", village_id=village_id),
            directives=reader.all(Directive, "-issued_at", village_id=village_id),
            pending=pending_answers(desk),
        )


def open_morning(desk: Desk) -> Morning:
    """The first page from the records as they stand."""
    backed_up = last_backup(desk.folder)
    with desk.store.read() as reader:
        lines = _village_lines(reader, desk.today)
        came = arrivals(reader, "", MOST)
        names = {line.village.id: line.village.name for line in lines}
        pending, keys = pending_answers(desk), reader.all(VillageKey)
        return Morning(
            office=desk.unit.room,
            township=desk.unit.name,
            day=desk.today.isoformat(),
            backed_up_at=backed_up.isoformat() if backed_up else "",
            villages=len(lines),
            late=sum(line.late > 0 for line in lines),
            aside=sum(bool(arrival.kept) for arrival in came),
            answers=len(pending),
            arrivals=tuple(_arrival_line(a, names, _answer(a, pending, keys)) for a in came),
            practice=desk.unit.practice,
        )


def open_arrivals(file: VillageFile) -> list[ArrivalLine]:
    """What came from one village, the newest first."""
    names = {file.line.village.id: file.line.village.name}
    return [
        _arrival_line(arrival, names, _answer(arrival, file.pending, file.keys))
        for arrival in file.arrivals
    ]


def _answer(arrival: Arrival, pending: list[PendingAnswer], keys: list[VillageKey]) -> str:
    """Where an answer stands. One that was written twice waits once, under the newer file."""
    if arrival.kind != ENROLMENT or arrival.state is ArrivalState.REFUSED:
        return ""
    place = arrival.sender, arrival.line
    if any(each.sha256 == arrival.sha256 for each in pending):
        return WAITING
    if any((key.village_id, key.line) == place for key in keys):
        return ENROLLED
    if any((each.answer.village.id, each.answer.line) == place for each in pending):
        return WAITING
    return ""


def _arrival_line(arrival: Arrival, names: dict[str, str], answer: str) -> ArrivalLine:
    return ArrivalLine(
        key=arrival.sha256,
        at=arrival.arrived_at.isoformat(),
        sender=names.get(arrival.sender) or arrival.sender_name,
        kind=arrival.kind,
        state=arrival.state.value,
        fresh=arrival.fresh,
        first=arrival.first,
        last=arrival.last,
        code=arrival.code,
        facts=arrival.facts,
        name=arrival.name,
        kept=arrival.kept,
        village_id=arrival.sender if arrival.sender in names else "",
        answer=answer,
    )


def _village_lines(
    reader: Reader, today: date, only: str = "", *, left: bool = False
) -> list[VillageLine]:
    connection, own = reader.connection, reader.unit_id
    last = dict(connection.execute(_LAST, (own,)).fetchall())
    aside = {row[0]: row[1:] for row in connection.execute(_ASIDE, (own,))}
    entries: dict[str, int] = {}
    lines: dict[str, int] = {}
    for unit_id, _line, _generation, _opened, closed, _device, newest in connection.execute(
        f"{_LINES} WHERE unit_id <> ?", (own,)
    ):
        entries[unit_id] = entries.get(unit_id, 0) + (newest or 0)
        lines[unit_id] = lines.get(unit_id, 0) + (closed is None)
    returns: dict[str, int] = {}
    for each in reader.all(Returned, settled_on=None):
        returns[each.village_id] = returns.get(each.village_id, 0) + 1
    letters: dict[str, int] = {}
    for letter in reader.all(Directive, kind=DirectiveKind.LETTER, closed_on=None):
        letters[letter.village_id] = letters.get(letter.village_id, 0) + 1
    wanted = {"id": only} if only else {}
    found = []
    for village in reader.all(Village, **wanted):
        if village.state is VillageState.LEFT and not (only or left):
            continue
        at = datetime.fromisoformat(last[village.id]) if village.id in last else None
        kept = aside.get(village.id, (0, 0))
        found.append(
            VillageLine(
                village=village,
                arrived_at=at,
                late=_late(village, at, today),
                entries=entries.get(village.id, 0),
                aside=kept[0],
                gaps=kept[1],
                lines=lines.get(village.id, 0),
                returns=returns.get(village.id, 0),
                letters=letters.get(village.id, 0),
            )
        )
    return found


def _late(village: Village, arrived_at: datetime | None, today: date) -> int:
    """Only who is enrolled owes something; what the township keeps itself is here already."""
    if village.state is not VillageState.ENROLLED:
        return 0
    since = arrived_at.date() if arrived_at else village.enrolled_on
    return max(0, (today - since).days - LATE_AFTER) if since else 0
