"""What goes down to a village: receipts that say all that stands, new keys, directives; slips."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.township.road import (
    Road,
    TownshipSide,
    VillageSide,
    a_village,
    believe_confirmed,
    copy_of,
    restored_copy,
)
from xieshang_desktop.domain.messages import Receipt
from xieshang_desktop.domain.superior import Instruction
from xieshang_desktop.domain.terms import Carrier, TopicState
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.exchange.keys import open_keys
from xieshang_desktop.services import enrolment, handover, receipts
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.services.receipts import Standing
from xieshang_desktop.township import directives, returns, sending, villages


def receipt_of(side: VillageSide) -> Receipt:
    found = receipts.newest_receipt(side.desk)
    assert found is not None
    return found


def test_a_receipt_says_up_to_where_each_line_was_taken(road: Road) -> None:
    road.carry(road.village)
    receipt = receipt_of(road.village)
    (line,) = receipt.lines
    bundle = handover.open_handover(road.village.desk).bundles[0]
    assert (line.line, line.taken, line.hash) == (bundle.line, bundle.last, bundle.last_hash)
    assert (line.accepted, line.closed) == (0, False)
    assert [(b.sha256, b.state) for b in receipt.bundles if b.sha256 == bundle.sha256] == [
        (bundle.sha256, "taken")
    ]
    assert receipt.keys == (own_keys(road.village.desk).key_name,)


def test_a_refused_bundle_is_on_the_receipt_with_its_code(road: Road) -> None:
    road.carry(road.village)
    road.village.writes("丢了的")
    handover.write_bundles(road.village.desk, road.stick())
    believe_confirmed(road.village)
    road.village.writes("到了的")
    stick = road.stick()
    road.carry(road.village, stick)
    refused = [b for b in handover.open_handover(road.village.desk).bundles if b.refused]
    assert [b.refused for b in refused] == ["bundle_gap"]
    # The receipt said what is missing: with the next stick all of it goes along.
    road.carry(road.village, stick)
    assert road.village.owed() == (0, 0)
    assert [b for b in handover.open_handover(road.village.desk).bundles if b.refused] == []
    assert road.township.mirrored_faults(road.village) == []


def test_messages_are_numbered_one_after_the_other(road: Road) -> None:
    road.carry(road.village)
    first = receipt_of(road.village)
    road.carry(road.village)
    second = receipt_of(road.village)
    assert (second.generation, second.number) == (first.generation, first.number + 1)


def test_what_is_returned_stands_on_the_receipt_until_it_was_made_good(road: Road) -> None:
    topic = road.village.writes()
    desk = road.village.desk
    with desk.store.write() as uow:
        uow.put(replace(topic, state=TopicState.CLOSED), "topic_closed")
        uow.commit()
    stick = road.stick()
    road.carry(road.village, stick)
    assert {note.object_id for note in receipts.open_returns(desk)} == {topic.id}
    assert receipts.standing(desk, topic.id) is Standing.RETURNED
    with desk.store.write() as uow:
        uow.put(topic, "topic_changed")
        uow.commit()
    assert receipts.standing(desk, topic.id) is Standing.HERE
    road.carry(road.village, stick)
    assert receipts.open_returns(desk) == ()
    assert receipts.standing(desk, topic.id) is Standing.TAKEN


def test_what_a_clerk_accepted_is_accepted(road: Road) -> None:
    topic = road.village.writes()
    stick = road.stick()
    road.carry(road.village, stick)
    line = road.village.desk.store.line
    taken = receipt_of(road.village).lines[0].taken
    returns.accept(road.township.desk, road.village.id, line, taken)
    road.township.answers(road.village, stick)
    road.village.exchanges(stick)
    assert receipts.standing(road.village.desk, topic.id) is Standing.ACCEPTED


def test_a_directive_is_offered_until_it_is_acknowledged(road: Road) -> None:
    road.carry(road.village)
    directives.issue_text(
        road.township.desk, [road.village.id], title="关于做好汛期值守的通知", text="请值班。"
    )
    lost, stick = road.stick(), road.stick()
    road.township.answers(road.village, lost)
    road.township.answers(road.village, stick)
    road.village.exchanges(stick)
    with road.village.desk.store.read() as reader:
        (got,) = reader.all(Instruction)
    assert got.title == "关于做好汛期值守的通知"
    written = road.township.answers(road.village, road.stick())
    assert len(written) == 2  # it cannot know yet
    road.carry(road.village, stick)
    assert len(road.township.answers(road.village, road.stick())) == 1
    road.village.exchanges(lost)
    with road.village.desk.store.read() as reader:
        assert len(reader.all(Instruction)) == 1


def test_a_directive_that_only_a_lost_laptop_had_is_offered_again(road: Road) -> None:
    road.carry(road.village)
    second = copy_of(road, "laptop-2")
    directives.issue_text(road.township.desk, [road.village.id], title="汛期值守", text="请值班。")
    stick = road.stick()
    road.township.answers(road.village, stick)
    road.carry(road.village, stick)
    old_line = road.village.desk.store.line
    with road.township.desk.store.read() as reader:
        assert directives.pending(reader, road.village.id) == ()
    road.carry(second)
    receipts.close_line(second.desk, old_line)
    road.carry(second)
    with second.desk.store.read() as reader:
        assert [each.title for each in reader.all(Instruction)] == ["汛期值守"]
    road.carry(second)
    with road.township.desk.store.read() as reader:
        assert directives.pending(reader, road.village.id) == ()
    second.desk.close()


def test_an_old_message_played_again_changes_nothing_and_is_said(road: Road) -> None:
    stick, old = road.stick(), road.stick()
    road.village.exchanges(stick)
    road.township.receives(stick)
    (first,) = road.township.answers(road.village, old)
    road.carry(road.village, stick)
    with pytest.raises(Exception, match="bundle_message_old"):
        receipts.take_message(road.village.desk, first)
    done = road.village.exchanges(old)
    assert done.taken == ()
    assert [problem.code for _name, problem in done.refused] == ["bundle_message_old"]


def test_a_message_to_another_village_is_none_of_ours(three: Road) -> None:
    first, second = three.villages[:2]
    stick = three.stick()
    for village in (first, second):
        village.exchanges(stick)
    three.township.receives(stick)
    (theirs,) = three.township.answers(second, stick)
    with pytest.raises(Exception, match="bundle_not_for_us"):
        receipts.take_message(first.desk, theirs)
    done = first.exchanges(stick)
    assert (done.taken, done.refused) == ((), ())
    assert theirs.exists()


def test_a_message_of_somebody_else_is_refused(road: Road, tmp_path: Path) -> None:
    stick = road.stick()
    road.village.exchanges(stick)
    road.township.receives(stick)
    (file,) = road.township.answers(road.village, stick)
    from tests.township.reworking import reworked

    to = [own_keys(road.village.desk).age_recipient]
    reworked(road, file, lambda bag: bag, signer=open_keys(tmp_path / "keys"), to=to)
    done = road.village.exchanges(stick)
    assert [problem.code for _name, problem in done.refused] == ["bundle_signer_unknown"]
    assert road.village.owed()[0] == 1


def test_new_keys_are_announced_with_the_key_the_village_knows(road: Road) -> None:
    road.carry(road.village)
    old = own_keys(road.township.desk).public_line
    sending.rotate_keys(road.township.desk)
    sending.rotate_keys(road.township.desk)  # twice, before any village heard of it
    stick = road.stick()
    written = road.township.answers(road.village, stick)
    assert len(written) == 2
    done = road.village.exchanges(stick)
    assert [m.kind for m in done.taken] == ["enrolment", "receipt"]
    township = enrolment.current_township(road.village.desk)
    assert township is not None
    assert township.sign == own_keys(road.township.desk).public_line != old
    assert township.trusted_on is not None
    road.carry(road.village, stick)
    assert len(road.township.answers(road.village, road.stick())) == 1
    assert road.village.owed() == (0, 0)


def test_the_townships_own_records_hold_together_after_all_it_noted(road: Road) -> None:
    road.carry(road.village)
    sending.rotate_keys(road.township.desk)
    road.township.receives(enrolment.write_answer(restored_copy(road, "x").desk, road.stick()))
    for pending in villages.pending_answers(road.township.desk):
        villages.refuse_answer(road.township.desk, pending)
    assert road.township.faults() == []


def test_what_was_sealed_to_former_keys_still_opens(road: Road) -> None:
    road.village.writes()
    files = handover.write_bundles(road.village.desk, road.stick())
    sending.rotate_keys(road.township.desk)
    (arrival,) = road.township.receives(*files)
    assert arrival.code == ""


def test_nothing_is_said_twice_by_the_same_road(road: Road, tmp_path: Path) -> None:
    road.carry(road.village)

    def lay_down() -> int:
        folder = road.stick()
        files = sending.write_messages(
            road.township.desk, road.village.id, folder, Carrier.NETWORK, only_new=True
        )
        sending.note_sent(road.township.desk, files)
        return len(files)

    assert [lay_down(), lay_down()] == [1, 0]
    road.village.writes()
    road.carry(road.village)
    assert [lay_down(), lay_down()] == [1, 0]


def test_what_did_not_arrive_over_the_line_is_said_again(road: Road) -> None:
    road.carry(road.village)
    for _round in range(2):
        assert sending.write_messages(
            road.township.desk, road.village.id, road.stick(), Carrier.NETWORK, only_new=True
        )


def test_messages_go_to_enrolled_villages_only(road: Road) -> None:
    kept = villages.keep_for(road.township.desk, "石桥镇东沟村", "石桥镇东沟村协商议事室")
    with pytest.raises(RuleBroken, match="village_not_enrolled"):
        sending.write_messages(road.township.desk, kept.id, road.stick())
    with pytest.raises(RuleBroken, match="village_not_enrolled"):
        sending.slips(road.township.desk, kept.id)


def test_slips_before_anything_came_are_none(road: Road) -> None:
    assert sending.slips(road.township.desk, road.village.id) == []


def test_a_slip_of_another_village_is_no_slip_of_ours(three: Road) -> None:
    first, second = three.villages[:2]
    for village in (first, second):
        three.township.receives(*handover.write_bundles(village.desk, three.stick()))
    (slip,) = sending.slips(three.township.desk, second.id)
    with pytest.raises(BadInput, match="slip_unknown"):
        receipts.enter_slip(first.desk, slip.code)
    receipts.enter_slip(second.desk, slip.code)


def test_a_village_that_left_and_came_back_goes_on(road: Road) -> None:
    road.carry(road.village)
    enrolment.leave(road.village.desk)
    assert enrolment.current_township(road.village.desk) is None
    stranger = a_village(road.folder / "x", "别处", road.clock)
    assert enrolment.current_township(stranger.desk) is None
    stranger.desk.close()


def _older_copy(road: Road) -> TownshipSide:
    """The township as it is now, for later: keys and all, on another laptop."""
    shutil.copytree(road.township.data, road.folder / "older" / "data")
    return TownshipSide(road.folder / "older", road.clock, "周敏")
