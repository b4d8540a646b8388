"""People, households and roles as they are entered by hand; `people_register` reads them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.identity import (
    birthday,
    check_character,
    read_id_number,
    read_phones,
    sex_of,
)
from xieshang_desktop.domain.names import clean_name, group_name
from xieshang_desktop.domain.people import Household, Person, RoleHeld
from xieshang_desktop.domain.search_keys import keys_of
from xieshang_desktop.domain.terms import Sex
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.intake.births import agrees, read_birth
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people_register import (
    GroupLine,
    HouseholdLine,
    PersonCard,
    find_people,
    groups,
    households,
    list_people,
    person_card,
)
from xieshang_desktop.storage.people import add_keys, drop_keys, people_by_ids
from xieshang_desktop.storage.people_search import PersonHit
from xieshang_desktop.storage.unit_of_work import UnitOfWork

__all__ = [
    "Doubt",
    "GroupLine",
    "HouseholdLine",
    "PersonCard",
    "PersonHit",
    "add_guest",
    "add_person",
    "blank_person",
    "change_person",
    "doubts",
    "edit_person",
    "find_people",
    "groups",
    "households",
    "list_people",
    "person_card",
    "person_left",
    "person_returned",
    "refresh_keys",
]


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """Something about a person that may be right and is worth a second look."""

    field: str
    code: str
    text: str


def blank_person(group: str = "", household_id: str | None = None) -> Person:
    """A person to be filled in."""
    return Person(id=new_id(), name="", group=group, household_id=household_id)


def add_person(desk: Desk, person: Person) -> Person:
    """Put somebody on the roster, cleaned as an import cleans.

    BadInput `person_name_missing`, `birth_unreadable`, `id_number_unusable`, `phone_unreadable`;
    RuleBroken `id_number_taken`.
    """
    person = _tidy(desk, person)
    with desk.store.write(desk.actor) as uow:
        person = _settle(uow, person)
        uow.put(person, "person_added")
        add_keys(uow, [(person.id, keys_of(person.name, person.phones))])
        uow.commit()
    return person


def edit_person(desk: Desk, person: Person) -> Person:
    """Change what is known of somebody; raises as `add_person`, and `gone`. Writes nothing where
    nothing changed. The household of a head who is called otherwise now is called so too."""
    person = _tidy(desk, person)
    with desk.store.write(desk.actor) as uow:
        person = _settle(uow, person)
        known = uow.one(Person, person.id)
        household = uow.find(Household, known.household_id)
        if household and known.relation == "户主" and household.head == known.name != person.name:
            uow.put(replace(household, head=person.name), "household_changed")
        change_person(uow, person, "person_changed")
        uow.commit()
    return person


def doubts(desk: Desk, person: Person) -> tuple[Doubt, ...]:
    """What to ask before a person is saved: an ID number with a wrong check character (real cards
    with one exist, GB 11643-1999), or one that says another birth date or sex; a namesake."""
    person = _tidy(desk, person)
    found: list[Doubt] = []
    number = person.id_number
    if number:
        if check_character(number[:17]) != number[17]:
            found.append(Doubt(field="id_number", code="id_checksum", text=number))
        elif not agrees(person.birth, birthday(number)):
            found.append(Doubt(field="birth", code="birth_differs_from_id", text=person.birth))
        elif person.sex not in (Sex.UNKNOWN, sex_of(number)):
            found.append(Doubt(field="sex", code="sex_differs_from_id", text=person.sex))
    with desk.store.read() as reader:
        same = reader.all(Person, name=person.name, left_on=None)
    others = [each.organisation or each.group for each in same if each.id != person.id]
    if others:
        found.append(Doubt(field="name", code="namesake_known", text="、".join(others)))
    return tuple(found)


def add_guest(desk: Desk, name: str, organisation: str = "") -> Person:
    """Somebody from elsewhere; a guest of this name and organisation who came before is taken."""
    name, organisation = clean_name(name), organisation.strip()
    if not name:
        raise BadInput("person_name_missing")
    with desk.store.write(desk.actor) as uow:
        known = uow.all(Person, name=name, organisation=organisation, villager=False, left_on=None)
        if known:
            return known[0]
        guest = Person(id=new_id(), name=name, villager=False, organisation=organisation)
        uow.put(guest, "person_added")
        add_keys(uow, [(guest.id, keys_of(name))])
        uow.commit()
    return guest


def person_left(desk: Desk, person_id: str, day: date | None = None) -> Person:
    """Somebody moved away or died: found last and no longer listed, roles ended; history stays."""
    day = day or desk.today
    with desk.store.write(desk.actor) as uow:
        person = uow.one(Person, person_id)
        held = uow.all(RoleHeld, person_id=person_id, until=None)
        uow.put_all([replace(role, until=day) for role in held], "role_ended")
        person = replace(person, left_on=day)
        change_person(uow, person, "person_left")
        uow.commit()
    return person


def person_returned(desk: Desk, person_id: str) -> Person:
    """Somebody is back, or was marked as gone by mistake."""
    with desk.store.write(desk.actor) as uow:
        person = replace(uow.one(Person, person_id), left_on=None)
        change_person(uow, person, "person_returned")
        uow.commit()
    return person


def change_person(uow: UnitOfWork, person: Person, kind: str) -> None:
    """Put a changed person in place, keys included; nothing where nothing changed."""
    known = uow.one(Person, person.id)
    if person == known:
        return
    uow.put(person, kind)
    if (person.name, person.phones) != (known.name, known.phones):
        refresh_keys(uow, [person.id])


def refresh_keys(uow: UnitOfWork, ids: Collection[str]) -> None:
    """Make the search keys of these people anew; who is gone loses them."""
    if not ids:
        return
    drop_keys(uow, ids)
    people = people_by_ids(uow, list(ids))
    add_keys(uow, [(each.id, keys_of(each.name, each.phones)) for each in people])


def _tidy(desk: Desk, person: Person) -> Person:
    """What was typed, cleaned as an import cleans; the ID number fills what was left empty."""
    name = clean_name(person.name)
    if not name:
        raise BadInput("person_name_missing")
    number = read_id_number(person.id_number)
    if number.fault and not number.value:
        raise BadInput("id_number_unusable", text=person.id_number)
    trusted = "" if number.fault else number.birthday
    birth = read_birth(person.birth, today=desk.today, id_birthday=trusted)
    if birth.fault:
        raise BadInput("birth_unreadable", text=person.birth)
    phones = read_phones(" ".join(person.phones))
    if phones.leftover:
        raise BadInput("phone_unreadable", text=phones.leftover)
    return replace(
        person,
        name=name,
        sex=person.sex if person.sex is not Sex.UNKNOWN or not trusted else sex_of(number.value),
        group=group_name(person.group),
        relation="".join(person.relation.split()),
        birth=birth.value or trusted,
        organisation=person.organisation.strip(),
        id_number=number.value,
        phones=phones.numbers,
        address=" ".join(person.address.split()),
        remarks=person.remarks.strip(),
    )


def _settle(uow: UnitOfWork, person: Person) -> Person:
    """The group of the household, and no number that is somebody else's."""
    if person.id_number:
        for other in uow.all(Person, id_number=person.id_number):
            if other.id != person.id:
                raise RuleBroken("id_number_taken", name=other.name, group=other.group)
    household = uow.find(Household, person.household_id)
    return replace(person, group=household.group) if household else person
