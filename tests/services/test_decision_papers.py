"""Papers of decisions say what was counted and why it holds, and name nobody on the wall."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from tests.clock import HandClock
from tests.deciding import (
    COUNTERS,
    a_decision,
    an_assembly,
    an_open_decision,
    counted,
    first_motion,
    meeting_of,
    motions_of,
    some_motion,
)
from tests.printing.reading import pdfium_text
from xieshang_desktop.domain import documents
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Sharing
from xieshang_desktop.domain.terms_decision import (
    Choice,
    DecisionBody,
    DecisionPaper,
    DecisionState,
)
from xieshang_desktop.errors import BadInput, Problem, RuleBroken
from xieshang_desktop.services import (
    decision_sealing,
    decision_votes,
    decisions,
    sharing,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.office_files import as_word, as_workbook
from xieshang_desktop.services.paper_choices import objects_of
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import About, PaperGroup, PaperKind
from xieshang_desktop.services.papers import compose, release, render
from xieshang_desktop.services.typesetting import set_paper
from xieshang_desktop.services.undoing import undo


def held(desk: Desk, clock: HandClock, people: list[Person], agree: int = 30) -> str:
    """A meeting of 37 of 48 with one vote by hands, held and closed on its day."""
    meeting_id = an_open_decision(desk, people[:37])
    motion = motions_of(desk, meeting_id)[0]
    told = counted(agree, 37 - agree)
    decision_votes.vote_by_hands(desk, motion.id, told, told, COUNTERS)
    clock.moment += timedelta(hours=2)
    decisions.close_decision(desk, meeting_id)
    return meeting_id


def paper(desk: Desk, kind: PaperKind, object_id: str, **answers: str) -> documents.Paper:
    return compose(desk, kind, object_id, answers).paper


def test_the_record_prints_the_counting_the_basis_the_vote_and_the_decision(
    desk: Desk, clock: HandClock
) -> None:
    meeting_id = held(desk, clock, an_assembly(desk))
    record = paper(desk, PaperKind.DECISION_RECORD, meeting_id)
    assert isinstance(record, documents.DecisionRecord)
    assert record.basis == (
        "应到48人，实到37人，符合《中华人民共和国村民委员会组织法》第三十条规定"
    )
    (motion,) = record.motions
    assert "计票人：李志强、张玉梅" in motion.voting
    assert motion.counted == "同意30人，不同意7人，弃权0人。"
    assert motion.result.endswith("“东沟组道路硬化筹资方案”通过。")
    assert record.decisions == ("东沟组道路硬化筹资方案：每户筹资三百元，不足部分申请奖补。",)
    assert len(record.signers) == 37
    assert "党组织已于2026年3月2日研究讨论" in record.preparation[0]
    assert render(compose(desk, PaperKind.DECISION_RECORD, meeting_id)).startswith(b"%PDF")


def test_what_did_not_pass_is_no_decision(desk: Desk, clock: HandClock) -> None:
    meeting_id = held(desk, clock, an_assembly(desk), agree=18)
    record = paper(desk, PaperKind.DECISION_RECORD, meeting_id)
    assert isinstance(record, documents.DecisionRecord)
    assert record.decisions == ()
    for kind in (PaperKind.DECISION_RESULT, PaperKind.DECISION_DONE):
        with pytest.raises(RuleBroken, match="decision_nothing_passed"):
            compose(desk, kind, meeting_id)


def test_on_the_wall_nobody_is_named(desk: Desk, clock: HandClock) -> None:
    people = an_assembly(desk)
    meeting_id = held(desk, clock, people)
    composed = compose(desk, PaperKind.DECISION_RESULT, meeting_id)
    shown = str(composed.paper)
    assert not [p.name for p in people if p.name in shown]
    assert "第三十五条" in shown
    assert release(composed).startswith(b"%PDF")


def test_a_ballot_asks_about_what_was_not_voted_on_and_names_nobody(
    desk: Desk, clock: HandClock
) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    decisions.put_motion(desk, some_motion(meeting_id, title="村规民约修改"))
    first = motions_of(desk, meeting_id)[0]
    told = counted(30, 7)
    decision_votes.vote_by_hands(desk, first.id, told, told, COUNTERS)
    ballot = paper(desk, PaperKind.DECISION_BALLOT, meeting_id, cards="37")
    assert isinstance(ballot, documents.Ballot)
    assert [line.what for line in ballot.matters] == ["村规民约修改"]
    assert ballot.cards == 37


def printed(counted_paper: documents.Paper) -> str:
    """The words of a paper as it is set."""
    return pdfium_text(set_paper(counted_paper).pdf)


def test_a_counting_sheet_is_blank_until_it_was_counted(desk: Desk, clock: HandClock) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    motion = motions_of(desk, meeting_id)[0]
    blank = paper(desk, PaperKind.COUNT_SHEET, meeting_id)
    assert isinstance(blank, documents.CountSheet)
    assert blank.sheets[0].agree == ""
    decision_votes.vote_by_ballot(
        *(desk, motion.id, counted(25, 7, 2), COUNTERS), issued=37, returned=36, invalid=2
    )
    filled = paper(desk, PaperKind.COUNT_SHEET, meeting_id)
    assert isinstance(filled, documents.CountSheet)
    (sheet,) = filled.sheets
    assert (sheet.issued, sheet.valid, sheet.agree, sheet.result) == ("37张", "34张", "25", "通过")
    assert "发出表决票" in printed(filled)


def test_no_papers_are_counted_of_hands(desk: Desk, clock: HandClock) -> None:
    meeting_id = an_open_decision(desk, an_assembly(desk)[:37])
    told = counted(30, 7)
    decision_votes.vote_by_hands(desk, first_motion(desk, meeting_id), told, told, COUNTERS)
    sheet = printed(paper(desk, PaperKind.COUNT_SHEET, meeting_id))
    assert "表决票" not in sheet
    assert "有效票" not in sheet
    assert "计票人签名" in sheet


def test_signatures_stand_with_what_each_said_at_the_roll_call(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:34])
    blank = paper(desk, PaperKind.DECISION_SIGNATURES, meeting_id)
    assert isinstance(blank, documents.DecisionSignatures)
    assert {row.name for row in blank.motions[0].agreeing} == {""}
    motion = motions_of(desk, meeting_id)[0]
    for n, person in enumerate(people[:34]):
        decision_votes.say(desk, motion.id, person.id, Choice.AGREE if n else Choice.DISAGREE)
    decision_votes.vote_by_roll_call(desk, motion.id)
    told = paper(desk, PaperKind.DECISION_SIGNATURES, meeting_id)
    assert isinstance(told, documents.DecisionSignatures)
    assert len(told.motions[0].agreeing) == 33
    assert [row.name for row in told.motions[0].differing] == [people[0].name]


def test_a_sealed_record_is_kept_by_its_hash_and_never_changes(
    desk: Desk, clock: HandClock
) -> None:
    meeting_id = held(desk, clock, an_assembly(desk))
    before = paper(desk, PaperKind.DECISION_RECORD, meeting_id)
    sealed = decision_sealing.seal_decision(desk, meeting_id)
    assert sealed.state is DecisionState.SEALED
    composed = compose(desk, PaperKind.DECISION_RECORD, meeting_id)
    assert composed.pdf == desk.files.read(sealed.digest)
    assert composed.paper == before
    with pytest.raises(RuleBroken, match="decision_over"):
        decisions.change_decision(desk, sealed)
    with pytest.raises(RuleBroken, match="decision_not_open"):
        decision_votes.take_vote_back(desk, motions_of(desk, meeting_id)[0].id)
    with pytest.raises(Problem, match="sealed"):
        undo(desk, desk.store.recent[-1])
    with pytest.raises(RuleBroken, match="decision_not_closed"):
        decision_sealing.seal_decision(desk, meeting_id)


def test_only_a_closed_meeting_with_every_vote_is_sealed(desk: Desk) -> None:
    people = an_assembly(desk)
    meeting_id = an_open_decision(desk, people[:37])
    with pytest.raises(RuleBroken, match="decision_not_closed"):
        decision_sealing.seal_decision(desk, meeting_id)
    decisions.close_decision(desk, meeting_id)
    with pytest.raises(RuleBroken, match="decision_unvoted"):
        decision_sealing.seal_decision(desk, meeting_id)


def test_corrections_are_numbered_and_stand_behind_the_record(desk: Desk, clock: HandClock) -> None:
    meeting_id = held(desk, clock, an_assembly(desk))
    with pytest.raises(RuleBroken, match="decision_not_sealed"):
        decision_sealing.correct_decision(desk, meeting_id, "地点应为村部二楼。")
    decision_sealing.seal_decision(desk, meeting_id)
    with pytest.raises(RuleBroken, match="not_corrected"):
        compose(desk, PaperKind.CORRECTED_DECISION, meeting_id)
    with pytest.raises(BadInput, match="correction_empty"):
        decision_sealing.correct_decision(desk, meeting_id, " ")
    decision_sealing.correct_decision(desk, meeting_id, "地点应为村部二楼。")
    second = decision_sealing.correct_decision(desk, meeting_id, "记录人应为陈小云。")
    assert second.number == 2
    corrected = paper(desk, PaperKind.CORRECTED_DECISION, meeting_id)
    assert isinstance(corrected, documents.DecisionRecord)
    assert corrected.corrections[1].endswith("记录人应为陈小云。")


def test_a_decision_hangs_for_fifteen_days(desk: Desk, clock: HandClock) -> None:
    meeting_id = held(desk, clock, an_assembly(desk))
    today = desk.today
    for wrong, code in (
        ({"place": " "}, "place_missing"),
        ({"place": "村部", "day": date(2026, 3, 1)}, "decision_posted_before"),
        ({"place": "村部", "day": today + timedelta(days=1)}, "date_in_future"),
    ):
        with pytest.raises(BadInput, match=code):
            decision_sealing.post_decision(desk, meeting_id, DecisionPaper.DECISION, **wrong)  # type: ignore[arg-type]
    kind = DecisionPaper.DECISION
    posting = decision_sealing.post_decision(desk, meeting_id, kind, "村部公开栏")
    assert (posting.removable_on - today).days >= 16
    with pytest.raises(RuleBroken, match="posting_too_early"):
        decision_sealing.take_decision_down(desk, posting.id)
    clock.moment += timedelta(days=40)
    down = decision_sealing.take_decision_down(desk, posting.id)
    assert down.removed_on == desk.today
    with pytest.raises(RuleBroken, match="posting_down"):
        decision_sealing.take_decision_down(desk, posting.id)


def test_a_sealed_meeting_can_still_be_posted(desk: Desk, clock: HandClock) -> None:
    meeting_id = held(desk, clock, an_assembly(desk))
    decision_sealing.seal_decision(desk, meeting_id)
    decision_sealing.post_decision(
        desk, meeting_id, DecisionPaper.DONE, "村部公开栏", text="路面已经硬化一点八公里。"
    )
    done = paper(desk, PaperKind.DECISION_DONE, meeting_id)
    assert isinstance(done, documents.DecisionResult)
    assert (done.done, done.posted) == ("路面已经硬化一点八公里。", True)
    steps = paper(desk, PaperKind.FOUR_STEPS, meeting_id, cause="people")
    assert isinstance(steps, documents.FourSteps)
    assert [sheet.step for sheet in steps.sheets] == [
        "村党组织提议",
        "村“两委”商议",
        "党员大会审议",
        "会议决议",
        "决议公开",
        "实施结果公开",
    ]
    assert steps.sheets[3].share == "77.08%"
    assert steps.sheets[5].published.startswith("2026年3月14日起在村部公开栏公布")


def test_the_statistics_follow_the_form_to_the_letter(desk: Desk, clock: HandClock) -> None:
    people = an_assembly(desk)
    held(desk, clock, people)
    an_open_decision(desk, people[:37])  # nothing decided yet
    composed = compose(desk, PaperKind.DECISION_STATISTICS, "2026")
    statistics = composed.paper
    assert isinstance(statistics, documents.DecisionStatistics)
    none, row, plebiscite = statistics.rows
    assert (none.body, none.meetings, none.present_share) == ("村民会议", 0, "--")
    assert (row.body, row.meetings, row.expected, row.present) == ("村民代表会议", 1, 48, 37)
    assert (row.present_share, row.agree_share) == ("77.08%", "81.08%")
    assert (row.disagree_share, row.abstain_share) == ("18.92%", "0.00%")
    assert (row.women, row.women_share) == (18, "48.65%")
    assert plebiscite.body == "村民公决"
    book = load_workbook(io.BytesIO(as_workbook(composed)))
    assert book.worksheets[0]["A5"].value == "村民代表会议"
    (line,) = paper(desk, PaperKind.DECISION_LEDGER, "2026").rows  # type: ignore[attr-defined]
    assert (line.matter, line.agree, line.result) == ("东沟组道路硬化筹资方案", 30, "通过")


def test_a_year_is_asked_for_in_four_digits(desk: Desk) -> None:
    with pytest.raises(BadInput, match="year_unreadable"):
        compose(desk, PaperKind.DECISION_STATISTICS, "26")


def test_every_paper_of_decisions_can_be_set_and_edited(desk: Desk, clock: HandClock) -> None:
    meeting_id = held(desk, clock, an_assembly(desk))
    decision_sealing.seal_decision(desk, meeting_id)
    decision_sealing.correct_decision(desk, meeting_id, "地点应为村部二楼。")
    assert objects_of(desk, About.DECISION)[0][0] == meeting_id
    for spec in SPECS.values():
        if spec.group is not PaperGroup.DECISIONS:
            continue
        if spec.kind is PaperKind.DECISION_CANCELLATION:  # of another meeting than this
            continue
        about = meeting_id if spec.about is About.DECISION else "2026"
        composed = compose(desk, spec.kind, about, {"done": "已经办好。"})
        assert render(composed).startswith(b"%PDF"), spec.kind
        if spec.word:
            assert as_word(composed), spec.kind


def test_a_notice_goes_to_those_who_may_vote(desk: Desk) -> None:
    an_assembly(desk)
    meeting_id = an_open_decision(desk, [], body=DecisionBody.VILLAGE_GROUP, group="第一组")
    notice = paper(desk, PaperKind.DECISION_NOTICE, meeting_id)
    assert isinstance(notice, documents.DecisionNotice)
    assert notice.title == "关于召开第一村民小组会议的通知"
    assert notice.addressees == "各位村民"
    assert meeting_of(desk, meeting_id).entitled == 24


def test_what_each_person_voted_stays_in_the_village(desk: Desk) -> None:
    with desk.store.read() as reader:
        levels = sharing.sharing_levels(reader)
    assert levels["voice"] is Sharing.HASH


def test_a_counting_sheet_names_for_each_matter_of_how_many_it_counts(desk: Desk) -> None:
    an_assembly(desk)
    ours = some_motion(title="厂房出租方案", collective_property=True)
    body = {"body": DecisionBody.VILLAGERS, "entitled": 48}
    meeting_id = a_decision(desk, motion=ours, members=30, **body)
    decisions.put_motion(desk, some_motion(meeting_id, title="村规民约修改"))
    sheet = paper(desk, PaperKind.COUNT_SHEET, meeting_id)
    assert isinstance(sheet, documents.CountSheet)
    assert [each.expected for each in sheet.sheets] == ["30人", "48人"]
