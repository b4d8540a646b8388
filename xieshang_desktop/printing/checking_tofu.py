"""Empty boxes: characters that print as their face's .notdef, or as nothing at all."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from struct import error as StructError
from struct import unpack_from

import msgspec

from xieshang_desktop.printing.checking_reading import Character, Face
from xieshang_desktop.printing.profile import MM

#: Where a glyph has no outline, pdfium gives a stroke of this height at most (mm).
_NOTHING = 0.02

#: How far an outline may lie from that of .notdef to be the same one (ems).
_SAME = 0.02


class _Box(msgspec.Struct, frozen=True):
    """Where the outline of .notdef stands in the em (left, bottom, right, top), and whether
    another glyph of the face is the same outline."""

    edges: tuple[float, float, float, float]
    doubled: bool


def is_tofu(character: Character) -> bool:
    """Whether nothing can be read where this character is printed."""
    left, top, right, bottom = character.ink
    if bottom - top < _NOTHING:
        return not character.bare
    box = _notdef(character.run.face)
    if box is None or not (box.doubled or character.bare):
        return False
    em = character.size / MM
    seen = (
        (left - character.left) / em,
        (character.base - bottom) / em,
        (right - character.left) / em,
        (character.base - top) / em,
    )
    return all(abs(a - b) < _SAME for a, b in zip(seen, box.edges, strict=True))


@lru_cache(maxsize=64)
def _notdef(face: Face) -> _Box | None:
    try:
        outlines, units = _outlines(face.program)
    except (StructError, KeyError):
        return None  # no TrueType: nothing of ours
    if not outlines or len(outlines[0]) < 10:
        return None
    left, bottom, right, top = (each / units for each in unpack_from(">4h", outlines[0], 2))
    return _Box((left, bottom, right, top), outlines[0] in outlines[1:])


def _outlines(program: bytes) -> tuple[list[bytes], int]:
    """The outline of every glyph of a TrueType file, and its units to the em."""
    tables = {}
    for number in range(unpack_from(">H", program, 4)[0]):
        tag, offset, length = unpack_from(">4s4xLL", program, 12 + 16 * number)
        tables[tag] = program[offset : offset + length]
    (count,) = unpack_from(">H", tables[b"maxp"], 4)
    (units,) = unpack_from(">H", tables[b"head"], 18)
    (long,) = unpack_from(">h", tables[b"head"], 50)
    form, step = (f">{count + 1}L", 1) if long else (f">{count + 1}H", 2)
    ends = [offset * step for offset in unpack_from(form, tables[b"loca"])]
    outlines = tables[b"glyf"]
    return [outlines[a:b] for a, b in pairwise(ends)], units
