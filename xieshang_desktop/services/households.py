"""Households: begun, changed, and who moves into which."""

from __future__ import annotations

from msgspec.structs import replace

from xieshang_desktop.domain.names import clean_name, group_name
from xieshang_desktop.domain.people import Household, Person
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import change_person
from xieshang_desktop.storage.unit_of_work import UnitOfWork

#: What stands in `relation` of the head of a household.
HEAD_OF_HOUSEHOLD = "户主"


def add_household(desk: Desk, group: str, head: str, number: str = "") -> Household:
    """A new household; BadInput `household_head_missing`, RuleBroken `household_known` where the
    group has one with this head and number."""
    household = _tidy(Household(id=new_id(), group=group, head=head, number=number))
    with desk.store.write(desk.actor) as uow:
        _begin(uow, household)
        uow.commit()
    return household


def start_household(desk: Desk, person_id: str, group: str, number: str = "") -> Household:
    """A person leaves their household and heads one of their own, as one action; raises as
    `add_household`, and RuleBroken `gone`."""
    with desk.store.write(desk.actor) as uow:
        person = uow.one(Person, person_id)
        household = _tidy(Household(id=new_id(), group=group, head=person.name, number=number))
        _begin(uow, household)
        person = replace(
            person, household_id=household.id, group=household.group, relation=HEAD_OF_HOUSEHOLD
        )
        change_person(uow, person, "person_changed")
        uow.commit()
    return household


def edit_household(desk: Desk, household: Household) -> Household:
    """Change group, head or number; all members follow into the group.

    BadInput `household_head_missing`; RuleBroken `gone`.
    """
    household = _tidy(household)
    with desk.store.write(desk.actor) as uow:
        if uow.one(Household, household.id) != household:
            uow.put(household, "household_changed")
        for person in uow.all(Person, household_id=household.id):
            change_person(uow, replace(person, group=household.group), "person_changed")
        uow.commit()
    return household


def move_household(
    desk: Desk, person_id: str, household_id: str | None, relation: str = ""
) -> Person:
    """A person moves into a household and its group, or (None) out of every household.

    RuleBroken `gone`.
    """
    with desk.store.write(desk.actor) as uow:
        person = uow.one(Person, person_id)
        group = uow.one(Household, household_id).group if household_id else person.group
        person = replace(
            person, household_id=household_id, group=group, relation="".join(relation.split())
        )
        change_person(uow, person, "person_changed")
        uow.commit()
    return person


def _begin(uow: UnitOfWork, household: Household) -> None:
    same = uow.all(Household, group=household.group, head=household.head, number=household.number)
    if same:
        raise RuleBroken("household_known", head=household.head, group=household.group)
    uow.put(household, "household_added")


def _tidy(household: Household) -> Household:
    head = clean_name(household.head)
    if not head:
        raise BadInput("household_head_missing")
    return replace(
        household, group=group_name(household.group), head=head, number=household.number.strip()
    )
