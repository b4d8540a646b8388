"""The practice village: a made-up unit with real-looking years, in a folder of its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from xieshang_desktop import replacing, resources
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Rank, Role
from xieshang_desktop.domain.unit import Convenor, Unit
from xieshang_desktop.domain.village_calendar import VillageCalendar
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.ids import BEIJING, new_id, now
from xieshang_desktop.services.desk import Desk, set_up
from xieshang_desktop.services.laptop_check import require_clock
from xieshang_desktop.services.people import add_guest
from xieshang_desktop.services.practice_stage import Stage
from xieshang_desktop.services.practice_years import Years
from xieshang_desktop.services.roles import give_role
from xieshang_desktop.services.roster import import_roster, read_roster
from xieshang_desktop.services.village_days import set_village_calendar
from xieshang_desktop.storage.database import file_of

Progress = Callable[[int, int], None]

#: Lies in a practice folder, so that nothing else is ever thrown away by mistake.
MARK = "practice-village"


class Made(msgspec.Struct, frozen=True):
    """What was made."""

    people: int
    meetings: int


def make(
    folder: Path,
    *,
    years: int = 3,
    today: datetime | None = None,
    device_dir: Path | None = None,
    progress: Progress | None = None,
) -> Made:
    """Make a practice village whose years end today: 24 meetings a year, topics in every state,
    open tasks, two of them overdue. BadInput `practice_there` when the folder holds data,
    `clock_before_program` when the laptop's clock can't be right: there are no rules for then."""
    if file_of(folder).exists():
        raise BadInput("practice_there", folder=str(folder))
    if today is None:
        require_clock(now())
    end = (today or now()).replace(hour=8, minute=0, second=0, microsecond=0)
    clock = Calendar(end - timedelta(days=round(365.25 * years) + 40))
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    village = json.loads(resources.path("practice", "village.json").read_text("utf-8"))
    unit, convenors = _unit(village, clock.moment)
    desk = set_up(part, unit, convenors, device_dir, clock)
    try:
        with closing(desk):
            (part / MARK).touch()
            desk.actor = convenors[0].name
            with desk.store.database.hurried():
                reading = read_roster(resources.path("practice", "roster.xlsx"))
                import_roster(desk, reading, "roster.xlsx")
                _add_outsiders(desk, village)
                _name_committee(desk, village)
                calendar = {"id": new_id(), **village["calendar"]}
                set_village_calendar(desk, msgspec.convert(calendar, VillageCalendar))
                Years(Stage(desk, village, clock, end, seed=years), years, progress).run()
            with desk.store.read() as reader:
                made = Made(reader.count(Person, villager=True), reader.count(Meeting))
        _move(part, folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return made


def throw_away(folder: Path) -> None:
    """Remove a practice village; BadInput `not_a_practice` for a folder that is none, WorldFailed
    `folder_not_writable` for one that can't be removed."""
    if not folder.exists():
        return
    if not (folder / MARK).exists():
        raise BadInput("not_a_practice", folder=str(folder))
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise WorldFailed("folder_not_writable", file=str(folder)) from error


class Calendar:
    """A clock that is set by hand: the years pass as fast as they are written."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """The moment, a millisecond later each time it is asked."""
        self.moment += timedelta(milliseconds=1)
        return self.moment


def _unit(village: dict[str, Any], since: datetime) -> tuple[Unit, list[Convenor]]:
    described = village["unit"]
    unit = msgspec.convert(
        {name: described[name] for name in described if name in Unit.__struct_fields__}
        | {"id": new_id(), "practice": True},
        Unit,
    )
    convenors = [
        Convenor(
            id=new_id(),
            rank=Rank(convenor["rank"]),
            name=convenor["name"],
            title=convenor["title"],
            since=since.date(),
        )
        for convenor in village["convenors"]
    ]
    return unit, convenors


def _add_outsiders(desk: Desk, village: dict[str, Any]) -> None:
    for role, key in ((Role.DEPARTMENT_STAFF, "departments"), (Role.THIRD_PARTY, "third_parties")):
        for outsider in village[key]:
            person = add_guest(desk, outsider["name"], outsider["organisation"])
            give_role(desk, person.id, role, outsider["organisation"])


def _name_committee(desk: Desk, village: dict[str, Any]) -> None:
    with desk.store.read() as reader:
        people = reader.all(Person, name=village["committee"])
    for person in people:
        give_role(desk, person.id, Role.COMMITTEE_MEMBER, village["unit"]["signer"])


def _move(part: Path, folder: Path) -> None:
    try:
        if folder.exists():
            folder.rmdir()
        replacing.replace(part, folder)
    except OSError as error:
        raise WorldFailed("folder_not_writable", file=str(folder)) from error


#: The day a released practice village ends, for tests and pictures that must not move.
FIXED_DAY = datetime(2026, 3, 11, 8, 0, tzinfo=BEIJING)
