"""Villages and their township in folders side by side, already enrolled, and what lies between
them: sticks. Made once in a run, copied for each test."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from msgspec.structs import replace

from tests.blank_records import blank_records
from tests.clock import HandClock
from tests.making import some_people
from tests.township.quick_code import quick_codes
from xieshang_desktop.domain.entry import Entry, Fault
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Carrier, Rank, UnitKind
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.domain.unit import Convenor, Unit
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.exchange.keys import restore_seal
from xieshang_desktop.ids import BEIJING, new_id
from xieshang_desktop.services import enrolment, handover, people, topics
from xieshang_desktop.services.desk import Desk, desk_of, open_desk, set_up
from xieshang_desktop.services.handover import Exchanged
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.storage import bundles, journal
from xieshang_desktop.storage.arrivals import Arrival
from xieshang_desktop.township import receiving, sending, villages
from xieshang_desktop.township.taking import theirs

START = datetime(2026, 1, 5, 9, 0, tzinfo=BEIJING)
NAMES = ("石桥镇桥头村", "石桥镇柳湾村", "石桥镇西坡村")


class Side:
    """One unit's laptop: data, what its device remembers, and the desk that is open on them."""

    def __init__(self, folder: Path, clock: HandClock, actor: str) -> None:
        self.folder = folder
        self.clock = clock
        self.actor = actor
        self.open()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def device(self) -> Path:
        return self.folder / "device"

    @property
    def id(self) -> str:
        return self.desk.unit.id

    def open(self) -> Desk:
        """Start the program."""
        self.desk = open_desk(self.data, self.device, self.clock)
        self.desk.actor = self.actor
        return self.desk

    def reopen(self) -> Desk:
        """Close the program and start it again."""
        self.desk.close()
        return self.open()

    def faults(self) -> list[Fault]:
        """What the check of its own journal finds."""
        with self.desk.store.read() as reader:
            return journal.verify(reader)


class VillageSide(Side):
    """A village's laptop."""

    def writes(self, title: str = "村口路灯不亮") -> Topic:
        """Somebody brings something up."""
        return a_matter(self.desk, title)

    def exchanges(self, stick: Path, carrier: Carrier = Carrier.STICK) -> Exchanged:
        """The stick is in: what lies there is taken in, what is missing is written."""
        return handover.exchange_with(self.desk, stick, carrier=carrier)

    def owed(self) -> tuple[int, int]:
        """Bundles without receipt, entries in no bundle."""
        found = handover.open_handover(self.desk)
        return found.unconfirmed, found.waiting


class TownshipSide(Side):
    """The township's laptop."""

    def receives(self, *files: Path, carrier: Carrier = Carrier.STICK) -> list[Arrival]:
        """Take files in, or all that lies on sticks."""
        found = [
            f for each in files for f in (theirs(self.desk, each) if each.is_dir() else [each])
        ]
        return receiving.receive(self.desk, found, carrier)

    def answers(self, village: VillageSide, stick: Path) -> list[Path]:
        """Write receipt, directives and new keys for a village."""
        return sending.write_messages(self.desk, village.id, stick)

    def mirror(self, village: VillageSide) -> Desk:
        """What the township sees of a village."""
        return desk_of(self.desk, village.id)

    def mirrored_faults(self, village: VillageSide) -> list[Fault]:
        with self.mirror(village).store.read() as reader:
            return journal.verify(reader)


class Road:
    """A township, its villages, and as many sticks as anybody wants."""

    def __init__(self, folder: Path, clock: HandClock, names: Sequence[str]) -> None:
        self.folder = folder
        self.clock = clock
        self.township = TownshipSide(folder / "township", clock, "周敏")
        self.villages = [
            VillageSide(folder / f"village-{n}", clock, "张德厚") for n, _ in enumerate(names)
        ]
        self._sticks = 0

    @property
    def village(self) -> VillageSide:
        """The first one, for tests that need no other."""
        return self.villages[0]

    def stick(self) -> Path:
        """A new, empty stick."""
        self._sticks += 1
        stick = self.folder / f"stick-{self._sticks}"
        stick.mkdir()
        return stick

    def carry(self, village: VillageSide, stick: Path | None = None) -> list[Arrival]:
        """There and back: the village writes, the township takes in and answers, the village
        takes the answer. Gives what became of the bundles."""
        stick = stick or self.stick()
        village.exchanges(stick)
        came = self.township.receives(stick)
        self.township.answers(village, stick)
        village.exchanges(stick)
        return came

    def pass_days(self, days: float) -> None:
        self.clock.moment += timedelta(days=days)

    def close(self) -> None:
        for side in (self.township, *self.villages):
            side.desk.close()


def a_matter(desk: Desk, title: str) -> Topic:
    """One topic as somebody brought it up."""
    values = {"title": title, "proposer": "李德发", "background": "晚上看不见路。"}
    return topics.save_topic(desk, replace(topics.blank_topic(desk), **values))


def with_phone(desk: Desk, phone: str = "19900000001") -> Person:
    """The first person on the roster gets a telephone."""
    with desk.store.read() as reader:
        person = reader.all(Person)[0]
    return people.edit_person(desk, replace(person, phones=(phone,)))


def drive_at(folder: Path) -> Drive:
    """A folder taken for a stick."""
    return Drive(label="KINGSTON", path=folder, free=10**9, read_only=False)


def a_village(folder: Path, name: str, clock: HandClock) -> VillageSide:
    """A village with a dozen people that belongs to nobody yet."""
    unit = Unit(
        id=new_id(),
        name=name,
        room=f"{name}协商议事室",
        township="石桥镇人民政府",
        place="村部",
    )
    convenors = [
        Convenor(id=new_id(), rank=Rank.FIRST, name="张德厚", title="村党支部书记"),
        Convenor(id=new_id(), rank=Rank.SECOND, name="沈雅琴", title="县政协委员"),
    ]
    desk = set_up(blank_records(folder / "data"), unit, convenors, folder / "device", clock)
    some_people(desk)
    desk.close()
    return VillageSide(folder, clock, "张德厚")


def a_township(folder: Path, clock: HandClock) -> TownshipSide:
    """A township without villages."""
    unit = Unit(
        id=new_id(),
        kind=UnitKind.TOWNSHIP,
        name="石桥镇人民政府",
        room="石桥镇协商议事工作办公室",
    )
    set_up(blank_records(folder / "data"), unit, [], folder / "device", clock).close()
    return TownshipSide(folder, clock, "周敏")


def enrol(township: TownshipSide, village: VillageSide, folder: Path) -> None:
    """Invitation, answer, the same fingerprint on both screens, trust."""
    invited = villages.invite(township.desk, village.desk.unit.name, folder)
    invitation = enrolment.read_invitation(village.desk, invited.file, invited.code)
    enrolment.join(village.desk, invitation)
    answer = enrolment.write_answer(village.desk, folder)
    receiving.receive(township.desk, [answer], Carrier.STICK)
    confirm_waiting(township, village)
    enrolment.trust(village.desk)
    invited.file.unlink()
    answer.unlink()


def confirm_waiting(township: TownshipSide, village: VillageSide) -> None:
    """Both sides read the same aloud, and the township confirms."""
    said = enrolment.fingerprint(village.desk)
    (pending,) = [p for p in villages.pending_answers(township.desk) if p.fingerprint == said]
    villages.confirm(township.desk, pending)


def answer_again(township: TownshipSide, village: VillageSide, stick: Path) -> list[Arrival]:
    """A laptop with a new signing key answers the invitation it knows again and is confirmed; gives
    what had waited for that."""
    receiving.receive(township.desk, [enrolment.write_answer(village.desk, stick)], Carrier.STICK)
    confirm_waiting(township, village)
    return receiving.retry(township.desk)


def make_road(folder: Path, count: int = 1) -> Road:
    """A township with so many enrolled villages, from a copy made once in a run. Its laptops
    remember the folder they were made in, which is gone: moved as a whole, lines go on."""
    shutil.copytree(_made_once(count), folder, dirs_exist_ok=True)
    return Road(folder, HandClock(START + timedelta(hours=2)), NAMES[:count])


@cache
def _made_once(count: int) -> Path:
    base = Path(mkdtemp(prefix="xieshang-road-"))
    atexit.register(shutil.rmtree, base, ignore_errors=True)
    making, clock = base / "making", HandClock(START)
    township = a_township(making / "township", clock)
    with quick_codes(), ExitStack() as closing:
        closing.callback(township.desk.close)
        for number, name in enumerate(NAMES[:count]):
            village = a_village(making / f"village-{number}", name, clock)
            closing.callback(village.desk.close)
            enrol(township, village, base)
    return making.rename(base / "made")


def each_entry(desk: Desk) -> Iterator[tuple[str, int, Entry]]:
    """Every entry of a unit as it lies here, by line and number."""
    with desk.store.read() as reader:
        for line in journal.lines_of(reader):
            for entry in journal.entries_of_line(reader, line):
                yield line, entry.read_header().number, entry


def copy_of(road: Road, name: str) -> VillageSide:
    """The first village's data on another laptop: a line of its own begins."""
    shutil.copytree(road.village.data, road.folder / name / "data")
    return VillageSide(road.folder / name, road.clock, "李文秀")


def restored_copy(road: Road, name: str) -> VillageSide:
    """The first village's data on a laptop that has only the recovery sheet: the identity that
    opens seals is the old one, the signing key is born there."""
    newer = copy_of(road, name)
    shutil.rmtree(newer.data / "keys")
    restore_seal(newer.data / "keys", own_keys(road.village.desk).age_identity)
    return newer


def believe_confirmed(village: VillageSide) -> None:
    """As if a receipt had come for all that was written: what follows begins after it."""
    with village.desk.store.write() as uow:
        for bundle in bundles.bundles_of(uow):
            if bundle.confirmed_at is None:
                bundles.record_bundle(uow, replace(bundle, confirmed_at=village.clock()))
        uow.commit()
