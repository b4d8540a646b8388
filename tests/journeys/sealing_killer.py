"""A process whose children seal minutes and are killed at some moment: `python -m
tests.journeys.sealing_killer FOLDER ROUNDS SEED`. After each death it looks at what was left."""

from __future__ import annotations

import json
import random
import shutil
import sys
from pathlib import Path

from PIL import Image

from tests.clock import HandClock
from tests.journeys.exchange_killer import calls_of, killed_after
from tests.making import MORNING, a_desk, held_meeting, ready_topic, some_people
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.minutes import Confirmation, Minutes
from xieshang_desktop.domain.terms import MeetingState, MinutesState, Rank
from xieshang_desktop.services import minutes, photos, pins, sealing, signed_paper, upkeep
from xieshang_desktop.services.desk import Desk, open_desk
from xieshang_desktop.services.sealing import Signed

PIN = "820461"


class Sealing:
    """The first convenor has confirmed by PIN; the second signs on paper, which seals."""

    def __init__(self, base: Path) -> None:
        self.here, self.start, self.picture = base / "here", base / "start", base / "page.jpg"
        Image.new("L", (600, 800), 190).save(self.picture)
        self.clock = HandClock(MORNING)
        desk = a_desk(self.here, self.clock)
        topic = ready_topic(desk, some_people(desk))
        self.meeting_id = held_meeting(desk, self.clock, [topic.id])
        pins.set_pin(desk, desk.convenors()[0].id, PIN)
        self.minutes_id = minutes.open_minutes(desk, self.meeting_id).minutes.id
        sealing.confirm(desk, self.minutes_id, Rank.FIRST, pin=PIN)
        desk.close()
        self.here.rename(self.start)

    def again(self) -> None:
        shutil.rmtree(self.here, ignore_errors=True)
        shutil.copytree(self.start, self.here)

    def opened(self) -> Desk:
        desk = open_desk(self.here / "data", self.here / "device", self.clock)
        desk.actor = "张德厚"
        return desk

    def work(self) -> None:
        """The photo is kept, then the paper counts; from a program that was just started."""
        desk = self.opened()
        file = minutes.open_minutes(desk, self.meeting_id)
        code = signed_paper.code_of(file.paper)
        with desk.store.read() as reader:
            there = signed_paper.signed_pages(reader, self.minutes_id, code)
        if not there:
            photo = photos.read_photo(self.picture)
            signed_paper.keep_signed_page(desk, self.minutes_id, photo)
        sealing.confirm_on_paper(desk, self.minutes_id, [Signed(rank=Rank.SECOND)], code)
        desk.close()

    def look(self) -> bool:
        """Sealed whole, or not at all; whether it is sealed."""
        desk = self.opened()
        with desk.store.read() as reader:
            meeting, kept = (
                reader.one(Meeting, self.meeting_id),
                reader.one(Minutes, self.minutes_id),
            )
            given = reader.all(Confirmation)
            files = reader.all(Attachment, object_id=self.minutes_id)
        sealed = kept.state is MinutesState.SEALED
        names = sorted(file.media_type for file in files)
        papers = ["application/json", "application/pdf"]
        if sealed:
            assert meeting.state is MeetingState.SEALED
            assert [c.rank for c in given] == [Rank.FIRST, Rank.SECOND]
            assert names == [*papers, "image/jpeg"]
            assert desk.files.read(kept.digest).startswith(b"%PDF")
            assert minutes.open_minutes(desk, self.meeting_id).paper.originals
        else:
            assert meeting.state is MeetingState.CLOSED
            assert [c.rank for c in given] == [Rank.FIRST]
            assert names in ([], ["image/jpeg"])
            assert (kept.digest, kept.record_digest, kept.sealed_on) == ("", "", None)
        for file in files:
            desk.files.read(file.sha256)
        assert upkeep.check(desk).whole
        desk.close()
        return sealed


def main(base: Path, rounds: int, seed: str) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    sealing_once = Sealing(base)
    sealing_once.again()
    sealing_once.work()  # afterwards every module is imported, and children make the same calls
    assert sealing_once.look()
    sealing_once.again()
    whole = calls_of(sealing_once.work)
    sealing_once.again()
    killed = finished = sealed = 0
    while killed < rounds:
        # Half of the deaths fall into the end, where files and rows are written.
        begin = 1 if killed % 2 else whole * 19 // 20
        died = killed_after(chance.randrange(begin, whole), sealing_once.work)
        killed += died
        was_sealed = sealing_once.look()
        sealed += was_sealed
        assert died or was_sealed
        if not was_sealed:  # the next program ends it
            if killed % 3:
                continue
            sealing_once.work()
            assert sealing_once.look()
            finished += 1
        sealing_once.again()
    print(json.dumps({"killed": killed, "sealed": sealed, "finished": finished}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
