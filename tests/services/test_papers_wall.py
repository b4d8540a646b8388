"""制度上墙: what the builders take from the unit, its rules and its council."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import some_people
from xieshang_desktop.domain.documents import Banner, Slogans
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import Body, Role
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.services import papers, papers_wall, roles
from xieshang_desktop.services.desk import Desk, name_unit
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import PaperGroup
from xieshang_desktop.services.paper_list.wall import SLOGANS


def test_every_paper_of_the_wall_renders_for_a_village_without_anything(desk: Desk) -> None:
    wall = [spec for spec in SPECS.values() if spec.group is PaperGroup.WALL]
    assert len(wall) == 6
    for spec in wall:
        assert spec.public
        assert papers.render(papers.compose(desk, spec.kind)).startswith(b"%PDF")


def test_nothing_personal_hangs_on_the_wall(desk: Desk) -> None:
    some_people(desk)
    desk.unit = replace(desk.unit, official_phone="0990-2000128", brand="有事好商量")
    for spec in SPECS.values():
        if spec.group is PaperGroup.WALL:
            guarded = papers.compose(desk, spec.kind).guarded
            assert guarded is not None
            assert guarded.findings == ()


def test_the_rules_have_the_days_of_the_adopted_profile(desk: Desk) -> None:
    paper = papers_wall.work_rules(desk, "", {})
    assert (paper.notice_days, paper.minutes_days, paper.feedback_days) == ("3日", "7日", "30日")
    assert paper.posting_days == "15日"


def test_a_day_that_the_profile_does_not_name_is_left_out(desk: Desk) -> None:
    desk.unit = replace(desk.unit, profile="national")
    paper = papers_wall.work_rules(desk, "", {})
    assert paper.notice_days == ""
    made = papers.compose(desk, papers.PaperKind.WORK_RULES)
    assert papers.render(made).startswith(b"%PDF")


def test_working_days_are_called_so(desk: Desk) -> None:
    desk.unit = replace(desk.unit, profile="cppcc-city")
    assert papers_wall.work_rules(desk, "", {}).notice_days == "15个工作日"


def test_a_shorter_local_posting_never_undercuts_the_law(desk: Desk) -> None:
    desk.unit = replace(desk.unit, profile="shandong")
    assert papers_wall.flow_chart(desk, "", {}).posting_days == "15日"


def test_a_neighbourhood_is_told_its_own_law(desk: Desk) -> None:
    name_unit(desk, replace(desk.unit, body=Body.COMMUNITY), [])
    paper = papers_wall.work_rules(desk, "", {})
    assert "城市居民委员会组织法》第三十二条、第三十四条" in paper.law
    assert paper.villagers == "居民"
    assert not paper.collective
    assert "居民会议" in paper.deciders


def test_before_the_new_law_no_article_is_named(desk: Desk, clock: HandClock) -> None:
    clock.moment = datetime(2025, 6, 1, 9, 0, tzinfo=BEIJING)
    assert papers_wall.work_rules(desk, "", {}).law.endswith("村民委员会组织法》")


def test_the_council_has_those_in_office_with_nothing_personal(desk: Desk) -> None:
    people = some_people(desk)
    roles.give_role(desk, people[0].id, Role.VILLAGE_REPRESENTATIVE)
    roles.give_role(desk, people[5].id, Role.COUNCIL_MEMBER, since=date(2026, 4, 1))
    with desk.store.write() as uow:
        uow.put(replace(people[1], left_on=date(2026, 1, 1)), "person_left")
        uow.put(
            replace(people[2], phones=("19900000001",), address="东沟8号", id_number="990000"),
            "person_changed",
        )
        uow.commit()
    paper = papers_wall.council(desk, "", {})
    assert [line.name for line in paper.convenors] == ["周建国", "沈慧"]
    assert paper.count == "2"
    (pair,) = paper.members
    assert {pair.name, pair.other_name} == {people[0].name, people[2].name}
    assert {pair.office, pair.other_office} == {"村民代表", "村民"}
    assert "1990000" not in str(paper)
    assert "东沟" not in str(paper)


def test_an_odd_council_leaves_the_last_place_empty(desk: Desk) -> None:
    some_people(desk)
    pairs = papers_wall.council(desk, "", {}).members
    assert [bool(pair.other_name) for pair in pairs] == [True, False]


@pytest.mark.parametrize(
    ("answers", "texts"),
    [
        ({}, (SLOGANS[0][1],)),
        ({"which": "matters"}, ("有事多商量，遇事多商量，做事多商量",)),
        ({"which": "all"}, tuple(text for _code, text in SLOGANS)),
        ({"which": "all", "own": " 好话一句 "}, ("好话一句",)),
        ({"which": "unheard of"}, (SLOGANS[0][1],)),
    ],
)
def test_slogans_are_the_chosen_ones(
    desk: Desk, answers: dict[str, str], texts: tuple[str, ...]
) -> None:
    paper = papers_wall.slogans(desk, "", answers)
    assert isinstance(paper, Slogans)
    assert paper.texts == texts


def test_a_banner_is_asked_for(desk: Desk) -> None:
    assert isinstance(papers_wall.slogans(desk, "", {"shape": "banner"}), Banner)


def test_practice_is_marked_on_the_wall_too(desk: Desk) -> None:
    desk.unit = replace(desk.unit, practice=True)
    for build in (papers_wall.plate, papers_wall.council, papers_wall.duties):
        assert build(desk, "", {}).practice


def test_nobody_is_on_the_council_twice(desk: Desk) -> None:
    people: list[Person] = some_people(desk)
    roles.give_role(desk, people[0].id, Role.COUNCIL_MEMBER, organisation="第一届")
    assert papers_wall.council(desk, "", {}).count == "3"
