"""Where the files that ship with the program are."""

from __future__ import annotations

import sys
from pathlib import Path


def root() -> Path:
    """The `resources/` folder: beside the package in a checkout, inside it when packed."""
    packed = getattr(sys, "_MEIPASS", None)
    if packed:
        return Path(packed) / "resources"
    return Path(__file__).resolve().parent.parent / "resources"


def path(*parts: str) -> Path:
    """One shipped file or folder, e.g. `path("fonts", "fang.ttf")`."""
    return root().joinpath(*parts)
