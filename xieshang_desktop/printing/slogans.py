"""标语: a slogan alone on its sheet, or a sheet for each of its characters."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

from xieshang_desktop.domain.documents import Banner, Slogans
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.hygiene import clean, one_line
from xieshang_desktop.printing.ink import RED, PageInk
from xieshang_desktop.printing.large import Fitted, Wall
from xieshang_desktop.printing.texts import Texts

#: Millimetres on an A4 sheet.
_EDGE = 14.0
_LARGEST_CHARACTER = 176.0
#: A clause has a line of its own, without its mark.
_CLAUSE_END = re.compile("[，；、,;]\\s*(?=.)|[，；、,;。]$")
_GREY = (0.55, 0.55, 0.55)


def compose(paper: Slogans | Banner, page: Composer, words: Texts) -> None:
    """Set the sheets."""
    wall = Wall(page.profile, page.ink)
    texts = [text for text in map(one_line, paper.texts) if text]
    if isinstance(paper, Banner):
        signs = [c for text in texts for c in clean(text) if _has_a_sheet(c)]
        page.ink.note("xiaobiaosong", "".join(signs))
        for at, sign in enumerate(signs, 1):
            order = words("order", number=str(at), total=str(len(signs)))
            page.rows.append(wall.sheet(partial(_character, wall, sign, order)))
        return
    for text in texts:
        place = wall.width - 2 * _EDGE - 8, wall.height - 2 * _EDGE - 22
        clauses = _CLAUSE_END.sub("\n", text)
        fitted = wall.fit(clauses, "xiaobiaosong", *place, largest=110, leading=1.35)
        page.rows.append(wall.sheet(partial(_slogan, wall, fitted)))


def _has_a_sheet(character: str) -> bool:
    """Marks and blanks have none."""
    return unicodedata.category(character)[0] not in "ZPC"


def _slogan(wall: Wall, fitted: Fitted, page: PageInk) -> None:
    wide, high = wall.width, wall.height
    for top in (_EDGE, high - _EDGE - 1.6):
        wall.rule(page, _EDGE, top, wide - 2 * _EDGE, 1.6, RED)
    wall.lines(page, fitted, "xiaobiaosong", (high - fitted.height) / 2, colour=RED)


def _character(wall: Wall, sign: str, order: str, page: PageInk) -> None:
    size = min(_LARGEST_CHARACTER, wall.width - 2 * _EDGE)
    half = wall.chain("xiaobiaosong").width(sign) * size / 2
    x, top = wall.width / 2 - half, (wall.height - size) / 2
    wall.text(page, x, top, sign, "xiaobiaosong", size, RED)
    small = wall.points(10)
    wall.text(page, _EDGE, wall.height - _EDGE, order, "fang", small, _GREY)
