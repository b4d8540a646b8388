"""Measures the thick bars of a page: what a ruler would."""

from __future__ import annotations

from typing import Protocol

MM = 72 / 25.4
_THICK = 1.2  # millimetres: thicker than any stroke of a letter or a line of the frame


class Drawn(Protocol):
    """Pages that can be drawn."""

    def size(self, index: int) -> tuple[float, float]: ...
    def band(
        self, index: int, width: int, top: int, height: int, *, grey: bool = False
    ) -> bytearray: ...


def dark_rows(pages: Drawn, dots: float, page: int = 0) -> int:
    """Length of the thick bar that lies, in pixels at `dots` for a point."""
    width, height, grey = _drawn(pages, dots, page)
    rows = [grey[y * width : (y + 1) * width] for y in range(height)]
    return _longest([_run(row) for row in rows], dots)


def dark_columns(pages: Drawn, dots: float, page: int = 0) -> int:
    """Length of the thick bar that stands."""
    width, _height, grey = _drawn(pages, dots, page)
    return _longest([_run(grey[x::width]) for x in range(width)], dots)


def _drawn(pages: Drawn, dots: float, page: int) -> tuple[int, int, bytes]:
    wide, high = pages.size(page)
    width, height = round(wide * dots), round(high * dots)
    grey = bytes(pages.band(page, width, 0, height, grey=True))
    return width, height, grey.translate(bytes([0] * 128 + [255] * 128))


def _run(pixels: bytes) -> int:
    """The longest run of dark ones."""
    return max(map(len, pixels.split(b"\xff")))


def _longest(runs: list[int], dots: float) -> int:
    """The longest that many neighbours have in common: a bar, no hairline."""
    thick = round(_THICK * MM * dots)
    return max(min(runs[at : at + thick]) for at in range(len(runs) - thick))
