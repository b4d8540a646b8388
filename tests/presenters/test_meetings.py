"""会议: the list with its filters, and the form of a meeting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import (
    Attempts,
    a_meeting,
    held_meeting,
    items_of,
    ready_topic,
    some_people,
    undo_last,
)
from tests.presenters.told import Told, Ways
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import OutcomeKind
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import deliberation, meetings
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.meeting_file import read_meeting
from xieshang_desktop.ui.presenters.meeting_edit import EditPresenter, MeetingForm
from xieshang_desktop.ui.presenters.meeting_frame import MeetingPresenter
from xieshang_desktop.ui.presenters.meeting_words import day_words, when_words
from xieshang_desktop.ui.presenters.meetings import MeetingsPresenter


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def list_(desk: Desk, page: Told, ways: Ways) -> MeetingsPresenter:
    return MeetingsPresenter(desk, page, ways)


@pytest.fixture
def edit(desk: Desk, page: Told, attempts: Attempts) -> EditPresenter:
    return EditPresenter(desk, page, attempts)


def form(page: Told) -> MeetingForm:
    shown: MeetingForm = page.last("show_form")[0]
    return shown


# ---- the list


def test_an_empty_list_teaches_how_to_begin(list_: MeetingsPresenter, page: Told) -> None:
    list_.refresh()
    assert page.last("show_empty")[1] == "安排会议"


def test_coming_meetings_come_first_in_the_order_of_their_days(
    list_: MeetingsPresenter, desk: Desk, people: list[Person], page: Told, clock: HandClock
) -> None:
    held = held_meeting(desk, clock, [ready_topic(desk, people).id])
    late, soon = (a_meeting(desk, [ready_topic(desk, people, f"第{d}件").id], d) for d in (20, 5))
    gone = a_meeting(desk, [ready_topic(desk, people, "清淤").id], 7)
    meetings.cancel_meeting(desk, gone, "农忙")
    list_.refresh()
    assert [row.key for row in page.last("show_rows")] == [soon, late, gone, held]
    assert page.last("show_filters")[0] == [
        ("all", "全部 4"),
        ("coming", "要开的 2"),
        ("minutes", "待纪要 1"),
        ("past", "开过的 1"),
        ("cancelled", "已取消 1"),
    ]
    list_.filter("coming")
    assert [row.key for row in page.last("show_rows")] == [soon, late]
    list_.narrow("清淤")
    assert page.last("show_empty")[1] == ""
    list_.filter("all")
    assert [row.key for row in page.last("show_rows")] == [gone]


def test_a_row_tells_when_what_and_how_it_stands(
    list_: MeetingsPresenter, desk: Desk, people: list[Person], page: Told, ways: Ways
) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id], 1, notice=False)
    list_.refresh()
    (row,) = page.last("show_rows")
    assert row[:5] == (
        "明天 09:00",
        "第一次协商议事会",
        "东沟组生产道路硬化",
        "8 人",
        ("准备中", "waiting"),
    )
    list_.open(row.key)
    list_.new()
    assert ways.gone == [("meetings/meeting", meeting_id), ("meetings/edit", None)]


def test_days_are_said_as_people_say_them() -> None:
    today = date(2026, 3, 11)
    assert [day_words(today + timedelta(days=n), today) for n in (-1, 0, 1, 2)] == [
        "昨天",
        "今天",
        "明天",
        "3月13日",
    ]
    assert day_words(date(2025, 12, 4), today) == "2025年12月4日"
    moment = datetime(2026, 3, 20, 9, 0, tzinfo=BEIJING)
    assert when_words(moment, today) == "3月20日 周五 09:00"


# ---- the form


def test_a_new_meeting_is_filled_in_with_what_is_usual_here(
    edit: EditPresenter, desk: Desk, page: Told
) -> None:
    edit.open(None)
    told = form(page)
    assert told.title == "2026年第1次协商议事会"
    assert (told.day, told.begins) == (date(2026, 3, 9), time(9, 0))
    assert (told.place, told.chair) == ("村委会二楼会议室", "张德厚")
    first, second = page.last("show_form")[1]
    assert [words for _key, words in (*first, *second)] == ["张德厚", "沈雅琴"]
    assert told.first_convenor == first[0][0]


def test_topics_that_go_on_come_by_themselves_and_cannot_be_left_out(
    edit: EditPresenter, desk: Desk, people: list[Person], page: Told, clock: HandClock
) -> None:
    again = ready_topic(desk, people)
    held_meeting(desk, clock, [again.id], OutcomeKind.CONTINUE)
    fresh = ready_topic(desk, people, "清淤")
    edit.open(None)
    topics = page.last("show_topics")
    assert [(t.key, t.taken, t.by_itself) for t in topics] == [
        (again.id, True, True),
        (fresh.id, False, False),
    ]
    assert topics[0].note == "上次没商量完，自动列入"
    edit.pick(again.id)
    edit.pick(fresh.id)
    assert [t.taken for t in page.last("show_topics")] == [True, True]
    edit.save(form(page))
    meeting_id, new = page.last("finished")
    assert new is True
    assert {item.topic_id for item in items_of(desk, meeting_id)} == {again.id, fresh.id}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"day": None}, "day"),
        ({"day": date(2026, 3, 1)}, "day"),
        ({"begins": None}, "begins"),
        ({"ends": time(8, 0)}, "ends"),
        ({"place": ""}, "place"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    edit: EditPresenter, page: Told, wrong: dict[str, object], field: str
) -> None:
    edit.open(None)
    edit.save(form(page)._replace(**wrong))  # type: ignore[arg-type]
    told, sentence = page.last("show_error")
    assert told == field
    assert sentence.endswith("。")
    assert page.times("finished") == 0


def test_one_person_cannot_be_both_convenors(edit: EditPresenter, page: Told) -> None:
    edit.open(None)
    told = form(page)
    edit.save(told._replace(second_convenor=told.first_convenor))
    assert page.last("show_error")[0] == "second_convenor"


def test_changed_plans_are_kept(
    edit: EditPresenter, desk: Desk, people: list[Person], page: Told, attempts: Attempts
) -> None:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    edit.open(meeting_id)
    assert page.last("show_topics") == []
    edit.save(form(page)._replace(place="文化广场", ends=time(11, 0), venue="square"))
    assert page.last("finished") == (meeting_id, False)
    meeting = read_meeting(desk, meeting_id)
    assert (meeting.place, meeting.ends and meeting.ends.hour) == ("文化广场", 11)
    undo_last(desk)
    assert read_meeting(desk, meeting_id).place == "村委会二楼会议室"


# ---- one meeting's head


def test_a_meeting_opens_where_its_work_stands(
    desk: Desk, people: list[Person], page: Told, clock: HandClock
) -> None:
    frame = MeetingPresenter(desk, page)
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    frame.open(meeting_id)
    assert page.last("show_part") == "plan"
    clock.moment += timedelta(days=10)
    frame.open(meeting_id)
    assert page.last("show_part") == "door"
    deliberation.open_meeting(desk, meeting_id)
    frame.open(meeting_id)
    assert page.last("show_part") == "hall"
    frame.open(f"{meeting_id}#minutes")
    assert page.last("show_part") == "minutes"
    assert frame.refresh()
    facts, state, kind, tabs, key = page.last("show_head")
    assert facts == "第一次协商议事会　今天 09:00　村委会二楼会议室"
    assert (state, kind, key) == ("进行中", "attention", "minutes")
    assert [words for _key, words in tabs] == ["准备", "签到", "议事", "纪要", "公示"]


def test_a_meeting_that_was_undone_is_gone(desk: Desk, page: Told) -> None:
    frame = MeetingPresenter(desk, page)
    blank = meetings.blank_meeting(desk, desk.clock() + timedelta(days=3))
    meeting = meetings.plan_meeting(desk, replace(blank, title="议事会"))
    frame.open(meeting.id)
    undo_last(desk)
    assert not frame.refresh()
    assert page.times("show_gone") == 1
    with pytest.raises(RuleBroken, match="gone"):
        frame.open(meeting.id)
