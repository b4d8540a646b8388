"""Names keep who is meant: padding goes, rare characters stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop.domain.names import (
    OLD_GB18030,
    clean_name,
    group_name,
    is_numbered_group,
    map_old_gb18030,
    numeral,
    private_use,
    read_numeral,
)

HAN = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0x3400, max_codepoint=0x4DBF),
    st.characters(min_codepoint=0x20000, max_codepoint=0x323AF),
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张　三", "张三"),
        (" 张 三 ", "张三"),
        ("张\u200b三\ufeff", "张三"),
        ("谭\u3000𠅤", "谭𠅤"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提"),
        ("John  Smith", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("王秀英（大）", "王秀英（大）"),
    ],
)
def test_a_name_loses_its_padding_and_keeps_its_characters(written: str, name: str) -> None:
    assert clean_name(written) == name


def test_rare_and_compatibility_characters_are_never_replaced() -> None:
    for name in ("𠮷野", "㛃儿", "䶮", "朗\uf929", "𬱖"):
        assert clean_name(name) == name


def test_old_private_codes_become_the_characters_of_today() -> None:
    assert clean_name("\ue81e三") == "\u9fb4三"
    assert len(OLD_GB18030) == 19
    assert private_use("\ue864") == ""


def test_the_codec_gives_exactly_the_private_codes_that_are_mapped() -> None:
    pairs = bytes.fromhex(
        "A6D9A6DAA6DBA6DCA6DDA6DEA6DFA6ECA6EDA6F3FE59FE61FE66FE67FE6DFE7EFE90FEA0A8BC"
    )
    text = map_old_gb18030(pairs.decode("gb18030"))
    assert text == "︐︒︑︓︔︕︖︗︘︙龴龵龶龷龸龹龺龻ḿ"


def test_other_private_characters_are_kept_and_named() -> None:
    assert clean_name("张\ue001") == "张\ue001"
    assert private_use("张\ue001\U000f0001") == "\ue001\U000f0001"


@given(st.text(max_size=12))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)


@given(st.lists(HAN, min_size=1, max_size=6), st.sampled_from([" ", "\u3000", "  ", "\xa0", "\t"]))
def test_any_padding_between_characters_goes(characters: list[str], padding: str) -> None:
    name = "".join(characters)
    assert clean_name(padding.join(characters)) == name == clean_name(name)


@pytest.mark.parametrize(
    "written",
    ["3组", "第3组", "三组", "第三组", "三", "3", "03", "３组", "第 3 组", "三小组", "3村民小组"],
)
def test_a_numbered_group_has_one_form(written: str) -> None:
    assert group_name(written) == "第三组"


@pytest.mark.parametrize("name", ["东沟组", "张家村1组", "100", "0", "", "组"])
def test_other_group_names_stay(name: str) -> None:
    assert group_name(name) == name


def test_a_production_team_stays_a_team() -> None:
    assert group_name("3队") == group_name("第三生产队") == "第三队"


@given(st.integers(1, 99))
def test_numerals_are_read_as_written(number: int) -> None:
    assert read_numeral(numeral(number)) == number
    assert group_name(f"{number}组") == group_name(numeral(number)) == f"第{numeral(number)}组"
    assert group_name(group_name(str(number))) == group_name(str(number))


def test_numerals_end_at_ninety_nine() -> None:
    assert (numeral(10), numeral(11), numeral(20), numeral(99)) == ("十", "十一", "二十", "九十九")
    assert read_numeral("") is read_numeral("一二") is read_numeral("百") is None
    with pytest.raises(ValueError, match="100"):
        numeral(100)


def test_only_a_heading_with_its_unit_names_a_group() -> None:
    assert is_numbered_group("第 三 组")
    assert is_numbered_group("3组")
    assert not is_numbered_group("3")
    assert not is_numbered_group("东沟组")
