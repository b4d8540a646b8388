"""Children whom a text itself calls so: 小学生张小明（9岁）. Only their names are hidden; where no
name can be told, the words are.

Surnames are a list, not every character: 学生方便 and 学生安全 name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from xieshang_desktop.domain.privacy_words import any_of, words

_HAN = "㐀-䶿一-鿿"
_DIGITS = "0-9零〇一二三四五六七八九十百两"
#: Stands where a child's name was found.
NAMED = "\x01"
#: 1 to 17, and no bound of a rule: 年满16岁, 3-6岁, 6岁以下.
_AGE = re.compile(
    f"(?<![{_DIGITS}满足至到.-])(?:1[0-7]|[1-9]|十[一二三四五六七]?|[一二三四五六七八九两])"
    " *[周虚]?岁(?!以[上下内前后外]|[及至到、-]|儿童)"
)
#: The part of a text in which the name of an age is looked for.
_NEAR = 16


def named(text: str) -> Iterator[tuple[int, int]]:
    """The names of children, of whom their age or a word for a child tells."""
    for match in _called().finditer(text):
        yield match.span("name")
    for age in _AGE.finditer(text):
        if name := _name_of(text, age):
            yield name


def told(text: str) -> Iterator[tuple[int, int]]:
    """Words that tell of a child whose name can't be told, for a text without the names."""
    for age in _AGE.finditer(text):
        known = _before().search(text, max(0, age.start() - _NEAR), age.start())
        if not (known and known["taken"]) and NAMED not in text[age.end() : age.end() + 5]:
            yield age.span()
    yield from (match.span() for match in _under_age().finditer(text))


def name_pattern() -> str:
    """Two or three characters that are a name in a running text."""
    given = f"(?![{''.join(words('after_names'))}])[{_HAN}]"
    return f"(?!{any_of('not_names')}){any_of('surnames')}{given}(?:{given})?"


def _name_of(text: str, age: re.Match[str]) -> tuple[int, int] | None:
    before = _before().search(text, max(0, age.start() - _NEAR), age.start())
    if before:
        return None if before["taken"] else before.span("name")
    behind = _behind().match(text, age.end())
    return behind.span("name") if behind else None


@cache
def _called() -> re.Pattern[str]:
    """小学生张小明."""
    return re.compile(f"(?<!大){any_of('child_words')}[：:“ ]?(?P<name>{name_pattern()})")


@cache
def _before() -> re.Pattern[str]:
    """张小明（男，今年9岁."""
    link = f"[（(，,：: \\n男女]|今年|现年|年仅|年龄|才|刚|已|是|为|约|{any_of('child_words')}"
    return re.compile(rf"(?:(?P<name>{name_pattern()})|(?P<taken>{NAMED}))(?:{link}){{0,5}}\Z")


@cache
def _behind() -> re.Pattern[str]:
    """9岁的女孩张小明."""
    child = f"男孩|女孩|{any_of('child_words')}|儿子|女儿|孙子|孙女"
    return re.compile(f"[）)]?的?小?(?:{child})?(?P<name>{name_pattern()})")


@cache
def _under_age() -> re.Pattern[str]:
    return re.compile("未成年(?!人|保护|教育|工作|关爱)(?:的?(?:子女|儿子|女儿|孙子|孙女|孩子))?")
