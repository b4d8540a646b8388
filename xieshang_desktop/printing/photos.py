"""Photos on a page: two beside each other, each with its line below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec

from xieshang_desktop.domain.documents import Picture
from xieshang_desktop.printing.compose import Composer
from xieshang_desktop.printing.faces import Chain
from xieshang_desktop.printing.hygiene import one_line
from xieshang_desktop.printing.ink import PageInk
from xieshang_desktop.printing.linebreak import break_lines
from xieshang_desktop.printing.lines import set_line
from xieshang_desktop.printing.picture import PreparedPicture, prepare
from xieshang_desktop.printing.profile import MM
from xieshang_desktop.printing.rows import Row

#: Between two photos, the highest photo, and most lines of its text; millimetres.
_BETWEEN, _HIGHEST, _LINES = 6.0, 90.0, 2


def pictures(paper: Composer, pictures: Sequence[Picture]) -> None:
    """Set photos in rows of two; one alone stands in the middle."""
    ready = [(prepare(picture.data, picture.caption), picture.caption) for picture in pictures]
    for at in range(0, len(ready), 2):
        _band(paper, ready[at : at + 2])


def _band(paper: Composer, pair: Sequence[tuple[PreparedPicture, str]]) -> None:
    profile, size = paper.profile, paper.profile.type.note
    between, highest = _BETWEEN * MM * profile.enlarged, _HIGHEST * MM * profile.enlarged
    room = (profile.text_width - between) / 2
    chain = paper.ink.chain("fang")
    boxes = []
    for picture, _caption in pair:
        scale = min(room / picture.width, highest / picture.height)
        boxes.append((picture.width * scale, picture.height * scale))
    tallest = max(height for _width, height in boxes)
    captions = []
    for _picture, caption in pair:
        text = one_line(caption)
        paper.ink.note("fang", text)
        lines = list(break_lines(text, partial(_width, chain, text), room / size, room / size))
        captions.append([(text[line.start : line.end], line) for line in lines if text][:_LINES])
    below = max(map(len, captions)) * size * 1.35
    height = tallest + below + size
    left = profile.left if len(pair) == 2 else profile.left + (profile.text_width - room) / 2

    def draw(page: PageInk, top: float) -> None:
        for at, ((picture, _), (wide, high), lines) in enumerate(
            zip(pair, boxes, captions, strict=True)
        ):
            x = left + at * (room + between)
            page.picture(x + (room - wide) / 2, top + tallest - high, wide, high, picture)
            y = top + tallest + size * 0.4
            for text, line in lines:
                wide = (chain.width(text) - line.squeezed) * size
                alone = msgspec.structs.replace(line, last=True)  # centred, not spread
                set_line(x + (room - wide) / 2, [(text, "fang")], alone, size, 1.0, page, y)
                y += size * 1.35

    paper.rows.append(Row(height=height, needs=height, draw=draw, free=True))


def _width(chain: Chain, text: str, start: int, end: int) -> float:
    return chain.width(text[start:end])
