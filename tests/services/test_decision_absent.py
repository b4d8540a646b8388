"""Members of the collective economy who cannot come: online, or by a written proxy (art. 27)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.deciding import (
    COUNTERS,
    a_decision,
    an_assembly,
    an_open_decision,
    by_hands,
    counted,
    first_motion,
    motions_of,
    on_its_day,
    say_all,
    some_motion,
)
from xieshang_desktop.domain.documents import Signer
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import DecisionBody, PresenceWay
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import decision_absent, decision_door, decision_votes, decisions
from xieshang_desktop.services.decision_file import read_file
from xieshang_desktop.services.decision_papers import decision_record, decision_signatures
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.undoing import undo

MEMBERS = {"body": DecisionBody.COLLECTIVE_MEMBERS}
PAPER = "3月1日亲笔写的，原件存村部"


def families(desk: Desk) -> list[Person]:
    """Forty-eight people, of whom each two that follow live in one household."""
    people = an_assembly(desk)
    homes = [replace(p, household_id=people[n - n % 2].household_id) for n, p in enumerate(people)]
    with desk.store.write() as uow:
        uow.put_all(homes, "person_changed")
        uow.commit()
    return homes


def marks(signers: Iterable[Signer]) -> set[str]:
    """What stands behind the names."""
    return {f"（{name.rpartition('（')[2]}" for each in signers if "（" in (name := each.name)}


def present(desk: Desk, meeting_id: str) -> int:
    return read_file(desk, meeting_id).quorum(desk.clock()).present


def test_online_and_by_proxy_they_count_for_the_quorum_and_in_the_vote(desk: Desk) -> None:
    people = families(desk)
    meeting_id = an_open_decision(desk, people[:30], **MEMBERS)
    with pytest.raises(RuleBroken, match="no_quorum"):
        by_hands(desk, first_motion(desk, meeting_id), 30)
    decision_absent.join_online(desk, meeting_id, people[31].id)
    decision_door.come_in(desk, meeting_id, people[32].id)
    decision_absent.send_proxy(desk, meeting_id, people[33].id, people[32].id, PAPER)
    quorum = read_file(desk, meeting_id).quorum(desk.clock())
    assert (quorum.present, quorum.absent, quorum.missing) == (33, 2, 0)
    vote = by_hands(desk, first_motion(desk, meeting_id), 33)
    assert (vote.present, vote.passed) == (33, True)


def test_the_record_and_the_sheets_tell_who_was_not_in_the_room(desk: Desk) -> None:
    people = families(desk)
    meeting_id = an_open_decision(desk, people[:32], **MEMBERS)
    decision_absent.join_online(desk, meeting_id, people[34].id)
    decision_door.come_in(desk, meeting_id, people[32].id)
    decision_absent.send_proxy(desk, meeting_id, people[33].id, people[32].id, PAPER)
    here = [*people[:34], people[34]]
    say_all(desk, first_motion(desk, meeting_id), here)
    vote = decision_votes.vote_by_roll_call(desk, first_motion(desk, meeting_id))
    assert vote.count == counted(35)
    record = decision_record(desk, meeting_id, {})
    assert record.present == "35人（其中线上参加1人，书面委托1人）"
    sent, carrier = people[33].name, people[32].name
    assert f"{sent}书面委托同户{carrier}代为参加（有委托书）。" in record.preparation
    assert PAPER not in str(record)
    names = [signer.name for signer in record.signers]
    assert sum(name.endswith(f"（{carrier}代）") for name in names) == 1
    assert sum(name.endswith("（线上参加）") for name in names) == 1
    (sheet,) = decision_signatures(desk, meeting_id, {}).motions
    assert any(row.name.endswith(f"（{carrier}代）") for row in sheet.agreeing)


def test_a_member_who_has_moved_away_takes_part_from_afar_when_told_so(desk: Desk) -> None:
    people = families(desk)
    with desk.store.write() as uow:
        gone = [replace(p, left_on=desk.today) for p in (people[33], people[40])]
        uow.put_all(gone, "person_left")
        uow.commit()
    meeting_id = an_open_decision(desk, people[:33], **MEMBERS, entitled=48)
    for away in (people[33].id, people[40].id):
        with pytest.raises(RuleBroken, match="absent_not_entitled"):
            decision_absent.join_online(desk, meeting_id, away)
    decision_absent.join_online(desk, meeting_id, people[40].id, may_vote=True)
    carrier = people[32].id
    decision_absent.send_proxy(desk, meeting_id, people[33].id, carrier, PAPER, may_vote=True)
    assert present(desk, meeting_id) == 35


def test_a_proxy_is_for_the_own_household_grown_up_there_and_in_writing(desk: Desk) -> None:
    people = families(desk)
    meeting_id = an_open_decision(desk, people[:33], **MEMBERS)
    away, own = people[33].id, people[32].id
    with pytest.raises(BadInput, match="proxy_paper_missing"):
        decision_absent.send_proxy(desk, meeting_id, away, own, " ")
    with pytest.raises(RuleBroken, match="proxy_other_household"):
        decision_absent.send_proxy(desk, meeting_id, away, people[0].id, PAPER)
    with pytest.raises(RuleBroken, match="proxy_carrier_not_there"):
        decision_absent.send_proxy(desk, meeting_id, people[34].id, people[35].id, PAPER)
    with desk.store.write() as uow:
        uow.put(replace(people[32], birth="2015-01-01"), "person_changed")
        uow.commit()
    with pytest.raises(RuleBroken, match="proxy_carrier_minor"):
        decision_absent.send_proxy(desk, meeting_id, away, own, PAPER)


def test_who_carries_a_proxy_takes_it_along(desk: Desk) -> None:
    people = families(desk)
    meeting_id = an_open_decision(desk, people[:33], **MEMBERS)
    decision_absent.send_proxy(desk, meeting_id, people[33].id, people[32].id, PAPER)
    with pytest.raises(RuleBroken, match="carries_proxies"):
        decision_door.take_back(desk, meeting_id, people[32].id)
    assert present(desk, meeting_id) == 34
    decision_door.go_out(desk, meeting_id, people[32].id)
    assert present(desk, meeting_id) == 32
    undo(desk, desk.store.recent[-1])
    assert present(desk, meeting_id) == 34


def test_who_sent_a_proxy_may_come_after_all_and_it_is_undone_like_any_sign_in(desk: Desk) -> None:
    people = families(desk)
    meeting_id = an_open_decision(desk, people[:33], **MEMBERS)
    decision_absent.send_proxy(desk, meeting_id, people[33].id, people[32].id, PAPER)
    sending = desk.store.recent[-1]
    came = decision_door.come_in(desk, meeting_id, people[33].id)
    assert (came.way, present(desk, meeting_id)) == (PresenceWay.ROOM, 34)
    assert any("后本人到会" in line for line in decision_record(desk, meeting_id, {}).preparation)
    undo(desk, desk.store.recent[-1])
    known = read_file(desk, meeting_id).presences[people[33].id]
    assert known.way is PresenceWay.PROXY
    undo(desk, sending)
    assert people[33].id not in read_file(desk, meeting_id).presences


def test_no_undo_leaves_a_proxy_without_who_carries_it(desk: Desk) -> None:
    people = families(desk)
    meeting_id = an_open_decision(desk, people[:32], **MEMBERS)
    away, carrier = people[33].id, people[32].id
    decision_door.come_in(desk, meeting_id, carrier)
    coming = desk.store.recent[-1]
    decision_absent.send_proxy(desk, meeting_id, away, carrier, PAPER)
    with pytest.raises(RuleBroken, match="carries_proxies"):
        undo(desk, coming)
    assert present(desk, meeting_id) == 34
    decision_door.come_in(desk, meeting_id, away)
    after_all = desk.store.recent[-1]
    decision_door.go_out(desk, meeting_id, carrier)
    with pytest.raises(RuleBroken, match="proxy_carrier_not_there"):
        undo(desk, after_all)
    assert present(desk, meeting_id) == 33


def test_where_nothing_was_voted_the_basis_counts_whom_the_own_rule_counts_to_the_end(
    desk: Desk,
) -> None:
    people = families(desk)
    ours = some_motion(title="厂房出租方案", collective_property=True)
    meeting_id = a_decision(desk, motion=ours, members=20, body=DecisionBody.VILLAGERS, entitled=48)
    on_its_day(desk, meeting_id)
    for person in people[:25]:
        decision_door.come_in(desk, meeting_id, person.id)
    decisions.open_decision(desk, meeting_id)
    decision_absent.join_online(desk, meeting_id, people[30].id)
    assert "实到25人，符合" in decision_record(desk, meeting_id, {}).basis
    decision_door.go_out(desk, meeting_id, people[0].id)
    assert decision_record(desk, meeting_id, {}).basis == "应到48人，实到24人"
    decisions.close_decision(desk, meeting_id)
    assert decision_record(desk, meeting_id, {}).basis == "应到48人，实到24人"


def test_after_a_vote_the_way_somebody_took_part_stays(desk: Desk, clock: HandClock) -> None:
    people = families(desk)
    meeting_id = an_open_decision(desk, people[:33], **MEMBERS)
    online, sent = people[40], people[33]
    decision_absent.join_online(desk, meeting_id, online.id)
    decision_absent.send_proxy(desk, meeting_id, sent.id, people[32].id, PAPER)
    say_all(desk, first_motion(desk, meeting_id), [*people[:34], online])
    decision_votes.vote_by_roll_call(desk, first_motion(desk, meeting_id))
    clock.moment += timedelta(minutes=5)
    for person in (online, sent):
        came = decision_door.come_in(desk, meeting_id, person.id)
        assert (came.way, len(came.stays)) == (PresenceWay.ROOM, 2)
    assert present(desk, meeting_id) == 35
    (sheet,) = decision_signatures(desk, meeting_id, {}).motions
    carrier = people[32].name
    assert marks(sheet.agreeing) == {"（线上参加）", f"（{carrier}代）"}
    record = decision_record(desk, meeting_id, {})
    assert record.present == "35人（其中线上参加1人，书面委托1人）"
    assert marks(record.signers) == {"（线上参加，后到会）", f"（{carrier}代，后到会）"}
    assert any("后本人到会" in line for line in record.preparation)


def test_each_sheet_tells_how_somebody_took_part_in_its_own_matter(
    desk: Desk, clock: HandClock
) -> None:
    people = families(desk)
    meeting_id = a_decision(desk, **MEMBERS)
    decisions.put_motion(desk, some_motion(meeting_id, title="章程修改"))
    decisions.tell(desk, meeting_id)
    on_its_day(desk, meeting_id)
    for person in people[:34]:
        decision_door.come_in(desk, meeting_id, person.id)
    decisions.open_decision(desk, meeting_id)
    first, second = motions_of(desk, meeting_id)
    say_all(desk, first.id, people[:34])
    decision_votes.vote_by_roll_call(desk, first.id)
    clock.moment += timedelta(minutes=5)
    decision_door.go_out(desk, meeting_id, people[33].id)
    clock.moment += timedelta(minutes=5)
    decision_absent.send_proxy(desk, meeting_id, people[33].id, people[32].id, PAPER)
    say_all(desk, second.id, people[:34])
    decision_votes.vote_by_roll_call(desk, second.id)
    sheets = decision_signatures(desk, meeting_id, {}).motions
    carrier = people[32].name
    assert [marks(sheet.agreeing) for sheet in sheets] == [set(), {f"（{carrier}代）"}]
    assert marks(decision_record(desk, meeting_id, {}).signers) == {f"（到会，后{carrier}代）"}


def test_a_second_proxy_leaves_the_first_as_it_was(desk: Desk, clock: HandClock) -> None:
    people = families(desk)
    away, home = people[33], people[32].household_id
    with desk.store.write() as uow:
        uow.put(replace(people[34], household_id=home), "person_changed")
        uow.commit()
    meeting_id = an_open_decision(desk, [*people[:33], people[34]], **MEMBERS)
    decision_absent.send_proxy(desk, meeting_id, away.id, people[32].id, PAPER)
    clock.moment += timedelta(minutes=5)
    decision_door.go_out(desk, meeting_id, people[32].id)
    sent = decision_absent.send_proxy(desk, meeting_id, away.id, people[34].id, "会前写的")
    assert sent.paper == f"{PAPER}；会前写的"
    told = decision_record(desk, meeting_id, {}).preparation
    for carrier in (people[32], people[34]):
        assert f"{away.name}书面委托同户{carrier.name}代为参加（有委托书）。" in told


@pytest.mark.parametrize("body", [DecisionBody.VILLAGE_REPRESENTATIVES, DecisionBody.VILLAGERS])
def test_no_other_meeting_knows_it(desk: Desk, body: DecisionBody) -> None:
    people = families(desk)
    meeting_id = an_open_decision(desk, people[:33], body=body)
    with pytest.raises(RuleBroken, match="absent_not_allowed"):
        decision_absent.join_online(desk, meeting_id, people[40].id)


def test_a_village_that_acts_counts_them_and_only_members_in_its_collective_matters(
    desk: Desk,
) -> None:
    people = families(desk)
    ours = some_motion(title="厂房出租方案", collective_property=True)
    meeting_id = a_decision(desk, motion=ours, members=20, body=DecisionBody.VILLAGERS, entitled=48)
    decisions.put_motion(desk, some_motion(meeting_id, title="村规民约修改", minor=True))
    on_its_day(desk, meeting_id)
    for person in people[:26]:
        decision_door.come_in(desk, meeting_id, person.id)
    decisions.open_decision(desk, meeting_id)
    collective, usual = motions_of(desk, meeting_id)
    with pytest.raises(RuleBroken, match="more_than_entitled"):
        by_hands(desk, collective.id, 26)
    for person in people[:10]:
        decision_door.set_member(desk, meeting_id, person.id, False)
    decision_absent.join_online(desk, meeting_id, people[40].id)
    told = counted(17)
    vote = decision_votes.vote_by_hands(desk, collective.id, told, told, COUNTERS)
    assert (vote.expected, vote.present, vote.passed) == (20, 17, True)
    told = counted(26)  # whoever is online has no voice in the village's own matters
    vote = decision_votes.vote_by_hands(desk, usual.id, told, told, COUNTERS)
    assert (vote.expected, vote.present) == (48, 26)
    preparation = decision_record(desk, meeting_id, {}).preparation
    assert "到会的有10人不是集体成员，没有计入集体事项的到会和表决。" in preparation


def test_who_is_no_member_is_not_called_in_a_collective_matter(desk: Desk) -> None:
    people = families(desk)
    ours = some_motion(title="厂房出租方案", collective_property=True)
    meeting_id = an_open_decision(
        *(desk, people[:20]), motion=ours, members=20, body=DecisionBody.VILLAGERS, entitled=48
    )
    decision_door.set_member(desk, meeting_id, people[0].id, False)
    motion_id = first_motion(desk, meeting_id)
    with pytest.raises(RuleBroken, match="not_entitled"):
        say_all(desk, motion_id, people[:1])
    say_all(desk, motion_id, people[1:20])
    assert decision_votes.vote_by_roll_call(desk, motion_id).present == 19
