"""Numbers in free text that name or reach a person: identity numbers, bank cards, telephones.

A chain is a run of digits with nothing but blanks, dashes and the like between them, however they
are written (138 0000 1234, １３８, 一三八). Of all ways to read a chain as dates, telephones and
other numbers, the one that explains most of its digits is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from xieshang_desktop.domain.identity import mask_phone
from xieshang_desktop.domain.privacy_words import any_of, words

ID, BANK, PHONE = "id", "bank", "phone"

#: Stands where something was found or is known to be official: nothing joins across it.
TAKEN = "\x00"

_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺", "0001234567891234567891")
_PLAIN = {
    **dict.fromkeys("-_~‐‑‒–—―－＿～ー", "-"),
    **dict.fromkeys(".．·•・｡", "."),
    **dict.fromkeys(")）", ")"),
    **dict.fromkeys("(（", "("),
    **dict.fromkeys("+＋", "+"),
    **dict.fromkeys("xX×хХ✕✖ｘＸ", "X"),
    **dict.fromkeys("*＊", "*"),
    **dict.fromkeys("#＃", "#"),
}

_BETWEEN = r"[ \-.)]{0,8}"
_HEAD = "(?:1[3-9][0-9]|0[0-9]{2,3}-)"
#: What a mask of ours looks like: read again, it stays as it is. No digits follow one.
_MASKED = re.compile(rf"{_HEAD}?\*{{4,}}[0-9]{{3}}[0-9X](?!{_BETWEEN}(?!{_HEAD}\*{{4}})[0-9X])")
_CHAIN = re.compile(f"[0-9](?:{_BETWEEN}[0-9X])+")
_MOBILE = re.compile(r"(?:(?:00)?86)?(1[3-9][0-9]{9})")
_LANDLINE = re.compile(r"(?:(?:00)?86)?(0(?:10|2[0-9]|[3-9][0-9]{2}))([2-9][0-9]{6,7})")
_ABROAD = re.compile(r"(?:00)?86(10|2[0-9]|[3-9][0-9]{2})([2-9][0-9]{6,7})")
_BESIDE = re.compile(r"(?:1[3-9][0-9]{9}|0(?:10|2[0-9]|[3-9][0-9]{2})[2-9][0-9]{6,7})")
_ID = re.compile(r"[1-9][0-9]{16}[0-9X]")
_OLD_ID = re.compile(r"[1-9][0-9]{14}")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")
#: A mobile or an identity number cut by marks that else part two numbers: 138、0000、1234.
_MARK = r"[ \-.)(,，、/／\\|:：;；→'‘’“”\"]{1,5}"
_CUT = re.compile(
    rf"(?<![0-9X*])(?:(?P<mobile>1[3-9][0-9](?:{_MARK}[0-9]{{4}}(?:{_MARK})?[0-9]{{4}}"
    rf"|[0-9]{{4}}{_MARK}[0-9]{{4}}|[0-9]{_MARK}[0-9]{{3}}(?:{_MARK})?[0-9]{{4}}"
    rf"|[0-9]{_MARK}[0-9]{{4}}(?:{_MARK})?[0-9]{{3}}))"
    rf"|(?P<id>[1-9][0-9]{{5}}(?:{_MARK})?[0-9]{{4}}(?:{_MARK})?[0-9]{{2}}(?:{_MARK})?[0-9]{{2}}"
    rf"(?:{_MARK})?[0-9]{{3}}(?:{_MARK})?[0-9X]))(?![0-9X*])"
)
_DAY = re.compile(r"[0-9]{4}([-.])[0-9]{1,2}\1[0-9]{1,2}")
_LONGEST = 30


class Number(NamedTuple):
    """One number found: where, what kind, and how it is printed."""

    start: int
    end: int
    kind: str
    masked: str


class _Group(NamedTuple):
    start: int
    end: int
    digits: str


class _Reading(NamedTuple):
    """A window of groups as one number: worth by digit, its kind ("" is harmless), its mask."""

    worth: float
    kind: str = ""
    masked: str = ""


class _Text(NamedTuple):
    """A folded text; `said[i]` where what stands at i was called a telephone."""

    folded: str
    said: bytearray
    official: Known


class Known(NamedTuple):
    """What is official: the digits of its numbers."""

    numbers: frozenset[str]

    def has(self, digits: str) -> bool:
        """Whether these digits are an official number, or its local part."""
        return any(n == digits or (len(digits) >= 7 and n.endswith(digits)) for n in self.numbers)


def _fold(text: str) -> str:
    return plain(text).translate(_HAN_DIGITS).replace("\n", " ")


@lru_cache(maxsize=4)
def known(official: frozenset[str]) -> Known:
    """The numbers in texts that are official, such as `0990-2000128`."""
    found: set[str] = set()
    for text in official:
        for chain in _CHAIN.finditer(_fold(text)):
            digits = re.sub("[^0-9]", "", chain[0])
            found.add(digits)
            # Several in one text: 0990-2000128 0990-2000129.
            for pattern in (_LANDLINE, _MOBILE):
                found.update(match[0] for match in pattern.finditer(digits))
    return Known(frozenset(number for number in found if len(number) >= 5))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    value = unicodedata.digit(character, None)
    if value is not None:
        return str(value)
    category = unicodedata.category(character)
    blank = category[0] in "ZM" or category in ("Cc", "Cf")
    return " " if blank and character not in ("\n", TAKEN) else character


def plain(text: str) -> str:
    """`text` with every digit, dash, dot and blank in its simplest form; as long as before.
    Lines stay lines, and Chinese numerals stay as they are."""
    return "".join(map(_plain, text))


@lru_cache(maxsize=4096)
def _script(character: str) -> int:
    """Digits of one script make one number: 第一13800001234 has two."""
    return ord(character) in _HAN_DIGITS or 2 * (unicodedata.category(character) != "Nd")


def find_numbers(text: str, official: Known) -> list[Number]:
    """Every number in `text` that names or reaches somebody, in order."""
    folded = _without_masks(_fold(text))
    said = bytearray(len(folded))
    for match in _said().finditer(folded):
        said[match.start() : match.end()] = b"\1" * len(match[0])
    found = [*_cut(folded, official)]
    folded = _taken_out(folded, found)
    found += _accounts(folded, said, official)
    folded = _taken_out(folded, found)
    whole = _Text(folded, said, official)
    for chain in _CHAIN.finditer(folded):
        groups = _groups(text, folded, chain.start(), chain.end())
        if sum(len(group.digits) for group in groups) >= 7:
            found += _read(whole, groups)
    return sorted(found)


def _taken_out(folded: str, numbers: Sequence[Number]) -> str:
    for number in numbers:
        wide = number.end - number.start
        folded = folded[: number.start] + TAKEN * wide + folded[number.end :]
    return folded


def _cut(folded: str, official: Known) -> Iterator[Number]:
    """Mobiles and identity numbers whose parts are kept apart by commas, strokes and the like;
    those between which only blanks and dashes stand belong to a chain."""
    for match in _CUT.finditer(folded):
        digits = re.sub("[^0-9X]", "", match[0])
        if _CHAIN.fullmatch(match[0]) or official.has(digits):
            continue
        if match["mobile"]:
            yield Number(*match.span(), PHONE, mask_phone(digits))
        elif _plausible(digits[6:14]):
            yield Number(*match.span(), ID, _tail(digits))


def _accounts(folded: str, said: bytearray, official: Known) -> Iterator[Number]:
    """Nine digits or more that the text itself calls an account; no sums and no telephones."""
    for match in _account().finditer(folded):
        start, end = match.span("number")
        digits = re.sub("[^0-9X]", "", match["number"])
        telephone = said[start] or _MOBILE.fullmatch(digits)
        if telephone or official.has(digits) or _measured().match(folded, end):
            continue
        yield Number(start, end, BANK, _tail(digits))


@cache
def _account() -> re.Pattern[str]:
    """What is called an account, perhaps with a name or a bank between."""
    number = rf"[0-9](?:(?:{_BETWEEN}|{_MARK})[0-9X]){{8,}}"
    return re.compile(rf"{any_of('account_labels')}[^。；;*\x00]{{0,16}}?(?P<number>{number})")


def settled(text: str) -> str:
    """`plain` with what was masked before taken out."""
    simple, folded = plain(text), _without_masks(_fold(text))
    return "".join(TAKEN if f == TAKEN else s for s, f in zip(simple, folded, strict=True))


def _without_masks(folded: str) -> str:
    return _MASKED.sub(lambda match: TAKEN * len(match[0]), folded)


def _groups(text: str, folded: str, start: int, end: int) -> list[_Group]:
    """The runs of a chain: a blank ends one, and so does a change of script, or an X."""
    groups: list[_Group] = []
    at = start
    while at < end:
        if folded[at] not in "0123456789X":
            at += 1
            continue
        first = at
        at += 1
        if folded[first] != "X":
            script = _script(text[first])
            while at < end and folded[at].isdecimal() and _script(text[at]) == script:
                at += 1
        groups.append(_Group(first, at, folded[first:at]))
    return groups


def _read(text: _Text, groups: Sequence[_Group]) -> list[Number]:
    """The reading of a chain that explains most, its harmless parts left out."""
    best: list[tuple[float, int, _Reading]] = [(0.0, 0, _Reading(0))] * (len(groups) + 1)
    for end in range(1, len(groups) + 1):
        digits, found = "", (-1.0, end, _Reading(0))
        for start in range(end - 1, -1, -1):
            digits = groups[start].digits + digits
            if len(digits) > _LONGEST and start < end - 1:
                break
            reading = _window(text, groups[start:end], digits)
            if reading is not None:
                total = best[start][0] + reading.worth * len(digits)
                if total > found[0]:
                    found = (total, start, reading)
        best[end] = found
    readings: list[tuple[int, int, _Reading]] = []
    end = len(groups)
    while end:
        _total, start, reading = best[end]
        readings.insert(0, (start, end, reading))
        end = start
    numbers: list[Number] = []
    for at, (start, end, reading) in enumerate(readings):
        if reading.kind:
            beside = [
                each[2].kind
                for each in (*readings[max(0, at - 1) : at], *readings[at + 1 : at + 2])
            ]
            # The end of it would make a new number with digits that stay beside it.
            masked = reading.masked if all(beside) else "****"
            first, last = _whole(text.folded, groups[start].start, groups[end - 1].end)
            numbers.append(Number(first, last, reading.kind, masked))
    return numbers


def _whole(folded: str, first: int, last: int) -> tuple[int, int]:
    """With the bracket of an area code and the + of a country code."""
    if first and (
        folded[first - 1] == "+" or (folded[first - 1] == "(" and ")" in folded[first:last])
    ):
        first -= 1
    return first, last


def _window(text: _Text, groups: Sequence[_Group], digits: str) -> _Reading | None:
    """What these groups could be together; a single group is always at least a plain number."""
    one = len(groups) == 1
    plain = _Reading(0.0 if digits == "X" else 1.0) if one else None
    if len(digits) < 6:
        return plain
    if len(groups) <= 3 and _LOCAL.fullmatch(digits) and _is_local(text, groups):
        return (
            _Reading(4) if text.official.has(digits) else _Reading(3.5, PHONE, mask_phone(digits))
        )
    between = text.folded[groups[0].start : groups[-1].end]
    if _is_date(groups, between):
        return _Reading(3)
    if "." in between and any(len(group.digits) < 3 for group in groups):
        return plain  # 3.5 and 12.80 are measures, 138.0000.1234 is a telephone
    if "X" in digits:
        return _Reading(3, ID, _tail(digits)) if _ID.fullmatch(digits) else plain
    if text.official.has(digits):
        return _Reading(4)
    return _telephone(text, groups, digits) or _identity(digits, one) or plain


def _identity(digits: str, one: bool) -> _Reading | None:
    """An identity number (also one with a wrong check character: rare real cards have one), or
    what may be the number of a card or an account."""
    size = len(digits)
    if _ID.fullmatch(digits) and _plausible(digits[6:14]):
        return _Reading(3, ID, _tail(digits))
    if _OLD_ID.fullmatch(digits) and _plausible(f"19{digits[6:12]}"):
        return _Reading(2.5, ID, _tail(digits))
    if 16 <= size <= 19:
        worth = 3.0 if _luhn(digits) else 2.0
        return _Reading(worth, ID if size == 18 and one else BANK, _tail(digits))
    if (size >= 15 and one) or size >= 20:
        return _Reading(1.5, BANK, _tail(digits))
    return None


def _telephone(text: _Text, groups: Sequence[_Group], digits: str) -> _Reading | None:
    if match := _MOBILE.fullmatch(digits):
        return None if _is_money(text, groups) else _Reading(3, PHONE, mask_phone(match[1]))
    if match := _LANDLINE.fullmatch(digits):
        return _Reading(3, PHONE, mask_phone(f"{match[1]}-{match[2]}"))
    if match := _ABROAD.fullmatch(digits):
        return _Reading(3, PHONE, mask_phone(f"0{match[1]}-{match[2]}"))
    # Other digits stand right beside the telephone.
    if 12 <= len(digits) <= 15 and not _is_money(text, groups) and _BESIDE.search(digits):
        return _Reading(1.5, PHONE, "****" + digits[-4:])
    return None


def _is_local(text: _Text, groups: Sequence[_Group]) -> bool:
    """A number without its area code is a telephone only where the text says so."""
    start, end = groups[0].start, groups[-1].end
    if not text.said[start] or text.folded.startswith(words("official_numbers"), start):
        return False
    if any(one.end == other.start for one, other in pairwise(groups)):
        return False  # two scripts: 张三2000999
    return _measured().match(text.folded, end) is None


@cache
def _said() -> re.Pattern[str]:
    """A word for telephone and the numbers behind it, perhaps with a name before them."""
    between = r"[:：为是或和转,，、/*(（)0-9 \-\x00]*"
    name = r"(?:号码|号|[㐀-䶿一-鿿][㐀-䶿一-鿿0-9]{1,3})?"  # 张三 is 张3 here
    return re.compile(any_of("phone_labels") + between + name + between)


@cache
def _measured() -> re.Pattern[str]:
    return re.compile(rf" ?(?!{_no_money()}){any_of('measures')}")


def _no_money() -> str:
    """万一 is 万1 in a folded text."""
    return any_of("not_money").translate(_HAN_DIGITS)


@cache
def _money() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a sum, and what behind it."""
    before = re.compile(any_of("money_before"))
    return before, re.compile(rf" ?(?!{_no_money()}){any_of('money')}")


def _is_money(text: _Text, groups: Sequence[_Group]) -> bool:
    """Eleven digits are a sum only where the text speaks of money, before and behind them."""
    start, end = groups[0].start, groups[-1].end
    before, behind = _money()
    if text.said[start] or not before.search(text.folded, max(0, start - 8), start):
        return False
    return behind.match(text.folded, end) is not None


def _is_date(groups: Sequence[_Group], between: str) -> bool:
    """20260302, 2026-3-2."""
    if len(groups) == 1 and len(groups[0].digits) == 8:
        return _plausible(groups[0].digits)
    if len(groups) == 3 and _DAY.fullmatch(between):
        year, month, day = (group.digits for group in groups)
        return _plausible(f"{year}{month:0>2}{day:0>2}")
    return False


def _plausible(digits: str) -> bool:
    """Whether eight digits are a day between 1880 and 2099."""
    try:
        return 1880 <= date.fromisoformat(digits).year <= 2099
    except ValueError:
        return False


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812-1: whether the check digit of a card fits; that only makes it surer."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(n // 10 + n % 10 for n in doubled)) % 10 == 0


def _tail(digits: str) -> str:
    """Only the last four stay: the birthday would name the person."""
    return "*" * (len(digits) - 4) + digits[-4:]
