"""The lunar date 农历, the 节气 and the festivals of a day (N5; GB/T 33661—2017). Decoration only:
nothing is counted by it.

The table is borax's, 1900 to 2100, imported when a day is first asked about. Tables disagree about
the new moons at midnight of 2057-09-28 and 2097-08-07; borax begins the month a day later.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from gettext import gettext
from typing import NamedTuple

from xieshang_desktop.domain import N_
from xieshang_desktop.domain.dates import date_words, weekday_words

#: The first and the last day that the table holds.
FIRST, LAST = date(1900, 1, 31), date(2101, 1, 28)

_MONTHS = N_("正月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 腊月")
_DAYS = N_(
    "初一 初二 初三 初四 初五 初六 初七 初八 初九 初十 "
    "十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 "
    "廿一 廿二 廿三 廿四 廿五 廿六 廿七 廿八 廿九 三十"
)
_LEAP = N_("闰{0}")
_WHOLE = N_("农历{month}{day}")

_TERMS = (
    *(N_("小寒"), N_("大寒"), N_("立春"), N_("雨水"), N_("惊蛰"), N_("春分")),
    *(N_("清明"), N_("谷雨"), N_("立夏"), N_("小满"), N_("芒种"), N_("夏至")),
    *(N_("小暑"), N_("大暑"), N_("立秋"), N_("处暑"), N_("白露"), N_("秋分")),
    *(N_("寒露"), N_("霜降"), N_("立冬"), N_("小雪"), N_("大雪"), N_("冬至")),
)
_LUNAR_FESTIVALS = {
    (1, 1): N_("春节"),
    (1, 15): N_("元宵节"),
    (2, 2): N_("龙抬头"),
    (5, 5): N_("端午节"),
    (7, 7): N_("七夕"),
    (7, 15): N_("中元节"),
    (8, 15): N_("中秋节"),
    (9, 9): N_("重阳节"),
    (12, 8): N_("腊八节"),
}
_CIVIL_FESTIVALS = {
    (1, 1): N_("元旦"),
    (3, 8): N_("妇女节"),
    (5, 1): N_("劳动节"),
    (10, 1): N_("国庆节"),
}
_TERM_FESTIVALS = {"清明": N_("清明节"), "冬至": N_("冬至")}
_EVE = N_("除夕")


class LunarDay(NamedTuple):
    """One day of the lunar calendar: `month` 1 to 12, `leap` for a 闰月, `day` 1 to 30."""

    year: int
    month: int
    day: int
    leap: bool

    @property
    def official(self) -> str:
        """`农历十月十四`, as papers print it."""
        return self._whole(_WHOLE, _MONTHS, _DAYS, _LEAP)

    @property
    def words(self) -> str:
        """The same in the language of the screen."""
        return self._whole(gettext(_WHOLE), gettext(_MONTHS), gettext(_DAYS), gettext(_LEAP))

    @property
    def short(self) -> str:
        """What stands under a day of a month on the screen: `十四`, or `十月` on the first."""
        if self.day == 1:
            return self._month(gettext(_MONTHS), gettext(_LEAP))
        return gettext(_DAYS).split()[self.day - 1]

    def _whole(self, whole: str, months: str, days: str, leap: str) -> str:
        return whole.format(month=self._month(months, leap), day=days.split()[self.day - 1])

    def _month(self, months: str, leap: str) -> str:
        month = months.split()[self.month - 1]
        return leap.format(month) if self.leap else month


@lru_cache(maxsize=512)
def lunar_day(day: date) -> LunarDay | None:
    """The lunar date, or None before FIRST and after LAST."""
    if not FIRST <= day <= LAST:
        return None
    from borax.calendars.lunardate import LunarDate  # not before a day is asked about

    found = LunarDate.from_solar(day)
    return LunarDay(found.year, found.month, found.day, bool(found.leap))


@lru_cache(maxsize=512)
def solar_term(day: date) -> str:
    """The 节气 that begins on this day, or ""."""
    if not FIRST <= day <= LAST:
        return ""
    from borax.calendars.lunardate import TermUtils

    name, _month = TermUtils.get_term_info(day.year, day.month, day.day)
    return name if name in _TERMS else ""


def festivals(day: date) -> tuple[str, ...]:
    """The festivals of a day, in Chinese: by the civil date, by 节气, by the lunar date. A leap
    month has none of its own."""
    civil = _CIVIL_FESTIVALS.get((day.month, day.day))
    by_term = _TERM_FESTIVALS.get(solar_term(day))
    return tuple(name for name in (_lunar_festival(day), by_term, civil) if name)


def lunar_words(day: date) -> str:
    """`农历十月十四`, as papers print it, or "" outside the table."""
    lunar = lunar_day(day)
    return lunar.official if lunar else ""


def day_words(day: date) -> str:
    """`2026年11月22日 星期日 农历十月十四`, as papers print it."""
    return f"{date_words(day)} {weekday_words(day)} {lunar_words(day)}".rstrip()


def _lunar_festival(day: date) -> str:
    lunar = lunar_day(day)
    if lunar is None or lunar.leap:
        return ""
    tomorrow = lunar_day(day + timedelta(days=1))
    if lunar.month == 12 and (tomorrow is None or tomorrow.month == 1):
        return _EVE
    return _LUNAR_FESTIVALS.get((lunar.month, lunar.day), "")
