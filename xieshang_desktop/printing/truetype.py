"""A TrueType file read in place: glyphs, widths and subsets, nothing parsed before it is asked for.

ReportLab reads a whole Chinese face to print one line of it, a quarter of a second for each face;
here a face opens in a millisecond.
"""

from __future__ import annotations

import mmap
import sys
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path
from struct import error as StructError
from struct import pack, unpack, unpack_from

from xieshang_desktop.errors import WorldFailed

#: Private use: what stands there differs from face to face, so a name must not be printed from it.
PRIVATE_USE = range(0xE000, 0xF900)

# Flags of composite glyphs (OpenType glyf table).
_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x1, 0x8, 0x20, 0x40, 0x80

#: Character maps by platform and encoding, the widest first.
_MAPS = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))


class TrueType:
    """One face. Raises WorldFailed `font_missing` or `font_unusable`."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise WorldFailed("font_missing", file=path.name) from error
        try:
            self._read()
        except (StructError, KeyError, IndexError, UnicodeDecodeError) as error:
            raise WorldFailed("font_unusable", file=path.name) from error

    def _read(self) -> None:
        kind, count = unpack_from(">4sH", self._data)
        if kind not in (b"\0\1\0\0", b"true"):
            raise KeyError(kind)
        self._tables: dict[str, tuple[int, int]] = {}
        for number in range(count):
            tag, offset, length = unpack_from(">4s4xLL", self._data, 12 + 16 * number)
            self._tables[tag.decode("ascii")] = (offset, length)
        head, hhea = self._tables["head"][0], self._tables["hhea"][0]
        (self.units,) = unpack_from(">H", self._data, head + 18)
        self.box: tuple[int, int, int, int] = unpack_from(">4h", self._data, head + 36)
        (self._long_offsets,) = unpack_from(">h", self._data, head + 50)
        (self._full_metrics,) = unpack_from(">H", self._data, hhea + 34)
        self._metrics, self._offsets = self._tables["hmtx"][0], self._tables["loca"][0]
        self._outlines = self._tables["glyf"][0]
        self.glyph: Callable[[int], int] = self._character_map()
        self.name = self._post_script_name()

    def _table(self, tag: str) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _numbers(self, code: str, offset: int, count: int) -> array[int]:
        values = array(code)
        values.frombytes(self._data[offset : offset + count * values.itemsize])
        if sys.byteorder == "little":
            values.byteswap()
        return values

    def _character_map(self) -> Callable[[int], int]:
        start = self._tables["cmap"][0]
        (count,) = unpack_from(">H", self._data, start + 2)
        maps = {}
        for number in range(count):
            platform, encoding, offset = unpack_from(">HHL", self._data, start + 4 + 8 * number)
            maps[platform, encoding] = start + offset
        offset = next(maps[key] for key in _MAPS if key in maps)
        (form,) = unpack_from(">H", self._data, offset)
        return {4: self._segments, 12: self._groups}[form](offset)

    def _groups(self, offset: int) -> Callable[[int], int]:
        """Format 12: groups of first, last, glyph."""
        (count,) = unpack_from(">L", self._data, offset + 12)
        values = self._numbers("I", offset + 16, 3 * count)
        first, last, glyphs = values[0::3], values[1::3], values[2::3]

        def glyph(code: int) -> int:
            at = bisect_right(first, code) - 1
            return glyphs[at] + code - first[at] if at >= 0 and code <= last[at] else 0

        return glyph

    def _segments(self, offset: int) -> Callable[[int], int]:
        """Format 4: segments with a shift, or with a list of glyphs of their own."""
        (double,) = unpack_from(">H", self._data, offset + 6)
        count = double // 2
        last = self._numbers("H", offset + 14, count)
        first = self._numbers("H", offset + 16 + double, count)
        shift = self._numbers("H", offset + 16 + 2 * double, count)
        lists_at = offset + 16 + 3 * double
        lists = self._numbers("H", lists_at, count)

        def glyph(code: int) -> int:
            at = bisect_right(first, code) - 1
            if at < 0 or code > last[at]:
                return 0
            if not lists[at]:
                return (code + shift[at]) & 0xFFFF
            place = lists_at + 2 * at + lists[at] + 2 * (code - first[at])
            (found,) = unpack_from(">H", self._data, place)
            return (found + shift[at]) & 0xFFFF if found else 0

        return glyph

    def _post_script_name(self) -> str:
        start = self._tables["name"][0]
        count, strings = unpack_from(">HH", self._data, start + 2)
        for number in range(count):
            platform, _, _, kind, length, offset = unpack_from(
                ">6H", self._data, start + 6 + 12 * number
            )
            if platform == 3 and kind == 6:
                at = start + strings + offset
                name = self._data[at : at + length].decode("utf-16-be")
                return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_"))
        return "Face"

    def has(self, character: str) -> bool:
        """Whether the face may print this character."""
        code = ord(character)
        return code not in PRIVATE_USE and self.glyph(code) != 0

    def width(self, glyph: int) -> float:
        """Advance width in thousandths of an em."""
        return float(self._advance(glyph) * 1000 / self.units)

    def _advance(self, glyph: int) -> int:
        at = self._metrics + 4 * min(glyph, self._full_metrics - 1)
        (advance,) = unpack_from(">H", self._data, at)
        return int(advance)

    def _bearing(self, glyph: int) -> int:
        full = self._full_metrics
        at = 4 * glyph + 2 if glyph < full else 4 * full + 2 * (glyph - full)
        (bearing,) = unpack_from(">h", self._data, self._metrics + at)
        return int(bearing)

    def _outline(self, glyph: int) -> bytes:
        if self._long_offsets:
            first, last = unpack_from(">LL", self._data, self._offsets + 4 * glyph)
        else:
            first, last = (2 * n for n in unpack_from(">HH", self._data, self._offsets + 2 * glyph))
        return self._data[self._outlines + first : self._outlines + last]

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A TrueType file with .notdef and these glyphs, numbered 1, 2, 3 … in their order.

        Holds the tables a PDF needs (ISO 32000-1, 9.9); parts of composite glyphs come last.
        """
        wanted = [0, *glyphs]
        places = {glyph: at for at, glyph in reversed(list(enumerate(wanted)))}
        outlines, offsets, metrics, length = [], [0], [], 0
        for glyph in wanted:  # grows while it runs: parts of composite glyphs are added
            outline = self._outline(glyph)
            if len(outline) > 10 and outline[0] & 0x80:
                outline = _renumbered(outline, wanted, places)
            outline += bytes(-len(outline) % 4)
            outlines.append(outline)
            length += len(outline)
            offsets.append(length)
            metrics.append(pack(">Hh", self._advance(glyph), self._bearing(glyph)))
        count = len(wanted)
        head, hhea, maxp = (bytearray(self._table(tag)) for tag in ("head", "hhea", "maxp"))
        head[8:12] = bytes(4)
        head[50:52] = pack(">h", 1)
        hhea[34:36] = pack(">H", count)
        maxp[4:6] = pack(">H", count)
        tables = {
            "head": bytes(head),
            "hhea": bytes(hhea),
            "maxp": bytes(maxp),
            "hmtx": b"".join(metrics),
            "loca": pack(f">{len(offsets)}L", *offsets),
            "glyf": b"".join(outlines),
        }
        for tag in ("cvt ", "fpgm", "prep"):  # a hinted face of the system's needs its programs
            if tag in self._tables:
                tables[tag] = self._table(tag)
        return _file(tables)


def _renumbered(outline: bytes, wanted: list[int], places: dict[int, int]) -> bytes:
    """A composite glyph with its parts under their new numbers; new parts join `wanted`."""
    new, at, flags = bytearray(outline), 10, _MORE
    while flags & _MORE:
        flags, part = unpack(">HH", outline[at : at + 4])
        if part not in places:
            places[part] = len(wanted)
            wanted.append(part)
        new[at + 2 : at + 4] = pack(">H", places[part])
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
    return bytes(new)


def _file(tables: dict[str, bytes]) -> bytes:
    power = len(tables).bit_length() - 1
    span = 16 << power
    directory = [pack(">4s4H", b"\0\1\0\0", len(tables), span, power, 16 * len(tables) - span)]
    bodies, offset = [], 12 + 16 * len(tables)
    for tag in sorted(tables):
        body = tables[tag] + bytes(-len(tables[tag]) % 4)
        words = array("I", body)
        if sys.byteorder == "little":
            words.byteswap()
        check = sum(words) & 0xFFFFFFFF
        directory.append(pack(">4sLLL", tag.encode(), check, offset, len(tables[tag])))
        bodies.append(body)
        offset += len(body)
    return b"".join(directory + bodies)
