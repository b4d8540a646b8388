"""That somebody looked at what a public paper hides before it was hung on a wall (N11)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from xieshang_desktop.domain.record import Record


class Clearance(Record, frozen=True, kw_only=True):
    """One review of one public paper. `digest` is over the texts in which something was found, as
    they were written: when one of them changes, it is looked at again. `kept` are the findings left
    in full because they are none, as `field:words`."""

    NOUN: ClassVar[str] = "clearance"
    PRIVATE: ClassVar[tuple[str, ...]] = ("kept",)

    paper: str
    object_id: str
    digest: str
    masked: int
    cleared_on: date
    cleared_by: str = ""
    kept: tuple[str, ...] = ()
