"""People, households and the roles that people hold."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar
from unicodedata import normalize

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import Role, Sex

#: What the QR of a pass (出席证) says: a mark, and the id of a person as a number. A scanner types
#: it, so it is digits alone: an input method would take letters for pinyin, and Caps Lock does
#: nothing to digits. What stood in the box before it is no part of it.
_PASS = re.compile(r"9900(\d{39})$")


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
    return f"9900{int(person_id.replace('-', ''), 16):039d}"


def person_of_pass(text: str) -> str:
    """The id of the person whose pass was scanned, empty for any other text."""
    found = _PASS.search("".join(normalize("NFKC", text).split()))
    digits = f"{int(found[1]):032x}" if found else ""
    if len(digits) != 32:
        return ""
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
