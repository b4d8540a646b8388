"""What every kept value has: an id that never changes, a noun, and which fields reach a person."""

from __future__ import annotations

from typing import ClassVar

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A kept value. `NOUN` names its table and its journal entries; the fields named in `PRIVATE`
    go into the entry's private payload (PIPL arts. 6, 28: what identifies or reaches a person)."""

    NOUN: ClassVar[str] = ""
    PRIVATE: ClassVar[tuple[str, ...]] = ()

    id: str
