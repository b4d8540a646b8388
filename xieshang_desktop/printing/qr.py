"""QR codes as filled boxes, sharp at every size."""

from __future__ import annotations

from itertools import groupby

from xieshang_desktop.printing.ink import PageInk

#: ISO/IEC 18004: four light modules around the code.
QUIET = 4


def draw_qr(page: PageInk, x: float, top: float, side: float, text: str) -> None:
    """Draw the code of `text` in a square of `side` points, its quiet zone included."""
    import segno

    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    module = side / (len(rows) + 2 * QUIET)
    boxes = []
    for down, row in enumerate(rows, QUIET):
        across = QUIET
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                boxes.append((x + across * module, top + down * module, length * module, module))
            across += length
    page.boxes(boxes)
