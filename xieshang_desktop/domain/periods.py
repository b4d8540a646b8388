"""The period a roll-up is asked for: a month, a quarter, a year, or any range of days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

import msgspec

from xieshang_desktop.errors import BadInput

_WHOLE = re.compile(r"(\d{4})(?:-(\d{2})|-Q([1-4]))?")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")
_DAY = timedelta(days=1)


class Period(msgspec.Struct, frozen=True):
    """From first to last day; `label` like 2026-03, 2026-Q1, 2026, 2026-03-10/2026-05-20."""

    label: str
    first: date
    last: date

    @property
    def whole(self) -> bool:
        """Whether it is a month, a quarter or a year."""
        return "/" not in self.label

    @property
    def before(self) -> Period:
        """The period of the same kind before it; of a range, as many days."""
        if not self.whole:
            last = self.first - _DAY
            return days(last - (self.last - self.first), last)
        if "-" not in self.label:
            return year(self.first.year - 1)
        month_before = self.first - _DAY
        if "Q" in self.label:
            return quarter(month_before.year, (month_before.month + 2) // 3)
        return month(month_before.year, month_before.month)

    @property
    def official(self) -> str:
        """As papers call it: 2026年3月, 2026年第一季度, 2026年, 2026年3月10日至5月20日."""
        if self.whole:
            if "Q" in self.label:
                return f"{self.first.year}年第{'一二三四'[self.first.month // 3]}季度"
            return f"{self.first.year}年" + (f"{self.first.month}月" if "-" in self.label else "")
        words = f"{self.first.year}年{self.first.month}月{self.first.day}日至"
        if self.last.year != self.first.year:
            words += f"{self.last.year}年"
        return f"{words}{self.last.month}月{self.last.day}日"


def month(year: int, month: int) -> Period:
    """One month."""
    last = monthrange(year, month)[1]
    return Period(f"{year:04}-{month:02}", date(year, month, 1), date(year, month, last))


def quarter(year: int, number: int) -> Period:
    """One quarter, 1 to 4."""
    last = month(year, number * 3).last
    return Period(f"{year:04}-Q{number}", date(year, number * 3 - 2, 1), last)


def year(year: int) -> Period:
    """One year."""
    return Period(f"{year:04}", date(year, 1, 1), date(year, 12, 31))


def days(first: date, last: date) -> Period:
    """A range of days, both included; one that is a month, a quarter or a year is that. BadInput
    `period_backwards`."""
    if last < first:
        raise BadInput("period_backwards", first=first, last=last)
    for whole in (
        year(first.year),
        quarter(first.year, (first.month + 2) // 3),
        month(first.year, first.month),
    ):
        if (whole.first, whole.last) == (first, last):
            return whole
    return Period(f"{first.isoformat()}/{last.isoformat()}", first, last)


def read_period(words: str) -> Period:
    """A period by its label; BadInput `period_unreadable`, `period_backwards`."""
    try:
        if found := _WHOLE.fullmatch(words):
            number = int(found[1])
            if found[2]:
                return month(number, int(found[2]))
            return quarter(number, int(found[3])) if found[3] else year(number)
        if found := _DAYS.fullmatch(words):
            return days(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
    except ValueError as error:  # a month 13, a 31 June, the year 0
        raise BadInput("period_unreadable", words=words[:40]) from error
    raise BadInput("period_unreadable", words=words[:40])
