"""What importing a roster would change: new people and values, and nothing known erased."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.identity import check_character
from xieshang_desktop.domain.people import Household, Person, RoleHeld
from xieshang_desktop.domain.terms import Role, Sex
from xieshang_desktop.ids import new_id
from xieshang_desktop.intake.reading import Attention, RosterPerson, RosterReading
from xieshang_desktop.services.roster_households import HouseholdPlan, plan_households
from xieshang_desktop.services.roster_matching import Matching, match_people
from xieshang_desktop.storage.unit_of_work import Reader

#: Faults of an ID number that no longer matter when the right number is known.
_LOST_NUMBER = frozenset(["id_damaged", "id_length", "id_date"])


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A person of the register whom the roster changes; `fields` are the names of what changes,
    `roles` and `household_id` among them."""

    row: int
    person_id: str
    name: str
    group: str
    fields: tuple[str, ...]


class Plan(msgspec.Struct, kw_only=True):
    """The values to be written, and what there is to say about it; `rows`: the row of the file →
    the id of the person it means, new ones included."""

    added: list[Person]
    changed: list[Person]
    renamed: list[str]
    households: HouseholdPlan
    roles: list[RoleHeld]
    changes: list[Change]
    unchanged: int
    attention: list[Attention]
    absent: tuple[Person, ...]
    rows: dict[int, str]


def make_plan(reader: Reader, reading: RosterReading) -> Plan:
    """Compares a roster with the register; writes nothing."""
    people = reader.all(Person, villager=True)
    households = reader.all(Household)
    heads: dict[str | None, str] = {each.id: each.head for each in households}
    matching = match_people(reading.people, people, heads)
    held: dict[str, set[Role]] = {}
    for role in reader.all(RoleHeld, until=None):
        held.setdefault(role.person_id, set()).add(role.role)
    plan = Plan(
        added=[],
        changed=[],
        renamed=[],
        households=plan_households(reading.people, matching, households),
        roles=[],
        changes=[],
        unchanged=0,
        attention=[],
        absent=matching.absent,
        rows={reading.people[place].row: person.id for place, person in matching.known.items()},
    )
    for place, one in enumerate(reading.people):
        known = matching.known.get(place)
        if known is not None:
            _plan_change(plan, one, known, held.get(known.id, set()))
        elif place not in matching.ambiguous:
            _plan_person(plan, one)
    plan.attention += _attention(reading, matching, plan)
    return plan


def _plan_person(plan: Plan, one: RosterPerson) -> None:
    person = Person(
        id=new_id(),
        name=one.name,
        sex=one.sex,
        group=one.group,
        household_id=plan.households.ids.get(one.household_key),
        relation=one.relation,
        birth=one.birth,
        party_member=one.party_member,
        id_number=one.id_number,
        phones=one.phones,
        address=one.address,
        remarks=one.remarks,
    )
    plan.added.append(person)
    plan.rows[one.row] = person.id
    plan.roles += [RoleHeld(id=new_id(), person_id=person.id, role=role) for role in one.roles]


def _plan_change(plan: Plan, one: RosterPerson, known: Person, held: set[Role]) -> None:
    person = merged(one, known, plan.households.ids)
    fields = [n for n in known.__struct_fields__ if getattr(person, n) != getattr(known, n)]
    roles = [role for role in one.roles if role not in held]
    if fields:
        plan.changed.append(person)
    if roles:
        plan.roles += [RoleHeld(id=new_id(), person_id=person.id, role=role) for role in roles]
        fields.append("roles")
    if not fields:
        plan.unchanged += 1
        return
    if "name" in fields or "phones" in fields:
        plan.renamed.append(person.id)
    plan.changes.append(
        Change(
            row=one.row,
            person_id=person.id,
            name=person.name,
            group=person.group,
            fields=tuple(fields),
        )
    )


def merged(one: RosterPerson, known: Person, households: Mapping[str, str]) -> Person:
    """What is known, with everything that the roster says; an empty cell says nothing, a shorter
    date that agrees takes nothing away, a number with a wrong check character replaces none."""
    birth = known.birth if known.birth.startswith(one.birth) else one.birth
    number = one.id_number or known.id_number
    if known.id_number and number != known.id_number and not _checks(number):
        number = known.id_number
    return replace(
        known,
        name=one.name,
        sex=known.sex if one.sex is Sex.UNKNOWN else one.sex,
        group=one.group or known.group,
        household_id=households.get(one.household_key, known.household_id),
        relation=one.relation or known.relation,
        birth=birth,
        party_member=one.party_member or known.party_member,
        id_number=number,
        phones=one.phones or known.phones,
        address=one.address or known.address,
        remarks=one.remarks or known.remarks,
    )


def _checks(number: str) -> bool:
    return check_character(number[:17]) == number[17]


def _attention(reading: RosterReading, matching: Matching, plan: Plan) -> list[Attention]:
    """What the reading found, without what the register knows better, then what only a comparison
    can find, in the order of the file."""
    titles = {column.field: column.title or column.letter for column in reading.columns}
    numbered = {reading.people[place].row for place, p in matching.known.items() if p.id_number}
    found = [
        each
        for each in reading.attention
        if not (each.code in _LOST_NUMBER and each.row in numbered)
    ]

    def add(row: int, field: str, code: str, text: str) -> None:
        found.append(Attention(row=row, column=titles.get(field) or "", code=code, text=text))

    for place in matching.doubtful:
        one = reading.people[place]
        add(one.row, "name", "namesake_ambiguous", one.name)
    for place, person in matching.known.items():
        one = reading.people[place]
        if one.name != person.name:
            add(one.row, "name", "name_changed", f"{person.name} → {one.name}")
        if one.id_number and person.id_number and one.id_number != person.id_number:
            add(one.row, "id_number", "id_changed", one.id_number)
        if person.left_on is not None:
            add(one.row, "name", "person_left_listed", one.name)
    found.sort(key=lambda each: each.row)
    for person in plan.absent:
        add(0, "name", "person_not_listed", " ".join(filter(None, (person.group, person.name))))
    return found
