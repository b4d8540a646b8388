"""What stands on the pages of one document: text, lines and marks, written as PDF operators.

Coordinates are points from the upper left corner of the sheet; text is placed by the top of its
em-box, so that no face's own idea of a line height moves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from xieshang_desktop.domain.names import JOINER
from xieshang_desktop.domain.signature import Stroke
from xieshang_desktop.domain.strokes import Point, bounds, curve, points_of
from xieshang_desktop.printing.embedding import ASCENT, EmbeddedFace
from xieshang_desktop.printing.faces import Chain, Glyph, chain, open_face

if TYPE_CHECKING:
    from xieshang_desktop.printing.picture import PreparedPicture

BLACK = (0.0, 0.0, 0.0)
RED = (0.85, 0.05, 0.05)

_SQUARE = ((0.12, -0.02), (0.88, -0.02), (0.88, 0.74), (0.12, 0.74), (0.12, -0.02))

#: ✓ ☐ ☑ as strokes in ems from the left end of the base line: no face of ours has them.
DRAWINGS = {
    "✓": (((0.18, 0.38), (0.42, 0.12), (0.84, 0.66)),),
    "☐": (_SQUARE,),
    "☑": (_SQUARE, ((0.26, 0.38), (0.44, 0.16), (0.76, 0.6))),
}

#: Handwriting is at most so much larger on paper than the pad would be in its box.
_LARGEST = 3.0

#: Around a character that fell back: the name or word it stands in, at most this far either side.
_AROUND = 10
_WORD_END = re.compile(r"[\s，。、；：？！（）《》〈〉“”‘’—…,.;:?!()]")


#: Where something stands: left, top, right, bottom, in points from the sheet's upper left corner.
Box = tuple[float, float, float, float]


class Fallback(msgspec.Struct, frozen=True, kw_only=True):
    """A character that its face lacks. `face` names the file that prints it, blank where none has
    it and 〓 stands there; `where` is the name or the words it stands in."""

    character: str
    where: str
    face: str = ""

    @property
    def missing(self) -> bool:
        """Whether 〓 is printed."""
        return not self.face


class Ink:
    """The faces of one document and what had to fall back in it."""

    def __init__(self, body_face: Path | None = None) -> None:
        self._body_face = body_face
        self._embedded: dict[Path, EmbeddedFace] = {}
        self.fallbacks: dict[Fallback, None] = {}
        self.pictures: dict[PreparedPicture, str] = {}

    def chain(self, face: str) -> Chain:
        """A face by its name: `fang`, `kai`, `hei`, `xiaobiaosong` or `song`."""
        return chain(face, self._body_face)

    def embedded(self, file: Path) -> EmbeddedFace:
        """The face as it stands in this document, opened on first use."""
        face = self._embedded.get(file)
        if face is None:
            face = EmbeddedFace(open_face(file), f"F{len(self._embedded) + 1}")
            self._embedded[file] = face
        return face

    def faces(self) -> list[EmbeddedFace]:
        """The faces that print something, in order of first use."""
        return [face for face in self._embedded.values() if face.codes]

    def note(self, face: str, text: str) -> None:
        """Remember every character of the text that the face itself lacks, and where it stands."""
        glyphs = self.chain(face)
        if glyphs.plain.issuperset(text):
            return
        for at, character in enumerate(text):
            if character not in glyphs.plain and (glyph := glyphs[character]).fallen:
                name = "" if glyph.missing else glyph.file.stem
                found = Fallback(character=character, where=_around(text, at), face=name)
                self.fallbacks[found] = None


def _around(text: str, at: int) -> str:
    before = _WORD_END.split(text[max(0, at - _AROUND) : at])[-1]
    after = _WORD_END.split(text[at + 1 : at + 1 + _AROUND])[0]
    return f"{before}{text[at]}{after}".replace(JOINER, "")


class PageInk:
    """One page being filled."""

    def __init__(self, ink: Ink, height: float) -> None:
        self._ink = ink
        self._height = height
        self._under: list[str] = []
        self._text: list[str] = []
        self._state: tuple[object, ...] = ()
        self._colour = BLACK
        self.inked: list[Box] = []

    def text(
        self,
        x: float,
        top: float,
        text: str,
        face: str,
        size: float,
        *,
        stretch: float = 1.0,
        spread: float = 0.0,
        colour: tuple[float, float, float] = BLACK,
    ) -> float:
        """Set text and give the x where it ends. `stretch` widens every box (1.0027 fills the grid
        of 15.793 with type of 15.75); `spread` points are added after every character."""
        glyphs = self._ink.chain(face)
        base = self._height - top - size * ASCENT / 1000
        if text.strip():
            self.inked.append((x, top, x + glyphs.width(text) * size * stretch, top + size))
        if text and glyphs.plain.issuperset(text):
            self._show(x, base, text, glyphs.files[0], size, stretch, spread, colour)
            return x + len(text) * (size * stretch + spread)
        for kind, run in groupby(text, glyphs.kind):
            part = "".join(run)
            if isinstance(kind, Path):
                self._show(x, base, part, kind, size, stretch, spread, colour)
                x += glyphs.width(part) * size * stretch + len(part) * spread
                continue
            for _ in part:
                x += self._single(x, base, kind, size, stretch, colour)
                x += spread if kind.box else 0.0
        return x

    def _single(
        self,
        x: float,
        base: float,
        glyph: Glyph,
        size: float,
        stretch: float,
        colour: tuple[float, float, float],
    ) -> float:
        """Set one character that is no run of text: drawn, missing, or narrowed to its box."""
        box = glyph.box * size * stretch
        if glyph.drawn:
            self._mark(x, base, glyph.character, size, colour)
        elif glyph.character:
            own = stretch * min(1.0, glyph.box / glyph.natural)
            aside = (box - glyph.natural * size * own) / 2
            self._show(x + aside, base, glyph.character, glyph.file, size, own, 0.0, colour)
        return box

    def _show(
        self,
        x: float,
        base: float,
        text: str,
        file: Path,
        size: float,
        stretch: float,
        spread: float,
        colour: tuple[float, float, float],
    ) -> None:
        face = self._ink.embedded(file)
        state = (face.name, size, stretch, spread, colour)
        if state != self._state:
            self._text.append(
                f"/{face.name} {size:g} Tf {stretch * 100:.6g} Tz {spread / stretch:.4f} Tc"
            )
            if colour != self._colour:
                self._text.append(_fill(colour))
                self._colour = colour
            self._state = state
        self._text.append(f"1 0 0 1 {x:.3f} {base:.3f} Tm <{face.hex(text)}> Tj")

    def _mark(
        self, x: float, base: float, mark: str, size: float, colour: tuple[float, float, float]
    ) -> None:
        self._under.append(f"q {_stroke(colour)} {size * 0.055:.3f} w 1 j 1 J")
        for stroke in DRAWINGS[mark]:
            start, *points = (f"{x + dx * size:.3f} {base + dy * size:.3f}" for dx, dy in stroke)
            self._under.append(f"{start} m " + " ".join(f"{point} l" for point in points) + " S")
        self._under.append("Q")

    def lines(
        self,
        segments: Iterable[tuple[float, float, float, float]],
        thickness: float,
        colour: tuple[float, float, float] = BLACK,
    ) -> None:
        """Straight lines, each from (x, top) to (x, top)."""
        segments = list(segments)
        self.inked += segments
        path = " ".join(
            f"{x1:.3f} {self._height - top1:.3f} m {x2:.3f} {self._height - top2:.3f} l"
            for x1, top1, x2, top2 in segments
        )
        self._under.append(f"q {_stroke(colour)} {thickness:g} w {path} S Q")

    def handwriting(self, box: Box, strokes: Sequence[Stroke], thickness: float = 0.9) -> None:
        """Strokes of a pen as large as the box lets them be, in its middle, as curves with round
        ends."""
        left, top, right, bottom = bounds(strokes)
        x1, y1, x2, y2 = box
        largest = _LARGEST * (x2 - x1) / 1000  # what was written small is not blown up
        wide, high = max(right - left, 1.0), max(bottom - top, 1.0)
        scale = min((x2 - x1) / wide, (y2 - y1) / high, largest)
        across = (x1 + x2) / 2 - (left + right) / 2 * scale
        down = (y1 + y2) / 2 - (top + bottom) / 2 * scale

        def place(point: Point) -> str:
            return f"{across + point[0] * scale:.2f} {self._height - down - point[1] * scale:.2f}"

        self._under.append(f"q {_stroke(BLACK)} {thickness:g} w 1 j 1 J")
        for stroke in strokes:
            points = points_of(stroke)
            path = " ".join(f"{' '.join(map(place, piece))} c" for piece in curve(points))
            self._under.append(f"{place(points[0])} m {path} S")
        self._under.append("Q")
        inner = (across + left * scale, down + top * scale)
        self.inked.append((*inner, inner[0] + wide * scale, inner[1] + high * scale))

    def picture(
        self, x: float, top: float, width: float, height: float, picture: PreparedPicture
    ) -> None:
        """A photo in a box of that size."""
        pictures = self._ink.pictures
        name = pictures.setdefault(picture, f"P{len(pictures) + 1}")
        y = self._height - top - height
        self.inked.append((x, top, x + width, top + height))
        self._under.append(f"q {width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f} cm /{name} Do Q")

    def boxes(
        self,
        boxes: Iterable[tuple[float, float, float, float]],
        colour: tuple[float, float, float] = BLACK,
    ) -> None:
        """Filled boxes, each as (x, top, width, height)."""
        boxes = list(boxes)
        self.inked += [(x, top, x + wide, top + high) for x, top, wide, high in boxes]
        path = " ".join(
            f"{x:.3f} {self._height - top - high:.3f} {wide:.3f} {high:.3f} re"
            for x, top, wide, high in boxes
        )
        self._under.append(f"q {_fill(colour)} {path} f Q")

    def area(
        self, points: Iterable[tuple[float, float]], colour: tuple[float, float, float] = BLACK
    ) -> None:
        """A filled shape with these corners, each as (x, top)."""
        points = list(points)
        across, down = zip(*points, strict=True)
        self.inked.append((min(across), min(down), max(across), max(down)))
        start, *corners = (f"{x:.3f} {self._height - top:.3f}" for x, top in points)
        path = " ".join(f"{corner} l" for corner in corners)
        self._under.append(f"q {_fill(colour)} {start} m {path} h f Q")

    def inset(self, content: str, right: float, up: float, *, turned: bool = False) -> None:
        """Another page's content, its lower left corner moved by that much; `turned` upside down,
        with that corner at the upper right."""
        way = "-1 0 0 -1" if turned else "1 0 0 1"
        self._under.append(f"q {way} {right:.3f} {up:.3f} cm\n{content}Q")

    def sideways(self, content: str) -> None:
        """What stands on the same sheet when it is upright; this one lies on its left side."""
        self._under.append(f"q 0 -1 1 0 0 {self._height:.3f} cm\n{content}Q")

    def dashes(
        self,
        segments: Iterable[tuple[float, float, float, float]],
        thickness: float,
        grey: float,
    ) -> None:
        """Fine dashed lines, each from (x, top) to (x, top): where to cut or to fold."""
        self._under.append("q [2 3] 0 d")
        self.lines(segments, thickness, (grey, grey, grey))
        self._under.append("Q")

    def slanted(
        self,
        text: str,
        face: str,
        size: float,
        x: float,
        top: float,
        grey: float,
        *,
        over: bool = False,
    ) -> None:
        """Large light text through the middle of the page, rising by 30 degrees, under all else;
        `over` what is drawn, so that no filled shape hides it."""
        embedded = self._ink.embedded(self._ink.chain(face).files[0])
        half, y = len(text) * size / 2, self._height - top
        x0 = x - half * 0.866 + size * 0.38 * 0.5
        y0 = y - half * 0.5 - size * 0.38 * 0.866
        self._under.insert(
            len(self._under) if over else 0,
            f"q {grey} g BT /{embedded.name} {size:g} Tf 0.866 0.5 -0.5 0.866 {x0:.2f} {y0:.2f} Tm "
            f"<{embedded.hex(text)}> Tj ET Q",
        )

    def content(self) -> str:
        """The page's content stream."""
        return "\n".join((*self._under, "BT", *self._text, "ET", ""))


def _fill(colour: tuple[float, float, float]) -> str:
    return "{:g} {:g} {:g} rg".format(*colour)


def _stroke(colour: tuple[float, float, float]) -> str:
    return "{:g} {:g} {:g} RG".format(*colour)
