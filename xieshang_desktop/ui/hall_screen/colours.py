"""The colours of the hall's screen, light and dark. Their contrasts are held by a test."""

from __future__ import annotations

from typing import NamedTuple


class Colours(NamedTuple):
    """Named colours as `#RRGGBB`; the card is what stands behind who speaks."""

    ground: str
    ink: str
    secondary: str
    red: str
    agreed: str
    open: str
    card: str


LIGHT = Colours(
    ground="#FFFEFA",
    ink="#1F1F1F",
    secondary="#50504C",
    red="#B3261E",
    agreed="#2B762F",
    open="#8A5A00",
    card="#FAEBEA",
)

#: For a dark hall: warm, never black, so that nobody takes it for a screen that is off.
DARK = Colours(
    ground="#23211E",
    ink="#F7F3EA",
    secondary="#CFC8BA",
    red="#FF9B8F",
    agreed="#9AD9A0",
    open="#F2C56B",
    card="#3A2A27",
)
