"""Dates of birth in every shape that rosters use, read as YYYY, YYYY-MM or YYYY-MM-DD."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache
from math import isfinite

import msgspec

from xieshang_desktop.domain.identity import NOTHING_WRITTEN
from xieshang_desktop.domain.names import read_numeral

#: Years of age past which a reading cannot be meant, in full and where the century is left out.
_OLDEST = 130
_OLDEST_OF_TWO_DIGITS = 105
#: Day 0 of spreadsheet dates, so that 32939 is 1990-03-07 (right from 1900-03-01 on).
_SERIAL_ZERO = date(1899, 12, 30)

_TIME = re.compile(r"[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_PARTS = re.compile(
    r"(\d{4}|\d{2})(?:年?\s*[-./\\,、。~·_—–]\s*|年\s*|\s+)(\d{1,2})"
    r"(?:(?:月?\s*[-./\\,、。~·_—–]\s*|月\s*|\s+)(\d{1,2})日?|月)?(?:[日号.]|月份)?"
)
_DAY_RUN_ON = re.compile(r"(\d{4})[-./](\d{2})(\d{1,2})")
_YEAR = re.compile(r"(\d{4})年?")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HAN_NUMBER = re.compile(r"[一二三四五六七八九]?十[一二三四五六七八九]?")


class BirthReading(msgspec.Struct, frozen=True):
    """`value` is '' where nothing certain could be read. `fault`: '', birth_unreadable,
    birth_ambiguous (two readings are possible and nothing decides; what both share is kept)."""

    value: str
    fault: str = ""


def read_birth(
    cell: object, *, today: date, id_birthday: str = "", digits_lost: bool = False
) -> BirthReading:
    """A date of birth no later than `today`; `id_birthday` (YYYY-MM-DD or '') decides between
    two readings. `digits_lost`: the file is a text that a program made of number cells."""
    readings = _readings(cell, today, digits_lost)
    if readings is None:
        return BirthReading("")
    if len(readings) == 1:
        return BirthReading(readings[0])
    if not readings:
        return BirthReading("", "birth_unreadable")
    for reading in readings:
        if id_birthday.startswith(reading):
            return BirthReading(reading)
    years = {reading[:4] for reading in readings}
    return BirthReading(years.pop() if len(years) == 1 else "", "birth_ambiguous")


def agrees(birth: str, id_birthday: str) -> bool:
    """Whether a birth says the same as an identity number, as far as it goes."""
    return not birth or not id_birthday or id_birthday.startswith(birth)


@lru_cache(maxsize=8192, typed=True)
def _readings(cell: object, today: date, digits_lost: bool) -> tuple[str, ...] | None:
    """Every possible reading; None for an empty cell."""
    if isinstance(cell, date):
        return _possible([(cell.year, cell.month, cell.day)], today)
    if isinstance(cell, int | float):
        if not isfinite(cell):
            return ()
        day_and_time = cell >= 10_000
        whole = day_and_time or float(cell).is_integer()
        text = str(int(cell)) if whole else f"{cell:.4f}".rstrip("0")
        digits_lost = True
    else:
        text = _TIME.sub("", unicodedata.normalize("NFKC", str(cell)).strip(" \t\r\n'’\u200b"))
        text = text.removesuffix("出生").removesuffix("生").strip()
        if text.isdecimal() or text.isascii():
            text = text.removesuffix(".0")
        else:
            text = _HAN_NUMBER.sub(lambda m: str(read_numeral(m[0])), text).translate(_HAN_DIGITS)
    if text in NOTHING_WRITTEN:
        return None
    return _possible(_split(text, today, digits_lost), today)


def _split(text: str, today: date, digits_lost: bool) -> list[tuple[int, int, int]]:
    """Year, month and day (0 where not given), one item for each way to read `text`."""
    if text.isdecimal():
        return _split_digits(text, today)
    if match := _YEAR.fullmatch(text):
        return [(int(match[1]), 0, 0)]
    if match := _DAY_RUN_ON.fullmatch(text):
        day_digits = match[3].ljust(2, "0") if digits_lost else match[3]
        return [(int(match[1]), int(match[2]), int(day_digits))]
    match = _PARTS.fullmatch(text)
    if not match:
        return []
    year, month, day = match[1], match[2], int(match[3] or 0)
    years = [int(year)]
    if len(year) == 2:
        years = _centuries(int(year), today)
    months = [int(month)]
    if digits_lost and month == "1" and text[len(year) :] == ".1":
        months.append(10)  # a number cell shows October, 1990.10, as 1990.1
    return [(y, m, day) for y in years for m in months]


def _centuries(year: int, today: date) -> list[int]:
    oldest = today.year - _OLDEST_OF_TWO_DIGITS
    return [y for y in (1900 + year, 2000 + year) if oldest <= y <= today.year]


def _split_digits(text: str, today: date) -> list[tuple[int, int, int]]:
    first = int(text[:4])
    match len(text):
        case 4:
            return [(first, 0, 0)]
        case 5:
            day = _SERIAL_ZERO + timedelta(days=int(text))
            return [(day.year, day.month, day.day), (first, int(text[4]), 0)]
        case 6:
            if _possible([(first, int(text[4:]), 0)], today):
                return [(first, int(text[4:]), 0)]
            month, day_of_month = int(text[2:4]), int(text[4:])
            return [(y, month, day_of_month) for y in _centuries(int(text[:2]), today)]
        case 7:
            return [
                (first, int(text[4]), int(text[5:])),
                (first, int(text[4:6]), int(text[6])),
            ]
        case 8:
            return [(first, int(text[4:6]), int(text[6:]))]
    return []


def _possible(parts: list[tuple[int, int, int]], today: date) -> tuple[str, ...]:
    """The readings that are dates within a long human life, written out."""
    readings: list[str] = []
    for year, month, day in parts:
        try:
            born = date(year, month or 1, day or 1)
        except ValueError:
            continue
        if born > today or year < today.year - _OLDEST or (day and not month):
            continue
        given = [f"{year:04}", f"{month:02}", f"{day:02}"]
        readings.append("-".join(given[: 3 if day else 2 if month else 1]))
    return tuple(dict.fromkeys(readings))
