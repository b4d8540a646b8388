"""A meeting that decides goes wrong: it lasts over midnight, is called off, votes in secret."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.deciding import (
    COUNTERS,
    a_decision,
    an_assembly,
    an_open_decision,
    by_hands,
    counted,
    first_motion,
    meeting_of,
    some_motion,
)
from tests.printing.reading import pdfium_text
from xieshang_desktop.domain import documents
from xieshang_desktop.domain.terms_decision import VotingWay
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import decision_sealing, decision_votes, decisions
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_choices import papers_about
from xieshang_desktop.services.paper_list.kinds import About, PaperKind
from xieshang_desktop.services.papers import compose
from xieshang_desktop.services.true_end import TrueEnd, doubted_decision_end
from xieshang_desktop.services.typesetting import set_paper

HOUR = timedelta(hours=1)
_SECRET = some_motion(way=VotingWay.BALLOT)


def the_record(desk: Desk, meeting_id: str) -> documents.DecisionRecord:
    paper = compose(desk, PaperKind.DECISION_RECORD, meeting_id).paper
    assert isinstance(paper, documents.DecisionRecord)
    return paper


def test_a_meeting_that_ended_the_next_day_says_so_and_on_which_day_was_voted(
    desk: Desk, clock: HandClock
) -> None:
    meeting_id = an_open_decision(desk, an_assembly(desk)[:37])
    clock.moment = clock.moment.replace(hour=9) + timedelta(days=1, hours=3)
    by_hands(desk, first_motion(desk, meeting_id), 30, 7)
    decisions.close_decision(desk, meeting_id)
    record = the_record(desk, meeting_id)
    assert record.when == "2026年3月14日（星期六）上午9:00至2026年3月15日（星期日）中午12:00"
    assert record.motions[0].voting.startswith("2026年3月15日（星期日）中午12:00进行举手表决")


def test_a_vote_on_the_day_of_the_meeting_needs_no_day(desk: Desk) -> None:
    meeting_id = an_open_decision(desk, an_assembly(desk)[:37])
    by_hands(desk, first_motion(desk, meeting_id), 30, 7)
    assert "月" not in the_record(desk, meeting_id).motions[0].voting.partition("进行")[0]


def by_ballot(desk: Desk, meeting_id: str) -> None:
    decision_votes.vote_by_ballot(
        *(desk, first_motion(desk, meeting_id), counted(30, 7), COUNTERS),
        issued=37,
        returned=37,
        invalid=0,
    )


def test_nobody_signs_for_or_against_what_is_voted_on_in_secret(desk: Desk) -> None:
    meeting_id = an_open_decision(desk, an_assembly(desk)[:37], motion=_SECRET)
    with pytest.raises(RuleBroken, match="signatures_secret"):
        compose(desk, PaperKind.DECISION_SIGNATURES, meeting_id)
    by_ballot(desk, meeting_id)
    assert PaperKind.DECISION_SIGNATURES not in papers_about(desk, About.DECISION, meeting_id)
    decisions.close_decision(desk, meeting_id)
    assert decision_sealing.seal_decision(desk, meeting_id).signatures_digest == ""
    with pytest.raises(RuleBroken, match="signatures_secret"):
        compose(desk, PaperKind.DECISION_SIGNATURES, meeting_id)


def test_beside_a_secret_matter_the_others_have_their_rows_to_sign(desk: Desk) -> None:
    meeting_id = an_open_decision(desk, an_assembly(desk)[:37], motion=_SECRET)
    decisions.put_motion(desk, some_motion(meeting_id, title="村规民约修改"))
    paper = compose(desk, PaperKind.DECISION_SIGNATURES, meeting_id).paper
    assert isinstance(paper, documents.DecisionSignatures)
    assert [motion.what for motion in paper.motions] == ["村规民约修改"]


def test_what_was_to_be_by_hands_and_became_a_ballot_is_not_signed(desk: Desk) -> None:
    meeting_id = an_open_decision(desk, an_assembly(desk)[:37])
    by_ballot(desk, meeting_id)
    with pytest.raises(RuleBroken, match="signatures_secret"):
        compose(desk, PaperKind.DECISION_SIGNATURES, meeting_id)


def test_a_meeting_called_off_has_its_own_notice_and_no_other(desk: Desk) -> None:
    an_assembly(desk)
    meeting_id = a_decision(desk)
    decisions.tell(desk, meeting_id, "防汛紧急，提前召开")
    with pytest.raises(RuleBroken, match="meeting_not_cancelled"):
        compose(desk, PaperKind.DECISION_CANCELLATION, meeting_id)
    decisions.cancel_decision(desk, meeting_id, "因暴雨")
    known = meeting_of(desk, meeting_id)
    assert (known.notice_reason, known.cancel_reason) == ("防汛紧急，提前召开", "因暴雨")
    for kind in (PaperKind.DECISION_NOTICE, PaperKind.DECISION_BALLOT):
        with pytest.raises(RuleBroken, match="decision_cancelled"):
            compose(desk, kind, meeting_id)
    paper = compose(desk, PaperKind.DECISION_CANCELLATION, meeting_id).paper
    assert isinstance(paper, documents.CancellationPaper)
    assert paper.reason == "暴雨"  # the sentence says 因 itself
    assert paper.title == "关于取消村民代表会议的通知"
    assert paper.addressees == ("各位组成人员",)


def test_a_meeting_closed_another_day_without_a_vote_there_asks_for_its_end(
    desk: Desk, clock: HandClock
) -> None:
    meeting_id = an_open_decision(desk, an_assembly(desk)[:37])
    by_hands(desk, first_motion(desk, meeting_id), 30, 7)
    assert doubted_decision_end(desk, meeting_id) is None
    last, clock.moment = clock.moment, clock.moment + timedelta(days=1)
    asked = doubted_decision_end(desk, meeting_id)
    assert asked is not None
    assert abs(asked - last) < timedelta(minutes=1)
    with pytest.raises(BadInput, match="reason_missing"):
        decisions.close_decision(desk, meeting_id, TrueEnd(at=last + HOUR, reason=""))
    closed = decisions.close_decision(desk, meeting_id, TrueEnd(at=last + HOUR, reason="停电"))
    assert closed.closed_at == last + HOUR
    when = the_record(desk, meeting_id).when
    assert when == "2026年3月14日（星期六）上午9:00至上午10:00（结束时间为散会后补填：停电）"


def test_a_meeting_that_voted_the_next_day_ended_that_day(desk: Desk, clock: HandClock) -> None:
    meeting_id = an_open_decision(desk, an_assembly(desk)[:37])
    clock.moment += timedelta(days=1)
    by_hands(desk, first_motion(desk, meeting_id), 30, 7)
    assert doubted_decision_end(desk, meeting_id) is None


def test_who_oversaw_the_counting_stands_on_the_counting_sheet_and_in_the_record(
    desk: Desk,
) -> None:
    meeting_id = an_open_decision(desk, an_assembly(desk)[:37])
    told = counted(30, 7)
    decision_votes.vote_by_hands(
        *(desk, first_motion(desk, meeting_id), told, told, COUNTERS), overseer=" 王兰 "
    )
    (motion,) = the_record(desk, meeting_id).motions
    assert "计票人：李志强、张玉梅，监票人：王兰。" in motion.voting
    sheet = compose(desk, PaperKind.COUNT_SHEET, meeting_id).paper
    assert isinstance(sheet, documents.CountSheet)
    assert sheet.sheets[0].overseer == "王兰"
    assert "王兰" in pdfium_text(set_paper(sheet).pdf)
