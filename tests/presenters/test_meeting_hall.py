"""议事: the gate, who said what, points, measures, the route, and the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.clock import HandClock
from tests.making import (
    Attempts,
    a_meeting,
    accepted_topic,
    day,
    held_meeting,
    items_of,
    ready_topic,
    some_people,
    talk,
)
from tests.presenters.told import Told, Ways
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import ItemKind, MeetingState, OutcomeKind, PointKind
from xieshang_desktop.services import agenda, deliberation, drafting, meetings, sittings
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.sign_in import excuse, sign_in
from xieshang_desktop.ui.presenters.meeting_hall import HallPresenter
from xieshang_desktop.ui.presenters.meeting_hall_view import HallView
from xieshang_desktop.ui.presenters.meeting_talk_view import ItemView
from xieshang_desktop.ui.presenters.meeting_words import facts_line
from xieshang_desktop.wording.dates import short_date


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def hall(desk: Desk, page: Told, attempts: Attempts, ways: Ways) -> HallPresenter:
    return HallPresenter(desk, page, attempts, ways)


@pytest.fixture
def running(desk: Desk, people: list[Person], hall: HallPresenter) -> str:
    """A meeting on two topics, three people there, that has just begun."""
    topics = [ready_topic(desk, people, title).id for title in ("修路", "清淤")]
    meeting_id = a_meeting(desk, topics)
    for person in people[:3]:
        sign_in(desk, meeting_id, person.id)
    excuse(desk, meeting_id, people[4].id, "外出")
    deliberation.open_meeting(desk, meeting_id)
    hall.open(meeting_id)
    return meeting_id


def view(page: Told) -> HallView:
    shown: HallView = page.last("show_hall")
    return shown


def item(page: Told) -> ItemView:
    shown: ItemView = page.last("show_item")
    return shown


# ---- before


def test_the_gate_says_what_stands_in_the_way_and_leads_there(
    hall: HallPresenter, desk: Desk, people: list[Person], page: Told, ways: Ways
) -> None:
    topic = accepted_topic(desk)
    hall.open(a_meeting(desk, [topic.id], notice=False))
    gate = page.last("show_gate")
    assert not gate.ready
    assert [check.words for check in gate.checks] == ["会议通知", "调研"]
    hall.act(gate.checks[1].buttons[0][0])
    assert ways.gone == [("topics/topic", topic.id)]
    hall.act(gate.checks[0].buttons[0][0])
    assert page.last("show_part") == "plan"


def test_a_meeting_may_begin_before_anybody_has_signed_in(
    hall: HallPresenter,
    desk: Desk,
    people: list[Person],
    page: Told,
    attempts: Attempts,
    clock: HandClock,
) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    clock.moment += timedelta(days=10)
    hall.open(meeting_id)
    gate = page.last("show_gate")
    assert gate.ready
    assert gate.sentence == "还没有人签到，也可以先开始。"
    hall.act("start")
    assert attempts.said == ["会议开始了"]
    assert read_meeting(desk, meeting_id).state is MeetingState.OPEN


@pytest.mark.parametrize(
    ("days", "words"), [(-3, "要是还没到日子"), (4, "要是那天已经开过")], ids=["before", "after"]
)
def test_on_another_day_than_planned_the_beginning_is_asked_about(
    hall: HallPresenter,
    desk: Desk,
    people: list[Person],
    page: Told,
    attempts: Attempts,
    clock: HandClock,
    days: int,
    words: str,
) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    planned = read_meeting(desk, meeting_id)
    clock.moment = planned.starts + timedelta(days=days)
    hall.open(meeting_id)
    hall.act("start")
    said, then = page.last("ask_day")
    assert said.startswith(
        f"会议定在{short_date(planned.starts)}，今天是{short_date(desk.today)}。"
    )
    assert words in said
    assert read_meeting(desk, meeting_id).state is MeetingState.PLANNED
    then()
    assert attempts.said == ["会议开始了"]
    opened = read_meeting(desk, meeting_id)
    assert opened.state is MeetingState.OPEN
    assert "今天" in facts_line(opened, desk.today)
    assert short_date(planned.starts) not in facts_line(opened, desk.today)


def test_after_a_break_the_item_it_interrupted_is_in_front_and_runs(
    hall: HallPresenter, running: str, desk: Desk, page: Told, clock: HandClock
) -> None:
    clock.moment += timedelta(seconds=2)
    hall.begin_item(items_of(desk, running)[0].id)
    clock.moment += timedelta(seconds=2)
    sittings.adjourn(desk, running, "停电")
    hall.open(running)
    hall.step(1)
    assert item(page).title == "清淤"
    hall.resume()
    assert item(page).title == "修路"
    hall.open(running)
    assert not view(page).begins


def test_a_cancelled_meeting_does_not_begin(
    hall: HallPresenter, desk: Desk, people: list[Person], page: Told
) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    meetings.cancel_meeting(desk, meeting_id, "农忙")
    hall.open(meeting_id)
    assert page.last("show_gate").sentence == "会议已取消：农忙"
    assert not page.last("show_gate").ready


# ---- while people talk


def test_the_first_item_without_a_result_is_in_front(
    hall: HallPresenter, running: str, page: Told
) -> None:
    assert item(page).title == "修路"
    assert (view(page).number, view(page).of) == (1, 2)
    assert [heading for heading, _text in item(page).paragraphs] == ["事由", "调研"]
    hall.step(1)
    assert item(page).title == "清淤"
    hall.step(1)
    assert item(page).title == "清淤"
    hall.step(-1)
    assert item(page).title == "修路"


def test_speakers_are_found_among_those_present(
    hall: HallPresenter, running: str, page: Told, people: list[Person]
) -> None:
    hall.talk.narrow_speakers("wx")
    assert {row.text for row in page.last("show_speakers")} > {"王小一", "王小二", "王小三"}
    chips = [row.chip for row in page.last("show_speakers")]
    assert "未签到" not in chips[:3]
    assert chips[3:] == ["未签到"] * 3
    hall.talk.choose_speaker(people[1].id)
    assert page.last("speaker_chosen") == "王小二（第一组）"
    hall.talk.record_opinion("王小二（第一组）", "路要修。")
    hall.open(running)
    (row,) = item(page).opinions
    assert (row.lead, row.text, row.note) == ("王小二", "路要修。", "第一组 · 09:00")
    assert page.last("emptied") == ("speaker", "opinion", "stance", "apart")


def test_a_speaker_who_is_not_found_keeps_the_name_as_heard(
    hall: HallPresenter, running: str, page: Told
) -> None:
    hall.talk.narrow_speakers("单队长")
    assert page.last("show_speakers") == []
    hall.talk.record_opinion("单队长（交警）", "划线免费。")
    hall.open(running)
    assert item(page).opinions[0].lead == "单队长（交警）"


def test_a_speaker_restored_as_text_is_the_person_again(
    hall: HallPresenter, running: str, page: Told
) -> None:
    hall.talk.record_opinion("王小二（第一组）", "路要修。")
    hall.open(running)
    assert item(page).opinions[0].lead == "王小二"


def test_an_opinion_without_a_speaker_is_refused_and_nothing_is_emptied(
    hall: HallPresenter, running: str, page: Told, attempts: Attempts
) -> None:
    hall.talk.record_opinion(" ", "路要修。")
    assert attempts.codes == []  # said at the field, not over it
    assert page.last("show_speaker_hint").startswith("还没有写是谁说的")
    assert page.times("ask_speaker") == 1
    assert page.times("emptied") == 0


def test_points_move_between_the_two_lists(hall: HallPresenter, running: str, page: Told) -> None:
    hall.talk.add_point("agreed", "路要修")
    hall.talk.add_point("open", "钱从哪里出")
    hall.open(running)
    hall.talk.move_point(item(page).open_points[0].key, "agreed")
    hall.open(running)
    assert [(row.lead, row.text) for row in item(page).agreed] == [
        ("1", "路要修"),
        ("2", "钱从哪里出"),
    ]
    hall.talk.change_text("point", item(page).agreed[1].key, "村里出一半")
    hall.talk.remove("point", item(page).agreed[0].key)
    hall.open(running)
    assert [row.text for row in item(page).agreed] == ["村里出一半"]


def test_a_measure_says_who_and_until_when(
    hall: HallPresenter, running: str, page: Told, attempts: Attempts
) -> None:
    assert hall.talk.add_measure("报奖补", "村委会", day(3, 20))
    assert not hall.talk.add_measure("报奖补", " ", day(3, 20))
    assert attempts.codes == ["measure_incomplete"]
    hall.open(running)
    (measure,) = item(page).measures
    assert measure.row.note == "村委会 · 3月20日前"
    assert hall.talk.change_measure(measure.row.key, "报县奖补", "张德厚", day(4, 1))
    hall.open(running)
    assert item(page).measures[0].row.note == "张德厚 · 4月1日前"


def test_a_route_waits_for_its_words_and_is_not_written_twice(
    hall: HallPresenter, running: str, page: Told, desk: Desk
) -> None:
    hall.talk.add_point("agreed", "路要修")
    hall.talk.route("consensus", " ", "")
    hall.open(running)
    assert item(page).route.kind == ""
    hall.talk.route("consensus", "按3.5米硬化。", "")
    hall.open(running)
    assert item(page).route == ("consensus", "按3.5米硬化。", "")
    assert [row.note for row in view(page).agenda] == ["计划 09:00 · 达成共识", ""]
    recent = list(desk.store.recent)
    hall.talk.route("consensus", "按3.5米硬化。", "")
    assert desk.store.recent == recent
    hall.talk.route("consensus", "按3.5米硬化。", "张德厚")
    assert desk.store.recent != recent


def test_a_consensus_without_a_point_is_refused(
    hall: HallPresenter, running: str, attempts: Attempts
) -> None:
    hall.talk.route("consensus", "按3.5米硬化。", "")
    assert attempts.codes == ["outcome_needs_points"]


def test_what_is_typed_belongs_to_its_item_and_comes_back(
    hall: HallPresenter, running: str, page: Told, desk: Desk, attempts: Attempts, ways: Ways
) -> None:
    hall.talk.keep_typing("opinion", "我家的地")
    hall.step(1)
    assert page.last("show_drafts") == {}
    again = HallPresenter(desk, page, attempts, ways)
    again.open(running)
    assert page.last("show_drafts") == {"opinion": "我家的地"}
    again.talk.record_opinion("李德发", "我家的地可以让。")
    again.show_item(item(page).key)
    assert page.last("show_drafts") == {}


def test_a_topic_that_came_back_shows_what_was_said_before(
    hall: HallPresenter, desk: Desk, people: list[Person], page: Told, clock: HandClock
) -> None:
    topic = ready_topic(desk, people)
    held_meeting(desk, clock, [topic.id], OutcomeKind.CONTINUE)
    meeting_id = a_meeting(desk)
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    hall.open(meeting_id)
    told = dict(item(page).paragraphs)
    assert "2026年3月12日" in told["上次协商"]
    assert "按3.5米硬化" in told["上次协商"]


# ---- the end


def test_the_end_names_what_is_missing_by_item(
    hall: HallPresenter, running: str, desk: Desk, page: Told
) -> None:
    first, second = items_of(desk, running)
    deliberation.add_point(desk, second.id, PointKind.AGREED, "要清。")
    deliberation.route(desk, second.id, OutcomeKind.CONSENSUS, "清淤。")
    hall.open(running)
    hall.ask_end()
    rows, unbegun = page.last("show_missing")
    assert [(row.key, row.lead, row.text) for row in rows] == [
        (first.id, "1", "“修路”还没有协商结果"),
        (second.id, "2", "“清淤”达成了共识，还差一条办理措施"),
    ]
    assert unbegun == "没议的 1 项列入下次会议"
    assert page.times("ask_end") == 0


def test_an_item_without_a_topic_needs_no_result(
    hall: HallPresenter, running: str, desk: Desk, page: Told
) -> None:
    agenda.add_item(desk, running, title="情况通报", kind=ItemKind.BRIEFING)
    for one in items_of(desk, running)[:2]:
        talk(desk, one.id)
    hall.open(running)
    assert view(page).missing == ()
    hall.show_item(items_of(desk, running)[2].id)
    assert not item(page).has_route
    assert item(page).kind == "情况通报"


def test_the_meeting_ends_after_a_question_and_the_minutes_follow(
    hall: HallPresenter, running: str, desk: Desk, page: Told, attempts: Attempts
) -> None:
    first, second = items_of(desk, running)
    talk(desk, first.id)
    deliberation.route(desk, second.id, OutcomeKind.CONTINUE, "再商量。")
    hall.open(running)
    hall.ask_end()
    words = page.last("ask_end")
    assert words.startswith("协商结果：达成共识 1 项、持续协商 1 项。“清淤”没有记下发言。")
    hall.end()
    assert page.last("show_part") == "minutes"
    hall.open(running)
    assert page.named("show_hall") == {"end": ""}
    assert page.named("show_item") == {"may_talk": True, "may_route": False}


def test_drafts_of_an_item_are_dropped_once_recorded(
    hall: HallPresenter, running: str, desk: Desk, page: Told
) -> None:
    hall.talk.keep_typing("agreed", "路要修")
    hall.talk.add_point("agreed", "路要修")
    assert drafting.kept(desk, item(page).key, "agreed") == {}
