"""What is to be said of a day in a village: market, busy season, holiday, festival, 节气 (N5).

Advice and decoration only: nothing is counted by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from gettext import gettext
from itertools import islice
from typing import NamedTuple

from xieshang_desktop.domain import N_
from xieshang_desktop.domain.lunar import festivals, lunar_day, solar_term
from xieshang_desktop.domain.terms import MarketRule, Term
from xieshang_desktop.domain.village_calendar import BusySeason, VillageCalendar

#: The holidays of 全国年节及纪念日放假办法 by which a run of days off is named.
STATUTORY = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")

#: As many days as a run of days off may have to either side.
_LONGEST_RUN = 15
#: Days within which a market must come round.
_FAR = 90


class RemarkKind(Term):
    """What a day is, as a form that takes a name."""

    HOLIDAY = "holiday", N_("{name}假期")
    UNNAMED_HOLIDAY = "unnamed_holiday", N_("放假")
    WORKED = "worked", N_("调休上班")
    FESTIVAL = "festival", N_("{name}")
    MARKET = "market", N_("逢集（{name}）")
    UNNAMED_MARKET = "unnamed_market", N_("逢集")
    BUSY = "busy", N_("农忙（{name}）")
    TERM = "term", N_("{name}")


#: Days on which fewer people may come to a meeting; a mere 节气 is none.
KEEPS_AWAY = frozenset(RemarkKind) - {RemarkKind.TERM}


class Remark(NamedTuple):
    """One thing to be said of a day; `name` in Chinese, of the festival, the season, the place."""

    kind: RemarkKind
    name: str = ""

    @property
    def official(self) -> str:
        """As papers print it: `逢集（柳河镇）`, `春节假期`."""
        return self.kind.official.format(name=self.name)

    @property
    def words(self) -> str:
        """The same in the language of the screen."""
        name = gettext("、").join(gettext(part) for part in self.name.split("、") if part)
        return self.kind.words.format(name=name)


def is_market_day(calendar: VillageCalendar, day: date) -> bool:
    """Whether the market of this place is held."""
    if calendar.market_rule is MarketRule.WEEKDAY:
        return day.isoweekday() in calendar.market_days
    if calendar.market_rule is MarketRule.CIVIL:
        return day.day % 10 in calendar.market_days
    if calendar.market_rule is MarketRule.LUNAR and calendar.market_days:
        lunar = lunar_day(day)
        return lunar is not None and lunar.day % 10 in calendar.market_days
    return False


def busy_seasons(calendar: VillageCalendar, day: date) -> tuple[BusySeason, ...]:
    """The busy seasons that a day lies in."""
    return tuple(season for season in calendar.busy_seasons if _within(season, day))


def holiday_name(day: date, is_off: Callable[[date], bool]) -> str | None:
    """By what festivals the run of days off around a day is named (`国庆节、中秋节`), "" when by
    none, None when the day is not off. `is_off` tells the public holidays."""
    if not is_off(day):
        return None
    run = sorted({*_run(day, -1, is_off), *_run(day, 1, is_off)})
    return "、".join(name for each in run for name in festivals(each) if name in STATUTORY)


class DayView(NamedTuple):
    """One day as a month shows it, in the language of the screen: `lunar` stands below, `marked`
    when that is a festival or a 节气; `remarks` is all there is to say."""

    lunar: str
    marked: bool
    remarks: tuple[Remark, ...]


def _never(_day: date) -> bool:
    return False


class VillageDays:
    """What is to be said of days by one calendar; `is_off` tells the public holidays, `is_worked`
    the weekend days that are worked instead."""

    def __init__(
        self,
        calendar: VillageCalendar | None = None,
        is_off: Callable[[date], bool] = _never,
        is_worked: Callable[[date], bool] = _never,
    ) -> None:
        self.calendar = calendar or VillageCalendar(id="")
        self._is_off, self._is_worked = is_off, is_worked

    def remarks(self, day: date) -> tuple[Remark, ...]:
        """All there is to say of a day: 春节假期, 逢集（柳河镇）, 农忙（夏收）, 冬至."""
        found: list[Remark] = []
        holiday = holiday_name(day, self._is_off)
        if holiday is not None:
            kind = RemarkKind.HOLIDAY if holiday else RemarkKind.UNNAMED_HOLIDAY
            found.append(Remark(kind, holiday))
        elif self._is_worked(day):
            found.append(Remark(RemarkKind.WORKED))
        names = festivals(day)
        told = (holiday or "").split("、")
        found += [Remark(RemarkKind.FESTIVAL, name) for name in names if name not in told]
        if is_market_day(self.calendar, day):
            place = self.calendar.market_place
            kind = RemarkKind.MARKET if place else RemarkKind.UNNAMED_MARKET
            found.append(Remark(kind, place))
        seasons = busy_seasons(self.calendar, day)
        found += [Remark(RemarkKind.BUSY, season.name) for season in seasons]
        term = solar_term(day)
        if term and not any(name.startswith(term) for name in names):
            found.append(Remark(RemarkKind.TERM, term))
        return tuple(found)

    def keeps_away(self, day: date) -> tuple[Remark, ...]:
        """What of it may keep people from a meeting."""
        return tuple(each for each in self.remarks(day) if each.kind in KEEPS_AWAY)

    def view(self, day: date) -> DayView:
        """A day as a month shows it."""
        lunar = lunar_day(day)
        name = day_name(day)
        below = gettext(name) if name else lunar.short if lunar else ""
        return DayView(below, bool(name), self.remarks(day))

    def next_market_days(self, day: date, count: int = 3) -> tuple[date, ...]:
        """The next market days from a day on; none where there is no market."""
        ahead = (day + timedelta(days=number) for number in range(_FAR))
        found = (each for each in ahead if is_market_day(self.calendar, each))
        return tuple(islice(found, count))


def day_name(day: date) -> str:
    """The one name of a day, in Chinese: its festival, else its 节气, else ""."""
    return next(iter(festivals(day)), "") or solar_term(day)


def _within(season: BusySeason, day: date) -> bool:
    first = (season.first_month, season.first_day)
    last = (season.last_month, season.last_day)
    here = (day.month, day.day)
    if first <= last:
        return first <= here <= last
    return here >= first or here <= last  # over the new year


def _run(day: date, step: int, is_off: Callable[[date], bool]) -> Iterator[date]:
    for number in range(_LONGEST_RUN):
        each = day + timedelta(days=step * number)
        if not is_off(each):
            return
        yield each
