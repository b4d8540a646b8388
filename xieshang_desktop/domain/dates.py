"""Dates in the words of official papers (GB/T 9704 clause 7.3.5.4: full year, no leading zeros)."""

from __future__ import annotations

from datetime import date, datetime

_WEEKDAYS = "一二三四五六日"


def date_words(day: date) -> str:
    """`2026年3月2日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_date(day: date) -> str:
    """`3月2日`."""
    return f"{day.month}月{day.day}日"


def time_words(moment: datetime) -> str:
    """`上午9:00`, `下午2:30`; noon counts as 中午, from six in the evening 晚上."""
    hour = moment.hour
    part = "上午" if hour < 12 else "中午" if hour == 12 else "下午" if hour < 18 else "晚上"
    shown = hour if hour <= 12 else hour - 12
    return f"{part}{shown}:{moment.minute:02d}"


def weekday_words(day: date) -> str:
    """`星期五`."""
    return f"星期{_WEEKDAYS[day.weekday()]}"


def moment_words(moment: datetime, *also: str) -> str:
    """`2026年3月20日（星期五）上午9:00`; `also` stands behind the day of the week, as in
    `（星期五，农历二月初二）`."""
    beside = "，".join((weekday_words(moment), *also))
    return f"{date_words(moment)}（{beside}）{time_words(moment)}"


def span_words(start: datetime, end: datetime | None) -> str:
    """From a moment to another in words; an end on another day is told with its day."""
    if end is None:
        return moment_words(start)
    same = end.date() == start.date()
    return f"{moment_words(start)}至{time_words(end) if same else moment_words(end)}"
