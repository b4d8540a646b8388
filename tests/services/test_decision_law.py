"""A meeting follows the rules of all its matters, and its papers say by whom and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.deciding import (
    COUNTERS,
    a_decision,
    an_assembly,
    counted,
    meeting_of,
    motions_of,
    on,
    some_motion,
)
from tests.making import held_meeting, ready_topic, some_people
from xieshang_desktop.domain import documents
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import Counting, DecisionBody
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import decision_door, decision_votes, decisions
from xieshang_desktop.services.decision_book import decision_ledger, decision_statistics
from xieshang_desktop.services.decision_checks import lacks_of, rules_for
from xieshang_desktop.services.decision_file import read_file
from xieshang_desktop.services.decision_links import meeting_for
from xieshang_desktop.services.decision_papers import decision_record, decision_result
from xieshang_desktop.services.decision_words import count_words, result_words
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.erasing import look_at

GROUND = "没有设立集体经济组织，由村民委员会代行"
COLLECTIVE = {"collective_property": True}


def stopping(desk: Desk, meeting_id: str) -> list[str]:
    return [lack.problem.code for lack in lacks_of(desk, read_file(desk, meeting_id)) if lack.stops]


def voted(desk: Desk, clock: HandClock, here: Sequence[Person], agree: int, **fields: Any) -> str:
    """A meeting on its day with one vote by hands, closed; gives its id."""
    meeting_id = a_decision(desk, **fields)
    clock.moment = meeting_of(desk, meeting_id).starts
    for person in here:
        decision_door.come_in(desk, meeting_id, person.id)
    decisions.open_decision(desk, meeting_id)
    told = counted(agree, len(here) - agree)
    motion = motions_of(desk, meeting_id)[0]
    decision_votes.vote_by_hands(desk, motion.id, told, told, COUNTERS)
    decisions.close_decision(desk, meeting_id)
    return meeting_id


def test_nobody_answered_for_collective_property_so_nothing_is_voted_on(desk: Desk) -> None:
    an_assembly(desk)
    open_question = some_motion(collective_property=None)
    meeting_id = a_decision(desk, motion=open_question)
    assert stopping(desk, meeting_id) == ["collective_unanswered"]
    with pytest.raises(RuleBroken, match="collective_unanswered"):
        decisions.open_decision(desk, meeting_id)
    (motion,) = motions_of(desk, meeting_id)
    decisions.put_motion(desk, replace(motion, collective_property=False))
    assert stopping(desk, meeting_id) == []


def test_a_new_motion_has_no_answer_yet() -> None:
    assert decisions.blank_motion("m").collective_property is None


def test_a_matter_that_came_during_the_meeting_is_answered_before_its_vote(
    desk: Desk, clock: HandClock
) -> None:
    people = an_assembly(desk)
    meeting_id = a_decision(desk)
    clock.moment = meeting_of(desk, meeting_id).starts
    for person in people[:37]:
        decision_door.come_in(desk, meeting_id, person.id)
    decisions.open_decision(desk, meeting_id)
    late = decisions.put_motion(desk, some_motion(meeting_id, collective_property=None))
    told = counted(30, 7)
    with pytest.raises(RuleBroken, match="collective_unanswered"):
        decision_votes.vote_by_hands(desk, late.id, told, told, COUNTERS)


def test_the_strictest_rule_of_all_matters_counts(desk: Desk) -> None:
    an_assembly(desk)
    body = {"body": DecisionBody.VILLAGE_GROUP, "group": "第一组"}
    ground = {"acts_for": GROUND, "members": 30}
    usual = a_decision(desk, days=1, **body)
    assert stopping(desk, usual) == []
    blank, _none = decisions.blank_decision(desk, on(date(2026, 3, 4)))
    late = replace(blank, entitled=24, **body, **ground)  # type: ignore[arg-type]
    late = decisions.plan_decision(desk, late, some_motion())
    decisions.put_motion(desk, some_motion(late.id, title="土地承包方案", **COLLECTIVE))
    assert stopping(desk, late.id) == ["party_study_missing", "decision_notice_late"]
    with pytest.raises(RuleBroken, match="decision_notice_late"):
        decisions.tell(desk, late.id)


def test_the_village_decides_for_the_collective_only_on_a_written_ground(desk: Desk) -> None:
    an_assembly(desk)
    body = {"body": DecisionBody.VILLAGERS, "entitled": 48}
    motion = some_motion(**COLLECTIVE)
    meeting_id = a_decision(desk, motion=motion, acts_for="", **body)
    assert stopping(desk, meeting_id) == ["collective_body", "members_missing"]
    ready = a_decision(desk, motion=some_motion(**COLLECTIVE), members=30, **body)
    assert stopping(desk, ready) == []


def test_collective_matters_are_counted_by_members_not_by_adults(
    desk: Desk, clock: HandClock
) -> None:
    people = an_assembly(desk)
    meeting_id = voted(
        *(desk, clock, people[:24], 20),
        motion=some_motion(**COLLECTIVE),
        body=DecisionBody.VILLAGERS,
        members=30,
    )
    file = read_file(desk, meeting_id)
    (vote,) = file.votes.values()
    assert (vote.expected, vote.needed, vote.passed) == (30, 20, True)
    told = " ".join(decision_record(desk, meeting_id, {}).preparation)
    assert f"代行农村集体经济组织职能：{GROUND}，成员30人。" in told


def test_what_holds_by_analogy_is_not_told_as_the_law_of_this_meeting(
    desk: Desk, clock: HandClock
) -> None:
    people = an_assembly(desk)
    meeting_id = voted(desk, clock, people[:37], 32, motion=some_motion(**COLLECTIVE))
    file = read_file(desk, meeting_id)
    said = result_words(file.votes[file.motions[0].id], file.motions[0], file.meeting)
    assert said.startswith(
        "按《中华人民共和国村民委员会组织法》第二十八条，"
        "并参照《中华人民共和国农村集体经济组织法》第二十八条规定，须经全体组成人员三分之二以上"
    )


def test_delegates_of_the_collective_are_more_than_twenty(desk: Desk) -> None:
    an_assembly(desk)
    body = DecisionBody.COLLECTIVE_REPRESENTATIVES
    assert stopping(desk, a_decision(desk, body=body, entitled=20)) == ["too_few_delegates"]
    assert stopping(desk, a_decision(desk, body=body, entitled=21)) == []


def test_a_decision_is_published_by_the_committee_never_by_the_room(
    desk: Desk, clock: HandClock
) -> None:
    meeting_id = voted(desk, clock, an_assembly(desk)[:37], 30)
    paper = decision_result(desk, meeting_id, {})
    assert isinstance(paper, documents.DecisionResult)
    assert paper.signer.endswith("村民委员会")
    assert (paper.reception, paper.reception_place) == (paper.signer, "")
    assert desk.unit.room not in str(paper)
    assert "第三十五条" in paper.basis
    assert "（" not in paper.signer


@pytest.mark.parametrize(
    ("body", "signed"),
    [
        (DecisionBody.PARTY_MEMBERS, "党员大会"),
        (DecisionBody.COLLECTIVE_MEMBERS, "农村集体经济组织成员大会"),
    ],
)
def test_a_body_of_its_own_signs_itself_and_cites_no_foreign_article(
    desk: Desk, clock: HandClock, body: DecisionBody, signed: str
) -> None:
    people = [p for p in an_assembly(desk) if p.party_member]
    meeting_id = voted(
        desk, clock, people, len(people), body=body, entitled=len(people), motion=some_motion()
    )
    paper = decision_result(desk, meeting_id, {})
    assert paper.signer.endswith(signed)
    assert "民委员会" not in paper.signer
    assert (paper.basis, paper.supervision) == ("", "")
    assert "未核" not in str(paper)


def test_what_was_not_checked_prints_the_bare_numbers(desk: Desk, clock: HandClock) -> None:
    people = [p for p in an_assembly(desk) if p.party_member]
    here = people[:12]
    body = DecisionBody.PARTY_MEMBERS
    meeting_id = voted(desk, clock, here, 9, body=body, entitled=len(people))
    record = decision_record(desk, meeting_id, {})
    assert record.basis == f"应到{len(people)}人，实到12人"
    assert record.motions[0].result == "须有9人同意，“东沟组道路硬化筹资方案”通过。"


def test_people_and_households_are_never_added_up(desk: Desk, clock: HandClock) -> None:
    people = an_assembly(desk)
    for counting in Counting:
        voted(
            *(desk, clock, people[:40], 36),
            body=DecisionBody.VILLAGERS,
            counting=counting,
            entitled=48,
        )
    rows = {row.body: row for row in decision_statistics(desk, "2026", {}).rows}
    people_row, homes = rows["村民会议"], rows["村民会议（按户）"]
    assert (people_row.expected, people_row.present, people_row.women_share) == (48, 40, "50.00%")
    assert (homes.expected, homes.present, homes.women_share) == (48, 40, "--")
    ledger = decision_ledger(desk, "2026", {}).rows
    assert sorted(row.measure for row in ledger) == ["人", "户"]


def test_an_outcome_is_handed_over_to_one_meeting(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    with desk.store.read() as reader:
        outcome = reader.all(Outcome, topic_id=topic.id)[0]
        assert meeting_for(reader, outcome.id) is None
    starts = clock.moment + timedelta(days=12)
    first = decisions.plan_decision(
        desk, *decisions.blank_decision(desk, starts, outcome_id=outcome.id)
    )
    again = decisions.blank_decision(desk, starts, outcome_id=outcome.id)
    with pytest.raises(RuleBroken, match="outcome_handed_over"):
        decisions.plan_decision(desk, *again)
    with desk.store.read() as reader:
        line = meeting_for(reader, outcome.id)
    assert line is not None
    assert line.meeting.id == first.id
    decisions.cancel_decision(desk, first.id, "停电")
    assert decisions.plan_decision(desk, *again).outcome_id == outcome.id


def test_ballots_are_told_as_ballots(desk: Desk, clock: HandClock) -> None:
    people = an_assembly(desk)
    meeting_id = a_decision(desk)
    clock.moment = meeting_of(desk, meeting_id).starts
    for person in people[:37]:
        decision_door.come_in(desk, meeting_id, person.id)
    decisions.open_decision(desk, meeting_id)
    motion = motions_of(desk, meeting_id)[0]
    vote = decision_votes.vote_by_ballot(
        *(desk, motion.id, counted(30, 7), COUNTERS), issued=37, returned=37, invalid=0
    )
    said = count_words(vote, meeting_of(desk, meeting_id))
    assert said.startswith("发出表决票37张，收回37张")


def test_the_roll_names_the_committee_of_its_own_law(desk: Desk) -> None:
    an_assembly(desk)
    village = meeting_of(desk, a_decision(desk))
    assert "村民委员会成员6人、村民代表42人" in village.entitled_on
    body = DecisionBody.RESIDENT_REPRESENTATIVES
    community = meeting_of(desk, a_decision(desk, body=body))
    assert "居民委员会成员6人、居民代表42人" in community.entitled_on


def test_erasing_names_the_decisions_somebody_took_part_in(desk: Desk, clock: HandClock) -> None:
    people = an_assembly(desk)
    voted(desk, clock, people[:37], 30)
    assert look_at(desk, people[0].id).decisions == 1
    assert look_at(desk, people[47].id).decisions == 0


def test_residents_have_no_row_of_their_own_for_collective_property(desk: Desk) -> None:
    an_assembly(desk)
    body = DecisionBody.RESIDENT_REPRESENTATIVES
    meeting_id = a_decision(desk, body=body, motion=some_motion(**COLLECTIVE))
    file = read_file(desk, meeting_id)
    assert [rule.id for rule in rules_for(file.meeting, file.motions)] == [
        "resident-representatives-2025"
    ]
    codes = [lack.problem.code for lack in lacks_of(desk, file)]
    assert "collective_elsewhere" in codes


def test_a_vote_follows_the_law_of_the_day_it_is_taken(desk: Desk, clock: HandClock) -> None:
    people = an_assembly(desk)
    clock.moment = on(date(2025, 12, 20))
    meeting_id = a_decision(desk, days=11)
    clock.moment = on(date(2025, 12, 31), 23)
    for person in people[:37]:
        decision_door.come_in(desk, meeting_id, person.id)
    decisions.open_decision(desk, meeting_id)
    late = decisions.put_motion(desk, some_motion(meeting_id, title="村规民约修改", minor=True))
    told = counted(30, 7)
    motions = motions_of(desk, meeting_id)
    before = decision_votes.vote_by_hands(desk, motions[0].id, told, told, COUNTERS)
    clock.moment = on(date(2026, 1, 1), 0)
    after = decision_votes.vote_by_hands(desk, late.id, told, told, COUNTERS)
    assert before.rule == "village-representatives-2018"
    assert after.rule == "village-representatives-2025"
