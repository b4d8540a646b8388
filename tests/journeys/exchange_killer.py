"""A process whose children exchange and are killed at some moment: `python -m
tests.journeys.exchange_killer FOLDER WORK ROUNDS SEED`. After each death it looks at what was left,
does the work again to its end, and says at last how many were killed.

The moment is counted in calls of Python and C, so that it lies anywhere between the first and the
last, also inside a transaction, between write and flush, before and after a rename.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from tests.township.road import Road, a_matter, each_entry, make_road
from xieshang_desktop.domain.terms import ArrivalState, Carrier
from xieshang_desktop.services import handover, receipts
from xieshang_desktop.services.handover import check_bundle
from xieshang_desktop.storage.arrivals import arrivals
from xieshang_desktop.township import directives, receiving, sending

Work = Callable[[], object]


def killed_after(calls: int, work: Work) -> bool:
    """Do the work in a child that dies after so many calls; whether it died."""
    child = os.fork()
    if child == 0:
        seen = 0

        def watch(_frame: object, _event: str, _argument: object) -> None:
            nonlocal seen
            seen += 1
            if seen >= calls:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(watch)
        try:
            work()
        finally:
            sys.setprofile(None)
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def calls_of(work: Work) -> int:
    """How many calls the whole work takes: done once, in a child that is not killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        seen = 0

        def watch(_frame: object, _event: str, _argument: object) -> None:
            nonlocal seen
            seen += 1

        sys.setprofile(watch)
        work()
        sys.setprofile(None)
        os.write(writing, str(seen).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        whole = int(said.read())
    os.waitpid(child, 0)
    return whole


class Killed(ABC):
    """One kind of work, done again and again from the same start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start = folder / "start"
        self.road = make_road(self.here)
        self.prepare(self.road)
        self.road.close()
        self.here.rename(self.start)  # the laptops remember that they lie in `here`

    @abstractmethod
    def prepare(self, road: Road) -> None:
        """What lies there before the work begins."""

    @abstractmethod
    def work(self) -> None:
        """The work, on `self.here`, by a program that was just started."""

    @abstractmethod
    def look(self, road: Road) -> None:
        """Nothing is half done."""

    @abstractmethod
    def finish(self, road: Road) -> None:
        """The next program goes on and ends right."""

    @property
    def here(self) -> Path:
        return self.folder / "here"

    def opened(self) -> Road:
        return Road(self.here, self.road.clock, ["石桥镇桥头村"])

    def again(self) -> None:
        """Everything as it was at the start."""
        if self.here.exists():
            shutil.rmtree(self.here)
        shutil.copytree(self.start, self.here)

    def rounds(self, count: int, chance: random.Random) -> int:
        """So many deaths, each looked at; how many tries that took."""
        self.again()
        whole = calls_of(self.work)
        self.again()
        killed = tries = 0
        while killed < count:
            tries += 1
            died = killed_after(chance.randrange(1, whole), self.work)
            killed += died
            road = self.opened()
            self.sound(road)
            self.look(road)
            if not died or killed % 3 == 0:  # three deaths in a row, then somebody lets it end
                self.finish(road)
                self.sound(road)
                road.close()
                self.again()
            else:
                road.close()
        return tries

    def sound(self, road: Road) -> None:
        """Both databases open and hold together."""
        assert road.township.faults() == []
        assert road.village.faults() == []
        for side in (road.village, road.township):
            assert not side.desk.new_line


class Writing(Killed):
    """A village writes its bundle onto a stick."""

    def prepare(self, road: Road) -> None:
        (self.here / "stick").mkdir()
        for number in range(6):
            a_matter(road.village.desk, f"第 {number} 件")

    def work(self) -> None:
        road = self.opened()
        handover.write_bundles(road.village.desk, self.here / "stick")

    def look(self, road: Road) -> None:
        for file in (self.here / "stick").glob("*.xsb"):
            check_bundle(road.village.desk, file)
        names = {file.name for file in (self.here / "stick").glob("*.xsb")}
        known = {bundle.name for bundle in handover.open_handover(road.village.desk).bundles}
        assert len(names - known) <= 3, "each death may leave one whole bundle nobody noted"

    def finish(self, road: Road) -> None:
        stick = self.here / "stick"
        (file,) = handover.write_bundles(road.village.desk, stick)
        assert not list(stick.glob("*.part"))
        found = receiving.receive(road.township.desk, sorted(stick.glob("*.xsb")), Carrier.STICK)
        assert {a.state for a in found} <= {ArrivalState.TAKEN, ArrivalState.KNOWN}
        ours = [n for _line, n, _entry in each_entry(road.village.desk)]
        assert [n for _line, n, _entry in each_entry(road.township.mirror(road.village))] == ours
        assert file.exists()


class Receiving(Killed):
    """A township takes five bundles in and writes its answer back."""

    def prepare(self, road: Road) -> None:
        (self.here / "stick").mkdir()
        road.village.desk.files.keep(bytes(40_000))
        for number in range(5):
            for each in range(3):
                a_matter(road.village.desk, f"第 {number}.{each} 件")
            handover.write_bundles(road.village.desk, self.here / "stick")

    def files(self) -> list[Path]:
        return sorted((self.here / "stick").glob("*.xsb"))

    def work(self) -> None:
        road = self.opened()
        receiving.receive(road.township.desk, self.files(), Carrier.STICK)
        sending.write_messages(road.township.desk, road.village.id, self.here / "stick")

    def look(self, road: Road) -> None:
        """Of each bundle all entries with its arrival, or neither."""
        with road.township.desk.store.read() as reader:
            taken = [a for a in arrivals(reader, road.village.id) if a.kind == "entries"]
            query = "SELECT max(number), count(*) FROM entries WHERE unit_id = ?"
            highest, count = reader.connection.execute(query, (road.village.id,)).fetchone()
        assert (highest or 0) == count == max((a.last for a in taken), default=0)
        assert sum(a.fresh for a in taken) == count
        if count:
            assert road.township.mirrored_faults(road.village) == []

    def finish(self, road: Road) -> None:
        ours = {f for f in self.files() if road.village.desk.store.line in f.name}
        came = receiving.receive(road.township.desk, sorted(ours), Carrier.STICK)
        assert {a.code for a in came} == {""}
        assert road.township.mirrored_faults(road.village) == []
        sending.write_messages(road.township.desk, road.village.id, self.here / "stick")
        done = handover.exchange_with(road.village.desk, self.here / "stick")
        assert done.refused == ()
        assert road.village.owed() == (0, 0)


class TakingMessages(Killed):
    """A village takes a receipt and directives in and clears the stick."""

    def prepare(self, road: Road) -> None:
        stick = self.here / "stick"
        stick.mkdir()
        for number in range(3):
            a_matter(road.village.desk, f"第 {number} 件")
            handover.write_bundles(road.village.desk, stick)
        road.township.receives(stick)
        for title in ("汛期值守", "秋收防火"):
            notice = self.folder / "notice.txt"
            notice.write_bytes(title.encode() * 4000)
            directives.issue_text(
                road.township.desk, [road.village.id], title=title, text="请照办。", files=[notice]
            )
        sending.write_messages(road.township.desk, road.village.id, stick)

    def work(self) -> None:
        road = self.opened()
        handover.exchange_with(road.village.desk, self.here / "stick")

    def look(self, road: Road) -> None:
        """The message with what it brought, or neither; nothing cleared that was not confirmed."""
        found = handover.open_handover(road.village.desk).bundles
        told = receipts.newest_receipt(road.village.desk)
        old = [b for b in found if b.last <= (told.lines[0].taken if told else 0)]
        assert all(bundle.confirmed_at is not None for bundle in old)
        on_stick = {file.name for file in (self.here / "stick").glob("*.xsb")}
        assert {b.name for b in found if b.confirmed_at is None} <= on_stick
        with road.village.desk.store.read() as reader:
            kept = reader.connection.execute(
                "SELECT count(*) FROM messages WHERE kind = 'directives'"
            ).fetchone()[0]
            instructions = reader.connection.execute("SELECT count(*) FROM instruction").fetchone()
        assert instructions[0] == 2 * kept

    def finish(self, road: Road) -> None:
        stick = self.here / "stick"
        for _trip in range(2):
            handover.exchange_with(road.village.desk, stick)
            road.township.receives(stick)
            sending.write_messages(road.township.desk, road.village.id, stick)
        handover.exchange_with(road.village.desk, stick)
        assert road.village.owed() == (0, 0)
        known = {bundle.name for bundle in handover.open_handover(road.village.desk).bundles}
        assert not {file.name for file in stick.iterdir()} & known
        with road.township.desk.store.read() as reader:
            assert directives.pending(reader, road.village.id) == ()


WORKS: dict[str, type[Killed]] = {
    "writing": Writing,
    "receiving": Receiving,
    "messages": TakingMessages,
}


def main(folder: Path, work: str, rounds: int, seed: str) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    tries = WORKS[work](folder).rounds(rounds, chance)
    print(json.dumps({"killed": rounds, "tries": tries}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4])
