"""席卡: A4 folded across the middle, the name upright on one half and turned on the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from xieshang_desktop.domain.documents import NameCard, NameCards
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.ink import PageInk
from xieshang_desktop.printing.profile import MM
from xieshang_desktop.printing.rows import Row
from xieshang_desktop.printing.texts import Texts

#: The face of the line under a name, and the least size of type that is read across a table.
LINE_FACE, LEAST = "kai", 12.0

#: A part of a name is torn apart only where it would be smaller than this.
WHOLE = 40.0

#: A name stands on at most so many lines, this far apart in sizes of type, and takes at most this
#: share of the height of its half.
MOST_LINES, LEADING, SHARE = 4, 1.18, 0.62

#: Marks of the fold: from the sheet's edge, how long, in millimetres; size of the words at it.
_EDGE, _MARK, _WORDS = 5.0, 9.0, 8.0


def compose(paper: NameCards, page: Composer, words: Texts) -> None:
    """One sheet for each person."""
    for card in paper.cards:
        page.ink.note(paper.face, one_line(card.name))
        page.ink.note(LINE_FACE, one_line(card.line))
        page.new_page()
        draw = partial(_sheet, page, card, paper.face, words("fold"))
        page.rows.append(Row(height=0, needs=0, draw=draw, free=True))


def _sheet(
    paper: Composer, card: NameCard, face: str, fold: str, page: PageInk, _top: float
) -> None:
    profile = paper.profile
    half = PageInk(paper.ink, profile.height)
    _half(paper, card, face, half)
    content = half.content()
    page.inset(content, 0, 0)
    page.inset(content, profile.width, profile.height, turned=True)
    middle, edge, mark = profile.height / 2, _EDGE * MM, _MARK * MM
    page.lines(
        [
            (edge, middle, edge + mark, middle),
            (profile.width - edge - mark, middle, profile.width - edge, middle),
        ],
        profile.rule.table,
    )
    page.text(edge, middle + 2, fold, "fang", _WORDS, colour=(0.45, 0.45, 0.45))


def _half(paper: Composer, card: NameCard, face: str, page: PageInk) -> None:
    """Name and line in the middle of the lower half."""
    profile, chain = paper.profile, paper.ink.chain(face)
    room = profile.height / 2 * SHARE
    lines, size = largest(
        spaced(card.name), profile.text_width, room, profile.type.title, chain.width
    )
    line = one_line(card.line)
    below = paper.ink.chain(LINE_FACE).width(line)
    small = min(profile.type.mark, profile.text_width / below) if below else 0.0
    if small and small < LEAST:  # longer than any organisation's name: as much as fits
        small = LEAST
        while paper.ink.chain(LINE_FACE).width(line) * small > profile.text_width:
            line = line[:-2] + "…"
    air = profile.place.mark_below_top_mm * MM if line else 0.0
    height = size * (1 + LEADING * (len(lines) - 1)) + air + small
    y = profile.height * 0.75 - height / 2
    for text in lines:
        x = (profile.width - chain.width(text) * size) / 2
        page.text(x, y, text, face, size)
        y += size * LEADING
    if line:
        x = (profile.width - paper.ink.chain(LINE_FACE).width(line) * small) / 2
        page.text(x, y - size * (LEADING - 1) + air, line, LINE_FACE, small)


def spaced(name: str) -> str:
    """The name with a blank between the two characters of a short one, as name lists have it."""
    name = one_line(name)
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


def largest(
    name: str, wide: float, high: float, most: float, width: Callable[[str], float]
) -> tuple[list[str], float]:
    """The lines of a name and the size that shows it largest in a box: on one line, or on several,
    broken behind the dot of a name of several parts."""
    best: tuple[list[str], float] = ([name], 0.0)
    parts = [part for part in re.split("(?<=·)", name) if part]
    for count in range(1, MOST_LINES + 1):
        if count > len(parts) and best[1] > WHOLE:
            break
        lines = _divided(name, parts, count)
        longest = max((width(line) for line in lines), default=0.0)
        if not longest:
            continue
        size = min(most, wide / longest, high / (1 + LEADING * (len(lines) - 1)))
        if size > best[1] * 1.05:
            best = (lines, size)
    lines, size = best
    if size >= LEAST:
        return best
    fits, rows = int(wide / LEAST) - 1, max(1, int(high / LEAST / LEADING))  # longer than any name
    shown = [name[at : at + fits] for at in range(0, len(name), fits)]
    return [*shown[: rows - 1], shown[rows - 1][:-1] + "…"] if len(shown) > rows else shown, LEAST


def _divided(name: str, parts: list[str], count: int) -> list[str]:
    """The name on so many lines, or on fewer: its parts stay whole where there are enough."""
    if len(parts) >= count:
        return [*parts[: count - 1], "".join(parts[count - 1 :])]
    long = max(1, -(-len(name) // count))
    return [name[at : at + long] for at in range(0, len(name), long)]
