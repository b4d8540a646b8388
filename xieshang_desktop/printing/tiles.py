"""A poster cut into A4 sheets that are trimmed and laid edge to edge, for who has a small printer.

Nothing is printed twice: the sheets do not overlap. Cuts go between the lines and the characters
of the text where the sheets leave room for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

import msgspec

from xieshang_desktop.printing.ink import Box, Ink, PageInk
from xieshang_desktop.printing.profile import MM, Profile, Sheet

#: A sheet's sides, and the white that printers need at its edges, in millimetres. Printers leave
#: 1 to 5 mm white; marks and label stand in the rest.
_SHORT, _LONG, _EDGE = 210.0, 297.0, 10.0

#: A cut mark begins this far from the piece and is so long, in millimetres.
_MARK_OFF, _MARK = 1.5, 4.0
_MARK_LINE = 0.5

#: The label below the piece: distance in millimetres, size of type in points.
_LABEL_OFF, _LABEL = 2.0, 9.0

_DOWN = {1: ("",), 2: ("上", "下"), 3: ("上", "中", "下")}
_ACROSS = {1: ("",), 2: ("左", "右"), 3: ("左", "中", "右")}


class Plan(msgspec.Struct, frozen=True):
    """How a page is cut: whether the sheets lie across, and the cuts in points, edges included."""

    wide: bool
    across: tuple[float, ...]
    down: tuple[float, ...]

    @property
    def sheets(self) -> int:
        """How many sheets a page takes."""
        return (len(self.across) - 1) * (len(self.down) - 1)


def plan(page: Profile) -> Plan:
    """The fewest A4 sheets for a page, upright where both ways take as many."""
    upright, wide = (
        Plan(
            turned,
            _cuts(page.width, room_x * MM, page.left, page.advance, 0.0),
            _cuts(page.height, room_y * MM, page.top, page.pitch, page.pitch - page.type.body),
        )
        for turned, room_x, room_y in (
            (False, _SHORT - 2 * _EDGE, _LONG - 2 * _EDGE),
            (True, _LONG - 2 * _EDGE, _SHORT - 2 * _EDGE),
        )
    )
    return wide if wide.sheets < upright.sheets else upright


def tile(
    contents: Sequence[str], inked: Sequence[Sequence[Box]], page: Profile, ink: Ink
) -> tuple[list[str], Profile]:
    """The content streams of all sheets, row by row for each page, and the sheet they are for.
    Sheets without ink are left out."""
    cut = plan(page)
    width, height = (_LONG, _SHORT) if cut.wide else (_SHORT, _LONG)
    sheet = msgspec.structs.replace(page, sheet=_sheet(page.sheet, width, height))
    made = []
    for number, (content, marks) in enumerate(zip(contents, inked, strict=True), 1):
        pieces = []
        for down, (top, bottom) in enumerate(pairwise(cut.down)):
            for across, (left, right) in enumerate(pairwise(cut.across)):
                if any(
                    x < right and x2 > left and y < bottom and y2 > top for x, y, x2, y2 in marks
                ):
                    place = _row(down, len(cut.down) - 1) + _column(across, len(cut.across) - 1)
                    pieces.append(((left, top, right - left, bottom - top), place))
        blank = cut.sheets - len(pieces)
        of = f"，共{len(pieces)}张，空白的{blank}张不用印" if blank else ""
        for sheets, (box, place) in enumerate(pieces, 1):
            label = f"第{sheets}张" + (f"（{place}）" if place else "") + of
            if len(contents) > 1:
                label = f"第{number}面{label}"
            made.append(_piece(content, page, sheet, ink, box, label))
    return made, sheet


def _cuts(length: float, room: float, begin: float, step: float, gap: float) -> tuple[float, ...]:
    """Cuts that leave pieces of at most `room`, near an even division, in the white before a line
    of the text (`begin`, every `step`, `gap` between two lines) where that is possible."""
    count = ceil(length / room - 0.001)
    cuts = [0.0]
    for number in range(1, count):
        even = length * number / count
        white = begin + round((even - begin + gap / 2) / step) * step - gap / 2
        fits = white - cuts[-1] <= room and length - white <= room * (count - number)
        cuts.append(white if fits else even)
    return (*cuts, length)


def _sheet(sheet: Sheet, width: float, height: float) -> Sheet:
    return msgspec.structs.replace(sheet, width_mm=width, height_mm=height)


def _row(number: int, count: int) -> str:
    return _DOWN[count][number] if count in _DOWN else f"第{number + 1}排"


def _column(number: int, count: int) -> str:
    return _ACROSS[count][number] if count in _ACROSS else f"第{number + 1}列"


def _piece(
    content: str,
    page: Profile,
    sheet: Profile,
    ink: Ink,
    box: tuple[float, float, float, float],
    label: str,
) -> str:
    """One piece in the middle of its sheet, with the marks to cut it by."""
    left, top, wide, high = box
    x, y = (sheet.width - wide) / 2, (sheet.height - high) / 2
    marks = PageInk(ink, sheet.height)
    marks.lines(_marks(x, y, x + wide, y + high), _MARK_LINE)
    ink.note("song", label)
    aside = (sheet.width - ink.chain("song").width(label) * _LABEL) / 2
    marks.text(aside, y + high + _LABEL_OFF * MM, label, "song", _LABEL)
    bottom = sheet.height - y - high
    right, up = x - left, bottom - (page.height - top - high)
    return (
        f"q {x:.3f} {bottom:.3f} {wide:.3f} {high:.3f} re W n "
        f"1 0 0 1 {right:.3f} {up:.3f} cm\n{content}Q\n{marks.content()}"
    )


def _marks(
    left: float, top: float, right: float, bottom: float
) -> list[tuple[float, float, float, float]]:
    """Two strokes at each corner, outside the piece."""
    off, end = _MARK_OFF * MM, (_MARK_OFF + _MARK) * MM
    level = [(x, y, x + out, y) for y in (top, bottom) for x, out in ((left, -end), (right, end))]
    upright = [(x, y, x, y + out) for x in (left, right) for y, out in ((top, -end), (bottom, end))]
    return [(x1 + (off if x2 > x1 else -off), y1, x2, y2) for x1, y1, x2, y2 in level] + [
        (x1, y1 + (off if y2 > y1 else -off), x2, y2) for x1, y1, x2, y2 in upright
    ]
