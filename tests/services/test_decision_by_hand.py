"""The papers with which a meeting that decides goes on when the laptop can't."""

from __future__ import annotations

import pytest

from tests.deciding import (
    a_decision,
    an_assembly,
    an_open_decision,
    by_hands,
    motions_of,
    some_motion,
)
from tests.printing.reading import pdfium_text
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import VotingWay
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import decisions
from xieshang_desktop.services.decision_by_hand import decision_papers_by_hand
from xieshang_desktop.services.desk import Desk


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return an_assembly(desk)


def test_before_the_meeting_the_notice_and_the_whole_roll_are_among_them(
    desk: Desk, people: list[Person]
) -> None:
    made = decision_papers_by_hand(desk, a_decision(desk))
    assert made.names == ("开会通知（决定会议）", "签到表", "计票单", "手工记录表")
    text = pdfium_text(made.pdf)
    assert all(person.name in text for person in people)
    assert "几点表决" in text


def test_in_the_middle_they_say_who_is_there_and_what_was_counted(
    desk: Desk, people: list[Person]
) -> None:
    meeting_id = an_open_decision(desk, people[:37])
    decisions.put_motion(desk, some_motion(meeting_id, title="村规民约", way=VotingWay.BALLOT))
    by_hands(desk, motions_of(desk, meeting_id)[0].id, 30, 7)
    told: list[str] = []
    made = decision_papers_by_hand(desk, meeting_id, lambda _at, _of, name: told.append(name))
    assert made.names == ("签到表", "计票单", "手工记录表", "表决票")
    assert told == list(made.names)
    text = pdfium_text(made.pdf)
    assert "同意30人，不同意7人，弃权0人" in text
    assert text.count("09:00已到") == 37


def test_there_are_none_of_a_meeting_that_is_over_or_has_nothing_to_decide(
    desk: Desk, people: list[Person]
) -> None:
    meeting_id = a_decision(desk)
    decisions.remove_motion(desk, motions_of(desk, meeting_id)[0].id)
    with pytest.raises(RuleBroken, match="motions_missing"):
        decision_papers_by_hand(desk, meeting_id)
    decisions.cancel_decision(desk, meeting_id, "因暴雨")
    with pytest.raises(RuleBroken, match="decision_over"):
        decision_papers_by_hand(desk, meeting_id)
