"""Which pages come on which side of which sheet: chosen pages, both sides, a booklet to fold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from xieshang_desktop.errors import BadInput

Size = tuple[float, float]
"""Width and height in points."""

_MM = 72 / 25.4
_SHEETS = {"A5": (148, 210), "A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841)}
_NEAR = 3.0  # millimetres: drivers round their sizes
_ONE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")


class Sides(StrEnum):
    """Which sides of the sheets are printed: `FRONTS` and `BACKS` are two goes, by hand."""

    ONE = "one"
    BOTH = "both"
    FRONTS = "fronts"
    BACKS = "backs"


class Face(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a sheet: its size in points, and each page on it with its left edge."""

    size: Size
    pages: tuple[tuple[int, float], ...] = ()


class PrintPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What goes to the printer: sides in their order, how often, and how the sheet is turned."""

    faces: tuple[Face, ...]
    copies: int = 1
    duplex: bool = False
    booklet: bool = False

    @property
    def sheets(self) -> int:
        """Sheets of paper, all copies together."""
        each = (len(self.faces) + 1) // 2 if self.duplex else len(self.faces)
        return each * self.copies


def chosen_pages(words: str, count: int) -> tuple[int, ...]:
    """The pages meant by `1-3,5` (also 1至3、5), from 0, in the order written.

    BadInput `print_pages_unreadable`, `print_page_missing`.
    """
    plain = re.sub(r"[，、；;\s]+", ",", words.strip()).strip(",")
    plain = re.sub(r"[—–－~～至到]+", "-", plain).translate(_DIGITS)
    found: list[int] = []
    for part in plain.split(","):
        match = _ONE.fullmatch(part)
        if match is None:
            raise BadInput("print_pages_unreadable", words=words)
        first, last = int(match[1]), int(match[2] or match[1])
        for number in (first, last):
            if not 1 <= number <= count:
                raise BadInput("print_page_missing", page=number, pages=count)
        step = 1 if last >= first else -1
        found += range(first - 1, last - 1 + step, step)
    return tuple(dict.fromkeys(found))


_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def may_fold(sizes: Sequence[Size]) -> bool:
    """Whether these pages can become a booklet: several upright ones of one size, A4 or less."""
    first = sizes[0]
    return (
        len(sizes) > 1
        and first[0] < first[1] < 300 * _MM
        and all(_near(size, first) for size in sizes)
    )


def make_plan(
    pages: Sequence[int],
    sizes: Sequence[Size],
    *,
    copies: int = 1,
    sides: Sides = Sides.ONE,
    booklet: bool = False,
) -> PrintPlan:
    """The sides of the sheets that carry these pages; `sizes` are those of all pages."""
    if booklet:
        faces = _booklet(pages, sizes[pages[0]])
    else:
        faces = [Face(size=sizes[page], pages=((page, 0.0),)) for page in pages]
    # A copy begins on a sheet of its own; fronts and backs are equally many.
    if len(faces) % 2 and (
        sides in {Sides.FRONTS, Sides.BACKS} or (sides is Sides.BOTH and copies > 1)
    ):
        faces.append(Face(size=faces[-1].size))
    if sides is Sides.FRONTS:
        faces = faces[0::2]
    elif sides is Sides.BACKS:
        faces = faces[1::2]
    return PrintPlan(faces=tuple(faces), copies=copies, duplex=sides is Sides.BOTH, booklet=booklet)


def sheet_name(size: Size) -> str:
    """What paper of this size is called: A4, A3 …, else its millimetres."""
    short, long = sorted(side / _MM for side in size)
    for name, (width, height) in _SHEETS.items():
        if abs(short - width) <= _NEAR and abs(long - height) <= _NEAR:
            return name
    return f"{short:.0f}×{long:.0f} mm"


def offers(papers: Sequence[tuple[float, float]], size: Size) -> bool:
    """Whether a printer with these papers (millimetres) has this one; who lists none has all."""
    short, long = sorted(side / _MM for side in size)
    return not papers or any(
        abs(short - min(paper)) <= _NEAR and abs(long - max(paper)) <= _NEAR for paper in papers
    )


def _booklet(pages: Sequence[int], size: Size) -> list[Face]:
    """Saddle order: 8|1, 2|7, 6|3, 4|5; what is missing to whole sheets stays blank."""
    wide, high = size
    whole = len(pages) + -len(pages) % 4
    numbers: list[int | None] = [*pages, *[None] * (whole - len(pages))]
    faces = []
    for at in range(whole // 2):
        outer, inner = numbers[whole - 1 - at], numbers[at]
        left, right = (inner, outer) if at % 2 else (outer, inner)
        placed = [(page, x) for page, x in ((left, 0.0), (right, wide)) if page is not None]
        faces.append(Face(size=(2 * wide, high), pages=tuple(placed)))
    return faces


def _near(size: Size, other: Size) -> bool:
    return all(abs(a - b) <= _NEAR * _MM for a, b in zip(size, other, strict=True))
