"""Names of people and of village groups: cleaning that never changes who is meant."""

from __future__ import annotations

import re
from functools import lru_cache

#: Characters that GB 18030-2022 moved out of the private use area, and U+E7C7 moved by the 2005
#: edition. CPython's codec and older office programs still write the old private code.
OLD_GB18030 = {
    0xE78D: 0xFE10,
    0xE78E: 0xFE12,
    0xE78F: 0xFE11,
    0xE790: 0xFE13,
    0xE791: 0xFE14,
    0xE792: 0xFE15,
    0xE793: 0xFE16,
    0xE794: 0xFE17,
    0xE795: 0xFE18,
    0xE796: 0xFE19,
    0xE7C7: 0x1E3F,
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE832: 0x9FB8,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE864: 0x9FBB,
}

#: What people type for the dot inside a name of several parts (阿依古丽·买买提).
_DOTS = str.maketrans(dict.fromkeys("・•．‧∙⋅･●", "·"))
#: Between two characters: no line ends there. It is seen nowhere.
JOINER = "\u2060"

#: Marks that show nothing: zero-width characters, byte order mark, word joiner, soft hyphen.
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD])

_HAN = "々〇㐀-䶿一-鿿\ue000-\uf8ff豈-\ufaff\U00020000-\U0003ffff"
_PLAIN_NAME = re.compile(r"[㐀-䶿一-鿿\U00020000-\U0003ffff]+")
_DOT_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])\s*[.。]\s*(?=[{_HAN}])")
_SPACE_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}·])\s+|\s+(?=[{_HAN}·])")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")

_DIGITS = "零一二三四五六七八九"
_NUMERAL = re.compile(r"([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)")
_GROUP = re.compile(r"第?([0-9]{1,3}|[一二三四五六七八九十]{1,3})((?:村民|居民)?小?组|生产队|队)?")
_FULL_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def map_old_gb18030(text: str) -> str:
    """`text` with the 19 characters of old GB 18030 software at their present code points."""
    return text.translate(OLD_GB18030)


def unbroken(words: str) -> str:
    """The same words, never broken at the end of a line: a name stays whole."""
    return JOINER.join(words)


def clean_name(text: str) -> str:
    """A personal name without padding, one form of dot, old private codes mapped.

    Rare characters stay as they are: a name is never normalised by NFKC, which would replace
    compatibility ideographs by other characters.
    """
    if _PLAIN_NAME.fullmatch(text):
        return text
    text = text.translate(OLD_GB18030).translate(_INVISIBLE).translate(_DOTS)
    text = " ".join(text.split())
    text = _DOT_BETWEEN_HAN.sub("·", text)
    return _SPACE_BESIDE_HAN.sub("", text)


def private_use(text: str) -> str:
    """The characters of `text` whose code means something else on every machine."""
    return "".join(_PRIVATE_USE.findall(text.translate(OLD_GB18030)))


def read_numeral(text: str) -> int | None:
    """1 to 99 from Chinese numerals (三, 十, 二十一), else None."""
    match = _NUMERAL.fullmatch(text)
    if not match or not text:
        return None
    tens, ten, ones = match.groups()
    if not ten:
        return _DIGITS.index(tens or ones) if len(text) == 1 else None
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def numeral(number: int) -> str:
    """Chinese numerals for 1 to 99."""
    if not 1 <= number <= 99:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


@lru_cache(maxsize=1024)
def group_name(text: str) -> str:
    """One form for a numbered group: 1组, 第1组, 一组, 一 → 第一组; other names stay."""
    text = "".join(text.translate(_INVISIBLE).split())
    match = _GROUP.fullmatch(text.translate(_FULL_WIDTH_DIGITS))
    if not match:
        return text
    written, unit = match.groups()
    number = int(written) if written.isdecimal() else read_numeral(written)
    if number is None or not 1 <= number <= 99:
        return text
    return f"第{numeral(number)}{'队' if unit and unit.endswith('队') else '组'}"


def is_numbered_group(text: str) -> bool:
    """Whether a heading such as 第三组 or 3组 names a group; a bare number does not."""
    text = "".join(text.split()).translate(_FULL_WIDTH_DIGITS)
    match = _GROUP.fullmatch(text)
    return bool(match and match[2]) and group_name(text).startswith("第")
