"""准备: what is missing, agenda, invitations, the notice in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import (
    Attempts,
    a_meeting,
    accepted_topic,
    items_of,
    ready_topic,
    some_people,
)
from tests.presenters.told import Told, Ways
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Part, Role
from xieshang_desktop.services import agenda, meetings
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.services.people import add_guest, find_people
from xieshang_desktop.services.roles import give_role
from xieshang_desktop.ui.presenters.meeting_hall_view import ItemChoice
from xieshang_desktop.ui.presenters.meeting_plan import PlanPresenter
from xieshang_desktop.ui.presenters.meeting_plan_view import Check, PlanView, part_for


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def plan(desk: Desk, page: Told, attempts: Attempts, ways: Ways) -> PlanPresenter:
    return PlanPresenter(desk, page, attempts, ways)


def empty_meeting(desk: Desk, days: int = 10) -> str:
    blank = meetings.blank_meeting(desk, desk.clock() + timedelta(days=days))
    return meetings.plan_meeting(desk, replace(blank, title="第一次协商议事会")).id


def checks(page: Told) -> dict[str, Check]:
    view: PlanView = page.last("show_plan")
    return {check.words: check for check in view.checks}


def test_an_empty_plan_names_everything_that_is_missing(
    plan: PlanPresenter, desk: Desk, people: list[Person], page: Told
) -> None:
    plan.open(empty_meeting(desk))
    told = checks(page)
    assert [check.state for check in told.values()] == ["attention"] * 3
    assert told["议程"].buttons == (("add_topic", "加议题"),)
    assert told["参加人"].buttons == (("invite_suggested", "邀请建议的 4 人"),)
    assert told["会议通知"].note == "最晚 3月9日 发出"
    assert page.last("show_people") == (
        (),
        "还没有邀请人。可以一次邀请建议的人，或者输入名字逐个邀请。",
    )


def test_a_topic_without_research_has_its_link(
    plan: PlanPresenter, desk: Desk, people: list[Person], page: Told, ways: Ways
) -> None:
    topic = accepted_topic(desk)
    plan.open(a_meeting(desk, [topic.id], notice=False))
    research = checks(page)["调研"]
    assert research.state == "attention"
    assert research.note.endswith("还不能讨论，还差：确定主体、专题调研")
    plan.act(research.buttons[0][0])
    assert ways.gone == [("topics/topic", topic.id)]
    assert page.last("show_plan").items[0].chip == "差调研"


def test_when_all_is_ready_the_way_leads_to_the_door(
    plan: PlanPresenter, desk: Desk, people: list[Person], page: Told
) -> None:
    plan.open(a_meeting(desk, [ready_topic(desk, people).id]))
    assert [check.state for check in checks(page).values()] == ["done"] * 5
    plan.act(checks(page)["都准备好了"].buttons[0][0])
    assert page.last("show_part") == "door"


def test_everybody_suggested_is_invited_at_once_and_the_mix_is_shown(
    plan: PlanPresenter, desk: Desk, people: list[Person], page: Told, attempts: Attempts
) -> None:
    meeting_id = empty_meeting(desk)
    agenda.add_item(desk, meeting_id, topic_id=ready_topic(desk, people).id)
    plan.open(meeting_id)
    plan.act("invite_suggested")
    assert attempts.said == ["已邀请 8 人"]
    plan.open(meeting_id)
    view = page.last("show_plan")
    assert view.invited == 8
    assert ("利益相关方 4", "neutral") in view.mix
    assert ("妇女 5", "neutral") in view.mix
    assert view.suggested == 0
    rows, sentence = page.last("show_people")
    assert [row.role for row in rows][:3] == ["议事会成员"] * 3
    assert sentence == ""


def test_a_part_for_which_nobody_stands_is_named(
    plan: PlanPresenter, desk: Desk, people: list[Person], page: Told
) -> None:
    meeting_id = empty_meeting(desk)
    meetings.invite_person(desk, meeting_id, people[9].id, Part.COUNCIL)
    plan.open(meeting_id)
    missing = [words for words, kind in page.last("show_plan").mix if kind == "waiting"]
    assert missing == ["缺 利益相关方", "缺 村务监督委员会"]


def test_somebody_is_found_invited_changed_and_uninvited(
    plan: PlanPresenter, desk: Desk, people: list[Person], page: Told, attempts: Attempts
) -> None:
    meeting_id = empty_meeting(desk)
    plan.open(meeting_id)
    plan.narrow(people[9].name)
    rows, _sentence = page.last("show_people")
    assert (rows[0].action, rows[0].state) == ("邀请", "未邀请")
    plan.choose(people[9].id, "")
    assert attempts.said == ["已邀请 王小十（利益相关方）"]
    plan.open(meeting_id)
    plan.narrow(people[9].name)
    assert page.last("show_people")[0][0].state == "已邀请"
    plan.choose(people[9].id, "")
    assert page.last("ask_invited")[1] == Part.STAKEHOLDER
    assert plan.change_part(people[9].id, Part.COUNCIL.value)
    plan.open(meeting_id)
    assert plan.uninvite(people[9].id)
    plan.open(meeting_id)
    assert page.last("show_plan").invited == 0


def test_a_role_decides_as_what_somebody_is_invited(desk: Desk, people: list[Person]) -> None:
    hits = {hit.id: hit for hit in find_people(desk, "wx")}
    assert part_for(hits[people[0].id]) is Part.COUNCIL
    assert part_for(hits[people[3].id]) is Part.SUPERVISION
    assert part_for(hits[people[9].id]) is Part.STAKEHOLDER
    guest = add_guest(desk, "单立文", "镇水利站")
    assert part_for(find_people(desk, "单立文")[0]) is Part.OBSERVER
    give_role(desk, guest.id, Role.DEPARTMENT_STAFF, "镇水利站")
    assert part_for(find_people(desk, "单立文")[0]) is Part.DEPARTMENT


def test_items_are_added_ordered_by_keyboard_and_removed(
    plan: PlanPresenter, desk: Desk, people: list[Person], page: Told
) -> None:
    meeting_id = empty_meeting(desk)
    first, second = (ready_topic(desk, people, title) for title in ("修路", "清淤"))
    plan.open(meeting_id)
    plan.ask_topics()
    assert [choice.title for choice in page.last("ask_topics")] == ["修路", "清淤"]
    plan.add_topics([first.id, second.id])
    plan.add_item(ItemChoice("", "上次共识办理情况", "briefing", 10, True))
    plan.open(meeting_id)
    items = page.last("show_plan").items
    assert [(item.lead, item.text) for item in items] == [
        ("1", "修路"),
        ("2", "清淤"),
        ("3", "上次共识办理情况"),
    ]
    assert items[2].note == "情况通报 · 10 分钟"
    plan.move_item(items[2].key, -1)
    plan.open(meeting_id)
    plan.move_item(items[0].key, -1)
    assert [item.title for item in items_of(desk, meeting_id)] == [
        "修路",
        "上次共识办理情况",
        "清淤",
    ]
    plan.remove_item(items[2].key)
    assert len(items_of(desk, meeting_id)) == 2


def test_an_item_is_dropped_elsewhere_and_put_right(
    plan: PlanPresenter, desk: Desk, page: Told
) -> None:
    meeting_id = empty_meeting(desk)
    for title in ("账目", "道路", "清淤"):
        agenda.add_item(desk, meeting_id, title=title, minutes=10)
    plan.open(meeting_id)
    items = page.last("show_plan").items
    assert [item.note for item in items][:2] == [
        "交流讨论 · 计划 09:00，10 分钟",
        "交流讨论 · 计划 09:10，10 分钟",
    ]
    plan.drop_item(items[2].key, 0)
    plan.open_item(items[0].key)
    choice = page.last("ask_item")
    assert choice == ItemChoice(items[0].key, "账目", "discussion", 10, True)
    plan.change_item(choice._replace(title="账目说明", kind="report", public=False))
    plan.open(meeting_id)
    items = page.last("show_plan").items
    assert [item.text for item in items] == ["清淤", "账目说明", "道路"]
    assert items[1].note == "工作报告 · 计划 09:10，10 分钟 · 内部"


def test_an_item_leads_to_its_topic(
    plan: PlanPresenter, desk: Desk, people: list[Person], ways: Ways
) -> None:
    topic = ready_topic(desk, people)
    meeting_id = a_meeting(desk, [topic.id])
    plan.open(meeting_id)
    plan.open_item(items_of(desk, meeting_id)[0].id)
    assert ways.gone == [("topics/topic", topic.id)]


def test_a_notice_in_time_needs_no_reason(
    plan: PlanPresenter, desk: Desk, people: list[Person], page: Told, ways: Ways
) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id], notice=False)
    plan.open(meeting_id)
    plan.act("issue")
    plan.open(meeting_id)
    assert checks(page)["会议通知"].note == "3月2日 已发"
    plan.act("paper:notice")
    assert ways.gone == [("papers", f"notice:{meeting_id}")]


def test_a_late_notice_asks_for_its_reason_first(
    plan: PlanPresenter, desk: Desk, people: list[Person], page: Told, clock: HandClock
) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id], notice=False)
    clock.moment += timedelta(days=9)
    plan.open(meeting_id)
    assert checks(page)["会议通知"].note == "应在 3月9日 发出，已晚 2 天"
    assert not plan.issue_notice()
    assert page.last("ask_late_notice").startswith("按规则应提前 3 天，最晚 3月9日 发出。")
    assert plan.issue_notice("汛情紧急")
    assert read_meeting(desk, meeting_id).notice_reason == "汛情紧急"


def test_a_cancelled_meeting_says_why_and_can_no_longer_be_changed(
    plan: PlanPresenter, desk: Desk, people: list[Person], page: Told
) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    plan.open(meeting_id)
    assert plan.cancel("农忙")
    plan.open(meeting_id)
    view = page.last("show_plan")
    assert view.sentence == "会议已取消：农忙"
    assert not view.may_change
    assert view.checks == ()
    assert view.papers == (("paper:notice", "会议通知"), ("papers", "更多文书"))


def test_plans_are_changed_in_the_form(
    plan: PlanPresenter, desk: Desk, people: list[Person], ways: Ways
) -> None:
    meeting_id = empty_meeting(desk)
    plan.open(meeting_id)
    plan.change()
    assert ways.gone == [("meetings/edit", meeting_id)]


def test_a_refusal_is_passed_on(
    plan: PlanPresenter, desk: Desk, people: list[Person], attempts: Attempts
) -> None:
    plan.open(empty_meeting(desk))
    plan.issue_notice()
    assert attempts.codes == ["agenda_empty"]
