"""The village's own days: markets 赶集日 and busy seasons 农忙 (N5)."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import MarketRule


class BusySeason(msgspec.Struct, frozen=True, kw_only=True):
    """A busy season every year, both days included, in the civil calendar; it may reach over the
    new year."""

    name: str
    first_month: int
    first_day: int
    last_month: int
    last_day: int


class VillageCalendar(Record, frozen=True, kw_only=True):
    """One for each unit. `market_days` are last digits of the day of the month (逢二、七) for the
    lunar or the civil calendar, or weekdays from 1 (Monday) to 7. Decoration and advice only:
    nothing is counted by it."""

    NOUN: ClassVar[str] = "village_calendar"

    market_rule: MarketRule = MarketRule.NONE
    market_days: tuple[int, ...] = ()
    market_place: str = ""
    busy_seasons: tuple[BusySeason, ...] = ()
    lunar_on_notices: bool = False
