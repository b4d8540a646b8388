"""The books of a year are made of its records: nothing is typed a second time (N18)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import a_meeting, a_topic, held_meeting, ready_topic, screening, some_people
from xieshang_desktop.domain.terms import OutcomeKind, TopicSource
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import (
    deliberation,
    follow_up,
    ledgers,
    meetings,
    notes,
    plans,
    publishing,
    sign_in,
    topics,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.follow_up_list import list_follow_up
from xieshang_desktop.services.ledger_rows import apart
from xieshang_desktop.services.office_files import as_word, as_workbook, save_ways
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.services.papers import compose, render


@pytest.mark.parametrize("year", ["abcd", "26", "二〇二六", "2026年", "００２６", "00000", "99999"])
@pytest.mark.parametrize("kind", ["ledger", "results_list", "year_plan", "notes_book"])
def test_a_book_asks_for_a_year(desk: Desk, kind: str, year: str) -> None:
    with pytest.raises(BadInput, match="year_unreadable"):
        compose(desk, PaperKind(kind), year)


def test_a_topic_without_a_meeting_has_a_row_of_its_own(desk: Desk) -> None:
    a_topic(desk, "路灯", source=TopicSource.GRID, kind="power", group="第三组")
    refused = a_topic(desk, "分家")
    topics.screen(desk, refused.id, screening())
    topics.refuse(desk, refused.id, "属个人纠纷", "请到调解室。")
    rows = {row.topic: row for row in ledgers.consultation_ledger(desk, "2026", {}).rows}
    assert (rows["路灯"].source, rows["路灯"].topic_class) == ("网格筛题", "供电和照明")
    assert (rows["路灯"].screening, rows["路灯"].held_on) == ("待筛选", None)
    assert rows["分家"].screening == "不列入：属个人纠纷"
    assert rows["分家"].answered_on == desk.today


def test_one_row_tells_the_whole_road_of_a_topic(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    topic = ready_topic(desk, people)
    held_meeting(desk, clock, [topic.id])
    (row,) = ledgers.consultation_ledger(desk, "2026", {}).rows
    assert (row.topic_number, row.screening, row.form) == (topic.number, "列入协商", "会议协商")
    assert row.held_on == desk.today
    assert (row.first_convenor, row.second_convenor) == ("周建国", "沈慧")
    assert (row.expected, row.present, row.stakeholders) == (8, 0, 0)
    assert (row.outcome, row.adopted, row.carried_out) == ("达成共识", "采纳", "办理中（0/1）")
    assert (row.responsible_unit, row.responsible_person) == ("村委会", "")
    assert row.due == desk.today + timedelta(days=30)
    assert row.archive_number == ""
    task = list_follow_up(desk).tasks[0].task
    follow_up.finish_task(desk, task.id, "修好了")
    posting = publishing.post(desk, publishing.issue_result(desk, topic.id).id, "公开栏")
    (row,) = ledgers.consultation_ledger(desk, "2026", {}).rows
    assert row.carried_out == "已办结"
    assert (row.posted_on, row.posted_until) == (posting.posted_on, posting.removable_on)


def test_who_came_is_counted_as_at_the_door(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    topic = ready_topic(desk, people)
    meeting_id = a_meeting(desk, [topic.id])
    (row,) = ledgers.consultation_ledger(desk, "2026", {}).rows
    assert (row.expected, row.present) == (8, None)
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, meeting_id)
    for person in people[3:6]:
        sign_in.sign_in(desk, meeting_id, person.id)
    (row,) = ledgers.consultation_ledger(desk, "2026", {}).rows
    assert (row.expected, row.present, row.stakeholders) == (8, 3, 2)
    assert row.women == sum(person.sex == "2" for person in people[3:6])


def test_a_meeting_that_was_called_off_is_in_no_book(desk: Desk) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    meetings.cancel_meeting(desk, meeting_id, "下大雪")
    (row,) = ledgers.consultation_ledger(desk, "2026", {}).rows
    assert row.held_on is None


def test_a_topic_that_goes_on_has_a_row_for_each_talk(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id], OutcomeKind.CONTINUE)
    held_meeting(desk, clock, [topic.id])
    first, second = ledgers.consultation_ledger(desk, "2026", {}).rows
    assert (first.outcome, first.adopted) == ("持续协商", "")
    assert (second.outcome, second.adopted) == ("达成共识", "采纳")
    assert [row.outcome for row in ledgers.results_list(desk, "2026", {}).rows] == ["达成共识"]


def test_a_matter_handed_up_names_who_has_it(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    held_meeting(desk, clock, [topic.id], OutcomeKind.SUBMIT)
    (row,) = ledgers.results_list(desk, "2026", {}).rows
    assert (row.outcome, row.progress) == ("提交上级", "待上报")
    submission = list_follow_up(desk).submissions[0].submission
    follow_up.hand_in(desk, submission.id, "请求支持。", "柳河镇人民政府")
    (row,) = ledgers.results_list(desk, "2026", {}).rows
    assert (row.progress, row.responsible) == ("已上报", "柳河镇人民政府")
    follow_up.record_reply(desk, submission.id, "同意。")
    assert ledgers.results_list(desk, "2026", {}).rows[0].progress == "上级已答复"


def test_the_plan_and_the_notes_are_books_too(desk: Desk) -> None:
    blank = plans.blank_activity(desk, 2026, 3)
    plans.save_activity(desk, replace(blank, subject="春耕用水", participants="议事会成员"))
    (planned,) = ledgers.year_plan(desk, "2026", {}).rows
    assert (planned.month, planned.subject, planned.held_on) == ("3月", "春耕用水", None)
    first = replace(notes.blank_note(desk), text="路灯坏了", told_on=desk.today - timedelta(days=1))
    notes.save_note(desk, replace(notes.blank_note(desk), text="水渠堵了"))
    notes.save_note(desk, first)
    topic = notes.raise_topic(desk, first.id, "路灯", "李德发", TopicSource.VILLAGERS)
    rows = ledgers.notes_book(desk, "2026", {}).rows
    assert [(row.text, row.topic) for row in rows] == [("路灯坏了", topic.number), ("水渠堵了", "")]


def test_another_year_has_its_own_books(desk: Desk) -> None:
    a_topic(desk)
    assert ledgers.consultation_ledger(desk, "2025", {}).rows == ()
    assert ledgers.consultation_ledger(desk, "", {}).year == desk.today.year


@pytest.mark.parametrize(
    ("owners", "bodies", "people"),
    [
        (["村委会"], ["村委会"], []),
        (["李德发"], [], ["李德发"]),
        (["镇水利站 王小梅"], ["镇水利站"], ["王小梅"]),
        (["第三村民小组、李德发", "李德发"], ["第三村民小组"], ["李德发"]),
        (["村民委员会（阿卜杜热合曼·买买提）"], ["村民委员会"], ["阿卜杜热合曼·买买提"]),
        (["张会", ""], [], ["张会"]),
    ],
)
def test_bodies_and_people_are_told_apart(
    owners: list[str], bodies: list[str], people: list[str]
) -> None:
    assert apart(owners) == (bodies, people)


def test_books_and_notices_are_saved_for_wps_too(desk: Desk, clock: HandClock) -> None:
    topic = ready_topic(desk, some_people(desk))
    meeting_id = a_meeting(desk, [topic.id])
    notice = compose(desk, PaperKind.NOTICE, meeting_id)
    (way,) = save_ways(notice)
    assert (way.suffix, way.make()) == (".docx", as_word(notice))
    for kind in (
        PaperKind.LEDGER,
        PaperKind.RESULTS_LIST,
        PaperKind.YEAR_PLAN,
        PaperKind.NOTES_BOOK,
    ):
        book = compose(desk, kind, "2026")
        assert book.name.endswith("2026年.pdf")
        assert render(book).startswith(b"%PDF")
        (way,) = save_ways(book)
        assert (way.suffix, way.make()) == (".xlsx", as_workbook(book))
    with pytest.raises(TypeError):
        as_workbook(notice)
