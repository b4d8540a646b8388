"""The numbers of the page, read from `resources/papers/gbt9704.toml`; lengths in points here."""

from __future__ import annotations

import tomllib
from functools import cache

import msgspec

from xieshang_desktop import resources

#: Points in a millimetre.
MM = 72 / 25.4


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The sheet and its 版心, in millimetres."""

    width_mm: float
    height_mm: float
    top_mm: float
    left_mm: float
    text_width_mm: float
    text_height_mm: float
    lines: int
    characters: int


class Type(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes of type in points."""

    body: float
    title: float
    note: float
    mark: float
    page_number: float


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where things stand: characters, lines or millimetres, as the names say."""

    indent: float
    mark_below_top_mm: float
    number_after_mark: int
    red_line_below_mm: float
    title_after_line: int
    date_right: float
    signer_right: float
    date_after_signer: float
    seal_lines: int
    number_below_mm: float
    number_aside: float


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """Thickness of lines in points."""

    red_line: float
    table: float


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """One way to set a page. Lengths without a unit in their name are points."""

    sheet: Sheet
    type: Type
    place: Place
    rule: Rule

    @property
    def width(self) -> float:
        """Width of the sheet."""
        return self.sheet.width_mm * MM

    @property
    def height(self) -> float:
        """Height of the sheet."""
        return self.sheet.height_mm * MM

    @property
    def left(self) -> float:
        """From the sheet's edge to the text."""
        return self.sheet.left_mm * MM

    @property
    def top(self) -> float:
        """From the sheet's edge to the first em-box."""
        return self.sheet.top_mm * MM

    @property
    def text_width(self) -> float:
        """Width of the text."""
        return self.sheet.text_width_mm * MM

    @property
    def text_height(self) -> float:
        """Height of the text, first em-box to last."""
        return self.sheet.text_height_mm * MM

    @property
    def advance(self) -> float:
        """From one character to the next: 28 fill the line exactly (5.2.3)."""
        return self.text_width / self.sheet.characters

    @property
    def pitch(self) -> float:
        """From one line to the next: the 22nd em-box ends with the text area (5.2.3)."""
        return (self.text_height - self.type.body) / (self.sheet.lines - 1)


@cache
def profile() -> Profile:
    """The profile that ships with the program."""
    text = resources.path("papers", "gbt9704.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Profile)
