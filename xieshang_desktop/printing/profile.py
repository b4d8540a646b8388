"""The numbers of a page, read from its file in `resources/papers`; lengths in points here."""

from __future__ import annotations

import tomllib
from functools import cache

import msgspec

from xieshang_desktop import resources

#: Points in a millimetre.
MM = 72 / 25.4


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The sheet and its 版心, in millimetres. On a poster the columns of tables, which are given
    for a text of `columns_mm` (on its side: `columns_wide_mm`), grow with the text;
    where they are `listed`, what tables say stands in numbered paragraphs."""

    width_mm: float
    height_mm: float
    top_mm: float
    left_mm: float
    text_width_mm: float
    text_height_mm: float
    lines: int
    characters: int
    columns_mm: float = 0
    columns_wide_mm: float = 0
    listed: bool = False


class Type(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes of type in points. A full cell's type shrinks from `note`, but not below `cell`."""

    body: float
    title: float
    note: float
    mark: float
    page_number: float
    cell: float = 0


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
    attachment_title_line: int
    proof_below_mm: float
    proof_mm: float
    number_below_mm: float
    number_aside: float


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """Thickness of lines in points."""

    red_line: float
    table: float
    imprint_outer: float
    imprint_inner: float


class Cards(msgspec.Struct, frozen=True, kw_only=True):
    """How many cards of a page's size lie beside and below each other on upright A4, and which
    page takes what does not fit on one."""

    across: int
    down: int
    larger: str = ""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """One way to set a page. Lengths without a unit in their name are points."""

    sheet: Sheet
    type: Type
    place: Place
    rule: Rule
    cards: Cards | None = None

    def turned(self) -> Profile:
        """The same page on its side: what was at the left is above."""
        old = self.sheet
        sheet = Sheet(
            width_mm=old.height_mm,
            height_mm=old.width_mm,
            top_mm=old.left_mm,
            left_mm=old.height_mm - old.top_mm - old.text_height_mm,
            text_width_mm=old.text_height_mm,
            text_height_mm=old.text_width_mm,
            lines=round(self.text_width / self.pitch),
            characters=round(self.text_height / self.advance),
            columns_mm=old.columns_wide_mm,
            columns_wide_mm=old.columns_mm,
            listed=old.listed,
        )
        return msgspec.structs.replace(self, sheet=sheet)

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
    def enlarged(self) -> float:
        """How much wider columns and photos are set than on A4."""
        sheet = self.sheet
        return sheet.text_width_mm / sheet.columns_mm if sheet.columns_mm else 1.0

    @property
    def advance(self) -> float:
        """From one character to the next: 28 fill the line exactly (5.2.3)."""
        return self.text_width / self.sheet.characters

    @property
    def pitch(self) -> float:
        """From one line to the next: the 22nd em-box ends with the text area (5.2.3)."""
        return (self.text_height - self.type.body) / (self.sheet.lines - 1)


@cache
def profile(page: str = "gbt9704") -> Profile:
    """The profile of a page: `gbt9704`, or another file beside it."""
    text = resources.path("papers", f"{page}.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Profile)
