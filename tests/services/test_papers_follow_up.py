"""Papers of what was promised, built from the records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import accepted_topic, day, held_meeting, ready_topic, some_people
from xieshang_desktop.domain import documents
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import follow_up, papers, topics
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import About, PaperGroup
from xieshang_desktop.services.papers import PaperKind
from xieshang_desktop.services.papers_follow_up import PLEAS, document_number


@pytest.fixture
def agreed(desk: Desk, clock: HandClock) -> str:
    """A topic on which a consensus was reached on 12 March."""
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    return topic.id


@pytest.fixture
def submitted(desk: Desk, clock: HandClock) -> str:
    """A matter that goes up; gives the submission's id."""
    topic = ready_topic(desk, some_people(desk), "过村公交站")
    held_meeting(desk, clock, [topic.id], OutcomeKind.SUBMIT)
    with desk.store.read() as reader:
        return reader.all(Submission, topic_id=topic.id)[0].id


def task_of(desk: Desk, topic_id: str) -> Task:
    with desk.store.read() as reader:
        return reader.all(Task, topic_id=topic_id)[0]


def submission(desk: Desk, object_id: str, **answers: str) -> documents.SubmissionPaper:
    paper = papers.compose(desk, PaperKind.SUBMISSION, object_id, answers).paper
    assert isinstance(paper, documents.SubmissionPaper)
    return paper


def test_a_task_sheet_tells_where_the_task_comes_from_and_leaves_the_rest_to_the_hand(
    desk: Desk, agreed: str
) -> None:
    task = task_of(desk, agreed)
    answers = {"helpers": "镇交通办", "demand": "春耕前完成。"}
    paper = papers.compose(desk, PaperKind.TASK_SHEET, task.id, answers).paper
    assert isinstance(paper, documents.TaskSheet)
    assert paper.source == "2026年3月12日第一次协商议事会（群众出题）"
    assert (paper.owner, paper.due, paper.helpers) == ("村委会", day(4, 11), "镇交通办")
    assert (paper.demand, paper.given_on, paper.result) == ("春耕前完成。", day(3, 12), "")
    follow_up.finish_task(desk, task.id, "修好了。")
    done = papers.compose(desk, PaperKind.TASK_SHEET, task.id).paper
    assert isinstance(done, documents.TaskSheet)
    assert (done.result, done.done_on) == ("修好了。", day(3, 12))
    assert "达成共识" in done.demand


def test_a_plea_and_a_report_differ(desk: Desk, submitted: str) -> None:
    plea = submission(desk, submitted)
    assert plea.title == "关于“过村公交站”有关问题的请示"
    assert (plea.closing, plea.wish_head) == (PLEAS[0], "请示事项")
    assert plea.note.startswith("联系人：")
    assert submission(desk, submitted, plea="1").closing == "当否，请批复。"
    assert submission(desk, submitted, plea="99").closing == PLEAS[0]
    report = submission(desk, submitted, genre="report")
    assert report.title.endswith("报告")
    assert (report.closing, report.wish_head, report.note) == ("特此报告。", "工作建议", "")


def test_a_paper_to_above_brings_what_the_minutes_say(desk: Desk, submitted: str) -> None:
    paper = submission(desk, submitted)
    assert paper.addressee == "柳河镇"
    assert paper.background == "路是土路，雨天走不了。\n路长1.8公里。"
    assert paper.agreed == ("路宽3.5米。",)
    (enclosure,) = paper.enclosures
    assert paper.attachments == (enclosure.name,)
    assert "达成一致的意见：路宽3.5米。" in enclosure.text


def test_the_red_head_comes_with_number_issuer_and_imprint(desk: Desk, submitted: str) -> None:
    plain = submission(desk, submitted)
    assert (plain.mark, plain.imprint) == ("", False)
    red = submission(desk, submitted, red_head="1", number="和村报[2026]第03号")
    assert red.mark == "和顺村村民委员会文件"
    assert (red.number, red.issuer, red.imprint) == ("和村报〔2026〕3号", "周建国", True)
    assert submission(desk, submitted, issuer="李四").issuer == "李四"
    assert submission(desk, submitted, copies="县政协").imprint


def test_a_reply_to_who_keeps_an_eye_on_a_topic(desk: Desk, agreed: str) -> None:
    answers = {"number": "柳督(2026)07号", "received": "2026年3月2日", "sender": "县政府督查室"}
    paper = papers.compose(desk, PaperKind.SUPERVISION_REPLY, agreed, answers).paper
    assert isinstance(paper, documents.SupervisionReply)
    assert paper.letter == "督办单（柳督〔2026〕7号）"
    assert (paper.addressee, paper.received) == ("县政府督查室", "2026年3月2日的")
    assert [deed.state for deed in paper.deeds] == ["正在办理。"]
    plain = papers.compose(desk, PaperKind.SUPERVISION_REPLY, agreed).paper
    assert isinstance(plain, documents.SupervisionReply)
    assert (plain.addressee, plain.letter) == ("柳河镇", "")


def test_an_answer_thanks_and_tells(desk: Desk, agreed: str) -> None:
    topics.answer_proposer(desk, agreed, "五月动工。")
    paper = papers.compose(desk, PaperKind.ANSWER, agreed).paper
    assert isinstance(paper, documents.AnswerLetter)
    assert (paper.proposer.name, paper.answer) == ("李德发", "五月动工。")
    assert paper.deeds == ("报奖补（村委会）：正在办理。",)
    assert paper.refused == ""


def test_an_answer_to_what_was_not_taken_up_says_why(desk: Desk) -> None:
    topic = accepted_topic(desk)
    with desk.store.write() as uow:
        uow.put(replace(topic, reason="已有明确政策规定。"), "topic_changed")
        uow.commit()
    paper = papers.compose(desk, PaperKind.ANSWER, topic.id).paper
    assert isinstance(paper, documents.AnswerLetter)
    assert (paper.refused, paper.result) == ("已有明确政策规定。", "")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("张村报[2026]第03号", "张村报〔2026〕3号"),
        ("张村报（2026）3号", "张村报〔2026〕3号"),
        ("张村报〔2026〕3号", "张村报〔2026〕3号"),
        ("张村报【2026年】012", "张村报〔2026〕12号"),
        ("没有号", "没有号"),
        ("", ""),
    ],
)
def test_a_number_is_printed_as_the_standard_wants_it(written: str, printed: str) -> None:
    assert document_number(written) == printed


@given(st.text(max_size=40))
def test_a_number_is_put_right_once(words: str) -> None:
    once = document_number(words)
    assert document_number(once) == once


def test_every_paper_of_these_groups_renders_as_the_records_stand(
    desk: Desk, agreed: str, submitted: str
) -> None:
    with desk.store.read() as reader:
        about = {
            "task": reader.all(Task)[0].id,
            "submission": submitted,
            "topic": agreed,
            "unit": "",
        }
        assert reader.all(Outcome)
    for spec in SPECS.values():
        if spec.group in {PaperGroup.PUBLIC, PaperGroup.FOLLOW_UP} and spec.about in about:
            text = {"text": "明天停水。"} if spec.about is About.UNIT else None
            composed = papers.compose(desk, spec.kind, about[spec.about], text)
            assert papers.render(composed)[:5] == b"%PDF-", spec.kind


def test_an_announcement_takes_its_words_from_a_result_or_from_the_clerk(
    desk: Desk, agreed: str
) -> None:
    paper = papers.compose(desk, PaperKind.ANNOUNCEMENT, agreed).paper
    assert isinstance(paper, documents.Announcement)
    assert paper.title == "关于“东沟组生产道路硬化”协商结果的通告"
    assert "1. 报奖补（村委会负责，2026年4月11日前完成）。" in paper.text
    answers = {"title_lines": "停水", "text": "明天停水。\n特此公告。", "audience": "全体村民"}
    own = papers.compose(desk, PaperKind.PUBLIC_ANNOUNCEMENT, "", answers).paper
    assert isinstance(own, documents.PublicAnnouncement)
    assert (own.title, own.text, own.audience) == ("停水", "明天停水。", "全体村民")
    assert "非推荐" in SPECS[PaperKind.PUBLIC_ANNOUNCEMENT].hint


@pytest.mark.parametrize("text", ["", "  \n", "特此通告。"])
def test_an_announcement_without_words_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(BadInput, match="announcement_empty"):
        papers.compose(desk, PaperKind.ANNOUNCEMENT, "", {"text": text})


def test_a_poster_says_in_its_name_how_large_it_is(desk: Desk, agreed: str) -> None:
    composed = papers.compose(desk, PaperKind.RESULT, agreed, page="poster-a3", tiled=True)
    assert composed.name.startswith("结果公示（A3拼贴）")
    assert composed.tiled
    large = papers.compose(desk, PaperKind.RESULT, agreed, page="poster-a2")
    assert large.name.startswith("结果公示（A2大字）")
    assert not papers.compose(desk, PaperKind.RESULT, agreed, tiled=True).tiled
    assert papers.rendered(composed).pages > 1  # empty sheets are left out
