"""Rule profiles, the law by date, and how days are counted.

The national floor stands here; every local number is data with its source and 已核/未核.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar

import msgspec

from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.terms import Body

#: VCL (2025) art. 35 and UCL (2025) art. 34: posted for at least fifteen days.
POSTING_FLOOR_DAYS = 15

#: The amended village law and the revised residents' law apply from this day.
NEW_LAW = date(2026, 1, 1)


class RuleNumber(msgspec.Struct, frozen=True, kw_only=True):
    """One local number: its unit, where it was read, how sure that is, and whether checked."""

    key: str
    value: int | None
    unit: str
    label: str
    source: str
    certainty: str
    checked: bool


class RuleProfile(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of one county or province, valid from a day."""

    id: str
    name: str
    version: str
    valid_from: date
    status: str
    note: str
    numbers: tuple[RuleNumber, ...]

    def number(self, key: str) -> int | None:
        """The value of `key`, or None where the profile says nothing."""
        return next((n.value for n in self.numbers if n.key == key), None)

    @property
    def stamp(self) -> str:
        """What a meeting records as the version it followed."""
        return f"{self.id}@{self.version}"


class AdoptedProfile(Record, frozen=True, kw_only=True):
    """The rule profile a unit follows since a day, kept whole: later versions of the shipped file
    do not change which numbers applied (S4-01)."""

    NOUN: ClassVar[str] = "adopted_profile"

    profile: RuleProfile
    adopted_on: date


def posting_days(posted_on: date, profile: RuleProfile) -> int:
    """For how many days a result must be posted: never under the law in force that day.

    Before 2026-01-01 the law named no number, so the profile's own counts, else the same fifteen.
    """
    local = profile.number("posting_days") or 0
    if posted_on >= NEW_LAW:
        return max(POSTING_FLOOR_DAYS, local)
    return local or POSTING_FLOOR_DAYS


def earliest_removal(posted_on: date, days: int, is_rest_day: Callable[[date], bool]) -> date:
    """The first day a posting may come down (民法典 arts. 200-204): the day of posting is not
    counted; a last day that is a day of rest moves to the next working day."""
    last = posted_on + timedelta(days=days)
    while is_rest_day(last):
        last += timedelta(days=1)
    return last + timedelta(days=1)


def notice_deadline(meeting_on: date, days: int) -> date:
    """The last day on which a notice is in time: the meeting is `days` later or more. The day of
    the notice is not counted (民法典 art. 201), the day of the meeting is."""
    return meeting_on - timedelta(days=days)


def publish_by(day: date) -> date:
    """The last day to make known what was done on `day`: general matters are published at least
    once a quarter (VCL art. 35, UCL art. 34), so until the quarter ends."""
    month = (day.month - 1) // 3 * 3 + 3
    return date(day.year, month, 31 if month in {3, 12} else 30)


def law_of(day: date) -> str:
    """Which text of the self-government law an act of `day` follows: `2018` or `2025`."""
    return "2025" if day >= NEW_LAW else "2018"


def publicity_basis(body: Body, day: date) -> str:
    """The article a result is posted under, as papers cite it; empty before the law had one."""
    if day < NEW_LAW:
        return ""
    if body is Body.COMMUNITY:
        return "根据《中华人民共和国城市居民委员会组织法》第三十四条规定"
    return "根据《中华人民共和国村民委员会组织法》第三十五条规定"
