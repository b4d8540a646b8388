"""Makes Qt's enumerations in a third of the time; nothing else of the program needs this.

PySide6 builds three thousand members before the first page stands, through `enum`'s functional
call: a fifth of the start. Here such a class is begun as a copy of an empty one of its kind and its
members are put in at once. What comes out is the same (`tests/pages/test_quick_enums.py`); anything
unusual, and any Python but 3.11, is left to `enum` itself.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Sequence
from typing import Any

_KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_NAMES_IN_USE = frozenset(dir(enum.IntFlag)) | frozenset(dir(enum.IntEnum))
_slow = enum.EnumType._create_  # type: ignore[attr-defined]


def install() -> None:
    """From now on enumerations of whole numbers are made the quick way."""
    if sys.version_info[:2] != (3, 11):
        return
    patterns = {kind: _pattern(kind) for kind in _KINDS}

    def create(kind: Any, name: str, members: Any, **facts: Any) -> Any:
        pattern = patterns.get(kind)
        if pattern is None or facts["type"] is not None or not _is_plain(members):
            return _slow(kind, name, members, **facts)
        return _make(kind, name, members, dict(pattern), facts["boundary"])

    enum.EnumType._create_ = create  # type: ignore[attr-defined]


def _pattern(kind: Any) -> dict[str, Any]:
    """What is in an enumeration of this kind that has no members."""
    empty = _slow(kind, "Empty", [], module=__name__)
    own = ("__dict__", "__weakref__")
    return {name: value for name, value in empty.__dict__.items() if name not in own}


def _is_plain(members: object) -> bool:
    return isinstance(members, list) and all(
        isinstance(pair, tuple) and type(pair[1]) is int and pair[0] not in _NAMES_IN_USE
        for pair in members
    )


def _make(
    kind: Any, name: str, pairs: Sequence[tuple[str, int]], inside: dict[str, Any], boundary: Any
) -> Any:
    names: list[str] = []
    members: dict[str, Any] = {}
    by_value: dict[int, Any] = {}
    inside |= {
        "_member_names_": names,
        "_member_map_": members,
        "_value2member_map_": by_value,
        "_unhashable_values_": [],
    }
    flags = "_flag_mask_" in inside
    if flags:
        inside |= _masks([value for _, value in pairs])
        inside["_boundary_"] = boundary or inside["_boundary_"]
    made: Any = type.__new__(enum.EnumType, name, (kind,), inside)
    new, takes_value = inside["_new_member_"], inside["_use_args_"]
    for each, value in pairs:
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = new(made, value) if takes_value else new(made)
            member.__dict__.update(
                _value_=value, _name_=each, __objclass__=made, _sort_order_=len(names)
            )
            if not flags or _is_one_bit(value):
                names.append(each)
        members[each] = member
    for each, member in members.items():
        type.__setattr__(made, each, member)
    values = [members[each]._value_ for each in names]
    if flags and values != sorted(values):
        made._iter_member_ = made._iter_member_by_def_
    return made


def _masks(values: Sequence[int]) -> dict[str, int]:
    mask = singles = 0
    for value in values:
        mask |= value
        singles |= value if _is_one_bit(value) else 0
    return {
        "_flag_mask_": mask,
        "_singles_mask_": singles,
        "_all_bits_": 2 ** mask.bit_length() - 1,
    }


def _is_one_bit(value: int) -> bool:
    return value > 0 and not value & (value - 1)
