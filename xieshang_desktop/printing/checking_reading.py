"""What pdfium sees on the pages of a PDF: characters with their em-boxes, lines, drawings.

Nothing here asks the code that sets papers: what is measured is what a reader or a printer gets.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from math import hypot
from typing import Any, NamedTuple

import msgspec
import pypdfium2
from pypdfium2 import raw

from xieshang_desktop.printing.profile import MM

#: The em-box of a Han character stands 880 above and 120 below the base line, in thousandths.
ASCENT = 0.88

#: Base lines nearer to each other than this are one line; a gap wider than these ems parts it.
_SAME_LINE_MM, _GAP_EMS = 0.6, 1.7


class Fault(NamedTuple):
    """What is wrong in a line (from 1; 0 is the whole page): a code and what its sentence needs."""

    line: int
    code: str
    facts: dict[str, str | int | float] = {}  # noqa: RUF012  never written to


class Face:
    """One font of the document, as embedded."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self.embedded = raw.FPDFFont_GetIsEmbedded(handle) == 1
        name = ctypes.create_string_buffer(200)
        raw.FPDFFont_GetBaseFontName(handle, name, len(name))
        self.name = name.value.decode("utf-8", "replace").split("+")[-1]

    @cached_property
    def program(self) -> bytes:
        """The embedded file, empty where pdfium can't give it."""
        size = ctypes.c_size_t()
        if not raw.FPDFFont_GetFontData(self._handle, None, 0, size):
            return b""
        data = (ctypes.c_uint8 * size.value)()
        raw.FPDFFont_GetFontData(self._handle, data, size.value, size)
        return bytes(data)


class Run(msgspec.Struct, frozen=True):
    """What characters printed in one go have in common: the size in points, the face, whether they
    are `turned`; `hidden` is not painted; `order` counts from the bottom of the page's pile."""

    size: float
    face: Face
    turned: bool
    hidden: bool
    order: int


class Character(msgspec.Struct, frozen=True):
    """One printed character; lengths in millimetres from the upper left corner of the sheet.

    `left` to `right` is its box as wide as its advance, `ink` is where its outline stands (left,
    top, right, bottom). `bare` has no way back to text.
    """

    text: str
    left: float
    right: float
    base: float
    ink: tuple[float, float, float, float]
    bare: bool
    run: Run

    @property
    def size(self) -> float:
        """The size of its type in points."""
        return self.run.size

    @property
    def top(self) -> float:
        """The upper edge of the em-box."""
        return self.base - self.size / MM * ASCENT

    @property
    def bottom(self) -> float:
        """The lower edge of the em-box."""
        return self.top + self.size / MM


class Line(msgspec.Struct, frozen=True, dict=True):
    """Characters on one base line without a wide gap between them, from left to right.
    `number` counts from 1 by what a person sees on the page."""

    number: int
    characters: tuple[Character, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(each.text for each in self.characters)

    @cached_property
    def size(self) -> float:
        """The size of most of its characters."""
        sizes = [round(each.size, 1) for each in self.characters]
        return max(set(sizes), key=sizes.count)

    @cached_property
    def top(self) -> float:
        """The upper edge of its highest em-box."""
        return min(each.top for each in self.characters)

    @cached_property
    def bottom(self) -> float:
        """The lower edge of its lowest em-box."""
        return max(each.bottom for each in self.characters)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.characters[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(each.right for each in self.characters)


class Drawing(msgspec.Struct, frozen=True):
    """A path or a picture: its edges in millimetres, and whether it is filled with dark colour."""

    left: float
    top: float
    right: float
    bottom: float
    stroked: bool
    covering: bool
    order: int


class Sheet(msgspec.Struct, frozen=True):
    """One page: its size in millimetres, what stands on it."""

    width: float
    height: float
    characters: tuple[Character, ...]
    lines: tuple[Line, ...]
    drawings: tuple[Drawing, ...]


class PaperReader:
    """An opened PDF; pages are read one at a time."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document
        self._faces: dict[int, Face] = {}

    def faces(self) -> list[Face]:
        """Every face met so far."""
        return list(self._faces.values())

    def sheets(self) -> Iterator[Sheet]:
        """The pages in their order."""
        for at in range(len(self._document)):
            page = self._document[at]
            content = page.get_textpage()
            try:
                yield self._sheet(page, content)
            finally:
                content.close()
                page.close()

    def _sheet(self, page: Any, content: Any) -> Sheet:
        width, height = page.get_size()
        orders: dict[int, int] = {}
        drawings = []
        for order in range(raw.FPDFPage_CountObjects(page)):
            thing = raw.FPDFPage_GetObject(page, order)
            kind = raw.FPDFPageObj_GetType(thing)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                orders[_address(thing)] = order
            elif kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
                drawings.append(_drawing(thing, kind, order, height))
        characters = tuple(self._characters(content, height, orders))
        return Sheet(width / MM, height / MM, characters, _lines(characters), tuple(drawings))

    def _characters(
        self, content: Any, height: float, orders: dict[int, int]
    ) -> Iterator[Character]:
        x, y = ctypes.c_double(), ctypes.c_double()
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        loose = raw.FS_RECTF()
        runs: dict[int, Run] = {}
        high = 0
        for at in range(content.count_chars()):
            code = raw.FPDFText_GetUnicode(content, at)
            if 0xD800 <= code < 0xDC00:  # pdfium counts both halves of a pair as a character
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
            high = 0
            thing = raw.FPDFText_GetTextObject(content, at)
            if not thing or raw.FPDFText_IsGenerated(content, at) == 1:
                continue
            text = "" if 0xD800 <= code < 0xE000 else chr(code)
            bare = not code or raw.FPDFText_HasUnicodeMapError(content, at) == 1
            if not bare and not text.strip():
                continue
            address = _address(thing)
            run = runs.get(address)
            if run is None:
                run = runs[address] = self._run(content, at, thing, orders.get(address, -1))
            raw.FPDFText_GetCharOrigin(content, at, x, y)
            raw.FPDFText_GetLooseCharBox(content, at, loose)
            raw.FPDFText_GetCharBox(content, at, left, right, bottom, top)
            yield Character(
                text=text,
                left=(left.value if run.turned else min(x.value, loose.left)) / MM,
                right=(right.value if run.turned else loose.right) / MM,
                base=(height - y.value) / MM,
                ink=(
                    left.value / MM,
                    (height - top.value) / MM,
                    right.value / MM,
                    (height - bottom.value) / MM,
                ),
                bare=bare,
                run=run,
            )

    def _run(self, content: Any, at: int, thing: Any, order: int) -> Run:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(content, at, matrix)
        return Run(
            size=raw.FPDFText_GetFontSize(content, at) * hypot(matrix.c, matrix.d),
            face=self._face(raw.FPDFTextObj_GetFont(thing)),
            turned=min(matrix.a, matrix.d) <= 0 or max(abs(matrix.b), abs(matrix.c)) > 1e-3,
            hidden=raw.FPDFTextObj_GetTextRenderMode(thing) == 3,
            order=order,
        )

    def _face(self, handle: Any) -> Face:
        face = self._faces.get(_address(handle))
        if face is None:
            face = self._faces[_address(handle)] = Face(handle)
        return face


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _drawing(thing: Any, kind: int, order: int, height: float) -> Drawing:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    covering = kind == raw.FPDF_PAGEOBJ_IMAGE
    if kind == raw.FPDF_PAGEOBJ_PATH:
        raw.FPDFPath_GetDrawMode(thing, fill, stroke)
        covering = fill.value != 0
    return Drawing(
        left=left.value / MM,
        top=(height - top.value) / MM,
        right=right.value / MM,
        bottom=(height - bottom.value) / MM,
        stroked=stroke.value != 0,
        covering=covering,
        order=order,
    )


def _lines(characters: Sequence[Character]) -> tuple[Line, ...]:
    """Upright characters by base line, cut where a gap is wide; numbered from above."""
    upright = sorted(
        (each for each in characters if not each.run.turned),
        key=lambda each: (each.base, each.left),
    )
    rows: list[list[Character]] = []
    for each in upright:
        if rows and each.base - rows[-1][0].base <= _SAME_LINE_MM:
            rows[-1].append(each)
        else:
            rows.append([each])
    found = []
    for number, row in enumerate(rows, 1):
        row.sort(key=lambda each: each.left)
        part = row[:1]
        for before, each in pairwise(row):
            if each.left - before.right > _GAP_EMS * max(before.size, each.size) / MM:
                found.append(Line(number, tuple(part)))
                part = []
            part.append(each)
        found.append(Line(number, tuple(part)))
    return tuple(found)
