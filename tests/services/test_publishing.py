"""Public papers: when a result may be written, how long it hangs, which papers a meeting has."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, day, held_meeting, ready_topic, some_people, undo_last
from xieshang_desktop.domain.publicity import Notice
from xieshang_desktop.domain.terms import OutcomeKind, Rank, StepKind
from xieshang_desktop.errors import BadInput, RuleBroken, WorldFailed
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import minutes, papers, publishing, sealing
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_set import write_papers
from xieshang_desktop.services.papers import PaperKind
from xieshang_desktop.services.topic_file import open_topic


@pytest.fixture
def topic_id(desk: Desk, clock: HandClock) -> str:
    """A topic on which a consensus was reached on 12 March."""
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    return topic.id


def test_nothing_is_published_before_there_is_a_result(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    with pytest.raises(RuleBroken, match="nothing_to_publish"):
        publishing.issue_result(desk, topic.id)
    with pytest.raises(RuleBroken, match="nothing_to_publish"):
        publishing.publicity_paper(desk, topic.id, {})
    held_meeting(desk, clock, [topic.id], OutcomeKind.CONTINUE)
    with pytest.raises(RuleBroken, match="nothing_to_publish"):
        publishing.issue_result(desk, topic.id)


def test_a_result_is_written_once(desk: Desk, topic_id: str) -> None:
    first = publishing.issue_result(desk, topic_id)
    assert publishing.issue_result(desk, topic_id).id == first.id
    assert first.days == 15


def test_a_posting_needs_a_place_and_a_day_that_has_come(desk: Desk, topic_id: str) -> None:
    notice = publishing.issue_result(desk, topic_id)
    with pytest.raises(BadInput, match="place_missing"):
        publishing.post(desk, notice.id, " ")
    with pytest.raises(BadInput, match="date_in_future"):
        publishing.post(desk, notice.id, "公开栏", desk.today + timedelta(days=1))


def test_a_result_hangs_fifteen_days_not_counting_the_first(desk: Desk, topic_id: str) -> None:
    notice = publishing.issue_result(desk, topic_id)
    posting = publishing.post(desk, notice.id, "村务公开栏")
    assert (posting.posted_on, posting.removable_on) == (day(3, 12), day(3, 28))
    step = open_topic(desk, topic_id).standing.step(StepKind.PUBLICITY)
    assert step is not None
    assert step.done_on == day(3, 12)


def test_a_last_day_of_rest_moves_to_the_next_working_day(
    desk: Desk, clock: HandClock, topic_id: str
) -> None:
    notice = publishing.issue_result(desk, topic_id)
    clock.moment = datetime(2026, 3, 21, 9, tzinfo=BEIJING)  # the fifteenth day is 5 April, 清明
    assert publishing.post(desk, notice.id, "公开栏").removable_on == day(4, 8)


def test_a_posting_comes_down_in_time_and_once(desk: Desk, clock: HandClock, topic_id: str) -> None:
    posting = publishing.post(desk, publishing.issue_result(desk, topic_id).id, "公开栏")
    clock.moment = datetime(2026, 3, 27, 9, tzinfo=BEIJING)
    with pytest.raises(RuleBroken, match="posting_too_early"):
        publishing.take_down(desk, posting.id)
    with pytest.raises(BadInput, match="date_in_future"):
        publishing.take_down(desk, posting.id, day(3, 28))
    clock.moment = datetime(2026, 3, 28, 9, tzinfo=BEIJING)
    assert publishing.take_down(desk, posting.id).removed_on == day(3, 28)
    with pytest.raises(RuleBroken, match="posting_down"):
        publishing.take_down(desk, posting.id)


def test_posting_can_be_undone_with_its_step(desk: Desk, topic_id: str) -> None:
    publishing.post(desk, publishing.issue_result(desk, topic_id).id, "公开栏")
    undo_last(desk)
    assert open_topic(desk, topic_id).standing.current is StepKind.PUBLICITY


def test_the_notice_of_a_meeting_hangs_until_the_day_after_it(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    with desk.store.read() as reader:
        (notice,) = reader.all(Notice, meeting_id=meeting_id)
    posting = publishing.post(desk, notice.id, "公开栏")
    assert posting.removable_on == day(3, 13)
    assert open_topic(desk, topic.id).standing.step(StepKind.PUBLICITY) is None


def test_before_2026_the_old_law_counts(desk: Desk, clock: HandClock) -> None:
    clock.moment = datetime(2025, 11, 3, 9, tzinfo=BEIJING)
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    paper = publishing.publicity_paper(desk, topic.id, {})
    assert paper.basis == ""
    clock.moment = datetime(2026, 1, 5, 9, tzinfo=BEIJING)
    assert "第三十五条" in publishing.publicity_paper(desk, topic.id, {}).basis


def test_a_result_says_what_who_and_until_when_and_names_no_villager(
    desk: Desk, topic_id: str
) -> None:
    paper = publishing.publicity_paper(desk, topic_id, {})
    ((measure),) = paper.measures
    assert (measure.what, measure.who, measure.due) == ("报奖补", "村委会", date(2026, 4, 11))
    assert paper.removable_on == day(3, 28)
    assert "李德发" not in str(paper)


def test_a_meeting_has_the_papers_of_how_far_it_has_come(
    desk: Desk, clock: HandClock, tmp_path: Path
) -> None:
    people = some_people(desk)
    topic = ready_topic(desk, people)
    planned = a_meeting(desk, [topic.id])
    names = [f.name for f in write_papers(desk, planned, tmp_path / "before")]
    title = "第一次协商议事会"
    before = ("会议通知", "议程", "议题说明", "空白签到表", "席卡")
    assert names == [f"2026-01 {paper} {title}.pdf" for paper in before]
    held = held_meeting(desk, clock, [ready_topic(desk, people, "路灯").id])
    names = [f.name for f in write_papers(desk, held, tmp_path / "after")]
    assert names == [
        *(f"2026-02 {paper} {title}.pdf" for paper in before),
        f"2026-02 签到表 {title}.pdf",
        f"2026-02 纪要 {title}.pdf",
        f"2026-02 协商意见书 {title}.pdf",
        "2026-02 结果公示 路灯.pdf",
    ]
    assert all((tmp_path / "after" / name).read_bytes()[:4] == b"%PDF" for name in names)


def test_sealed_minutes_are_given_as_they_were_sealed(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = held_meeting(desk, clock, [topic.id])
    file = minutes.open_minutes(desk, meeting_id)
    sealing.confirm(desk, file.minutes.id, Rank.FIRST)
    sealed = sealing.confirm(desk, file.minutes.id, Rank.SECOND)
    kept = desk.files.path(sealed.minutes.digest)
    assert papers.compose(desk, PaperKind.MINUTES, meeting_id).pdf == kept.read_bytes()
    kept.write_bytes(b"%PDF-1.7 something else")
    with pytest.raises(WorldFailed, match="file_changed"):
        papers.compose(desk, PaperKind.MINUTES, meeting_id)
    kept.unlink()
    with pytest.raises(WorldFailed, match="file_missing_here"):
        papers.compose(desk, PaperKind.MINUTES, meeting_id)


def test_a_place_where_nothing_can_be_written_is_named(desk: Desk, tmp_path: Path) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder", "utf-8")
    with pytest.raises(WorldFailed, match="folder_not_writable"):
        write_papers(desk, meeting_id, blocked)


def test_a_posting_is_printed_again_as_it_was_recorded(desk: Desk, topic_id: str) -> None:
    notice = publishing.issue_result(desk, topic_id)
    posting = publishing.post(desk, notice.id, "村务公开栏")
    with desk.store.write(desk.actor) as uow:
        uow.put(replace(notice, days=20), "result_notice_issued")
        uow.put(replace(posting, removable_on=day(5, 6)), "notice_posted")
        uow.commit()
    paper = publishing.publicity_paper(desk, topic_id, {})
    assert (paper.days, paper.removable_on) == (20, day(5, 6))
