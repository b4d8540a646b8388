"""The opened desk: one unit's records, files and rules, handed to every service."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from xieshang_desktop import settings
from xieshang_desktop.domain.rules import AdoptedProfile, RuleProfile
from xieshang_desktop.domain.unit import Convenor, Unit
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import Clock, new_id, now
from xieshang_desktop.services import rule_profiles
from xieshang_desktop.storage.database import file_of, open_database
from xieshang_desktop.storage.device import Device, newest_line, open_line
from xieshang_desktop.storage.files import Files
from xieshang_desktop.storage.holdings import KEPT, MIRRORED, OWN, held_as, hold, unit_of
from xieshang_desktop.storage.private import keep_private
from xieshang_desktop.storage.unit_of_work import Store


class Desk:
    """One unit on one data folder. `new_line` says that this opening began a new line."""

    def __init__(
        self,
        folder: Path,
        store: Store,
        unit: Unit,
        device: Device,
        *,
        new_line: bool,
        looking: bool = False,
        guest: bool = False,
    ) -> None:
        self.folder = folder
        self.store = store
        self.unit = unit
        self.device = device
        self.new_line = new_line
        self._looking = looking
        self._guest = guest
        self.files = Files(folder)
        self.actor = ""
        self._sent: tuple[Unit, RuleProfile | None] | None = None

    @property
    def clock(self) -> Clock:
        """The laptop's clock."""
        return self.store.clock

    @property
    def today(self) -> date:
        """The day in Beijing by the laptop's clock."""
        return self.store.clock().date()

    @property
    def profile(self) -> RuleProfile:
        """The rule profile the unit follows: a shipped one, or one that was sent down to it."""
        unit = self.unit
        if self._sent is None or self._sent[0] is not unit:
            self._sent = (unit, self._sent_profile())
        return self._sent[1] or rule_profiles.load(unit.profile)

    def _sent_profile(self) -> RuleProfile | None:
        """What was sent down is kept whole with the unit's records."""
        if rule_profiles.is_shipped(self.unit.profile):
            return None
        with self.store.read() as reader:
            known = reader.all(AdoptedProfile, "adopted_on")
        found = [each.profile for each in known if each.profile.id == self.unit.profile]
        return found[-1] if found else None

    def convenors(self, day: date | None = None) -> list[Convenor]:
        """The convenors in office on a day (today unless told), first convenor first."""
        return [c for c in self._serving(day or self.today) if not c.substitute]

    def substitutes(self, day: date | None = None) -> list[Convenor]:
        """Who may stand in for an absent convenor on a day (N17)."""
        return [c for c in self._serving(day or self.today) if c.substitute]

    def _serving(self, day: date) -> list[Convenor]:
        with self.store.read() as reader:
            everyone = reader.all(Convenor)
        return sorted((c for c in everyone if c.serves_on(day)), key=lambda c: c.rank)

    def apart(self) -> Desk:
        """The same desk for what nobody takes back by 撤销, and for other threads: what was done
        on the page in view stays the last thing that can be undone."""
        store = self.store
        own = Store(store.database, store.unit_id, store.line, store.clock, mirrored=store.mirrored)
        desk = Desk(
            self.folder, own, self.unit, self.device, new_line=False, looking=True, guest=True
        )
        desk.actor = self.actor
        return desk

    def close(self) -> None:
        """Remember where the line stands and let go of the file."""
        if not self._looking:
            keep_private(self.folder)
            self.device.remember(self.store, self.folder)
        if not self._guest:
            self.store.database.close()


def open_desk(
    folder: Path, device_dir: Path | None = None, clock: Clock = now, *, looking: bool = False
) -> Desk:
    """The desk on a data folder that has been set up; WorldFailed `data_missing` if there is none,
    RuleBroken `not_set_up` if no unit was named yet. Just `looking`, no line is begun on a device
    that has none: who only reads leaves no trace."""
    try:
        database = open_database(folder, create=False)
    except RuleBroken as problem:
        if problem.code != "data_newer" or looking:
            raise
        from xieshang_desktop.services.going_back import return_records  # after a failed update

        return_records(folder, problem)
        database = open_database(folder, create=False)
    unit_id = unit_of(database)
    if unit_id is None:
        database.close()
        raise RuleBroken("not_set_up", folder=str(folder))
    device = Device(device_dir or settings.config_dir())
    if looking:
        line, new_line = newest_line(database, unit_id), False
    else:
        keep_private(folder)
        line, new_line = open_line(database, unit_id, device, folder, clock)
    store = Store(database, unit_id, line, clock)
    with store.read() as reader:
        unit = reader.one(Unit, unit_id)
    return Desk(folder, store, unit, device, new_line=new_line, looking=looking)


def set_up(
    folder: Path,
    unit: Unit,
    convenors: list[Convenor],
    device_dir: Path | None = None,
    clock: Clock = now,
) -> Desk:
    """Make a data folder for a unit (its id is the unit's id everywhere), with its convenors."""
    if not unit.name.strip() or not unit.room.strip():
        raise BadInput("unit_name_missing")
    return _begin(folder, unit, convenors, device_dir, clock)


def open_or_begin(folder: Path, device_dir: Path | None = None, clock: Clock = now) -> Desk:
    """The desk on a folder, begun without a name when there is none yet: the window asks for the
    name at its first start."""
    if file_of(folder).exists():
        try:
            return open_desk(folder, device_dir, clock)
        except RuleBroken as problem:
            if problem.code != "not_set_up":
                raise
    unit = Unit(id=new_id(), name="", room="")
    return _begin(folder, unit, [], device_dir, clock)


def name_unit(desk: Desk, unit: Unit, convenors: list[Convenor]) -> None:
    """Name a unit that was begun without a name, or change what its papers say."""
    if not unit.name.strip() or not unit.room.strip():
        raise BadInput("unit_name_missing")
    with desk.store.write(desk.actor) as uow:
        uow.put(unit, "unit_named")
        uow.put_all(convenors, "convenor_took_office")
        uow.commit()
    desk.store.recent.clear()
    desk.unit = unit


def _begin(
    folder: Path, unit: Unit, convenors: list[Convenor], device_dir: Path | None, clock: Clock
) -> Desk:
    database = open_database(folder)
    if unit_of(database) is not None:
        database.close()
        raise RuleBroken("already_set_up", folder=str(folder))
    keep_private(folder)
    device = Device(device_dir or settings.config_dir())
    line, new_line = open_line(database, unit.id, device, folder, clock)
    store = Store(database, unit.id, line, clock)
    with store.write() as uow:
        hold(uow, unit.id, OWN)
        uow.put(unit, "unit_named")
        uow.put_all(convenors, "convenor_took_office")
        uow.put(rule_profiles.adopted(unit.profile, clock().date()), "profile_adopted")
        uow.commit()
    store.recent.clear()  # a unit is named, not undone
    return Desk(folder, store, unit, device, new_line=new_line)


def desk_of(desk: Desk, unit_id: str) -> Desk:
    """The desk of a village whose records lie at this township's: to look at what it handed over,
    or to write what the township keeps for it. RuleBroken `gone` when nothing of it is here."""
    with desk.store.read() as reader:
        held = held_as(reader, unit_id)
    if held not in (MIRRORED, KEPT):
        raise RuleBroken("gone", noun="village", id=unit_id)
    database, clock, mirrored = desk.store.database, desk.clock, held == MIRRORED
    if mirrored:
        line, new_line = newest_line(database, unit_id), False
    else:
        line, new_line = open_line(database, unit_id, desk.device, desk.folder, clock)
    store = Store(database, unit_id, line, clock, mirrored=mirrored)
    with store.read() as reader:
        unit = reader.one(Unit, unit_id)
    village = Desk(
        desk.folder, store, unit, desk.device, new_line=new_line, looking=mirrored, guest=True
    )
    village.actor = desk.actor
    return village
