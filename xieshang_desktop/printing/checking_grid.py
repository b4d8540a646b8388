"""The check of the page of GB/T 9704—2012: text area, grid, page numbers, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xieshang_desktop.printing.checking_reading import Fault, Line, Sheet
from xieshang_desktop.printing.checking_text import NEVER_FIRST, NEVER_LAST, torn_days
from xieshang_desktop.printing.profile import MM, Profile, profile

#: Millimetres a thing may be off: 5.2.1 (天头, 订口) and 7.5 (一字线) say them; a line may be wider
#: and lie beside the grid by no more than a printer's own error.
_EDGE, _DASH, _WIDE, _ASIDE, _GRID = 1.0, 0.5, 0.3, 0.6, 0.3

#: Points by which a size may differ and still be 3号; smaller type than this is hard to read.
_SIZE, _LEAST = 0.1, 10.0

_NUMBER = re.compile(r"—(\d+)—")


def layout_of(sheet: Sheet) -> Profile:
    """The page as it should be: on its side where the sheet is."""
    return profile().turned() if sheet.width > sheet.height else profile()


def is_a4(sheet: Sheet) -> bool:
    """Whether the sheet is A4, upright or on its side."""
    page = layout_of(sheet).sheet
    return abs(sheet.width - page.width_mm) < _EDGE and abs(sheet.height - page.height_mm) < _EDGE


def column(sheet: Sheet) -> tuple[float, float]:
    """Left and right edge of the text area, in millimetres."""
    page = layout_of(sheet).sheet
    return page.left_mm, page.left_mm + page.text_width_mm


def rows_above(sheet: Sheet) -> int:
    """How many rows of small type stand in the upper margin."""
    layout = layout_of(sheet)
    top = layout.sheet.top_mm
    return len(
        {line.number for line in sheet.lines if _in_margin(line, layout) and line.bottom <= top}
    )


def number_line(sheet: Sheet) -> Line | None:
    """The line that holds the page's number, below the text area."""
    page = layout_of(sheet).sheet
    below = [line for line in sheet.lines if line.top > page.top_mm + page.text_height_mm]
    return next((line for line in below if _NUMBER.fullmatch(line.text)), None)


def faults(sheet: Sheet, page: int, *, numbered: bool) -> Iterator[Fault]:
    """What does not stand where the standard has it on page `page` (from 1)."""
    if not is_a4(sheet):
        yield Fault(0, "not_a4", {"width": round(sheet.width), "height": round(sheet.height)})
        return
    if numbered:
        yield from _page_number(sheet, page)
    layout = layout_of(sheet)
    area = layout.sheet
    bottom = area.top_mm + area.text_height_mm
    within = [line for line in sheet.lines if not _in_margin(line, layout)]
    if not within:
        yield Fault(0, "empty_page")
        return
    framed = {id(line) for line in within if _is_framed(line, sheet)}
    first = min(within, key=lambda line: line.top)
    of_text = first.size >= layout.type.body - _SIZE  # not a 版记 that has the page to itself
    if page > 1 and of_text and id(first) not in framed and first.top > area.top_mm + _EDGE:
        yield Fault(first.number, "first_line_low", {"mm": round(first.top, 1)})
    for line in within:
        yield from _sideways(line, *column(sheet))
        if line.top < area.top_mm - _EDGE:
            yield Fault(line.number, "above_text_area", {"mm": round(line.top, 1)})
        elif line.bottom > bottom + _WIDE:
            yield Fault(line.number, "below_text_area", {"mm": round(line.bottom, 1)})
        elif id(line) not in framed:
            yield from _beside_grid(line, layout)
        elif line.size < _LEAST:
            yield Fault(line.number, "type_too_small", {"points": round(line.size, 1)})
    for number, day in torn_days([line for line in within if id(line) in framed]):
        yield Fault(number, "date_torn", {"text": day})
    left, right = column(sheet)
    for drawing in sheet.drawings:
        if drawing.stroked and (drawing.left < left - _EDGE or drawing.right > right + _EDGE):
            yield Fault(0, "frame_too_wide", {"mm": round(drawing.right - drawing.left, 1)})


def signature_alone(sheets: Sequence[Sheet]) -> bool:
    """Whether the last page holds nothing but a signature: short lines at the right (7.3.5.5)."""
    if len(sheets) < 2:
        return False
    sheet = sheets[-1]
    left, right = column(sheet)
    lines = [line for line in sheet.lines if not _in_margin(line, layout_of(sheet))]
    framed = any(_is_framed(line, sheet) for line in lines)
    return (
        bool(lines)
        and not framed
        and all(line.left > left + (right - left) * 0.4 for line in lines)
    )


def _page_number(sheet: Sheet, page: int) -> Iterator[Fault]:
    if sheet.width > sheet.height:
        yield from _number_aside(sheet, page)
        return
    line = number_line(sheet)
    if line is None:
        yield Fault(0, "page_number_missing")
        return
    layout = layout_of(sheet)
    left, right = column(sheet)
    aside = right - line.right if page % 2 else line.left - left
    below = layout.sheet.top_mm + layout.sheet.text_height_mm
    yield from _number_faults(line.text, page, aside, line.characters[0].ink[1] - below, layout)


def _number_aside(sheet: Sheet, page: int) -> Iterator[Fault]:
    """On its side, a sheet has its number where it is on upright ones (8): along the left edge,
    its odd numbers below, to be read from above to below."""
    layout = layout_of(sheet)
    area = layout.sheet
    found = sorted(
        (each for each in sheet.characters if each.run.turned and each.ink[2] < area.left_mm),
        key=lambda each: each.ink[1],
    )
    text = "".join(each.text for each in found if each.text.strip())
    if not _NUMBER.fullmatch(text):
        yield Fault(0, "page_number_missing")
        return
    end = area.top_mm + area.text_height_mm
    aside = end - found[-1].ink[3] if page % 2 else found[0].ink[1] - area.top_mm
    yield from _number_faults(text, page, aside, area.left_mm - found[0].ink[2], layout)


def _number_faults(
    text: str, page: int, aside: float, dash: float, layout: Profile
) -> Iterator[Fault]:
    """What is wrong with a number that stands `aside` of the edge of the text, its 一字线 `dash`
    away from it (7.5)."""
    found = _NUMBER.fullmatch(text)
    if found and int(found[1]) != page:
        yield Fault(0, "page_number_wrong", {"number": found[1]})
    one = layout.place.number_aside * layout.type.page_number / MM
    if abs(aside - one) > _ASIDE:
        yield Fault(0, "page_number_side", {"side": "right" if page % 2 else "left"})
    if abs(dash - layout.place.number_below_mm) > _DASH:
        yield Fault(0, "page_number_height", {"mm": round(dash, 1)})


def _in_margin(line: Line, layout: Profile) -> bool:
    """Whether a line stands in the upper or lower margin in small type: page number, practice
    mark, the proof of the sealed record."""
    area = layout.sheet
    small = line.size <= layout.type.note + _SIZE
    return small and (line.bottom <= area.top_mm or line.top >= area.top_mm + area.text_height_mm)


def _is_framed(line: Line, sheet: Sheet) -> bool:
    """Whether a line stands in a frame: cells have an order of their own."""
    middle = (line.top + line.bottom) / 2
    return any(
        each.stroked
        and each.bottom - each.top > 4
        and each.left - _EDGE <= line.left
        and line.right <= each.right + _EDGE
        and each.top <= middle <= each.bottom
        for each in sheet.drawings
    )


def _sideways(line: Line, left: float, right: float) -> Iterator[Fault]:
    """No line is wider than the text area; of a mark at its end the ink counts, not the white."""
    first, last = line.characters[0], max(line.characters, key=lambda each: each.right)
    begins = first.ink[0] if first.text in NEVER_LAST else first.left
    ends = last.ink[2] if last.text in NEVER_FIRST else last.right
    if begins < left - _EDGE or ends > right + _WIDE:
        count, over = len(line.characters), max(left - begins, ends - right)
        yield Fault(line.number, "line_too_wide", {"count": count, "mm": round(over, 1)})


def _beside_grid(line: Line, layout: Profile) -> Iterator[Fault]:
    """Lines of 3号 stand on the 22 lines of the grid."""
    if abs(line.size - layout.type.body) > _SIZE:
        return
    at = (line.top - layout.sheet.top_mm) / (layout.pitch / MM)
    off = abs(at - round(at)) * layout.pitch / MM
    if off > _GRID:
        yield Fault(line.number, "beside_grid", {"mm": round(off, 1)})
