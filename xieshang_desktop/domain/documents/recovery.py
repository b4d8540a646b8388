"""恢复纸: one of the three sheets of which any two give the village's key back (format §16)."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.paper import Paper


class SheetWord(msgspec.Struct, frozen=True, kw_only=True):
    """One cell: the word and its place in the list, as four digits."""

    word: str
    place: str


class RecoverySheet(Paper, frozen=True, kw_only=True):
    """Sheet `number` of three, kept by `keeper`. `printing` is what the three of one printing have
    in common, `key` the short form of the recipient, `link` what the QR says. What it holds is
    secret: it is printed and never kept."""

    FORM: ClassVar[str] = "recovery_sheet"
    PAGE: ClassVar[str] = "wall"
    NUMBERED: ClassVar[bool] = False

    number: int
    keeper: str
    printing: str
    key: str
    words: tuple[SheetWord, ...]
    link: str

    def __repr__(self) -> str:
        return f"RecoverySheet({self.number}, {self.printing})"
