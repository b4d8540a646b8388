"""Rule profiles and days of rest, read from the shipped data files."""

from __future__ import annotations

import json
import tomllib
from datetime import date, timedelta
from functools import cache

import msgspec

from xieshang_desktop import resources
from xieshang_desktop.domain.rules import (
    POSTING_FLOOR_DAYS,
    AdoptedProfile,
    RuleProfile,
    notice_deadline,
)
from xieshang_desktop.errors import BadInput
from xieshang_desktop.ids import new_id

#: No number of a profile is greater: days are counted one by one.
_LARGEST = 3660


@cache
def load(profile_id: str) -> RuleProfile:
    """The profile of this id; BadInput `profile_unknown` when none is shipped."""
    file = resources.path("rules", f"{profile_id}.json")
    if not profile_id.replace("-", "").isalnum() or not file.is_file():
        raise BadInput("profile_unknown", profile=profile_id)
    return msgspec.json.decode(file.read_bytes(), type=RuleProfile)


@cache
def listed() -> tuple[RuleProfile, ...]:
    """The shipped profiles, the general one first."""
    files = sorted(resources.path("rules").glob("*.json"))
    known = [f.stem for f in files if "numbers" in json.loads(f.read_text("utf-8"))]
    known.sort(key=lambda name: (name != "default", name != "national", name))
    return tuple(load(name) for name in known)


def is_shipped(profile_id: str) -> bool:
    """Whether the program brings a profile of this id."""
    return any(profile.id == profile_id for profile in listed())


def read_profile(text: str) -> RuleProfile:
    """A profile that a township wrote as TOML, with the fields of the shipped ones.

    BadInput `profile_unreadable`; `profile_id_taken` for the id of a shipped one;
    `profile_below_law` where a result would hang for less than the law asks.
    """
    try:
        plain = tomllib.loads(text)
        numbers = [{"value": None, **number} for number in plain.get("numbers", ())]
        profile = msgspec.convert(plain | {"numbers": numbers}, RuleProfile)
    except (ValueError, TypeError) as error:
        raise BadInput("profile_unreadable") from error
    values = [number.value for number in profile.numbers if number.value is not None]
    keys = [number.key for number in profile.numbers]
    plausible = all(0 <= value <= _LARGEST for value in values) and len(set(keys)) == len(keys)
    named = profile.id.replace("-", "").isalnum() and profile.name.strip() and profile.version
    if not plausible or not named:
        raise BadInput("profile_unreadable")
    if is_shipped(profile.id):
        raise BadInput("profile_id_taken", profile=profile.id)
    days = profile.number("posting_days")
    if days is not None and days < POSTING_FLOOR_DAYS:
        raise BadInput("profile_below_law", days=days, floor=POSTING_FLOOR_DAYS)
    return profile


def adopted(profile_id: str, day: date) -> AdoptedProfile:
    """The record that a unit follows this profile since `day`."""
    return AdoptedProfile(id=new_id(), profile=load(profile_id), adopted_on=day)


def notice_until(profile: RuleProfile, meeting_on: date) -> date:
    """The last day on which a notice is in time; a profile may count working days."""
    number = next((n for n in profile.numbers if n.key == "notice_days"), None)
    days = (number.value if number else None) or 0
    if number is None or number.unit != "工作日":
        return notice_deadline(meeting_on, days)
    day = meeting_on
    while days:
        day -= timedelta(days=1)
        days -= not is_rest_day(day)
    return day


@cache
def _calendar() -> tuple[frozenset[str], frozenset[str]]:
    data = json.loads(resources.path("rules", "holidays.json").read_text("utf-8"))
    return frozenset(data["rest"]), frozenset(data["work"])


def is_public_holiday(day: date) -> bool:
    """A day off by the State Council's yearly notice, weekends within included."""
    return day.isoformat() in _calendar()[0]


def is_worked_weekend(day: date) -> bool:
    """A weekend day that is worked instead of another (调休)."""
    return day.isoformat() in _calendar()[1]


def is_rest_day(day: date) -> bool:
    """A weekend or public holiday that is not worked instead (State Council's yearly notice)."""
    return is_public_holiday(day) or (day.weekday() >= 5 and not is_worked_weekend(day))
