"""集日和农忙 of the settings: the village's own days, kept at every change, and how they print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from gettext import gettext as _
from typing import NamedTuple

from msgspec.structs import replace

from xieshang_desktop.domain.lunar import lunar_day
from xieshang_desktop.domain.terms import MarketRule
from xieshang_desktop.domain.village_calendar import BusySeason, VillageCalendar
from xieshang_desktop.domain.village_days import VillageDays
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import village_days
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.widgets.date_words import read_date
from xieshang_desktop.wording.dates import month_words, short_weekday, weekday_words

_A_LEAP_YEAR = date(2024, 1, 1)  # so that 2月29日 is a day
_MONDAY = date(2024, 1, 1)


class SeasonView(NamedTuple):
    """One busy season: its place in the list, its name, its days."""

    key: str
    name: str
    days: str


class DaysView(NamedTuple):
    """The part of the settings as it stands."""

    rule: str
    days: tuple[tuple[str, str], ...]  # to choose from
    chosen: tuple[str, ...]
    place: str
    coming: str  # the next market days, so that a mistake is seen
    seasons: tuple[SeasonView, ...]
    on_notices: bool
    sample: str


class DaysPresenter:
    """Reads and changes the village's calendar; `attempt` says what is refused."""

    def __init__(self, desk: Desk, attempt: Attempt) -> None:
        self._desk = desk
        self._attempt = attempt

    def rules(self) -> list[tuple[str, str]]:
        """By what market days may be told."""
        return [(rule.value, rule.words) for rule in MarketRule]

    def view(self) -> DaysView:
        """What is kept."""
        calendar = village_days.village_calendar(self._desk)
        return DaysView(
            rule=calendar.market_rule.value,
            days=_to_choose(calendar.market_rule),
            chosen=tuple(str(day) for day in calendar.market_days),
            place=calendar.market_place,
            coming=_coming(village_days.open_days(self._desk), self._desk.today),
            seasons=tuple(
                SeasonView(str(number), season.name, _season_days(season))
                for number, season in enumerate(calendar.busy_seasons)
            ),
            on_notices=calendar.lunar_on_notices,
            sample=_sample(calendar, self._desk.today),
        )

    def choose_rule(self, key: str) -> bool:
        """Another way to tell the market days; the days of the former mean nothing in it."""
        return self._keep(market_rule=MarketRule(key), market_days=())

    def choose_days(self, keys: Sequence[str]) -> bool:
        """On which days the market is held."""
        return self._keep(market_days=tuple(int(key) for key in keys))

    def name_place(self, words: str) -> bool:
        """Where the market is held."""
        return self._keep(market_place=words)

    def add_season(self, name: str, first: str, last: str) -> bool:
        """A busy season from a day to another, written without a year: `5月25日`."""
        begins, ends = read_day(first), read_day(last)
        if begins is None or ends is None:
            return False
        season = BusySeason(
            name=name,
            first_month=begins[0],
            first_day=begins[1],
            last_month=ends[0],
            last_day=ends[1],
        )
        known = village_days.village_calendar(self._desk).busy_seasons
        return self._keep(_("农忙已记下"), busy_seasons=(*known, season))

    def remove_season(self, key: str) -> bool:
        """Take one out of the list."""
        known = village_days.village_calendar(self._desk).busy_seasons
        left = tuple(season for n, season in enumerate(known) if str(n) != key)
        return self._keep(_("已删掉"), busy_seasons=left)

    def print_lunar(self, on: bool) -> bool:
        """Whether notices bear the lunar date."""
        return self._keep(lunar_on_notices=on)

    def _keep(self, said: str = "", **changes: object) -> bool:
        def change() -> VillageCalendar:
            known = village_days.village_calendar(self._desk)
            return village_days.set_village_calendar(self._desk, replace(known, **changes))

        return self._attempt(change, said)


def read_day(words: str) -> tuple[int, int] | None:
    """Month and day of words like `5月25日`, or None."""
    day = read_date(words, _A_LEAP_YEAR) if words[:1].isdigit() else None
    return (day.month, day.day) if day else None


def _to_choose(rule: MarketRule) -> tuple[tuple[str, str], ...]:
    if rule is MarketRule.NONE:
        return ()
    if rule is MarketRule.WEEKDAY:
        week = [_MONDAY + timedelta(days=number) for number in range(7)]
        return tuple((str(day.isoweekday()), weekday_words(day)) for day in week)
    digits = _("一 二 三 四 五 六 七 八 九 十").split()
    return tuple((str(n % 10), _("逢{0}").format(word)) for n, word in enumerate(digits, 1))


def _coming(days: VillageDays, today: date) -> str:
    coming = days.next_market_days(today)
    if not coming:
        return ""
    told = (f"{_day(day)} {short_weekday(day)}{_lunar(day)}" for day in coming)
    return _("接下来逢集：{0}").format(_("，").join(told))


def _lunar(day: date) -> str:
    lunar = lunar_day(day)
    return f" {lunar.words}" if lunar else ""


def _day(day: date) -> str:
    return _("{month}{day}日").format(month=month_words(day), day=day.day)


def _season_days(season: BusySeason) -> str:
    first, last = (
        _day(date(_A_LEAP_YEAR.year, month, day))
        for month, day in (
            (season.first_month, season.first_day),
            (season.last_month, season.last_day),
        )
    )
    return _("每年{0}到{1}").format(first, last)


def _sample(calendar: VillageCalendar, today: date) -> str:
    """How the time of a meeting prints, with the setting as it stands."""
    moment = datetime.combine(today, time(9), BEIJING)
    return _("印出来：{0}").format(village_days.moment_in(calendar, moment))
