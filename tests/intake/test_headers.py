"""Finding the header and knowing what each column holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.intake.headers import Header, field_of, find_header, flagged_role

FIRST = ["张三", "男", "1组", "990000197003070019"]


def fields(header: Header | None) -> list[str | None]:
    assert header is not None
    return list(header.fields)


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("姓  名", "name"),
        ("姓名：", "name"),
        ("＊姓名", "name"),
        ("身份证号码（18位）", "id_number"),
        ("居民身份证号", "id_number"),
        ("有效身份证件号", "id_number"),
        ("出生年月\n(年/月/日)", "birth"),
        ("联系电话(手机)", "phone"),
        ("与户主关系", "relation"),
        ("与户主的关系", "relation"),
        ("现家庭住址", "address"),
        ("是否村民代表", "roles"),
        ("网格员", "roles"),
        ("户主姓名", "head"),
        ("配偶身份证号", None),
        ("户主身份证号", None),
        ("监护人电话", None),
        ("耕地面积", None),
    ],
)
def test_titles_are_known_by_their_words(title: str, field: str | None) -> None:
    found = field_of(title)
    assert (found[0] if found else None) == field


def test_a_column_may_be_a_tick_box_for_one_role() -> None:
    assert flagged_role("是否议事会成员") == "council_member"
    assert flagged_role("职务") is None


def test_titles_above_the_header_are_passed_over() -> None:
    title, unit = ["2026年花名册", "", "", ""], ["填报单位：", "", "填报人：", ""]
    header = find_header([title, unit, ["姓名", "性别", "组", "身份证"], FIRST], [])
    assert header is not None
    assert header.rows == (2,)


def test_name_and_one_more_title_are_enough_but_not_two_others() -> None:
    assert fields(find_header([["姓名", "电话"], ["张三", ""]], [])) == ["name", "phone"]
    assert find_header([["性别", "电话"], ["男", ""]], []) is None
    assert find_header([["姓名"], ["张三"]], []) is None


def test_a_second_header_row_adds_what_stands_under_wide_titles() -> None:
    rows = [
        ["序号", "家庭成员", "", "联系方式", ""],
        ["", "姓名", "性别", "手机", "家庭住址"],
        ["1", "张三", "男", "", ""],
    ]
    for merges in ([], [((0, 1), (0, 2)), ((0, 3), (0, 4)), ((0, 0), (1, 0))]):
        header = find_header(rows, merges)
        assert header is not None
        assert header.rows == (0, 1)
        assert header.titles == ("序号", "姓名", "性别", "手机", "家庭住址")
        assert fields(header) == ["sequence", "name", "sex", "phone", "address"]


def test_columns_of_the_head_are_not_taken_for_the_members() -> None:
    rows = [
        ["户主", "", "家庭成员", "", ""],
        ["姓名", "身份证号", "姓名", "身份证号", "与户主关系"],
    ]
    header = find_header(rows, [((0, 0), (0, 1)), ((0, 2), (0, 4))])
    assert fields(header) == ["head", None, "name", "id_number", "relation"]
    assert header is not None
    assert header.titles[:3] == ("户主_姓名", "户主_身份证号", "家庭成员_姓名")


def test_people_responsible_are_not_villagers() -> None:
    rows = [["姓名", "性别", "负责人", ""], ["", "", "姓名", "电话"], ["张三", "男", "李四", "1"]]
    assert fields(find_header(rows, [((0, 2), (0, 3))])) == ["name", "sex", None, None]


def test_the_first_row_of_people_is_no_second_header() -> None:
    rows = [["姓名", "与户主关系", "政治面貌", "人员类别"], ["张三", "户主", "党员", "村民代表"]]
    header = find_header(rows, [])
    assert header is not None
    assert header.rows == (0,)


def test_a_list_of_heads_is_a_list_of_people() -> None:
    rows = [["户主", "家庭住址", "联系电话"], ["张三", "1组1号", ""]]
    assert fields(find_header(rows, [])) == ["name", "address", "phone"]


def test_a_known_title_wins_over_a_longer_one() -> None:
    rows = [["姓名", "身份证照片", "身份证号", "电话", "备用电话", "备注"]]
    assert fields(find_header(rows, [])) == ["name", None, "id_number", "phone", "phone", "remarks"]


def test_a_header_is_not_looked_for_below_the_fifteenth_row() -> None:
    blank: list[list[str]] = [["", "", "", ""]]
    titles = ["姓名", "性别", "组别", "电话"]
    assert find_header([*blank * 14, titles], []) is not None
    assert find_header([*blank * 15, titles], []) is None


@given(st.lists(st.lists(st.text(max_size=6), min_size=4, max_size=4), max_size=20))
def test_any_rows_are_answered(rows: list[list[str]]) -> None:
    header = find_header(rows, [])
    assert header is None or len(header.titles) == len(header.fields) == 4
