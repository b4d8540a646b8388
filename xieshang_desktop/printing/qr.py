"""QR codes as filled boxes, sharp at every size; and their modules for a screen."""

from __future__ import annotations

from itertools import groupby

from xieshang_desktop.printing.ink import PageInk

#: ISO/IEC 18004: four light modules around the code.
QUIET = 4


def modules_of(text: str) -> tuple[bytes, ...]:
    """The code of `text`, row by row without the quiet zone: 1 is dark."""
    import segno

    # Telephones take bytes for UTF-8; left to itself segno writes some Chinese as Shift JIS.
    code = segno.make(text, error="m", micro=False, encoding="utf-8")
    return tuple(bytes(row) for row in code.matrix)


def draw_qr(page: PageInk, x: float, top: float, side: float, text: str) -> None:
    """Draw the code of `text` in a square of `side` points, its quiet zone included."""
    rows = modules_of(text)
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
