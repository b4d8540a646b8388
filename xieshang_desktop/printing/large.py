"""Words on a wall: as large as their place lets, drawn straight on the sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from math import cos, pi, sin

import msgspec

from xieshang_desktop.printing.faces import Chain
from xieshang_desktop.printing.hygiene import clean, one_line
from xieshang_desktop.printing.ink import BLACK, Ink, PageInk
from xieshang_desktop.printing.linebreak import Line, break_lines
from xieshang_desktop.printing.lines import set_line
from xieshang_desktop.printing.profile import MM, Profile
from xieshang_desktop.printing.rows import Draw, Row
from xieshang_desktop.printing.titles import break_title

Colour = tuple[float, float, float]

#: Steps of the search for the largest size; each halves what is uncertain.
_STEPS = 9

#: No line of a wall paper is set smaller than this share of the place's height.
_SMALLEST = 0.004


class Fitted(msgspec.Struct, frozen=True):
    """Lines of text and the size at which they fill their place."""

    lines: list[str]
    size: float
    leading: float

    @property
    def height(self) -> float:
        """From the top of the first em-box to the foot of the last."""
        return self.size * (1 + self.leading * (len(self.lines) - 1)) if self.lines else 0.0


class Wall:
    """Draws on sheets of one size; lengths are millimetres of an A4 sheet, and grow with it."""

    def __init__(self, profile: Profile, ink: Ink) -> None:
        self.ink = ink
        short = min(profile.width, profile.height)
        self.mm = short / 210
        self.width, self.height = profile.width / self.mm, profile.height / self.mm
        self._room = profile.text_height

    def sheet(self, draw: Callable[[PageInk], object]) -> Row:
        """A row that is a whole sheet."""

        def begin(page: PageInk, _top: float) -> None:
            draw(page)

        whole: Draw = begin
        return Row(height=self._room, needs=self._room, draw=whole, free=True)

    def chain(self, face: str) -> Chain:
        """The face and its fall-backs."""
        return self.ink.chain(face)

    def fit(
        self,
        text: str,
        face: str,
        width: float,
        height: float,
        *,
        largest: float = 1000.0,
        leading: float = 1.25,
    ) -> Fitted:
        """The text in the largest size whose lines stand within `width` and `height`, broken by
        sense; sizes are millimetres of an A4 sheet too."""
        text = clean(text).strip()
        self.ink.note(face, text)
        measure = self.chain(face).width
        low, high = height * _SMALLEST, min(largest, height)
        best = self._set(text, measure, width, high, leading)
        if best.height <= height:
            return best
        best = self._set(text, measure, width, low, leading)
        for _ in range(_STEPS):
            middle = (low + high) / 2
            found = self._set(text, measure, width, middle, leading)
            if found.height <= height:
                best, low = found, middle
            else:
                high = middle
        return best

    def lines(
        self,
        page: PageInk,
        fitted: Fitted,
        face: str,
        top: float,
        *,
        middle: float | None = None,
        colour: Colour = BLACK,
    ) -> None:
        """Set fitted lines, centred on `middle` or on the sheet."""
        middle = self.width / 2 if middle is None else middle
        for at, line in enumerate(fitted.lines):
            x = middle - self.chain(face).width(line) * fitted.size / 2
            y = top + at * fitted.size * fitted.leading
            self.text(page, x, y, line, face, fitted.size, colour)

    def text(
        self,
        page: PageInk,
        x: float,
        top: float,
        text: str,
        face: str,
        size: float,
        colour: Colour = BLACK,
    ) -> None:
        """One line of text at its place."""
        mm = self.mm
        page.text(x * mm, top * mm, text, face, size * mm, colour=colour)

    def prose(
        self,
        page: PageInk,
        box: tuple[float, float, float, float],
        text: str,
        face: str,
        size: float,
        *,
        leading: float = 1.4,
        centred: bool = False,
    ) -> None:
        """A short text in the middle of a box (left, top, width, height); it shrinks until it
        stands within."""
        left, top, width, height = box
        text = one_line(text)
        size = self.prose_size(text, face, width, height, largest=size, leading=leading)
        lines = self._prose(text, face, width / size)
        high = size * (1 + leading * (len(lines) - 1))
        y = top + max(0.0, (height - high) / 2)
        for line in lines:
            x = left
            if centred:
                x += (width - (line.width - line.squeezed) * size) / 2
            part = [(text[line.start : line.end].rstrip(), face)]
            ragged = msgspec.structs.replace(line, limit=line.width) if centred else line
            set_line(x * self.mm, part, ragged, size * self.mm, 1.0, page, y * self.mm)
            y += size * leading

    def prose_size(
        self,
        text: str,
        face: str,
        width: float,
        height: float,
        *,
        largest: float,
        leading: float = 1.4,
    ) -> float:
        """The size not above `largest` in which a short text stands within a place."""
        text, size = one_line(text), largest
        self.ink.note(face, text)
        while size >= 1:
            lines = len(self._prose(text, face, width / size))
            if size * (1 + leading * (lines - 1)) <= height:
                break
            size *= 0.97
        return size

    def _prose(self, text: str, face: str, limit: float) -> list[Line]:
        return list(break_lines(text, partial(_width, self.chain(face), text), limit, limit))

    def area(self, page: PageInk, points: Iterable[tuple[float, float]], colour: Colour) -> None:
        """A filled shape."""
        page.area([(x * self.mm, y * self.mm) for x, y in points], colour)

    def rounded(
        self,
        page: PageInk,
        box: tuple[float, float, float, float],
        radius: float,
        colour: Colour,
        *,
        flat_foot: bool = False,
    ) -> None:
        """A filled box (left, top, width, height) with round corners."""
        left, top, width, height = box
        centres = [
            (left + width - radius, top + radius, -90),
            (left + width - radius, top + height - radius, 0),
            (left + radius, top + height - radius, 90),
            (left + radius, top + radius, 180),
        ]
        points: list[tuple[float, float]] = []
        for at, (x, y, start) in enumerate(centres):
            if flat_foot and at in (1, 2):
                points.append((left + width if at == 1 else left, top + height))
                continue
            for step in range(9):
                turn = (start + step * 90 / 8) * pi / 180
                points.append((x + radius * cos(turn), y + radius * sin(turn)))
        self.area(page, points, colour)

    def disc(self, page: PageInk, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle."""
        self.rounded(page, (x - radius, y - radius, 2 * radius, 2 * radius), radius, colour)

    def frame(
        self, page: PageInk, box: tuple[float, float, float, float], thick: float, colour: Colour
    ) -> None:
        """The four sides of a box, drawn inside it."""
        left, top, width, height = (side * self.mm for side in box)
        thick *= self.mm
        page.boxes(
            [
                (left, top, width, thick),
                (left, top + height - thick, width, thick),
                (left, top + thick, thick, height - 2 * thick),
                (left + width - thick, top + thick, thick, height - 2 * thick),
            ],
            colour,
        )

    def rule(
        self, page: PageInk, left: float, top: float, width: float, thick: float, colour: Colour
    ) -> None:
        """A level line."""
        page.boxes([(left * self.mm, top * self.mm, width * self.mm, thick * self.mm)], colour)

    @staticmethod
    def points(points: float) -> float:
        """A size of type, in points on an A4 sheet, as millimetres."""
        return points / MM

    def _set(
        self, text: str, measure: Callable[[str], float], width: float, size: float, leading: float
    ) -> Fitted:
        return Fitted(break_title(text, width / size, measure), size, leading)


def _width(chain: Chain, text: str, start: int, end: int) -> float:
    return chain.width(text[start:end])
