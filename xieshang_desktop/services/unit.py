"""The unit as its papers name it, and its two convenors with their terms of office."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from xieshang_desktop.domain.official import is_telephone_list
from xieshang_desktop.domain.terms import Rank
from xieshang_desktop.domain.unit import Convenor, Unit
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import rule_profiles
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.pins import forget_pins

#: What settings may change of a unit.
CHANGEABLE = (
    "name",
    "room",
    "township",
    "place",
    "official_phone",
    "signer",
    "letterhead",
    "brand",
    "profile",
)


def change_unit(desk: Desk, name: str, words: str) -> Unit:
    """Put other words in one field of CHANGEABLE; papers made from now on bear them.

    BadInput `unit_name_missing` for an empty name or room, `profile_unknown`,
    `official_phone_wrong`.
    """
    if name not in CHANGEABLE:
        raise KeyError(name)
    words = words.strip()
    if name in {"name", "room"} and not words:
        raise BadInput("unit_name_missing")
    if name == "official_phone":
        check_official_phone(words)
    if name == "profile":
        rule_profiles.load(words)
    unit = replace(desk.unit, **{name: words})
    if unit == desk.unit:
        return unit
    with desk.store.write(desk.actor) as uow:
        uow.put(unit, "unit_changed")
        if name == "profile":
            uow.put(rule_profiles.adopted(words, desk.today), "profile_adopted")
        uow.commit()
    desk.unit = unit
    return unit


def check_official_phone(words: str) -> None:
    """The office telephone is printed in full, so there is nothing but telephones in it; it may be
    empty. BadInput `official_phone_wrong`."""
    if words.strip() and not is_telephone_list(words):
        raise BadInput("official_phone_wrong")


def terms_of_office(desk: Desk) -> list[Convenor]:
    """Every convenor there was, by rank, the newest first; without substitutes."""
    return [c for c in _everyone(desk) if not c.substitute]


def substitutes(desk: Desk) -> list[Convenor]:
    """Every substitute there was, by rank, the newest first."""
    return [c for c in _everyone(desk) if c.substitute]


def _everyone(desk: Desk) -> list[Convenor]:
    with desk.store.read() as reader:
        everyone = reader.all(Convenor)
    everyone.sort(key=lambda c: c.since or date.min, reverse=True)
    return sorted(everyone, key=lambda c: list(Rank).index(c.rank))


def change_convenor(desk: Desk, rank: Rank, name: str, title: str, since: date) -> Convenor:
    """Somebody else holds the office from `since` on; the one before leaves it on that day.

    BadInput `convenor_name_missing`, `convenor_day_wrong` when the one before began later;
    RuleBroken `convenor_same`.
    """
    name, title = name.strip(), title.strip()
    if not name:
        raise BadInput("convenor_name_missing")
    before = _in_office(desk, rank)
    if before is not None:
        if before.name == name:
            raise RuleBroken("convenor_same", name=name, rank=rank)
        if before.since is not None and since <= before.since:
            raise BadInput("convenor_day_wrong", name=before.name, since=before.since)
    convenor = Convenor(id=new_id(), rank=rank, name=name, title=title, since=since)
    with desk.store.write(desk.actor) as uow:
        if before is not None:
            uow.put(replace(before, until=since), "convenor_left_office")
            if since <= desk.today:
                forget_pins(uow, [before])
        uow.put(convenor, "convenor_took_office")
        uow.commit()
    if before is not None:
        _act_as(desk, before, convenor)
    return convenor


def correct_convenor(desk: Desk, convenor_id: str, name: str, title: str) -> Convenor:
    """The same person, spelt right or with another title; BadInput `convenor_name_missing`."""
    name, title = name.strip(), title.strip()
    if not name:
        raise BadInput("convenor_name_missing")
    with desk.store.write(desk.actor) as uow:
        before = uow.one(Convenor, convenor_id)
        convenor = replace(before, name=name, title=title)
        uow.put(convenor, "convenor_changed")
        uow.commit()
    _act_as(desk, before, convenor)
    return convenor


def name_substitute(desk: Desk, rank: Rank, name: str, title: str, since: date) -> Convenor:
    """Somebody who stands in when the convenor of this rank is absent (N17).

    BadInput `convenor_name_missing`; RuleBroken `substitute_is_convenor` when it is one of the two
    themselves: nobody stands for both.
    """
    name, title = name.strip(), title.strip()
    if not name:
        raise BadInput("convenor_name_missing")
    if any(c.name == name for c in terms_of_office(desk) if c.until is None):
        raise RuleBroken("substitute_is_convenor", name=name)
    substitute = Convenor(
        id=new_id(), rank=rank, name=name, title=title, since=since, substitute=True
    )
    with desk.store.write(desk.actor) as uow:
        uow.put(substitute, "substitute_named")
        uow.commit()
    return substitute


def end_substitute(desk: Desk, substitute_id: str) -> None:
    """Nobody stands in any more; the PIN goes with it."""
    with desk.store.write(desk.actor) as uow:
        substitute = uow.one(Convenor, substitute_id)
        uow.put(replace(substitute, until=desk.today), "substitute_ended")
        forget_pins(uow, [substitute])
        uow.commit()


def _act_as(desk: Desk, before: Convenor, now: Convenor) -> None:
    """Entries from now on name the one in office."""
    if desk.actor == before.name and now.serves_on(desk.today):
        desk.actor = now.name


def _in_office(desk: Desk, rank: Rank) -> Convenor | None:
    """The one who holds the office with no end set, even if the term begins only later."""
    return next((c for c in terms_of_office(desk) if c.rank is rank and c.until is None), None)
