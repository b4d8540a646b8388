"""A township's villages: invited and enrolled by telephone, their keys confirmed and withdrawn, and
kept for those without the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.township.quick_code import quick_codes
from tests.township.road import (
    START,
    Road,
    a_matter,
    a_township,
    a_village,
    answer_again,
    confirm_waiting,
    enrol,
    restored_copy,
)
from xieshang_desktop.domain.terms import ArrivalState, Carrier, VillageState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.domain.township import Village
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.exchange import seal
from xieshang_desktop.services import enrolment, handover
from xieshang_desktop.services.desk import desk_of
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.services.membership import membership
from xieshang_desktop.storage import journal
from xieshang_desktop.township import receiving, villages

TAKEN, REFUSED = ArrivalState.TAKEN, ArrivalState.REFUSED


def village_key(road: Road) -> str:
    return own_keys(road.village.desk).key_name


def test_a_village_is_enrolled_by_paper_stick_and_telephone(tmp_path: Path) -> None:
    """The only test with the real work of a code: seconds, as at the desk."""
    clock = HandClock(START)
    township = a_township(tmp_path / "township", clock)
    village = a_village(tmp_path / "village", "石桥镇桥头村", clock)
    stick = tmp_path / "stick"
    stick.mkdir()
    invited = villages.invite(township.desk, "  石桥镇 桥头村 ", stick)
    assert invited.village.state is VillageState.INVITED
    assert invited.village.name == "石桥镇 桥头村"
    assert len(invited.code) == 12
    _scrypt, _salt, work = invited.file.read_bytes().splitlines()[1].split()[1:]
    assert 14 <= int(work) <= seal.WORK_LIMIT  # fitted to the laptop: about a second
    spaced = f"{invited.code[:4]} {invited.code[4:8]} {invited.code[8:]}"
    invitation = enrolment.read_invitation(village.desk, invited.file, spaced)
    enrolment.join(village.desk, invitation)
    enrolment.write_answer(village.desk, stick)
    came = township.receives(stick)
    assert [(a.kind, a.state) for a in came] == [("enrolment", TAKEN)]
    (pending,) = villages.pending_answers(township.desk)
    assert pending.fingerprint == enrolment.fingerprint(village.desk)
    assert pending.village is None
    enrolled = villages.confirm(township.desk, pending)
    assert (enrolled.id, enrolled.state) == (village.id, VillageState.ENROLLED)
    assert enrolled.name == "石桥镇 桥头村"
    assert villages.list_villages(township.desk) == [enrolled]
    assert villages.pending_answers(township.desk) == []
    for side in (township, village):
        side.desk.close()


@pytest.fixture
def pair(tmp_path: Path) -> Road:
    """A township and a village that do not know each other yet."""
    clock = HandClock(START)
    road = Road.__new__(Road)
    road.folder, road.clock = tmp_path, clock
    road.township = a_township(tmp_path / "township", clock)
    road.villages = [a_village(tmp_path / "village", "石桥镇桥头村", clock)]
    road._sticks = 0  # noqa: SLF001 - the harness's own
    return road


def test_an_answer_taken_twice_is_shown_once(pair: Road) -> None:
    stick = pair.stick()
    with quick_codes():
        invited = villages.invite(pair.township.desk, "石桥镇桥头村", stick)
    enrolment.join(
        pair.village.desk, enrolment.read_invitation(pair.village.desk, invited.file, invited.code)
    )
    for _time in range(2):
        file = enrolment.write_answer(pair.village.desk, pair.stick())
        for _again in range(2):
            pair.township.receives(file)
    assert len(villages.pending_answers(pair.township.desk)) == 1


def test_an_answer_whose_fingerprint_differs_is_thrown_away(pair: Road) -> None:
    stick = pair.stick()
    with quick_codes():
        invited = villages.invite(pair.township.desk, "石桥镇桥头村", stick)
    enrolment.join(
        pair.village.desk, enrolment.read_invitation(pair.village.desk, invited.file, invited.code)
    )
    file = enrolment.write_answer(pair.village.desk, stick)
    pair.township.receives(file)
    villages.refuse_answer(pair.township.desk, villages.pending_answers(pair.township.desk)[0])
    pair.township.receives(file)
    assert villages.pending_answers(pair.township.desk) == []
    enrolment.trust(pair.village.desk)
    (bundle,) = handover.write_bundles(pair.village.desk, stick)
    (arrival,) = pair.township.receives(bundle)
    assert arrival.code == "bundle_signer_unknown"


def test_what_came_before_the_telephone_rang_waits_and_is_taken_in_then(pair: Road) -> None:
    stick = pair.stick()
    with quick_codes():
        invited = villages.invite(pair.township.desk, "石桥镇桥头村", stick)
    desk = pair.village.desk
    enrolment.join(desk, enrolment.read_invitation(desk, invited.file, invited.code))
    enrolment.trust(desk)
    enrolment.write_answer(desk, stick)
    handover.write_bundles(desk, stick)
    came = pair.township.receives(stick)
    assert sorted(a.code for a in came) == ["", "bundle_signer_unknown"]
    confirm_waiting(pair.township, pair.village)
    (arrival,) = receiving.retry(pair.township.desk)
    assert arrival.state is TAKEN
    assert arrival.fresh > 0
    assert not list((pair.township.data / "aside").iterdir())


def test_a_new_key_of_an_enrolled_village_is_confirmed_again(road: Road) -> None:
    """The laptop was restored: its signing key is new, its line grew from the old one."""
    road.carry(road.village)
    newer = restored_copy(road, "laptop-2")
    a_matter(newer.desk, "新电脑上写的")
    stick = road.stick()
    newer.exchanges(stick)
    (arrival,) = road.township.receives(stick)
    assert (arrival.state, arrival.code) == (REFUSED, "bundle_signer_unknown")
    came = answer_again(road.township, newer, stick)
    assert [a.state for a in came] == [TAKEN]
    road.township.answers(newer, stick)
    newer.exchanges(stick)
    assert newer.owed() == (0, 0)
    state = membership(newer.desk)
    assert state.key_known
    with road.township.desk.store.read() as reader:
        assert len(villages.keys_of(reader, road.village.id)) == 2
    assert road.township.mirrored_faults(road.village) == []
    newer.desk.close()


def test_a_withdrawn_key_is_trusted_up_to_where_it_was(road: Road) -> None:
    road.village.writes("作废以前写的")
    before = handover.write_bundles(road.village.desk, road.stick())
    road.carry(road.village)
    key = villages.withdraw_key(road.township.desk, village_key(road), "电脑丢了")
    road.village.writes("作废以后写的")
    after = handover.write_bundles(road.village.desk, road.stick())
    (arrival,) = road.township.receives(*after)
    assert (arrival.state, arrival.code) == (REFUSED, "bundle_key_withdrawn")
    assert arrival.facts["number"] == key.trusted_number
    assert arrival.sender == road.village.id
    (arrival,) = road.township.receives(*before)
    assert arrival.state is ArrivalState.KNOWN
    with road.township.mirror(road.village).store.read() as reader:
        assert [t.title for t in reader.all(Topic)] == ["作废以前写的"]


def test_a_key_trusted_only_up_to_an_entry_lets_nothing_beyond_in(road: Road) -> None:
    short = handover.write_bundles(road.village.desk, road.stick())
    road.village.writes()
    long = handover.write_bundles(road.village.desk, road.stick())
    key_id, line = village_key(road), road.village.desk.store.line
    villages.withdraw_key(road.township.desk, key_id, "可疑", line, 0)
    for files in (short, long):
        (arrival,) = road.township.receives(*files)
        assert arrival.code == "bundle_key_withdrawn"
    with pytest.raises(BadInput, match="number_wrong"):
        villages.withdraw_key(road.township.desk, key_id, "可疑", line, 5)
    with pytest.raises(BadInput, match="reason_missing"):
        villages.withdraw_key(road.township.desk, key_id, " ", line, 0)


def test_the_village_hears_that_its_key_was_withdrawn(road: Road) -> None:
    road.carry(road.village)
    villages.withdraw_key(road.township.desk, village_key(road), "换了人")
    stick = road.stick()
    road.township.answers(road.village, stick)
    road.village.exchanges(stick)
    state = membership(road.village.desk)
    assert (state.key_known, state.key_withdrawn) == (False, True)


def test_after_a_withdrawn_key_another_laptop_goes_on(road: Road) -> None:
    """What only the lost laptop had is lost; what was handed over stays, and work goes on."""
    road.carry(road.village)
    newer = restored_copy(road, "laptop-2")
    villages.withdraw_key(road.township.desk, village_key(road), "电脑丢了")
    answer_again(road.township, newer, road.stick())
    a_matter(newer.desk, "新电脑上写的")
    came = road.carry(newer)
    assert {a.state for a in came} == {TAKEN}
    assert newer.owed() == (0, 0)
    newer.desk.close()


def test_an_invitation_needs_a_name(road: Road) -> None:
    with pytest.raises(BadInput, match="village_name_missing"):
        villages.invite(road.township.desk, "  ", road.stick())


def test_a_village_invites_nobody(road: Road) -> None:
    with pytest.raises(RuleBroken, match="not_township"):
        villages.invite(road.village.desk, "别的村", road.stick())
    with pytest.raises(RuleBroken, match="not_township"):
        villages.keep_for(road.village.desk, "别的村", "协商议事室")


def test_a_village_invited_again_is_not_listed_twice(pair: Road) -> None:
    with quick_codes():
        villages.invite(pair.township.desk, "石桥镇桥头村", pair.stick())
        enrol(pair.township, pair.village, pair.stick())
        listed = {v.state: v for v in villages.list_villages(pair.township.desk)}
        assert listed.keys() == {VillageState.INVITED, VillageState.ENROLLED}
        known = listed[VillageState.ENROLLED]
        again = villages.invite(pair.township.desk, known.name, pair.stick(), again=known)
    assert again.village.id == pair.village.id
    assert len(villages.list_villages(pair.township.desk)) == 2


def test_a_village_without_the_program_is_kept_under_its_name(road: Road) -> None:
    kept = villages.keep_for(road.township.desk, "石桥镇东沟村", "石桥镇东沟村协商议事室")
    assert kept.state is VillageState.KEPT
    desk = desk_of(road.township.desk, kept.id)
    a_matter(desk, "代记的一件事")
    with desk.store.read() as reader:
        assert reader.count(Topic) == 1
        assert journal.verify(reader) == []
        line = journal.lines_of(reader)
    again = desk_of(road.township.desk, kept.id)
    with again.store.read() as reader:
        assert journal.lines_of(reader) == line
    assert road.township.faults() == []


def test_two_kept_villages_do_not_mix(road: Road) -> None:
    kept = [villages.keep_for(road.township.desk, n, f"{n}协商议事室") for n in ("东村", "西村")]
    for village in kept:
        a_matter(desk_of(road.township.desk, village.id), village.name)
    for village in kept:
        with desk_of(road.township.desk, village.id).store.read() as reader:
            assert [t.title for t in reader.all(Topic)] == [village.name]


def test_name_contact_and_remark_can_be_changed(road: Road) -> None:
    changed = villages.change_village(road.township.desk, road.village.id, contact=" 张德厚 ")
    assert changed.contact == "张德厚"
    with pytest.raises(BadInput, match="village_name_missing"):
        villages.change_village(road.township.desk, road.village.id, name=" ")
    with road.township.desk.store.read() as reader:
        assert reader.one(Village, road.village.id).contact == "张德厚"


def test_nothing_of_a_village_can_be_looked_at_before_anything_came(road: Road) -> None:
    with pytest.raises(RuleBroken, match="gone"):
        road.township.mirror(road.village)


def test_several_clerks_stand_in_the_entries_each_for_what_they_did(road: Road) -> None:
    road.township.desk.actor = "周敏"
    villages.change_village(road.township.desk, road.village.id, remark="离镇上远")
    road.township.desk.actor = "韩梅"
    road.township.receives(
        *handover.write_bundles(road.village.desk, road.stick()), carrier=Carrier.FOLDER
    )
    villages.withdraw_key(road.township.desk, village_key(road), "换了人")
    with road.township.desk.store.read() as reader:
        actors = {
            entry.read_header().kind: entry.read_header().actor
            for line in journal.lines_of(reader)
            for entry in journal.entries_of_line(reader, line)
        }
    assert actors["village_changed"] == "周敏"
    assert actors["village_key_withdrawn"] == "韩梅"
