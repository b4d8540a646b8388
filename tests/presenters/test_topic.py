"""A topic's page: the rail, the one next step, what each button does, forms that lose nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.making import (
    MORNING,
    Attempts,
    a_desk,
    a_meeting,
    a_topic,
    accepted_topic,
    held_meeting,
    ready_topic,
    screening,
    some_people,
    some_research,
    undo_last,
)
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.terms import NotOpen, OutcomeKind, Part, StepKind, TopicState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services import follow_up, publishing, topics
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.topic_file import find_topic, open_topic
from xieshang_desktop.ui.presenters.topic import Action, TopicView
from xieshang_desktop.ui.presenters.topic_page import TopicPresenter
from xieshang_desktop.ui.presenters.topic_sheets import Ask


class Page:
    """Remembers what it was told to show."""

    def __init__(self) -> None:
        self.views: list[TopicView] = []
        self.asked: list[Ask] = []
        self.papers: list[Action] = []
        self.gone = 0

    def show_topic(self, view: TopicView) -> None:
        self.views.append(view)

    def show_papers(self, papers: Sequence[Action]) -> None:
        self.papers = list(papers)

    def show_gone(self) -> None:
        self.gone += 1

    def ask(self, form: Ask) -> None:
        self.asked.append(form)

    @property
    def view(self) -> TopicView:
        return self.views[-1]

    @property
    def next(self) -> tuple[str, str]:
        assert self.view.next is not None
        return self.view.next.key, self.view.next.words

    @property
    def others(self) -> set[str]:
        return {action.key for action in self.view.others}


class Opened:
    """A presenter on a desk with its page, its attempts and where it wanted to go."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.page = Page()
        self.attempts = Attempts()
        self.went: list[tuple[str, str | None]] = []
        self.presenter = TopicPresenter(desk, self.page, self.attempts, self._go)

    def _go(self, key: str, object_id: str | None = None) -> None:
        self.went.append((key, object_id))

    def open(self, topic: Topic) -> Page:
        self.presenter.open(topic.id)
        return self.page

    def fill(self, **values: str) -> bool:
        """Answer the form that was asked last."""
        form = self.page.asked[-1]
        return self.presenter.answer(form.key, form.values() | values)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MORNING)


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    desk = a_desk(tmp_path, clock)
    yield desk
    desk.close()


@pytest.fixture
def opened(desk: Desk) -> Opened:
    return Opened(desk)


def test_the_next_step_is_one_at_a_time_in_words(
    desk: Desk, opened: Opened, clock: HandClock
) -> None:
    topic = a_topic(desk, background="")
    assert opened.open(topic).next == ("edit", "下一步：写事由")
    topics.save_topic(desk, _with_background(topic))
    assert opened.open(topic).next == ("screen", "下一步：筛选")
    topics.screen(desk, topic.id, screening())
    assert opened.open(topic).next == ("accept", "审定，列入协商")
    topics.accept(desk, topic.id)
    assert opened.open(topic).next == ("participants", "下一步：定参加人")
    people = some_people(desk)
    topics.add_participants(desk, topic.id, [(people[5].id, Part.STAKEHOLDER, "")])
    assert opened.open(topic).next == ("settle:participants", "确认参加人")
    opened.presenter.go_on()
    opened.presenter.refresh()
    assert opened.page.next == ("research", "下一步：补调研记录")
    topics.save_research(desk, some_research(desk, topic.id))
    assert opened.open(topic).next == ("settle:research", "确认调研完成")
    opened.presenter.go_on()
    opened.presenter.refresh()
    assert opened.page.next == ("plan", "下一步：安排会议")
    held_meeting(desk, clock, [topic.id])
    assert opened.open(topic).next == ("publicity", "下一步：公示结果")
    publishing.post(desk, publishing.issue_result(desk, topic.id).id, "公开栏")
    assert opened.open(topic).next == ("answer", "下一步：答复提出人")
    topics.answer_proposer(desk, topic.id, "定了要修。")
    assert opened.open(topic).next == ("follow_up", "下一步：办理落实")
    with desk.store.read() as reader:
        (task,), (outcome,) = reader.all(Task), reader.all(Outcome)
    follow_up.finish_task(desk, task.id, "修好了。")
    assert opened.open(topic).next == ("follow_up", "下一步：记下效果")
    follow_up.record_effect(desk, outcome.id, "雨天能走。")
    assert opened.open(topic).next == ("close", "办结")
    opened.presenter.go_on()
    opened.presenter.refresh()
    assert opened.page.view.next is None
    assert opened.page.view.others == ()
    assert opened.attempts.codes == []


def test_the_rail_says_what_is_missing(desk: Desk, opened: Opened) -> None:
    topic = accepted_topic(desk)
    steps = opened.open(topic).view.steps
    assert [state for _title, _note, state in steps] == ["done", "now", "ahead", "ahead", "ahead"]
    assert steps[1][1] == "还差：参加人、利益相关方"
    assert steps[0][1] == "3月2日 审定"
    topics.skip_step(desk, topic.id, StepKind.PARTICIPANTS, "只涉及一条巷子")
    steps = opened.open(topic).view.steps
    assert steps[1][1:] == ("已跳过：只涉及一条巷子", "skipped")


def test_the_day_of_the_coming_meeting_stands_on_the_rail(desk: Desk, opened: Opened) -> None:
    topic = ready_topic(desk, some_people(desk))
    a_meeting(desk, [topic.id])
    page = opened.open(topic)
    assert page.view.steps[3][1] == "还差：协商结果"
    assert page.next == ("meeting", "打开会议")


def test_a_closed_matter_leads_to_its_refusal(desk: Desk, opened: Opened) -> None:
    topic = a_topic(desk)
    topics.screen(desk, topic.id, screening(NotOpen.LITIGATION))
    page = opened.open(topic)
    assert page.next == ("refuse", "下一步：不列入并答复")
    assert page.view.checks[-1] == ("attention", "不在协商范围", "涉法涉诉")
    opened.presenter.go_on()
    assert page.asked[-1].values() == {"reason": "涉法涉诉", "answer": ""}
    assert not opened.fill()
    assert opened.attempts.codes == ["refusal_needs_reason_and_answer"]
    assert opened.fill(answer="等法院审完再说。")
    assert "不列入：涉法涉诉" in opened.open(topic).view.notice[0]


def test_screening_is_filled_in_as_it_stands(desk: Desk, opened: Opened) -> None:
    topic = a_topic(desk)
    opened.open(topic)
    opened.presenter.do("screen")
    assert opened.page.asked[-1].values()["small_cut"] == "yes"
    assert opened.fill(
        small_cut_reason="一条路",
        wide_relevance_reason="46户",
        strong_reaction="",
        strong_reaction_reason="两户提过",
    )
    opened.presenter.refresh()
    assert [state for state, *_ in opened.page.view.checks] == ["done", "done", "ahead"]
    opened.presenter.do("screen")
    again = opened.page.asked[-1].values()
    assert (again["strong_reaction"], again["wide_relevance_reason"]) == ("", "46户")


def test_a_likely_duplicate_is_pointed_out_and_offered_first(desk: Desk, opened: Opened) -> None:
    a_topic(desk, "路灯")
    first = a_topic(desk, "东沟组生产道路硬化")
    twin = a_topic(desk, "东沟组道路太烂")
    assert first.number in opened.open(twin).view.notice[0]
    opened.presenter.do("merge")
    assert opened.page.asked[-1].values() == {"into": first.id}
    assert opened.fill()
    merged = find_topic(desk, twin.id)
    assert merged is not None
    assert merged.state is TopicState.MERGED
    assert first.number in opened.open(twin).view.notice[0]


def test_there_may_be_nothing_to_join_to(desk: Desk, opened: Opened) -> None:
    opened.open(a_topic(desk))
    opened.presenter.do("merge")
    assert opened.attempts.codes == ["merge_nothing"]
    assert opened.page.asked == []


def test_research_needs_a_day(desk: Desk, opened: Opened) -> None:
    topic = accepted_topic(desk)
    opened.open(topic)
    opened.presenter.do("research")
    assert opened.page.asked[-1].values()["day"] == "2026-03-02"
    assert not opened.fill(who="村委会", day="", findings="路长1.8公里。")
    assert opened.attempts.codes == ["date_missing"]
    assert opened.fill(who="村委会", findings="路长1.8公里。")
    assert opened.open(topic).view.research == (("3月2日　村委会", "路长1.8公里。"),)


def test_what_is_typed_into_a_form_is_there_the_next_time(desk: Desk, opened: Opened) -> None:
    topic = accepted_topic(desk)
    opened.open(topic)
    opened.presenter.do("research")
    begun = opened.page.asked[-1].values()
    opened.presenter.keep(begun | {"findings": "路长1.8公"})
    again = Opened(desk)  # the program was killed and started again
    again.open(topic)
    again.presenter.do("research")
    assert again.page.asked[-1].values()["findings"] == "路长1.8公"
    assert again.fill(who="村委会", findings="路长1.8公里。")
    again.presenter.do("research")
    assert again.page.asked[-1].values()["findings"] == ""


def test_a_form_left_as_it_began_leaves_no_draft(desk: Desk, opened: Opened) -> None:
    topic = accepted_topic(desk)
    opened.open(topic)
    opened.presenter.do("research")
    begun = opened.page.asked[-1].values()
    opened.presenter.keep(begun | {"who": "村"})
    opened.presenter.keep(begun)
    opened.presenter.do("research")
    assert opened.page.asked[-1].values() == begun


def test_forms_of_two_topics_do_not_mix(desk: Desk, opened: Opened) -> None:
    one, other = accepted_topic(desk, "甲"), accepted_topic(desk, "乙")
    opened.open(one)
    opened.presenter.do("research")
    opened.presenter.keep(opened.page.asked[-1].values() | {"findings": "甲的情况"})
    opened.open(other)
    opened.presenter.do("research")
    assert opened.page.asked[-1].values()["findings"] == ""


def test_skipping_asks_for_the_reason(desk: Desk, opened: Opened) -> None:
    topic = accepted_topic(desk)
    opened.open(topic)
    assert "skip:participants" in opened.page.others
    opened.presenter.do("skip:participants")
    assert "确定主体" in opened.page.asked[-1].title
    assert not opened.fill(reason="急")
    assert opened.fill(reason="只涉及一条巷子的几户")
    assert opened.attempts.said == ["已跳过，原因会写进纪要"]


@pytest.mark.parametrize(
    ("make", "number", "went"),
    [
        (accepted_topic, 1, "topics/participants"),
        (lambda desk: ready_topic(desk, some_people(desk)), 3, "meetings/edit"),
        (lambda desk: ready_topic(desk, some_people(desk)), 1, "topics/participants"),
    ],
)
def test_a_step_of_the_rail_leads_where_it_is_done(
    desk: Desk, opened: Opened, make: Callable[[Desk], Topic], number: int, went: str
) -> None:
    opened.open(make(desk))
    opened.presenter.choose_step(number)
    assert [key for key, _id in opened.went] == [went]


def test_talk_and_publicity_lead_to_the_meeting(
    desk: Desk, opened: Opened, clock: HandClock
) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = held_meeting(desk, clock, [topic.id])
    opened.open(topic)
    opened.presenter.choose_step(3)
    opened.presenter.choose_step(4)
    opened.presenter.choose_step(0)
    assert opened.went == [
        ("meetings/meeting", meeting_id),
        ("meetings/meeting", f"{meeting_id}#publicity"),
    ]


def test_a_new_meeting_is_planned_for_this_topic(desk: Desk, opened: Opened) -> None:
    topic = ready_topic(desk, some_people(desk))
    opened.open(topic)
    opened.presenter.go_on()
    assert opened.went == [("meetings/edit", f"new:{topic.id}")]


def test_what_is_owed_opens_where_it_is_done(desk: Desk, opened: Opened, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id], OutcomeKind.SUBMIT)
    publishing.post(desk, publishing.issue_result(desk, topic.id).id, "公开栏")
    topics.answer_proposer(desk, topic.id, "报上去了。")
    with desk.store.read() as reader:
        (submission,) = reader.all(Submission)
    assert opened.open(topic).next == ("follow_up", "下一步：等上级答复")
    opened.presenter.go_on()
    assert opened.went == [("follow_up", submission.id)]


def test_a_topic_taken_back_leaves_the_page(desk: Desk, opened: Opened) -> None:
    topic = a_topic(desk)
    opened.open(topic)
    undo_last(desk)
    opened.presenter.refresh()
    assert opened.page.gone == 1
    assert opened.attempts.codes == []
    opened.presenter.go_on()
    opened.presenter.choose_step(1)
    assert opened.went == []


def test_what_came_of_it_is_told_with_its_days(
    desk: Desk, opened: Opened, clock: HandClock
) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id])
    view = opened.open(topic).view
    assert view.results[0] == ("done", "达成共识", "按3.5米硬化。")
    assert view.results[1] == ("ahead", "村委会", "报奖补（4月11日前）")
    assert view.history[0][1] == "李德发 提出"
    clock.moment += timedelta(days=1)
    posting = publishing.post(desk, publishing.issue_result(desk, topic.id).id, "公开栏")
    assert "可撤" in opened.open(topic).view.steps[4][1]
    assert posting.posted_on == desk.today


def test_the_mix_is_told_before_anybody_is_invited(desk: Desk, opened: Opened) -> None:
    topic = accepted_topic(desk)
    assert opened.open(topic).view.participants == "还没有定参加人。"
    people = some_people(desk)
    topics.add_participants(desk, topic.id, [(people[0].id, Part.COUNCIL, "")])
    view = opened.open(topic).view
    assert "共 1 人：议事会成员 1" in view.participants
    assert "利益相关方" in view.mix_missing
    assert open_topic(desk, topic.id).mix.total == 1


def _with_background(topic: Topic) -> Topic:
    from msgspec.structs import replace

    return replace(topic, background="路是土路，雨天走不了。")


def test_the_papers_of_a_topic_are_those_that_can_be_made(
    desk: Desk, clock: HandClock, opened: Opened
) -> None:
    topic = ready_topic(desk, some_people(desk))
    before = [action.key for action in opened.open(topic).papers]
    assert f"paper:result:{topic.id}" not in before
    meeting_id = held_meeting(desk, clock, [topic.id])
    papers = opened.open(topic).papers
    assert papers[0].key == f"paper:minutes:{meeting_id}"
    assert f"paper:result:{topic.id}" in [action.key for action in papers]
    assert papers[-1].words == "更多文书"
    opened.presenter.do(papers[0].key)
    opened.presenter.do(papers[-1].key)
    assert opened.went == [
        ("papers", f"minutes:{meeting_id}"),
        ("papers", f"about:topic:{topic.id}"),
    ]
