"""汇总: the township's figures over its villages. What came of it stands before how much was done
(S2-16), villages stand in the order of their list, nothing is ranked.

Whole months, quarters and years are read from the figures kept at receiving; the first and last
days of any other range are counted from the records by the same statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from xieshang_desktop.domain import periods
from xieshang_desktop.domain.figures import KINDS, OF_TODAY, Figure
from xieshang_desktop.domain.periods import Period
from xieshang_desktop.domain.terms import VillageState
from xieshang_desktop.domain.township import Village
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage import figures as kept
from xieshang_desktop.storage.figure_sources import PERCENT
from xieshang_desktop.storage.figures import (
    Counted,
    Range,
    counted,
    counted_today,
    hanging,
    last_days,
    stored,
)
from xieshang_desktop.storage.unit_of_work import Reader

#: A village is called quiet when nothing was talked over or done for so many days.
QUIET_AFTER = 90

#: Which kinds of a figure are counted; figures that are not named count whole.
Kinds = Mapping[Figure, Collection[str]]

#: Numbers by figure, then by kind.
_Kinds = dict[str, dict[str, int]]

_STORED = tuple(figure for figure in Figure if figure not in OF_TODAY)
_ADDED = tuple(figure for figure in _STORED if figure is not Figure.PARTICIPANTS)
_DAY = timedelta(days=1)


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """One figure: its number, by kind, and in the period before (None where there is no such
    number: what is open is open today)."""

    count: int
    kinds: dict[str, int] = {}
    before: int | None = None


class VillageLine(msgspec.Struct, frozen=True, kw_only=True):
    """One village: its numbers by figure and by kind, how satisfied people were in percent, and the
    last day on which something happened. `quiet` when that is long ago."""

    id: str
    name: str
    state: VillageState
    counts: dict[Figure, int]
    kinds: dict[Figure, dict[str, int]]
    satisfaction: int | None
    last_day: date | None
    quiet: bool


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """How many villages there are; ids of those that met, solved a topic, were quiet."""

    villages: int
    met: tuple[str, ...]
    solved: tuple[str, ...]
    quiet: tuple[str, ...]


class Rollup(msgspec.Struct, frozen=True, kw_only=True):
    """A period of all villages; `before` is the period it is compared with. A figure that is not
    in `figures` is not told for this period: people count by month, quarter or year (S1-32)."""

    township: str
    today: date
    period: Period
    before: Period
    figures: dict[Figure, Tally]
    satisfaction: int | None
    satisfaction_before: int | None
    coverage: Coverage
    villages: tuple[VillageLine, ...]


def open_rollup(
    desk: Desk,
    period: Period,
    villages: Collection[str] | None = None,
    kinds: Kinds | None = None,
    quiet_after: int = QUIET_AFTER,
) -> Rollup:
    """The roll-up of a period, of all villages that are not 已停用 or of those chosen."""
    freshen(desk)
    with desk.store.read() as reader:
        chosen = chosen_villages(reader, villages)
        ids = [village.id for village in chosen]
        now = _counts(reader, ids, period, desk.today, kinds)
        earlier = _counts(reader, ids, period.before, desk.today, kinds)
        now += counted_today(reader, ids, desk.today)
        last = last_days(reader, ids, desk.today)
    kinds = kinds or {}
    figures = tuple(figure for figure in Figure if _told(figure, period))
    by_village = _by_village(now, kinds)
    lines = tuple(
        _line(each, figures, by_village[each.id], last.get(each.id), desk.today, quiet_after)
        for each in chosen
    )
    return Rollup(
        township=desk.unit.name,
        today=desk.today,
        period=period,
        before=period.before,
        figures=_tallies(figures, now, earlier, kinds),
        satisfaction=_average(now),
        satisfaction_before=_average(earlier),
        coverage=Coverage(
            villages=len(lines),
            met=tuple(line.id for line in lines if line.counts[Figure.MEETINGS]),
            solved=tuple(line.id for line in lines if line.counts[Figure.SOLVED]),
            quiet=tuple(line.id for line in lines if line.quiet),
        ),
        villages=lines,
    )


def first_month(desk: Desk) -> date | None:
    """The first day of the oldest month with a figure; None before there is any."""
    with desk.store.read() as reader:
        month = kept.first_month(reader)
    return date.fromisoformat(f"{month}-01") if month else None


def freshen(desk: Desk) -> None:
    """Count anew what was received, or written for a kept village, since the last time: to be said
    at the end of every receiving; a roll-up says it itself."""
    with desk.store.read() as reader:
        waiting = kept.stale(reader)
    if waiting:
        with desk.store.write(desk.actor) as uow:
            kept.freshen(uow)
            uow.commit()


def rollup_json(rollup: Rollup) -> bytes:
    """A roll-up for other programs: codes, numbers and ISO days."""
    return msgspec.json.format(msgspec.json.encode(rollup), indent=2) + b"\n"


def chosen_villages(reader: Reader, ids: Collection[str] | None) -> list[Village]:
    """The villages of a roll-up in the order of their list."""
    found = reader.all(Village)
    if ids is None:
        return [village for village in found if village.state is not VillageState.LEFT]
    return [village for village in found if village.id in ids]


def parts_of(period: Period) -> tuple[list[str], list[Range]]:
    """A period as whole years, quarters and months, and the days left over at its ends."""
    if period.whole:
        return [period.label], []
    wholes: list[str] = []
    ranges: list[Range] = []
    day = period.first
    while day <= period.last:
        sizes = (
            periods.year(day.year),
            periods.quarter(day.year, (day.month + 2) // 3),
            month := periods.month(day.year, day.month),
        )
        fitting = [each for each in sizes if each.first == day and each.last <= period.last]
        if fitting:
            wholes.append(fitting[0].label)
            day = fitting[0].last + _DAY
        else:
            last = min(month.last, period.last)
            ranges.append(("", day.isoformat(), f"{last.isoformat()}~"))
            day = last + _DAY
    return wholes, ranges


def range_of_days(period: Period) -> Range:
    """A period as one range."""
    return (period.label, period.first.isoformat(), f"{period.last.isoformat()}~")


def added_up(
    reader: Reader,
    ids: Sequence[str],
    period: Period,
    figures: Iterable[Figure],
    kinds: Kinds | None = None,
) -> list[Counted]:
    """The figures of some villages in a period, without those that only today decides; kinds that
    are not asked for may be left out."""
    wanted = [figure for figure in figures if _told(figure, period) and figure in _STORED]
    added = [figure for figure in wanted if figure is not Figure.PARTICIPANTS]
    # Asked for by name, each figure is a step in the index: of all, the whole period is one.
    names = [] if len(added) == len(_ADDED) else [*map(str, added), PERCENT]
    wholes, ranges = parts_of(period)
    found = [
        row
        for row in (stored(reader, ids, wholes, names) if added else [])
        if row.figure != Figure.PARTICIPANTS
    ]
    if Figure.PARTICIPANTS in wanted:
        found += stored(reader, ids, [period.label], [Figure.PARTICIPANTS])
    if ranges:
        found += counted(reader, ids, ranges, added, kinds)
    return found


def _counts(
    reader: Reader, ids: Sequence[str], period: Period, today: date, kinds: Kinds | None
) -> list[Counted]:
    found = added_up(reader, ids, period, _STORED, kinds)
    # What may come down by now hung long enough, whether or not somebody noted that it did.
    for unit_id, over in hanging(reader, ids, range_of_days(period), today).items():
        found.append(Counted(unit_id, "", Figure.POSTINGS, "full", over))
        found.append(Counted(unit_id, "", Figure.POSTINGS, "up", -over))
    return found


def _told(figure: Figure, period: Period) -> bool:
    return figure is not Figure.PARTICIPANTS or period.whole


def _wanted(row: Counted, kinds: Kinds) -> bool:
    return row.figure == PERCENT or row.kind in kinds.get(Figure(row.figure), (row.kind,))


def _by_village(rows: Iterable[Counted], kinds: Kinds) -> defaultdict[str, _Kinds]:
    """The numbers of each village, or of anything, by figure and kind."""
    found: defaultdict[str, _Kinds] = defaultdict(dict)
    for row in rows:
        if _wanted(row, kinds):
            numbers = found[row.unit_id].setdefault(row.figure, {})
            numbers[row.kind] = numbers.get(row.kind, 0) + row.number
    return found


def _tallies(
    figures: Iterable[Figure], now: Iterable[Counted], earlier: Iterable[Counted], kinds: Kinds
) -> dict[Figure, Tally]:
    all_now, all_before = (
        _by_village((row._replace(unit_id="") for row in rows), kinds)[""]
        for rows in (now, earlier)
    )
    return {
        figure: Tally(
            count=sum(all_now.get(figure, {}).values()),
            kinds=_named(figure, all_now.get(figure, {})),
            before=None if figure in OF_TODAY else sum(all_before.get(figure, {}).values()),
        )
        for figure in figures
    }


def _named(figure: Figure, numbers: Mapping[str, int]) -> dict[str, int]:
    """The kinds that have a name, in the order of their terms."""
    return {kind.value: number for kind in KINDS.get(figure, ()) if (number := numbers.get(kind))}


def _average(rows: Iterable[Counted]) -> int | None:
    """How satisfied people were, over all results that were asked about; None when none was."""
    asked = percent = 0
    for row in rows:
        asked += row.number if row.figure == Figure.SATISFACTION else 0
        percent += row.number if row.figure == PERCENT else 0
    return round(percent / asked) if asked else None


def _line(
    village: Village,
    figures: Iterable[Figure],
    numbers: _Kinds,
    last_day: date | None,
    today: date,
    quiet_after: int,
) -> VillageLine:
    counts = {figure: sum(numbers.get(figure, {}).values()) for figure in figures}
    asked = counts[Figure.SATISFACTION]
    percent = sum(numbers.get(PERCENT, {}).values())
    return VillageLine(
        id=village.id,
        name=village.name,
        state=village.state,
        counts=counts,
        kinds={f: named for f in figures if (named := _named(f, numbers.get(f, {})))},
        satisfaction=round(percent / asked) if asked else None,
        last_day=last_day,
        quiet=last_day is None or (today - last_day).days > quiet_after,
    )
