"""What a village prints in full: its office telephones, its room, its code.

Whoever fills in the office telephone may write anything there; only what has the form of a
telephone is one, and a mobile only where nothing else stands beside it.
"""

from __future__ import annotations

import re

from xieshang_desktop.domain.privacy_numbers import plain
from xieshang_desktop.domain.unit import Unit

_ENDS = r"(?<![0-9Xx])(?:{})(?![0-9Xx])"
_MOBILE = r"(?:\+?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}"
_FIXED = (
    r"(?:\+?86[ -]?)?\(?0[0-9]{2,3}\)?[ -]?[2-9][0-9]{2,3}[ -]?[0-9]{4}|[48]00(?:[ -]?[0-9]){7}"
    r"|[2-9][0-9]{2,3}[ -]?[0-9]{4}|11[0-9]|12[02]|1[0-2][0-9]{3}|9[56][0-9]{3}"
)
_INSIDE = r"(?: ?(?:转|-) ?[0-9]{1,5})?"
_OFFICE = re.compile(_ENDS.format(_FIXED))
_ANY = re.compile(_ENDS.format(f"{_MOBILE}|{_FIXED}"))
_ONE = f"(?:{_MOBILE}|(?:{_FIXED}){_INSIDE})"
_LIST = re.compile(f"{_ONE}(?:(?: *[,，、;；/或和\\n] *| +){_ONE})*")


def is_telephone_list(words: str) -> bool:
    """Whether there are telephones and nothing else, as in `0990-2000128、2000129转8`."""
    return _LIST.fullmatch(plain(words).strip()) is not None


def telephones(words: str) -> tuple[str, ...]:
    """The telephones of an office: also those among other words, but no mobile among them."""
    pattern = _ANY if is_telephone_list(words) else _OFFICE
    return tuple(pattern.findall(plain(words)))


def official_texts(unit: Unit, *phones: str) -> tuple[str, ...]:
    """What stands in full in any paper of a unit; `phones` are those of an earlier day."""
    found = [number for words in (unit.official_phone, *phones) for number in telephones(words)]
    return (*found, *filter(None, (unit.place, unit.room, unit.code)))
