"""Who sits at the township's machine: several clerks take turns, and every entry names one.

Names belong to the machine, not to the records: they lie in its settings.
"""

from __future__ import annotations

from xieshang_desktop.errors import BadInput
from xieshang_desktop.settings import Settings

_BETWEEN = "、"


def clerks(settings: Settings) -> list[str]:
    """The clerks that are known here, in the order in which they came."""
    return [name for name in settings.text("clerks").split(_BETWEEN) if name]


def present_clerk(settings: Settings) -> str:
    """Who had the last turn; empty before anybody had one."""
    return settings.text("clerk")


def take_turn(settings: Settings, name: str) -> str:
    """Somebody sits down here, known or new; gives the name as entries will bear it.

    BadInput `clerk_name_missing`; WorldFailed `setting_not_saved`.
    """
    name = introduce(settings, name)
    settings.choose("clerk", name)
    return name


def introduce(settings: Settings, name: str) -> str:
    """Somebody new will take turns; gives the name as entries will bear it. Fails like
    `take_turn`."""
    name = "".join(name.split()).replace(_BETWEEN, "")
    if not name:
        raise BadInput("clerk_name_missing")
    known = clerks(settings)
    if name not in known:
        settings.choose("clerks", _BETWEEN.join([*known, name]))
    return name


def forget(settings: Settings, name: str) -> None:
    """Somebody works elsewhere; what they entered keeps their name."""
    settings.choose("clerks", _BETWEEN.join(n for n in clerks(settings) if n != name))
