"""People, households and the roles that people hold."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import Role, Sex

#: What the QR of a pass (出席证) says: the program's mark, what it is for, the id of a person. A
#: scanner types it; an input method may make the colons wide, Caps Lock the letters large.
_PASS = re.compile(r"xieshang[:：]in[:：]([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


class Household(Record, frozen=True, kw_only=True):
    """A 户: the unit in which a village counts (N13)."""

    NOUN: ClassVar[str] = "household"

    group: str
    head: str
    number: str = ""


class Person(Record, frozen=True, kw_only=True):
    """A villager, or a guest with an organisation. `birth` is YYYY, YYYY-MM or YYYY-MM-DD.

    Kept to what a consultation needs (PIPL art. 6): no ethnicity, health, photo or account.
    """

    NOUN: ClassVar[str] = "person"
    PRIVATE: ClassVar[tuple[str, ...]] = (
        "id_number",
        "phones",
        "address",
        "birth",
        "relation",
        "remarks",
    )

    name: str
    sex: Sex = Sex.UNKNOWN
    group: str = ""
    household_id: str | None = None
    relation: str = ""
    birth: str = ""
    party_member: bool = False
    villager: bool = True
    organisation: str = ""
    left_on: date | None = None
    id_number: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    remarks: str = ""


class RoleHeld(Record, frozen=True, kw_only=True):
    """A role of one person, with the organisation it belongs to and its term."""

    NOUN: ClassVar[str] = "role_held"

    person_id: str
    role: Role
    organisation: str = ""
    since: date | None = None
    until: date | None = None


def group_order(group: str) -> tuple[bool, int, str]:
    """A sort key: other names first, then 第一组, 第二组 … in their order."""
    numbered = group.startswith("第") and group.endswith("组")
    value = 0
    for character in group[1:-1] if numbered else "":
        position = "一二三四五六七八九十".find(character) + 1
        value = (value or 1) * 10 if position == 10 else value + position
    return (numbered, value, group)


def pass_code(person_id: str) -> str:
    """What the QR of somebody's pass says."""
    return f"xieshang:in:{person_id}"


def person_of_pass(text: str) -> str:
    """The id of the person whose pass was scanned, empty for any other text."""
    found = _PASS.fullmatch("".join(text.split()).lower())
    return found[1] if found else ""
