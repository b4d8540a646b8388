"""What is told from outside stays one with its words in the meeting: rows of a file, slips, days,
evidence, and one voice for a household."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.intake.making import make_csv
from tests.making import a_meeting, day, items_of, ready_topic, some_people, undo_last
from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.attendance import Attendance
from xieshang_desktop.domain.meeting import AgendaItem, Meeting, Opinion, Statement
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Stance, StatementWay
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.intake.answers import AnswersReading
from xieshang_desktop.services import (
    agenda,
    deliberation,
    online_results,
    opinions,
    photos,
    sign_in,
    statements,
)
from xieshang_desktop.services.attending import voices_of
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.household_voices import represent
from xieshang_desktop.services.minutes_course import course_text
from xieshang_desktop.services.minutes_facts import facts_of


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    """The first two are one household."""
    people = some_people(desk)
    people[:2] = [replace(p, household_id="one", villager=True) for p in people[:2]]
    with desk.store.write() as uow:
        uow.put_all(people[:2], "person_changed")
        uow.commit()
    return people


@pytest.fixture
def item(desk: Desk, people: list[Person]) -> AgendaItem:
    topic = ready_topic(desk, people)
    return items_of(desk, a_meeting(desk, [topic.id]))[0]


@pytest.fixture
def counted(desk: Desk, item: AgendaItem) -> AgendaItem:
    """The same where households count."""
    with desk.store.write() as uow:
        meeting = replace(uow.one(Meeting, item.meeting_id), by_household=True)
        uow.put(meeting, "meeting_changed")
        uow.commit()
    return item


def _told(desk: Desk, item: AgendaItem) -> list[Statement]:
    with desk.store.read() as reader:
        return statements.statements_of(reader, item.meeting_id)


def _words(desk: Desk, item: AgendaItem) -> list[Opinion]:
    with desk.store.read() as reader:
        return reader.all(Opinion, agenda_item_id=item.id)


def _wechat(desk: Desk, item: AgendaItem, person: Person, text: str = "同意。") -> Statement:
    tell = statements.record_statement
    return tell(desk, item.meeting_id, item.id, person.id, StatementWay.WECHAT, text)


def _answers(
    folder: Path, *rows: Sequence[str], titles: Sequence[str] = ("姓名", "组别", "意见")
) -> AnswersReading:
    return online_results.read_answers(make_csv(folder / "接龙.csv", [titles, *rows]))


def _take(desk: Desk, item: AgendaItem, reading: AnswersReading) -> None:
    online_results.import_answers(desk, item.meeting_id, item.id, reading)


def _course(desk: Desk, item: AgendaItem) -> str:
    with desk.store.read() as reader:
        hall = deliberation.hall_of(reader, reader.one(Meeting, item.meeting_id))
        return course_text(desk, facts_of(reader, hall)).text


# ---- rows of a file


def test_namesakes_and_the_nameless_are_each_heard(
    desk: Desk, item: AgendaItem, tmp_path: Path
) -> None:
    rows = [("王伟", "第一组", "同意"), ("王伟", "第三组", "同意"), ("", "", "同意")]
    reading = _answers(tmp_path, *rows, ("", "", "同意"))
    _take(desk, item, reading)
    assert [o.group for o in _words(desk, item)] == ["第一组", "第三组", "", ""]
    with pytest.raises(BadInput, match="answers_known"):
        _take(desk, item, reading)


def test_a_row_comes_in_once_whatever_became_of_its_words(
    desk: Desk, item: AgendaItem, tmp_path: Path
) -> None:
    _take(desk, item, _answers(tmp_path, ("", "", "先修主路")))
    (opinion,) = _words(desk, item)
    deliberation.change_text(desk, Opinion, opinion.id, "先修主干路。")
    longer = _answers(tmp_path, ("", "", "先修主路"), ("", "", "装路灯"))
    with desk.store.read() as reader:
        assert reader.count(Statement, meeting_id=item.meeting_id) == 1
    assert online_results.plan_answers(desk, item.meeting_id, item.id, longer).known == (2,)
    _take(desk, item, longer)
    assert [o.text for o in _words(desk, item)] == ["先修主干路。", "装路灯"]


def test_what_was_said_in_the_room_does_not_hide_an_answer(
    desk: Desk, item: AgendaItem, people: list[Person], clock: HandClock, tmp_path: Path
) -> None:
    one = people[4]
    _wechat(desk, item, one)
    _take(desk, item, _answers(tmp_path, (one.name, one.group, "同意。")))
    assert len(_words(desk, item)) == 2


def test_an_answer_closes_the_slip_of_who_gave_it(
    desk: Desk, item: AgendaItem, people: list[Person], tmp_path: Path
) -> None:
    one = people[4]
    statements.ask_slips(desk, item.meeting_id, [one.id], None, day(3, 8))
    rows = [(one.name, one.group, text) for text in ("同意", "再补一句")]
    _take(desk, item, _answers(tmp_path, *rows))
    first, second = _told(desk, item)
    assert (first.asked_on, first.way, second.asked_on) == (desk.today, StatementWay.ONLINE, None)


def test_an_answer_without_an_hour_has_only_a_day(
    desk: Desk, item: AgendaItem, clock: HandClock, tmp_path: Path
) -> None:
    titles = ("姓名", "时间", "意见")
    rows = [("甲", "2026-02-27", "同意"), ("乙", "2026-02-27 20:15", "行"), ("丙", "", "好")]
    _take(desk, item, _answers(tmp_path, *rows, titles=titles))
    days = [(s.given_on, s.given_at and s.given_at.hour, s.told_on) for s in _told(desk, item)]
    assert days == [
        (day(2, 27), None, day(2, 27)),
        (None, 20, day(2, 27)),
        (desk.today, None, desk.today),
    ]


# ---- one voice for a household


def _voices(desk: Desk, item: AgendaItem) -> dict[str, str]:
    with desk.store.read() as reader:
        return voices_of(reader, reader.one(Meeting, item.meeting_id))


def test_who_comes_after_the_household_was_heard_is_no_further_voice(
    desk: Desk, counted: AgendaItem, people: list[Person]
) -> None:
    husband, wife = people[:2]
    told = _wechat(desk, counted, husband)
    came = sign_in.sign_in(desk, counted.meeting_id, wife.id)
    assert came.household_id is None
    assert _voices(desk, counted) == {"one": husband.id}
    door = sign_in.open_door(desk, counted.meeting_id)
    assert door.figures.households.present == 1
    assert wife.id not in [p.id for p in door.unaccounted]
    with pytest.raises(RuleBroken, match="household_spoken_for"):
        represent(desk, counted.meeting_id, wife.id)
    represent(desk, counted.meeting_id, wife.id, instead=True)
    assert _voices(desk, counted) == {"one": wife.id}
    assert [s.household_id for s in _told(desk, counted)] == [None]
    assert len(_words(desk, counted)) == 1
    undo_last(desk)
    statements.withdraw_statement(desk, told.id)
    assert _voices(desk, counted) == {"one": wife.id}, "she is in the room and speaks for it now"


def test_who_told_something_and_came_is_one_voice(
    desk: Desk, counted: AgendaItem, people: list[Person]
) -> None:
    _wechat(desk, counted, people[0])
    assert sign_in.sign_in(desk, counted.meeting_id, people[0].id).household_id == "one"
    assert sign_in.open_door(desk, counted.meeting_id).figures.households.present == 1
    sign_in.withdraw(desk, counted.meeting_id, people[0].id)
    assert _voices(desk, counted) == {"one": people[0].id}


def test_of_two_answers_of_a_household_the_second_is_words_only(
    desk: Desk, counted: AgendaItem, people: list[Person], tmp_path: Path
) -> None:
    reading = _answers(tmp_path, *((p.name, p.group, "同意") for p in people[:3]))
    plan = online_results.plan_answers(desk, counted.meeting_id, counted.id, reading)
    assert plan.heard == (3,)
    _take(desk, counted, reading)
    assert len(_words(desk, counted)) == 3
    assert [s.household_id for s in _told(desk, counted)] == ["one", None, people[2].id]
    first, second = _told(desk, counted)[:2]
    statements.withdraw_statement(desk, first.id)
    assert _voices(desk, counted)["one"] == second.person_id


def test_where_households_do_not_count_everybody_speaks(
    desk: Desk, item: AgendaItem, people: list[Person]
) -> None:
    told = _wechat(desk, item, people[0])
    _wechat(desk, item, people[1])
    sign_in.sign_in(desk, item.meeting_id, people[2].id)
    statements.withdraw_statement(desk, told.id)
    with desk.store.read() as reader:
        assert [a.household_id for a in reader.all(Attendance)] == [None]


# ---- a statement and its words


def test_a_statement_and_its_words_change_together(
    desk: Desk, item: AgendaItem, people: list[Person]
) -> None:
    told = _wechat(desk, item, people[4])
    (opinion,) = _words(desk, item)
    deliberation.change_text(desk, Opinion, opinion.id, "不同意。")
    opinions.take_stance(desk, opinion.id, Stance.AGAINST)
    assert _told(desk, item) == [replace(told, text="不同意。", stance=Stance.AGAINST)]
    deliberation.remove(desk, Opinion, opinion.id)
    assert (_told(desk, item), _words(desk, item)) == ([], [])
    undo_last(desk)
    assert (len(_told(desk, item)), len(_words(desk, item))) == (1, 1)


@pytest.mark.parametrize("asked", [True, False])
def test_evidence_goes_and_comes_back_with_what_it_proves(
    desk: Desk, item: AgendaItem, people: list[Person], *, asked: bool
) -> None:
    if asked:
        statements.ask_slips(desk, item.meeting_id, [people[4].id], item.id, day(3, 8))
    told = _wechat(desk, item, people[4])
    photos.keep_photo(desk, Statement.NOUN, told.id, photos.ReadPhoto(b"\xff\xd8", "a.jpg"))
    statements.withdraw_statement(desk, told.id)
    with desk.store.read() as reader:
        assert reader.all(Attachment) == []
    assert [s.told_on for s in _told(desk, item)] == ([None] if asked else [])
    undo_last(desk)
    assert [(each.statement, each.evidence) for each in statements.told(desk, item.meeting_id)] == [
        (told, 1)
    ]


# ---- slips


def test_screen_minutes_and_record_count_the_same_slips(
    desk: Desk, item: AgendaItem, people: list[Person], clock: HandClock, tmp_path: Path
) -> None:
    asked, other = people[4:7], people[7]
    statements.ask_slips(desk, item.meeting_id, [p.id for p in asked], item.id, day(3, 8))
    by = [StatementWay.SLIP, StatementWay.TELEPHONE]
    for person, way in zip(asked, by, strict=False):
        statements.record_statement(
            desk, item.meeting_id, item.id, person.id, way, "同意。", taken_by="王会计"
        )
    _take(desk, item, _answers(tmp_path, (asked[2].name, asked[2].group, "同意")))
    _wechat(desk, item, other)
    with desk.store.read() as reader:
        slips = statements.slips_of(reader.one(Meeting, item.meeting_id), _told(desk, item))
    assert (slips.out, slips.back) == (3, 3)
    assert statements.unasked(_told(desk, item)) == {StatementWay.WECHAT: 1}
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, item.meeting_id)
    text = _course(desk, item)
    assert "发出意见表3份，收回3份" in text
    assert "未到场的1人以微信等方式" in text


def test_an_item_that_people_were_asked_about_stays(
    desk: Desk, item: AgendaItem, people: list[Person]
) -> None:
    (slip,) = statements.ask_slips(desk, item.meeting_id, [people[4].id], item.id, day(3, 8))
    with pytest.raises(RuleBroken, match="item_asked_about"):
        agenda.remove_item(desk, item.id)
    statements.withdraw_statement(desk, slip.id)
    agenda.remove_item(desk, item.id)
    assert items_of(desk, item.meeting_id) == []


def test_of_another_day_nobody_knows_the_hour(
    desk: Desk, item: AgendaItem, people: list[Person]
) -> None:
    tell = statements.record_statement
    told = tell(
        *(desk, item.meeting_id, item.id, people[4].id, StatementWay.LETTER, "同意。"),
        given_on=day(2, 27),
    )
    assert (told.given_at, told.given_on) == (None, day(2, 27))
    with pytest.raises(BadInput, match="statement_in_future"):
        tell(
            *(desk, item.meeting_id, item.id, people[5].id, StatementWay.LETTER, "同意。"),
            given_on=day(3, 3),
        )


def test_the_minutes_count_the_households_that_told_something(
    desk: Desk, counted: AgendaItem, people: list[Person], clock: HandClock
) -> None:
    _wechat(desk, counted, people[0])
    clock.moment += timedelta(days=10)
    deliberation.open_meeting(desk, counted.meeting_id)
    sign_in.sign_in(desk, counted.meeting_id, people[4].id)
    text = _course(desk, counted)
    assert "实到1人（1户，连同未到场提出意见的共2户）" in text
