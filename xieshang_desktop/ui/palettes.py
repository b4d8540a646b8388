"""The named colours, by day and for the courtyard. Their contrasts are held by a test."""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    """The named colours, as `#RRGGBB`, and the width of a line in design pixels."""

    ground: str  # behind the cards
    nav: str  # behind the places
    paper: str  # cards, fields, top bar
    ink: str
    secondary: str
    line: str
    edge: str  # around buttons and fields
    red: str  # the one main action, and what needs attention
    red_dark: str  # the same, pressed or under the pointer
    red_soft: str  # behind what is selected
    on_red: str
    green: str
    green_soft: str
    amber: str
    amber_dot: str  # a dot is no text: it may be lighter
    amber_soft: str
    neutral_soft: str
    hit: str  # over words that were found, like a felt pen
    focus: str  # the ring around what the keyboard is on
    scrim: str  # over the page while a sheet is open
    line_width: int
    chip_line: int  # around chips


LIGHT = Palette(
    ground="#F6F4F0",
    nav="#FCFBF8",
    paper="#FFFFFF",
    ink="#1F1F1F",
    secondary="#50504C",
    line="#E4E0D8",
    edge="#C9C3B8",
    red="#B3261E",
    red_dark="#941C15",
    red_soft="#FBEDEB",
    on_red="#FFFFFF",
    green="#2B762F",  # a shade under #2E7D32, which has 4.51:1 on its chip: too near the limit
    green_soft="#E9F3EA",
    amber="#8A5A00",
    amber_dot="#C98A0A",
    amber_soft="#FBF2DF",
    neutral_soft="#EFEBE2",
    hit="#FFE08A",
    focus="#1F1F1F",
    scrim="#66302A22",
    line_width=1,
    chip_line=0,
)

SUNLIGHT = Palette(
    ground="#FFFFFF",
    nav="#FFFFFF",
    paper="#FFFFFF",
    ink="#000000",
    secondary="#1A1A1A",
    line="#000000",
    edge="#000000",
    red="#8F0E08",
    red_dark="#5E0703",
    red_soft="#FFE3DF",
    on_red="#FFFFFF",
    green="#0B4A10",
    green_soft="#FFFFFF",
    amber="#573800",
    amber_dot="#573800",
    amber_soft="#FFFFFF",
    neutral_soft="#FFFFFF",
    hit="#FFD84D",
    focus="#0000C0",
    scrim="#99000000",
    line_width=2,
    chip_line=1,
)
