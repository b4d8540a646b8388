"""A year of three villages and their township: sticks lost, doubled, swapped and found again, a
laptop restored, a key withdrawn, stick and network mixed. In the end both sides agree."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from tests.journeys.exchange_agreement import agree
from tests.journeys.exchange_world import World, problems_of
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services import handover, receipts
from xieshang_desktop.services.membership import membership
from xieshang_desktop.township import directives, sending


def test_after_a_year_of_lost_and_swapped_sticks_both_sides_agree(tmp_path: Path) -> None:
    world = World(tmp_path / "world", seed=2026)
    bridge, willow, slope = world.villages
    sticks = {village.id: world.stick() for village in world.villages}
    found_again: list[Path] = []

    # January: everybody meets and hands over. All is well.
    for village in world.villages:
        world.talks_over(village)
        village.exchanges(sticks[village.id])
        world.takes(sticks[village.id])
        village.exchanges(sticks[village.id])
        assert village.owed() == (0, 0)

    # February: a stick is lost on the way; another is copied, and both come in.
    world.days_pass(30)
    for village in world.villages:
        world.talks_over(village)
        village.exchanges(sticks[village.id])
    found_again.append(world.twin_of(sticks[bridge.id]))
    shutil.rmtree(sticks[bridge.id])
    sticks[bridge.id] = world.stick()
    twin = world.twin_of(sticks[willow.id])
    for stick in (twin, sticks[willow.id], sticks[slope.id]):
        world.takes(stick)
    willow.exchanges(twin)
    slope.exchanges(sticks[slope.id])
    assert (willow.owed(), slope.owed()) == ((0, 0), (0, 0))
    assert bridge.owed()[0] == 1

    # March: two villages take each other's stick home. What is the other's stays there.
    world.days_pass(30)
    backup_of_slope = world.backs_up(slope)
    for village in world.villages:
        world.talks_over(village)
        village.exchanges(sticks[village.id])
        world.takes(sticks[village.id])
    willow.exchanges(sticks[slope.id])
    slope.exchanges(sticks[willow.id])
    world.takes(sticks[willow.id])
    world.takes(sticks[slope.id])
    willow.exchanges(sticks[willow.id])
    slope.exchanges(sticks[slope.id])
    bridge.exchanges(sticks[bridge.id])
    assert [village.owed() for village in world.villages] == [(0, 0)] * 3

    # April: by network, and the rule is broken by nobody.
    world.days_pass(30)
    for village in world.villages:
        world.talks_over(village)
        world.by_network(village)
        assert village.owed() == (0, 0)
        world.clerk_looks_through(village)

    # May: the second village's telephone numbers go; the township sends something down.
    world.days_pass(30)
    erased = world.erases(bridge)
    directives.issue_text(
        world.township.desk, [v.id for v in world.villages], title="汛期值守", text="请照办。"
    )
    for village in world.villages:
        world.by_network(village)
        world.by_network(village)
        with world.township.desk.store.read() as reader:
            assert directives.pending(reader, village.id) == ()
    payloads = _payloads_of(world, erased.id)
    assert payloads == []

    # June: the third laptop dies and is restored from March; its old key is withdrawn.
    world.days_pass(30)
    world.talks_over(slope)
    slope.exchanges(found := world.stick())  # never handed in
    found_again.append(found)
    world.restores(slope, backup_of_slope)
    world.talks_over(slope)
    slope.exchanges(sticks[slope.id])
    world.takes(sticks[slope.id])
    slope.exchanges(sticks[slope.id])
    assert receipts.overtaken_lines(slope.desk)
    world.withdraws_old_keys(slope)
    world.closes_overtaken(slope)
    assert membership(slope.desk).key_known

    # July: an old stick is found again, and one that the dead laptop had written.
    world.days_pass(30)
    for stick in found_again:
        world.takes(stick)
    assert problems_of(world.arrivals) == {"bundle_key_withdrawn"}

    # August: the township's keys are changed; a laptop's clock says 1999.
    world.days_pass(30)
    sending.rotate_keys(world.township.desk)
    right = willow.clock.moment
    willow.clock.moment = right.replace(year=1999)
    world.writes_something(willow)
    world.talks_over(willow)
    willow.clock.moment = right
    for village in world.villages:
        village.exchanges(sticks[village.id])
        world.takes(sticks[village.id])
        village.exchanges(sticks[village.id])

    # September: the township's disk fails; it goes back to August's copy and has new keys.
    copy = world.backs_up(world.township)
    world.days_pass(30)
    for village in world.villages:
        world.talks_over(village)
        village.exchanges(sticks[village.id])
        world.takes(sticks[village.id])
        village.exchanges(sticks[village.id])
        assert village.owed() in ((0, 0), (1, 0))  # who heard of new keys says so next time
    world.township_restores(copy, telephoned=0)

    # October: with the old trust no receipt is believed; after the telephone all goes along again.
    world.days_pass(30)
    for village in world.villages:
        world.talks_over(village)
        village.exchanges(sticks[village.id])
        world.takes(sticks[village.id])
        done = village.exchanges(sticks[village.id])
        assert {problem.code for _name, problem in done.refused} == {"bundle_signer_unknown"}
        assert village.owed()[0] > 0
        world.invites_again(village)
        world.takes(sticks[village.id])
        village.exchanges(sticks[village.id])

    # November: accepted, looked through, a stick to and fro.
    world.days_pass(30)
    for village in world.villages:
        world.clerk_looks_through(village)
        world.talks_over(village, seal=False)
        village.exchanges(sticks[village.id])
        world.takes(sticks[village.id])
        village.exchanges(sticks[village.id])

    # December: everything once more.
    world.days_pass(20)
    world.settle()
    agree(world)
    with world.township.mirror(bridge).store.read() as reader:
        assert reader.count(Topic) >= 7
    for village in world.villages:
        assert handover.open_handover(village.desk).overdue == 0
        village.clock.moment += timedelta(seconds=1)
    world.close()


def _payloads_of(world: World, object_id: str) -> list[bytes]:
    with world.township.desk.store.read() as reader:
        rows = reader.connection.execute(
            "SELECT private FROM entries WHERE object_id = ? AND private IS NOT NULL", (object_id,)
        )
        return [row[0] for row in rows]
