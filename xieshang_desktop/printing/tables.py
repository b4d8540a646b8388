"""Tables on the page: framed, the head row again on every page (GB/T 9704, 8)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from itertools import accumulate, pairwise

import msgspec

from xieshang_desktop.domain.signature import Stroke
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.faces import Chain
from xieshang_desktop.printing.hygiene import clean, one_line
from xieshang_desktop.printing.ink import PageInk
from xieshang_desktop.printing.linebreak import Line, break_lines, is_torn
from xieshang_desktop.printing.lines import set_line
from xieshang_desktop.printing.profile import MM
from xieshang_desktop.printing.rows import Row
from xieshang_desktop.printing.setting import Cell, Column

#: Line pitch in a cell, in sizes of type; white at the sides of a cell, in points.
LEADING, ASIDE = 1.3, 4.0

#: White at the sides of a cell of a table with many columns, whose cells all have one small size.
_ASIDE_DENSE = 2.8

#: White between a table and the line below it, in points.
AIR_BELOW = 8.0

#: A column whose cells need more than three lines is set in the second of these sizes of type, and
#: in the third only where that keeps a date or a number whole.
SMALLER = (1.0, 0.86, 0.75)
ENOUGH_LINES = 3

#: A row that goes on on the next page has at least so many lines of a cell on each of the two.
LEAST_LINES = 2


class _Cell(msgspec.Struct, frozen=True):
    """Lines with their texts and widths in ems, set in one size of one face, or handwriting."""

    lines: list[tuple[str, Line, float]]
    size: float
    face: str
    strokes: tuple[Stroke, ...] = ()

    @property
    def height(self) -> float:
        """What its lines take."""
        return len(self.lines) * self.size * LEADING

    def divided(self, room: float) -> tuple[_Cell, _Cell] | None:
        """The lines that fit into `room`, and the others; None where too few stay together."""
        count = int(room / (self.size * LEADING) + 1e-6)
        if count < len(self.lines):
            count = min(count, len(self.lines) - LEAST_LINES)
            if count < LEAST_LINES:
                return None
        first, rest = self.lines[:count], self.lines[count:]
        written = _Cell(first, self.size, self.face, self.strokes)
        return (written, _Cell(rest, self.size, self.face))


def table(
    paper: Composer,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    fillers: Sequence[Sequence[Cell]] = (),
    size: float = 0.0,
    lines: float = 1.0,
) -> None:
    """A table as wide as its columns; rows are at least `lines` of the grid high. `fillers` are
    rows that fill the page the table ends on, as many as fit. With a `size` all cells have it,
    and rows are as high as they need. A row too high for the rest of its page goes on on the next.
    On a poster what the cells say stands in numbered paragraphs, to be read from as far."""
    if paper.profile.sheet.listed:
        told = [[_words(cell) for cell in row] for row in rows]
        if any(text.strip() for row in told for text in row):
            _listed(paper, columns, told)
            return
    made = _Table(paper, columns, [*rows, *fillers], size, lines)
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
    def __init__(
        self,
        paper: Composer,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        size: float,
        lines: float,
    ) -> None:
        self._paper = paper
        self._least = 0.0 if size else paper.pitch * lines
        self._size = size
        self._aside = _ASIDE_DENSE if size else ASIDE
        self._columns = columns
        scale = MM * paper.profile.enlarged
        self._widths = [column.width_mm * scale for column in columns]
        self._edges = list(accumulate(self._widths, initial=paper.profile.left))
        self._step = cache(self._find_step)  # the same group and part stand in many rows
        self._steps = [
            max((self._step(_set_words(row[at]), "fang", width) for row in rows), default=0)
            for at, width in enumerate(self._widths)
        ]

    def row(self, cells: Sequence[Cell], face: str, head: Row | None) -> Row:
        """One row; the head row has none above it."""
        made = []
        for cell, width, step in zip(cells, self._widths, self._steps, strict=True):
            text = _set_words(cell)
            own = step if head else self._step(text, face, width)
            strokes = () if isinstance(cell, str) else cell.strokes
            made.append(self._cell(text, face, width, own, strokes))
        least = self._least if head else min(self._least, self._paper.pitch)
        return self._row(made, head, least=least)

    def _row(
        self, cells: Sequence[_Cell], head: Row | None, *, least: float = 0.0, part: bool = False
    ) -> Row:
        height = max(least, max((cell.height for cell in cells), default=0.0) + 2 * ASIDE)
        row = Row(
            height=height,
            needs=height,
            draw=partial(self._draw, cells, height, head is None, part),
            free=True,
            head=head,
        )
        if head:
            row.split = partial(self._split, cells, head)
        return row

    def _split(self, cells: Sequence[_Cell], head: Row, room: float) -> tuple[Row, Row] | None:
        """The row in two, the first of them not higher than `room`."""
        parts = [cell.divided(room - 2 * ASIDE) for cell in cells]
        whole = [part for part in parts if part]
        if len(whole) < len(cells) or not any(rest.lines for _, rest in whole):
            return None
        first, rest = ([part[at] for part in whole] for at in (0, 1))
        return self._row(first, head, part=True), self._row(rest, head, part=True)

    def _draw(
        self,
        cells: Sequence[_Cell],
        height: float,
        is_head: bool,
        part: bool,
        page: PageInk,
        top: float,
    ) -> None:
        edges, bottom = self._edges, top + height
        across = (top, bottom) if is_head else (bottom,)
        frame = [(edges[0], y, edges[-1], y) for y in across]
        thickness = self._paper.profile.rule.table
        page.lines(frame + [(x, top, x, bottom) for x in edges], thickness)
        for cell, column, (left, right) in zip(cells, self._columns, pairwise(edges), strict=True):
            leading = cell.size * LEADING
            y = top + (height - leading * (len(cell.lines) - 1) - cell.size) / 2
            if part:  # its lines go on where they ended on the page before
                y = top + ASIDE + (leading - cell.size) / 2
            for text, line, ems in cell.lines:
                x = left + self._aside
                if column.centred or is_head:
                    x = (left + right - ems * cell.size) / 2
                set_line(x, [(text, cell.face)], line, cell.size, 1.0, page, y)
                y += leading
            if cell.strokes:
                aside = self._aside
                page.handwriting((left + aside, top + 2, right - aside, bottom - 2), cell.strokes)

    def _find_step(self, text: str, face: str, width: float) -> int:
        """Which of the sizes is the largest that needs few lines and tears no date or number."""
        if self._size:
            return 0
        for step in range(len(SMALLER)):
            lines, torn = self._lines(text, face, width, step)
            if not torn and (step or len(lines) <= ENOUGH_LINES):
                return step
        return 1

    def _lines(
        self, text: str, face: str, width: float, step: int
    ) -> tuple[list[tuple[str, float]], bool]:
        limit = (width - 2 * self._aside) / self._type(step)
        return _broken(clean(text).strip(), self._paper.ink.chain(face), limit)

    def _type(self, step: int) -> float:
        """The size of type at a step."""
        type_ = self._paper.profile.type
        return self._size or max(type_.note * SMALLER[step], type_.cell)

    def _cell(
        self, text: str, face: str, width: float, step: int, strokes: tuple[Stroke, ...]
    ) -> _Cell:
        self._paper.ink.note(face, clean(text).strip())
        chain = self._paper.ink.chain(face)
        lines = [
            (part, Line(0, len(part), ems, ems, squeezed, last=True), ems)
            for part, squeezed in self._lines(text, face, width, step)[0]
            for ems in (chain.width(part) - squeezed,)
        ]
        return _Cell(lines, self._type(step), face, strokes)


def _words(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.words


def _set_words(cell: Cell) -> str:
    """What is set in type: nothing where the hand wrote."""
    return "" if not isinstance(cell, str) and cell.strokes else _words(cell)


def _broken(text: str, chain: Chain, limit: float) -> tuple[list[tuple[str, float]], bool]:
    """The lines of a cell, each with what is squeezed out of it; whether a line ends within a date
    or a number."""
    lines, torn = [], False
    for part in text.split("\n"):
        for line in break_lines(part, partial(_width, chain, part), limit, limit):
            lines.append((part[line.start : line.end].strip(), line.squeezed))
            torn = torn or (not line.last and is_torn(part, line.end))
    return lines, torn


def _listed(paper: Composer, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """`1. 办理事项：…；责任单位：…。` for each row. A column that counts gives no words, and where
    the first head comes again, so begins what is said of something else."""
    counts = [
        at for at in range(len(columns)) if all(row[at] == str(n) for n, row in enumerate(rows, 1))
    ]
    told = [at for at in range(len(columns)) if at not in counts]
    again = [at for at in told if columns[at].head == columns[told[0]].head]
    texts = []
    for begin, end in pairwise([*again, len(columns)]):
        for row in rows:
            facts = [
                (columns[at].head, one_line(row[at]).rstrip("。；，"))
                for at in told
                if begin <= at < end and row[at].strip()
            ]
            if len(again) > 1:  # a list of names, in columns to save room
                texts.append("，".join(fact for _, fact in facts))
            else:
                texts.append("；".join(f"{head}：{fact}" for head, fact in facts))
    paper.items(f"{text}。" for text in texts if text)


def _width(chain: Chain, text: str, start: int, end: int) -> float:
    return chain.width(text[start:end])
