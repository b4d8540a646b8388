"""When to try the line next, whether the person's plan allows it, and whether a network came up."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import count
from typing import Final

#: The first pause after a failure, the longest one, and the longest while nothing answers at all:
#: a line that works for ten minutes a week must not be slept through, and silence costs nothing.
SHORTEST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(hours=2)
LONGEST_IN_SILENCE: Final = timedelta(minutes=5)
#: A pause is longer or shorter by up to this share, so that forty villages do not come at once.
_SPREAD: Final = 0.2

#: Nobody answered: no network, or not the whole way.
SILENT: Final = frozenset(
    {"net_down", "net_name_unknown", "net_refused", "net_timeout", "net_broken"}
)
#: Trying again changes nothing, or may lock the village out, until a person did something.
NEEDS_PERSON: Final = frozenset(
    {
        "net_password_wrong",
        "net_sign_in_unknown",
        "net_certificate_changed",
        "net_certificate_wrong",
        "net_forbidden",
        "net_name_taken",
        "net_too_large",
    }
)

Chance = Callable[[], float]

_NIGHT_BEGINS: Final = time(22)
_NIGHT_ENDS: Final = time(6)


class Plan(StrEnum):
    """When data may go over a line that costs money."""

    ALWAYS = "always"
    NIGHT = "night"
    ASK = "ask"


def may_go_now(plan: Plan, moment: datetime, asked: bool = False) -> bool:
    """Whether data may go at `moment` of local time; `asked`: the person was asked and agreed."""
    if asked or plan is Plan.ALWAYS:
        return True
    clock = moment.time()
    return plan is Plan.NIGHT and (clock >= _NIGHT_BEGINS or clock < _NIGHT_ENDS)


def pauses(longest: timedelta = LONGEST, chance: Chance = random.random) -> Iterator[timedelta]:
    """1, 2, 4 … minutes up to `longest`, each a little longer or shorter; without end."""
    for failures in count(1):
        yield _pause(failures, longest, chance)


def next_try(
    last: datetime, failures: int, code: str = "", chance: Chance = random.random
) -> datetime:
    """When to try again after `failures` tries in a row, of which the last failed with `code`.

    0 failures: `last` succeeded, and the ordinary round comes after the shortest pause.
    """
    if code in NEEDS_PERSON:
        return last + LONGEST
    longest = LONGEST_IN_SILENCE if code in SILENT else LONGEST
    return last + _pause(max(failures, 1), longest, chance)


def _pause(failures: int, longest: timedelta, chance: Chance) -> timedelta:
    pause = min(SHORTEST * (1 << min(failures - 1, 16)), longest)
    return min(pause * (1 + _SPREAD * (2 * chance() - 1)), longest)


def local_addresses() -> frozenset[str]:
    """The laptop's own addresses that reach beyond it; sends nothing.

    When one appears, a cable, a Wi-Fi or a telephone was connected: time to try at once.
    """
    import psutil

    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    return frozenset(
        found.address
        for name, addresses in psutil.net_if_addrs().items()
        if name in up
        for found in addresses
        if found.family.name in ("AF_INET", "AF_INET6")
        and not found.address.startswith(("127.", "::1", "169.254.", "fe80:"))
    )
