"""People are found at the door, listed, shown with little of their data, and changed by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import undo_last
from tests.services.rosters import reading, row
from xieshang_desktop.domain.identity import check_character
from xieshang_desktop.domain.people import Household, Person, RoleHeld
from xieshang_desktop.domain.terms import Role, Sex
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.households import add_household, edit_household, move_household
from xieshang_desktop.services.people import (
    add_guest,
    add_person,
    blank_person,
    doubts,
    edit_person,
    find_people,
    groups,
    households,
    list_people,
    person_card,
    person_left,
    person_returned,
)
from xieshang_desktop.services.roles import end_role, give_role
from xieshang_desktop.services.roster import import_roster
from xieshang_desktop.storage import journal

NUMBER = "99000019700307001" + check_character("99000019700307001")


@pytest.fixture
def village(desk: Desk, tmp_path: Path) -> Desk:
    rows = (
        row("周桂兰", sex="女", phone="19900001234", id_number=NUMBER),
        row("周小军", head="周桂兰", birth="1990-03"),
        row("张伟", group="第十组", roles="议事会成员"),
        row("张伟", group="第二组"),
        row("单玉", group="第二组", head="张伟", relation="配偶"),
    )
    import_roster(desk, reading(tmp_path, *rows), "名册.csv")
    return desk


def the(desk: Desk, name: str) -> Person:
    with desk.store.read() as reader:
        (person,) = reader.all(Person, name=name)
    return person


def newest_kind(desk: Desk) -> str:
    with desk.store.read() as reader:
        entry = journal.newest(reader, desk.store.line)
    assert entry
    return entry.read_header().kind


# finding


@pytest.mark.parametrize("typed", ["周桂", "zhougl", "zgl", "桂兰", "1234", "zhou'gui", "周gui"])
def test_somebody_is_found_by_what_is_typed(village: Desk, typed: str) -> None:
    assert [hit.name for hit in find_people(village, typed)] == ["周桂兰"]


def test_namesakes_are_shown_with_group_and_head(village: Desk) -> None:
    found = find_people(village, "zhangwei")
    assert {(hit.name, hit.group, hit.head, hit.namesake) for hit in found} == {
        ("张伟", "第十组", "张伟", True),
        ("张伟", "第二组", "张伟", True),
    }


def test_a_surname_comes_before_a_given_name(village: Desk) -> None:
    add_person(village, replace(blank_person(), name="李山"))
    assert [hit.name for hit in find_people(village, "shan")] == ["单玉", "李山"]
    assert [hit.name for hit in find_people(village, "dan")] == ["单玉"]


def test_nothing_typed_finds_nobody_and_no_more_than_asked_for_are_found(village: Desk) -> None:
    assert find_people(village, " ' ") == ()
    assert find_people(village, "没有这个人") == ()
    assert len(find_people(village, "z", limit=2)) == 2


def test_what_was_found_before_a_change_is_not_shown_after_it(village: Desk) -> None:
    (before,) = find_people(village, "周小军")
    give_role(village, before.id, Role.GRID_WORKER)
    assert find_people(village, "周小军")[0].roles == (Role.GRID_WORKER,)
    edit_person(village, replace(the(village, "周桂兰"), name="周桂蓝"))
    assert find_people(village, "周小军")[0].head == "周桂蓝"


def test_a_role_ends_on_its_day_without_anything_being_written(
    village: Desk, clock: HandClock
) -> None:
    person = the(village, "周小军")
    role = give_role(village, person.id, Role.GRID_WORKER, since=date(2025, 1, 1))
    end_role(village, role.id, date(2026, 3, 4))
    assert find_people(village, "周小军")[0].roles == (Role.GRID_WORKER,)
    clock.moment = clock.moment.replace(day=4)
    assert find_people(village, "周小军")[0].roles == ()


# listing


def test_the_list_goes_by_group_and_household(village: Desk) -> None:
    assert [(hit.group, hit.name) for hit in list_people(village)] == [
        ("第一组", "周桂兰"),
        ("第一组", "周小军"),
        ("第二组", "张伟"),
        ("第二组", "单玉"),
        ("第十组", "张伟"),
    ]
    by_name = [hit.name for hit in list_people(village, order="name")]
    assert by_name == ["单玉", "张伟", "张伟", "周桂兰", "周小军"]


def test_the_list_can_be_narrowed_and_read_in_parts(village: Desk) -> None:
    assert {hit.name for hit in list_people(village, group="第二组")} == {"张伟", "单玉"}
    assert [hit.group for hit in list_people(village, role=Role.COUNCIL_MEMBER)] == ["第十组"]
    home = the(village, "周小军").household_id
    assert len(list_people(village, household_id=home)) == 2
    assert [hit.name for hit in list_people(village, limit=2, offset=1)] == ["周小军", "张伟"]


def test_groups_and_households_are_counted(village: Desk) -> None:
    assert [(g.group, g.people, g.households) for g in groups(village)] == [
        ("第一组", 2, 1),
        ("第二组", 2, 1),
        ("第十组", 1, 1),
    ]
    assert [(h.household.head, h.members) for h in households(village, "第一组")] == [("周桂兰", 2)]
    assert len(households(village)) == 3


def test_guests_and_who_has_left_are_not_listed(village: Desk) -> None:
    add_guest(village, "王来", "镇水利站")
    person_left(village, the(village, "单玉").id)
    assert {hit.name for hit in list_people(village)} == {"周桂兰", "周小军", "张伟"}
    assert {hit.name for hit in list_people(village, guests=True, left=True)} > {"王来", "单玉"}


# one card


def test_a_card_hides_telephone_and_number_until_asked(village: Desk) -> None:
    person = the(village, "周桂兰")
    card = person_card(village, person.id)
    assert (card.phones, card.id_number) == (("199****1234",), "*" * 14 + NUMBER[-4:])
    assert [member.name for member in card.household] == ["周桂兰", "周小军"]
    shown = person_card(village, person.id, reveal=True)
    assert (shown.phones, shown.id_number) == (("19900001234",), NUMBER)


def test_a_card_of_nobody_says_so(village: Desk) -> None:
    with pytest.raises(RuleBroken, match="gone"):
        person_card(village, "nobody")


# entering and changing


def test_somebody_is_added_and_found(village: Desk) -> None:
    person = replace(blank_person("3组"), name="欧阳　修", birth="1970.3.7")
    person = add_person(village, replace(person, phones=("199 0000 4321、0511-84001234",)))
    assert newest_kind(village) == "person_added"
    assert (person.name, person.group, person.birth) == ("欧阳修", "第三组", "1970-03-07")
    assert person.phones == ("19900004321", "0511-84001234")
    for typed in ("ouyangx", "oyx", "4321", "84001234"):
        assert [hit.id for hit in find_people(village, typed)] == [person.id]


def test_the_number_gives_birth_and_sex_where_they_are_empty(desk: Desk) -> None:
    person = add_person(desk, replace(blank_person(), name="周桂兰", id_number=NUMBER))
    assert (person.birth, person.sex) == ("1970-03-07", Sex.MALE)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "　"}, "person_name_missing"),
        ({"birth": "去年"}, "birth_unreadable"),
        ({"birth": "2091-01-01"}, "birth_unreadable"),
        ({"id_number": "123"}, "id_number_unusable"),
        ({"id_number": "990000197003070000"}, "id_number_unusable"),
        ({"phones": ("138****1234",)}, "phone_unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused(desk: Desk, fields: dict[str, object], code: str) -> None:
    person = replace(blank_person(), **({"name": "周桂兰"} | fields))
    with pytest.raises(BadInput, match=code):
        add_person(desk, person)
    assert list_people(desk) == ()


def test_a_number_belongs_to_one_person(village: Desk) -> None:
    with pytest.raises(RuleBroken, match="id_number_taken") as refused:
        add_person(village, replace(blank_person(), name="周贵兰", id_number=NUMBER))
    assert refused.value.facts == {"name": "周桂兰", "group": "第一组"}


def test_doubts_are_told_and_refuse_nothing(village: Desk) -> None:
    wrong = NUMBER[:17] + ("1" if NUMBER[17] != "1" else "2")
    person = replace(blank_person(), name="张伟", id_number=wrong)
    assert {doubt.code for doubt in doubts(village, person)} == {"id_checksum", "namesake_known"}
    other = replace(person, name="周大", id_number=NUMBER, birth="1980-01-01")
    assert [(d.field, d.code) for d in doubts(village, other)] == [
        ("birth", "birth_differs_from_id")
    ]
    woman = replace(other, birth="", sex=Sex.FEMALE)
    assert [(d.field, d.code) for d in doubts(village, woman)] == [("sex", "sex_differs_from_id")]
    assert add_person(village, person).id_number == wrong


def test_a_change_moves_the_keys_along_and_can_be_undone(village: Desk) -> None:
    person = the(village, "周小军")
    edit_person(village, replace(person, name="周晓君", phones=("19900007777",)))
    assert [hit.name for hit in find_people(village, "7777")] == ["周晓君"]
    assert find_people(village, "周小军") == ()
    undo_last(village)
    assert [hit.name for hit in find_people(village, "周小军")] == ["周小军"]
    assert find_people(village, "7777") == ()


def test_a_change_that_changes_nothing_writes_nothing(village: Desk) -> None:
    with village.store.read() as reader:
        before = journal.newest(reader, village.store.line)
    edit_person(village, the(village, "周小军"))
    with village.store.read() as reader:
        assert journal.newest(reader, village.store.line) == before


def test_a_guest_who_comes_again_is_the_same(village: Desk) -> None:
    guest = add_guest(village, "王 来", "镇水利站")
    assert (guest.name, guest.villager, newest_kind(village)) == ("王来", False, "person_added")
    assert add_guest(village, "王来", "镇水利站") == guest
    assert add_guest(village, "王来", "镇司法所").id != guest.id
    assert [hit.organisation for hit in find_people(village, "wanglai")] == ["镇水利站", "镇司法所"]
    with pytest.raises(BadInput, match="person_name_missing"):
        add_guest(village, " ")


def test_who_left_is_found_last_and_holds_no_role(village: Desk) -> None:
    (first, second) = find_people(village, "张伟")
    leaver = first if first.roles else second
    person_left(village, leaver.id, date(2026, 2, 1))
    found = find_people(village, "张伟")
    assert [hit.left for hit in found] == [False, True]
    assert found[1].roles == ()
    assert not any(hit.namesake for hit in found[:1])
    assert person_card(village, leaver.id).left_on == date(2026, 2, 1)
    assert person_returned(village, leaver.id).left_on is None
    assert find_people(village, "张伟")[0].left is False


# roles and households


def test_a_role_is_held_once_and_laid_down(village: Desk) -> None:
    person = the(village, "周小军")
    role = give_role(village, person.id, Role.COUNCIL_MEMBER, since=date(2026, 1, 1))
    assert newest_kind(village) == "role_given"
    with pytest.raises(RuleBroken, match="role_held_already"):
        give_role(village, person.id, Role.COUNCIL_MEMBER)
    with pytest.raises(BadInput, match="role_ends_before_it_begins"):
        end_role(village, role.id, date(2025, 12, 31))
    assert end_role(village, role.id).until == date(2026, 3, 2)
    assert newest_kind(village) == "role_ended"
    assert give_role(village, person.id, Role.COUNCIL_MEMBER).until is None
    card = person_card(village, person.id)
    assert len(card.roles) == 2
    assert isinstance(card.roles[0], RoleHeld)


def test_who_has_left_takes_no_role_on(village: Desk) -> None:
    person = person_left(village, the(village, "周小军").id)
    with pytest.raises(RuleBroken, match="person_has_left"):
        give_role(village, person.id, Role.GRID_WORKER)


def test_somebody_moves_into_another_household_and_its_group(village: Desk) -> None:
    household = add_household(village, "5组", "周　小军", number="12")
    assert (household.group, household.head) == ("第五组", "周小军")
    with pytest.raises(RuleBroken, match="household_known"):
        add_household(village, "第五组", "周小军", number="12")
    with pytest.raises(BadInput, match="household_head_missing"):
        add_household(village, "第五组", "")
    person = move_household(village, the(village, "周小军").id, household.id, "户主")
    assert (person.group, person.household_id, person.relation) == ("第五组", household.id, "户主")
    assert find_people(village, "周小军")[0].head == "周小军"
    assert move_household(village, person.id, None).household_id is None


def test_a_household_takes_its_members_along_into_another_group(village: Desk) -> None:
    with village.store.read() as reader:
        household = reader.one(Household, the(village, "周小军").household_id or "")
    edit_household(village, replace(household, group="8组"))
    assert {the(village, name).group for name in ("周桂兰", "周小军")} == {"第八组"}
    assert [line.household.group for line in households(village)] == ["第二组", "第八组", "第十组"]
