"""Taking a roster into the register: a dry run, the import as one action, and its undoing."""

from __future__ import annotations

import msgspec

from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.search_keys import keys_of
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.intake.reading import Attention, Preview, RosterPerson, RosterReading
from xieshang_desktop.intake.roster import preview, read_roster
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import refresh_keys
from xieshang_desktop.services.roster_plan import Change, Plan, make_plan
from xieshang_desktop.services.undoing import undo
from xieshang_desktop.storage.people import add_keys, people_in_use

__all__ = [
    "Absent",
    "Attention",
    "Change",
    "ImportReport",
    "Preview",
    "RosterPerson",
    "RosterReading",
    "import_roster",
    "plan_import",
    "preview",
    "read_roster",
    "undo_import",
]


class Absent(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the register whom the roster of the same group no longer names."""

    id: str
    name: str
    group: str


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did, or would do (`action` '').

    `people` and `households` are new, `updated` people changed (`changes` says what), `unchanged`
    stood there already; `absent` are kept. `attention` is that of the reading and, beyond it:
    namesake_ambiguous, name_changed, id_changed, person_left_listed, and in row 0
    person_not_listed. `rows`: the row of the file → the id of the person it became.
    """

    people: int
    households: int
    updated: int
    unchanged: int
    roles: int
    attention: tuple[Attention, ...]
    skipped: int
    changes: tuple[Change, ...]
    absent: tuple[Absent, ...]
    rows: dict[int, str]
    action: str = ""


def plan_import(desk: Desk, reading: RosterReading) -> ImportReport:
    """What importing this roster would do; nothing is written."""
    with desk.store.read() as reader:
        return _report(make_plan(reader, reading), reading, "")


def import_roster(desk: Desk, reading: RosterReading, path_name: str) -> ImportReport:
    """Take the roster of the file called `path_name` in as one action that can be undone. The
    same roster, or a newer one, brings the register up to date and doubles nobody."""
    with desk.store.write(desk.actor) as uow:
        plan = make_plan(uow, reading)
        report = _report(plan, reading, uow.action)
        uow.put_all(plan.households.added, "household_added")
        uow.put_all(plan.households.changed, "household_changed")
        uow.put_all(plan.added, "person_added")
        uow.put_all(plan.changed, "person_changed")
        uow.put_all(plan.roles, "role_given")
        if uow.entries:
            uow.note("roster_imported", "roster", uow.action, _note(report, path_name))
        add_keys(uow, ((each.id, keys_of(each.name, each.phones)) for each in plan.added))
        refresh_keys(uow, plan.renamed)
        uow.commit()
    return report


def undo_import(desk: Desk, action: str) -> None:
    """Take an import back, search keys included.

    RuleBroken `roster_in_use` when people it brought were invited, signed in or given a role
    since, `undo_too_late` when something it wrote was changed since, `undo_nothing`.
    """
    with desk.store.read() as reader:
        used = people_in_use(reader, action)
    if used:
        raise RuleBroken("roster_in_use", people=used)
    undo(desk, action)


def _report(plan: Plan, reading: RosterReading, action: str) -> ImportReport:
    return ImportReport(
        people=len(plan.added),
        households=len(plan.households.added),
        updated=len(plan.changes),
        unchanged=plan.unchanged,
        roles=len(plan.roles),
        attention=tuple(plan.attention),
        skipped=reading.skipped,
        changes=tuple(plan.changes),
        absent=tuple(map(_absent, plan.absent)),
        rows=plan.rows,
        action=action,
    )


def _absent(person: Person) -> Absent:
    return Absent(id=person.id, name=person.name, group=person.group)


def _note(report: ImportReport, path_name: str) -> bytes:
    counts = {name: getattr(report, name) for name in ("people", "households", "updated", "roles")}
    return msgspec.json.encode({"file": path_name, **counts})
