"""Who means harm to a township: false names, stolen invitations, lying bundles. Each is refused in
words and hinders nobody else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.township.quick_code import quick_codes
from tests.township.reworking import lies
from tests.township.road import (
    Road,
    VillageSide,
    a_matter,
    a_village,
    answer_again,
    confirm_waiting,
    restored_copy,
)
from xieshang_desktop.domain.terms import ArrivalState, Carrier, VillageState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.domain.township import Returned, Village
from xieshang_desktop.errors import BadInput, RuleBroken, WorldFailed
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import enrolment
from xieshang_desktop.services.desk import desk_of, set_up
from xieshang_desktop.storage.arrivals import Arrival
from xieshang_desktop.storage.receiving import take_in
from xieshang_desktop.township import overview, receiving, rollup, sending, taking, villages
from xieshang_desktop.township.villages import Invited, PendingAnswer

TAKEN, REFUSED = ArrivalState.TAKEN, ArrivalState.REFUSED


def invited(road: Road, name: str, again: Village | None = None) -> Invited:
    with quick_codes():
        return villages.invite(road.township.desk, name, road.stick(), again)


def answers(road: Road, village: VillageSide, found: Invited, invitation: str = "") -> Arrival:
    """The village joins by an invitation and its answer comes in."""
    read = enrolment.read_invitation(village.desk, found.file, found.code)
    enrolment.join(village.desk, replace(read, id=invitation or read.id))
    (arrival,) = road.township.receives(enrolment.write_answer(village.desk, road.stick()))
    return arrival


def waiting(road: Road) -> list[PendingAnswer]:
    return villages.pending_answers(road.township.desk)


def a_village_called(road: Road, unit_id: str) -> VillageSide:
    """A laptop whose unit bears an id that somebody else has."""
    folder = road.folder / f"called-{unit_id}"
    unit = replace(road.village.desk.unit, id=unit_id, name="冒名村")
    set_up(folder / "data", unit, [], folder / "device", road.clock).close()
    return VillageSide(folder, road.clock, "某人")


# -- who is who


def test_nobody_is_enrolled_under_an_id_of_our_own(road: Road) -> None:
    kept = villages.keep_for(road.township.desk, "石桥镇无机村", "议事室")
    for unit_id in (road.township.id, kept.id):
        liar = a_village_called(road, unit_id)
        found = invited(road, "石桥镇冒名村")
        read = enrolment.read_invitation(road.village.desk, found.file, found.code)
        ours = replace(read, township=replace(read.township, id=new_id()))
        enrolment.join(liar.desk, ours)
        with liar.desk.store.write() as uow:  # past the guard of an honest program
            township = enrolment.current_township(liar.desk)
            assert township is not None
            uow.take_away(type(township), township.id, "township_left")
            uow.put(replace(township, id=road.township.id), "township_joined")
            uow.commit()
        (arrival,) = road.township.receives(enrolment.write_answer(liar.desk, road.stick()))
        assert (arrival.state, arrival.code) == (REFUSED, "bundle_unit_unknown")
        assert waiting(road) == []
        liar.desk.close()


def test_an_answer_that_waited_cannot_be_confirmed_for_a_unit_of_ours(road: Road) -> None:
    newer = restored_copy(road, "laptop-2")
    road.township.receives(enrolment.write_answer(newer.desk, road.stick()))
    (pending,) = waiting(road)
    name = replace(pending.answer.village, id=road.township.id)
    false = replace(pending, answer=replace(pending.answer, village=name))
    with pytest.raises(RuleBroken, match="village_is_ours"):
        villages.confirm(road.township.desk, false)
    newer.desk.close()


def test_a_strangers_answer_does_not_replace_the_one_that_waits(road: Road) -> None:
    """Both say the same village, line and number; each has a key of its own."""
    first, second = restored_copy(road, "laptop-2"), restored_copy(road, "laptop-3")
    for side in (first, second):
        road.township.receives(enrolment.write_answer(side.desk, road.stick()))
    said = {enrolment.fingerprint(side.desk) for side in (first, second)}
    assert {pending.fingerprint for pending in waiting(road)} == said
    confirm_waiting(road.township, first)
    for side in (first, second):
        side.desk.close()


def test_an_answer_to_an_invitation_that_we_never_wrote_is_marked_and_not_confirmed(
    road: Road,
) -> None:
    other = a_village(road.folder / "other", "石桥镇柳湾村", road.clock)
    answers(road, other, invited(road, "石桥镇柳湾村"), new_id())
    (pending,) = waiting(road)
    assert not pending.known_invitation
    with pytest.raises(RuleBroken, match="invitation_unknown"):
        villages.confirm(road.township.desk, pending)
    assert [v.state for v in villages.list_villages(road.township.desk)] == [
        VillageState.ENROLLED,
        VillageState.INVITED,
    ]
    other.desk.close()


def test_one_invitation_serves_one_village(road: Road) -> None:
    found = invited(road, "石桥镇柳湾村")
    first = a_village(road.folder / "first", "石桥镇柳湾村", road.clock)
    second = a_village(road.folder / "second", "石桥镇柳湾村", road.clock)
    for side in (first, second):
        answers(road, side, found)
    assert [p.used_by for p in waiting(road)] == [None, None]
    confirm_waiting(road.township, first)
    (pending,) = waiting(road)
    assert pending.known_invitation
    assert pending.used_by is not None
    assert pending.used_by.id == first.id
    with pytest.raises(RuleBroken, match="invitation_used"):
        villages.confirm(road.township.desk, pending)
    for side in (first, second):
        side.desk.close()


def test_an_older_invitation_of_the_same_village_still_serves_it(road: Road) -> None:
    (village,) = villages.list_villages(road.township.desk)
    invited(road, village.name, again=village)  # its paper was lost on the way
    newer = restored_copy(road, "laptop-2")
    answer_again(road.township, newer, road.stick())
    assert waiting(road) == []
    newer.desk.close()


# -- a village that was kept, one that left


def test_a_kept_village_that_gets_the_program_is_one_village(road: Road) -> None:
    desk = road.township.desk
    kept = villages.keep_for(desk, "石桥镇柳湾村", "议事室")
    a_matter(desk_of(desk, kept.id), "代管时写的")
    side = a_village(road.folder / "own", "石桥镇柳湾村", road.clock)
    answers(road, side, invited(road, kept.name, again=kept))
    confirm_waiting(road.township, side)
    states = {v.id: v.state for v in villages.list_villages(desk)}
    assert states[side.id] is VillageState.ENROLLED
    assert states[kept.id] is VillageState.LEFT
    names = [line.village.name for line in overview.village_lines(desk)]
    assert names.count(kept.name) == 1
    with desk_of(desk, kept.id).store.read() as reader:
        assert [topic.title for topic in reader.all(Topic)] == ["代管时写的"]
    side.desk.close()


def test_a_village_that_left_owes_nothing_and_can_be_taken_back(road: Road) -> None:
    desk = road.township.desk
    road.carry(road.village)
    road.pass_days(120)
    (line,) = overview.village_lines(desk)
    assert line.late
    with pytest.raises(BadInput, match="reason_missing"):
        villages.give_up(desk, road.village.id, " ")
    left = villages.give_up(desk, road.village.id, "并入邻村")
    assert (left.state, left.left_why) == (VillageState.LEFT, "并入邻村")
    assert overview.village_lines(desk) == []
    with desk.store.read() as reader:
        assert rollup.chosen_villages(reader, None) == []
    road.village.writes("还在写")
    stick = road.stick()
    road.village.exchanges(stick)
    (arrival,) = road.township.receives(stick)
    assert (arrival.state, arrival.code) == (REFUSED, "bundle_unit_unknown")
    back = villages.take_back(desk, road.village.id)
    assert (back.state, back.left_on) == (VillageState.ENROLLED, None)
    assert [a.state for a in receiving.retry(desk)] == [TAKEN]


# -- lying bundles


@pytest.mark.parametrize(
    "changed",
    [
        {"object_id": "z" * 65},
        {"object_type": "z" * 65},
        {"kind": "z" * 65},
        {"action": "z" * 65},
        {"actor": "z" * 201},
        {"object_type": "line", "kind": "line_closed"},
    ],
)
def test_a_lying_bundle_is_kept_aside_and_hinders_nobody(
    three: Road, changed: dict[str, object]
) -> None:
    first, second = three.villages[:2]
    first.writes("甲")
    lying = lies(three, first, **changed)
    second.exchanges(lying.parent)
    taken = taking.take_all(three.township.desk, lying.parent, Carrier.STICK)
    states = {a.sender: (a.state, a.code) for a in taken.arrivals}
    assert states[first.id] == (REFUSED, "bundle_entry_unreadable")
    assert states[second.id] == (TAKEN, "")
    assert len(list((three.township.data / "aside").iterdir())) == 1


def test_what_nobody_foresaw_in_a_bundle_hinders_no_other(
    three: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = three.villages[:2]
    stick = three.stick()
    for side in (first, second):
        side.exchanges(stick)

    def fails(uow: object, unit_id: str, *rest: object) -> object:
        if unit_id == first.id:
            raise OverflowError("too large for a column")
        return take_in(uow, unit_id, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(receiving, "take_in", fails)
    states = {a.sender: a.code for a in three.township.receives(stick)}
    assert states == {first.id: "bundle_entry_unreadable", second.id: ""}


def test_a_village_that_has_no_receipt_does_not_keep_the_others_from_theirs(
    three: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = three.villages
    stick = three.stick()
    for side in three.villages:
        side.exchanges(stick)
    writing = sending.write_messages

    def fails(desk: object, village_id: str, *rest: object) -> list[Path]:
        if village_id == first.id:
            raise WorldFailed("file_gone")
        return writing(desk, village_id, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(taking, "write_messages", fails)
    taken = taking.take_all(three.township.desk, stick, Carrier.STICK)
    assert set(taken.receipts) == {second.desk.unit.name, third.desk.unit.name}
    ((name, problem),) = taken.problems
    assert (name, problem.code) == (first.desk.unit.name, "file_gone")
    assert taken.problem is problem


def test_a_receipt_names_the_oldest_open_returns(road: Road) -> None:
    desk = road.township.desk
    road.carry(road.village)
    returns = [
        Returned(
            id=new_id(),
            village_id=road.village.id,
            line=road.village.desk.store.line,
            number=1,
            object_type="topic",
            object_id=new_id(),
            reason=f"原因{place}",
            returned_at=desk.clock() + timedelta(minutes=place),
        )
        for place in reversed(range(1001))
    ]
    with desk.apart().store.write() as uow:
        uow.put_all(returns, "entry_returned")
        uow.commit()
    with desk.store.read() as reader:
        named = sending.receipt_for(reader, desk, road.village.id).returns
    assert [note.reason for note in named] == [f"原因{place}" for place in range(1000)]


def test_a_key_is_not_withdrawn_below_what_is_here(road: Road) -> None:
    road.carry(road.village)
    desk = road.township.desk
    with desk.store.read() as reader:
        (key,) = villages.keys_of(reader, road.village.id)
    with pytest.raises(BadInput, match="number_taken"):
        villages.withdraw_key(desk, key.id, "电脑丢了", number=3)
    assert villages.withdraw_key(desk, key.id, "电脑丢了").trusted_number > 3
