"""A roster is taken in as one action, and a newer one brings it up to date without doubling."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.making import ROSTERS
from tests.services.rosters import reading, row
from xieshang_desktop.domain.identity import check_character
from xieshang_desktop.domain.people import Household, Person, RoleHeld
from xieshang_desktop.domain.terms import Role, Sex
from xieshang_desktop.domain.unit import Unit
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services.desk import Desk, set_up
from xieshang_desktop.services.people import find_people
from xieshang_desktop.services.roles import give_role
from xieshang_desktop.services.roster import (
    ImportReport,
    import_roster,
    plan_import,
    read_roster,
    undo_import,
)
from xieshang_desktop.storage import journal

ZHOUS_NUMBER = "99000019620501002" + check_character("99000019620501002")
ZHOU = row("周桂兰", sex="女", birth="1962-05-01", id_number=ZHOUS_NUMBER)
SON = row("周小军", head="周桂兰", birth="1990-03-07", phone="19900000002", roles="村民代表")
WU = row("吴建国", group="第二组", birth="1970-01", phone="19900000003")


def take_in(desk: Desk, folder: Path, *rows: tuple[str, ...]) -> ImportReport:
    return import_roster(desk, reading(folder, *rows), "名册.csv")


def everybody(desk: Desk) -> list[Person]:
    with desk.store.read() as reader:
        return reader.all(Person)


def the(desk: Desk, name: str) -> Person:
    (person,) = [person for person in everybody(desk) if person.name == name]
    return person


def codes(report: ImportReport) -> Counter[str]:
    return Counter(each.code for each in report.attention)


def test_a_roster_becomes_people_households_and_roles(desk: Desk, tmp_path: Path) -> None:
    report = take_in(desk, tmp_path, ZHOU, SON, WU)

    assert (report.people, report.households, report.roles) == (3, 2, 1)
    assert (report.updated, report.unchanged, report.attention) == (0, 0, ())
    zhou, son = the(desk, "周桂兰"), the(desk, "周小军")
    assert (zhou.sex, zhou.birth, zhou.relation) == (Sex.FEMALE, "1962-05-01", "户主")
    assert (son.household_id, son.phones) == (zhou.household_id, ("19900000002",))
    with desk.store.read() as reader:
        household = reader.one(Household, zhou.household_id or "")
        (role,) = reader.all(RoleHeld)
    assert (household.head, household.group) == ("周桂兰", "第一组")
    assert (role.person_id, role.role) == (son.id, Role.VILLAGE_REPRESENTATIVE)


def test_who_was_taken_in_is_found_at_once(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, ZHOU, SON, WU)

    assert [hit.name for hit in find_people(desk, "zgl")] == ["周桂兰"]
    assert [hit.head for hit in find_people(desk, "0002")] == ["周桂兰"]
    assert find_people(desk, "xiaojun")[0].roles == (Role.VILLAGE_REPRESENTATIVE,)


def test_a_dry_run_counts_the_same_and_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    planned = plan_import(desk, reading(tmp_path, ZHOU, SON, WU))

    assert (planned.people, planned.households, planned.roles) == (3, 2, 1)
    assert planned.action == ""
    assert everybody(desk) == []


def test_everything_is_one_action_with_the_name_of_the_file(desk: Desk, tmp_path: Path) -> None:
    report = take_in(desk, tmp_path, ZHOU, SON, WU)

    with desk.store.read() as reader:
        entries = [e for e in journal.entries_of_line(reader, desk.store.line)]
    own = [e for e in entries if e.read_header().action == report.action]
    assert Counter(e.read_header().kind for e in own) == {
        "household_added": 2,
        "person_added": 3,
        "role_given": 1,
        "roster_imported": 1,
    }
    assert json.loads(own[-1].record or b"")["file"] == "名册.csv"


def test_the_same_roster_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, ZHOU, SON, WU)
    with desk.store.read() as reader:
        before = journal.newest(reader, desk.store.line)
    again = take_in(desk, tmp_path, ZHOU, SON, WU)

    assert (again.people, again.households, again.updated, again.unchanged) == (0, 0, 0, 3)
    with desk.store.read() as reader:
        assert journal.newest(reader, desk.store.line) == before


def test_a_newer_roster_brings_up_to_date(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, ZHOU, SON, WU)
    moved = row("周小军", head="周桂兰", birth="1990-03-07", phone="19900000099", roles="网格员")
    report = take_in(desk, tmp_path, ZHOU, moved, WU, row("钱多多", group="第二组"))

    assert (report.people, report.households, report.updated, report.unchanged) == (1, 1, 1, 2)
    (change,) = report.changes
    assert (change.name, change.fields) == ("周小军", ("phones", "roles"))
    assert the(desk, "周小军").phones == ("19900000099",)
    assert find_people(desk, "0099")
    assert not find_people(desk, "0002")
    assert set(find_people(desk, "周小军")[0].roles) == {
        Role.VILLAGE_REPRESENTATIVE,
        Role.GRID_WORKER,
    }


def test_an_empty_cell_takes_nothing_away(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, ZHOU, SON, WU)
    before = everybody(desk)
    report = take_in(desk, tmp_path, row("周桂兰"), row("周小军", head="周桂兰"), WU)

    assert report.updated == 0
    assert everybody(desk) == before


def test_a_shorter_date_that_agrees_takes_nothing_away(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, SON)
    report = take_in(desk, tmp_path, row("周小军", head="周桂兰", birth="1990-03"))

    assert (report.people, report.updated) == (0, 0)
    assert the(desk, "周小军").birth == "1990-03-07"


def test_a_damaged_number_keeps_the_good_one_and_is_not_named(desk: Desk, tmp_path: Path) -> None:
    damaged = row("周桂兰", sex="女", birth="1962-05-01", id_number="990000196205010000")
    assert codes(plan_import(desk, reading(tmp_path, damaged)))["id_damaged"] == 1
    take_in(desk, tmp_path, ZHOU)
    report = take_in(desk, tmp_path, damaged)

    assert (report.people, report.updated, report.attention) == (0, 0, ())
    assert the(desk, "周桂兰").id_number == ZHOUS_NUMBER


def test_a_number_that_was_lost_is_filled_in_later(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, row("周桂兰", id_number="990000196205010000"))
    report = take_in(desk, tmp_path, ZHOU)

    assert (report.people, report.updated) == (0, 1)
    assert the(desk, "周桂兰").id_number == ZHOUS_NUMBER


def test_the_number_tells_who_it_is_when_the_name_changed(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, ZHOU)
    renamed = row("周桂蓝", group="第三组", head="周大明", id_number=ZHOUS_NUMBER)
    report = take_in(desk, tmp_path, renamed)

    assert (report.people, report.updated) == (0, 1)
    assert codes(report)["name_changed"] == 1
    assert [p.name for p in everybody(desk)] == ["周桂蓝"]
    assert find_people(desk, "周桂蓝")
    assert not find_people(desk, "周桂兰")


def test_namesakes_are_told_apart_by_the_head_of_their_household(
    desk: Desk, tmp_path: Path
) -> None:
    first = row("张伟", head="张大山", phone="19900000011")
    second = row("张伟", head="张小河", phone="19900000012")
    take_in(desk, tmp_path, first, second)
    report = take_in(
        desk,
        tmp_path,
        row("张伟", head="张小河", phone="19900000022"),
        row("张伟", head="张大山", phone="19900000021"),
    )

    assert (report.people, report.updated) == (0, 2)
    assert codes(report)["namesake_ambiguous"] == 0
    assert {(hit.head, hit.namesake) for hit in find_people(desk, "0021")} == {("张大山", True)}


def test_namesakes_that_nothing_tells_apart_are_left_to_a_person(
    desk: Desk, tmp_path: Path
) -> None:
    take_in(desk, tmp_path, row("张伟", head="张大山"), row("张伟", head="张小河"))
    before = everybody(desk)
    report = take_in(desk, tmp_path, row("张伟", head="张新家"))

    assert (report.people, report.updated, codes(report)["namesake_ambiguous"]) == (0, 0, 1)
    assert everybody(desk) == before
    assert report.absent == ()


def test_of_namesakes_only_as_many_are_new_as_the_roster_has_more(
    desk: Desk, tmp_path: Path
) -> None:
    take_in(desk, tmp_path, row("张伟", head="张大山"))
    report = take_in(desk, tmp_path, row("张伟", head="张新家"), row("张伟", head="张小河"))

    assert report.people == 1
    assert codes(report)["namesake_ambiguous"] == 2
    assert len(everybody(desk)) == 2


def test_a_namesake_of_another_age_is_somebody_else(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, row("张伟", head="张大山", birth="1950-01-01"))
    report = take_in(desk, tmp_path, row("张伟", head="张小河", birth="2001-09-09"))

    assert (report.people, codes(report)["person_not_listed"]) == (1, 1)


def test_who_moved_to_another_group_is_known_by_the_telephone(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, WU)
    report = take_in(
        desk, tmp_path, row("吴建国", group="第五组", head="吴老", phone="19900000003")
    )

    assert (report.people, report.updated) == (0, 1)
    assert the(desk, "吴建国").group == "第五组"


def test_who_is_no_longer_listed_is_named_and_kept(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, ZHOU, SON, WU)
    report = take_in(desk, tmp_path, ZHOU)

    assert [(absent.name, absent.group) for absent in report.absent] == [("周小军", "第一组")]
    assert [(a.row, a.text) for a in report.attention] == [(0, "第一组 周小军")]
    assert len(everybody(desk)) == 3


def test_a_new_head_keeps_the_household(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, ZHOU, SON)
    household = the(desk, "周小军").household_id
    report = take_in(desk, tmp_path, row("周小军", birth="1990-03-07"))

    assert report.households == 0
    assert the(desk, "周小军").household_id == household
    assert find_people(desk, "周小军")[0].head == "周小军"


def test_a_divided_family_becomes_two_households(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path, ZHOU, SON)
    old = the(desk, "周桂兰").household_id
    report = take_in(desk, tmp_path, ZHOU, row("周小军", birth="1990-03-07"))

    assert (report.households, report.updated) == (1, 1)
    assert the(desk, "周桂兰").household_id == old
    assert the(desk, "周小军").household_id != old


def test_an_import_is_undone_as_a_whole(desk: Desk, tmp_path: Path) -> None:
    first = take_in(desk, tmp_path, ZHOU)
    second = take_in(desk, tmp_path, row("周桂兰", phone="19900000077"), SON, WU)
    assert len(find_people(desk, "周")) == 2

    undo_import(desk, second.action)
    assert [p.phones for p in everybody(desk)] == [()]
    assert not find_people(desk, "0077")
    assert not find_people(desk, "wujianguo")
    assert find_people(desk, "zhouguilan")

    undo_import(desk, first.action)
    assert everybody(desk) == []
    assert not find_people(desk, "周")
    with desk.store.read() as reader:
        assert reader.all(Household) == []
        assert journal.verify(reader) == []


def test_an_import_whose_people_are_in_use_stays(desk: Desk, tmp_path: Path) -> None:
    report = take_in(desk, tmp_path, ZHOU, SON)
    give_role(desk, the(desk, "周桂兰").id, Role.OLD_CADRE)

    with pytest.raises(RuleBroken, match="roster_in_use") as refused:
        undo_import(desk, report.action)
    assert refused.value.facts == {"people": 1}
    assert len(everybody(desk)) == 2


@pytest.mark.parametrize("name", ["roster-village.xls", "roster-village.xlsx"])
def test_the_roster_of_a_real_village_is_the_truth_and_stays_it(desk: Desk, name: str) -> None:
    truth = json.loads((ROSTERS / "roster-village.truth.json").read_bytes())
    roster = read_roster(ROSTERS / name)
    report = import_roster(desk, roster, name)

    assert (report.people, report.households, report.updated) == (1180, 418, 0)
    assert Counter((p.name, p.party_member) for p in everybody(desk)) == Counter(
        (t["name"], t["party_member"]) for t in truth
    )
    kept = {p.id_number for p in everybody(desk)} - {""}
    assert kept <= {t["id_number"] for t in truth}
    for person in truth[::37]:
        assert person["name"] in {hit.name for hit in find_people(desk, person["name"])}

    again = import_roster(desk, roster, name)
    assert (again.people, again.households, again.updated, again.unchanged) == (0, 0, 0, 1180)
    assert codes(again) == codes(report)


PEOPLE = st.lists(
    st.builds(
        row,
        st.sampled_from(["张伟", "张三", "李秀英"]),
        group=st.sampled_from(["", "第一组", "第二组"]),
        head=st.sampled_from(["", "张大山", "李四"]),
        birth=st.sampled_from(["", "1970", "1970-03-07", "1985-12"]),
        phone=st.sampled_from(["", "19900000001", "19900000002"]),
    ),
    min_size=1,
    max_size=7,
)


def names(rows: list[tuple[str, ...]]) -> Counter[str]:
    return Counter(each[2] for each in rows)


@settings(max_examples=30)
@given(first=PEOPLE, second=PEOPLE)
def test_no_roster_ever_doubles_anybody(
    first: list[tuple[str, ...]], second: list[tuple[str, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        unit = Unit(id=new_id(), name="和顺村村民委员会", room="议事室")
        desk = set_up(folder / "data", unit, [], folder / "device")
        report = take_in(desk, folder, *first)
        brought = everybody(desk)
        again = take_in(desk, folder, *first)
        unchanged = everybody(desk)
        for _ in range(3):
            take_in(desk, folder, *second)
        in_the_end = everybody(desk)
        with desk.store.read() as reader:
            assert journal.verify(reader) == []
        desk.close()
    assert report.people == len(first) == len(brought)
    assert (again.people, again.households, again.updated) == (0, 0, 0)
    assert unchanged == brought
    assert Counter(p.name for p in in_the_end) <= names(first) + names(second)
