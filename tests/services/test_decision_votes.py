"""The quorum lives with people coming and going; nothing is voted on without it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.clock import HandClock
from tests.deciding import (
    COUNTERS,
    a_decision,
    an_assembly,
    an_open_decision,
    counted,
    meeting_of,
    motions_of,
    some_motion,
)
from xieshang_desktop.domain.decision import Vote
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import Choice, Counting, DecisionBody, VotingWay
from xieshang_desktop.errors import BadInput, Problem, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import decision_door, decision_votes, decisions
from xieshang_desktop.services.decision_file import read_file
from xieshang_desktop.services.decision_words import count_words, result_words
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import add_guest
from xieshang_desktop.wording import words_for


def motion_id(desk: Desk, meeting_id: str) -> str:
    return motions_of(desk, meeting_id)[0].id


def hands(desk: Desk, meeting_id: str, agree: int, disagree: int = 0, abstain: int = 0) -> Vote:
    told = counted(agree, disagree, abstain)
    motion = motion_id(desk, meeting_id)
    return decision_votes.vote_by_hands(desk, motion, told, told, COUNTERS, rest="没有举手")


def test_the_basis_is_printed_as_it_is_written(desk: Desk) -> None:
    people = an_assembly(desk)
    vote = hands(desk, an_open_decision(desk, people[:37]), 30, 5, 2)
    assert vote.basis == ("应到48人，实到37人，符合《中华人民共和国村民委员会组织法》第三十条规定")
    assert (vote.needed, vote.passed) == (19, True)


def test_a_vote_without_quorum_is_refused_with_the_numbers_and_the_article(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:31])
    with pytest.raises(RuleBroken, match="no_quorum") as refused:
        hands(desk, meeting_id, 31)
    said = words_for(refused.value).together
    assert "应到48，实到31，需要32，还差1" in said
    assert "《中华人民共和国村民委员会组织法》第三十条" in said
    decision_door.come_in(desk, meeting_id, people[31].id)
    assert hands(desk, meeting_id, 31).passed


def test_who_leaves_takes_the_quorum_along_and_brings_it_back(desk: Desk, clock: HandClock) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:32])
    decision_door.go_out(desk, meeting_id, people[0].id)
    with pytest.raises(RuleBroken, match="no_quorum"):
        hands(desk, meeting_id, 20)
    clock.moment += timedelta(minutes=5)
    decision_door.come_in(desk, meeting_id, people[0].id)
    quorum = read_file(desk, meeting_id).quorum(clock())
    assert (quorum.present, quorum.needed, quorum.missing) == (32, 32, 0)
    assert hands(desk, meeting_id, 20).present == 32


def test_more_than_half_of_those_present_is_more_than_half(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:36])
    assert not hands(desk, meeting_id, 18, 18).passed
    decision_votes.take_vote_back(desk, motion_id(desk, meeting_id))
    assert hands(desk, meeting_id, 19, 17).passed


def test_collective_property_needs_two_thirds_of_all(desk: Desk) -> None:
    people = an_assembly(desk)
    motion = some_motion(collective_property=True)
    meeting_id = an_open_decision(desk, people[:37], motion=motion)
    vote = hands(desk, meeting_id, 31, 6)
    assert (vote.needed, vote.passed) == (32, False)
    said = result_words(vote, motions_of(desk, meeting_id)[0], meeting_of(desk, meeting_id))
    assert "农村集体经济组织法》第二十八条" in said
    assert "全体组成人员三分之二以上（32人）" in said
    assert said.endswith("未通过。")


def test_what_the_law_does_not_say_is_not_told_as_the_law(desk: Desk) -> None:
    people = [p for p in an_assembly(desk) if p.party_member]
    body = DecisionBody.PARTY_MEMBERS
    meeting_id = an_open_decision(desk, people[:12], body=body, entitled=len(people))
    assert not hands(desk, meeting_id, 6, 6).passed
    assert "符合" not in next(iter(read_file(desk, meeting_id).votes.values())).basis


def test_party_members_need_more_than_half_of_all_who_may_vote(desk: Desk) -> None:
    people = [p for p in an_assembly(desk) if p.party_member]
    body, of = DecisionBody.PARTY_MEMBERS, len(people)
    here = people[: -(-of // 2)]
    refused = an_open_decision(desk, here[1:], body=body, entitled=of)
    with pytest.raises(RuleBroken, match="no_quorum"):
        hands(desk, refused, len(here) - 1, 0)
    meeting_id = an_open_decision(desk, people, body=body, entitled=of)
    vote = hands(desk, meeting_id, of // 2, of - of // 2)
    assert (vote.passed, vote.needed) == (False, of // 2 + 1)
    meeting_id = an_open_decision(desk, people, body=body, entitled=of)
    assert hands(desk, meeting_id, of // 2 + 1, of - of // 2 - 1).passed


def test_a_household_has_one_voice(desk: Desk) -> None:
    people = an_assembly(desk, 2, 4)
    spouse = replace(people[0], id=new_id(), name="刘桂兰")
    with desk.store.write() as uow:
        uow.put(spouse, "person_added")
        uow.commit()
    meeting_id = an_open_decision(
        desk, people[:4], body=DecisionBody.VILLAGERS, counting=Counting.HOUSEHOLDS
    )
    assert meeting_of(desk, meeting_id).entitled == 6
    assert not decision_door.come_in(desk, meeting_id, spouse.id).entitled
    with pytest.raises(RuleBroken, match="household_represented"):
        decision_door.set_entitled(desk, meeting_id, spouse.id, True)
    vote = hands(desk, meeting_id, 3, 1)
    assert (vote.present, vote.needed) == (4, 3)
    assert vote.basis.startswith("应到6户，实到4户")


def test_who_may_not_vote_sits_in_and_is_not_counted(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:32])
    guest = add_guest(desk, "何敏", "镇水利站")
    assert not decision_door.come_in(desk, meeting_id, guest.id).entitled
    quorum = read_file(desk, meeting_id).quorum(desk.clock())
    assert (quorum.present, quorum.sitting_in) == (32, 1)
    decision_door.set_entitled(desk, meeting_id, people[0].id, False)
    with pytest.raises(RuleBroken, match="no_quorum"):
        hands(desk, meeting_id, 20)


def test_the_door_says_who_is_already_in_and_who_is_not(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:1])
    with pytest.raises(RuleBroken, match="already_in_room"):
        decision_door.come_in(desk, meeting_id, people[0].id)
    with pytest.raises(RuleBroken, match="not_in_room"):
        decision_door.go_out(desk, meeting_id, people[1].id)
    decision_door.take_back(desk, meeting_id, people[0].id)
    with pytest.raises(RuleBroken, match="not_in_room"):
        decision_door.set_entitled(desk, meeting_id, people[0].id, True)
    with pytest.raises(RuleBroken, match="nobody_present"):
        hands(desk, meeting_id, 1)


def test_two_counters_must_come_to_the_same(desk: Desk) -> None:
    people = an_assembly(desk)
    motion = motion_id(desk, an_open_decision(desk, people[:37]))
    with pytest.raises(BadInput, match="counts_differ"):
        decision_votes.vote_by_hands(desk, motion, counted(30, 7), counted(29, 8), COUNTERS)
    same = counted(30, 7)
    for counters in ((), ("李志强",), ("李志强", " 李志强 ")):
        with pytest.raises(BadInput, match="counters_missing"):
            decision_votes.vote_by_hands(desk, motion, same, same, counters)
    with pytest.raises(BadInput, match="number_below_zero"):
        decision_votes.vote_by_hands(desk, motion, counted(-1), counted(-1), COUNTERS)
    many = counted(30, 8)
    with pytest.raises(RuleBroken, match="more_votes_than_present"):
        decision_votes.vote_by_hands(desk, motion, many, many, COUNTERS)


def test_a_motion_is_voted_on_once_until_the_vote_is_taken_back(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    hands(desk, meeting_id, 30)
    with pytest.raises(RuleBroken, match="motion_voted"):
        hands(desk, meeting_id, 31)
    with pytest.raises(RuleBroken, match="motion_voted"):
        decisions.remove_motion(desk, motion_id(desk, meeting_id))
    changed = replace(meeting_of(desk, meeting_id), entitled=40)
    decision_votes.take_vote_back(desk, motion_id(desk, meeting_id))
    with pytest.raises(RuleBroken, match="decision_begun"):
        decisions.change_decision(desk, changed)
    assert hands(desk, meeting_id, 31).count == counted(31)


def test_before_and_after_the_meeting_nothing_is_voted_on(desk: Desk) -> None:
    people = an_assembly(desk)
    planned = a_decision(desk)
    with pytest.raises(RuleBroken, match="decision_not_open"):
        hands(desk, planned, 1)
    meeting_id = an_open_decision(desk, people[:37])
    decisions.close_decision(desk, meeting_id)
    with pytest.raises(RuleBroken, match="decision_not_open"):
        hands(desk, meeting_id, 30)
    with pytest.raises(RuleBroken, match="decision_over"):
        decision_door.come_in(desk, meeting_id, people[40].id)


def test_more_people_than_may_vote_is_an_error_of_the_roll(desk: Desk) -> None:
    people = an_assembly(desk)
    wrong = {"entitled": 5, "representatives": 4, "women_representatives": 2}
    meeting_id = an_open_decision(desk, people[:6], **wrong)
    with pytest.raises(RuleBroken, match="more_than_entitled"):
        hands(desk, meeting_id, 3)


def test_residents_send_collective_property_elsewhere(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(
        desk,
        people[:37],
        motion=some_motion(collective_property=True),
        body=DecisionBody.RESIDENT_REPRESENTATIVES,
    )
    with pytest.raises(RuleBroken, match="collective_elsewhere"):
        hands(desk, meeting_id, 30)


# ---- calling each name


def test_a_roll_call_keeps_who_said_what(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:34])
    motion = motion_id(desk, meeting_id)
    for n, person in enumerate(people[:34]):
        choice = Choice.DISAGREE if n < 4 else Choice.ABSTAIN if n < 6 else Choice.AGREE
        decision_votes.say(desk, motion, person.id, choice)
    vote = decision_votes.vote_by_roll_call(desk, motion)
    assert (vote.way, vote.count) == (VotingWay.ROLL_CALL, counted(28, 4, 2))
    assert len(read_file(desk, meeting_id).voices[motion]) == 34


def test_a_roll_call_ends_when_everybody_in_the_room_has_answered(
    desk: Desk, clock: HandClock
) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:34])
    motion = motion_id(desk, meeting_id)
    for person in people[:33]:
        decision_votes.say(desk, motion, person.id, Choice.AGREE)
    with pytest.raises(RuleBroken, match="roll_call_unfinished"):
        decision_votes.vote_by_roll_call(desk, motion)
    decision_votes.say(desk, motion, people[0].id, Choice.DISAGREE)  # said again
    clock.moment += timedelta(minutes=1)
    decision_door.go_out(desk, meeting_id, people[33].id)
    decision_door.go_out(desk, meeting_id, people[1].id)
    vote = decision_votes.vote_by_roll_call(desk, motion)
    assert (vote.count, vote.present) == (counted(32, 1), 34)  # who answered counts
    assert people[1].id in read_file(desk, meeting_id).voices[motion]


def test_who_is_not_in_the_room_says_nothing(desk: Desk) -> None:
    people = an_assembly(desk)
    motion = motion_id(desk, an_open_decision(desk, people[:34]))
    with pytest.raises(RuleBroken, match="not_entitled"):
        decision_votes.say(desk, motion, people[40].id, Choice.AGREE)


# ---- paper ballots


def ballot(
    desk: Desk, meeting_id: str, told: tuple[int, int, int], papers: tuple[int, int, int]
) -> Vote:
    issued, returned, invalid = papers
    return decision_votes.vote_by_ballot(
        *(desk, motion_id(desk, meeting_id), counted(*told), COUNTERS),
        issued=issued,
        returned=returned,
        invalid=invalid,
        rest="没有交票",
    )


def test_a_ballot_that_adds_up_counts(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    vote = ballot(desk, meeting_id, (25, 7, 2), (37, 36, 2))
    assert vote.passed
    words = count_words(vote, meeting_of(desk, meeting_id))
    assert words == ("发出表决票37张，收回36张，有效34张，无效2张；同意25票，不同意7票，弃权2票")


@pytest.mark.parametrize(
    ("told", "papers", "code"),
    [
        ((30, 7, 0), (38, 37, 0), "ballots_beyond_present"),
        ((30, 7, 0), (36, 37, 0), "ballots_beyond_issued"),
        ((30, 6, 0), (37, 37, 0), "ballots_not_adding_up"),
        ((30, 7, 0), (37, 37, 1), "ballots_not_adding_up"),
        ((30, 7, 0), (37, 37, -1), "number_below_zero"),
    ],
)
def test_a_ballot_that_does_not_add_up_is_void(
    desk: Desk, told: tuple[int, int, int], papers: tuple[int, int, int], code: str
) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    with pytest.raises(Problem, match=code):
        ballot(desk, meeting_id, told, papers)
    assert read_file(desk, meeting_id).votes == {}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    told=st.tuples(*[st.integers(0, 40)] * 3),
    papers=st.tuples(*[st.integers(0, 40)] * 3),
)
def test_whatever_is_entered_a_kept_ballot_adds_up(
    desk: Desk, told: tuple[int, int, int], papers: tuple[int, int, int]
) -> None:
    meeting_id, here = _one_meeting(desk)
    try:
        vote = ballot(desk, meeting_id, told, papers)
    except Problem:
        return
    assert vote.count.total + (vote.invalid or 0) == vote.returned
    assert (vote.returned or 0) <= (vote.issued or 0) <= here == vote.present
    assert vote.passed is (2 * vote.count.agree > vote.present)
    decision_votes.take_vote_back(desk, vote.motion_id)


_KNOWN: dict[str, tuple[str, int]] = {}


def _one_meeting(desk: Desk) -> tuple[str, int]:
    """One open meeting for all examples of a test."""
    if desk.unit.id not in _KNOWN:
        people: list[Person] = an_assembly(desk)
        _KNOWN[desk.unit.id] = (an_open_decision(desk, people[:37]), 37)
    return _KNOWN[desk.unit.id]
