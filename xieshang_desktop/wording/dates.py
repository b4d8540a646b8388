"""Days and moments as screens say them, in the screen's language; papers have `domain.dates`."""

from __future__ import annotations

from datetime import date, datetime
from gettext import gettext as _


def date_words(day: date) -> str:
    """`2026年3月2日`."""
    words = _("{year}年{month}{day}日")
    return words.format(year=day.year, month=month_words(day), day=day.day)


def short_date(day: date) -> str:
    """`3月2日`."""
    return _("{month}{day}日").format(month=month_words(day), day=day.day)


def near_date(day: date, today: date) -> str:
    """`3月2日`, or `2025年3月2日` where the year is not this one."""
    return short_date(day) if day.year == today.year else date_words(day)


def month_words(day: date) -> str:
    """`3月`."""
    return _("1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月").split()[day.month - 1]


def weekday_words(day: date) -> str:
    """`星期五`."""
    return _("星期一 星期二 星期三 星期四 星期五 星期六 星期日").split()[day.weekday()]


def short_weekday(day: date) -> str:
    """`周五`."""
    return _("周一 周二 周三 周四 周五 周六 周日").split()[day.weekday()]


def moment_words(moment: datetime) -> str:
    """`2026年3月20日（星期五）09:00`."""
    return _("{date}（{weekday}）{time}").format(
        date=date_words(moment), weekday=weekday_words(moment), time=f"{moment:%H:%M}"
    )
