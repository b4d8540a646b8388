"""What single cells tell: sex, birth, numbers, roles, remarks; and a corrected mapping."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.intake.making import (
    HEADER,
    PEOPLE,
    ROSTERS,
    make_csv,
    make_xlsx,
)
from tests.intake.rows import codes, names, read_rows
from xieshang_desktop.domain.terms import Role, Sex
from xieshang_desktop.errors import BadInput
from xieshang_desktop.intake.reading import column_letter
from xieshang_desktop.intake.roster import preview, read_roster

FAMILY = ("组别", "户主", "姓名", "与户主关系")


def test_an_unknown_sex_is_shown(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, [HEADER, ("张三", "先生", "1组", "", "")])
    assert reading.people[0].sex is Sex.UNKNOWN
    assert codes(reading) == [(2, "sex_unreadable", "先生")]


def test_one_person_twice_is_read_once(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, [HEADER, *PEOPLE, PEOPLE[0]])
    assert names(reading) == ["张三", "李秀英"]
    assert codes(reading) == [(4, "person_repeated", "张三")]
    assert reading.skipped == 1


def test_one_number_for_two_people_is_kept_by_neither(tmp_path: Path) -> None:
    rows = [HEADER, PEOPLE[0], ("赵六", *PEOPLE[0][1:])]
    reading = read_rows(tmp_path, rows)
    assert [p.id_number for p in reading.people] == ["", ""]
    number = PEOPLE[0][3]
    assert codes(reading) == [(2, "id_duplicate", number), (3, "id_duplicate", number)]


def test_what_the_number_contradicts_is_shown_and_kept_as_written(tmp_path: Path) -> None:
    rows = [(*HEADER, "出生年月"), ("张三", "女", "1组", "990000197003070014", "", "1971.3")]
    reading = read_rows(tmp_path, rows)
    assert (reading.people[0].sex, reading.people[0].birth) == (Sex.FEMALE, "1971-03")
    assert codes(reading) == [
        (2, "sex_differs_from_id", "女"),
        (2, "birth_differs_from_id", "1971.3"),
    ]


def test_a_sound_number_gives_sex_and_birth_where_they_are_blank(tmp_path: Path) -> None:
    rows = [(*HEADER, "出生年月"), ("张三", "", "1组", "990000197003070014", "", "")]
    person = read_rows(tmp_path, rows).people[0]
    assert (person.sex, person.birth) == (Sex.MALE, "1970-03-07")


def test_a_doubtful_number_gives_nothing(tmp_path: Path) -> None:
    rows = [(*HEADER, "出生年月"), ("张三", "", "1组", "990000197003070018", "", "")]
    reading = read_rows(tmp_path, rows)
    person = reading.people[0]
    assert (person.sex, person.birth) == (Sex.UNKNOWN, "")
    assert person.id_number == "990000197003070018"
    assert codes(reading) == [(2, "id_checksum", "990000197003070018")]


def test_a_damaged_number_still_decides_between_january_and_october(tmp_path: Path) -> None:
    header = ("姓名", "身份证号", "出生年月")
    rows = [header, ("张三", 990000199010070000, 1990.1), ("李四", "", 1990.1)]
    reading = read_rows(tmp_path, rows)
    assert [p.birth for p in reading.people] == ["1990-10", "1990"]
    assert codes(reading) == [
        (2, "id_damaged", "990000199010070000"),
        (3, "birth_ambiguous", "1990.1"),
    ]


def test_dates_and_truth_values_of_a_workbook_are_read(tmp_path: Path) -> None:
    born = datetime(1990, 3, 7)  # noqa: DTZ001 - a workbook's dates have no zone
    rows = [("姓名", "出生日期", "是否党员"), ("张三", born, True), ("李四", born, False)]
    reading = read_rows(tmp_path, rows)
    assert [(p.birth, p.party_member) for p in reading.people] == [
        ("1990-03-07", True),
        ("1990-03-07", False),
    ]


def test_tick_boxes_give_roles(tmp_path: Path) -> None:
    rows = [
        ("姓名", "性别", "是否村民代表", "网格员"),
        ("张三", "男", "√", "否"),
        ("李四", "女", "", "是"),
        ("王五", "女", "待定", ""),
    ]
    reading = read_rows(tmp_path, rows)
    assert [p.roles for p in reading.people] == [
        (Role.VILLAGE_REPRESENTATIVE,),
        (Role.GRID_WORKER,),
        (),
    ]
    assert codes(reading) == [(4, "role_unknown", "待定")]
    assert reading.people[2].other_roles == ()


def test_remarks_that_are_a_role_become_one_and_mixed_ones_are_shown(tmp_path: Path) -> None:
    rows = [
        ("姓名", "性别", "备注"),
        ("张三", "男", "村民代表"),
        ("李四", "女", "网格员、在外务工"),
        ("王五", "女", "在外务工"),
    ]
    reading = read_rows(tmp_path, rows)
    assert [(p.roles, p.remarks) for p in reading.people] == [
        ((Role.VILLAGE_REPRESENTATIVE,), ""),
        ((), "网格员、在外务工"),
        ((), "在外务工"),
    ]
    assert codes(reading) == [(3, "role_in_remarks", "网格员、在外务工")]


def test_an_unknown_word_is_reported_once(tmp_path: Path) -> None:
    rows = [("姓名", "职务", "政治面貌"), *[(f"张{c}", "护林员", "不便说") for c in "一二三"]]
    reading = read_rows(tmp_path, rows)
    assert codes(reading) == [(2, "role_unknown", "护林员"), (2, "party_unknown", "不便说")]
    assert [p.other_roles for p in reading.people] == [("护林员",)] * 3


def test_an_old_party_member_is_one_where_no_column_says_otherwise(tmp_path: Path) -> None:
    alone = read_rows(tmp_path, [("姓名", "职务"), ("张三", "老党员")])
    assert alone.people[0].party_member
    beside = read_rows(tmp_path, [("姓名", "职务", "政治面貌"), ("张三", "老党员", "")])
    assert not beside.people[0].party_member


def test_names_that_lost_a_character_are_shown(tmp_path: Path) -> None:
    rows = [("姓名", "性别"), ("张\ue001", "男"), ("李?", "女"), ("谭𠅤", "女")]
    reading = read_rows(tmp_path, rows)
    assert codes(reading) == [
        (2, "name_private_use", "张\ue001"),
        (3, "name_unreadable", "李?"),
    ]
    assert names(reading) == ["张\ue001", "李?", "谭𠅤"]


def test_a_corrected_mapping_wins_over_the_header(tmp_path: Path) -> None:
    path = make_xlsx(
        tmp_path / "名册.xlsx",
        [("姓名", "曾用名", "组别", "编码"), ("张三", "张小三", "1组", "990000197003070014")],
    )
    first = read_roster(path).people[0]
    assert (first.name, first.id_number) == ("张三", "")
    mapped = read_roster(path, mapping={1: "name", 2: None, 3: "id_number"})
    person = mapped.people[0]
    assert (person.name, person.group, person.id_number) == ("张小三", "", "990000197003070014")
    assert [c.field for c in mapped.columns] == [None, "name", None, "id_number"]
    with pytest.raises(ValueError, match="shoe_size"):
        read_roster(path, mapping={0: "shoe_size"})


def test_a_list_without_a_header_can_be_mapped(tmp_path: Path) -> None:
    path = make_csv(tmp_path / "名册.csv", [("1", "张三", "男"), ("2", "李四", "女")])
    with pytest.raises(BadInput, match="not_a_roster"):
        read_roster(path)
    shown = preview(path)
    assert (shown.header_rows, shown.rows[0]) == ((), ("1", "张三", "男"))
    assert [c.letter for c in shown.columns] == ["A", "B", "C"]
    reading = read_roster(path, mapping={1: "name", 2: "sex"})
    assert names(reading) == ["张三", "李四"]
    assert reading.people[0].row == 1


def test_a_table_of_titles_without_people_says_so(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "名册.xlsx", [HEADER, ("合计", "0人")])
    with pytest.raises(BadInput, match="no_people"):
        read_roster(path)


def test_a_table_without_a_column_for_names_says_so(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "名册.xlsx", [("组别", "性别", "联系电话"), ("1组", "男", "")])
    with pytest.raises(BadInput, match="no_name_column"):
        read_roster(path)
    assert [c.field for c in preview(path).columns] == ["group", "sex", "phone"]


def test_a_preview_shows_the_first_rows_as_text() -> None:
    shown = preview(ROSTERS / "roster-village.xlsx", rows=6)
    assert (shown.sheet, shown.header_rows, len(shown.rows)) == ("Sheet1", (3, 4), 6)
    assert shown.rows[4][:4] == ("1", "第1组", "顾兰𬱖", "顾兰𬱖")
    assert shown.columns[5].samples[0] == "199705"


def test_columns_have_letters_as_spreadsheets_name_them() -> None:
    assert [column_letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
