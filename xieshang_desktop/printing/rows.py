"""Rows: laid-out bands of a page, and how they are dealt out to pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

import msgspec

from xieshang_desktop.printing.ink import PageInk
from xieshang_desktop.printing.profile import Profile

#: Draws a row on a page, given the top of the row in points from the sheet's upper edge.
Draw = Callable[[PageInk, float], object]

#: Gives a row in two, the first not higher than so many points; None where that can't be.
Split = Callable[[float], "tuple[Row, Row] | None"]

#: A row higher than so many lines is not moved as a whole to stay with what follows it.
_HIGH = 6

#: This many lines go with a signature or with a paper's last line: no page has it alone.
LINES_BEFORE_THE_END = 2


class Row(msgspec.Struct, kw_only=True):
    """One band. `height` is what it takes, `needs` what has to fit on the page (the last line of a
    page needs no leading). A row that is `kept` stays with the next; a `gap` vanishes at the top of
    a page; `free` rows do not begin on the grid; `head` is set again above it on a new page; a
    `filler` is left out where it does not fit; a row that `breaks` begins a page, one at the `foot`
    ends the last page. One that can be `split` goes on on the next page where it is too high for
    this one. `bookmark` is its name in the table of contents."""

    height: float
    needs: float
    draw: Draw | None = None
    kept: bool = False
    gap: bool = False
    free: bool = False
    filler: bool = False
    breaks: bool = False
    foot: bool = False
    split: Split | None = None
    bookmark: str = ""
    head: Row | None = None


class Placed(msgspec.Struct):
    """A row and its top, in points from the sheet's upper edge."""

    row: Row
    top: float


def paginate(rows: Sequence[Row], profile: Profile) -> list[list[Placed]]:
    """The rows page by page; at least one page."""
    top, bottom, pitch = profile.top, profile.top + profile.text_height + 0.01, profile.pitch
    pages: list[list[Placed]] = [[]]
    y = top

    def turn(row: Row) -> None:
        """Begin a page, with the head of the table that `row` goes on."""
        nonlocal y
        pages.append([])
        y = top
        if row.head:
            pages[-1].append(Placed(row.head, y))
            y += row.head.height

    foot = [row for row in rows if row.foot]
    rows = [row for row in rows if not row.foot]
    at = 0
    while at < len(rows):
        if rows[at].breaks:
            if pages[-1]:
                turn(rows[at])
            at += 1
            continue
        stop = at + 1
        while stop < len(rows) and rows[stop - 1].kept and not rows[stop].breaks:
            stop += 1
        group = rows[at:stop]
        if rows[stop - 1].filler and _end(group, y, top, pitch) > bottom:
            at = stop
            continue
        printed = any(not placed.row.gap for placed in pages[-1])
        turned = printed and not _begins(group, y, bottom, top, pitch)
        if turned and (divided := _divided(group, y, bottom, top, pitch)):
            rows[at:stop] = divided
            continue
        at = stop
        if turned:
            turn(next((row for row in group if not row.gap), group[0]))
        for row in group:
            if row.gap and not pages[-1] and len(pages) > 1:
                continue
            if not row.free:
                y = _on_grid(y, top, pitch)
            while y + row.needs > bottom and not row.gap:
                parts = row.split(bottom - y) if row.split else None
                if parts:
                    pages[-1].append(Placed(parts[0], y))
                    row = parts[1]
                elif not any(placed.row is not row.head for placed in pages[-1]):
                    break  # a page of its own does not help
                turn(row)
            pages[-1].append(Placed(row, y))
            y += row.height
    if foot:
        begin = bottom - sum(row.height for row in foot)
        last = max((p.top + p.row.needs for p in pages[-1] if not p.row.gap), default=top)
        if last > begin:
            pages.append([])
        for row in foot:
            pages[-1].append(Placed(row, begin))
            begin += row.height
    return pages


def _on_grid(y: float, top: float, pitch: float) -> float:
    return top + ceil((y - top) / pitch - 0.02) * pitch


def _end(group: Sequence[Row], y: float, top: float, pitch: float) -> float:
    """How far down a group reaches when it begins at `y`."""
    reached = y
    for row in group:
        if not row.free:
            y = _on_grid(y, top, pitch)
        if not row.gap:
            reached = y + row.needs
        y += row.height
    return reached


def _begins(group: Sequence[Row], y: float, bottom: float, top: float, pitch: float) -> bool:
    """Whether a group can begin at `y`: it ends on the page, or one of its rows goes on."""
    for row in group:
        if not row.free:
            y = _on_grid(y, top, pitch)
        if y + row.needs > bottom and not row.gap:
            return row.split is not None and row.split(bottom - y) is not None
        y += row.height
    return True


def _divided(
    group: Sequence[Row], y: float, bottom: float, top: float, pitch: float
) -> list[Row] | None:
    """The group with its first high row in two, where that one fits at `y` and the last lines of
    it are enough to stay with what follows."""
    for at, row in enumerate(group):
        if row.split and row.height > _HIGH * pitch:
            parts = row.split(row.height - 1)
            if parts and _begins(group[: at + 1], y, bottom, top, pitch):
                parts[0].kept, parts[1].kept = False, row.kept
                return [*group[:at], *parts, *group[at + 1 :]]
            return None
    return None


def keep_with(rows: Sequence[Row], lines: int = LINES_BEFORE_THE_END) -> None:
    """Tie the last `lines` rows to what comes next; no more than the last block before a blank."""
    tied = False
    for row in reversed(rows):
        if row.gap and tied:
            return
        tied = not row.gap
        row.kept = True
        lines -= not row.gap
        if lines <= 0:
            return
