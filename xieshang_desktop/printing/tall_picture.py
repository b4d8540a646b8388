"""A paper as one tall picture for the village's chat group: its pages trimmed and joined."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from xieshang_desktop.errors import BadInput
from xieshang_desktop.printing.preview import Box, PageSource

if TYPE_CHECKING:
    from PIL.Image import Image

#: Pixels across, as phones show; and white at the sides.
WIDTH, MARGIN = 1080, 56
#: Pixels of white between two pages: about a line of text.
_BETWEEN = 40
#: More than this chat programs make small; most papers have a tenth of it.
_HIGHEST = 24_000
_COLOURS = 32
_GLANCE = 2.0  # pixels for a point while ink is looked for
_INK = 200  # darker than this is ink: the light mark of a practice paper is not
_NUMBER = re.compile(r"—\s*\d+\s*—")


def tall_picture(pdf: bytes) -> bytes:
    """All pages as one PNG, 1080 pixels wide. Page numbers are left out: it has no pages.

    BadInput `pdf_unreadable`, `picture_too_tall`.
    """
    from PIL import Image

    with PageSource(pdf) as source:
        areas = [_inked(source, index) for index in range(source.count)]
        shown = [(index, area) for index, area in enumerate(areas) if area is not None]
        if not shown:
            shown = [(0, Box(0.0, 0.0, *source.size(0)))]
        left = min(area.left for _, area in shown)
        right = max(area.left + area.width for _, area in shown)
        dots = (WIDTH - 2 * MARGIN) / (right - left)
        heights = [round(area.height * dots) for _, area in shown]
        whole = sum(heights) + _BETWEEN * (len(heights) - 1) + 2 * MARGIN
        if whole > _HIGHEST:
            raise BadInput("picture_too_tall", pages=source.count)
        tall = Image.new("RGB", (WIDTH, whole), "white")
        y = MARGIN
        for (index, area), high in zip(shown, heights, strict=True):
            across = round(source.size(index)[0] * dots)
            page = _drawn(source, index, across, round(area.top * dots), high)
            x = MARGIN - round(left * dots)
            tall.paste(page, (x, y))
            y += high + _BETWEEN
    out = io.BytesIO()
    tall.quantize(_COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _inked(source: PageSource, index: int) -> Box | None:
    """Where page `index` has ink, its page number aside; None for a blank page."""
    across, down = source.size(index)
    wide, high = round(across * _GLANCE), round(down * _GLANCE)
    page = _drawn(source, index, wide, 0, high)
    edges = page.convert("L").point(lambda shade: 255 if shade < _INK else 0).getbbox()
    if edges is None:
        return None
    left, top, right, bottom = (edge / _GLANCE for edge in edges)
    return Box(left, top, right - left, bottom - top)


def _drawn(source: PageSource, index: int, width: int, top: int, height: int) -> Image:
    """Part of a page, with white where its number stands."""
    from PIL import Image

    rows = source.band(index, width, top, height)
    page = Image.frombuffer("RGB", (width, height), rows, "raw", "BGRX", 0, 1).copy()
    dots = width / source.size(index)[0]
    for box in _numbers(source, index):
        near = (box.left - 2, box.top - 2, box.left + box.width + 2, box.top + box.height + 2)
        x1, y1, x2, y2 = (round(edge * dots) for edge in near)
        page.paste("white", (x1, y1 - top, x2, y2 - top))
    return page


def _numbers(source: PageSource, index: int) -> list[Box]:
    """The page number: — 3 — at the foot of page 3, and nowhere else."""
    foot = source.size(index)[1] * 0.85
    number = f"—{index + 1}—"
    if not _NUMBER.search(source.text(index)):
        return []
    return [boxes[0] for boxes in source.find(index, number) if boxes[0].top > foot]
