"""Villages and their township over a year: what people do, what befalls sticks and laptops, and
whether both sides agree in the end."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, items_of, ready_topic, talk
from tests.township.quick_code import quick_codes
from tests.township.road import (
    NAMES,
    Road,
    Side,
    VillageSide,
    a_matter,
    answer_again,
    make_road,
)
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.superior import Township
from xieshang_desktop.domain.terms import Carrier, OutcomeKind, Rank, Sharing
from xieshang_desktop.domain.township import Village
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.exchange.keys import former_keys, restore_seal
from xieshang_desktop.services import (
    backup,
    deliberation,
    enrolment,
    handover,
    line_state,
    minutes,
    notes,
    people,
    publishing,
    receipts,
    restoring,
    sealing,
    sharing,
    sign_in,
)
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.storage import bundles, journal
from xieshang_desktop.storage.arrivals import Arrival
from xieshang_desktop.storage.receiving import line_head
from xieshang_desktop.township import receiving, returns, rollup, sending, villages
from xieshang_desktop.township.taking import take_all
from xieshang_desktop.township.villages import store_of


class World(Road):
    """A road whose sides have clocks of their own, and sticks that are lost and found."""

    #: What the first, the second and the third share of who was there.
    SHARED = (Sharing.WHOLE, Sharing.RECORD, Sharing.HASH)

    def __init__(self, folder: Path, seed: int) -> None:
        made = make_road(folder, 3)
        made.close()
        super().__init__(folder, made.clock, NAMES)
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.arrivals: list[Arrival] = []
        #: What the recovery sheets of the day say, for each copy.
        self.sheets: dict[Path, str] = {}
        self._copies = 0
        for side in (self.township, *self.villages):
            side.clock = HandClock(made.clock.moment)
            side.reopen()
        for village, level in zip(self.villages, self.SHARED, strict=True):
            sharing.choose_sharing(village.desk, "person", level)
            sharing.choose_sharing(village.desk, "attendance", level)

    @property
    def sides(self) -> Iterator[Side]:
        yield self.township
        yield from self.villages

    def days_pass(self, days: float) -> None:
        """On every clock."""
        for side in self.sides:
            side.clock.moment += timedelta(days=days)

    # -- what people do

    def talks_over(self, village: VillageSide, *, seal: bool = True) -> None:
        """A topic from its first step to its notice."""
        desk, chance = village.desk, self.chance
        with desk.store.read() as reader:
            known = [p for p in reader.all(Person) if p.left_on is None]
        topic = ready_topic(desk, known, f"{chance.choice(('修路', '路灯', '水渠', '垃圾'))}的事")
        meeting_id = a_meeting(desk, [topic.id], days=5)
        village.clock.moment += timedelta(days=5)
        deliberation.open_meeting(desk, meeting_id)
        for person in known[: chance.randint(3, 8)]:
            sign_in.sign_in(desk, meeting_id, person.id)
        sign_in.excuse(desk, meeting_id, known[9].id, "住院，电话19900000009")
        for item in items_of(desk, meeting_id):
            talk(desk, item.id, chance.choice(list(OutcomeKind)))
        deliberation.close_meeting(desk, meeting_id)
        if not seal:
            return
        file = minutes.open_minutes(desk, meeting_id)
        for rank in Rank:
            sealing.confirm(desk, file.minutes.id, rank)
        with_consensus = file.hall.items[0].outcome
        if with_consensus is not None and with_consensus.kind is OutcomeKind.CONSENSUS:
            notice = publishing.issue_result(desk, topic.id)
            publishing.post(desk, notice.id, "村部公开栏")

    def writes_something(self, village: VillageSide) -> None:
        """Small things of an ordinary day."""
        desk, chance = village.desk, self.chance
        with desk.store.read() as reader:
            person = chance.choice(reader.all(Person))
        match chance.randrange(4):
            case 0:
                a_matter(desk, f"第 {chance.randrange(1000)} 件")
            case 1:
                phone = f"19900{chance.randrange(10**6):06d}"
                people.edit_person(desk, replace(person, phones=(phone,)))
            case 2:
                note = replace(notes.blank_note(desk), text=f"听到的 {chance.randrange(1000)}")
                notes.save_note(desk, note)
            case 3:
                level = chance.choice([Sharing.WHOLE, Sharing.RECORD, Sharing.HASH])
                sharing.choose_sharing(desk, "person", level)

    def erases(self, village: VillageSide) -> Person:
        """Somebody wants to be forgotten."""
        desk = village.desk
        with desk.store.write(village.actor) as uow:
            person = self.chance.choice(uow.all(Person))
            journal.erase_private(uow, Person.NOUN, person.id)
            uow.commit()
        return person

    # -- what is carried

    def takes(self, stick: Path) -> None:
        """The township takes a stick in and writes back what it has for those who wrote on it."""
        try:
            taken = take_all(self.township.desk, stick, Carrier.STICK)
        except BadInput as problem:
            if problem.code != "township_nothing_there":
                raise
            return
        assert taken.problem is None
        self.arrivals += taken.arrivals

    def by_network(self, village: VillageSide) -> None:
        """The same by a folder that both can reach: only what is new, each way."""
        inbox, outbox = (self.folder / "server" / box / village.id for box in ("in", "out"))
        outgoing = line_state.outgoing(village.desk)
        for folder in (inbox, outbox):
            folder.mkdir(parents=True, exist_ok=True)
        self._try(lambda: handover.write_bundles(village.desk, outgoing, carrier=Carrier.NETWORK))
        for file in outgoing.glob("*.xsb"):
            shutil.copyfile(file, inbox / file.name)
        files = sorted(inbox.glob("*.xsb"))
        self.arrivals += self.township.receives(*files, carrier=Carrier.NETWORK)
        laid = sending.write_messages(
            self.township.desk, village.id, outbox, Carrier.NETWORK, only_new=True
        )
        sending.note_sent(self.township.desk, laid)
        for file in files:
            file.unlink()
        handover.take_messages(village.desk, outbox)
        with village.desk.store.read() as reader:
            answered = {b.name for b in bundles.bundles_of(reader) if b.confirmed_at or b.refused}
        for file in outgoing.glob("*.xsb"):
            if file.name in answered:
                file.unlink()

    def twin_of(self, stick: Path) -> Path:
        """A copy of a stick as it is now."""
        self._copies += 1
        twin = self.folder / f"twin-{self._copies}"
        shutil.copytree(stick, twin)
        return twin

    # -- what befalls laptops

    def backs_up(self, side: Side) -> Path:
        """A sealed copy, in a folder of its own."""
        self._copies += 1
        folder = self.folder / f"backup-{self._copies}"
        folder.mkdir()
        copy = backup.back_up_to(side.desk, folder).path
        self.sheets[copy] = own_keys(side.desk).age_identity
        return copy

    def restores(self, village: VillageSide, copy: Path) -> None:
        """The laptop is gone; another one is filled from a copy and the recovery sheets."""
        village.desk.close()
        shutil.rmtree(village.folder)
        restoring.restore(copy, village.data, identity=self.sheets[copy])
        village.open()
        assert village.desk.new_line
        self.mends_trust(village)

    def township_restores(self, copy: Path, telephoned: float = 0.7) -> None:
        """The same at the township: its signing key is new, of which some villages hear at once."""
        self.township.desk.close()
        shutil.rmtree(self.township.folder)
        restoring.restore(copy, self.township.data, identity=self.sheets[copy])
        self.township.open()
        assert self.township.desk.new_line
        for village in self.villages:
            if self.chance.random() < telephoned:
                self.mends_trust(village)

    def image_of(self, side: Side) -> Path:
        """A plain copy of the data folder, keys too."""
        self._copies += 1
        image = self.folder / f"image-{self._copies}"
        side.desk.close()
        shutil.copytree(side.data, image)
        side.open()
        return image

    def goes_back(self, side: Side, image: Path) -> None:
        """The data folder is put back to what it was."""
        side.desk.close()
        shutil.rmtree(side.data)
        shutil.copytree(image, side.data)
        side.open()

    def withdraws_old_keys(self, village: VillageSide) -> None:
        """Every key of a village but the one its laptop has now."""
        now = own_keys(village.desk).key_name
        with self.township.desk.store.read() as reader:
            keys = villages.keys_of(reader, village.id)
        for key in keys:
            if key.id != now and key.withdrawn_at is None:
                villages.withdraw_key(self.township.desk, key.id, "电脑已换")

    def invites_again(self, village: VillageSide) -> None:
        """The township's signing key is new: each village compares the fingerprint anew."""
        stick = self.stick()
        with self.township.desk.store.read() as reader:
            known = reader.one(Village, village.id)
        with quick_codes():
            invited = villages.invite(self.township.desk, known.name, stick, again=known)
        invitation = enrolment.read_invitation(village.desk, invited.file, invited.code)
        enrolment.join(village.desk, invitation)
        enrolment.trust(village.desk)
        with self.township.desk.store.read() as reader:
            keys = {key.id for key in villages.keys_of(reader, village.id)}
        if own_keys(village.desk).key_name not in keys:
            answer_again(self.township, village, self.stick())

    def mends_trust(self, village: VillageSide) -> None:
        """Whoever went back to a copy may have forgotten the other's newest keys."""
        township = enrolment.current_township(village.desk)
        present = own_keys(self.township.desk).public_line
        with store_of(self.township.desk, village.id).read() as theirs:
            told = theirs.find(Township, self.township.id)
        known_sign = township.sign if township else ""
        announced = told is not None and told.sign == known_sign and self._is_former(known_sign)
        if known_sign != present and not announced:
            self.invites_again(village)
        with self.township.desk.store.read() as reader:
            known = {key.id: key for key in villages.keys_of(reader, village.id)}
        key = known.get(own_keys(village.desk).key_name)
        if key is not None and key.withdrawn_at is not None:
            identity = own_keys(village.desk).age_identity
            village.desk.close()
            shutil.rmtree(village.data / "keys")
            restore_seal(village.data / "keys", identity)
            village.open()
        if key is None or key.withdrawn_at is not None:
            if known_sign != present:
                self.invites_again(village)
            else:
                answer_again(self.township, village, self.stick())

    def _is_former(self, sign: str) -> bool:
        former = former_keys(self.township.data / "keys").values()
        return sign in {each.public_line for each in former}

    def closes_overtaken(self, village: VillageSide) -> None:
        """Somebody decides that this laptop is the one that counts."""
        for line, _theirs, _ours in receipts.overtaken_lines(village.desk):
            self._try(receipts.close_line, village.desk, line)

    def clerk_looks_through(self, village: VillageSide) -> None:
        """The figures are looked at, and what came is accepted."""
        rollup.freshen(self.township.desk)
        with store_of(self.township.desk, village.id).read() as theirs:
            lines = journal.lines_of(theirs)
            heads = {line: line_head(theirs, village.id, line).number for line in lines}
        for line, number in heads.items():
            self._try(returns.accept, self.township.desk, village.id, line, number)

    def _try(self, call: Callable[..., object], *given: object) -> None:
        """What people try and the program may refuse."""
        try:
            call(*given)
        except (BadInput, RuleBroken):
            return

    # -- in the end

    def settle(self) -> None:
        """Everything is carried once more, to and fro, until nobody owes anything."""
        for village in self.villages:
            self.mends_trust(village)
            for _trip in range(12):
                stick = self.stick()
                village.exchanges(stick)
                self.arrivals += self.township.receives(stick)
                self.township.answers(village, stick)
                village.exchanges(stick)
                if receipts.overtaken_lines(village.desk):
                    self.closes_overtaken(village)
                elif village.owed() == (0, 0):
                    break
            assert village.owed() == (0, 0), (village.desk.unit.name, problems_of(self.arrivals))
            assert receipts.overtaken_lines(village.desk) == []
        receiving.retry(self.township.desk)


def problems_of(arrivals: list[Arrival]) -> set[str]:
    """Why things were not taken in."""
    return {arrival.code for arrival in arrivals if arrival.code}
