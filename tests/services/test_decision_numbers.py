"""A wrong number of who may vote is mended with a reason, until somebody has voted by it."""

from __future__ import annotations

import pytest

from tests.deciding import (
    a_decision,
    an_assembly,
    an_open_decision,
    by_hands,
    first_motion,
    meeting_of,
    some_motion,
)
from xieshang_desktop.domain.terms_decision import DecisionBody
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import decision_door, decision_votes
from xieshang_desktop.services.decision_numbers import correct_numbers
from xieshang_desktop.services.decision_papers import decision_record
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.undoing import undo

WHY = "漏算了新迁入的三人"


def test_once_begun_the_number_is_mended_and_the_record_says_so(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:33])
    correct_numbers(desk, meeting_id, 51, WHY)
    with pytest.raises(RuleBroken, match="no_quorum"):
        by_hands(desk, first_motion(desk, meeting_id), 33)
    decision_door.come_in(desk, meeting_id, people[33].id)
    assert by_hands(desk, first_motion(desk, meeting_id), 34).expected == 51
    words = f"应到由48人更正为51人：{WHY}。"
    assert words in decision_record(desk, meeting_id, {}).preparation


def test_after_a_vote_it_stays_until_the_vote_is_taken_back(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    by_hands(desk, first_motion(desk, meeting_id), 37)
    with pytest.raises(RuleBroken, match="numbers_voted_on"):
        correct_numbers(desk, meeting_id, 51, WHY)
    decision_votes.take_vote_back(desk, first_motion(desk, meeting_id))
    assert correct_numbers(desk, meeting_id, 51, WHY).entitled == 51


def test_it_is_undone_while_nobody_voted_by_it(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    correct_numbers(desk, meeting_id, 51, WHY)
    action = desk.store.recent[-1]
    by_hands(desk, first_motion(desk, meeting_id), 37)
    with pytest.raises(RuleBroken, match="decision_begun"):
        undo(desk, action)
    decision_votes.take_vote_back(desk, first_motion(desk, meeting_id))
    undo(desk, action)
    assert meeting_of(desk, meeting_id).entitled == 48


def test_it_needs_a_number_and_a_reason(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    with pytest.raises(BadInput, match="entitled_missing"):
        correct_numbers(desk, meeting_id, 0, WHY)
    with pytest.raises(BadInput, match="reason_missing"):
        correct_numbers(desk, meeting_id, 51, " ")
    with pytest.raises(BadInput, match="number_below_zero"):
        correct_numbers(desk, meeting_id, 51, WHY, members=-1)


def test_the_members_of_the_collective_are_mended_too(desk: Desk) -> None:
    an_assembly(desk)
    ours = some_motion(title="厂房出租方案", collective_property=True)
    meeting_id = a_decision(desk, motion=ours, members=20, body=DecisionBody.VILLAGERS, entitled=48)
    kept = correct_numbers(desk, meeting_id, 48, WHY, members=22)
    assert (kept.members, kept.numbers_corrected) == (22, f"集体成员由20人更正为22人：{WHY}。")
