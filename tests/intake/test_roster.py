"""Rows become people: merged cells, households, totals, several sheets, a corrected mapping."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.making import (
    HEADER,
    PEOPLE,
    make_book,
    make_ods,
    make_xlsx,
    ods_cell,
    ods_rows,
)
from tests.intake.rows import codes, households, names, read_rows
from xieshang_desktop.domain.terms import Role, Sex
from xieshang_desktop.errors import BadInput
from xieshang_desktop.intake.roster import preview, read_roster

FAMILY = ("组别", "户主", "姓名", "与户主关系")


def test_a_person_is_read_with_everything_the_row_says(tmp_path: Path) -> None:
    header = (*HEADER, "出生日期", "政治面貌", "职务", "民族", "文化程度", "住址", "备注")
    contact = ("990000198512120029", "19900000002、0523-87650031", "1985.12.12")
    row = (
        "王　芳",
        "女",
        "3组",
        *contact,
        "中共党员",
        "村民代表、护林员",
        "汉",
        "高中",
        "3组 7号",
        "在家",
    )
    reading = read_rows(tmp_path, [header, row])
    person = reading.people[0]
    assert (person.row, person.name, person.sex, person.group) == (2, "王芳", Sex.FEMALE, "第三组")
    assert (person.birth, person.id_number) == ("1985-12-12", "990000198512120029")
    assert person.phones == ("19900000002", "0523-87650031")
    assert (person.party_member, person.roles) == (True, (Role.VILLAGE_REPRESENTATIVE,))
    assert (person.other_roles, person.ethnicity) == (("护林员",), "汉族")
    assert (person.education, person.address, person.remarks) == ("高中", "3组 7号", "在家")
    assert codes(reading) == [(2, "role_unknown", "护林员")]
    assert reading.columns[0].samples == ("王　芳",)
    assert reading.sheet == "名册"


def test_merged_cells_are_filled_but_never_names(tmp_path: Path) -> None:
    rows = [FAMILY, ("1组", "张三", "张三", "户主"), ("", "", "李四", "妻"), ("", "", "", "子")]
    reading = read_rows(tmp_path, rows, merge=["A2:A4", "B2:B4", "C3:C4"])
    assert [(p.name, p.group, p.head) for p in reading.people] == [
        ("张三", "第一组", "张三"),
        ("李四", "第一组", "张三"),
    ]
    assert codes(reading) == [(4, "name_missing", "")]


def test_an_ods_with_cells_spanning_rows_is_filled_from_the_household(tmp_path: Path) -> None:
    covered = "<table:covered-table-cell/>"
    span = 'table:number-rows-spanned="2"'
    rows = (
        ods_rows([FAMILY])
        + f"<table:table-row>{ods_cell('1组', span)}{ods_cell('张三', span)}"
        + f"{ods_cell('张三')}{ods_cell('户主')}</table:table-row>"
        + f"<table:table-row>{covered}{covered}{ods_cell('李四')}{ods_cell('妻')}</table:table-row>"
        + ods_rows([("2组", "王五", "王五", "户主"), ("", "", "赵六", "子")])
    )
    reading = read_roster(make_ods(tmp_path / "名册.ods", rows))
    assert [(p.name, p.group, p.head) for p in reading.people] == [
        ("张三", "第一组", "张三"),
        ("李四", "第一组", "张三"),
        ("王五", "第二组", "王五"),
        ("赵六", "第二组", "王五"),
    ]


def test_a_blank_head_is_filled_only_where_somebody_belongs_to_the_household_above(
    tmp_path: Path,
) -> None:
    rows = [
        FAMILY,
        ("1组", "张三", "张三", "户主"),
        ("1组", "", "李四", "妻"),
        ("2组", "", "王五", "子"),
        ("2组", "", "赵六", "户主"),
        ("2组", "", "钱七", "女"),
        ("2组", "", "孙八", ""),
    ]
    reading = read_rows(tmp_path, rows)
    assert [p.head for p in reading.people] == ["张三", "张三", "", "赵六", "赵六", ""]
    assert codes(reading) == [(4, "household_missing", "王五"), (7, "household_missing", "孙八")]


def test_two_heads_of_one_name_lead_two_households(tmp_path: Path) -> None:
    rows = [
        FAMILY,
        ("1组", "王秀英", "王秀英", "户主"),
        ("1组", "王秀英", "张一", "子"),
        ("1组", "王秀英", "王秀英", "户主"),
        ("1组", "王秀英", "李二", "女"),
        ("2组", "王秀英", "王秀英", "户主"),
    ]
    reading = read_rows(tmp_path, rows)
    assert households(reading) == [["王秀英", "张一"], ["王秀英", "李二"], ["王秀英"]]
    assert codes(reading) == []


def test_household_numbers_alone_make_households(tmp_path: Path) -> None:
    rows = [
        ("组别", "户号", "姓名", "与户主关系"),
        ("1组", 1, "李四", "妻"),
        ("1组", 1, "张三", "户主"),
        ("1组", 2, "王五", "户主"),
        ("1组", 2, "赵六", ""),
        ("2组", 1, "钱七", "户主"),
    ]
    reading = read_rows(tmp_path, rows)
    assert households(reading) == [["李四", "张三"], ["王五", "赵六"], ["钱七"]]
    assert [p.head for p in reading.people] == ["张三", "张三", "王五", "王五", "钱七"]
    assert [p.household_number for p in reading.people] == ["1", "1", "2", "2", "1"]


def test_relations_alone_make_households(tmp_path: Path) -> None:
    rows = [
        ("组别", "姓名", "关系"),
        ("1组", "孙八", "子"),
        ("1组", "张三", "本人"),
        ("1组", "李四", "妻"),
        ("1组", "王五", "户主"),
    ]
    reading = read_rows(tmp_path, rows)
    assert households(reading) == [["孙八"], ["张三", "李四"], ["王五"]]
    assert [p.relation for p in reading.people] == ["子", "户主", "妻", "户主"]
    assert codes(reading) == [(2, "household_missing", "孙八")]


def test_a_head_who_is_no_member_and_namesakes_in_a_household_are_shown(tmp_path: Path) -> None:
    rows = [FAMILY, ("1组", "张三", "李四", "妻"), ("1组", "张三", "李四", "女")]
    assert codes(read_rows(tmp_path, rows)) == [
        (2, "household_head_missing", "张三"),
        (3, "namesake_same_household", "李四"),
    ]


def test_titles_totals_and_blanks_between_are_skipped(tmp_path: Path) -> None:
    rows = [
        ("柳河村2026年村民花名册",),
        ("填报单位：", "", "", "填报日期：2026.3.7"),
        ("序号", *HEADER[:3]),
        ("甲", 1, 2, 3),
        (1, "张三", "男", "1组"),
        ("",),
        ("本页小计", "2人"),
        ("柳河村2026年村民花名册",),
        ("序号", *HEADER[:3]),
        (2, "李四", "女", "1组"),
        (3, "", "", ""),
        (4, "", "女", "1组"),
        ("", "总计", 2),
        ("", "以下空白"),
        ("注：本表一式两份",),
        ("填表人：王五", "", "审核人："),
    ]
    reading = read_rows(tmp_path, rows)
    assert names(reading) == ["张三", "李四"]
    assert reading.header_rows == (3,)
    assert reading.skipped == 11
    assert codes(reading) == [(12, "name_missing", "")]


def test_a_group_written_once_holds_until_the_next(tmp_path: Path) -> None:
    rows = [
        ("组别", "姓名", "性别"),
        ("1组", "张三", "男"),
        ("", "李四", "女"),
        ("2组", "王五", "男"),
        ("", "赵六", "女"),
    ]
    reading = read_rows(tmp_path, rows)
    assert [p.group for p in reading.people] == ["第一组", "第一组", "第二组", "第二组"]


def test_a_group_left_out_is_not_guessed_where_every_row_has_one(tmp_path: Path) -> None:
    rows = [
        ("组别", "姓名", "性别"),
        ("1组", "张三", "男"),
        ("1组", "李四", "女"),
        ("", "王五", "男"),
    ]
    reading = read_rows(tmp_path, rows)
    assert reading.people[2].group == ""
    assert codes(reading) == [(4, "group_missing", "王五")]


def test_a_heading_row_or_the_sheets_name_gives_the_group(tmp_path: Path) -> None:
    rows = [
        ("姓名", "性别"),
        ("张三", "男"),
        ("第三组（2户）",),
        ("李四", "女"),
    ]
    reading = read_roster(make_xlsx(tmp_path / "名册.xlsx", rows, sheet="2组"))
    assert [p.group for p in reading.people] == ["第二组", "第三组"]


def test_the_sheet_with_the_best_header_is_read_and_other_rosters_are_named(
    tmp_path: Path,
) -> None:
    path = make_book(
        tmp_path / "名册.xlsx",
        {
            "说明": [("请按要求填写",)],
            "简表": [HEADER[:3], PEOPLE[0][:3]],
            "全表": [HEADER, *PEOPLE],
        },
    )
    reading = read_roster(path)
    assert (reading.sheet, len(reading.people)) == ("全表", 2)
    assert codes(reading) == [(0, "sheet_not_read", "简表")]
    other = read_roster(path, sheet="简表")
    assert (other.sheet, codes(other)) == ("简表", [])
    assert preview(path).sheets == ("说明", "简表", "全表")
    with pytest.raises(BadInput, match="sheet_missing"):
        read_roster(path, sheet="没有")


def test_hidden_sheets_are_not_looked_at(tmp_path: Path) -> None:
    sheets = {"旧表": [HEADER, *PEOPLE, *PEOPLE], "新表": [HEADER, PEOPLE[0]]}
    path = make_book(tmp_path / "名册.xlsx", sheets, hidden=["旧表"])
    assert preview(path).sheets == ("新表",)
    assert codes(read_roster(path)) == []


def test_merged_ranges_beyond_the_last_row_do_no_harm(tmp_path: Path) -> None:
    rows = [FAMILY, ("1组", "张三", "张三", "户主")]
    reading = read_rows(tmp_path, rows, merge=["A2:A9", "B7:B9", "F2:F4"])
    assert names(reading) == ["张三"]
