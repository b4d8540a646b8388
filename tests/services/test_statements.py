"""What people tell from outside the room: slips, telephone, the net; one voice for a household."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import HandClock
from tests.intake.making import make_csv
from tests.making import a_meeting, day, items_of, ready_topic, some_people, undo_last
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Opinion, Statement
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import MeetingState, Stance, StatementWay
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import deliberation, online_results, statements
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.workday import open_workday


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def item(desk: Desk, people: list[Person]) -> AgendaItem:
    topic = ready_topic(desk, people)
    return items_of(desk, a_meeting(desk, [topic.id]))[0]


def _opinions(desk: Desk, item: AgendaItem) -> list[Opinion]:
    with desk.store.read() as reader:
        return reader.all(Opinion, agenda_item_id=item.id)


def _all(desk: Desk, item: AgendaItem) -> list[Statement]:
    with desk.store.read() as reader:
        return statements.statements_of(reader, item.meeting_id)


def test_a_call_from_far_away_stands_among_the_opinions(
    desk: Desk, item: AgendaItem, people: list[Person], clock: HandClock
) -> None:
    told = statements.record_statement(
        desk,
        item.meeting_id,
        item.id,
        people[2].id,
        StatementWay.TELEPHONE,
        "路修到家门口我出两个工。",
        stance=Stance.FOR,
        taken_by="王会计",
        witness="沈慧",
    )
    (opinion,) = _opinions(desk, item)
    assert (opinion.statement_id, opinion.speaker) == (told.id, people[2].name)
    assert (opinion.stance, told.given_at) == (Stance.FOR, clock.moment)
    (line,) = statements.told(desk, item.meeting_id)
    assert line.person is not None
    assert (line.person.name, line.item, line.evidence) == (people[2].name, item, 0)


def test_a_call_needs_words_and_somebody_who_took_it_down(
    desk: Desk, item: AgendaItem, people: list[Person], clock: HandClock
) -> None:
    def tell(text: str, way: StatementWay, **more: object) -> None:
        statements.record_statement(
            desk,
            item.meeting_id,
            item.id,
            people[2].id,
            way,
            text,
            **more,  # type: ignore[arg-type]
        )

    with pytest.raises(BadInput, match="statement_empty"):
        tell(" ", StatementWay.WECHAT)
    with pytest.raises(BadInput, match="taken_by_missing"):
        tell("好", StatementWay.TELEPHONE)
    with pytest.raises(BadInput, match="statement_in_future"):
        tell("好", StatementWay.WECHAT, given_at=clock.moment + timedelta(hours=1))
    assert _all(desk, item) == []


def test_slips_go_out_once_and_are_counted_as_they_come_back(
    desk: Desk, item: AgendaItem, people: list[Person], clock: HandClock
) -> None:
    ids = [p.id for p in people[:4]]
    with pytest.raises(BadInput, match="slips_due_past"):
        statements.ask_slips(desk, item.meeting_id, ids, item.id, day(3, 1))
    assert len(statements.ask_slips(desk, item.meeting_id, ids, item.id, day(3, 8))) == 4
    again = [*ids, people[5].id]
    assert len(statements.ask_slips(desk, item.meeting_id, again, item.id, day(3, 8))) == 1
    with pytest.raises(BadInput, match="nobody_chosen"):
        statements.ask_slips(desk, item.meeting_id, ids, item.id, day(3, 8))
    back = statements.record_statement(
        desk, item.meeting_id, item.id, ids[0], StatementWay.SLIP, "同意修。"
    )
    with desk.store.read() as reader:
        meeting = reader.one(Meeting, item.meeting_id)
    slips = statements.slips_of(meeting, _all(desk, item))
    assert (slips.out, slips.back, slips.due) == (5, 1, day(3, 8))
    assert (len(_all(desk, item)), back.asked_on) == (5, desk.today)
    assert [t.due for t in open_workday(desk).todos if t.kind == "slips_due"] == [day(3, 8)]


def test_a_slip_entered_by_mistake_is_out_again(
    desk: Desk, item: AgendaItem, people: list[Person]
) -> None:
    statements.ask_slips(desk, item.meeting_id, [people[0].id], item.id, day(3, 8))
    back = statements.record_statement(
        desk, item.meeting_id, item.id, people[0].id, StatementWay.SLIP, "同意修。"
    )
    statements.withdraw_statement(desk, back.id)
    (slip,) = _all(desk, item)
    assert (slip.given_at, slip.text, _opinions(desk, item)) == (None, "", [])
    undo_last(desk)
    assert _all(desk, item) == [back]
    assert len(_opinions(desk, item)) == 1


def test_a_household_has_one_voice_where_households_count(
    desk: Desk, item: AgendaItem, people: list[Person]
) -> None:
    with desk.store.write() as uow:
        meeting = uow.one(Meeting, item.meeting_id)
        fields = {f: getattr(meeting, f) for f in meeting.__struct_fields__}
        uow.put(Meeting(**fields | {"by_household": True}), "meeting_changed")
        for person in people[:2]:
            values = {f: getattr(person, f) for f in person.__struct_fields__}
            uow.put(Person(**values | {"household_id": "one"}), "person_changed")
        uow.commit()
    tell = statements.record_statement
    tell(desk, item.meeting_id, item.id, people[0].id, StatementWay.WECHAT, "同意。")
    with pytest.raises(RuleBroken, match="household_heard") as refused:
        tell(desk, item.meeting_id, item.id, people[1].id, StatementWay.WECHAT, "我也同意。")
    assert refused.value.facts["name"] == people[0].name
    tell(desk, item.meeting_id, item.id, people[0].id, StatementWay.WECHAT, "再补一句。")


def test_nothing_more_is_told_to_a_meeting_that_is_over(
    desk: Desk, item: AgendaItem, people: list[Person]
) -> None:
    with desk.store.write() as uow:
        meeting = uow.one(Meeting, item.meeting_id)
        fields = {f: getattr(meeting, f) for f in meeting.__struct_fields__}
        uow.put(Meeting(**fields | {"state": MeetingState.CANCELLED}), "meeting_cancelled")
        uow.commit()
    with pytest.raises(RuleBroken, match="meeting_over"):
        statements.record_statement(
            desk, item.meeting_id, item.id, people[0].id, StatementWay.WECHAT, "同意。"
        )


def test_answers_from_the_net_come_in_once_and_nobody_is_guessed(
    desk: Desk, item: AgendaItem, people: list[Person], tmp_path: Path
) -> None:
    one = people[0]
    path = make_csv(
        tmp_path / "问卷.csv",
        [
            ("姓名", "组别", "意见", "态度", "时间", "微信号"),
            (one.name, one.group, "先修主路", "支持", "2026-03-01 20:00", "wx-1"),
            ("风轻云淡", "", "灯也要装", "", "", "wx-2"),
            (one.name, one.group, "先修主路", "支持", "2026-03-01 20:00", "wx-1"),
            ("路人", "", "", "支持", "", ""),
        ],
    )
    reading = online_results.read_answers(path)
    plan = online_results.plan_answers(desk, item.meeting_id, item.id, reading)
    assert (len(plan.fresh), plan.known, plan.empty) == (3, (), (5,))
    assert (plan.matched, plan.strangers) == ({2: one.id, 4: one.id}, (3,))
    assert _all(desk, item) == []
    online_results.import_answers(desk, item.meeting_id, item.id, reading)
    assert [(o.speaker, o.person_id) for o in _opinions(desk, item)] == [
        (one.name, one.id),
        ("风轻云淡", ""),
        (one.name, one.id),
    ]
    assert [s.way for s in _all(desk, item)] == [StatementWay.ONLINE] * 3
    with pytest.raises(BadInput, match="answers_known"):
        online_results.import_answers(desk, item.meeting_id, item.id, reading)
    undo_last(desk)
    assert (_all(desk, item), _opinions(desk, item)) == ([], [])


def test_what_was_told_before_the_meeting_stands_in_it_when_it_opens(
    desk: Desk, item: AgendaItem, people: list[Person], clock: HandClock
) -> None:
    statements.record_statement(
        desk, item.meeting_id, item.id, people[3].id, StatementWay.WECHAT, "同意。"
    )
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, item.meeting_id)
    hall = deliberation.open_hall(desk, item.meeting_id)
    assert [o.text for o in hall.items[0].opinions] == ["同意。"]
