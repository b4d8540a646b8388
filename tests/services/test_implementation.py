"""The second posting: how a result was carried out is written, hangs, and comes down."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.clock import HandClock
from tests.making import attach_photo, day, held_meeting, ready_topic, some_people, undo_last
from xieshang_desktop.domain import documents
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.terms import NoticeKind, OutcomeKind, StepKind
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import follow_up, papers, publishing, topics
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.follow_up_list import list_follow_up
from xieshang_desktop.services.papers import PaperKind
from xieshang_desktop.services.topic_file import open_topic


@pytest.fixture
def topic_id(desk: Desk, clock: HandClock) -> str:
    """A topic on which a consensus was reached on 12 March."""
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    return topic.id


def hang_result(desk: Desk, topic_id: str) -> None:
    publishing.post(desk, publishing.issue_result(desk, topic_id).id, "公开栏")


def finish(desk: Desk, topic_id: str) -> Outcome:
    """The one task is done and its effect was seen."""
    with desk.store.read() as reader:
        (task,) = reader.all(Task, topic_id=topic_id)
        (outcome,) = reader.all(Outcome, topic_id=topic_id)
    follow_up.finish_task(desk, task.id, "修好1.8公里")
    return follow_up.record_effect(desk, outcome.id, "雨天能走。", satisfaction=94)


def paper_of(desk: Desk, topic_id: str) -> documents.ImplementationPaper:
    paper = papers.compose(desk, PaperKind.IMPLEMENTATION, topic_id).paper
    assert isinstance(paper, documents.ImplementationPaper)
    return paper


def test_the_second_posting_follows_the_first(desk: Desk, topic_id: str) -> None:
    finish(desk, topic_id)
    with pytest.raises(RuleBroken, match="result_not_posted"):
        publishing.issue_implementation(desk, topic_id)
    assert list_follow_up(desk).implementations == ()
    hang_result(desk, topic_id)
    (line,) = list_follow_up(desk).implementations
    assert (line.notice, line.due) == (None, day(3, 31))
    notice = publishing.issue_implementation(desk, topic_id)
    assert notice.kind is NoticeKind.IMPLEMENTATION
    assert "已全部办结" in notice.text


def test_nothing_is_told_before_there_is_a_result(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    with pytest.raises(RuleBroken, match="nothing_to_publish"):
        publishing.issue_implementation(desk, topic.id)


def test_it_hangs_as_long_as_a_result_and_settles_no_step(desk: Desk, topic_id: str) -> None:
    hang_result(desk, topic_id)
    finish(desk, topic_id)
    notice = publishing.issue_implementation(desk, topic_id)
    posting = publishing.post(desk, notice.id, "公开栏")
    assert (posting.posted_on, posting.removable_on) == (day(3, 12), day(3, 28))
    (line,) = list_follow_up(desk).implementations
    assert line.postings == (posting,)
    steps = [s for s in open_topic(desk, topic_id).standing.steps if s.kind is StepKind.PUBLICITY]
    assert len(steps) == 1


def test_one_that_waits_is_renewed_and_one_that_hangs_is_followed_by_news_only(
    desk: Desk, topic_id: str
) -> None:
    hang_result(desk, topic_id)
    first = publishing.issue_implementation(desk, topic_id)
    assert "正在办理1项" in first.text
    assert publishing.issue_implementation(desk, topic_id).id == first.id
    publishing.post(desk, first.id, "公开栏")
    assert publishing.issue_implementation(desk, topic_id).id == first.id
    finish(desk, topic_id)
    second = publishing.issue_implementation(desk, topic_id)
    assert second.id != first.id
    (line,) = list_follow_up(desk).implementations
    assert line.notice == second


def test_the_paper_tells_promise_deed_effect_and_reply(desk: Desk, topic_id: str) -> None:
    hang_result(desk, topic_id)
    with desk.store.read() as reader:
        (task,) = reader.all(Task, topic_id=topic_id)
    follow_up.extend_task(desk, task.id, day(5, 20), "等材料")
    (deed,) = paper_of(desk, topic_id).deeds
    assert deed.due == day(4, 11)  # as it was promised
    assert deed.state == "正在办理，延期至2026年5月20日，原因：等材料。"
    finish(desk, topic_id)
    topics.answer_proposer(desk, topic_id, "路修好了。")
    paper = paper_of(desk, topic_id)
    assert paper.deeds[0].state == "2026年3月12日办结：修好1.8公里。"
    assert paper.progress == "协商确定的办理事项共1项，已全部办结。"
    assert (paper.effect, paper.satisfaction) == ("雨天能走。", "满意率94%。")
    assert paper.feedback == "2026年3月12日已答复议题提出人。"
    assert "协商结果已于2026年3月12日公示" in paper.meeting
    assert (paper.posted, paper.last_on, paper.removable_on) == (False, day(3, 27), day(3, 28))
    assert "第三十五条" in paper.basis
    assert paper.supervision == "村务监督委员会"
    assert "李德发" not in str(paper)  # who raised it is told, not shown


def test_what_went_up_is_told_with_its_answer(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id], OutcomeKind.SUBMIT)
    assert paper_of(desk, topic.id).reply == ""
    with desk.store.read() as reader:
        (submission,) = reader.all(Submission)
    follow_up.hand_in(desk, submission.id, "请镇里定", "柳河镇")
    assert "正在等待答复" in paper_of(desk, topic.id).reply
    follow_up.record_reply(desk, submission.id, "同意")
    paper = paper_of(desk, topic.id)
    assert paper.reply == "柳河镇于2026年3月12日答复：同意。"
    assert paper.deeds == ()


def test_photos_of_before_and_after_stand_in_pairs(
    desk: Desk, topic_id: str, tmp_path: Path
) -> None:
    outcome = finish(desk, topic_id)
    for colour, caption in (
        ("red", "办理前：路口"),
        ("green", "办理前：沟"),
        ("blue", "现场会"),
        ("white", "办理后：路口"),
        ("black", "办理后：沟"),
    ):
        out = io.BytesIO()
        Image.new("RGB", (60, 40), colour).save(out, "PNG")
        file = tmp_path / f"{colour}.png"
        file.write_bytes(out.getvalue())
        attach_photo(desk, "outcome", outcome.id, file, caption)
    shown = [picture.caption for picture in paper_of(desk, topic_id).photos]
    assert shown == [
        "办理前：路口", "办理后：路口", "办理前：沟", "办理后：沟", "现场会"
    ]  # fmt: skip
    assert b"JFIF" in paper_of(desk, topic_id).photos[0].data[:20]
    assert papers.render(papers.compose(desk, PaperKind.IMPLEMENTATION, topic_id))[:5] == b"%PDF-"


def test_posting_it_can_be_undone(desk: Desk, topic_id: str) -> None:
    hang_result(desk, topic_id)
    finish(desk, topic_id)
    publishing.post(desk, publishing.issue_implementation(desk, topic_id).id, "公开栏")
    undo_last(desk)
    (line,) = list_follow_up(desk).implementations
    assert line.notice is not None
    assert line.postings == ()


def test_a_topic_that_was_closed_is_left_alone_but_for_what_still_hangs(
    desk: Desk, topic_id: str, clock: HandClock
) -> None:
    hang_result(desk, topic_id)
    finish(desk, topic_id)
    topics.answer_proposer(desk, topic_id, "修好了。")
    posting = publishing.post(desk, publishing.issue_implementation(desk, topic_id).id, "公开栏")
    topics.close_topic(desk, topic_id)
    assert len(list_follow_up(desk).implementations) == 1
    clock.moment = clock.moment.replace(month=4)
    publishing.take_down(desk, posting.id)
    assert list_follow_up(desk).implementations == ()
