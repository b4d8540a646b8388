"""Which households of the register a roster means, and which are new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.people import Household, Person
from xieshang_desktop.ids import new_id
from xieshang_desktop.intake.reading import RosterPerson
from xieshang_desktop.services.roster_matching import Matching


class HouseholdPlan(msgspec.Struct, frozen=True, kw_only=True):
    """`ids`: the key of the roster → the id of the household; what is new, what changes."""

    ids: dict[str, str]
    added: tuple[Household, ...]
    changed: tuple[Household, ...]


def plan_households(
    listed: Sequence[RosterPerson], matching: Matching, households: Iterable[Household]
) -> HouseholdPlan:
    """A household is known by its members together with group and head; else by group and head
    alone; else by its members (the head has changed). None is taken twice: where a family was
    divided, the part that keeps its head keeps the household. Who could be several people brings
    no household along."""
    firsts: dict[str, RosterPerson] = {}
    for place, one in enumerate(listed):
        if one.household_key and place not in matching.ambiguous:
            firsts.setdefault(one.household_key, one)
    register = {household.id: household for household in households}
    ids = _known_ids(listed, matching.known, firsts, register) if register else {}
    added: list[Household] = []
    changed: list[Household] = []
    for key, first in firsts.items():
        old = register.get(ids.get(key, ""))
        if old is None:
            ids[key] = new_id()
            number = first.household_number
            added.append(Household(id=ids[key], group=first.group, head=first.head, number=number))
            continue
        new = replace(
            old,
            group=first.group or old.group,
            head=first.head or old.head,
            number=first.household_number or old.number,
        )
        if new != old:
            changed.append(new)
    return HouseholdPlan(ids=ids, added=tuple(added), changed=tuple(changed))


def _known_ids(
    listed: Sequence[RosterPerson],
    known: Mapping[int, Person],
    firsts: Mapping[str, RosterPerson],
    register: Mapping[str, Household],
) -> dict[str, str]:
    members: dict[str, Counter[str]] = defaultdict(Counter)
    for place, person in known.items():
        key, old = listed[place].household_key, register.get(person.household_id or "")
        if key and old is not None:
            members[key][old.id] += 1
    where: dict[tuple[str, str], list[str]] = defaultdict(list)
    for household in register.values():
        where[household.group, household.head].append(household.id)
    named = Counter((first.group, first.head) for first in firsts.values())
    ids: dict[str, str] = {}
    taken: set[str] = set()

    def take(key: str, candidates: Iterable[str]) -> None:
        free = next((each for each in candidates if each not in taken), None)
        if key not in ids and free is not None:
            ids[key] = free
            taken.add(free)

    for key, first in firsts.items():
        alike = set(where.get((first.group, first.head), ()))
        take(key, [each for each, _ in members[key].most_common() if each in alike])
    for key, first in firsts.items():
        name = (first.group, first.head)
        if first.head and named[name] == 1 and len(where.get(name, ())) == 1:
            take(key, where[name])
    for key in firsts:
        take(key, [each for each, _ in members[key].most_common()])
    return ids
