"""书面意见: what the list and its forms say."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.intake.making import make_csv
from tests.making import Attempts, a_meeting, items_of, ready_topic, some_people
from tests.presenters.told import Told
from xieshang_desktop.domain.meeting import AgendaItem, Statement
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import StatementWay
from xieshang_desktop.services import agenda, meetings, statements
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.statements import Brought, StatementsPresenter


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def items(desk: Desk, people: list[Person]) -> list[AgendaItem]:
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    agenda.add_item(desk, meeting_id, title="通报账目")
    return items_of(desk, meeting_id)


@pytest.fixture
def shown(
    desk: Desk, page: Told, attempts: Attempts, items: list[AgendaItem]
) -> StatementsPresenter:
    presenter = StatementsPresenter(desk, page, attempts)
    presenter.open(items[0].meeting_id)
    return presenter


def _told(desk: Desk, items: list[AgendaItem]) -> list[Statement]:
    with desk.store.read() as reader:
        return statements.statements_of(reader, items[0].meeting_id)


def test_the_file_is_judged_by_the_item_that_is_chosen(
    desk: Desk, page: Told, shown: StatementsPresenter, items: list[AgendaItem], tmp_path: Path
) -> None:
    path = make_csv(tmp_path / "接龙.csv", [("姓名", "意见"), ("风轻云淡", "都行")])
    shown.look_at(path)
    _items, first, brought = page.last("ask_answers")
    assert first == Brought("新的意见 1 条、名册上没有 1 条。", ("风轻云淡",))
    shown.import_answers(items[0].id)
    assert brought(items[0].id) == Brought("新的意见 0 条、以前导入过 1 条。", ())
    assert brought(items[1].id) == first


def test_a_stranger_stands_in_the_list_under_the_name_in_the_file(
    page: Told, shown: StatementsPresenter, items: list[AgendaItem], tmp_path: Path
) -> None:
    rows = [("姓名", "意见", "手机号"), ("风轻云淡", "都行", "19900001234"), ("", "不行", "")]
    shown.look_at(make_csv(tmp_path / "接龙.csv", rows))
    shown.import_answers(items[0].id)
    shown.refresh()
    assert [row.who for row in page.last("show_rows")[0]] == ["风轻云淡", "网友"]
    assert "网络" in page.last("show_head")[1]


def test_of_another_day_only_the_day_is_told(
    desk: Desk,
    page: Told,
    shown: StatementsPresenter,
    items: list[AgendaItem],
    people: list[Person],
) -> None:
    for person, day in ((people[4], desk.today - timedelta(days=2)), (people[5], desk.today)):
        way = StatementWay.WECHAT.value
        shown.record(person.id, items[0].id, way, "", "同意。", day, "", "")
    before, now = _told(desk, items)
    assert (before.given_at, before.given_on) == (None, desk.today - timedelta(days=2))
    assert now.given_at is not None
    assert (now.given_at.date(), now.given_on) == (desk.today, None)
    shown.refresh()
    for told, clock in ((before, ""), (now, "09:00")):
        shown.mark(told.id)
        received = dict(page.last("show_detail").facts)["收到"]
        assert received.endswith(clock) if clock else ":" not in received
    assert [row.state[0] for row in page.last("show_rows")[0]] == ["已收", "已收"]


def test_without_an_agenda_nothing_is_offered_that_would_be_refused(
    desk: Desk, page: Told, attempts: Attempts
) -> None:
    blank = meetings.blank_meeting(desk, desk.clock() + timedelta(days=10))
    meeting = meetings.plan_meeting(desk, replace(blank, title="第二次协商议事会"), [])
    presenter = StatementsPresenter(desk, page, attempts)
    presenter.open(meeting.id)
    assert page.last("show_nothing")[1] == ""
    assert "还没有议程" in page.last("show_nothing")[0]
    presenter.new()
    assert attempts.codes == ["agenda_empty"]
    assert page.times("ask_statement") == 0
