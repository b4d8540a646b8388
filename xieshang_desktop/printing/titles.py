"""Titles broken by sense into a trapezoid or a diamond (GB/T 9704 clause 7.3.1)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

import msgspec

from xieshang_desktop import resources

#: No break inside a date, a number, a Latin word, a bracketed number.
_TOGETHER = re.compile(
    r"〔\d{4}〕\d*号?|\d+[年月日时期届次号个元]?(?:\d{1,2}月(?:\d{1,2}日)?)?|[A-Za-z]+"
    r"|第?[一二两三四五六七八九十百千万]+[组次届期号户年月日元]"
)

#: How far a line may differ from the mean: breaks further off are not tried.
_REACH = 6


#: What it costs to break a word, to tear a date or a number, and what no title may cost.
_IN_WORD, _TORN, _UNFIT = 20.0, 30.0, 1000.0

#: What a break that reads well is worth, and what one costs that may be inside a word.
_GOOD, _UNKNOWN = 3.0, 5.0


class _Words(msgspec.Struct, frozen=True):
    """`resources/papers/titles.toml`."""

    words: frozenset[str]
    suffixes: frozenset[str]
    not_first: str
    not_last: str
    good_after: str
    good_before: tuple[str, ...]


@cache
def _words() -> _Words:
    text = resources.path("papers", "titles.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Words)


def break_title(text: str, limit: float, width: Callable[[str], float]) -> list[str]:
    """The lines of a title, each at most `limit` ems wide; line breaks in it are kept as they are.
    Four lines are formed by sense, a longer title is filled line by line."""
    lines: list[str] = []
    for part in filter(None, (part.strip() for part in text.split("\n"))):
        lines += _formed(part, limit, width)
    return lines


def _formed(text: str, limit: float, width: Callable[[str], float]) -> list[str]:
    total = width(text)
    if total <= limit:
        return [text]
    costs = _break_costs(text)
    best: tuple[float, list[str]] = (_UNFIT, [])
    for count in range(max(2, -int(-total // limit)), 5):
        for breaks, lines in _divisions(text, count):
            cost = _shape(lines, limit, width) + sum(costs[at] for at in breaks)
            best = min(best, (cost, lines))
        if best[0] < _IN_WORD / 2:
            break
    return best[1] or _filled(text, limit, width, costs)


def _divisions(text: str, count: int) -> Iterator[tuple[tuple[int, ...], list[str]]]:
    """Ways to cut the text into `count` lines of about the same length."""
    mean = len(text) / count

    def cuts(number: int, after: int) -> Iterator[tuple[int, ...]]:
        if number == count:
            yield ()
            return
        middle = round(mean * number)
        for at in range(max(after + 1, middle - _REACH), min(len(text), middle + _REACH + 1)):
            for rest in cuts(number + 1, at):
                yield (at, *rest)

    for breaks in cuts(1, 0):
        yield breaks, [text[a:b] for a, b in pairwise((0, *breaks, len(text)))]


def _shape(lines: list[str], limit: float, width: Callable[[str], float]) -> float:
    """What the outline costs: trapezoid and diamond are wanted, box and hourglass are not."""
    widths = [width(line) for line in lines]
    if max(widths) > limit:
        return 2 * _UNFIT
    mean = sum(widths) / len(widths)
    cost = 0.12 * sum(abs(each - mean) for each in widths)
    steps = [b - a for a, b in pairwise(widths)]
    trapezoid = all(step >= 1 for step in steps) or all(step <= -1 for step in steps)
    peak = widths.index(max(widths))
    diamond = all(s >= 0.5 for s in steps[:peak]) and all(s <= -0.5 for s in steps[peak:])
    if not (trapezoid or (diamond and len(lines) > 2)):
        cost += 2.5
    if len(lines) > 2 and min(widths[1:-1]) < min(widths[0], widths[-1]):
        cost += 4
    return cost + sum(4 for each in widths if each < 4)


def _break_costs(text: str) -> list[float]:
    """What a break before each character costs."""
    words = _words()
    costs = [0.0] * (len(text) + 1)
    for match in _TOGETHER.finditer(text):
        for at in range(match.start() + 1, match.end()):
            costs[at] = _TORN + 10
    longest = max(map(len, words.words))
    at = 0
    while at < len(text):
        for length in range(min(longest, len(text) - at), 1, -1):
            if text[at : at + length] in words.words:
                for inside in range(at + 1, at + length):
                    costs[inside] += _IN_WORD
                costs[at] += 5 if text[at : at + length] in words.suffixes else -1
                costs[at + length] -= 1
                at += length
                break
        else:
            if at and text[at - 1] not in words.not_last + words.good_after:
                costs[at] += _UNKNOWN  # nothing known here: perhaps the middle of a word
            at += 1
    for at, character in enumerate(text):
        if character in words.not_first:
            costs[at] += 40
        if character in words.not_last:
            costs[at + 1] += 12
        if character in words.good_after:
            costs[at + 1] -= _GOOD
    for begin in words.good_before:
        for found in re.finditer(re.escape(begin), text):
            costs[found.start()] -= _GOOD
    return costs


def _filled(
    text: str, limit: float, width: Callable[[str], float], costs: list[float]
) -> list[str]:
    lines, start = [], 0
    while start < len(text):
        end = start + 1
        while end < len(text) and width(text[start : end + 1]) <= limit:
            end += 1
        if end < len(text):
            end = min(range(max(start + 1, end - 4), end + 1), key=lambda at: (costs[at], -at))
        lines.append(text[start:end])
        start = end
    return lines
