"""Reads dates and times as people write them. No Qt: a pure function each."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from gettext import gettext as _

from xieshang_desktop.wording.dates import weekday_words

_NEAR = {"前天": -2, "昨天": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}
_AHEAD = timedelta(days=152)  # the middle of a year that began a month ago
_WEEKDAYS = "一二三四五六日"
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_FULL = re.compile(r"(\d{4}|\d{2})\s*[-./年,，\s]\s*(\d{1,2})\s*[-./月,，\s]\s*(\d{1,2})\s*[日号]?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})\s*[-./月\s]\s*(\d{1,2})\s*[日号]?")
_DAY = re.compile(r"(\d{1,2})\s*[日号]")
_WEEK = re.compile(r"(下?)(?:周|星期|礼拜)([一二三四五六日天])")
_CLOCK = re.compile(
    r"(上午|早上|早晨|中午|下午|晚上|晚)?\s*(\d{1,2})\s*(?:[:：.点时]\s*(半|一刻|三刻|\d{1,2})?\s*分?)?"
)
_FOUR = re.compile(r"(\d{1,2})(\d{2})")
_PARTS = {"半": 30, "一刻": 15, "三刻": 45}


def read_date(words: str, today: date, *, ahead: bool = False) -> date | None:
    """The date meant, or None. A day without a year is the one nearest to `today`; `ahead`, for
    deadlines and plans, the next one, unless it was less than a month ago."""
    words = words.strip().translate(_DIGITS)
    words = (
        re.sub(r"\s*(?:(?:星期|周|礼拜)[一二三四五六日天]|[A-Za-z]+)$", "", words)
        if words[:1].isdigit()
        else words
    )
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if found := _WEEK.fullmatch(words):
        monday = today - timedelta(days=today.weekday())
        day = _WEEKDAYS.index(found[2].replace("天", "日"))
        meant = monday + timedelta(days=day + (7 if found[1] else 0))
        return meant if found[1] or meant >= today else meant + timedelta(days=7)
    if found := _FULL.fullmatch(words) or _SOLID.fullmatch(words):
        year = int(found[1])
        return _made(year + 2000 if year < 100 else year, int(found[2]), int(found[3]))
    if found := _SHORT.fullmatch(words):
        near = (_made(today.year + n, int(found[1]), int(found[2])) for n in (-1, 0, 1))
        middle = today + _AHEAD if ahead else today
        return min((day for day in near if day), key=lambda day: abs(day - middle), default=None)
    if found := _DAY.fullmatch(words):
        return _made(today.year, today.month, int(found[1]))
    return None


def read_time(words: str) -> time | None:
    """The time of day meant (9:00, 9点半, 下午2点, 1430), or None."""
    words = words.strip().translate(_DIGITS)
    if found := _FOUR.fullmatch(words):
        return _clock(int(found[1]), int(found[2]))
    found = _CLOCK.fullmatch(words)
    if found is None:
        return None
    hour = int(found[2])
    if (
        found[1] in ("下午", "晚上", "晚", "中午")
        and 1 <= hour < 12
        and (found[1] != "中午" or hour < 4)
    ):
        hour += 12
    part = found[3] or "0"
    return _clock(hour, _PARTS[part] if part in _PARTS else int(part))


def write_date(day: date) -> str:
    """2026年3月20日 星期五."""
    return _("{year}年{month}月{day}日 {weekday}").format(
        year=day.year, month=day.month, day=day.day, weekday=weekday_words(day)
    )


def write_time(moment: time) -> str:
    """09:00."""
    return f"{moment:%H:%M}"


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 2月30日: no such day
        return None


def _clock(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None
