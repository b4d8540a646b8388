"""What F3 offers for one person at the door: how they take part, coming, going, the household."""

from __future__ import annotations

from datetime import datetime
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.domain.attendance import household_of
from xieshang_desktop.domain.people import person_of_pass
from xieshang_desktop.domain.stays import is_inside
from xieshang_desktop.domain.terms import AttendanceState
from xieshang_desktop.services.people import PersonHit
from xieshang_desktop.services.sign_in import Door

#: The letter of each way, pressed with Alt: the reason may be written at once.
LETTERS = {
    "leave": "L",
    "back": "F",
    "excuse": "Q",
    "present": "C",
    "observe": "X",
    "visit": "P",
    "arrival": "G",
    "absent": "A",
    "voice": "H",
    "voice_for": "T",
    "wrong": "W",
    "withdraw": "U",
}


class Ways(NamedTuple):
    """Whom F3 is about, and what can be done: (key, words), the likeliest first. `households` are
    those that nobody speaks for yet, for whom somebody may be authorised."""

    person_id: str
    name: str
    place: str
    choices: tuple[tuple[str, str], ...]
    chosen: str
    reason: str
    now: str
    households: tuple[tuple[str, str], ...]


def ways_of(door: Door, hit: PersonHit, place: str, now: datetime, chosen: str = "") -> Ways:
    """What can be done for a person as things stand."""
    known = door.attendances.get(hit.id)
    choices: list[tuple[str, str]] = []
    if known is not None and known.here:
        if door.room.over or is_inside(known, door.room):
            choices.append(("leave", _("离场")))
        else:
            choices.append(("back", _("返回")))
    came = known is not None and known.here
    if not came or door.meeting.entered_on is None:  # who went then, entered now, left: 离场
        choices.append(("excuse", _("请假")))
    choices += [
        (key, words)
        for key, words, state in (
            ("present", _("出席"), AttendanceState.PRESENT),
            ("observe", _("列席"), AttendanceState.OBSERVING),
            ("visit", _("旁听"), AttendanceState.VISITING),
        )
        if known is None or known.state is not state
    ]
    if known is not None and known.here:
        choices.append(("arrival", _("改到会时间")))
    elif door.meeting.opened_at is not None:
        choices.append(("absent", _("缺席")))
    households = _unspoken(door, hit.id) if door.meeting.by_household else ()
    if door.meeting.by_household:
        if known is None or known.household_id is None:
            choices.append(("voice", _("户代表")))
        if households:
            choices.append(("voice_for", _("替别户来")))
    if known is not None:
        if known.here:
            choices.append(("wrong", _("签错了人")))
        choices.append(("withdraw", _("撤回签到") if known.here else _("撤回")))
    keys = [key for key, _words in choices]
    return Ways(
        person_id=hit.id,
        name=hit.name,
        place=place,
        choices=tuple(choices),
        chosen=chosen if chosen in keys else keys[0] if came else "excuse",
        reason=known.reason if known else "",
        # Entered afterwards, nothing happens now: the time of then is asked for.
        now="" if door.meeting.entered_on is not None else f"{now:%H:%M}",
        households=households,
    )


def is_pass(text: str) -> bool:
    """Whether a scanned pass stands in a field."""
    return bool(person_of_pass(text))


def _unspoken(door: Door, person_id: str) -> tuple[tuple[str, str], ...]:
    """Households that were asked and for which nobody speaks, but the person's own."""
    own = household_of(door.people[person_id]) if person_id in door.people else ""
    found: dict[str, list[str]] = {}
    for person in door.missing:
        household = household_of(person)
        if household and household != own:
            found.setdefault(household, []).append(person.name)
    return tuple((key, _("{0}家").format("、".join(names))) for key, names in found.items())
