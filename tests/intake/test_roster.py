"""Rows become people: merged cells, households, totals, several sheets, a corrected mapping."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.intake.making import (
    HEADER,
    PEOPLE,
    ROSTERS,
    make_book,
    make_csv,
    make_ods,
    make_xlsx,
    ods_cell,
    ods_rows,
)
from xieshang_desktop.domain.terms import Role, Sex
from xieshang_desktop.errors import BadInput
from xieshang_desktop.ids import BEIJING
from xieshang_desktop.intake.reading import RosterReading, column_letter
from xieshang_desktop.intake.roster import preview, read_roster

FAMILY = ("组别", "户主", "姓名", "与户主关系")


def today() -> datetime:
    return datetime(2026, 11, 22, 9, 0, tzinfo=BEIJING)


def read_rows(tmp_path: Path, rows: list[tuple[object, ...]], **more: list[str]) -> RosterReading:
    return read_roster(make_xlsx(tmp_path / "名册.xlsx", rows, **more), clock=today)


def names(reading: RosterReading) -> list[str]:
    return [person.name for person in reading.people]


def codes(reading: RosterReading) -> list[tuple[int, str, str]]:
    return [(each.row, each.code, each.text) for each in reading.attention]


def households(reading: RosterReading) -> list[list[str]]:
    keys = dict.fromkeys(person.household_key for person in reading.people)
    return [[p.name for p in reading.people if p.household_key == key] for key in keys]


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
