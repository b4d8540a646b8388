"""Roles: who takes one on, who lays it down."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from xieshang_desktop.domain.people import Person, RoleHeld
from xieshang_desktop.domain.terms import Role
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk


def give_role(
    desk: Desk, person_id: str, role: Role, organisation: str = "", since: date | None = None
) -> RoleHeld:
    """A person takes a role on, `since` a day or for as long as anybody knows.

    RuleBroken `role_held_already`, `person_has_left`, `gone`.
    """
    organisation = organisation.strip()
    with desk.store.write(desk.actor) as uow:
        person = uow.one(Person, person_id)
        if person.left_on is not None:
            raise RuleBroken("person_has_left", name=person.name)
        for held in uow.all(RoleHeld, person_id=person_id, role=role, organisation=organisation):
            if held.until is None or held.until > desk.today:
                raise RuleBroken("role_held_already", name=person.name, role=role)
        given = RoleHeld(
            id=new_id(), person_id=person_id, role=role, organisation=organisation, since=since
        )
        uow.put(given, "role_given")
        uow.commit()
    return given


def end_role(desk: Desk, role_id: str, until: date | None = None) -> RoleHeld:
    """A person lays a role down: from `until` on (today unless told) it is no longer held.

    BadInput `role_ends_before_it_begins`; RuleBroken `gone`.
    """
    last = until or desk.today
    with desk.store.write(desk.actor) as uow:
        held = uow.one(RoleHeld, role_id)
        if held.since is not None and last < held.since:
            raise BadInput("role_ends_before_it_begins", since=held.since, until=last)
        ended = replace(held, until=last)
        uow.put(ended, "role_ended")
        uow.commit()
    return ended
