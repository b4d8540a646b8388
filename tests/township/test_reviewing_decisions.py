"""Meetings that decide, as a village hands them over: judged by the law of their day."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from tests.deciding import (
    a_decision,
    an_assembly,
    an_open_decision,
    by_hands,
    first_motion,
)
from tests.making import some_people
from tests.township.handing import Sides, one
from xieshang_desktop.domain.decision import Count, Vote
from xieshang_desktop.domain.terms_decision import DecisionPaper
from xieshang_desktop.services import decision_sealing, decisions


def decided(sides: Sides) -> str:
    """A meeting that decided on one matter, sealed; gives its id."""
    village = sides.village
    meeting_id = an_open_decision(village, an_assembly(village)[:37])
    by_hands(village, first_motion(village, meeting_id), 37)
    decisions.close_decision(village, meeting_id)
    decision_sealing.seal_decision(village, meeting_id)
    return meeting_id


def test_a_meeting_that_decides_by_the_law_gives_nothing(sides: Sides) -> None:
    village = sides.village
    meeting_id = a_decision(village)
    assert sides.hand_over() == []
    decisions.cancel_decision(village, meeting_id, "汛期")
    sealed = decided(sides)
    assert sides.hand_over() == []
    decision_sealing.post_decision(village, sealed, DecisionPaper.DECISION, "村部公开栏")
    sides.clock.moment += timedelta(days=120)
    assert sides.hand_over() == []


def test_a_vote_without_a_quorum_is_returned_until_it_is_mended(sides: Sides) -> None:
    decided(sides)
    vote = one(sides.village, Vote)
    with sides.village.store.write() as uow:
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'vote'"
        for (name,) in uow.connection.execute(guards).fetchall():
            uow.connection.execute(f"DROP TRIGGER {name}")
        uow.commit()
    few = Count(agree=20, disagree=0, abstain=0)
    sides.put(replace(vote, present=20, needed=11, count=few))
    (returned,) = sides.hand_over()
    assert returned.rule == "vote_without_quorum"
    assert returned.reason == "到会人数不够就表决了：应到48，实到20，至少要32"
    sides.put(vote)
    assert sides.hand_over() == []
    assert sides.rules() == set()


def test_a_vote_by_a_rule_of_its_own_is_judged_by_that_of_its_day(sides: Sides) -> None:
    village = sides.village
    meeting_id = an_open_decision(village, an_assembly(village)[:37])
    by_hands(village, first_motion(village, meeting_id), 37)
    vote = one(village, Vote)
    few = Count(agree=10, disagree=27, abstain=0)
    sides.put(replace(vote, rule="mine", count=few))
    rules = [each.rule for each in sides.hand_over()]
    assert rules == ["vote_unknown_rule", "vote_not_carried"]
    sides.put(vote)
    sides.hand_over()
    assert sides.rules() == set()


def test_a_decision_that_nobody_made_public_is_returned_when_its_time_is_over(
    sides: Sides,
) -> None:
    sealed = decided(sides)
    assert sides.hand_over() == []
    sides.clock.moment += timedelta(days=100)
    some_people(sides.village)  # any bundle
    assert [each.rule for each in sides.hand_over()] == ["decision_unposted"]
    decision_sealing.post_decision(sides.village, sealed, DecisionPaper.DECISION, "村部公开栏")
    sides.hand_over()
    assert sides.rules() == set()
