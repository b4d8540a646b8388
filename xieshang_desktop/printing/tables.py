"""Tables on the page: framed, the head row again on every page (GB/T 9704, 8)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from itertools import accumulate, pairwise

import msgspec

from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.faces import Chain
from xieshang_desktop.printing.hygiene import clean
from xieshang_desktop.printing.ink import PageInk
from xieshang_desktop.printing.linebreak import Line, break_lines
from xieshang_desktop.printing.lines import set_line
from xieshang_desktop.printing.profile import MM
from xieshang_desktop.printing.rows import Row
from xieshang_desktop.printing.setting import Column

#: Line pitch in a cell, in sizes of type; white at the sides of a cell, in points.
LEADING, ASIDE = 1.3, 4.0

#: White between a table and the line below it, in points.
AIR_BELOW = 8.0

#: When a cell needs more than three lines its type shrinks by these steps.
SMALLER = (1.0, 0.86, 0.75, 0.64)
ENOUGH_LINES = 3


class _Cell(msgspec.Struct, frozen=True):
    """Lines with their texts and widths in ems, set in one size of one face."""

    lines: list[tuple[str, Line, float]]
    size: float
    face: str


def table(
    paper: Composer,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    fillers: Sequence[Sequence[str]] = (),
    size: float = 0.0,
) -> None:
    """A table as wide as its columns; rows are at least one line of the grid high. `fillers` are
    rows that fill the page the table ends on, as many as fit. With a `size` all cells have it,
    and rows are as high as they need."""
    made = _Table(paper, columns, size)
    head = made.row([column.head for column in columns], "hei", None)
    head.kept = True
    paper.rows.append(head)
    paper.rows += [made.row(cells, "fang", head) for cells in rows]
    for cells in fillers:
        row = made.row(cells, "fang", head)
        row.filler = True
        paper.rows.append(row)
    paper.rows.append(Row(height=AIR_BELOW, needs=0, gap=True, free=True))


class _Table:
    def __init__(self, paper: Composer, columns: Sequence[Column], size: float) -> None:
        self._paper = paper
        self._size = size
        self._columns = columns
        scale = MM * paper.profile.enlarged
        self._widths = [column.width_mm * scale for column in columns]
        self._edges = list(accumulate(self._widths, initial=paper.profile.left))
        self._cell = cache(self._make_cell)  # the same group and part stand in many rows

    def row(self, texts: Sequence[str], face: str, head: Row | None) -> Row:
        """One row; the head row has none above it."""
        cells = [
            self._cell(text, face, width - 2 * ASIDE)
            for text, width in zip(texts, self._widths, strict=True)
        ]
        tallest = max((len(cell.lines) * cell.size * LEADING for cell in cells), default=0.0)
        height = max(0.0 if self._size else self._paper.pitch, tallest + 2 * ASIDE)
        edges, thickness = self._edges, self._paper.profile.rule.table

        def draw(page: PageInk, top: float) -> None:
            bottom = top + height
            across = (bottom,) if head else (top, bottom)
            frame = [(edges[0], y, edges[-1], y) for y in across]
            page.lines(frame + [(x, top, x, bottom) for x in edges], thickness)
            for cell, column, (left, right) in zip(
                cells, self._columns, pairwise(edges), strict=True
            ):
                leading = cell.size * LEADING
                y = top + (height - leading * (len(cell.lines) - 1) - cell.size) / 2
                for text, line, ems in cell.lines:
                    x = left + ASIDE
                    if column.centred or head is None:
                        x = (left + right - ems * cell.size) / 2
                    set_line(x, [(text, cell.face)], line, cell.size, 1.0, page, y)
                    y += leading

        return Row(height=height, needs=height, draw=draw, free=True, head=head)

    def _make_cell(self, text: str, face: str, room: float) -> _Cell:
        """The cell in the largest type that needs few lines, never more than a page of them."""
        text = clean(text).strip()
        self._paper.ink.note(face, text)
        profile, chain = self._paper.profile, self._paper.ink.chain(face)
        for step in SMALLER:
            size = self._size or max(profile.type.note * step, profile.type.cell)
            limit = room / size
            lines = [
                (part[line.start : line.end].strip(), line.squeezed)
                for part in text.split("\n")
                for line in break_lines(part, partial(_width, chain, part), limit, limit)
            ]
            if self._size or len(lines) <= ENOUGH_LINES:
                break
        most = int((profile.text_height - 2 * self._paper.pitch) / (size * LEADING))
        if len(lines) > most:
            lines = [*lines[: most - 1], ("……", 0.0)]
        return _Cell(
            [
                (part, Line(0, len(part), ems, ems, squeezed, last=True), ems)
                for part, squeezed in lines
                for ems in (chain.width(part) - squeezed,)
            ],
            size,
            face,
        )


def _width(chain: Chain, text: str, start: int, end: int) -> float:
    return chain.width(text[start:end])
