"""The consultation room and its two convenors."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import Body, Platform, Rank, UnitKind


class Unit(Record, frozen=True, kw_only=True):
    """A 协商议事室 and the body it belongs to, or a township's desk (`kind`). `code` is the
    12-digit statistical code of `code_year`; codes are withdrawn and given again, so it never
    serves as an id."""

    NOUN: ClassVar[str] = "unit"

    name: str
    room: str
    kind: UnitKind = UnitKind.ROOM
    township: str = ""
    platform: Platform = Platform.VILLAGE
    body: Body = Body.VILLAGE
    code: str = ""
    code_year: int | None = None
    brand: str = ""
    letterhead: str = ""
    signer: str = ""
    place: str = ""
    official_phone: str = ""
    profile: str = "default"
    practice: bool = False


class Convenor(Record, frozen=True, kw_only=True):
    """One of the two convenors (S1-02) for a term of office; `until` empty means in office. A
    `substitute` stands in when the convenor of that rank is absent (N17)."""

    NOUN: ClassVar[str] = "convenor"

    rank: Rank
    name: str
    title: str = ""
    person_id: str | None = None
    since: date | None = None
    until: date | None = None
    substitute: bool = False

    def serves_on(self, day: date) -> bool:
        """Whether the term covers `day`."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )
