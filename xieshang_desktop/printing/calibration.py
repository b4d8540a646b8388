"""校准页: two bars of 100 mm in the frame of the 版心, to be measured with a ruler."""

from __future__ import annotations

from datetime import date

from xieshang_desktop.printing.ink import Ink, PageInk
from xieshang_desktop.printing.linebreak import break_lines
from xieshang_desktop.printing.pages import write_pdf
from xieshang_desktop.printing.profile import MM, Profile, profile
from xieshang_desktop.printing.texts import texts

_LENGTH_MM, _THICK_MM, _TICK_MM = 100, 2.0, 3.0
_HAIR = 0.35  # points
#: The page says nothing of a day; the same bytes always.
MADE_ON = date(2026, 1, 1)


def calibration_page() -> bytes:
    """The page as PDF, on A4."""
    layout, ink, words = profile(), Ink(), texts("calibration")
    page = PageInk(ink, layout.height)
    left, top = layout.left, layout.top
    _frame(page, layout)
    size, face = layout.type.title, "xiaobiaosong"
    title = words("title")
    wide = ink.chain(face).width(title) * size
    page.text(left + (layout.text_width - wide) / 2, top + layout.pitch, title, face, size)
    facts = {"top": f"{layout.sheet.top_mm:g}", "left": f"{layout.sheet.left_mm:g}"}
    row = 3
    for name in ("measure", "scaled", "moved"):
        row = paragraph(page, ink, layout, words(name, **facts), row)
    below = top + (row + 1) * layout.pitch
    bar_down(page, layout, left + 16 * MM, below, words("bar"))
    bar_across(page, layout, left + 44 * MM, below + 40 * MM, words("bar"))
    return write_pdf([page.content()], layout, ink, title=title, author="", made_on=MADE_ON)


def _frame(page: PageInk, layout: Profile) -> None:
    x1, y1 = layout.left, layout.top
    x2, y2 = x1 + layout.text_width, y1 + layout.text_height
    page.lines([(x1, y1, x2, y1), (x2, y1, x2, y2), (x2, y2, x1, y2), (x1, y2, x1, y1)], _HAIR)


def paragraph(page: PageInk, ink: Ink, layout: Profile, text: str, row: int) -> int:
    """Set one paragraph from a line of the grid on; gives the line after it."""
    size, chain = layout.type.body, ink.chain("fang")
    full = layout.sheet.characters - 2
    for line in break_lines(text, lambda a, b: chain.width(text[a:b]), full - 2, full):
        x = layout.left + (1 if row and line.start else 3) * layout.advance
        page.text(x, layout.top + row * layout.pitch, text[line.start : line.end], "fang", size)
        row += 1
    return row


def bar_across(page: PageInk, layout: Profile, x: float, top: float, words: str) -> None:
    """The bar that lies, a tick every 10 mm; its ends are what is measured."""
    end = x + _LENGTH_MM * MM
    page.lines([(x, top, end, top)], _THICK_MM * MM)
    ticks = [x + at * MM for at in range(0, _LENGTH_MM + 1, 10)]
    low = top + (_THICK_MM / 2 + _TICK_MM) * MM
    page.lines([(at, top, at, low) for at in ticks], _HAIR)
    size = layout.type.note
    page.text((x + end) / 2 - 2 * size, top - 9 * MM, words, "fang", size)


def bar_down(page: PageInk, layout: Profile, x: float, top: float, words: str) -> None:
    """The bar that stands."""
    end = top + _LENGTH_MM * MM
    page.lines([(x, top, x, end)], _THICK_MM * MM)
    ticks = [top + at * MM for at in range(0, _LENGTH_MM + 1, 10)]
    far = x + (_THICK_MM / 2 + _TICK_MM) * MM
    page.lines([(x, at, far, at) for at in ticks], _HAIR)
    size = layout.type.note
    page.text(x + 6 * MM, top + 6 * MM, words, "fang", size)
