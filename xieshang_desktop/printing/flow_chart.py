"""流程图: the steps as boxes with arrows between them, below them the results.

Its words are lines of the form, `name | what happens`: as many boxes as lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from xieshang_desktop.domain.documents import FlowChart
from xieshang_desktop.domain.numerals import chinese_number
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.ink import RED, PageInk
from xieshang_desktop.printing.large import Wall
from xieshang_desktop.printing.texts import Texts

#: Millimetres on an A4 sheet.
_EDGE = 18.0
_FIRST = 47.0
_FOOT = 17.0
_RESULTS = 55.0
_ARROW = 6.0
_BRANCH = 11.0
_MOST_HIGH = 34.0

#: White between a box's edge and its words; the largest text, in points on A4; its line pitch.
_PAD = 2.6
_LARGEST = 22.0
_LEADING = 1.28

_DARK = (0.62, 0.04, 0.04)
_TINT = (0.992, 0.957, 0.945)
_GREY = (0.35, 0.35, 0.35)
_WHITE = (1.0, 1.0, 1.0)


class _Box(msgspec.Struct, frozen=True):
    """What stands in one box."""

    name: str
    text: str


def compose(paper: FlowChart, page: Composer, words: Texts) -> None:
    """Set the chart on one sheet."""
    wall = Wall(page.profile, page.ink)
    facts = {"posting_days": one_line(paper.posting_days), "room": one_line(paper.room)}
    steps, results = (_boxes(words(name, **facts)) for name in ("steps", "results"))
    title = words("title", **facts)
    brand = words("brand", brand=one_line(paper.brand))

    def draw(ink: PageInk) -> None:
        _head(wall, ink, title, brand)
        y = _steps(wall, ink, steps)
        _outcomes(wall, ink, results, y)
        small = wall.points(12)
        wall.prose(
            ink,
            (_EDGE, wall.height - _FOOT + 1.5, wall.width - 2 * _EDGE, 8),
            paper.room,
            "kai",
            small,
            centred=True,
        )

    _note(wall, title, brand, steps, results)
    page.rows.append(wall.sheet(draw))


def _boxes(form: str) -> list[_Box]:
    found = []
    for line in filter(None, map(str.strip, form.split("\n"))):
        name, _bar, text = line.partition("|")
        found.append(_Box(one_line(name), one_line(text)))
    return found


def _note(
    wall: Wall, title: str, brand: str, steps: Sequence[_Box], results: Sequence[_Box]
) -> None:
    wall.ink.note("xiaobiaosong", title)
    wall.ink.note("kai", brand)
    for box in (*steps, *results):
        wall.ink.note("hei", box.name)


def _head(wall: Wall, page: PageInk, title: str, brand: str) -> None:
    across = wall.width - 2 * _EDGE
    if brand:
        wall.prose(page, (_EDGE, 13, across, 7), brand, "kai", wall.points(15), centred=True)
    fitted = wall.fit(title, "xiaobiaosong", across, 17, largest=10.5)
    wall.lines(page, fitted, "xiaobiaosong", 22 + (17 - fitted.height) / 2)
    wall.rule(page, _EDGE, 42, across, 0.9, RED)
    wall.rule(page, _EDGE, 43.6, across, 0.3, RED)


def _steps(wall: Wall, page: PageInk, steps: Sequence[_Box]) -> float:
    """The boxes one below the other; gives where the last one ends."""
    wide, y = wall.width - 2 * _EDGE, _FIRST
    room = wall.height - _FOOT - _RESULTS - _BRANCH - _FIRST
    high = min(_MOST_HIGH, (room + _ARROW) / max(1, len(steps)) - _ARROW)
    radius = min(8.0, high * 0.3)
    left = _EDGE + 5 + 2 * radius + 5
    across = _EDGE + wide - left - 5
    name = min(wall.points(19), high * 0.25)
    above = _PAD + name * 1.32
    place = (across, high - above - _PAD)
    size = _one_size(wall, steps, place)
    for number, step in enumerate(steps, 1):
        if number > 1:
            _arrow(wall, page, wall.width / 2, y, _ARROW)
            y += _ARROW
        _outlined(wall, page, (_EDGE, y, wide, high))
        x, middle = _EDGE + 5 + radius, y + high / 2
        wall.disc(page, x, middle, radius, RED)
        sign, size = chinese_number(number), radius * 1.05
        half = wall.chain("hei").width(sign) * size / 2
        wall.text(page, x - half, middle - size / 2, sign, "hei", size, _WHITE)
        wall.text(page, left, y + _PAD, step.name, "hei", name)
        box = (left, y + above, *place)
        wall.prose(page, box, step.text, "fang", size, leading=_LEADING)
        y += high
    return y


def _outcomes(wall: Wall, page: PageInk, results: Sequence[_Box], top: float) -> None:
    if not results:
        return
    gap = 5.0
    wide = (wall.width - 2 * _EDGE - gap * (len(results) - 1)) / len(results)
    middles = [_EDGE + wide / 2 + at * (wide + gap) for at in range(len(results))]
    level, thick = top + 5, 1.1
    wall.rule(page, wall.width / 2 - thick / 2, top, thick, 5, _DARK)
    if len(results) > 1:
        wall.rule(
            page, middles[0] - thick / 2, level, middles[-1] - middles[0] + thick, thick, _DARK
        )
    y = top + _BRANCH
    high = wall.height - _FOOT - y
    band = 11.0
    place = (wide - 6, high - band - 2 * _PAD)
    text = _one_size(wall, results, place)
    for middle, result in zip(middles, results, strict=True):
        _arrow(wall, page, middle, level, _BRANCH - 5)
        box = (middle - wide / 2, y, wide, high)
        _outlined(wall, page, box)
        wall.rounded(page, (box[0], y, wide, band), 2.2, RED, flat_foot=True)
        size = min(wall.points(15), (wide - 6) / max(1.0, wall.chain("hei").width(result.name)))
        half = wall.chain("hei").width(result.name) * size / 2
        wall.text(page, middle - half, y + (band - size) / 2, result.name, "hei", size, _WHITE)
        inside = (box[0] + 3, y + band + _PAD, *place)
        wall.prose(page, inside, result.text, "fang", text, leading=_LEADING)


def _one_size(wall: Wall, boxes: Sequence[_Box], place: tuple[float, float]) -> float:
    """The largest size in which the words of every box stand within `place` (width, height)."""
    sizes = [
        wall.prose_size(box.text, "fang", *place, largest=wall.points(_LARGEST), leading=_LEADING)
        for box in boxes
    ]
    return min(sizes, default=wall.points(_LARGEST))


def _outlined(wall: Wall, page: PageInk, box: tuple[float, float, float, float]) -> None:
    left, top, width, height = box
    line = 0.6
    wall.rounded(page, box, 2.2, RED)
    inner = (left + line, top + line, width - 2 * line, height - 2 * line)
    wall.rounded(page, inner, 2.2 - line, _TINT)


def _arrow(wall: Wall, page: PageInk, x: float, top: float, length: float) -> None:
    """Downwards, with air above and below its head."""
    thick, head, wide = 1.1, 3.4, 5.2
    end = top + length - 0.8
    wall.area(
        page,
        [
            (x - thick / 2, top),
            (x + thick / 2, top),
            (x + thick / 2, end - head),
            (x + wide / 2, end - head),
            (x, end),
            (x - wide / 2, end - head),
            (x - thick / 2, end - head),
        ],
        _DARK,
    )
