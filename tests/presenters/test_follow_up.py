"""办理: the list by deadline, the marked row in full, and what its buttons do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.making import (
    MORNING,
    Attempts,
    a_desk,
    held_meeting,
    ready_topic,
    some_people,
    undo_last,
)
from xieshang_desktop.domain.outcome import Outcome
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.services import decisions, publishing
from xieshang_desktop.services.follow_up_list import list_follow_up
from xieshang_desktop.ui.presenters.follow_up import Asked, FollowUpPresenter
from xieshang_desktop.ui.presenters.follow_up_detail import Action, FollowDetail
from xieshang_desktop.ui.presenters.follow_up_rows import FollowRow

#: What a consensus can be handed to (VCL art. 33).
DECIDE = "提交村民（代表）会议"


class Page:
    """Remembers what was shown and asked."""

    def __init__(self) -> None:
        self.summary = self.nothing = self.button = ""
        self.filters: list[tuple[str, str]] = []
        self.rows: list[FollowRow] = []
        self.detail: FollowDetail | None = None
        self.asked: list[tuple[str, Asked]] = []
        self.photos = ("", "", "")

    def show_summary(self, words: str) -> None:
        self.summary = words

    def show_filters(self, filters: Sequence[tuple[str, str]], chosen: str) -> None:
        self.filters = list(filters)

    def show_rows(self, rows: Sequence[FollowRow], mark: str) -> None:
        self.rows = list(rows)

    def show_nothing(self, sentence: str, button: str) -> None:
        self.nothing, self.button = sentence, button

    def show_detail(self, detail: FollowDetail | None) -> None:
        self.detail = detail

    def ask_finish(self, asked: Asked) -> None:
        self.asked.append(("finish", asked))

    def ask_extend(self, asked: Asked) -> None:
        self.asked.append(("extend", asked))

    def ask_owner(self, asked: Asked) -> None:
        self.asked.append(("owner", asked))

    def ask_effect(self, asked: Asked) -> None:
        self.asked.append(("effect", asked))

    def ask_hand_in(self, asked: Asked) -> None:
        self.asked.append(("hand_in", asked))

    def ask_reply(self, asked: Asked) -> None:
        self.asked.append(("reply", asked))

    def ask_answer(self, asked: Asked) -> None:
        self.asked.append(("answer", asked))

    def ask_posting(self, asked: Asked) -> None:
        self.asked.append(("post", asked))

    def show_photos(self, object_type: str, object_id: str, title: str) -> None:
        self.photos = (object_type, object_id, title)


class Room:
    """A village in which one thing was promised and one handed upwards."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock(MORNING)
        self.desk = a_desk(folder, self.clock)
        self.page, self.attempts = Page(), Attempts()
        self.went: list[tuple[str, str | None]] = []
        self.presenter = FollowUpPresenter(
            self.desk, self.page, self.attempts, lambda key, at=None: self.went.append((key, at))
        )

    def decide(self, title: str, kind: OutcomeKind = OutcomeKind.CONSENSUS) -> str:
        people = some_people(self.desk)
        topic = ready_topic(self.desk, people, title)
        held_meeting(self.desk, self.clock, [topic.id], kind)
        self.presenter.refresh()
        return topic.id

    def key(self, start: str) -> str:
        return next(row.key for row in self.page.rows if row.key.startswith(start))

    def mark(self, start: str) -> FollowDetail:
        self.presenter.mark(self.key(start))
        assert self.page.detail is not None
        return self.page.detail

    def buttons(self) -> list[str]:
        assert self.page.detail is not None
        return [action.words for action in self.page.detail.actions]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.desk.close()


def test_an_empty_page_says_what_fills_it_and_leads_there(room: Room) -> None:
    room.presenter.refresh()
    assert "散会以后" in room.page.nothing
    assert room.page.button == "看议题"
    assert room.page.summary == ""
    assert room.page.detail is None


def test_what_is_late_comes_first_and_is_counted(room: Room) -> None:
    room.decide("东沟组生产道路硬化")
    room.clock.moment += timedelta(days=25)
    room.decide("第三组排水沟清淤")  # ten days later again
    texts = [(row.due, row.step) for row in room.page.rows]
    assert texts[0] == (("逾期 5 天", "attention"), "办理")
    assert room.page.summary == "没办完 4 件，其中逾期 2 件"


def test_a_deadline_near_by_is_said_in_days(room: Room) -> None:
    room.decide("东沟组生产道路硬化")
    due = list_follow_up(room.desk).tasks[0].task.due
    said = {}
    for days in (4, 3, 1, 0):
        room.clock.moment = room.clock.moment.replace(hour=9)
        room.clock.moment += due - timedelta(days=days) - room.desk.today
        room.presenter.refresh()
        said[days] = next(r.due for r in room.page.rows if r.key.startswith("task:"))
    assert said[4][1] == "neutral"
    assert said[3] == ("还有 3 天", "waiting")
    assert said[1] == ("明天到期", "waiting")
    assert said[0] == ("今天到期", "waiting")


def test_a_task_is_done_with_its_result_and_can_be_taken_back(room: Room) -> None:
    room.decide("东沟组生产道路硬化")
    detail = room.mark("task:")
    assert detail.what == "报奖补"
    assert ("谁来办", "村委会") in detail.facts
    assert room.buttons() == ["办好了", "延期", "换人办", "加照片", "办理单", DECIDE, "看议题"]
    room.presenter.act("finish")
    assert room.page.asked[-1][0] == "finish"
    assert not room.presenter.finish(" ", None)
    assert room.attempts.codes == ["result_missing"]
    assert room.presenter.finish("报上了，批了36万元。", None)
    room.presenter.refresh()
    room.presenter.choose("done")
    assert [row.step for row in room.page.rows] == ["已办结"]
    undo_last(room.desk)
    room.presenter.refresh()
    assert room.page.rows == []


def test_more_time_and_somebody_else(room: Room) -> None:
    room.decide("东沟组生产道路硬化")
    room.mark("task:")
    assert room.presenter.extend(date(2026, 6, 1), "等镇里的材料")
    assert room.presenter.give_to("镇交通办")
    room.presenter.refresh()
    detail = room.mark("task:")
    assert ("延期原因", "等镇里的材料") in detail.facts
    assert ("谁来办", "镇交通办") in detail.facts
    assert ("期限", "2026年6月1日") in detail.facts


def test_a_submission_is_handed_in_waits_and_is_answered(room: Room) -> None:
    room.decide("过村公交站", OutcomeKind.SUBMIT)
    room.mark("submission:")
    assert room.buttons() == ["报上去", "上报件", "看议题"]
    room.presenter.act("hand_in")
    name, asked = room.page.asked[-1]
    assert (name, asked.who) == ("hand_in", "柳河镇人民政府")
    assert room.presenter.hand_in("请列入明年计划。", asked.who)
    room.clock.moment += timedelta(days=12)
    room.presenter.refresh()
    detail = room.mark("submission:")
    assert detail.what == "过村公交站"
    assert any(fact[1].endswith("已等 12 天") for fact in detail.facts)
    assert room.buttons() == ["记答复", "上报件", "看议题"]
    assert room.presenter.record_reply("已列入计划。")
    room.presenter.refresh()
    room.presenter.choose("done")
    assert ("答复", "已列入计划。") in room.mark("submission:").facts


def test_the_effect_and_how_content_people_are(room: Room) -> None:
    room.decide("东沟组生产道路硬化")
    room.mark("task:")
    room.presenter.finish("修好了。", None)
    room.presenter.refresh()
    detail = room.mark("outcome:")
    assert detail.actions[0].words == "记效果"
    assert not room.presenter.record_effect("雨天能走。", 120, "")
    assert room.attempts.codes == ["satisfaction_range"]
    assert room.presenter.record_effect("雨天能走。", 94, "三轮车进得去了")
    room.presenter.refresh()
    room.presenter.choose("done")
    detail = room.mark("task:")
    assert ("满意度", "94% 三轮车进得去了") in detail.facts
    assert room.buttons() == ["改效果", "加照片", "办理单", DECIDE, "看议题"]
    assert not any(action.main for action in detail.actions)
    room.presenter.act("effect")
    assert room.page.asked[-1][1].number == 94


def test_the_proposer_gets_an_answer_and_what_is_missing_is_named(room: Room) -> None:
    topic_id = room.decide("东沟组生产道路硬化")
    detail = room.mark("topic:")
    assert detail.what == "把结果告诉 李德发"
    assert ("", "按3.5米硬化。") in detail.facts
    room.presenter.act("answer")
    assert room.presenter.answer_proposer("五月动工。")
    room.presenter.refresh()
    assert room.mark("topic:").what.startswith("已经答复，办结还差：")
    room.presenter.act("topic")
    assert room.went == [("topics/topic", topic_id)]


def test_a_row_is_found_from_another_page_whatever_the_filter(room: Room) -> None:
    room.decide("东沟组生产道路硬化")
    room.decide("过村公交站", OutcomeKind.SUBMIT)
    room.presenter.choose("done")
    room.presenter.narrow("没有的词")
    submission = list_follow_up(room.desk).submissions[0].submission
    room.presenter.find(submission.id)
    assert f"submission:{submission.id}" in [row.key for row in room.page.rows]
    room.presenter.open_topic(f"submission:{submission.id}")
    assert room.went == [("topics/topic", submission.topic_id)]


def test_words_narrow_the_list(room: Room) -> None:
    room.decide("东沟组生产道路硬化")
    room.presenter.narrow("村委会")
    assert {row.who for row in room.page.rows} == {"村委会"}
    room.presenter.narrow("没有的词")
    assert room.page.nothing == "没有找到，换个词试试。"
    assert room.page.button == ""


def work_off(room: Room, title: str = "东沟组生产道路硬化") -> str:
    """A topic whose result hangs, whose work is done and whose effect was seen."""
    topic_id = room.decide(title)
    notice = publishing.issue_result(room.desk, topic_id)
    publishing.post(room.desk, notice.id, "村务公开栏")
    room.mark("task:")
    room.presenter.finish("修好了。", None)
    room.presenter.refresh()
    room.mark("outcome:")
    room.presenter.record_effect("雨天能走。", 94, "")
    room.presenter.refresh()
    return topic_id


def test_what_was_done_is_written_posted_and_taken_down(room: Room) -> None:
    topic_id = work_off(room)
    detail = room.mark("implementation:")
    assert (detail.what, detail.actions[0]) == (
        "落实情况还没公示",
        Action("issue", "公示落实情况", True),
    )
    assert ("最迟公示", "2026年3月31日") in detail.facts
    room.presenter.act("issue")
    assert room.went == [("papers", f"implementation:{topic_id}")]
    room.presenter.refresh()
    room.mark("implementation:")
    assert room.buttons()[:2] == ["已张贴", "看公示"]
    room.presenter.act("post")
    name, asked = room.page.asked[-1]
    assert (name, asked.who) == ("post", "村务公开栏")
    assert not room.presenter.post(" ", None)
    assert room.presenter.post("村口", asked.day)
    room.presenter.refresh()
    assert not [row for row in room.page.rows if row.key.startswith("implementation:")]
    room.presenter.choose("after")
    detail = room.mark("implementation:")
    assert detail.what == "落实情况公示贴在村口"
    assert ("最早撤下", "2026年3月28日") in detail.facts
    room.presenter.act("take_down")
    assert room.attempts.codes[-1] == "posting_too_early"
    room.clock.moment += timedelta(days=20)
    room.presenter.refresh()
    assert room.mark("implementation:").chip == ("可以撤下", "waiting")
    room.presenter.act("take_down")
    room.presenter.refresh()
    assert not [row for row in room.page.rows if row.key.startswith("implementation:")]


def test_the_task_that_was_done_leads_to_the_second_posting(room: Room) -> None:
    topic_id = work_off(room)
    room.presenter.choose("done")
    room.mark("task:")
    assert room.buttons() == ["公示落实情况", "改效果", "加照片", "办理单", DECIDE, "看议题"]
    room.presenter.act("issue")
    assert room.went[-1] == ("papers", f"implementation:{topic_id}")


def test_the_to_do_list_finds_the_second_posting_by_the_key_of_its_row(room: Room) -> None:
    topic_id = work_off(room)
    room.presenter.choose("done")
    room.presenter.find(f"implementation:{topic_id}")
    assert room.page.rows
    room.presenter.mark(room.key("implementation:"))
    assert room.page.detail is not None
    room.presenter.act("paper:implementation")
    assert room.went == [("papers", f"implementation:{topic_id}")]


def test_photos_belong_to_the_task_or_to_the_result(room: Room) -> None:
    work_off(room)
    room.mark("implementation:")
    room.presenter.act("photos")
    assert room.page.photos[0] == "outcome"
    room.presenter.choose("done")
    room.mark("task:")
    room.presenter.act("photos")
    assert room.page.photos[::2] == ("task", "报奖补")


def test_an_outcome_that_was_handed_over_leads_to_its_meeting(room: Room) -> None:
    topic_id = room.decide("东沟组生产道路硬化")
    with room.desk.store.read() as reader:
        outcome = reader.all(Outcome, topic_id=topic_id)[0]
    starts = room.clock.moment + timedelta(days=12)
    blank, motion = decisions.blank_decision(room.desk, starts, outcome_id=outcome.id)
    meeting = decisions.plan_decision(room.desk, blank, motion)
    room.presenter.refresh()
    detail = room.mark("task")
    assert DECIDE not in room.buttons()
    assert ("决定会议", f"{meeting.title}（{meeting.number}） · 准备中") in detail.facts
    room.presenter.act("decision")
    assert room.went[-1] == ("meetings/decision", meeting.id)
    decisions.cancel_decision(room.desk, meeting.id, "停电")
    room.mark("task")
    assert DECIDE in room.buttons()
