"""What every paper is told, and the small parts that papers share.

Plain values, complete, with nothing behind them to look up. A villager is a name and a group,
never a telephone, an address or an ID number; namesakes are told apart by at most the last four
characters of the ID (PIPL arts. 6, 25, 34).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.signature import Stroke
from xieshang_desktop.errors import RuleBroken

#: As many characters of an ID as a paper may show: more would give the birthday away.
LONGEST_DISTINCTION = 4


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What leads from a paper back to the sealed record (N9): `code` is the short digest as
    printed, `link` what its QR says."""

    code: str
    link: str


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """One paper. `FORM` names its file in `resources/papers`, `PAGE` the page it is set on.
    `unit` issues it on `issued_on`; a line break in `title` sets the break by hand. A `WIDE` paper
    has its sheet on its side; pages have their numbers unless it is not `NUMBERED`. `foot` stands
    under the text of every page."""

    FORM: ClassVar[str] = ""
    PAGE: ClassVar[str] = "gbt9704"
    WIDE: ClassVar[bool] = False
    NUMBERED: ClassVar[bool] = True

    unit: str
    title: str = ""
    issued_on: date
    practice: bool = False
    proof: Proof | None = None
    foot: str = ""


class NamedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """A name as papers show it. `distinction` is the end of the ID, only where namesakes meet.

    Raises RuleBroken `distinction_too_long` when more of the ID was handed over.
    """

    name: str
    group: str = ""
    distinction: str = ""

    def __post_init__(self) -> None:
        if len(self.distinction) > LONGEST_DISTINCTION:
            raise RuleBroken("distinction_too_long", length=len(self.distinction))


def tell_apart(person: Person, others: Sequence[Person]) -> NamedPerson:
    """A person as a paper names them among `others`: the end of the ID only where somebody else
    of the same group or organisation has the same name."""
    group = person.organisation or person.group
    same = [p for p in others if p.name == person.name and (p.organisation or p.group) == group]
    return NamedPerson(
        name=person.name,
        group=group,
        distinction=person.id_number[-LONGEST_DISTINCTION:] if len(same) > 1 else "",
    )


class SignatureMark(msgspec.Struct, frozen=True, kw_only=True):
    """What stands where somebody signs: the handwriting, as strokes in thousandths of the pad's
    width, or `words` where it can't be drawn or there is none (`已签名`, `签名之后内容有改动`). No
    public paper has room for it (PIPL art. 28)."""

    words: str
    strokes: tuple[Stroke, ...] = ()


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done, who answers for it, until when. An unset date prints as a blank cell."""

    what: str
    who: str
    due: date | None = None


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A photo on a paper: the bytes of the file as it was attached, and a line below it."""

    data: bytes
    caption: str = ""
