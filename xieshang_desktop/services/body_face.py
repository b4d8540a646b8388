"""Which 仿宋 the papers are set in: the shipped one, or one chosen on this machine."""

from __future__ import annotations

from pathlib import Path

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.settings import Settings

_TRIED = "协商议事，。〇1"


def chosen_face(settings: Settings | None = None) -> Path | None:
    """The face chosen in the settings; None for the shipped one."""
    words = (settings or Settings()).text("body_face")
    return Path(words) if words else None


def choose_face(settings: Settings, file: Path | None) -> None:
    """Set papers in this face from now on; None goes back to the shipped one.

    WorldFailed `font_missing`, `font_unusable` for a file that can't be embedded or has no
    Chinese, `setting_not_saved`.
    """
    if file is not None:
        from xieshang_desktop.printing.truetype import TrueType

        face = TrueType(file)
        if not all(face.has(character) for character in _TRIED):
            raise WorldFailed("font_unusable", file=file.name)
    settings.choose("body_face", str(file.resolve()) if file else "")
