"""铭牌: the room's name within a frame, the brand above it, the unit below."""

from __future__ import annotations

from xieshang_desktop.domain.documents import Plate
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.ink import RED, PageInk
from xieshang_desktop.printing.large import Wall
from xieshang_desktop.printing.texts import Texts

#: Millimetres on an A4 sheet lying on its side.
_EDGE, _INSIDE = 11.0, 22.0
_BRAND, _UNIT = 15.0, 9.0


def compose(paper: Plate, page: Composer, words: Texts) -> None:
    """Set the plate."""
    wall = Wall(page.profile, page.ink)
    wide, high = wall.width, wall.height
    room = wide - 2 * _INSIDE - 8
    brand = wall.fit(
        words("brand", brand=one_line(paper.brand)), "kai", room - 60, 22, largest=_BRAND
    )
    below = words("unit", unit=one_line(paper.unit)) if paper.unit not in paper.room else ""
    unit = wall.fit(below, "hei", room, 14, largest=_UNIT)
    top = _INSIDE + 10 + (brand.height + 12 if brand.lines else 0)
    foot = high - _INSIDE - 8 - (unit.height + 10 if unit.lines else 0)
    name = wall.fit(paper.room, "xiaobiaosong", room, foot - top, largest=64)

    def draw(ink: PageInk) -> None:
        wall.frame(ink, (_EDGE, _EDGE, wide - 2 * _EDGE, high - 2 * _EDGE), 2.2, RED)
        inner = _EDGE + 4
        wall.frame(ink, (inner, inner, wide - 2 * inner, high - 2 * inner), 0.6, RED)
        if brand.lines:
            y = _INSIDE + 8
            wall.lines(ink, brand, "kai", y, colour=RED)
            half = max(map(wall.chain("kai").width, brand.lines)) * brand.size / 2 + 8
            level = y + brand.height / 2
            for left in (wide / 2 - half - 22, wide / 2 + half):
                wall.rule(ink, left, level, 22, 0.8, RED)
        wall.lines(ink, name, "xiaobiaosong", top + (foot - top - name.height) / 2)
        if unit.lines:
            wall.lines(ink, unit, "hei", high - _INSIDE - 8 - unit.height)

    page.rows.append(wall.sheet(draw))
