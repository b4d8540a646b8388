"""汇总: a period of all villages, what came of it first; each figure leads to its records."""

from __future__ import annotations

from datetime import date, timedelta
from gettext import gettext as _
from typing import NamedTuple, Protocol

from xieshang_desktop.domain import periods
from xieshang_desktop.domain.figures import OF_TODAY, Figure, InTime
from xieshang_desktop.domain.periods import Period
from xieshang_desktop.domain.terms import VillageState
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.township.rollup import (
    QUIET_AFTER,
    Rollup,
    Tally,
    VillageLine,
    first_month,
    open_rollup,
)
from xieshang_desktop.wording.dates import month_words, near_date

#: What came of it, then how much was done.
OUTCOMES = (
    Figure.OUTCOMES,
    Figure.SOLVED,
    Figure.TASKS_DONE,
    Figure.EFFECTS,
    Figure.SATISFACTION,
    Figure.TASKS_OPEN,
    Figure.TASKS_OVERDUE,
    Figure.SUBMISSIONS,
    Figure.SUBMISSIONS_REPLIED,
    Figure.POSTINGS,
)
WORK = (
    Figure.TOPICS,
    Figure.REFUSED,
    Figure.MEETINGS,
    Figure.SIGN_INS,
    Figure.PARTICIPANTS,
    Figure.WOMEN,
    Figure.PARTY_MEMBERS,
)
#: The columns of the villages' table.
COLUMNS = (
    Figure.OUTCOMES,
    Figure.SOLVED,
    Figure.TASKS_DONE,
    Figure.TASKS_OVERDUE,
    Figure.TOPICS,
    Figure.MEETINGS,
    Figure.SIGN_INS,
)

KINDS = ("month", "quarter", "year")


class Tile(NamedTuple):
    """One figure as it is shown."""

    key: str
    label: str
    value: str
    note: str
    kind: str
    pressable: bool


class RollupView(NamedTuple):
    """The page of a period; rows are a village's name, its numbers, its last day, its id."""

    title: str
    line: str
    outcomes: tuple[Tile, ...]
    work: tuple[Tile, ...]
    coverage: str
    rows: tuple[tuple[object, ...], ...]
    newest: bool
    oldest: bool


class RollupPage(Protocol):
    """What the presenter asks of the page."""

    def show_rollup(self, view: RollupView, kind: str) -> None: ...
    def show_empty(self, sentence: str) -> None: ...


class RollupPresenter:
    """One period at a time; the last whole month at first, for that is what is reported."""

    def __init__(self, desk: Desk, page: RollupPage) -> None:
        self._desk, self._page = desk, page
        self.kind = "month"
        self.period = last_month(desk.today)

    def refresh(self) -> None:
        """Read the period again."""
        rollup = open_rollup(self._desk, self.period)
        if not rollup.villages:
            self._page.show_empty(
                _("还没有村（社区）。各村的协商包收下以后，这里就有数，不用再报一遍。")
            )
            return
        self._page.show_rollup(self._view(rollup), self.kind)

    def choose_kind(self, kind: str) -> None:
        """Month, quarter or year: the one that holds what was in view."""
        self.kind = kind
        day = min(self.period.last, self._desk.today)
        self.period = period_of(kind, day)
        self.refresh()

    def step(self, by: int) -> None:
        """The period before or after; none that has not begun, or lies before all records."""
        if by < 0:
            if not self._is_oldest():
                self.period = self.period.before
        else:
            after = period_of(self.kind, self.period.last + timedelta(days=1))
            if after.first <= self._desk.today:
                self.period = after
        self.refresh()

    def show(self, label: str) -> None:
        """Another period by its label."""
        self.period = periods.read_period(label)
        self.kind = "quarter" if "Q" in label else "month" if "-" in label else "year"
        self.refresh()

    def _view(self, rollup: Rollup) -> RollupView:
        period = rollup.period
        running = period.last > rollup.today
        line = _("{0} 个村（社区）").format(rollup.coverage.villages)
        if running:
            line += _("，到今天为止")
        after = period_of(self.kind, period.last + timedelta(days=1))
        return RollupView(
            title=period_words(period),
            line=line,
            outcomes=tuple(self._tile(rollup, f) for f in OUTCOMES if f in rollup.figures),
            work=tuple(self._tile(rollup, f) for f in WORK if f in rollup.figures),
            coverage=_coverage(rollup),
            rows=tuple(_row(line, rollup.today) for line in rollup.villages),
            newest=after.first > rollup.today,
            oldest=self._is_oldest(),
        )

    def _is_oldest(self) -> bool:
        first = first_month(self._desk)
        return first is None or self.period.first <= first

    def _tile(self, rollup: Rollup, figure: Figure) -> Tile:
        tally = rollup.figures[figure]
        note = _before(tally, rollup.period)
        kind = "neutral"
        value = f"{tally.count:,}"
        label = figure_words(figure)
        if figure in OF_TODAY:
            note = _("今天")
        if figure is Figure.TASKS_OVERDUE and tally.count:
            kind = "attention"
        if figure is Figure.TASKS_DONE and tally.kinds.get(InTime.LATE.value):
            note = _("其中逾期 {0}").format(tally.kinds[InTime.LATE.value])
        if figure is Figure.SATISFACTION:
            label = _("满意度")
            value = "—" if rollup.satisfaction is None else f"{rollup.satisfaction}%"
            note = _("问过 {0} 个").format(tally.count)
        return Tile(figure.value, label, value, note, kind, tally.count > 0)


def figure_words(figure: Figure) -> str:
    """A figure's short name on a tile or a column."""
    return {
        Figure.TOPICS: _("新议题"),
        Figure.SIGN_INS: _("出席人次"),
        Figure.REFUSED: _("不列入"),
        Figure.REFUSED_ANSWERED: _("不列入、已答复"),
    }.get(figure) or figure.words


def column_words(figure: Figure) -> str:
    """The same at the head of a column, where what is open is open today, whatever the period."""
    return _("今天逾期") if figure is Figure.TASKS_OVERDUE else figure_words(figure)


def period_of(kind: str, day: date) -> Period:
    """The month, quarter or year in which a day lies."""
    if kind == "year":
        return periods.year(day.year)
    if kind == "quarter":
        return periods.quarter(day.year, (day.month + 2) // 3)
    return periods.month(day.year, day.month)


def last_month(today: date) -> Period:
    """The newest month that is over."""
    day = today.replace(day=1) - timedelta(days=1)
    return periods.month(day.year, day.month)


def period_words(period: Period) -> str:
    """A period in the screen's language."""
    year = period.first.year
    if "Q" in period.label:
        return _("{year}年第{number}季度").format(year=year, number=(period.last.month + 2) // 3)
    if "-" in period.label:
        return _("{year}年{month}").format(year=year, month=month_words(period.first))
    return _("{0}年").format(year)


def report_words(period: Period) -> str:
    """What the report of a period is called."""
    when = period_words(period)
    if "Q" in period.label:
        return _("{0}季报").format(when)
    return (_("{0}月报") if "-" in period.label else _("{0}年报")).format(when)


def report_button(kind: str) -> str:
    """The button that opens it."""
    return {"month": _("月报"), "quarter": _("季报"), "year": _("年报")}[kind]


def _before(tally: Tally, period: Period) -> str:
    if tally.before is None:
        return ""
    words = _("上年 {0}") if "-" not in period.label else _("上月 {0}")
    if "Q" in period.label:
        words = _("上季 {0}")
    return words.format(f"{tally.before:,}")


def _coverage(rollup: Rollup) -> str:
    coverage = rollup.coverage
    words = _("{all} 个村里，{met} 个开了会，{solved} 个办结了议题。").format(
        all=coverage.villages, met=len(coverage.met), solved=len(coverage.solved)
    )
    if coverage.quiet:
        words += _("{0} 个村 {1} 天没有动静。").format(len(coverage.quiet), QUIET_AFTER)
    return words


def _row(line: VillageLine, today: date) -> tuple[object, ...]:
    day = near_date(line.last_day, today) if line.last_day else "—"
    name = line.name
    if line.state is VillageState.KEPT:
        name = _("{0}（代管）").format(name)
    return (
        name,
        *(line.counts.get(figure, 0) or "—" for figure in COLUMNS),
        "—" if line.satisfaction is None else f"{line.satisfaction}%",
        (day, "waiting") if line.quiet else (day, "neutral"),
        line.id,
    )
