"""Meetings that decide: planned, checked against the law of their day, opened, closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.deciding import (
    a_decision,
    an_assembly,
    an_open_decision,
    meeting_of,
    motions_of,
    on,
    on_its_day,
    some_motion,
)
from tests.making import held_meeting, ready_topic, some_people
from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.people import Household, Person, RoleHeld
from xieshang_desktop.domain.terms import Body, Role
from xieshang_desktop.domain.terms_decision import Counting, DecisionBody, DecisionState
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import decisions, history, ledgers
from xieshang_desktop.services.decision_checks import lacks_of
from xieshang_desktop.services.decision_file import list_decisions, read_file
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import list_meetings
from xieshang_desktop.services.undoing import undo
from xieshang_desktop.wording import words_for


def lacking(desk: Desk, meeting_id: str) -> list[str]:
    return [lack.problem.code for lack in lacks_of(desk, read_file(desk, meeting_id))]


def test_an_outcome_hands_its_words_over_to_the_meeting_that_decides(
    desk: Desk, clock: HandClock
) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    with desk.store.read() as reader:
        outcome = reader.all(Outcome, topic_id=topic.id)[0]
    blank, motion = decisions.blank_decision(desk, on(date(2026, 4, 1)), outcome_id=outcome.id)
    assert motion is not None
    kept = decisions.plan_decision(desk, blank, motion)
    assert (kept.outcome_id, kept.topic_id, kept.number) == (outcome.id, topic.id, "2026-01")
    assert kept.body is DecisionBody.VILLAGE_REPRESENTATIVES
    (put,) = motions_of(desk, kept.id)
    assert (put.title, put.text) == (topic.title, "按3.5米硬化。")


def test_a_consultation_and_a_decision_are_never_in_one_list(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    an_assembly(desk)
    a_decision(desk)
    assert len(list_meetings(desk)) == 1
    assert len(list_decisions(desk)) == 1
    assert len(ledgers.consultation_ledger(desk, "2026", {}).rows) == 1


def test_numbers_are_counted_apart_from_consultations(desk: Desk) -> None:
    an_assembly(desk)
    first, second = a_decision(desk), a_decision(desk)
    assert [meeting_of(desk, each).number for each in (first, second)] == ["2026-01", "2026-02"]


def test_the_assembly_is_counted_from_the_roster(desk: Desk) -> None:
    people = an_assembly(desk)
    with desk.store.write() as uow:
        party = Person(id=new_id(), name="周建国", group="第一组", birth="1970-01-01")
        uow.put(party, "person_added")
        uow.put(
            RoleHeld(
                id=new_id(),
                person_id=party.id,
                role=Role.COMMITTEE_MEMBER,
                organisation="和顺村党总支",
            ),
            "role_given",
        )
        uow.put(replace(people[-1], left_on=date(2026, 3, 1)), "person_left")
        uow.commit()
    meeting = meeting_of(desk, a_decision(desk))
    assert (meeting.entitled, meeting.representatives) == (47, 41)
    assert meeting.women_representatives == 20
    assert "请核对" in meeting.entitled_on


def test_villagers_are_counted_on_the_day_of_the_meeting(desk: Desk) -> None:
    home = Household(id=new_id(), group="第三组", head="赵永福")
    births = ("1960-01-01", "2008-03-10", "2008-03-11", "", "2020-01-01")
    people = [
        Person(id=new_id(), name=f"赵小{n}", group="第三组", birth=birth, household_id=home.id)
        for n, birth in enumerate(births)
    ]
    with desk.store.write() as uow:
        uow.put(home, "household_added")
        uow.put_all(people, "person_added")
        uow.commit()
    blank, _none = decisions.blank_decision(desk, on(date(2026, 3, 10)))
    roll = decisions.count_roll(desk, replace(blank, body=DecisionBody.VILLAGERS))
    assert roll.count == 2
    assert [p.id for p in roll.doubtful] == [people[3].id]
    by_home = replace(blank, body=DecisionBody.VILLAGERS, counting=Counting.HOUSEHOLDS)
    assert decisions.count_roll(desk, by_home).count == 1
    group = replace(blank, body=DecisionBody.VILLAGE_GROUP, group="第四组")
    assert decisions.count_roll(desk, group).count == 0


def test_party_members_of_the_roster_may_vote_at_their_meeting(desk: Desk) -> None:
    people = an_assembly(desk)
    blank, _none = decisions.blank_decision(desk, on(date(2026, 4, 1)))
    roll = decisions.count_roll(desk, replace(blank, body=DecisionBody.PARTY_MEMBERS))
    assert roll.count == sum(p.party_member for p in people)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": " "}, "meeting_title_missing"),
        ({"place": ""}, "place_missing"),
        ({"body": DecisionBody.VILLAGE_GROUP}, "group_missing"),
        ({"entitled": -1}, "number_below_zero"),
        ({"counting": Counting.HOUSEHOLDS}, "counting_not_allowed"),
        ({"starts": on(date(2017, 1, 1))}, "decision_rule_missing"),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused(
    desk: Desk, wrong: dict[str, object], code: str
) -> None:
    blank, _none = decisions.blank_decision(desk, on(date(2026, 4, 1)))
    with pytest.raises((BadInput, RuleBroken), match=code):
        decisions.plan_decision(desk, replace(blank, **wrong), some_motion())
    assert list_decisions(desk) == []


def test_what_is_missing_is_told_and_stops_the_meeting(desk: Desk) -> None:
    an_assembly(desk)
    blank, _none = decisions.blank_decision(desk, on(date(2026, 4, 1)))
    meeting = decisions.plan_decision(desk, blank)
    assert lacking(desk, meeting.id) == [
        "motions_missing",
        "entitled_missing",
        "party_study_missing",
        "decision_notice_missing",
        "authority_missing",
    ]
    with pytest.raises(RuleBroken, match="motions_missing"):
        decisions.open_decision(desk, meeting.id)


def test_matters_of_no_weight_need_no_study(desk: Desk) -> None:
    an_assembly(desk)
    meeting_id = a_decision(desk)
    plain = replace(meeting_of(desk, meeting_id), party_studied_on=None, important=False)
    decisions.change_decision(desk, plain)
    assert lacking(desk, meeting_id) == []


def test_the_party_branch_studies_before_the_meeting_not_after(desk: Desk) -> None:
    an_assembly(desk)
    meeting = meeting_of(desk, a_decision(desk))
    late = meeting.starts.date() + timedelta(days=1)
    decisions.change_decision(desk, replace(meeting, party_studied_on=late))
    with pytest.raises(RuleBroken, match="party_study_late"):
        decisions.open_decision(desk, meeting.id)


def test_the_law_before_2026_asked_for_no_study(desk: Desk, clock: HandClock) -> None:
    clock.moment = on(date(2025, 6, 1))
    an_assembly(desk)
    meeting = meeting_of(desk, a_decision(desk))
    decisions.change_decision(desk, replace(meeting, party_studied_on=None))
    assert lacking(desk, meeting.id) == []


def test_too_few_representatives_and_women_are_told_with_the_article(desk: Desk) -> None:
    an_assembly(desk)
    wrong = {"entitled": 30, "representatives": 23, "women_representatives": 9}
    found = lacks_of(desk, read_file(desk, a_decision(desk, **wrong)))
    assert [lack.problem.code for lack in found] == ["too_few_representatives", "too_few_women"]
    assert not any(lack.stops for lack in found)
    assert "第二十九条" in words_for(found[1].problem).together
    right = {"entitled": 30, "representatives": 24, "women_representatives": 10}
    assert lacking(desk, a_decision(desk, **right)) == []


def test_an_assembly_without_its_committee_does_not_begin(desk: Desk) -> None:
    an_assembly(desk, committee=0)
    meeting_id = a_decision(desk)
    (lack,) = lacks_of(desk, read_file(desk, meeting_id))
    assert (lack.problem.code, lack.stops) == ("committee_missing", True)
    assert "第二十九条" in words_for(lack.problem).together
    on_its_day(desk, meeting_id)
    with pytest.raises(RuleBroken, match="committee_missing"):
        decisions.open_decision(desk, meeting_id)


def test_villagers_are_told_ten_days_before_unless_there_is_a_reason(desk: Desk) -> None:
    an_assembly(desk)
    blank, _none = decisions.blank_decision(desk, desk.clock() + timedelta(days=9))
    meeting = replace(blank, body=DecisionBody.VILLAGERS, entitled=48, party_studied_on=desk.today)
    kept = decisions.plan_decision(desk, meeting, some_motion())
    with pytest.raises(RuleBroken, match="decision_notice_short"):
        decisions.tell(desk, kept.id)
    told = decisions.tell(desk, kept.id, "汛期抢修")
    assert (told.notice_on, told.notice_reason) == (desk.today, "汛期抢修")
    on_its_day(desk, kept.id)
    decisions.open_decision(desk, kept.id)


def test_the_law_of_the_collective_economy_knows_no_shorter_notice(desk: Desk) -> None:
    an_assembly(desk)
    blank, _none = decisions.blank_decision(desk, desk.clock() + timedelta(days=9))
    body = DecisionBody.COLLECTIVE_MEMBERS
    meeting = replace(blank, body=body, entitled=48, party_studied_on=desk.today)
    kept = decisions.plan_decision(desk, meeting, some_motion())
    with pytest.raises(RuleBroken, match="decision_notice_late"):
        decisions.tell(desk, kept.id, "急")
    with pytest.raises(RuleBroken, match="decision_notice_late"):
        decisions.open_decision(desk, kept.id)


def test_exactly_ten_days_are_enough(desk: Desk) -> None:
    an_assembly(desk)
    meeting_id = a_decision(desk, days=10, body=DecisionBody.VILLAGERS)
    assert lacking(desk, meeting_id) == []


def test_a_local_number_of_days_is_told_and_does_not_stop(desk: Desk) -> None:
    desk.unit = replace(desk.unit, profile="zhejiang")
    an_assembly(desk)
    blank, _none = decisions.blank_decision(desk, desk.clock() + timedelta(days=2))
    meeting = replace(
        *[blank],
        entitled=48,
        representatives=42,
        women_representatives=21,
        party_studied_on=desk.today,
    )
    kept = decisions.plan_decision(desk, meeting, some_motion())
    assert lacking(desk, kept.id) == ["decision_notice_short", "authority_missing"]
    on_its_day(desk, kept.id)
    decisions.open_decision(desk, kept.id)


def test_moved_meetings_are_made_known_again(desk: Desk) -> None:
    an_assembly(desk)
    meeting = meeting_of(desk, a_decision(desk))
    moved = decisions.change_decision(
        desk, replace(meeting, starts=meeting.starts + timedelta(days=1))
    )
    assert moved.notice_on is None


def test_collective_property_is_told_to_belong_to_another_meeting(desk: Desk) -> None:
    an_assembly(desk)
    meeting_id = a_decision(desk, motion=some_motion(collective_property=True), acts_for="")
    assert lacking(desk, meeting_id) == ["collective_body"]
    own = a_decision(
        desk,
        motion=some_motion(collective_property=True),
        body=DecisionBody.COLLECTIVE_MEMBERS,
        entitled=48,
    )
    assert lacking(desk, own) == []


def test_steps_of_four_in_a_wrong_order_are_told(desk: Desk) -> None:
    an_assembly(desk)
    dates = {"proposed_on": date(2026, 3, 1), "committees_on": date(2026, 2, 27)}
    assert lacking(desk, a_decision(desk, **dates)) == ["steps_out_of_order"]
    right = {"proposed_on": date(2026, 2, 27), "committees_on": date(2026, 2, 27)}
    assert lacking(desk, a_decision(desk, **right)) == []


def test_a_meeting_called_off_can_neither_change_nor_begin(desk: Desk) -> None:
    an_assembly(desk)
    meeting_id = a_decision(desk)
    with pytest.raises(BadInput, match="reason_missing"):
        decisions.cancel_decision(desk, meeting_id, " ")
    off = decisions.cancel_decision(desk, meeting_id, "停电")
    assert off.state is DecisionState.CANCELLED
    with pytest.raises(RuleBroken, match="decision_over"):
        decisions.open_decision(desk, meeting_id)
    with pytest.raises(RuleBroken, match="decision_over"):
        decisions.change_decision(desk, off)


def test_motions_are_changed_and_taken_off_until_they_are_voted_on(desk: Desk) -> None:
    an_assembly(desk)
    meeting_id = a_decision(desk)
    with pytest.raises(BadInput, match="motion_missing"):
        decisions.put_motion(desk, some_motion(meeting_id, text=" "))
    second = decisions.put_motion(desk, some_motion(meeting_id, title="村规民约修改"))
    assert second.position == 2
    decisions.put_motion(desk, replace(second, text="增加红白事简办一条。"))
    assert motions_of(desk, meeting_id)[1].text == "增加红白事简办一条。"
    decisions.remove_motion(desk, second.id)
    assert len(motions_of(desk, meeting_id)) == 1


def test_a_plan_is_undone_as_a_whole(desk: Desk) -> None:
    blank, _none = decisions.blank_decision(desk, on(date(2026, 4, 1)))
    decisions.plan_decision(desk, blank, some_motion())
    undo(desk, desk.store.recent[-1])
    with desk.store.read() as reader:
        assert reader.all(DecisionMeeting) == []


def test_closing_sends_everybody_home(desk: Desk, clock: HandClock) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:3])
    clock.moment += timedelta(hours=1)
    closed = decisions.close_decision(desk, meeting_id)
    assert closed.state is DecisionState.CLOSED
    file = read_file(desk, meeting_id)
    assert file.entitled_in_room(file.motions[0], clock()) == []
    with pytest.raises(RuleBroken, match="decision_not_open"):
        decisions.close_decision(desk, meeting_id)


def test_a_community_holds_meetings_of_residents(desk: Desk) -> None:
    desk.unit = replace(desk.unit, body=Body.COMMUNITY)
    blank, _none = decisions.blank_decision(desk, on(date(2026, 4, 1)))
    assert blank.body is DecisionBody.RESIDENT_REPRESENTATIVES


def test_the_topic_tells_that_it_was_handed_to_a_deciding_meeting(
    desk: Desk, clock: HandClock
) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    blank, motion = decisions.blank_decision(desk, on(date(2026, 4, 1)), topic_id=topic.id)
    decisions.plan_decision(desk, blank, motion)
    kinds = [each.kind for each in history.topic_history(desk, topic.id)]
    assert kinds[-1] == "decision_planned"
