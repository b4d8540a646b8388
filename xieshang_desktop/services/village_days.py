"""The village's own days 集日、农忙 (N5): kept as one record, and what they say of a day."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import replace

from xieshang_desktop.domain.dates import moment_words
from xieshang_desktop.domain.lunar import lunar_words
from xieshang_desktop.domain.terms import MarketRule
from xieshang_desktop.domain.village_calendar import BusySeason, VillageCalendar
from xieshang_desktop.domain.village_days import VillageDays, is_market_day
from xieshang_desktop.errors import BadInput
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.rule_profiles import is_public_holiday, is_worked_weekend

_A_LEAP_YEAR = 2024  # has every day that any year has


def village_calendar(desk: Desk) -> VillageCalendar:
    """The unit's calendar as it is kept, or a blank one."""
    with desk.store.read() as reader:
        kept = reader.all(VillageCalendar)
    return kept[0] if kept else VillageCalendar(id=new_id())


def set_village_calendar(desk: Desk, calendar: VillageCalendar) -> VillageCalendar:
    """Keep the calendar, in place of the one that was.

    BadInput `market_day_wrong`, `busy_season_nameless`, `busy_season_day_wrong`.
    """
    calendar = _checked(calendar)
    before = village_calendar(desk)
    calendar = replace(calendar, id=before.id)
    if calendar == before:
        return calendar
    with desk.store.write(desk.actor) as uow:
        uow.put(calendar, "village_calendar_set")
        uow.commit()
    return calendar


def open_days(desk: Desk) -> VillageDays:
    """What the village's calendar says of days, to be asked about many."""
    return VillageDays(village_calendar(desk), is_public_holiday, is_worked_weekend)


def when_words(desk: Desk, moment: datetime) -> str:
    """When a meeting is, as its notice prints it: with the lunar date and 逢集 where the village
    wants them, `2026年3月20日（星期五，农历二月初二，逢集）上午9:00`."""
    return moment_in(village_calendar(desk), moment)


def moment_in(calendar: VillageCalendar, moment: datetime) -> str:
    """The same by a calendar that is at hand."""
    if not calendar.lunar_on_notices:
        return moment_words(moment)
    day = moment.date()
    market = "逢集" if is_market_day(calendar, day) else ""
    return moment_words(moment, *(each for each in (lunar_words(day), market) if each))


def printed_lunar(desk: Desk, day: date) -> str:
    """What a public paper prints behind a day: `农历二月初二`, or "" where the village does not
    want it."""
    return lunar_words(day) if village_calendar(desk).lunar_on_notices else ""


def _checked(calendar: VillageCalendar) -> VillageCalendar:
    last = 7 if calendar.market_rule is MarketRule.WEEKDAY else 9
    days = tuple(sorted(set(calendar.market_days)))
    if calendar.market_rule is MarketRule.NONE:
        days = ()
    for each in days:
        if not (1 if last == 7 else 0) <= each <= last:
            raise BadInput("market_day_wrong", day=each)
    seasons = tuple(_checked_season(season) for season in calendar.busy_seasons)
    return replace(
        calendar,
        market_days=days,
        market_place=calendar.market_place.strip(),
        busy_seasons=tuple(sorted(seasons, key=lambda s: (s.first_month, s.first_day))),
    )


def _checked_season(season: BusySeason) -> BusySeason:
    name = season.name.strip()
    if not name:
        raise BadInput("busy_season_nameless")
    for month, day in (
        (season.first_month, season.first_day),
        (season.last_month, season.last_day),
    ):
        try:
            date(_A_LEAP_YEAR, month, day)
        except ValueError as error:
            raise BadInput("busy_season_day_wrong", month=month, day=day) from error
    return replace(season, name=name)
