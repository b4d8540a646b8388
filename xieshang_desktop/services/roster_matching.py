"""Who of a roster is who of the register: never a guess, where two could be meant.

Each pass joins those who are alone with their key on both sides; who is joined is out of the
passes after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from xieshang_desktop.domain.people import Person
from xieshang_desktop.intake.reading import RosterPerson

_Keys = Iterable[tuple[str, ...]]


class Matching(msgspec.Struct, frozen=True, kw_only=True):
    """Places in the roster: `known` → the person meant; `ambiguous` → left as they are, because
    several could be meant; all others are new. `doubtful` are all places with namesakes that
    cannot be told apart; `absent` are the people of the register whom the roster leaves out."""

    known: dict[int, Person]
    ambiguous: frozenset[int]
    doubtful: frozenset[int]
    absent: tuple[Person, ...]


def match_people(
    listed: Sequence[RosterPerson], people: Iterable[Person], heads: Mapping[str | None, str]
) -> Matching:
    """Match by ID number; else by name, group and head of household, and birth; else by name and
    group; else by name and telephone; else by name where a group is not given.

    `heads` are the names of the heads by household id.
    """
    search = _Search(listed, people)
    if search.people:
        search.join(
            lambda one: [(one.id_number,)] if one.id_number else [],
            lambda person: [(person.id_number,)] if person.id_number else [],
            lambda one, person: True,
        )
        search.join(
            lambda one: [(one.name, one.group, one.head, one.birth)] if one.birth else [],
            lambda p: [(p.name, p.group, heads.get(p.household_id, ""), p.birth)] * bool(p.birth),
            lambda one, person: True,
        )
        search.join(
            lambda one: [(one.name, one.group, one.head)] if one.head else [],
            lambda p: [(p.name, p.group, heads[p.household_id])] if p.household_id in heads else [],
            lambda one, person: not (_ids_differ(one, person) and _births_differ(one, person)),
        )
        search.join(
            lambda one: [(one.name, one.group, one.birth)] if one.birth else [],
            lambda person: [(person.name, person.group, person.birth)] if person.birth else [],
            _may_be,
        )
        search.join(
            lambda one: [(one.name, one.group)],
            lambda person: [(person.name, person.group)],
            _may_be,
        )
        search.join(
            lambda one: [(one.name, phone) for phone in one.phones],
            lambda person: [(person.name, phone) for phone in person.phones],
            _may_be,
        )
        search.join(
            lambda one: [(one.name,)],
            lambda person: [(person.name,)],
            lambda one, person: not (one.group and person.group) and _may_be(one, person),
        )
    return search.finish()


class _Search:
    def __init__(self, listed: Sequence[RosterPerson], people: Iterable[Person]) -> None:
        self.groups = {one.group for one in listed}
        self.listed = dict(enumerate(listed))
        self.people = {person.id: person for person in people}
        self.known: dict[int, Person] = {}

    def join(
        self,
        keys: Callable[[RosterPerson], _Keys],
        keys_known: Callable[[Person], _Keys],
        agree: Callable[[RosterPerson, Person], bool],
    ) -> None:
        """Join who is alone with a key on both sides, where nothing contradicts it."""
        here: dict[tuple[str, ...], list[int]] = defaultdict(list)
        there: dict[tuple[str, ...], list[Person]] = defaultdict(list)
        for place, one in self.listed.items():
            for key in keys(one):
                here[key].append(place)
        for person in self.people.values():
            for key in keys_known(person):
                there[key].append(person)
        for key, places in here.items():
            found = there.get(key, ())
            if len(places) != 1 or len(found) != 1:
                continue
            place, person = places[0], found[0]
            free = place in self.listed and person.id in self.people
            if free and agree(self.listed[place], person):
                del self.listed[place], self.people[person.id]
                self.known[place] = person

    def finish(self) -> Matching:
        """What is left: new people, and namesakes that nothing tells apart. Of those only as many
        are new as the roster has more than the register."""
        by_name: dict[str, list[Person]] = defaultdict(list)
        for person in self.people.values():
            by_name[person.name].append(person)
        alike: dict[tuple[str, str], list[int]] = defaultdict(list)
        meant: dict[tuple[str, str], set[str]] = defaultdict(set)
        for place, one in self.listed.items():
            candidates = {
                person.id
                for person in by_name.get(one.name, ())
                if one.group in ("", person.group) and _may_be(one, person)
            }
            if candidates:
                alike[one.name, one.group].append(place)
                meant[one.name, one.group] |= candidates
        ambiguous = {place for key, places in alike.items() for place in places[: len(meant[key])]}
        perhaps = {person_id for candidates in meant.values() for person_id in candidates}
        absent = [
            person
            for person in self.people.values()
            if person.id not in perhaps
            and person.villager
            and person.left_on is None
            and person.group in self.groups
        ]
        return Matching(
            known=self.known,
            ambiguous=frozenset(ambiguous),
            doubtful=frozenset(place for places in alike.values() for place in places),
            absent=tuple(absent),
        )


def _may_be(one: RosterPerson, person: Person) -> bool:
    return not (_ids_differ(one, person) or _births_differ(one, person))


def _ids_differ(one: RosterPerson, person: Person) -> bool:
    return bool(one.id_number and person.id_number and one.id_number != person.id_number)


def _births_differ(one: RosterPerson, person: Person) -> bool:
    """1990-03 and 1990-03-07 do not."""
    length = min(len(one.birth), len(person.birth))
    return one.birth[:length] != person.birth[:length]
