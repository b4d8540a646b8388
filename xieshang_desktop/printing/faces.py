"""Which face prints a character: the face, its supplement, the fall-backs, at last 〓."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from xieshang_desktop import resources
from xieshang_desktop.domain.names import JOINER
from xieshang_desktop.printing.hygiene import BROKEN
from xieshang_desktop.printing.truetype import TrueType

#: Printed for a character that no face has (GB/T 9704 has no rule; printers' custom).
MISSING = "〓"

#: Marks in none of the faces: they are drawn (`ink.DRAWINGS`).
DRAWN = "✓☐☑"


class Glyph(msgspec.Struct, frozen=True, kw_only=True):
    """How one character is printed: by which file, in which box (ems), how wide by nature (ems)."""

    file: Path
    character: str
    box: float
    natural: float
    fallen: bool = False
    missing: bool = False
    drawn: bool = False


class _Entry(msgspec.Struct, frozen=True):
    """One face in `resources/fonts/faces.toml`."""

    files: list[str]
    borrowed: dict[str, str] = {}


@cache
def open_face(file: Path) -> TrueType:
    """A face, opened when first asked for and kept for the life of the program."""
    return TrueType(file)


@cache
def _entries() -> dict[str, _Entry]:
    text = resources.path("fonts", "faces.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, _Entry])


def face_files() -> list[str]:
    """The names of all shipped files that print papers."""
    return sorted({file for entry in _entries().values() for file in entry.files})


class _Boxes(dict[str, float]):
    """Characters to the width of their boxes in ems, measured on first use."""

    def __init__(self, chain: Chain) -> None:
        super().__init__()
        self._chain = chain

    def __missing__(self, character: str) -> float:
        box = self[character] = self._chain[character].box
        return box


class Chain:
    """A face with its fall-backs. `plain` are characters known to stand in the face itself and to
    fill one em: most of any text, and told by one look at a set."""

    def __init__(self, name: str, body_face: Path | None = None) -> None:
        entry = _entries()[name]
        self.name = name
        self.files = tuple(resources.path("fonts", file) for file in entry.files)
        if body_face and name == "fang":
            self.files = (body_face, *self.files)
        self._borrowed = {
            character: resources.path("fonts", _entries()[lender].files[0])
            for lender, characters in entry.borrowed.items()
            for character in characters
        }
        self.plain: set[str] = set()
        self._others: dict[str, Glyph] = {}
        self._boxes = _Boxes(self)

    def __getitem__(self, character: str) -> Glyph:
        """How this character is printed."""
        glyph = self._others.get(character)
        if glyph is None:
            glyph = self._others[character] = self._find(character)
            ordinary = not (glyph.missing or glyph.drawn or glyph.fallen)
            if ordinary and glyph.file == self.files[0] and glyph.box == glyph.natural == 1:
                self.plain.add(character)
        return glyph

    def _find(self, character: str) -> Glyph:
        first = self.files[0]
        if character in DRAWN:
            return Glyph(file=first, character=character, box=1, natural=1, drawn=True)
        if character in (JOINER, "\n"):
            return Glyph(file=first, character="", box=0, natural=0)
        lender = self._borrowed.get(character)
        for file in (lender,) if lender else self.files if character != BROKEN else ():
            face = open_face(file)
            if face.has(character):
                natural = face.width(face.glyph(ord(character))) / 1000
                box = 0.5 if character.isascii() and character.isdigit() else natural
                fallen = file != first and not lender
                return Glyph(
                    file=file, character=character, box=box, natural=natural, fallen=fallen
                )
        return Glyph(file=first, character=MISSING, box=1, natural=1, fallen=True, missing=True)

    def kind(self, character: str) -> Path | Glyph:
        """Characters of one kind can be set in one go: the file that prints them as they are, or a
        glyph of its own that has to be drawn, narrowed or replaced."""
        if character in self.plain:
            return self.files[0]
        glyph = self[character]
        ordinary = glyph.natural == glyph.box > 0 and not (glyph.drawn or glyph.missing)
        return glyph.file if ordinary else glyph

    def width(self, text: str) -> float:
        """The width of the text in ems."""
        if self.plain.issuperset(text):
            return len(text)
        return sum(map(self._boxes.__getitem__, text))


@cache
def chain(name: str, body_face: Path | None = None) -> Chain:
    """The chain of a face: `fang`, `kai`, `hei`, `xiaobiaosong` or `song`."""
    return Chain(name, body_face)
