"""One person in words, and the form in which a person is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.making import a_desk, undo_last
from tests.services.rosters import reading, row
from xieshang_desktop.domain.identity import check_character
from xieshang_desktop.domain.terms import Role
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.households import start_household
from xieshang_desktop.services.people import PersonHit, add_guest, list_people, person_left
from xieshang_desktop.services.roles import end_role, give_role
from xieshang_desktop.services.roster import import_roster
from xieshang_desktop.ui.presenters.person import (
    Homes,
    PersonView,
    household_of,
    person_view,
    roles_to_give,
)
from xieshang_desktop.ui.presenters.person_edit import (
    PersonForm,
    doubts_of,
    fault_of,
    filled,
    keep,
    open_form,
)

NUMBER = "99000019620102002" + check_character("99000019620102002")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path)
    rows = (
        row("单玉梅", sex="女", birth="1962-01-02", phone="19900001234", id_number=NUMBER),
        row("单小军", head="单玉梅", birth="1990-03"),
        row("张伟", group="第二组"),
    )
    import_roster(desk, reading(tmp_path, *rows), "名册.csv")
    yield desk
    desk.close()


def hit(desk: Desk, name: str) -> PersonHit:
    return next(one for one in list_people(desk, guests=True, left=True) if one.name == name)


def view(desk: Desk, name: str, *, reveal: bool = False) -> PersonView:
    shown = person_view(desk, hit(desk, name).id, reveal=reveal)
    assert shown is not None
    return shown


# ---- the page


def test_telephone_and_id_are_masked_until_asked_for(desk: Desk) -> None:
    facts = dict(view(desk, "单玉梅").facts)
    assert facts["电话"] == "199****1234"
    assert facts["身份证号"] == "*" * 14 + NUMBER[-4:]
    assert NUMBER not in str(view(desk, "单玉梅"))
    assert dict(view(desk, "单玉梅", reveal=True).facts)["身份证号"] == NUMBER


def test_nothing_to_mask_asks_for_nothing(desk: Desk) -> None:
    assert view(desk, "单玉梅").veiled
    assert not view(desk, "张伟").veiled
    assert dict(view(desk, "张伟").facts)["电话"] == "没有登记"


def test_the_household_is_shown_with_its_members(desk: Desk) -> None:
    shown = view(desk, "单小军")
    assert shown.household == "户主 单玉梅　2 人"
    assert [(one.name, one.relation) for one in shown.members] == [
        ("单玉梅", "户主"),
        ("单小军（本人）", "子"),
    ]
    assert shown.line == "第一组　户主 单玉梅"


def test_roles_are_shown_with_their_terms(desk: Desk) -> None:
    person = hit(desk, "张伟")
    give_role(desk, person.id, Role.VILLAGE_REPRESENTATIVE, "第十三届", date(2024, 3, 1))
    ended = give_role(desk, person.id, Role.GRID_WORKER, since=date(2021, 1, 1))
    end_role(desk, ended.id, date(2025, 12, 31))
    give_role(desk, person.id, Role.GROUP_LEADER)
    roles = {role.words: (role.note, role.held) for role in view(desk, "张伟").roles}
    assert roles == {
        "村民代表": ("第十三届　2024年3月1日起", True),
        "网格员": ("2021年1月1日至2025年12月31日", False),
        "村民小组长": ("任期没有登记", True),
    }


def test_who_has_left_is_marked_with_the_day(desk: Desk) -> None:
    person_left(desk, hit(desk, "张伟").id, date(2026, 3, 1))
    shown = view(desk, "张伟")
    assert shown.left
    assert shown.chips == (("2026年3月1日 起不在册", "neutral"),)


def test_a_guest_has_an_organisation_in_place_of_a_group(desk: Desk) -> None:
    add_guest(desk, "周国平", "镇水利站")
    shown = view(desk, "周国平")
    assert not shown.villager
    assert shown.facts[0] == ("单位", "镇水利站")


def test_somebody_who_is_gone_from_the_record_is_not_shown(desk: Desk) -> None:
    guest = add_guest(desk, "周国平", "镇水利站")
    undo_last(desk)
    assert person_view(desk, guest.id) is None


def test_every_role_can_be_given() -> None:
    assert [key for key, _words in roles_to_give()] == [role.value for role in Role]


def test_households_to_move_into_begin_with_the_own_group(desk: Desk) -> None:
    own = hit(desk, "张伟")
    homes = Homes(desk, "第二组", "")
    assert [row.head for row in homes.found("")] == ["张伟", "单玉梅"]
    assert [row.head for row in homes.found("shan")] == ["单玉梅"]
    assert [row.head for row in Homes(desk, "第二组", own.household_id or "").found("")] == [
        "单玉梅"
    ]


def test_a_new_household_is_one_action_that_can_be_undone(desk: Desk) -> None:
    son = hit(desk, "单小军")
    home = start_household(desk, son.id, "一组", "18")
    shown = view(desk, "单小军")
    assert shown.household == "户主 单小军　户号 18　1 人"
    assert household_of(desk, home.id).group == "第一组"
    undo_last(desk)
    assert view(desk, "单小军").household == "户主 单玉梅　2 人"
    with pytest.raises(RuleBroken, match="household_known"):
        start_household(desk, hit(desk, "张伟").id, "第二组")


# ---- the form


def test_a_new_member_follows_the_household(desk: Desk) -> None:
    home = hit(desk, "单玉梅").household_id
    draft = open_form(desk, f"new:{home}")
    assert draft.new
    assert (draft.form.group, draft.home) == ("第一组", "第一组　户主 单玉梅")
    person = filled(draft.person, draft.form._replace(name="单晓", relation="孙女", sex="2"))
    kept = keep(desk, person, new=True)
    assert kept.household_id == home
    assert view(desk, "单晓").members[-1].relation == "孙女"


def test_a_name_that_was_searched_for_is_written_already(desk: Desk) -> None:
    assert open_form(desk, "new#欧阳春").form.name == "欧阳春"


def test_the_form_opens_at_the_field_that_was_asked_for(desk: Desk) -> None:
    draft = open_form(desk, f"{hit(desk, '张伟').id}#id_number")
    assert (draft.field, draft.new, draft.title) == ("id_number", False, "修改 张伟")


def test_what_is_not_changed_is_not_written(desk: Desk) -> None:
    draft = open_form(desk, hit(desk, "单玉梅").id)
    before = list(desk.store.recent)
    keep(desk, filled(draft.person, draft.form), new=False)
    assert desk.store.recent == before


def test_doubts_are_said_before_saving_and_may_be_ignored(desk: Desk) -> None:
    wrong = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")
    draft = open_form(desk, "new")
    form = draft.form._replace(name="张伟", id_number=wrong)
    person = filled(draft.person, form)
    assert [(one.field, one.sentence) for one in doubts_of(desk, person)] == [
        ("id_number", "身份证号校验码不符，请核对（已保留）"),
        ("name", "名册上已有同名的人：第二组"),
    ]
    assert keep(desk, person, new=True).id_number == wrong


@pytest.mark.parametrize(
    ("field", "written", "code"),
    [
        ("name", "　", "person_name_missing"),
        ("birth", "属马", "birth_unreadable"),
        ("id_number", "990000196502142000", "id_number_unusable"),
        ("phones", "12345", "phone_unreadable"),
    ],
)
def test_what_cannot_be_read_is_said_under_its_field(
    desk: Desk, field: str, written: str, code: str
) -> None:
    draft = open_form(desk, "new")
    form = PersonForm(**{**draft.form._asdict(), "name": "李好", field: written})
    with pytest.raises(BadInput) as refused:
        doubts_of(desk, filled(draft.person, form))
    assert refused.value.code == code
    remark = fault_of(refused.value)
    assert remark.field == field
    assert remark.sentence


def test_somebody_elses_number_is_refused(desk: Desk) -> None:
    draft = open_form(desk, "new")
    person = filled(draft.person, draft.form._replace(name="李好", id_number=NUMBER))
    with pytest.raises(RuleBroken, match="id_number_taken"):
        keep(desk, person, new=True)


def test_a_person_from_elsewhere_keeps_no_group(desk: Desk) -> None:
    draft = open_form(desk, "new")
    form = draft.form._replace(
        name="周国平", villager=False, group="第一组", organisation="镇水利站"
    )
    person = keep(desk, filled(draft.person, form), new=True)
    assert (person.group, person.organisation, person.villager) == ("", "镇水利站", False)
    assert replace(person, id="") == replace(filled(person, form), id="")
