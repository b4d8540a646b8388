"""A township's database filled quickly: invented villages with years of records, as they would have
been received, each a real chain of entries taken in by `storage.receiving`."""

from __future__ import annotations

import atexit
import shutil
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.blank_records import blank_records
from tests.clock import HandClock
from tests.township.village_years import END, Incoming, VillageYears, bundles_of
from xieshang_desktop.domain.terms import (
    ArrivalState,
    Carrier,
    Platform,
    UnitKind,
    VillageState,
)
from xieshang_desktop.domain.township import Village
from xieshang_desktop.domain.unit import Unit
from xieshang_desktop.ids import Clock, new_id
from xieshang_desktop.services.desk import Desk, open_desk, set_up
from xieshang_desktop.storage.arrivals import Arrival, record_arrival
from xieshang_desktop.storage.holdings import MIRRORED, hold
from xieshang_desktop.storage.receiving import take_in
from xieshang_desktop.township.rollup import freshen

_DAY = timedelta(days=1)


def make_township(
    folder: Path, villages: int = 40, years: int = 10, clock: Clock | None = None
) -> Desk:
    """The desk of a township that received so many villages' years of records up to the clock's
    day. Village 9, 19 … were silent for the last months; number 7, 17 … is new this year."""
    clock = clock or HandClock(END)
    desk = an_empty_township(folder, clock)
    with desk.store.database.hurried():
        for number in range(villages):
            add_village(desk, number, years)
        freshen(desk)
    return desk


def a_small_township(folder: Path, villages: int = 5, years: int = 1) -> Desk:
    """The same from a copy made once in a run; its clock stands at `END`."""
    data = _made_once(villages, years)
    for part in ("data", "device"):
        shutil.copytree(data / part, folder / part)
    desk = open_desk(folder / "data", folder / "device", HandClock(END))
    desk.actor = "周敏"
    return desk


def an_empty_township(folder: Path, clock: Clock | None = None) -> Desk:
    """A township that was just set up."""
    unit = Unit(
        id=new_id(),
        kind=UnitKind.TOWNSHIP,
        name="柳河镇人民政府",
        room="柳河镇协商议事工作办公室",
        platform=Platform.TOWN,
        letterhead="柳河镇人民政府",
        signer="柳河镇协商议事工作办公室",
        official_phone="0990-2000100",
    )
    data = blank_records(folder / "data")
    desk = set_up(data, unit, [], folder / "device", clock or HandClock(END))
    desk.actor = "周敏"
    return desk


def add_village(desk: Desk, number: int, years: int) -> Village:
    """One village more, with all its records received in one bundle."""
    day = desk.today
    quiet = number % 10 == 9
    fresh = number % 10 == 7
    writer = VillageYears(number, clock_end=desk.clock() - (150 * _DAY if quiet else _DAY))
    writer.live(1 if fresh else years)
    village = Village(
        id=writer.unit.id,
        name=writer.unit.name,
        state=VillageState.ENROLLED,
        invited_on=day - 370 * years * _DAY,
        enrolled_on=day - 366 * years * _DAY,
        contact=writer.convenors[0].name,
    )
    with desk.store.write(desk.actor) as uow:
        uow.put(village, "village_enrolled")
        hold(uow, village.id, MIRRORED)
        take_in(uow, village.id, writer.line, writer.entries)
        arrived = desk.clock() - (140 * _DAY if quiet else (number % 5) * _DAY)
        record_arrival(
            uow,
            Arrival(
                sha256=f"{number:064x}",
                name=f"协商包-{village.name}.age",
                kind="entries",
                sender=village.id,
                sender_name=village.name,
                line=writer.line,
                first=1,
                last=len(writer.entries),
                fresh=len(writer.entries),
                size=40_000 + 300 * len(writer.entries),
                state=ArrivalState.TAKEN,
                carrier=Carrier.NETWORK if number % 3 == 0 else Carrier.STICK,
                arrived_at=arrived,
                clerk=desk.actor,
            ),
        )
        uow.commit()
    return village


@cache
def _made_once(villages: int, years: int) -> Path:
    folder = Path(mkdtemp(prefix="xieshang-township-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    make_township(folder, villages, years).close()
    return folder


__all__ = [
    "END",
    "Incoming",
    "VillageYears",
    "a_small_township",
    "add_village",
    "an_empty_township",
    "bundles_of",
    "make_township",
]
