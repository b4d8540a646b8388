"""How convenors confirm in tests that are not about PINs."""

from __future__ import annotations

from xieshang_desktop.settings import Settings


def confirm_by_looking() -> None:
    """The unit chooses that nobody needs a PIN; unless it does, everybody needs one."""
    Settings().choose("confirm_with", "screen")
