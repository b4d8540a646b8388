"""After keys were lost, or the township went back to a copy, all is said and handed over again."""

from __future__ import annotations

import shutil
from pathlib import Path

from msgspec.structs import replace

from tests.township.quick_code import quick_codes
from tests.township.road import (
    Road,
    TownshipSide,
    VillageSide,
    believe_confirmed,
)
from xieshang_desktop.domain.messages import Receipt
from xieshang_desktop.domain.terms import Carrier
from xieshang_desktop.domain.township import Village
from xieshang_desktop.exchange.keys import open_keys, restore_seal
from xieshang_desktop.services import enrolment, handover, receipts
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.township import sending, villages
from xieshang_desktop.township.taking import take_all


def receipt_of(side: VillageSide) -> Receipt:
    found = receipts.newest_receipt(side.desk)
    assert found is not None
    return found


def _older_copy(road: Road) -> TownshipSide:
    """The township as it is now, for later: keys and all, on another laptop."""
    shutil.copytree(road.township.data, road.folder / "older" / "data")
    return TownshipSide(road.folder / "older", road.clock, "周敏")


def test_a_township_restored_twice_from_the_same_copy_is_heard(road: Road) -> None:
    """Its numbers begin again lower under the same generation: a new key counts from the start."""
    desk = road.village.desk
    identity = own_keys(road.township.desk).age_identity
    shutil.copytree(road.township.data, image := road.folder / "image")
    shutil.rmtree(image / "keys")
    for name in ("first", "second"):
        for _more in range(5):
            road.village.writes()
            road.carry(road.village)
        road.township.desk.close()
        shutil.copytree(image, road.folder / name / "data")
        restore_seal(road.folder / name / "data" / "keys", identity)
        road.township = TownshipSide(road.folder / name, road.clock, "周敏")
        with road.township.desk.store.read() as reader:
            village = reader.one(Village, road.village.id)
        with quick_codes():
            invited = villages.invite(road.township.desk, village.name, road.stick(), again=village)
        enrolment.join(desk, enrolment.read_invitation(desk, invited.file, invited.code))
        enrolment.trust(desk)
        for _trip in range(2):
            road.carry(road.village)
        assert road.village.owed() == (0, 0)
        assert receipt_of(road.village).generation == 2


def test_after_the_townships_keys_are_lost_the_village_is_invited_again(road: Road) -> None:
    """What lies on the stick sealed to the lost key is written again, though nothing is new."""
    stick = road.stick()
    road.village.exchanges(stick)
    lost = sorted(stick.glob("*.xsb"))
    road.township.desk.close()
    shutil.rmtree(road.township.data / "keys")
    open_keys(road.township.data / "keys")  # new ones, born when a person said so
    road.township.open()
    assert {a.code for a in road.township.receives(stick)} == {"bundle_not_for_us"}
    with road.township.desk.store.read() as reader:
        village = reader.one(Village, road.village.id)
    with quick_codes():
        invited = villages.invite(road.township.desk, village.name, stick, again=village)
    desk = road.village.desk
    enrolment.join(desk, enrolment.read_invitation(desk, invited.file, invited.code))
    township = enrolment.joining_township(desk)
    assert township is not None
    assert township.trusted_on is None
    enrolment.trust(desk)
    road.carry(road.village, stick)
    assert road.village.owed() == (0, 0)
    assert not any(file.exists() for file in lost)
    assert road.township.mirrored_faults(road.village) == []


def test_the_very_bundle_is_written_again_for_new_keys(road: Road) -> None:
    stick = road.stick()
    (first,) = handover.write_bundles(road.village.desk, stick)
    assert handover.write_bundles(road.village.desk, stick) == [first]
    township = enrolment.current_township(road.village.desk)
    assert township is not None
    other = own_keys(road.village.desk)
    with road.village.desk.store.write() as uow:
        uow.put(replace(township, seal=other.age_recipient), "township_changed_keys")
        uow.commit()
    assert first not in handover.write_bundles(road.village.desk, stick)


def test_a_township_that_went_back_to_a_copy_says_all_of_it_again(road: Road) -> None:
    """By the network too, though the copy believes that it said it before."""
    road.carry(road.village)
    desk = road.township.desk

    def lay_down() -> list[Path]:
        files = sending.write_messages(
            desk, road.village.id, road.stick(), Carrier.NETWORK, only_new=True
        )
        sending.note_sent(desk, files)
        return files

    assert lay_down()
    older = _older_copy(road)
    desk = older.desk
    assert older.desk.new_line
    assert lay_down()
    assert not lay_down()
    older.desk.close()


def test_lower_numbers_after_going_back_make_the_village_offer_again(road: Road) -> None:
    road.village.writes("备份以前")
    road.carry(road.village)
    older = _older_copy(road)
    road.village.writes("备份以后")
    road.carry(road.village)
    assert road.village.owed() == (0, 0)
    road.township.desk.close()
    road.township = older
    stick = road.stick()
    road.village.writes("退回去以后")
    handover.write_bundles(road.village.desk, stick)
    (arrival,) = road.township.receives(stick)
    assert arrival.code == "bundle_gap"
    road.township.answers(road.village, stick)
    road.village.exchanges(stick)
    assert road.village.owed()[0] > 0
    road.carry(road.village, stick)
    assert road.village.owed() == (0, 0)
    assert road.township.mirrored_faults(road.village) == []


def test_a_township_that_forgot_a_line_altogether_is_offered_all_of_it(road: Road) -> None:
    """Its copy is older than anything that the village ever handed over."""
    older = _older_copy(road)
    road.village.writes()
    road.carry(road.village)
    road.township.desk.close()
    road.township = older
    stick = road.stick()
    road.township.answers(road.village, stick)
    road.village.exchanges(stick)
    assert road.village.owed()[0] > 0
    road.carry(road.village, stick)
    assert road.village.owed() == (0, 0)
    assert road.township.mirrored_faults(road.village) == []


def test_who_is_refused_for_a_gap_hears_on_the_same_stick_what_is_missing(road: Road) -> None:
    road.carry(road.village)
    road.village.writes("丢了的")
    handover.write_bundles(road.village.desk, road.stick())
    believe_confirmed(road.village)
    road.village.writes("到了的")
    stick = road.stick()
    road.village.exchanges(stick)
    taken = take_all(road.township.desk, stick, Carrier.STICK)
    assert [a.code for a in taken.arrivals] == ["bundle_gap"]
    assert taken.receipts == (road.village.desk.unit.name,)
    road.village.exchanges(stick)
    taken = take_all(road.township.desk, stick, Carrier.STICK)
    road.village.exchanges(stick)
    assert road.village.owed() == (0, 0)
