"""What a matter itself asks for: who may decide it, and that the party branch studied it first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

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
from xieshang_desktop.domain.decision import Motion
from xieshang_desktop.domain.terms_decision import DecisionBody
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import decision_votes, decisions
from xieshang_desktop.services.decision_checks import lacks_of
from xieshang_desktop.services.decision_file import read_file
from xieshang_desktop.services.decision_papers import decision_record
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.wording import words_for

ARTICLE_28 = "《中华人民共和国农村集体经济组织法》第二十八条"


def stopping(desk: Desk, meeting_id: str) -> list[str]:
    return [lack.problem.code for lack in lacks_of(desk, read_file(desk, meeting_id)) if lack.stops]


def vote(desk: Desk, motion: Motion, agree: int) -> None:
    told = counted(agree, 0)
    decision_votes.vote_by_hands(desk, motion.id, told, told, COUNTERS)


def charter() -> Motion:
    return some_motion(title="修改章程", collective_property=True, members_only=True)


@pytest.mark.parametrize(
    "body", [DecisionBody.COLLECTIVE_REPRESENTATIVES, DecisionBody.VILLAGE_REPRESENTATIVES]
)
def test_delegates_do_not_change_the_charter(desk: Desk, body: DecisionBody) -> None:
    an_assembly(desk)
    meeting_id = a_decision(desk, body=body, entitled=30, members=900, motion=charter())
    found = [each.problem for each in lacks_of(desk, read_file(desk, meeting_id))]
    refused = next(problem for problem in found if problem.code == "members_only")
    assert "members_only" in stopping(desk, meeting_id)
    assert ARTICLE_28 in words_for(refused).together


def test_neither_when_it_is_put_to_them_at_the_meeting(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    late = replace(charter(), decision_meeting_id=meeting_id, studied_on=desk.today)
    with pytest.raises(RuleBroken, match="members_only"):
        vote(desk, decisions.put_motion(desk, late), 37)


def test_all_members_may(desk: Desk) -> None:
    an_assembly(desk)
    body = DecisionBody.COLLECTIVE_MEMBERS
    meeting_id = a_decision(desk, body=body, entitled=48, motion=charter())
    assert "members_only" not in stopping(desk, meeting_id)


def test_what_came_after_the_notice_was_studied_itself(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    late = decisions.put_motion(desk, some_motion(meeting_id, title="宅基地分配办法"))
    with pytest.raises(RuleBroken, match="motion_unstudied"):
        vote(desk, late, 37)
    tomorrow = desk.today + timedelta(days=1)
    decisions.put_motion(desk, replace(late, studied_on=tomorrow))
    with pytest.raises(RuleBroken, match="party_study_late"):
        vote(desk, late, 37)
    decisions.put_motion(desk, replace(late, studied_on=desk.today))
    vote(desk, motions_of(desk, meeting_id)[0], 37)
    vote(desk, late, 37)
    told = "\n".join(decision_record(desk, meeting_id, {}).preparation)
    assert "研究讨论（通知以后提出的除外）。" in told
    assert "“宅基地分配办法”由党组织于" in told


def test_a_minor_matter_may_come_at_the_meeting(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    late = decisions.put_motion(desk, some_motion(meeting_id, title="运动会日期", minor=True))
    vote(desk, late, 37)
    assert late.id in read_file(desk, meeting_id).votes


def test_representatives_say_when_they_were_authorised(desk: Desk) -> None:
    people = an_assembly(desk)
    (lack,) = lacks_of(desk, read_file(desk, a_decision(desk, authorised="")))
    assert (lack.problem.code, lack.stops) == ("authority_missing", False)
    assert "第二十九条" in words_for(lack.problem).together
    meeting_id = an_open_decision(desk, people[:37])
    vote(desk, motions_of(desk, meeting_id)[0], 37)
    told = decision_record(desk, meeting_id, {}).preparation
    assert "讨论决定的事项由村民会议授权（2026年1月20日）。" in told


def test_the_record_says_where_the_assembly_is_not_as_the_law_asks(desk: Desk) -> None:
    people = an_assembly(desk)
    wrong = {"entitled": 48, "representatives": 30, "women_representatives": 9}
    meeting_id = an_open_decision(desk, people[:37], **wrong)
    vote(desk, motions_of(desk, meeting_id)[0], 37)
    record = decision_record(desk, meeting_id, {})
    told = "\n".join(record.preparation)
    assert (
        "组成人员48人中代表30人，应占五分之四以上，与《中华人民共和国村民委员会组织法》第二十九条"
        in told
    )
    assert "妇女代表9人，应占三分之一以上" in told
    women = next(iter(read_file(desk, meeting_id).votes.values())).women
    assert f"其中妇女{women}人。" in record.motions[0].voting
    assert meeting_of(desk, meeting_id).representatives == 30
