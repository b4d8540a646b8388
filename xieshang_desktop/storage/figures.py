"""Figures of each unit by month, quarter and year, kept up to date with the values put in place.

Keeping and rebuilding are the same statements (`figure_sources`). The rows of quarters and years
are sums of their months, but for people, who count once in each of them (S1-32).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.figures import OF_TODAY, Figure
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.storage.figure_sources import (
    IS_HELD,
    SOURCES,
    counting,
    counting_percent,
    hanging_long_enough,
    listing,
    listing_people,
)
from xieshang_desktop.storage.holdings import KEPT, held_as
from xieshang_desktop.storage.unit_of_work import Reader, UnitOfWork

#: The table rows that are put in place, by noun and id; None where an object leaves its place.
Placed = Mapping[str, Mapping[str, tuple[Any, ...] | None]]

#: A label, the first text of a range and one greater than its last: `figure_sources`.
Range = tuple[str, str, str]

_STORED = tuple(figure for figure in Figure if figure not in OF_TODAY)
_ADDED = tuple(figure for figure in _STORED if figure is not Figure.PARTICIPANTS)

_INSERT = "INSERT INTO figures (unit_id, period, figure, kind, count)"
_FIRST_MONTH = "SELECT min(period) FROM figures WHERE period GLOB '[12]???-[01]?'"
_CLEAR = "DELETE FROM figures WHERE unit_id = ? AND period = ?"
_CLEAR_ALL = "DELETE FROM figures WHERE unit_id = ?"
_SUM = " ".join(
    (
        _INSERT,
        "SELECT unit_id, :label, figure, kind, sum(count) FROM figures WHERE unit_id = :unit AND",
        "period BETWEEN :first AND :last AND figure <> 'participants' GROUP BY figure, kind",
    )
)

#: The days by which the objects of a noun count, and what tells them where it is another table.
_DAYS: dict[str, tuple[tuple[str, ...], str]] = {
    "meeting": (("t.starts",), ""),
    "attendance": (
        ("m.starts",),
        "JOIN meeting AS m ON m.unit_id = t.unit_id AND m.id = t.meeting_id",
    ),
    "topic": (("t.proposed_on", "t.decided_on", "t.answered_on"), ""),
    "outcome": (("t.decided_on", "t.effect_on"), ""),
    "task": (("t.done_on",), ""),
    "submission": (("t.submitted_on", "t.replied_on"), ""),
    "notice": (
        ("p.posted_on",),
        "JOIN posting AS p ON p.unit_id = t.unit_id AND p.notice_id = t.id",
    ),
    "posting": (("t.posted_on",), ""),
}
_DAYS_OF = {
    noun: " ".join(
        (
            "SELECT",
            f"{', '.join(days)} FROM {noun} AS t {join}",
            "WHERE t.unit_id = ? AND t.id IN (SELECT value FROM json_each(?))",
        )
    )
    for noun, (days, join) in _DAYS.items()
}
_ALL_MONTHS = " UNION ".join(
    " ".join(("SELECT", f"substr({source.moment}, 1, 7) FROM {source.table} WHERE unit_id = :unit"))
    for source in SOURCES.values()
)
_AS_PEOPLE_ARE = (
    "SELECT id, sex, party_member FROM person"
    " WHERE unit_id = ? AND id IN (SELECT value FROM json_each(?))"
)
#: Walks the meetings once: `+` keeps SQLite from looking each person up in each meeting.
_MONTHS_OF_PEOPLE = (
    "SELECT DISTINCT substr(m.starts, 1, 7) FROM meeting AS m"
    " CROSS JOIN attendance AS a ON a.unit_id = m.unit_id AND a.meeting_id = m.id"
    " WHERE m.unit_id = ? AND +a.person_id IN (SELECT value FROM json_each(?))"
)
#: The last day on which something happened in a village; each is one step in an index.
_LAST_DAYS = (
    "SELECT u.value, max("
    "coalesce((SELECT substr(max(starts), 1, 10) FROM meeting WHERE unit_id = u.value"
    " AND starts < :today || '~' AND :held), ''),"
    "coalesce((SELECT max(proposed_on) FROM topic WHERE unit_id = u.value"
    " AND proposed_on <= :today), ''),"
    "coalesce((SELECT max(decided_on) FROM outcome WHERE unit_id = u.value"
    " AND decided_on <= :today), ''),"
    "coalesce((SELECT max(done_on) FROM task WHERE unit_id = u.value"
    " AND done_on <= :today), '')) FROM json_each(:units) AS u"
).replace(":held", IS_HELD)
#: Villages that the township keeps write here themselves: up to which number they were counted.
_GROWN = (
    "SELECT DISTINCT h.unit_id FROM holdings AS h JOIN lines AS l ON l.unit_id = h.unit_id"
    " WHERE held_as = 'kept' AND (SELECT max(number) FROM entries AS e"
    " WHERE e.unit_id = l.unit_id AND e.line = l.line) IS NOT (SELECT count FROM figures AS f"
    " WHERE f.unit_id = l.unit_id AND period = '' AND figure = 'counted_to' AND kind = l.line)"
)
_NOTE_COUNTED = " ".join(
    (
        _INSERT,
        "SELECT unit_id, '', 'counted_to', line, max(number) FROM entries WHERE unit_id = ?",
        "GROUP BY line",
    )
)


#: Months to be counted anew are noted in the table itself, in no period.
_MARK = " ".join((_INSERT, "VALUES (?, '', 'stale', ?, 0) ON CONFLICT DO NOTHING"))
_MARKED = (
    "SELECT unit_id FROM holdings AS h WHERE EXISTS (SELECT 1 FROM figures AS f"
    " WHERE f.unit_id = h.unit_id AND period = '' AND figure = 'stale')"
)
_MARKS = "SELECT kind FROM figures WHERE unit_id = ? AND period = '' AND figure = 'stale'"
_UNMARK = "DELETE FROM figures WHERE unit_id = ? AND period = '' AND figure = 'stale'"


class Counted(NamedTuple):
    """One figure of one unit; `period` is the label of the range it was counted in."""

    unit_id: str
    period: str
    figure: str
    kind: str
    number: int


class Behind(NamedTuple):
    """One record behind a figure; `times` is for how many it stands (people at a meeting)."""

    unit_id: str
    object_id: str
    title: str
    day: str
    words: str
    times: int


@contextmanager
def keeping(uow: UnitOfWork, unit_id: str, placed: Placed) -> Iterator[None]:
    """Notes the months of some objects before and after the block puts these rows in place: they
    are counted anew by `freshen`, once for all bundles of a morning."""
    months = _touched(uow, unit_id, placed)
    people = _people(uow, unit_id, placed)
    yield
    months |= _months_of_rows(uow, unit_id, placed)
    others = [i for i, row in placed.get("person", {}).items() if _counted_of(row) != people.get(i)]
    if others:
        rows = uow.connection.execute(_MONTHS_OF_PEOPLE, (unit_id, json.dumps(others)))
        months |= {row[0] for row in rows}
    uow.change(_MARK, [(unit_id, month) for month in months])


def stale(reader: Reader) -> list[str]:
    """The units of which something is to be counted anew."""
    marked = [row[0] for row in reader.connection.execute(_MARKED)]
    return list(dict.fromkeys(marked + _grown(reader)))


def freshen(uow: UnitOfWork) -> None:
    """Count anew what was noted since; `stale` tells whether there is anything."""
    rebuild(uow, _grown(uow))
    for (unit_id,) in uow.connection.execute(_MARKED).fetchall():
        months = uow.connection.execute(_MARKS, (unit_id,)).fetchall()
        recount(uow, unit_id, [month for (month,) in months])
        uow.change(_UNMARK, [(unit_id,)])


def _grown(reader: Reader) -> list[str]:
    """The units kept here whose records grew since they were counted: nothing was received."""
    return [row[0] for row in reader.connection.execute(_GROWN)]


def recount(uow: UnitOfWork, unit_id: str, months: Iterable[str]) -> None:
    """Count some months (YYYY-MM) of a unit anew, with their quarters and years."""
    chosen = sorted(set(months))
    if not chosen:
        return
    sums = sorted({month[:4] for month in chosen} | {quarter_of(month) for month in chosen})
    uow.change(_CLEAR, [(unit_id, period) for period in (*chosen, *sums)])
    monthly = _given([unit_id], [range_of(month) for month in chosen])
    people = _given([unit_id], [range_of(period) for period in (*chosen, *sums)])
    run = uow.connection.execute
    for figure in _ADDED:
        run(" ".join((_INSERT, counting(figure))), monthly)
    run(" ".join((_INSERT, counting_percent())), monthly)
    for label in sums:
        first, last = months_of(label)
        run(_SUM, {"unit": unit_id, "label": label, "first": first, "last": last})
    run(" ".join((_INSERT, counting(Figure.PARTICIPANTS))), people)


def rebuild(uow: UnitOfWork, unit_ids: Sequence[str] | None = None) -> None:
    """Count everything anew from the records: of these units, or of all that are held here."""
    if unit_ids is None:
        held = uow.connection.execute("SELECT unit_id FROM holdings WHERE held_as <> 'own'")
        unit_ids = [row[0] for row in held.fetchall()]
    for unit_id in unit_ids:
        uow.change(_CLEAR_ALL, [(unit_id,)])
        recount(uow, unit_id, _all_months(uow, unit_id))
        if held_as(uow, unit_id) == KEPT:
            uow.change(_NOTE_COUNTED, [(unit_id,)])


def stored(
    reader: Reader, unit_ids: Sequence[str], periods: Sequence[str], figures: Sequence[str] = ()
) -> list[Counted]:
    """The figures kept for some units and periods (YYYY-MM, YYYY-Qn, YYYY), added up over the
    periods; only those named where some are."""
    only = "AND figure IN (SELECT value FROM json_each(:figures))" if figures else ""
    query = (
        "SELECT f.unit_id, '', figure, kind, sum(count) FROM json_each(:units) AS u",
        "CROSS JOIN json_each(:periods) AS p",
        "CROSS JOIN figures AS f ON f.unit_id = u.value AND f.period = p.value",
        f"WHERE 1 {only} GROUP BY 1, 3, 4",
    )
    given = {
        "units": json.dumps(list(unit_ids)),
        "periods": json.dumps(list(periods)),
        "figures": json.dumps(list(figures)),
    }
    return [Counted(*row) for row in reader.connection.execute(" ".join(query), given)]


def counted(
    reader: Reader,
    unit_ids: Sequence[str],
    ranges: Sequence[Range],
    figures: Iterable[Figure],
    kinds: Mapping[Figure, Collection[str]] | None = None,
) -> list[Counted]:
    """The same figures counted now from the records, for ranges of days; of some `kinds` only,
    where they are named for a figure."""
    given = _given(unit_ids, ranges)
    found: list[Counted] = []
    for figure in figures:
        chosen = (kinds or {}).get(figure)
        query = counting(figure, of_kinds=chosen is not None)
        only = {"kinds": json.dumps(sorted(chosen or ()))}
        found += [Counted(*row) for row in reader.connection.execute(query, given | only)]
        if figure is Figure.SATISFACTION:
            rows = reader.connection.execute(counting_percent(), given)
            found += [Counted(*row) for row in rows]
    return found


def counted_today(reader: Reader, unit_ids: Sequence[str], today: date) -> list[Counted]:
    """Figures that a day decides: what is open and what is overdue."""
    given = _given(unit_ids, [], today)
    return [
        Counted(*row)
        for figure in OF_TODAY
        for row in reader.connection.execute(counting(figure, of_today=True), given)
    ]


def hanging(reader: Reader, unit_ids: Sequence[str], days: Range, today: date) -> dict[str, int]:
    """Results posted in a range that hang as long as they must by today, though nobody noted that
    they came down: kept as `up`, they count as `full`."""
    given = _given(unit_ids, [days], today)
    return dict(reader.connection.execute(hanging_long_enough(), given).fetchall())


def last_days(reader: Reader, unit_ids: Sequence[str], today: date) -> dict[str, date]:
    """The last day up to today on which a unit met, raised, decided or did something."""
    rows = reader.connection.execute(_LAST_DAYS, _given(unit_ids, [], today))
    return {unit_id: date.fromisoformat(day) for unit_id, day in rows if day}


def behind(
    reader: Reader,
    unit_ids: Sequence[str],
    figure: Figure,
    days: Range,
    today: date,
    *,
    kind: str = "",
    limit: int,
    offset: int = 0,
) -> tuple[list[Behind], int]:
    """A page of the records behind a figure, newest first (people by name), and how many rows there
    are in all (0 behind the last page)."""
    given = _given(unit_ids, [days], today)
    given |= {"kind": kind, "limit": limit, "offset": offset}
    if figure is Figure.PARTICIPANTS:
        query = listing_people()
    else:
        query = listing(figure, of_today=figure in OF_TODAY)
    rows = reader.connection.execute(query, given).fetchall()
    return [Behind(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def _given(
    unit_ids: Sequence[str], ranges: Sequence[Range], today: date | None = None
) -> dict[str, str | int]:
    return {
        "units": json.dumps(list(unit_ids)),
        "ranges": json.dumps(ranges),
        "today": today.isoformat() if today else "",
    }


def range_of(period: str) -> Range:
    """The range of a month, a quarter or a year by its label."""
    first, last = months_of(period)
    return (period, first, f"{last}~")


def months_of(period: str) -> tuple[str, str]:
    """The first and the last month of a month, a quarter or a year."""
    year, _dash, rest = period.partition("-")
    if rest.startswith("Q"):
        last = int(rest[1]) * 3
        return f"{year}-{last - 2:02}", f"{year}-{last:02}"
    return (period, period) if rest else (f"{year}-01", f"{year}-12")


def quarter_of(month: str) -> str:
    """The quarter of a month: `2026-05` is in `2026-Q2`."""
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"


def _touched(reader: Reader, unit_id: str, ids: Mapping[str, Iterable[str]]) -> set[str]:
    """The months in which some objects, by noun, count as they lie here now."""
    months: set[str] = set()
    for noun, query in _DAYS_OF.items():
        if chosen := list(ids.get(noun, ())):
            rows = reader.connection.execute(query, (unit_id, json.dumps(chosen)))
            months.update(day[:7] for row in rows for day in row if day)
    return months


def _months_of_rows(reader: Reader, unit_id: str, placed: Placed) -> set[str]:
    """The months in which rows count that are in place: their own days, and the meetings and
    postings that they belong to."""
    days: set[str | None] = set()
    for noun, places in _day_places().items():
        rows = placed.get(noun, {}).values()
        days |= {row[place] for row in rows if row for place in places}
    at = _place(Attendance, "meeting_id")
    meetings = {row[at] for row in placed.get("attendance", {}).values() if row}
    further = {"meeting": meetings, "notice": placed.get("notice", ())}
    return {day[:7] for day in days if day} | _touched(reader, unit_id, further)


@cache
def _day_places() -> dict[str, list[int]]:
    """Where a table row has the days by which it counts."""
    places: dict[str, list[int]] = {}
    for noun, (days, join) in _DAYS.items():
        if not join:
            places[noun] = [_place(RECORDS[noun], day.removeprefix("t.")) for day in days]
    return places


@cache
def _place(record: type[Record], field: str) -> int:
    """Where a table row has a field: the unit's id stands before all."""
    return record.__struct_fields__.index(field) + 1


def _all_months(reader: Reader, unit_id: str) -> set[str]:
    """Every month in which a unit has something to count."""
    rows = reader.connection.execute(_ALL_MONTHS, {"unit": unit_id})
    return {row[0] for row in rows if row[0]}


def _people(reader: Reader, unit_id: str, placed: Placed) -> dict[str, tuple[object, ...]]:
    """What is counted of some people as they lie here now."""
    ids = json.dumps(list(placed.get("person", ())))
    rows = reader.connection.execute(_AS_PEOPLE_ARE, (unit_id, ids))
    return {person_id: (sex, member) for person_id, sex, member in rows}


def _counted_of(row: tuple[Any, ...] | None) -> tuple[object, ...] | None:
    """The same of a table row."""
    return row and (row[_place(Person, "sex")], row[_place(Person, "party_member")])


def first_month(reader: Reader) -> str | None:
    """The oldest month with a figure of any unit, as 2026-03."""
    row = reader.connection.execute(_FIRST_MONTH).fetchone()
    return row[0] if row else None
