"""The roster a village really keeps, against the truth about its people, in both its formats."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.intake.making import ROSTERS
from xieshang_desktop.domain.names import group_name
from xieshang_desktop.domain.terms import Role
from xieshang_desktop.intake.reading import RosterReading
from xieshang_desktop.intake.roster import read_roster

#: How the roster says what papers call otherwise.
_ROSTER_WORDS = {"村监委会成员": Role.SUPERVISION_MEMBER}


@pytest.fixture(scope="module")
def truth() -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = json.loads((ROSTERS / "roster-village.truth.json").read_bytes())
    return people


@pytest.fixture(scope="module", params=["roster-village.xlsx", "roster-village.xls"])
def reading(request: pytest.FixtureRequest) -> RosterReading:
    return read_roster(ROSTERS / request.param)


def test_the_two_header_rows_are_joined(reading: RosterReading) -> None:
    assert reading.header_rows == (3, 4)
    assert {column.title: column.field for column in reading.columns} == {
        "序号": "sequence",
        "组别": "group",
        "户主": "head",
        "姓名": "name",
        "性别": "sex",
        "出生年月": "birth",
        "公民身份号码": "id_number",
        "与户主关系": "relation",
        "手机": "phone",
        "家庭住址": "address",
        "是否党员": "party",
        "备注": "remarks",
    }


def test_everyone_is_found_and_nobody_else(
    reading: RosterReading, truth: list[dict[str, Any]]
) -> None:
    assert [(p.name, p.group, p.head, p.sex.official) for p in reading.people] == [
        (t["name"], group_name(t["group"]), t["head"], t["sex"]) for t in truth
    ]
    assert reading.skipped == 15  # 13 blank rows, the total, 以下空白


def test_households_are_the_true_ones(reading: RosterReading, truth: list[dict[str, Any]]) -> None:
    pairs = {(p.household_key, t["household"]) for p, t in zip(reading.people, truth, strict=True)}
    assert len(pairs) == len({key for key, _ in pairs}) == len({true for _, true in pairs}) == 418


def test_births_party_and_roles_are_read(
    reading: RosterReading, truth: list[dict[str, Any]]
) -> None:
    for person, true in zip(reading.people, truth, strict=True):
        assert person.birth[:7] == true["born"]
        assert person.party_member == true["party_member"]
        role = _ROSTER_WORDS.get(true["role"], true["role"])
        assert [r if r in _ROSTER_WORDS.values() else r.official for r in person.roles] == (
            [role] if role else []
        )
        assert person.remarks == ""


def test_telephones_are_the_true_ones_where_given(
    reading: RosterReading, truth: list[dict[str, Any]]
) -> None:
    given = [(p, t) for p, t in zip(reading.people, truth, strict=True) if p.phones]
    assert all(person.phones[0] == true["phone"] for person, true in given)
    assert len(given) == 1059
    assert sum(len(person.phones) == 2 for person, _ in given) == 39


def test_every_destroyed_number_is_named_and_none_is_guessed(
    reading: RosterReading, truth: list[dict[str, Any]]
) -> None:
    damaged = {a.row: a for a in reading.attention if a.code == "id_damaged"}
    kept = 0
    for person, true in zip(reading.people, truth, strict=True):
        if person.id_number:
            assert person.id_number == true["id_number"]
            kept += 1
        elif person.row in damaged:
            assert damaged[person.row].column == "公民身份号码"
            assert damaged[person.row].text == true["id_number"][:15] + "000"
    assert (kept, len(damaged)) == (1104, 52)


def test_nothing_else_needs_attention_but_heads_that_are_no_members(
    reading: RosterReading,
) -> None:
    others = [a for a in reading.attention if a.code != "id_damaged"]
    assert {a.code for a in others} == {"household_head_missing"}
    members = {(p.household_key, p.name) for p in reading.people}
    rows = {p.row: p for p in reading.people}
    assert all((rows[a.row].household_key, a.text) not in members for a in others)
    assert len(others) == 9


def test_both_formats_say_the_same() -> None:
    xlsx = read_roster(ROSTERS / "roster-village.xlsx")
    xls = read_roster(ROSTERS / "roster-village.xls")
    assert xlsx.people == xls.people
    assert xlsx.attention == xls.attention


def test_the_clean_roster_is_read_whole() -> None:
    reading = read_roster(ROSTERS / "roster-clean.xlsx")
    assert (reading.header_rows, len(reading.people), reading.skipped) == ((1,), 320, 0)
    assert all(p.id_number and p.birth and p.phones and p.household_number for p in reading.people)


def test_the_gb18030_table_is_read_whole() -> None:
    reading = read_roster(ROSTERS / "roster-gb18030.csv")
    assert (len(reading.people), reading.attention) == (90, ())
    assert reading.people[0].name == "郝文兰"
    assert reading.people[0].group == "第一组"
    assert reading.people[0].roles == (Role.GROUP_LEADER,)
    assert {p.household_key for p in reading.people} == {""}
