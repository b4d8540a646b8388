"""Papers for the hall, from the records of a meeting."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import (
    a_meeting,
    held_meeting,
    items_of,
    ready_topic,
    some_people,
    some_research,
    talk,
)
from xieshang_desktop.domain.people import Person, pass_code, person_of_pass
from xieshang_desktop.domain.terms import OutcomeKind, PointKind
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import (
    deliberation,
    meetings,
    papers_meeting,
    sign_in,
    speaking,
    topics,
)
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import find_people
from xieshang_desktop.services.seating import seated


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def meeting_id(desk: Desk, people: list[Person]) -> str:
    """Planned: three council members, one who supervises, four stakeholders of its one topic."""
    return a_meeting(desk, [ready_topic(desk, people).id])


def test_an_agenda_has_clock_times_once_every_length_is_known(desk: Desk, meeting_id: str) -> None:
    plain = papers_meeting.agenda(desk, meeting_id, {})
    assert plain.timed == ()
    assert [(line.title, line.clock) for line in plain.items] == [("东沟组生产道路硬化", "")]
    timed = papers_meeting.agenda(desk, meeting_id, {"minutes": "25", "remarks": "请静音。\n\n"})
    assert timed.items == ()
    assert [line.clock for line in timed.timed] == ["9:00—9:25"]
    assert timed.remarks == ("请静音。",)


def test_who_looked_into_a_matter_tells_about_it_unless_somebody_else_is_named(
    desk: Desk, meeting_id: str
) -> None:
    item = items_of(desk, meeting_id)[0]
    assert item.topic_id
    research = replace(some_research(desk, item.topic_id), researchers="网格员、住户代表")
    topics.save_research(desk, research)
    (line,) = papers_meeting.agenda(desk, meeting_id, {}).items
    assert line.speaker == "网格员"
    (line,) = papers_meeting.agenda(desk, meeting_id, {"speakers": "李德发"}).items
    assert line.speaker == "李德发"


def test_a_meeting_without_items_has_no_agenda_and_no_briefing(desk: Desk) -> None:
    empty = a_meeting(desk, notice=False)
    for paper in (papers_meeting.agenda, papers_meeting.briefing):
        with pytest.raises(RuleBroken, match="agenda_empty"):
            paper(desk, empty, {})


@pytest.mark.parametrize("words", ["很久", "-3", "2.5", "99999", "9" * 40])
def test_a_number_that_is_none_is_named(desk: Desk, meeting_id: str, words: str) -> None:
    with pytest.raises(BadInput, match="answer_no_number"):
        papers_meeting.agenda(desk, meeting_id, {"minutes": words})


def test_a_briefing_takes_background_research_and_reasons_from_the_records(
    desk: Desk, people: list[Person]
) -> None:
    ids = [ready_topic(desk, people).id, ready_topic(desk, people, "路灯").id]
    meeting_id = a_meeting(desk, ids)
    paper = papers_meeting.briefing(
        desk, meeting_id, {"policy": "县里有奖补。", "options": "甲\n乙"}
    )
    assert [each.topic for each in paper.topics] == ["东沟组生产道路硬化", "路灯"]
    first = paper.topics[0]
    assert first.background == "路是土路，雨天走不了。"
    assert first.research == ("2026年3月2日，村委会：路长1.8公里。",)
    assert first.screening == ("切口小：一条路。", "关联广：46户。")
    assert (paper.policy, paper.options) == ("县里有奖补。", ("甲", "乙"))
    (only,) = papers_meeting.briefing(desk, meeting_id, {"topic": "2"}).topics
    assert only.topic == "路灯"


def test_the_rules_of_speaking_are_those_of_the_meeting(desk: Desk, meeting_id: str) -> None:
    speaking.set_rules(desk, meeting_id, minutes=3, times=1, alternating=False)
    own = papers_meeting.speaking_rules(desk, meeting_id, {})
    assert (own.minutes, own.times) == ("3", "1")
    assert papers_meeting.speaking_rules(desk, meeting_id, {"minutes": "5"}).minutes == "5"


def test_the_rules_of_speaking_take_other_numbers(desk: Desk) -> None:
    usual = papers_meeting.speaking_rules(desk, "", {})
    assert (usual.minutes, usual.times) == ("2", "2")
    assert papers_meeting.speaking_rules(desk, "", {"minutes": "5"}).minutes == "5"


def test_convenors_sit_first_and_the_excused_do_not_sit(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    sign_in.excuse(desk, meeting_id, people[0].id, "外出务工")
    names = [seat.person.name for seat in seated(desk, meeting_id)]
    assert names[:2] == ["周建国", "沈慧"]
    assert len(names) == 2 + 7
    assert people[0].name not in names
    council = [seat.office for seat in seated(desk, meeting_id, "council")]
    assert council == ["第一召集人", "第二召集人", "议事会成员", "议事会成员"]


def test_a_convenor_on_the_roster_sits_once(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk, 4)
    meeting_id = a_meeting(desk, [ready_topic(desk, some_people(desk)).id])
    with desk.store.write() as uow:
        uow.put(replace(people[0], name="周建国"), "person_changed")
        uow.commit()
    sign_in.sign_in(desk, meeting_id, people[0].id)
    seats = [seat for seat in seated(desk, meeting_id) if seat.person.name == "周建国"]
    assert [seat.code for seat in seats] == [pass_code(people[0].id)]


def test_name_cards_show_parts_and_guests_where_they_are_wanted(
    desk: Desk, meeting_id: str
) -> None:
    plain = papers_meeting.name_cards(desk, meeting_id, {})
    assert {card.line for card in plain.cards} == {""}
    answers = {"line": "part", "others": "王局长 县交通运输局\n李站长"}
    paper = papers_meeting.name_cards(desk, meeting_id, answers)
    assert paper.cards[0].line == "第一召集人"
    assert [(c.name, c.line) for c in paper.cards[-2:]] == [
        ("王局长", "县交通运输局"),
        ("李站长", ""),
    ]


def test_nobody_is_no_paper(desk: Desk, meeting_id: str) -> None:
    for paper in (papers_meeting.name_cards, papers_meeting.passes):
        with pytest.raises(RuleBroken, match="nobody_invited"):
            paper(desk, meeting_id, {"who": "observers"})


def test_a_pass_is_known_at_the_door(desk: Desk, people: list[Person], meeting_id: str) -> None:
    paper = papers_meeting.passes(desk, meeting_id, {})
    codes = {each.code for each in paper.passes if each.code}
    assert codes == {pass_code(person.id) for person in people[:8]}
    for person in people[:8]:
        (hit,) = find_people(desk, pass_code(person.id))
        assert hit.id == person.id


def _wide(code: str) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in code)


@pytest.mark.parametrize("typed", ["{}", " {}\n", "zg{}", "1390{}", "{0}{0}"])
@pytest.mark.parametrize("hand", [str, _wide])
def test_a_scanner_may_type_in_its_own_way(typed: str, hand: Callable[[str], str]) -> None:
    known = "01a202ac-15f2-70b9-af49-7eebb24c190e"
    assert person_of_pass(typed.format(hand(pass_code(known)))) == known


def test_a_pass_is_digits_alone_so_that_no_input_method_takes_it_for_pinyin() -> None:
    code = pass_code("01a202ac-15f2-70b9-af49-7eebb24c190e")
    assert code.isdecimal()


@given(st.uuids())
def test_every_id_comes_back_from_its_pass(person_id: UUID) -> None:
    assert person_of_pass(pass_code(str(person_id))) == str(person_id)


@pytest.mark.parametrize(
    "typed", ["", "9900", "9900" + "9" * 39, "1" * 60, "990000197001011234", "张建国", "xie"]
)
def test_nothing_else_is_a_pass(typed: str) -> None:
    assert person_of_pass(typed) == ""


def test_an_opinion_letter_has_what_was_agreed_and_a_row_for_everybody_there(
    desk: Desk, people: list[Person], meeting_id: str
) -> None:
    with pytest.raises(RuleBroken, match="meeting_not_begun"):
        papers_meeting.opinion_letter(desk, meeting_id, {})
    for person in people[:5]:
        sign_in.sign_in(desk, meeting_id, person.id)
    sign_in.observe(desk, meeting_id, people[11].id)
    meetings.issue_notice(desk, meeting_id)
    deliberation.open_meeting(desk, meeting_id)
    item = items_of(desk, meeting_id)[0]
    talk(desk, item.id, OutcomeKind.SUBMIT)
    paper = papers_meeting.opinion_letter(desk, meeting_id, {"dissent": "王小一：先修南段。"})
    assert paper.title == "关于东沟组生产道路硬化的协商意见书"
    assert paper.addressee == "柳河镇"
    (topic,) = paper.topics
    assert (topic.agreed, topic.open_points, topic.speeches) == (("路宽3.5米。",), (), ())
    assert [measure.what for measure in topic.measures] == ["报奖补"]
    assert (paper.expected, paper.present, paper.observing) == ("8", "5", "1")
    assert {row.name for row in paper.agreeing} == {person.name for person in people[:5]}
    assert paper.dissent == ("王小一：先修南段。",)


def test_where_something_stays_open_the_speakers_are_named(
    desk: Desk, clock: HandClock, people: list[Person], meeting_id: str
) -> None:
    deliberation.open_meeting(desk, meeting_id)
    item = items_of(desk, meeting_id)[0]
    deliberation.record_opinion(desk, item.id, "补偿太少。", person_id=people[4].id)
    deliberation.add_point(desk, item.id, PointKind.OPEN, "菜地怎么补偿。")
    (topic,) = papers_meeting.opinion_letter(desk, meeting_id, {}).topics
    assert topic.open_points == ("菜地怎么补偿。",)
    assert topic.speeches == (f"{people[4].name}（第二组）：补偿太少。",)


def test_no_paper_of_the_hall_knows_a_telephone_or_an_id(desk: Desk, clock: HandClock) -> None:
    people = some_people(desk)
    with desk.store.write() as uow:
        for person in people:
            known = replace(person, phones=("19900001234",), id_number="990000199001010011")
            uow.put(known, "person_changed")
        uow.commit()
    meeting_id = held_meeting(desk, clock, [ready_topic(desk, people).id])
    for person in people[:6]:
        sign_in.sign_in(desk, meeting_id, person.id)
    for build in (
        papers_meeting.agenda,
        papers_meeting.briefing,
        papers_meeting.name_cards,
        papers_meeting.passes,
        papers_meeting.opinion_letter,
    ):
        words = str(build(desk, meeting_id, {}))
        assert "1990000" not in words
        assert "990000199001010011" not in words
