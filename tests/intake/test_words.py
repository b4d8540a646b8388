"""Words of rosters in the program's terms."""

from __future__ import annotations

import pytest

from xieshang_desktop.domain.terms import Role, Sex
from xieshang_desktop.intake.words import read_ethnicity, read_party, read_roles, read_sex


@pytest.mark.parametrize("role", list(Role)[:13])
def test_every_official_term_is_known(role: Role) -> None:
    assert read_roles(role.official).roles == (role,)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("村民代表、网格员", (Role.VILLAGE_REPRESENTATIVE, Role.GRID_WORKER)),
        ("县人大代表兼村民小组长", (Role.PEOPLES_DEPUTY, Role.GROUP_LEADER)),
        ("镇党代表 政协委员", (Role.PARTY_DELEGATE, Role.CPPCC_MEMBER)),
        ("3组组长", (Role.GROUP_LEADER,)),
        ("第三组小组长", (Role.GROUP_LEADER,)),
        ("村监委会成员", (Role.SUPERVISION_MEMBER,)),
        ("监委会主任", (Role.SUPERVISION_MEMBER,)),
        ("村两委", (Role.COMMITTEE_MEMBER,)),
        ("村党支部书记", (Role.COMMITTEE_MEMBER,)),
        ("团支部书记", (Role.MASS_ORGANISATION,)),
        ("妇联主席", (Role.MASS_ORGANISATION,)),
        ("专职网格员", (Role.GRID_WORKER,)),
        ("离任村干部", (Role.OLD_CADRE,)),
        ("议事会成员/议事会成员", (Role.COUNCIL_MEMBER,)),
        ("普通村民", ()),
        ("无", ()),
    ],
)
def test_role_words_become_roles(text: str, roles: tuple[Role, ...]) -> None:
    reading = read_roles(text)
    assert (reading.roles, reading.others, reading.party_member) == (roles, (), False)


def test_unknown_words_are_kept() -> None:
    reading = read_roles("村民代表、护林员、副组长")
    assert reading.roles == (Role.VILLAGE_REPRESENTATIVE,)
    assert reading.others == ("护林员", "副组长")


def test_a_party_member_among_the_roles_is_seen() -> None:
    assert read_roles("党员、村民代表").party_member
    assert not read_roles("老党员").party_member


@pytest.mark.parametrize(
    "text", ["中共党员", "党员", "是", "√", "预备党员", "中共预备党员", "党员（预备）", "1"]
)
def test_party_members_are_told(text: str) -> None:
    assert read_party(text) is True


@pytest.mark.parametrize(
    "text", ["群众", "共青团员", "", "无", "否", "民盟盟员", "九三学社社员", "入党积极分子", "0"]
)
def test_other_political_statuses_are_told(text: str) -> None:
    assert read_party(text) is False


def test_words_without_meaning_are_not_decided() -> None:
    assert read_party("退休") is None
    assert read_sex("先生") is None


def test_sex_has_many_words() -> None:
    assert read_sex("男") is read_sex(" 男性") is read_sex("1") is Sex.MALE
    assert read_sex("女") is read_sex("２") is read_sex("F") is Sex.FEMALE
    assert read_sex("") is read_sex("未知") is Sex.UNKNOWN


def test_an_ethnic_group_gets_its_ending() -> None:
    assert [read_ethnicity(t) for t in ("汉", "汉族", "土家", "其他", "无")] == [
        "汉族",
        "汉族",
        "土家族",
        "其他",
        "",
    ]
