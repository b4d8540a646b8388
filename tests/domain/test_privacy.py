"""What is hung on a wall tells nobody's number, address or illness, however it is written."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.promises.tree import ROOT
from xieshang_desktop.domain.identity import check_character
from xieshang_desktop.domain.privacy import HIDDEN, Kind, find, mask
from xieshang_desktop.domain.privacy_words import word_lists

_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_ARABIC = str.maketrans("〇零一二三四五六七八九", "00123456789")
_WIDE = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")

#: What stands around a number in real papers, and what might make it be read as something else.
_PROSE = [
    "生产道路硬化", "共48户", "2026年3月2日", "村协〔2026〕3号", "投资12.5万元", "第三十五条",
    "（1）", "，", "。", "三组", "幸福路", "12号", "、", " ", "\n", "3", "2026", "2026-03-02", "X",
    "电话", "住址：", "患", "病", "残疾", "*", "****", "-", "(", "）", "一", "百分之五", "8:30",
    "138****1234", "账号", "/", "3#", "9岁", "小学生", "万", "第5户",
    "李德发", "张某某", "1.8公里", "①", "+86", "　",
]  # fmt: skip
_around = st.lists(st.sampled_from(_PROSE), max_size=6).map("".join)
_blanks = st.sampled_from(["", "", "", " ", "-", "　", "\u200b", " - ", "—", "\xa0"])


@st.composite
def _written(draw: st.DrawFn, digits: str) -> str:
    """A number as people write it: in one, in fours, with any blanks, full width, in Chinese."""
    way = draw(st.sampled_from(["one", "fours", "each", "any"]))
    if way == "fours":
        digits = draw(st.sampled_from([" ", "-", "　"])).join(re.findall(".{1,4}", digits))
    elif way == "each":
        digits = " ".join(digits)
    elif way == "any":
        digits = "".join(d + draw(_blanks) for d in digits[:-1]) + digits[-1]
    script = draw(st.sampled_from([None, _WIDE, _HAN]))
    return digits.translate(script) if script else digits


@st.composite
def _id_numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
    first = f"990000{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    right = check_character(first)
    return first + draw(st.sampled_from([right, right, "0", "X"]))


_mobiles = st.integers(0, 9999).map("1990000{:04}".format)
_landlines = st.integers(0, 9_999_999).map("09902{:07}".format)
_cards = st.integers(16, 19).flatmap(
    lambda size: st.text("0123456789", min_size=size - 4, max_size=size - 4).map("6222{}".format)
)
_planted = st.one_of(_id_numbers(), _mobiles, _landlines, _cards)


def _bare(text: str) -> str:
    """What a search would see: one form of digits, nothing between them."""
    text = unicodedata.normalize("NFKC", text).translate(_ARABIC)
    return re.sub(r"[\s\u200b\-—]", "", text)


def _hidden(text: str, **known: tuple[str, ...]) -> str:
    return mask(text, find(text, **known))


def _kinds(text: str, **known: tuple[str, ...]) -> list[tuple[Kind, str]]:
    return [(finding.kind, finding.found) for finding in find(text, **known)]


@given(before=_around, number=_planted, behind=_around, data=st.data())
def test_a_number_is_found_wherever_and_however_it_is_written(
    before: str, number: str, behind: str, data: st.DataObject
) -> None:
    text = before + data.draw(_written(number)) + behind
    assert number in _bare(text)
    assert number not in _bare(_hidden(text)), _hidden(text)


@given(st.lists(st.one_of(st.sampled_from(_PROSE), _planted), max_size=12).map("".join))
@example("三组12号2幢301室138****1234号")
@example("9岁19900000000三组")
@example("6222 0212 3456 五13800001234")
def test_what_was_masked_stays_as_it_is(text: str) -> None:
    once = _hidden(text, minors=("李德发",))
    assert _hidden(once, minors=("李德发",)) == once


@given(st.text())
def test_any_text_at_all_can_be_looked_at(text: str) -> None:
    findings = find(text)
    for finding in findings:
        assert text[finding.start : finding.end] == finding.found
    ends = [0, *(finding.end for finding in findings)]
    assert all(f.start >= end for f, end in zip(findings, ends, strict=False))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("电话19900001234。", "电话199****1234。"),
        ("１９９ ００００ １２３４", "199****1234"),
        ("一九九零零零零一二三四", "199****1234"),
        ("微信+86 199-0000-1234", "微信199****1234"),
        ("19900001234、19900005678", "199****1234、199****5678"),
        ("19900001234 19900005678", "199****1234 199****5678"),
        ("（0990）2000128转8", "0990-****0128转8"),
        ("电话：2000128、2000129", "电话：****0128、****0129"),
        ("联系人：王秀英，2000128", "联系人：王秀英，****0128"),
        ("99000019900101001X", "**************001X"),
        ("990000 19900101 001 x", "**************001X"),
        ("990000900101001", "***********1001"),
        ("6222 0212 3456 7890 128", "***************0128"),
        ("张三电话19900001234万一有事请打", "张三电话199****1234万一有事请打"),
        ("19900001234元旦前交", "199****1234元旦前交"),
        ("电话19900001234元", "电话199****1234元"),
        ("电话2000128万一有事", "电话****0128万一有事"),
        ("农商行账号12345678901234", "农商行账号**********1234"),
        ("账号：123456789012", "账号：********9012"),
        ("存折号62220212345", "存折号*******2345"),
        ("户名张三，号62220212345", "户名张三，号*******2345"),
        ("199、0000、1234", "199****1234"),
        ("１９９／００００／１２３４", "199****1234"),
        ("199，0000，1234", "199****1234"),
        ("990000/19900101/001X", "**************001X"),
        ("990000、19900101、001 x", "**************001X"),
        ("联系人王秀英2000999", "联系人王秀英****0999"),
        ("联系人张三2000999", "联系人张三****"),
    ],
)
def test_of_a_number_only_the_end_is_printed(text: str, printed: str) -> None:
    assert _hidden(text) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("李德发家住和顺村三组12号", f"李德发家住和顺村三组{HIDDEN}"),
        ("东风路18号3单元502室李家", f"东风路{HIDDEN}李家"),
        ("住3幢2单元三零一", f"住{HIDDEN}"),
        ("B座1502室", HIDDEN),
        ("现住址：和顺村三组张家大院，", f"现住址：{HIDDEN}，"),
        ("第十二组三十五号", f"第十二组{HIDDEN}"),
        ("门牌号：35", f"门牌号：{HIDDEN}"),
        ("幸福小区3-2-501", f"幸福小区{HIDDEN}"),
        ("住3#501", f"住{HIDDEN}"),
        ("幸福小区3＃楼2单元", f"幸福小区{HIDDEN}"),
        ("北环路甲15号", f"北环路{HIDDEN}"),
        ("三组第15户", f"三组{HIDDEN}"),
        ("三组15号", f"三组{HIDDEN}"),
    ],
)
def test_an_address_ends_before_the_house_number(text: str, printed: str) -> None:
    assert _hidden(text) == printed


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月2日上午9:00至11:30",
        "村协〔2026〕3号、国务院令第12号、2026-03-02至2026-03-17",
        "投资1380.5万元，自筹13,800,001.50元，13800001234元",
        "账户余额123456789元，共计13,800,001,234元",
        "3#机井、3#变压器，社区2026-3-2起，小区3-5户，三组15户",
        "学生方便、学生安全、儿童高兴，大学生张小明，学生放学改走大路，留守儿童看护点",
        "3-6岁儿童、6岁以下免票、年满16岁、七十岁以上老人、一百零三岁，未成年人保护",
        "慢病取药，186位慢病老人，常用慢病药，孕妇优先，为长期卧床老人理发，慢性病管理",
        "太阳能支架、传染性病原，张家村慢病药",
        "路长1860米、宽3.5米，2000128元，20000128户",
        "根据第三十五条第一款，公示不少于15日",
        "和顺村三组李德发、第十二组王秀英",
        "住址：和顺村三组",
        "定于本村十二号上午召开",
        "三组2号机井、村3号桥、幸福路1号公厕",
        "村委会2号楼301会议室",
        "消除隐患，防患未然，患者优先",
        "残疾人联合会、糖尿病防治讲座、无障碍通道方便残疾人",
        "热线12345、400-123-4567、95588",
        "1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11. 12. 13.",
    ],
)
def test_ordinary_words_of_official_papers_are_left_alone(text: str) -> None:
    assert _kinds(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("李德发患有糖尿病，劳动不便", "患有糖尿病"),
        ("王秀英系二级残疾", "二级残疾"),
        ("户主残疾，无劳力", "残疾"),
        ("因住院欠债", "住院"),
        ("其妻身患重病", "患重病"),
        ("张三肢残二级", "肢残二级"),
        ("张三2级残疾", "2级残疾"),
        ("张三长期卧床", "卧床"),
        ("张三有心脏支架", "心脏支架"),
        ("王秀英孕妇，行动不便", "孕妇"),
        ("王秀英怀孕六个月", "怀孕"),
        ("张三血压高", "血压高"),
        ("张三慢病多年", "慢病"),
    ],
)
def test_health_is_nobodys_business(text: str, found: str) -> None:
    (finding,) = find(text)
    assert finding.kind is Kind.HEALTH
    assert found in finding.found
    assert mask(text, [finding]) == text.replace(finding.found, HIDDEN)


def test_a_child_is_printed_by_the_family_name() -> None:
    text = "张小明、欧 阳　小华和张大明"
    assert _hidden(text, minors=("张小明", "欧阳小华")) == "张某某、欧阳某某和张大明"
    assert _kinds("张和", minors=("张",)) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("小学生张小明（9岁）被撞", "小学生张某某（9岁）被撞"),
        ("张小明（男，9岁）", "张某某（男，9岁）"),
        ("我儿子张小明今年8岁", "我儿子张某某今年8岁"),
        ("9岁女孩王小丽", "9岁女孩王某某"),
        ("学生李明在路上", "学生李某某在路上"),
        ("娃今年八岁", f"娃今年{HIDDEN}"),
        ("其子未成年", f"其子{HIDDEN}"),
    ],
)
def test_a_child_is_known_by_the_words_about_it(text: str, printed: str) -> None:
    assert _hidden(text) == printed
    assert _hidden(printed) == printed


def test_a_number_inside_an_official_place_is_no_official_number() -> None:
    assert _kinds("19900001234", official=("村委会19900001234",)) == [
        (Kind.TELEPHONE, "19900001234")
    ]


def test_official_numbers_and_places_are_printed_in_full() -> None:
    text = "监督电话：０９９０ 2000128（电话2000128），地址：和顺路12号。李德发19900001234"
    known = ("0990-2000128", "和顺路12号")
    assert _kinds(text, official=known) == [(Kind.TELEPHONE, "19900001234")]


def test_a_finding_says_where_and_what() -> None:
    (finding,) = find("他的电话是19900001234。")
    assert (finding.start, finding.end) == (5, 16)
    assert finding.kind.official == "电话"
    assert finding.kind.is_number


def test_findings_that_are_left_out_are_printed_as_they_stand() -> None:
    text = "编号6222021234567890，电话19900001234"
    card, phone = find(text)
    assert mask(text, [phone]) == "编号6222021234567890，电话199****1234"
    assert card.kind is Kind.BANK_CARD


@pytest.mark.parametrize("folder", ["handbook", "papers"])
def test_the_texts_that_ship_with_the_program_hold_nothing(folder: str) -> None:
    files = [p for p in (ROOT / "resources" / folder).rglob("*") if p.suffix in {".md", ".toml"}]
    assert files
    assert [
        (file.name, _kinds(text)) for file in files if find(text := file.read_text("utf-8"))
    ] == []


def test_the_practice_matters_hold_hardly_anything() -> None:
    text = (ROOT / "resources" / "practice" / "matters.json").read_text("utf-8")
    found = _kinds(text)
    assert {kind for kind, _words in found} <= {Kind.HEALTH, Kind.MINOR}
    assert len(found) <= 4


def test_every_word_list_says_where_it_is_from() -> None:
    for words in word_lists().values():
        assert words.source
        assert not words.checked, "a list that was checked names who says so"
        assert len(set(words.words)) == len(words.words)
