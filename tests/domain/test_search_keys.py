"""People are found by whatever is typed at the door: names, pinyin, initials, telephone tails."""

from __future__ import annotations

import runpy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshang_desktop import resources
from xieshang_desktop.domain.pinyin import pinyin, readings, spell
from xieshang_desktop.domain.search_keys import keys_of, normalise_query


def found_by(text: str, name: str, *phones: str) -> str:
    """The rank (0 before 1) with which `text` finds a person, '' where it does not."""
    query = normalise_query(text)
    return min((key[0] for key in keys_of(name, phones) if key[1:].startswith(query)), default="")


@pytest.mark.parametrize(
    "typed",
    ["张国栋", "张", "张国", "zhangguodong", "zhang", "zhangg", "zgd", "zg", "zhanggd", "z"],
)
def test_the_beginning_of_a_name_comes_first(typed: str) -> None:
    assert found_by(typed, "张国栋") == "0"


@pytest.mark.parametrize("typed", ["国栋", "栋", "guodong", "guo", "gd", "dong"])
def test_a_given_name_alone_is_enough(typed: str) -> None:
    assert found_by(typed, "张国栋") == "1"


@pytest.mark.parametrize("typed", ["19900001234", "199", "00001234", "1234", "12"])
def test_a_telephone_is_found_by_its_beginning_and_its_tails(typed: str) -> None:
    assert found_by(typed, "张国栋", "19900001234") == "1"


def test_a_number_with_an_area_code_is_found_without_its_dash() -> None:
    assert found_by("0511-8400", "张国栋", "0511-84001234") == "1"
    assert found_by("84001234", "张国栋", "0511-84001234") == "1"


@pytest.mark.parametrize("typed", ["李", "li", "dg", "zd", "5678", "haodong"])
def test_what_somebody_is_not_called_does_not_find_them(typed: str) -> None:
    assert found_by(typed, "张国栋", "19900001234") == ""


@pytest.mark.parametrize(
    ("name", "surname", "as_word"),
    [
        ("单明", "shan", "dan"),
        ("解明", "xie", "jie"),
        ("曾明", "zeng", "ceng"),
        ("仇明", "qiu", "chou"),
        ("区明", "ou", "qu"),
        ("查明", "zha", "cha"),
        ("朴明", "piao", "pu"),
        ("乐明", "yue", "le"),
        ("缪明", "miao", "mou"),
        ("翟明", "zhai", "di"),
        ("种明", "chong", "zhong"),
        ("折明", "she", "zhe"),
        ("繁明", "po", "fan"),
        ("召明", "shao", "zhao"),
        ("黑明", "he", "hei"),
        ("秘明", "bi", "mi"),
        ("宓明", "fu", "mi"),
        ("员明", "yun", "yuan"),
        ("尉迟明", "yuchi", "weichi"),
        ("万俟明", "moqi", "wansi"),
        ("长孙明", "zhangsun", "changsun"),
        ("单于明", "chanyu", "danyu"),
    ],
)
def test_a_surname_is_read_as_a_surname_and_then_as_a_word(
    name: str, surname: str, as_word: str
) -> None:
    assert found_by(surname + "ming", name) == "0"
    assert found_by(as_word + "ming", name)


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("盖明", "ge"),
        ("盖明", "gai"),
        ("任明", "ren"),
        ("尹明", "yin"),
        ("华明", "hua"),
        ("逄明", "pang"),
        ("覃明", "qin"),
        ("覃明", "tan"),
        ("冼明", "xian"),
        ("纪明", "ji"),
        ("瞿明", "qu"),
        ("隗明", "wei"),
        ("隗明", "kui"),
        ("郗明", "xi"),
        ("车明", "che"),
        ("吕明", "lv"),
        ("澹台明", "tantai"),
        ("令狐明", "linghu"),
        ("欧阳明", "ouyang"),
        ("诸葛明", "zhuge"),
        ("皇甫明", "huangfu"),
    ],
)
def test_surnames_that_people_ask_about_are_known(name: str, surname: str) -> None:
    assert found_by(surname + "ming", name) == "0"


def test_a_surname_of_two_characters_goes_with_the_initials_of_the_rest() -> None:
    assert found_by("ouyangzq", "欧阳志强") == "0"
    assert found_by("oyzq", "欧阳志强") == "0"
    assert found_by("zhiqiang", "欧阳志强") == "1"


def test_two_characters_alone_are_no_surname_of_two() -> None:
    assert spell("东方").surname == 1
    assert spell("东方红").surname == 2


def test_a_given_name_is_found_by_each_of_its_readings() -> None:
    for typed in ("lichangle", "lizhangle", "lichangyue", "lizhangyue", "licl", "lizy"):
        assert found_by(typed, "李长乐") == "0"
    assert found_by("zhongxing", "王重行")
    assert found_by("chonghang", "王重行")


@pytest.mark.parametrize("typed", ["lv", "lu", "lü", "lǚ", "lvx", "lux"])
def test_lü_is_found_as_lv_and_as_lu(typed: str) -> None:
    assert found_by(typed, "吕秀兰") == "0"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("zhang'guo'dong", "zhangguodong"),
        ("zhang guo", "zhangguo"),
        ("ＺＨＡＮＧ　ｇｕｏ", "zhangguo"),
        ("Zhāng Guódòng", "zhangguodong"),
        ("zhang1guo2", "zhangguo"),
        ("lǘ", "lv"),
        ("nüe", "nve"),
        ("张　国", "张国"),
        ("阿依古丽・买", "阿依古丽买"),
        ("138-0000 1234", "13800001234"),
        ("１９９０", "1990"),
        ("  ' ", ""),
    ],
)
def test_what_is_typed_takes_the_form_of_the_keys(typed: str, key: str) -> None:
    assert normalise_query(typed) == key


@pytest.mark.parametrize("typed", ["阿依古丽买买提", "阿依古丽·买", "买买提", "aygl", "maimaiti"])
def test_dots_inside_a_name_need_not_be_typed(typed: str) -> None:
    assert found_by(typed, "阿依古丽·买买提")


@pytest.mark.parametrize("typed", ["nguyen thi", "Thị", "hoa", "nth"])
def test_names_in_latin_letters_are_spelled(typed: str) -> None:
    assert found_by(typed, "Nguyễn Thị Hoà")


def test_a_character_that_nobody_reads_is_left_out_of_the_pinyin() -> None:
    assert readings("\U00032000") == ()
    assert found_by("zhanghai", "张\U00032000海") == "0"
    assert found_by("\U00032000海", "张\U00032000海") == "1"
    assert keys_of("\U00032000") == ("0\U00032000",)


def test_rare_characters_are_read() -> None:
    assert (pinyin("𠮷"), pinyin("䶮"), pinyin("喆"), pinyin("𬭎")) == ("ji", "yan", "zhe", "hong")


def test_names_sort_by_their_usual_reading() -> None:
    names = ["曾小", "赵小", "单小", "\U00032000", "阿小", "白小"]
    expected = ["阿小", "白小", "单小", "曾小", "赵小", "\U00032000"]
    assert sorted(names, key=pinyin) == expected


NAMES = st.text(
    st.one_of(
        st.sampled_from("单解曾长乐行重朴覃吕女绿尉迟欧阳万俟张国·"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("ABéüŞ "),
    ),
    min_size=0,
    max_size=8,
)


@given(NAMES)
def test_every_key_stands_as_typing_it_would_be_understood(name: str) -> None:
    for key in keys_of(name):
        assert key[0] in "01"
        assert key[1:]
        assert normalise_query(key[1:]) == key[1:]


@given(NAMES)
def test_everybody_is_found_by_their_whole_name(name: str) -> None:
    if normalise_query(name):
        assert found_by(name, name) == "0"


@given(NAMES)
def test_a_name_has_few_keys_however_many_readings_it_has(name: str) -> None:
    keys = keys_of(name)
    assert len(keys) == len(set(keys)) <= 20 + 20 * len(name)


def test_the_readings_are_what_their_script_makes() -> None:
    made = runpy.run_path(str(resources.path("pinyin", "build.py")))
    assert resources.path("pinyin", "readings.txt").read_text("utf-8") == made["make"]()


def test_every_character_has_one_line_of_readings() -> None:
    lines = resources.path("pinyin", "readings.txt").read_text("utf-8").splitlines()
    characters = "".join(line.partition("\t")[2] for line in lines)
    assert len(characters) == len(set(characters)) > 41_000


def test_every_surname_has_a_reading_for_each_character() -> None:
    text = resources.path("pinyin", "surnames.txt").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            name, *spoken = line.split()
            assert len(spoken) == len(name), line
            assert all(part.isascii() and part for each in spoken for part in each.split("/"))
