"""Personal data in a free text, and the same text without it: what is hung on a wall names a
villager by name and group only (PIPL arts. 6, 25, 28).

Numbers are found however they are written. An address begins at the house number: a village group
is printed on purpose. What is found may be none; a person decides. Nothing here changes a record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, lru_cache, partial

import msgspec

from xieshang_desktop.domain import N_, privacy_children
from xieshang_desktop.domain.pinyin import spell
from xieshang_desktop.domain.privacy_children import NAMED
from xieshang_desktop.domain.privacy_numbers import (
    BANK,
    ID,
    PHONE,
    TAKEN,
    find_numbers,
    known,
    plain,
    settled,
)
from xieshang_desktop.domain.privacy_words import any_of
from xieshang_desktop.domain.terms import Term

#: What stands in the place of an address or an illness.
HIDDEN = "***"


class Kind(Term):
    """What was found."""

    ID_NUMBER = "id_number", N_("身份证号")
    BANK_CARD = "bank_card", N_("银行卡号")
    TELEPHONE = "telephone", N_("电话")
    ADDRESS = "address", N_("住址")
    MINOR = "minor", N_("未成年人")
    HEALTH = "health", N_("健康情况")

    @property
    def is_number(self) -> bool:
        """Whether it is a number, which is printed only when it is an official one."""
        return self in (Kind.ID_NUMBER, Kind.BANK_CARD, Kind.TELEPHONE)

    @property
    def can_be_kept(self) -> bool:
        """Whether a person may say that it is none: an ID or a bank number is never printed."""
        return self not in (Kind.ID_NUMBER, Kind.BANK_CARD)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One place in a text: `found` is what stands there, `masked` what is printed instead."""

    start: int
    end: int
    kind: Kind
    found: str
    masked: str


#: How a child was printed before.
_CHILD = re.compile(r"\w?某某")
_Search = Callable[[str], Iterator[tuple[int, int]]]
_NUMBERS = {ID: Kind.ID_NUMBER, BANK: Kind.BANK_CARD, PHONE: Kind.TELEPHONE}


def find(
    text: str, *, minors: Collection[str] = (), official: Collection[str] = ()
) -> tuple[Finding, ...]:
    """What in `text` may be personal data, in its order, nowhere overlapping.

    `minors` are the names of people under 18; `official` are texts that are printed in full:
    official telephone numbers, the address of the room. A number inside an address is none.
    """
    numbers = frozenset(words for words in official if not _is_place(words))
    found = [
        _finding(text, number.start, number.end, _NUMBERS[number.kind], number.masked)
        for number in find_numbers(text, known(numbers))
    ]
    left = _CHILD.sub(lambda match: NAMED * len(match[0]), _without(settled(text), found))
    for words in filter(_is_place, map(plain, official)):
        left = left.replace(words, TAKEN * len(words))
    searches: tuple[tuple[Kind, _Search], ...] = (
        (Kind.MINOR, partial(_minors, minors=minors)),
        (Kind.MINOR, privacy_children.named),
        (Kind.MINOR, privacy_children.told),
        (Kind.ADDRESS, _addresses),
        (Kind.HEALTH, _health),
    )
    for kind, search in searches:
        new: list[Finding] = []
        if kind is not Kind.MINOR:
            left = left.replace(NAMED, TAKEN)
        named = kind is Kind.MINOR and search is not privacy_children.told
        for start, end in sorted(set(search(left))):
            masked = _without_given_name(left[start:end]) if named else HIDDEN
            if not new or start >= new[-1].end:
                new.append(_finding(text, start, end, kind, masked))
        found += new
        left = _without(left, new, NAMED if named else TAKEN)
    return tuple(sorted(found, key=lambda finding: finding.start))


def mask(text: str, findings: Sequence[Finding]) -> str:
    """`text` with each finding in its masked form; the others stay."""
    parts, at = [], 0
    for finding in findings:
        parts += [text[at : finding.start], finding.masked]
        at = finding.end
    return "".join([*parts, text[at:]])


def _finding(text: str, start: int, end: int, kind: Kind, masked: str) -> Finding:
    return Finding(start=start, end=end, kind=kind, found=text[start:end], masked=masked)


def _without(text: str, findings: Sequence[Finding], mark: str = TAKEN) -> str:
    """The text with what was found taken out, as long as before."""
    for finding in findings:
        wide = finding.end - finding.start
        text = text[: finding.start] + mark * wide + text[finding.end :]
    return text


def _is_place(official: str) -> bool:
    """A number that is official is known by its digits, a place by its words."""
    return len(official) >= 4 and not re.fullmatch(r"[0-9 \-.)(（+]*", official)


def _minors(text: str, minors: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where their names stand, also with blanks inside."""
    tight = re.sub(r"[ \n]", "", text)
    here = sorted((n for n in _names(frozenset(minors)) if n in tight), key=len, reverse=True)
    if here:
        spaced = (r"[ \n]*".join(map(re.escape, name)) for name in here)
        for match in re.finditer("|".join(spaced), text):
            if _without_given_name(match[0]) != match[0]:
                yield match.span()


@lru_cache(maxsize=4)
def _names(minors: frozenset[str]) -> frozenset[str]:
    """Names as they stand in a tight text; a single character is in many words."""
    names = (plain(name).replace(" ", "") for name in minors)
    return frozenset(name for name in names if len(name) >= 2)


def _without_given_name(name: str) -> str:
    """张某某: also of a name of two characters, whose length would tell them apart."""
    name = re.sub(r"[ \n]", "", name)
    return name[: max(1, spell(name).surname)] + "某某"


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for pattern in _address_patterns():
        for match in pattern.finditer(text):
            start, end = match.span("spot")
            spot = match["spot"]
            blanks = len(spot) - len(spot.lstrip())
            start, end = start + blanks, start + len(spot.rstrip())
            free = all(end <= other or start >= last for other, last in taken)
            if free and start < end and not _only_group().fullmatch(spot.strip()):
                taken.append((start, end))
                yield start, end


_COUNT = "(?:[0-9]{1,5}|[零〇一二三四五六七八九十百]{1,5})"
_ROOM = "(?:[0-9]{3,4}|[零〇一二三四五六七八九]{3,4})(?![0-9])"
_BLOCK = f"(?:{_COUNT}|[A-Za-z][0-9]?|[东西南北])"
_AFTER = "[室户号房]"


@cache
def _address_patterns() -> tuple[re.Pattern[str], ...]:
    """`spot` is what is hidden: the house number and what is behind it."""
    public = any_of("public_rooms")
    number = f"(?:第|[甲乙丙丁附] *)?{_COUNT}(?:[-之]{_COUNT})?"
    measured = any_of("measures")
    estate = "(?:小区|花园|家园|苑|公寓|社区)"
    inside = (
        f"(?: *(?:{_BLOCK} *(?:号楼|幢|栋|座|单元|层|楼|室|户|号|房)"
        f"|{_COUNT}-{_COUNT}(?:-{_COUNT})?|{_ROOM} *{_AFTER}?)(?!{public}))*"
    )
    floor = f"(?:{_COUNT} *[层楼] *)?"
    patterns = (
        f"{any_of('address_labels')}[:：](?P<spot>[^，。；、,;()（）*\\n\\x00]{{2,40}})",
        f"{any_of('places')}(?P<spot> *{number} *号"
        f"(?!{any_of('numbered_things', 'dated', 'public_rooms')})[院楼]?{inside})",
        f"{any_of('places')}(?P<spot> *第 *{_COUNT} *户)",
        f"{estate}(?P<spot> *(?!(?:19|20)[0-9]{{2}}-){_COUNT}"
        f"(?:-{_COUNT}-{_COUNT}(?:-{_COUNT})?|-[0-9]{{3,4}}(?![0-9]|{measured})) *{_AFTER}?)",
        f"(?P<spot>{_COUNT} *# *(?:[楼幢栋座] *)?(?:{_COUNT} *(?:单元|-) *)?{floor}{_ROOM}"
        f" *{_AFTER}?)(?!{public}|{measured})",
        f"(?P<spot>{_COUNT} *# *[楼幢栋座] *{_COUNT} *单元)",
        f"{estate}(?P<spot> *{_COUNT} *# *[楼幢栋座])(?!{public}|[前后旁])",
        f"门牌号?码?[:：为是]?(?P<spot> *{number} *号?)",
        f"(?P<spot>{_BLOCK} *(?:号楼|幢|栋|座) *(?:{_COUNT} *单元 *)?{floor}{_ROOM} *{_AFTER}?)"
        f"(?!{public})",
        f"(?P<spot>{_COUNT} *单元 *{floor}{_ROOM} *{_AFTER}?)(?!{public})",
    )
    return tuple(map(re.compile, patterns))


@cache
def _only_group() -> re.Pattern[str]:
    """和顺村三组: names and groups are printed on purpose."""
    return re.compile(
        f"(?:[㐀-䶿一-鿿]{{1,12}}?(?:村|社区|街道|乡|镇|县|区|市|省))*(?:第?{_COUNT}(?:村民|居民)?小?组)?"
    )


def _health(text: str) -> Iterator[tuple[int, int]]:
    taken = 0
    for match in _health_pattern().finditer(text):
        if match.start() >= taken:
            taken = match.end()
            yield match.span("ill") if match["ill"] else match.span()


@cache
def _health_pattern() -> re.Pattern[str]:
    nobody = f"(?!(?:患者|病人|等|人)?{any_of('health_of_nobody')})"
    ill = f"(?<![慢急染]){any_of('illnesses')}"
    level = "[一二三四1-4]级"
    whose = f"(?:{privacy_children.name_pattern()}|{any_of('whose')})[^，。；、\\n*\\x00]{{0,6}}?"
    return re.compile(
        f"(?<!预防)(?<!防治)(?<!防控)(?:{ill}|{any_of('conditions')}){nobody}"
        "|(?<![隐后水忧祸外内边防虫鼠匪火医])患(?![者难处得失])[有上了过]?"
        f"(?:{ill}|[^，。；、：\\n*\\x00]{{0,10}}?(?:病|症|癌|炎|瘤|疾|障碍)){nobody}"
        f"|(?:{any_of('disabilities')}|{level})残疾人?(?!军人)(?:{level})?{nobody}"
        f"|残疾{level}|[肢视听言智精多]残(?![疾联渣留余])(?:{level})?{nobody}"
        f"|{whose}(?P<ill>{any_of('conditions_of_groups')})(?!{any_of('care')}){nobody}"
        "|(?<=[㐀-鿿])残疾(?!人|车|军)(?=[，。；、：（）() \\n]|$)"
    )
