"""Citizen identity numbers and telephone numbers: reading, checking, masking.

An identity number is checked by GB 11643-1999; it is never repaired and never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from operator import mul

import msgspec

from xieshang_desktop.domain.terms import Sex

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_WEIGHT_OF_ZEROS = sum(_WEIGHTS) * ord("0")
_CHECK_CHARACTERS = "10X98765432"
#: From here on a number cell has lost digits: Excel keeps fifteen.
_FIFTEEN_DIGITS = 10**15

#: What people write where there is nothing to write.
NOTHING_WRITTEN = frozenset(
    ["", "-", "--", "—", "——", "/", "\\", "无", "暂无", "没有", "未知", "不详", "空", "0"]
)

_ID_NOISE = str.maketrans(
    {mark: None for mark in " \t\r\n\u3000\xa0\u200b\u200c\u200d\u200e\u202c\u202d\ufeff'‘’`´\"=“”"}
    | {"x": "X", "×": "X", "х": "X", "Х": "X", "✕": "X"}
)
_EXPONENT = re.compile(r"\d+(?:\.\d+)?[eE]\+?\d+", re.ASCII)
_EIGHTEEN = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_FIFTEEN = re.compile(r"[1-9]\d{14}", re.ASCII)

_PHONE = re.compile(
    r"""(?<!\d)(?:
        (?:(?:\+|00)?86[-\s]?)?(?P<mobile>1[3-9]\d[-\s]?\d{4}[-\s]?\d{4})
      | \(?(?P<area>01\d|02\d|0[3-9]\d{2})\)?[-\s]?(?P<local>[2-9]\d{2,3}[-\s]?\d{4})
      | (?P<service>[48]00-?\d{3}-?\d{4})
      | (?P<bare>[2-9]\d{2,3}[-\s]?\d{4})
    )(?!\d)""",
    re.VERBOSE | re.ASCII,
)
_FLOAT_TAIL = re.compile(r"(?<=\d{7})\.0(?!\d)", re.ASCII)
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)


class IdReading(msgspec.Struct, frozen=True, gc=False):
    """`value` is '' or 18 characters. `fault`: '', id_damaged, id_length, id_date, id_checksum.

    Only with id_checksum is the value kept although something is wrong: real cards with a wrong
    check digit exist. `birthday` is what is still legible, YYYY-MM-DD or ''.
    """

    value: str
    fault: str = ""
    birthday: str = ""


class PhoneReading(msgspec.Struct, frozen=True, gc=False):
    """The numbers found, and what is left over that looks like a number but is none."""

    numbers: tuple[str, ...]
    leftover: str = ""


def number_as_shown(number: float) -> str:
    """A number cell's digits as a spreadsheet shows them: fifteen that count, then zeros."""
    if not float(number).is_integer():
        return str(number)
    if abs(number) < _FIFTEEN_DIGITS:
        return str(int(number))
    return format(Decimal(f"{number:.14e}"), "f")


def check_character(first_seventeen: str) -> str:
    """The 18th character for seventeen digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(map(mul, _WEIGHTS, first_seventeen.encode("ascii"))) - _WEIGHT_OF_ZEROS
    return _CHECK_CHARACTERS[total % 11]


def lengthen(fifteen: str) -> str:
    """The 18-character form of an old 15-digit number (GB 11643-1999, 19 for the century)."""
    seventeen = f"{fifteen[:6]}19{fifteen[6:]}"
    return seventeen + check_character(seventeen)


def birthday(id_number: str) -> str:
    """YYYY-MM-DD from characters 7 to 14, or '' where they are no date."""
    digits = id_number[6:14]
    if len(digits) != 8 or not digits.isdecimal():
        return ""
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return ""
    return born.isoformat() if 1800 <= born.year < 2100 else ""


def sex_of(id_number: str) -> Sex:
    """The 17th digit: odd male, even female."""
    if len(id_number) != 18:
        return Sex.UNKNOWN
    return Sex.MALE if int(id_number[16]) % 2 else Sex.FEMALE


def read_id_number(cell: object) -> IdReading:
    """An identity number from a cell's text or number.

    A number cell of more than fifteen digits, 1.10101E+17, and a text that ends in 000 with a wrong
    check character were destroyed by a spreadsheet: id_damaged, and no value.
    """
    if isinstance(cell, int | float):
        if abs(cell) >= _FIFTEEN_DIGITS:
            return IdReading("", "id_damaged", birthday(number_as_shown(cell)))
        cell = number_as_shown(cell)
    text = str(cell)
    if not _EIGHTEEN.fullmatch(text):
        text = unicodedata.normalize("NFKC", text.strip()).translate(_ID_NOISE)
        if text in NOTHING_WRITTEN:
            return IdReading("")
        if _EXPONENT.fullmatch(text):
            return IdReading("", "id_damaged")
        text = text.removesuffix(".0").replace("-", "")
        if _FIFTEEN.fullmatch(text):
            return _read_fifteen(text)
        if not _EIGHTEEN.fullmatch(text):
            return IdReading("", "id_length")
    born = birthday(text)
    if check_character(text[:17]) != text[17]:
        if text.endswith("000"):
            return IdReading("", "id_damaged", born)
        if born:
            return IdReading(text, "id_checksum", born)
    return IdReading(text, "", born) if born else IdReading("", "id_date")


def _read_fifteen(text: str) -> IdReading:
    # Fifteen digits whose 7th to 14th are a date may be a new number that lost its last three.
    longer = lengthen(text)
    if birthday(text) or not birthday(longer):
        return IdReading("", "id_length")
    return IdReading(longer, "", birthday(longer))


def id_tail(id_number: str) -> str:
    """The last four characters, the most that may be shown to tell namesakes apart."""
    return id_number[-4:] if len(id_number) == 18 else ""


def mask_id_number(id_number: str) -> str:
    """All but the last four characters hidden: the birthday would name the person."""
    return f"{'*' * 14}{id_tail(id_number)}" if id_number else ""


def read_phones(cell: object) -> PhoneReading:
    """Every telephone number in a cell: 13800001234, 0511-84001234, 4001234567 or 84001234."""
    if isinstance(cell, float | int):
        cell = number_as_shown(cell)
    text = str(cell)
    if _MOBILE.fullmatch(text):
        return PhoneReading((text,))
    text = unicodedata.normalize("NFKC", text).replace("—", "-").replace("–", "-").strip()
    if text in NOTHING_WRITTEN:
        return PhoneReading(())
    text = _FLOAT_TAIL.sub("", text.replace("\u200b", ""))
    numbers: list[str] = []

    def take(match: re.Match[str]) -> str:
        local = match["mobile"] or match["local"] or match["service"] or match["bare"]
        number = re.sub(r"[-\s]", "", local)
        if match["area"]:
            number = f"{match['area']}-{number}"
        if number not in numbers:
            numbers.append(number)
        return " "

    rest = _PHONE.sub(take, text)
    looks_like_number = sum(map(str.isdecimal, rest)) >= 3
    return PhoneReading(tuple(numbers), rest.strip() if looks_like_number or not numbers else "")


def mask_phone(number: str) -> str:
    """138****1234 for a mobile; of a landline the area code and the last four digits stay."""
    if _MOBILE.fullmatch(number):
        return f"{number[:3]}****{number[7:]}"
    area, dash, local = number.rpartition("-")
    return f"{area}{dash}{'*' * max(len(local) - 4, 4)}{local[-4:] if len(local) > 6 else ''}"
