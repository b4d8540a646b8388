"""Text tables in every encoding and with every delimiter that spreadsheets write."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.making import HEADER, PEOPLE, make_csv
from xieshang_desktop.errors import BadInput
from xieshang_desktop.intake.roster import read_roster

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
HAN_NAMES = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.characters(min_codepoint=0x3400, max_codepoint=0x4DB5),
        st.characters(min_codepoint=0x20000, max_codepoint=0x2A6D6),
    ),
    min_size=1,
    max_size=3,
).map("张".__add__)  # no word such as 暂无 or 合计, which is no name


@given(
    st.lists(HAN_NAMES, min_size=1, max_size=8),
    st.sampled_from(ENCODINGS),
    st.sampled_from([",", "\t", ";"]),
)
def test_names_survive_every_encoding_and_delimiter(
    names: list[str], encoding: str, delimiter: str
) -> None:
    rows = [HEADER, *((name, "女", "3组", "", "19900000001") for name in names)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "名册.csv"
        make_csv(path, rows, encoding=encoding, delimiter=delimiter)
        reading = read_roster(path)
    assert [person.name for person in reading.people] == names
    assert {person.group for person in reading.people} == {"第三组"}


def test_old_gb18030_names_come_out_in_the_characters_of_today(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    text = "姓名,性别,组\r\n张X,男,1\r\n".encode("gb18030")
    path.write_bytes(text.replace(b"X", bytes.fromhex("FE59")))
    reading = read_roster(path)
    assert reading.people[0].name == "张\u9fb4"
    assert reading.attention == ()


def test_commas_inside_quotation_marks_do_not_split(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text('姓名,性别,住址\n张三,男,"1组,1号\n后院"\n', encoding="utf-8")
    assert read_roster(path).people[0].address == "1组,1号 后院"


def test_a_quotation_mark_never_closed_swallows_nobody(tmp_path: Path) -> None:
    rows = [HEADER, *[PEOPLE[0]] * 1, ('"李四', "男", "1组", "", "")]
    rows += [(f"王{c}", "女", "1组", "", "") for c in "一二三四五六七八九十" * 3]
    reading = read_roster(make_csv(tmp_path / "名册.csv", rows))
    assert len(reading.people) == 32


def test_long_numbers_wrapped_against_spreadsheets_are_read(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text('姓名,性别,身份证号\n张三,男,="990000197003070014"\n', encoding="utf-8")
    assert read_roster(path).people[0].id_number == "990000197003070014"


def test_numbers_that_a_spreadsheet_destroyed_are_named(tmp_path: Path) -> None:
    rows = [HEADER, ("张三", "男", "1组", "9.9E+17", "1.99E+10")]
    reading = read_roster(make_csv(tmp_path / "名册.csv", rows))
    assert [(a.row, a.column, a.code, a.text) for a in reading.attention] == [
        (2, "身份证号", "id_damaged", "9.9E+17"),
        (2, "联系电话", "phone_unreadable", "1.99E+10"),
    ]
    assert (reading.people[0].id_number, reading.people[0].phones) == ("", ())


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\xd8", b"\x81", b"abc\x00def\x01" * 50])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        read_roster(path)
    assert caught.value.code in {"file_not_readable", "not_a_roster"}
