"""What comes back: a bundle and a record are done when a signed receipt says so, never before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.township.road import (
    Road,
    VillageSide,
    a_matter,
    copy_of,
    each_entry,
    make_road,
)
from xieshang_desktop.domain.messages import RECEIPT, write_message
from xieshang_desktop.domain.terms import ArrivalState, Carrier
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import handover, receipts
from xieshang_desktop.services.receipts import Standing
from xieshang_desktop.settings import Settings
from xieshang_desktop.storage import journal
from xieshang_desktop.storage.messages import keep_message, newest_message
from xieshang_desktop.township import returns, sending


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    made = make_road(tmp_path / "road")
    yield made
    made.close()


def standing(road: Road, topic: Topic) -> Standing:
    return receipts.standing(road.village.desk, topic.id)


def bundle_states(village: VillageSide) -> list[tuple[bool, bool]]:
    """Of each bundle, oldest first: whether a slip was typed, whether a receipt confirmed it."""
    found = sorted(handover.open_handover(village.desk).bundles, key=lambda b: b.written_at)
    return [(b.slip_at is not None, b.confirmed_at is not None) for b in found]


def test_a_record_comes_from_here_to_accepted_step_by_step(road: Road) -> None:
    stick, desk = road.stick(), road.village.desk
    topic = road.village.writes()
    assert standing(road, topic) is Standing.HERE
    road.village.exchanges(stick)
    assert standing(road, topic) is Standing.WRITTEN
    road.township.receives(stick)
    assert standing(road, topic) is Standing.WRITTEN  # it is there, and nobody here knows
    (slip,) = sending.slips(road.township.desk, road.village.id)
    receipts.enter_slip(desk, slip.code)
    assert standing(road, topic) is Standing.TAKEN_BY_SLIP
    road.township.answers(road.village, stick)
    road.village.exchanges(stick)
    assert standing(road, topic) is Standing.TAKEN
    returned = returns.return_entry(
        road.township.desk, road.village.id, "topic", topic.id, "缺少背景"
    )
    road.township.answers(road.village, stick)
    road.village.exchanges(stick)
    assert standing(road, topic) is Standing.RETURNED
    assert [note.reason for note in receipts.open_returns(desk)] == ["缺少背景"]
    returns.settle(road.township.desk, returned.id)
    line = receipts.newest_receipt(desk)
    assert line is not None
    returns.accept(road.township.desk, road.village.id, desk.store.line, line.lines[0].taken)
    road.township.answers(road.village, stick)
    road.village.exchanges(stick)
    assert standing(road, topic) is Standing.ACCEPTED
    a_matter(desk, "又一件")
    assert standing(road, topic) is Standing.ACCEPTED


def test_a_receipt_of_what_another_laptop_wrote_says_nothing_of_ours(road: Road) -> None:
    topic = road.village.writes()
    road.carry(road.village)
    assert standing(road, topic) is Standing.TAKEN
    desk, receipt = road.village.desk, receipts.newest_receipt(road.village.desk)
    assert receipt is not None
    later = road.village.writes("又一件")
    theirs = replace(receipt.lines[0], taken=receipt.lines[0].taken + 9, hash="f" * 64)
    forked = replace(receipt, number=receipt.number + 1, lines=(theirs,))
    with desk.store.read() as reader:
        newest = newest_message(reader, receipt.township, RECEIPT)
    assert newest is not None
    content = {"number": forked.number, "sha256": "0" * 64, "content": write_message(forked)}
    with desk.store.write() as uow:
        keep_message(uow, replace(newest, **content))
        uow.commit()
    assert standing(road, later) is Standing.HERE
    assert standing(road, topic) is Standing.TAKEN  # an earlier receipt confirmed it by its hash


def test_without_a_receipt_nothing_is_ever_done(road: Road) -> None:
    for _month in range(12):
        road.village.writes()
        stick = road.stick()
        road.village.exchanges(stick)
        road.township.receives(stick)  # the stick never comes back
        road.pass_days(30)
        unconfirmed, waiting = road.village.owed()
        assert (unconfirmed > 0, waiting) == (True, 0)
    found = handover.open_handover(road.village.desk)
    assert found.unconfirmed == len(found.bundles)
    assert all(bundle.confirmed_at is None for bundle in found.bundles)
    road.carry(road.village)
    assert road.village.owed() == (0, 0)


def test_a_lost_receipt_is_made_good_by_the_next(road: Road) -> None:
    for _time in range(3):
        road.village.writes()
        stick = road.stick()
        road.village.exchanges(stick)
        road.township.receives(stick)
        road.township.answers(road.village, stick)
    road.village.exchanges(stick)
    assert bundle_states(road.village) == [(False, True)] * 3


def test_only_what_was_taken_is_confirmed(road: Road) -> None:
    road.village.writes()
    first, second = road.stick(), road.stick()
    road.village.exchanges(first)
    road.village.writes()
    road.village.exchanges(second)
    road.township.receives(first)
    road.township.answers(road.village, second)
    road.village.exchanges(second)
    assert bundle_states(road.village) == [(False, True), (False, False), (False, False)]


def test_after_so_many_days_a_missing_receipt_is_overdue(road: Road) -> None:
    days = Settings().number("receipt_days")
    road.village.exchanges(road.stick())
    road.pass_days(days - 1)
    assert handover.open_handover(road.village.desk).overdue == 0
    road.pass_days(2)
    assert handover.open_handover(road.village.desk).overdue == 1
    road.carry(road.village)
    assert handover.open_handover(road.village.desk).overdue == 0


@pytest.mark.parametrize("kind", ["plain", "spaced", "full width"])
def test_a_slip_is_typed_as_people_type(road: Road, kind: str) -> None:
    stick = road.stick()
    road.village.exchanges(stick)
    road.township.receives(stick)
    (slip,) = sending.slips(road.township.desk, road.village.id)
    typed = {
        "plain": slip.code,
        "spaced": f" {slip.code[:4]}-{slip.code[4:8]} {slip.code[8:]} ",
        "full width": slip.code.translate({ord("0") + n: ord("０") + n for n in range(10)}),
    }[kind]
    receipts.enter_slip(road.village.desk, typed)
    assert bundle_states(road.village) == [(True, False)]
    assert road.village.owed()[0] == 1  # only a signed receipt confirms


@pytest.mark.parametrize("place", range(12))
def test_one_wrong_digit_is_noticed(road: Road, place: int) -> None:
    stick = road.stick()
    road.village.exchanges(stick)
    road.township.receives(stick)
    (slip,) = sending.slips(road.township.desk, road.village.id)
    digit = str((int(slip.code[place]) + 1) % 10)
    with pytest.raises(BadInput, match="slip_wrong"):
        receipts.enter_slip(road.village.desk, slip.code[:place] + digit + slip.code[place + 1 :])
    assert bundle_states(road.village) == [(False, False)]


@pytest.mark.parametrize("typed", ["", "12345", "1" * 13, "没有数字"])
def test_what_is_no_slip_is_said(road: Road, typed: str) -> None:
    with pytest.raises(BadInput, match="slip_wrong"):
        receipts.enter_slip(road.village.desk, typed)


def test_a_slip_confirms_everything_up_to_it_and_nothing_after(road: Road) -> None:
    sticks = []
    for _time in range(3):
        road.village.writes()
        sticks.append(road.stick())
        road.village.exchanges(sticks[-1])
    road.township.receives(sticks[1])
    (slip,) = sending.slips(road.township.desk, road.village.id)
    receipts.enter_slip(road.village.desk, slip.code)
    assert bundle_states(road.village) == [(True, False), (True, False), (False, False)]


def test_what_another_laptop_wrote_is_shown_and_a_person_decides(road: Road) -> None:
    """The village worked on two laptops: what the closed line wrote after the copy counts no more,
    there and at the township."""
    road.carry(road.village)
    second = copy_of(road, "laptop-2")
    old_line = road.village.desk.store.line
    kept = road.village.writes("第一台接着写的")
    road.carry(road.village)
    new = a_matter(second.desk, "第二台写的")
    assert receipts.overtaken_lines(second.desk) == []
    road.carry(second)
    ((line, theirs, ours),) = receipts.overtaken_lines(second.desk)
    assert line == old_line
    assert theirs > ours
    titles = _titles(road)
    assert titles == {kept.title, new.title}
    assert second.owed()[0] == 0

    with pytest.raises(RuleBroken, match="line_open"):
        receipts.close_line(second.desk, second.desk.store.line)
    receipts.close_line(second.desk, old_line)
    assert receipts.overtaken_lines(second.desk) == []
    road.carry(second)
    assert _titles(road) == {new.title}
    assert receipts.overtaken_lines(second.desk) == []
    receipt = receipts.newest_receipt(second.desk)
    assert receipt is not None
    assert {each.line: each.closed for each in receipt.lines}[old_line]
    assert road.township.mirrored_faults(road.village) == []
    assert second.faults() == []

    late = road.village.writes("关了以后还在写")
    came = road.carry(road.village)
    assert [a.state for a in came if a.state is ArrivalState.REFUSED] == []
    assert late.title not in _titles(road)
    assert road.township.mirrored_faults(road.village) == []
    second.desk.close()


def test_a_line_that_was_closed_before_it_came_counts_no_further(road: Road) -> None:
    """The stick with the closing entry is the first that a township at an older copy sees."""
    road.carry(road.village)
    second, third = copy_of(road, "laptop-2"), copy_of(road, "laptop-3")
    dropped = a_matter(second.desk, "第二台写的")
    receipts.close_line(third.desk, second.desk.store.line)
    road.carry(third)
    came = road.carry(second)
    assert [a.code for a in came if a.code] == []
    assert dropped.title not in _titles(road)
    assert road.township.mirrored_faults(road.village) == []
    for side in (second, third):
        side.desk.close()


def test_what_grew_from_a_line_confirms_what_it_grew_from(road: Road) -> None:
    """The old laptop wrote on and was heard; the copy's own half of that line is safe with it."""
    road.village.exchanges(road.stick())
    second = copy_of(road, "laptop-2")
    road.village.writes("第一台接着写的")
    road.carry(road.village)
    a_matter(second.desk, "第二台写的")
    road.carry(second)
    assert second.owed() == (0, 0)
    second.desk.close()


def test_the_same_receipt_twice_is_no_news(road: Road) -> None:
    stick = road.stick()
    road.village.exchanges(stick)
    road.township.receives(stick)
    (file,) = road.township.answers(road.village, stick)
    first = receipts.take_message(road.village.desk, file)
    again = receipts.take_message(road.village.desk, file)
    assert (first.known, first.confirmed) == (False, 1)
    assert (again.known, again.confirmed) == (True, 0)


def test_a_receipt_is_written_in_the_name_of_the_township(road: Road) -> None:
    """Nothing that the township said is an entry of the village's."""
    before = [number for _line, number, _entry in each_entry(road.village.desk)]
    road.carry(road.village)
    assert [number for _line, number, _entry in each_entry(road.village.desk)] == before


def test_messages_of_a_township_nobody_joined_are_refused(road: Road, tmp_path: Path) -> None:
    stick = road.stick()
    road.village.exchanges(stick)
    road.township.receives(stick)
    (file,) = road.township.answers(road.village, stick)
    from xieshang_desktop.services import enrolment

    enrolment.leave(road.village.desk)
    with pytest.raises(RuleBroken, match="township_none"):
        receipts.take_message(road.village.desk, file)
    with pytest.raises(RuleBroken, match="township_none"):
        receipts.enter_slip(road.village.desk, "875598069818")
    assert receipts.newest_receipt(road.village.desk) is None


def test_a_restored_copy_hears_the_newest_receipt_again(road: Road) -> None:
    """Of the bundles that its copy never knew it owes nothing; its own line it hands over."""
    road.carry(road.village)
    shutil.copytree(road.village.data, road.folder / "copy" / "data")
    for _time in range(2):
        road.village.writes()
        road.carry(road.village)
    restored = VillageSide(road.folder / "copy", road.clock, "张德厚")
    a_matter(restored.desk, "恢复以后")
    stick = road.stick()
    restored.exchanges(stick)
    assert {a.state for a in road.township.receives(stick)} == {ArrivalState.TAKEN}
    road.township.answers(restored, stick)
    restored.exchanges(stick)
    assert restored.owed() == (0, 0)
    with restored.desk.store.read() as reader:
        assert journal.verify(reader) == []
    restored.desk.close()


def test_a_carrier_is_remembered_of_each_bundle(road: Road) -> None:
    for carrier in Carrier:
        road.village.writes()
        handover.write_bundles(road.village.desk, road.stick(), carrier=carrier)
    found = handover.open_handover(road.village.desk).bundles
    assert {bundle.carrier for bundle in found} == set(Carrier)


def _titles(road: Road) -> set[str]:
    with road.township.mirror(road.village).store.read() as reader:
        return {topic.title for topic in reader.all(Topic)}
