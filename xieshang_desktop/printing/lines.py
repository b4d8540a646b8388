"""One line of text on a page: squeezed, spread to the edge, or as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xieshang_desktop.domain.names import JOINER
from xieshang_desktop.printing.ink import PageInk
from xieshang_desktop.printing.linebreak import MOST_NARROWED, NARROW, OPENING, Line, narrowed

_MARKS = re.compile(f"([{re.escape(NARROW)}])")

#: A line that lacks more ems than this is left ragged: spread out it would look like a list.
MOST_SPREAD = 3.0


def set_line(
    x: float,
    parts: Sequence[tuple[str, str]],
    line: Line,
    size: float,
    stretch: float,
    page: PageInk,
    top: float,
    lead: int = 0,
) -> None:
    """Set one line, given as texts with their faces: squeezed, spread to the edge, or as it is.
    The first `lead` characters keep their width, so that further lines can align behind them."""
    if lead:
        begun, rest = _divided(parts, lead)
        if line.squeezed > narrowed("".join(text for text, _ in rest)) * MOST_NARROWED:
            begun, rest = [], list(parts)  # the others alone can't give the room
        parts = rest
        for text, face in begun:
            x = page.text(x, top, text.replace(JOINER, ""), face, size, stretch=stretch)
    parts = [(text.replace(JOINER, ""), face) for text, face in parts]
    text = "".join(text for text, _ in parts)
    em = size * stretch
    if line.squeezed:
        share = line.squeezed / max(1, narrowed(text)) * em
        for part, face in parts:
            for piece in filter(None, _MARKS.split(part)):
                narrow = piece in NARROW
                x -= share if narrow and piece in OPENING else 0.0
                x = page.text(x, top, piece, face, size, stretch=stretch)
                x -= share if narrow and piece not in OPENING else 0.0
        return
    slack = line.slack if line.slack <= MOST_SPREAD else 0.0
    spread = slack * em / max(1, len(text.rstrip()) - 1)
    for part, face in parts:
        x = page.text(x, top, part, face, size, stretch=stretch, spread=spread)


def _divided(
    parts: Sequence[tuple[str, str]], lead: int
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    begun, rest = [], []
    for text, face in parts:
        begun.append((text[:lead], face))
        rest.append((text[lead:], face))
        lead = max(0, lead - len(text))
    return [p for p in begun if p[0]], [p for p in rest if p[0]]
