"""A framed form to fill in: labels in 黑体, beside each what is known, or room to write."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec

from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.faces import Chain
from xieshang_desktop.printing.hygiene import clean
from xieshang_desktop.printing.ink import PageInk
from xieshang_desktop.printing.linebreak import Line, break_lines
from xieshang_desktop.printing.lines import set_line
from xieshang_desktop.printing.rows import Row
from xieshang_desktop.printing.setting import FieldRow
from xieshang_desktop.printing.tables import AIR_BELOW, ASIDE, LEADING, SMALLER

#: Width of a label, and white above and below words, in sizes of type.
LABEL, _WHITE = 7.2, 0.28

#: In a field of more lines than this the words begin at its upper edge.
_MIDDLE = 2

#: So many lines of one field stay together; longer ones may go on on the next page.
_TOGETHER = 8


class _Text(msgspec.Struct, frozen=True):
    """Lines of one face and size in a box: `left` and `width` in points."""

    lines: Sequence[tuple[str, Line]]
    face: str
    size: float
    left: float
    width: float
    centred: bool

    @property
    def height(self) -> float:
        """What it takes with the white above and below it."""
        return _high(len(self.lines), self.size)


def fields(paper: Composer, rows: Sequence[FieldRow]) -> None:
    """One frame of these rows, as wide as the text."""
    left, right = paper.profile.left, paper.profile.left + paper.profile.text_width

    def close(page: PageInk, top: float) -> None:
        page.lines([(left, top, right, top)], paper.profile.rule.table)

    above = Row(
        height=0, needs=0, draw=close, kept=True, free=True
    )  # the frame's edge on a new page
    paper.rows.append(above)
    for row in rows:
        _row(paper, row, above)
    paper.rows.append(Row(height=AIR_BELOW, needs=0, gap=True, free=True))


def _row(paper: Composer, row: FieldRow, above: Row) -> None:
    size, left = paper.profile.type.note, paper.profile.left
    share, high = paper.profile.text_width / len(row.fields), row.lines * paper.pitch
    label = size * LABEL
    texts: list[_Text] = []
    for at, (name, words) in enumerate(row.fields):
        begin = left + at * share
        texts.append(_text(paper, name, "hei", begin, label, high))
        texts.append(_text(paper, words, "fang", begin + label, share - label, high))
    parts = 1
    if max(text.height for text in texts) > high:
        parts = -(-max(len(text.lines) for text in texts) // _TOGETHER)
    for part in range(parts):
        _part(paper, texts, high, row.lines, part, parts, above)


def _text(paper: Composer, words: str, face: str, left: float, width: float, high: float) -> _Text:
    """The words in the largest type in which the row stays as high as it is; long ones make it
    higher instead."""
    words, type_ = clean(words).strip(), paper.profile.type
    paper.ink.note(face, words)
    sizes = [max(type_.note * step, type_.cell) for step in SMALLER[:3]]
    made = [_lines(paper, words, face, size, width) for size in sizes]
    label = face == "hei"
    fitting = [at for at, size in enumerate(sizes) if _high(len(made[at]), size) <= high]
    whole = [at for at in fitting if len(made[at]) == 1]  # a label is not torn apart
    at = ((label and whole) or fitting or [1])[0]
    return _Text(made[at], face, sizes[at], left, width, label)


def _lines(
    paper: Composer, words: str, face: str, size: float, width: float
) -> list[tuple[str, Line]]:
    chain, room, lines = paper.ink.chain(face), (width - 2 * ASIDE) / size, []
    for text in words.split("\n"):
        for line in break_lines(text, partial(_width, chain, text), room, room):
            own = msgspec.structs.replace(line, start=0, end=line.end - line.start)
            lines.append((text[line.start : line.end], own))
    return lines


def _high(lines: int, size: float) -> float:
    """What so many lines take with the white above and below them."""
    return size * (lines * LEADING + 2 * _WHITE)


def _width(chain: Chain, text: str, start: int, end: int) -> float:
    return chain.width(text[start:end])


def _part(
    paper: Composer,
    texts: Sequence[_Text],
    high: float,
    lines: int,
    part: int,
    parts: int,
    above: Row,
) -> None:
    """One part of a row: all of it, or some of its lines with the frame open to the others."""
    rule = paper.profile.rule.table
    left, right = paper.profile.left, paper.profile.left + paper.profile.text_width
    longest = max(texts, key=lambda text: len(text.lines))
    leading, white = longest.size * LEADING, longest.size * _WHITE
    height = max(high, max(text.height for text in texts))
    if parts > 1:
        count = min(_TOGETHER, len(longest.lines) - part * _TOGETHER)
        height = count * leading + white * ((part == 0) + (part + 1 == parts))
    at_top = parts > 1 or lines > _MIDDLE

    def draw(page: PageInk, top: float) -> None:
        edges = [*(text.left for text in texts), right]
        strokes = [(x, top, x, top + height) for x in edges]
        if part + 1 == parts:
            strokes.append((left, top + height, right, top + height))
        page.lines(strokes, rule)
        for text in texts:
            shown = text.lines[part * _TOGETHER :][: _TOGETHER if parts > 1 else None]
            step = text.size * LEADING
            y = top + (height - step * (len(shown) - 1) - text.size) / 2
            if at_top and not text.centred:
                y = top + (0 if part else white)
            for words, line in shown:
                x = text.left + ASIDE
                if text.centred:
                    x = text.left + (text.width - line.width * text.size) / 2
                set_line(x, [(words, text.face)], line, text.size, 1.0, page, y)
                y += step

    paper.rows.append(Row(height=height, needs=height, draw=draw, free=True, head=above))
